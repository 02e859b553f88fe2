"""The words and numbers that figures write. pages/parts/words.py takes them from here: one of each."""

from __future__ import annotations

import html
import math
import textwrap
from datetime import date
from typing import Any

import pandas as pd

NO_DATA = "chưa có dữ liệu"
NOT_PLANNED = "không có trong kế hoạch"

STATE_WORDS = {
    "done": "đã hoàn thành",
    "in_progress": "đang triển khai",
    "needs_review": "cần rà soát",
    "not_started": "chưa triển khai",
    "no_data": NO_DATA,
}
REGISTER_WORDS = {
    "overdue": "quá hạn",
    "due_soon": "sắp đến hạn",
    "not_due": "chưa đến hạn",
    "waived": "được miễn",
    "ended": "trường thôi hoạt động",
    "hollow": "đã nộp, cần đọc kỹ",
    "received_late": "nộp muộn",
    "received": "đã nộp đúng hạn",
}
DEADLINE_WORDS = {
    **REGISTER_WORDS,
    "received": "đúng hạn",
    "received_late": "muộn",
    "past": "đã qua",
    "not_set": "chưa đặt số ngày",
    "no_expiry": "không có công nhận hết hạn",
    "unknown": "chưa rõ thời gian đón đoàn",
}
ENTRY_WORDS = {"waived": "miễn nộp", "on_paper": "nhận trên giấy"}
OUTCOME_WORDS = {
    "lapsed": "đã hết hạn",
    "lapses": "hết hạn trước khi đến lượt",
    "unsure": "hết hạn đúng lúc đến lượt",
    "in_time": "kịp",
}
CONCERN_WORDS = {
    "repeats_plan": "kết quả chép lại kế hoạch",
    "copied_school": "giống bài của trường khác",
    "copied_year": "giống bài năm trước của trường",
    "empty_phrase": "chỉ có câu chung chung",
    "nothing_to_check": "không có số liệu, mốc, người hay văn bản",
}
STANDING_WORDS = {
    "told": "đã tính",
    "incomplete": "thiếu tiêu chí",
    "no_rule": "chưa rõ bộ tiêu chuẩn",
    "silent": "chưa nộp tự đánh giá",
}
CROSSWALK_WORDS = {
    "same": "tương ứng",
    "part": "tương ứng một phần",
    "none": "không có tiêu chí tương ứng",
    "unsaid": "chưa ghi",
}
PLAN_WORDS = {
    "solution": "giải pháp cụ thể",
    "start": "mốc bắt đầu",
    "finish": "mốc hoàn thành",
    "people": "người thực hiện",
    "budget": "kinh phí (hoặc ghi rõ không)",
    "supervision": "biện pháp giám sát",
    "measurable": "mục tiêu có số đo",
}
LIFELINE_WORDS = {
    "back": "đã xong nay trở lại",
    "open": "chưa có kế hoạch",
    "silent": "không thấy báo cáo",
    "unclear": "báo cáo chưa rõ",
    "planned": "đã có kế hoạch",
    "in_work": "đang làm",
    "solved": "đã xong",
}
RAISED_WORDS = {
    "team": "đoàn đánh giá ngoài",
    "self": "trường tự nêu",
    "both": "đoàn và trường",
    "plan": "chỉ thấy trong kế hoạch",
}
STAGE_WORDS = {
    "recommended": "khuyến nghị",
    "weakness": "điểm yếu",
    "planned": "kế hoạch",
    "reported": "báo cáo kết quả",
}
PLAN_STATE_WORDS = {
    "missed": "kế hoạch sau đó không có",
    "other_theme": "kế hoạch nói việc khác",
    "unclear": "chưa rõ tiêu chí và chủ đề",
    "waiting": "chưa có kế hoạch năm sau",
}
GROUND_WORDS = {
    "none": "không thấy căn cứ đã nộp",
    "other_theme": "căn cứ nói việc khác",
    "unclear": "chưa rõ tiêu chí và chủ đề",
    "no_data": NO_DATA,
}
SUBJECT_WORDS = {
    "item": "mục kế hoạch",
    "report": "báo cáo phải nộp",
    "weakness": "điểm yếu lặp lại",
    "visit": "lịch đánh giá ngoài",
    "recognition": "công nhận",
    "table": "bảng tính",
    "school": "trường",
    "line": "dòng cần đọc kỹ",
    "plan_line": "dòng kế hoạch có giám sát",
    "lifeline": "vòng đời điểm yếu",
    "recommendation": "khuyến nghị chưa vào kế hoạch",
    "expiry": "công nhận sắp hết hạn",
    "step": "việc trước khi đón đoàn",
    "turn": "lượt đánh giá lại",
    "standing": "Mức của trường",
    "request": "việc xin hỗ trợ",
    "budget": "kinh phí",
    "pair": "đối chiếu hai thông tư",
}
CAUSE_WORDS = {
    "new_upload": "bảng mới nộp",
    "said": "trường báo tình trạng",
    "confirmed": "chuyên viên xác nhận",
    "withdrawn": "bảng đã rút",
    "returned": "bảng bị trả lại",
    "framework_changed": "đổi bộ tiêu chí",
    "deadline_passed": "hết hạn nộp",
    "day_came": "đến ngày",
    "received": "cơ quan ghi đã nhận",
    "waived": "miễn nộp",
    "notice_sent": "công văn đặt hạn",
    "schedule_changed": "lịch thay đổi",
    "recognition_changed": "công nhận thay đổi",
    "recognition_expired": "công nhận hết hạn",
    "school_opened": "trường mới",
    "school_closed": "trường ngừng hoạt động",
    "school_changed": "thông tin trường thay đổi",
    "year_began": "sang năm học mới",
    "queue_moved": "thứ tự lượt thay đổi",
    "answered": "cơ quan trả lời",
    "days_set": "cơ quan đặt lại số ngày",
    "terms_changed": "từ ngữ chủ đề thay đổi",
    "crosswalk_said": "cơ quan ghi đối chiếu",
    "other": "khác",
}
# What a comparison says besides the states of items, reports and tables.
MOVE_STATE_WORDS = {
    "absent": "chưa có",
    "gone": "không còn",
    "current": "đang lặp lại",
    "planned": "sắp tới",
    "past": "đã qua",
    "unknown": "chưa rõ thời gian",
    "valid": "còn hạn",
    "expired": "hết hạn",
    "open": "đang hoạt động",
    "closed": "ngừng hoạt động",
}
# The same for what has states of its own.
STATES_OF_SUBJECT = {
    "line": {"to_read": "cần đọc kỹ"},
    "plan_line": {"supervised": "có biện pháp giám sát"},
    "lifeline": LIFELINE_WORDS,
    "recommendation": PLAN_STATE_WORDS,
    "expiry": {"ahead": "hết hạn trong 5 năm tới", "lapsed": "đã hết hạn"},
    "step": DEADLINE_WORDS,
    "turn": OUTCOME_WORDS,
    "standing": STANDING_WORDS
    | {
        "one_left": "còn vướng 1 tiêu chí",
        "more_left": "còn vướng nhiều tiêu chí",
        "top": "Mức cao nhất tính ở đây",
    },
    "request": {"waiting": "chưa được trả lời", "answered": "đã trả lời", "settled": "đã xong"},
    "budget": {"budget": "chưa ghi rõ số tiền"},
    "pair": CROSSWALK_WORDS,
}
NO_THEME = "chưa rõ chủ đề"
KIND_WORDS = {"KDCL": "KĐCL", "CQG": "chuẩn quốc gia", "both": "KĐCL và chuẩn quốc gia"}
LEVEL_WORDS = {
    "MN": "Mầm non",
    "TH": "Tiểu học",
    "THCS": "Trung học cơ sở",
    "TH-THCS": "Tiểu học và trung học cơ sở",
    "THPT": "Trung học phổ thông",
    "THCS-THPT": "Trung học cơ sở và trung học phổ thông",
}


def is_missing(value: Any) -> bool:
    """True for None, NaN, NaT and NA, in whichever way pandas says it."""
    return value is None or bool(pd.isna(value))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(value: float | int | None, *, decimals: int = 0) -> str:
    if is_missing(value):
        return NO_DATA
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def whole_percent(share: float) -> int:
    """Rounded, but 0 and 100 are said only of none and all: 199 of 200 done is not yet 100."""
    if 0 < share < 1:
        return min(99, max(1, math.floor(share * 100 + 0.5)))
    return round(share * 100)


def percent(share: float | None) -> str:
    return NO_DATA if share is None or is_missing(share) else f"{whole_percent(share)} %"


def percent_range(low: float | None, high: float | None) -> str:
    """Both ends of a rate: the low one counts what needs review as not done, the high one as done."""
    if low is None or high is None or is_missing(low) or is_missing(high):
        return NO_DATA
    first, last = whole_percent(low), whole_percent(high)
    return f"{last} %" if first == last else f"{first}–{last} %"


def day(value: date | None) -> str:
    return NO_DATA if value is None or is_missing(value) else f"{value:%d/%m/%Y}"


def month(value: date) -> str:
    return f"{value:%m/%Y}"


def window(early: date | None, late: date | None) -> str:
    """A window of days, said as briefly as it can be read: 17/08–16/09/2024."""
    if early is None or late is None or is_missing(early) or is_missing(late):
        return NO_DATA
    if early == late:
        return day(late)
    start = f"{early:%d/%m}" if early.year == late.year else day(early)
    return f"{start}–{day(late)}"


def plain(text: Any) -> str:
    """Text for a figure: Plotly reads some HTML (links among it), and what schools typed must stay text."""
    return "" if is_missing(text) else html.escape(str(text), quote=False)


def wrapped(text: Any, *, width: int, lines: int = 2) -> str:
    """Text broken into lines for an axis; what does not fit ends in an ellipsis (the hover says it all)."""
    if is_missing(text):
        return ""
    parts = textwrap.wrap(
        str(text), width, max_lines=lines, placeholder="…", break_long_words=True, break_on_hyphens=False
    )
    return "<br>".join(html.escape(part, quote=False) for part in parts)


def framework(code: str) -> str:
    """TT18-2018 as an office says it: TT 18/2018; an annex says for which schools it is."""
    document, *rest = str(code).removeprefix("TT").split("-")
    if not rest:
        return str(code)
    annex = {"MN": " (mầm non)", "PT": " (phổ thông)"}.get(rest[-1], "")
    return f"TT {document}/{rest[0]}{annex}"
