"""All words a user reads for what the tables call in English: one place, one word for one thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from charts.requests import ASKED_WORDS
from charts.requests import SOURCE_WORDS as SOURCE_OF_MONEY_WORDS
from charts.words import (
    CAUSE_WORDS,
    CONCERN_WORDS,
    CROSSWALK_WORDS,
    DEADLINE_WORDS,
    ENTRY_WORDS,
    GROUND_WORDS,
    LEVEL_WORDS,
    LIFELINE_WORDS,
    MOVE_STATE_WORDS,
    NO_DATA,
    NO_THEME,
    NOT_PLANNED,
    OUTCOME_WORDS,
    PLAN_STATE_WORDS,
    RAISED_WORDS,
    REGISTER_WORDS,
    STAGE_WORDS,
    STANDING_WORDS,
    STATE_WORDS,
    STATES_OF_SUBJECT,
    SUBJECT_WORDS,
    capital,
    day,
    framework,
    is_missing,
    month,
    number,
    percent,
    percent_range,
    window,
)
from data.intake import layouts
from pages.parts.headings import HEADINGS

__all__ = [
    "NOT_PLANNED",
    "NO_DATA",
    "NO_THEME",
    "achieved_level",
    "capital",
    "cause_word",
    "concern_word",
    "crosswalk_word",
    "day",
    "entry_word",
    "escape_markdown",
    "framework",
    "ground_word",
    "hand_in_word",
    "heading",
    "headings",
    "is_missing",
    "kind_word",
    "level_word",
    "moment",
    "month",
    "move_state_word",
    "number",
    "ownership_word",
    "percent",
    "percent_range",
    "problem_word",
    "readable",
    "recognition_kind_word",
    "recognition_word",
    "register_word",
    "school_level",
    "setting_word",
    "short_kind_word",
    "source_word",
    "stage_word",
    "standing_word",
    "state_word",
    "visit_word",
    "window",
    "yes_no",
]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OWNERSHIP_WORDS = {"public": "công lập", "private": "ngoài công lập"}
KIND_WORDS = {kind: layouts.of_kind(kind).title for kind in layouts.kinds()}
RECOGNITION_WORDS = {"KDCL": "KĐCLGD", "CQG": "Chuẩn quốc gia"}
VISIT_WORDS = {
    "past": "đã qua",
    "this_month": "trong tháng này",
    "upcoming": "sắp tới",
    "unknown": "chưa rõ thời gian",
}
HAND_IN_WORDS = {
    "in_use": "đang dùng",
    "accepted": "đã tiếp nhận",
    "replaced": "đã thay bằng bản mới",
    "withdrawn": "đã rút",
    "returned": "bị trả lại",
}
# Whose word a status is.
SOURCE_WORDS = {"office": "chuyên viên xác nhận", "school": "trường báo", "text": "theo nội dung bảng"}
STEP_WORDS = {
    "open": "cần rà soát",
    "said": "trường đã báo",
    "confirmed": "đã xác nhận",
    "clear": "theo nội dung bảng",
}
DECIDED_WORDS = {"upload": "theo bảng đã nộp", "said": "trường báo", "confirmed": "chuyên viên xác nhận"}
ARRIVAL_WORDS = {
    "upload": "bảng nộp ở đây",
    "office": "cơ quan ghi đã nhận",
    "schedule": "có trong lịch",
    "waiver": "cơ quan ghi miễn nộp",
}
RULE_WORDS = {
    "fixed_day": "ngày cố định",
    "by_notice": "theo công văn",
    "before_visit": "trước ngày đón đoàn",
    "before_expiry": "trước khi công nhận hết hạn",
}
AMOUNT_WORDS = {
    "known": "ghi rõ số tiền",
    "unclear": "chưa rõ số tiền",
    "none": "không cần kinh phí",
    "unwritten": "chưa ghi",
}
REQUEST_WORDS = {
    "asked": "xin cơ quan quản lý",
    "unclear": "chưa rõ xin ai",
    "own": "trường tự làm",
    "none": "không xin",
}
SETTING_WORDS = {
    "office_name": "tên cơ quan",
    "governing_unit": "đơn vị chủ quản",
    "register_from": "năm học bắt đầu sổ",
    "hollow_share": "mức cần đọc kỹ",
}
ASKED_IN_WORDS = {"plan": "dòng kế hoạch", "report": "mục Kiến nghị"}
PRECISION_WORDS = {"day": "đúng ngày", "month": "theo tháng"}
TURN_WORDS = {"schedule": "theo lịch", "queue": "theo thứ tự hết hạn"}
PROBLEM_WORDS = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}


def heading(column: str) -> str:
    """The Vietnamese heading of a column of any query; a column without one is a mistake of ours."""
    return HEADINGS[column]


def headings(columns: list[str]) -> dict[str, str]:
    """Headings in the order asked for, as tables and workbooks take them."""
    return {column: heading(column) for column in columns}


def _word(known: dict[str, str], code: Any) -> str:
    return NO_DATA if is_missing(code) else known.get(str(code), str(code))


def state_word(code: str | None) -> str:
    return _word(STATE_WORDS, code)


def entry_word(code: str | None) -> str:
    return _word(ENTRY_WORDS, code)


def register_word(code: str | None) -> str:
    return _word(REGISTER_WORDS, code)


def level_word(code: str | None) -> str:
    return _word(LEVEL_WORDS, code)


def ownership_word(code: str | None) -> str:
    return _word(OWNERSHIP_WORDS, code)


def kind_word(code: str | None) -> str:
    return _word(KIND_WORDS, code)


def short_kind_word(code: str | None) -> str:
    """The kind without the name of its form, where the form is plain."""
    return kind_word(code).partition(" (")[0]


def setting_word(code: str | None) -> str:
    return _word(SETTING_WORDS, code)


def hand_in_word(code: str | None) -> str:
    return _word(HAND_IN_WORDS, code)


def source_word(code: str | None) -> str:
    return _word(SOURCE_WORDS, code)


def visit_word(code: str | None) -> str:
    return _word(VISIT_WORDS, code)


def problem_word(level: str | None) -> str:
    return _word(PROBLEM_WORDS, level)


def achieved_level(level_no: int | None) -> str:
    """What a self-evaluation says of a criterion; nothing said is not "Không đạt"."""
    if level_no is None or is_missing(level_no):
        return NO_DATA
    return f"Mức {level_no}" if level_no else "Không đạt"


def school_level(level_no: int | None) -> str:
    """Where a school stands; 0 is before the first Mức."""
    if level_no is None or is_missing(level_no):
        return "chưa tính được"
    return f"Mức {level_no}" if level_no else "chưa đạt Mức 1"


def standing_word(code: str | None) -> str:
    return _word(STANDING_WORDS, code)


def crosswalk_word(code: str | None) -> str:
    """What the office says of two criteria; nothing said is nothing guessed."""
    return _word(CROSSWALK_WORDS, "unsaid" if is_missing(code) else code)


def cause_word(code: str | None) -> str:
    """Why something moved between two days."""
    return _word(CAUSE_WORDS, code)


def move_state_word(code: str | None, *, subject: str = "") -> str:
    """A state of anything that is compared: an item, a report, a table, a visit, a recognition, a school, or a `subject`."""
    own = STATES_OF_SUBJECT.get(subject, {})
    return _word(MOVE_STATE_WORDS | REGISTER_WORDS | HAND_IN_WORDS | STATE_WORDS | own, code)


def concern_word(code: str | None) -> str:
    return _word(CONCERN_WORDS, code)


def ground_word(code: str | None) -> str:
    return _word(GROUND_WORDS, code)


def stage_word(code: str | None) -> str:
    return _word(STAGE_WORDS, code)


def recognition_kind_word(kind: str | None) -> str:
    return _word(RECOGNITION_WORDS, kind)


def recognition_word(kind: str | None, grade: int | None) -> str:
    """ "KĐCLGD Cấp độ 1", "Chuẩn quốc gia Mức độ 1"; without a grade only the kind."""
    if is_missing(kind) or is_missing(grade):
        return recognition_kind_word(kind)
    return f"{recognition_kind_word(kind)} {'Mức độ' if kind == 'CQG' else 'Cấp độ'} {grade}"


def yes_no(value: bool | None) -> str:
    return NO_DATA if is_missing(value) else "có" if value else "không"


def moment(value: datetime | None) -> str:
    """dd/mm/yyyy HH:MM, as the clock in Vietnam shows it; a time without a zone is one already."""
    if value is None or is_missing(value):
        return NO_DATA
    local = value.astimezone(VIETNAM) if value.tzinfo else value
    return f"{local:%d/%m/%Y %H:%M}"


def escape_markdown(text: Any) -> str:
    """What schools typed, so that st.markdown shows it as text: no link, no heading, no formula, no colour, no icon."""
    flat = re.sub(r"\s+", " ", "" if is_missing(text) else str(text))
    # Addresses become links even when they are escaped: a word joiner in them keeps them text.
    flat = re.sub(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?=@)", "\u2060", flat)
    escaped = re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:@])", r"\\\1", flat)
    return escaped.replace("&", "&amp;")


# Which columns hold codes, and who says them in words.
_READERS: dict[str, Callable[[Any], str]] = {
    "state": move_state_word,
    "status": state_word,
    "suggested_status": state_word,
    "said_status": state_word,
    "confirmed_status": state_word,
    "earlier_status": state_word,
    "status_source": source_word,
    "earlier_source": source_word,
    "hand_in_state": hand_in_word,
    "step": lambda code: _word(STEP_WORDS, code),
    "subject": lambda code: _word(SUBJECT_WORDS, code),
    "then_state": move_state_word,
    "now_state": move_state_word,
    "why": cause_word,
    "decided_by": lambda code: _word(DECIDED_WORDS, code),
    "arrival": lambda code: _word(ARRIVAL_WORDS, code),
    "rule": lambda code: _word(RULE_WORDS, code),
    "last_state": state_word,
    "planned_state": state_word,
    "standing": standing_word,
    "answer": crosswalk_word,
    "level_no": achieved_level,
    "needed_level": achieved_level,
    **dict.fromkeys(("reached_level", "at_least_level", "at_most_level", "next_level"), school_level),
    "dossier_state": register_word,
    "entry": entry_word,
    "step_state": lambda code: _word(DEADLINE_WORDS, code),
    "outcome": lambda code: _word(OUTCOME_WORDS, code),
    "turn_source": lambda code: _word(TURN_WORDS, code),
    "term": lambda number: f"HK{'I' * int(number)}",
    "visit_state": visit_word,
    "level": level_word,
    "concern": concern_word,
    "lifeline_status": lambda code: _word(LIFELINE_WORDS, code),
    "raised_by": lambda code: _word(RAISED_WORDS, code),
    "stage": lambda code: _word(STAGE_WORDS, code),
    "item_state": state_word,
    "amount": lambda code: _word(AMOUNT_WORDS, code),
    "request": lambda code: _word(REQUEST_WORDS, code),
    "asked_of": lambda code: _word(ASKED_WORDS, code),
    "setting": setting_word,
    "asked_in": lambda code: _word(ASKED_IN_WORDS, code),
    "budget_source": lambda code: _word(SOURCE_OF_MONEY_WORDS, code),
    "plan_state": lambda code: _word(PLAN_STATE_WORDS, code),
    "ground_state": lambda code: _word(GROUND_WORDS, code),
    "ownership": ownership_word,
    "time_precision": lambda code: _word(PRECISION_WORDS, code),
    **dict.fromkeys(("framework_code", "from_framework_code", "to_framework_code"), framework),
}


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose codes are words, for tables and workbooks; dates, numbers and shares stay what they are."""
    made = frame.copy()
    for column, reader in _READERS.items():
        if column in made and not (column == "level" and "cell" in made):
            made[column] = [None if is_missing(value) else reader(value) for value in frame[column]]
    if "level" in made and "cell" in made:
        made["level"] = [problem_word(value) for value in frame["level"]]
    if "kind" in made:
        kinds = KIND_WORDS | RECOGNITION_WORDS
        made["kind"] = [_word(kinds, value) for value in frame["kind"]]
    for column in made.columns:
        if column.startswith(("is_", "asks_")):
            made[column] = [yes_no(value) for value in frame[column]]
    return made
