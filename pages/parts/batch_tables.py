"""The tables of a batch: by school, by file, everything that is wrong, and who has sent nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.intake import bulk, layouts
from data.intake.bulk import Batch, Item
from data.intake.draft import Understood
from data.intake.problems import ERROR, NOTE, WARNING, Problem
from pages.parts import words

NO_SCHOOL, OFFICE = "Chưa rõ trường", "Cơ quan"
STATES = {
    bulk.WAITING: "Chưa đọc",
    bulk.REJECTED: "Chưa nhận được: có lỗi",
    bulk.UNSAID: "Chờ chọn trường, năm học hoặc loại bảng",
    bulk.UNCLEAR: "Chờ chọn trường",
    bulk.RIVAL: "Chờ chọn: có tệp khác cho cùng bảng này",
    bulk.LEFT: "Không nhận: đã chọn tệp khác",
    bulk.SAME: "Trùng nội dung với tệp {other}",
    bulk.KNOWN: "Đã nộp trước đó",
    bulk.REPLACED: "Đã nộp trước đó, nay có bảng mới hơn",
    bulk.WITHDRAWN: "Đã nộp rồi rút hoặc bị trả lại",
    bulk.READY: "Nhận được",
    bulk.KEPT: "Đã nhận",
}
BY_SCHOOL = {
    "school": "Trường",
    "file_count": "Số tệp",
    "kinds": "Loại bảng",
    "line_count": "Dòng đọc được",
    "error_count": "Lỗi",
    "warning_count": "Cần xem lại",
    "state": "Tình trạng",
    "receipts": "Số biên nhận",
}
BY_FILE = {
    "file": "Tệp",
    "school": "Trường",
    "state": "Tình trạng",
    "receipts": "Số biên nhận",
    "year": "Năm học",
    "line_count": "Dòng đọc được",
    "error_count": "Lỗi",
    "warning_count": "Cần xem lại",
    "kinds": "Loại bảng",
}
PROBLEMS = {
    "school": "Trường",
    "file": "Tệp",
    "kinds": "Loại bảng",
    "level": "Mức",
    "sheet": "Trang tính",
    "cell": "Ô",
    "message": "Nội dung",
    "advice": "Việc cần làm",
}
WITHOUT = {"school": "Trường", "school_level": "Cấp học", "ward": "Phường, xã"}
# The page shows these; the workbook shows all.
PROBLEMS_SHOWN = ("school", "file", "level", "sheet", "cell", "message", "advice")
WIDTHS = {"file": 200, "school": 160, "message": 385, "advice": 300, "cell": 75, "sheet": 95, "state": 235}
# Where a sentence turns from what is wrong to what can be done.
_TURN = re.compile(r"(?<=[.!?]) (?=(?:Hãy|Nếu|Muốn)\b)|[;,] (?=(?:nếu [^.;]*, )?hãy\b)")


@dataclass(frozen=True, slots=True)
class Tables:
    """All of them, with what is counted in the opening sentence."""

    by_school: pd.DataFrame
    by_file: pd.DataFrame
    problems: pd.DataFrame
    without: pd.DataFrame
    school_count: int


def of(batch: Batch, schools: pd.DataFrame) -> Tables:
    """The tables of a batch; `schools` is schools.listing of the whole office."""
    names = dict(zip(schools["school_code"], schools["school_name"], strict=True))
    states = batch.states()
    files = [_file(item, state, names) for item, state in states.items()]
    by_file = pd.DataFrame(files, columns=[*BY_FILE, "code", "kept"])
    present = {code for code in by_file["code"] if code in names}
    missing = schools[~schools["school_code"].isin(present)]
    without = pd.DataFrame(
        {
            "school": missing["school_name"],
            "school_level": missing["level_name"],
            "ward": missing["ward"],
        }
    )
    rows = [row for item in states for row in _problems(item, names)]
    return Tables(
        by_school=_by_school(by_file),
        by_file=by_file[list(BY_FILE)],
        problems=pd.DataFrame(rows, columns=list(PROBLEMS)),
        without=without.reset_index(drop=True),
        school_count=len(present),
    )


def state_words(item: Item, state: str) -> str:
    """Where a file stands, with what it replaces or repeats."""
    said = STATES[state].format(other=item.same_as.path if item.same_as else "")
    if state == bulk.READY and item.standing is not None and item.standing.replaced:
        said += f", thay {', '.join(item.standing.replaced)}"
    return said


def receipt(item: Item) -> str:
    """The receipt of this file, also where it was given at an earlier time."""
    if item.same_as is not None:
        return receipt(item.same_as)
    return item.receipt or (item.standing.receipt if item.standing else None) or ""


def _file(item: Item, state: str, names: Mapping[str, str]) -> dict[str, object]:
    found = item.understood
    problems = found.problems if found else ()
    return {
        "file": item.path,
        "school": _school(found, names),
        "kinds": _kinds(item.kinds),
        "year": (found.school_year if found else None) or "",
        "line_count": len(found.lines) if found else 0,
        "error_count": _count(problems, ERROR),
        "warning_count": _count(problems, WARNING),
        "state": state_words(item, state),
        "receipts": receipt(item),
        "code": found.school_code if found else None,
        "kept": state == bulk.KEPT,
    }


def _by_school(files: pd.DataFrame) -> pd.DataFrame:
    """One row a school, in the order of their names; what belongs to no school comes first, for somebody has to act."""
    rows = []
    for school, own in files.groupby("school", sort=False):
        received = int(own["kept"].sum())
        rows.append(
            {
                "school": school,
                "file_count": len(own),
                "kinds": ", ".join(dict.fromkeys(kind for kind in own["kinds"] if kind)),
                "line_count": int(own["line_count"].sum()),
                "error_count": int(own["error_count"].sum()),
                "warning_count": int(own["warning_count"].sum()),
                "state": f"Đã nhận {received}/{len(own)} tệp" if received else _states(own["state"]),
                "receipts": ", ".join(dict.fromkeys(number for number in own["receipts"] if number)),
            }
        )
    frame = pd.DataFrame(rows, columns=list(BY_SCHOOL))
    order = frame["school"].map(lambda name: (name != NO_SCHOOL, name != OFFICE, name))
    return frame.iloc[sorted(range(len(frame)), key=lambda place: order.iloc[place])].reset_index(drop=True)


def _states(states: pd.Series) -> str:
    """The states of a school's files in short: how many of each."""
    counted = states.str.split(r"[:,]| với ", regex=True).str[0].value_counts(sort=False)
    if len(counted) == 1:
        return str(counted.index[0])
    return ", ".join(f"{count} {str(word)[:1].lower()}{str(word)[1:]}" for word, count in counted.items())


def _problems(item: Item, names: Mapping[str, str]) -> Iterable[dict[str, object]]:
    found = item.understood
    if found is None:
        return
    kinds = dict(found.sheet_kinds)
    for problem in sorted(found.problems, key=lambda each: (ERROR, WARNING, NOTE).index(each.level)):
        what, *advice = _TURN.split(problem.message, maxsplit=1)
        kind = kinds.get(problem.sheet or "")
        yield {
            "school": _school(found, names),
            "file": item.path,
            "kinds": words.kind_word(kind) if kind else _kinds(item.kinds),
            "level": problem.level,
            "sheet": problem.sheet,
            "cell": problem.cell,
            "message": what if what.endswith((".", "!", "?")) else f"{what}.",
            "advice": words.capital(advice[0]) if advice else "",
        }


def _school(found: Understood | None, names: Mapping[str, str]) -> str:
    if found is not None and found.kind is not None and layouts.of_kind(found.kind).owner == layouts.OFFICE:
        return OFFICE
    return names.get(found.school_code or "", NO_SCHOOL) if found else NO_SCHOOL


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(words.kind_word(kind) for kind in kinds)


def _count(problems: Iterable[Problem], level: str) -> int:
    return sum(problem.level == level for problem in problems)
