"""What the page about the next Mức opens with, and the line that goes with every figure of it."""

from __future__ import annotations

import pandas as pd

from pages.parts import words
from pages.parts.sentences import UPLOAD

ALONE = (
    "Số liệu chỉ để theo dõi, cảnh báo; một mình số liệu không quyết định công nhận"
    " (khoản 4 Điều 27 Thông tư 57/2026)."
)
OWN_LIST = " Mức 4 của các thông tư năm 2018 có danh mục riêng, không tính ở đây."
# As many as can be read in one breath.
_NAMED = 4


def note(schools: pd.DataFrame) -> str:
    """What data alone does not decide; and, where schools stand at the highest Mức told here, what it leaves out."""
    is_top = schools["next_level"].isna() & (schools["reached_level"].fillna(0) >= 3)
    return ALONE + (OWN_LIST if is_top.any() else "")


def levels(schools: pd.DataFrame, lifting: pd.DataFrame) -> str:
    """How many schools have one criterion left, which one it is most often, and of how many nothing can be told yet.

    Takes levels.by_school and levels.lifting.
    """
    told = schools[schools["standing"] == "told"]
    if len(schools) == 1:
        return _one_school(schools.iloc[0])
    if (schools["standing"] == "silent").all():
        return (
            "Chưa trường nào nộp bảng tổng hợp kết quả tự đánh giá nên chưa tính được Mức nào."
            f" Trường nộp ở {UPLOAD}."
        )
    unknown = _unknown(schools)
    if told.empty:
        return f"Chưa tính được Mức của trường nào; {unknown}."
    years = sorted(set(told["school_year"]))
    start = f"Năm học {years[0]}" if len(years) == 1 else "Theo bản tự đánh giá mới nhất của từng trường"
    said = "mọi trường đã đạt Mức cao nhất tính ở đây" if lifting.empty else _near(told, lifting)
    return f"{start}: {said}" + (f"; {unknown}" if unknown else "") + "."


def _near(told: pd.DataFrame, lifting: pd.DataFrame) -> str:
    """The schools with one criterion left, the largest group of them, and the criterion that alone lifts most."""
    who = dict(zip(lifting["framework_code"], lifting["framework_schools"], strict=True))
    near = told[told["blocking_count"] == 1].groupby(["framework_code", "next_level"])["school_code"].count()
    if near.empty:
        top = lifting.sort_values("blocked_count", ascending=False, kind="stable").iloc[0]
        return (
            f"không trường nào chỉ còn vướng 1 tiêu chí; vướng nhiều nhất là {_criterion(top)}:"
            f" {words.number(top['blocked_count'])} trường"
        )
    (framework, step), most = near.idxmax(), int(near.max())
    largest = f"{words.number(most)} trường {who[framework]} để đạt Mức {step}"
    total = int(near.sum())
    said = (
        f"{words.number(total)} trường chỉ còn vướng 1 tiêu chí, đông nhất là {largest}"
        if total > most
        else f"chỉ còn vướng 1 tiêu chí có {largest}"
    )
    top = lifting.sort_values(["lifted_count", "blocked_count"], ascending=False, kind="stable").iloc[0]
    return f"{said}; nhiều nhất là {_criterion(top)}: {words.number(top['lifted_count'])} trường"


def _criterion(row: pd.Series) -> str:
    return (
        f"tiêu chí {row['criterion_code']} {words.escape_markdown(row['criterion_name'])}"
        f" ({words.framework(row['framework_code'])})"
    )


def _unknown(schools: pd.DataFrame) -> str:
    """Of how many schools nothing can be told, and why."""
    count = int((schools["standing"] != "told").sum())
    silent = int((schools["standing"] == "silent").sum())
    if not count:
        return ""
    why = f" ({words.number(silent)} trường chưa nộp tự đánh giá)" if 0 < silent < count else ""
    why = " vì chưa nộp tự đánh giá" if silent == count else why
    return f"{words.number(count)} trường chưa tính được{why}"


def _one_school(row: pd.Series) -> str:
    """Where one school stands, and what is left to do by name."""
    name = words.escape_markdown(row["school_name"])
    if row["standing"] == "silent":
        return f"{name} chưa nộp bảng tổng hợp kết quả tự đánh giá nên chưa tính được. Nộp ở {UPLOAD}."
    start = f"Năm học {row['school_year']}, {name}"
    if row["standing"] == "no_rule":
        return f"{start} chưa tính được: bảng tự đánh giá không rõ theo bộ tiêu chuẩn nào."
    if row["standing"] == "incomplete":
        unclear = str(row["unclear_criteria"]).split(", ")
        named = ", ".join(unclear[:_NAMED]) + (
            f" và {len(unclear) - _NAMED} tiêu chí khác" if len(unclear) > _NAMED else ""
        )
        return f"{start} chưa tính được: mới rõ {row['told_count']}/{row['expected_count']} tiêu chí, còn {named}. {_range(row)}"
    here = words.school_level(row["reached_level"])
    if words.is_missing(row["next_level"]):
        return f"{start} đang ở {here}, Mức cao nhất tính ở đây."
    count = words.number(row["blocking_count"])
    said = "đang ở " + here if row["reached_level"] else here
    return f"{start} {said}; còn {count} tiêu chí nữa thì đạt {words.school_level(row['next_level'])}."


def _range(row: pd.Series) -> str:
    low, high = (words.school_level(row[name]) for name in ("at_least_level", "at_most_level"))
    if low == high:
        return f"Dù các tiêu chí ấy ra sao, trường {'ở ' if row['at_least_level'] else ''}{low}."
    return f"Tùy các tiêu chí ấy: từ {low} đến {high}."


def led(found: pd.DataFrame) -> str:
    """How the list is to be read: all of it, so many of it, or first what is not clear."""
    first = found.iloc[0]
    start = (
        f"**{words.escape_markdown(first['school_name'])}** · năm học {first['school_year']}"
        f" · {words.framework(first['framework_code'])} · để đạt {words.school_level(first['next_level'])}: "
    )
    if first["standing"] != "told":
        unclear = int(found["level_no"].isna().sum())
        return start + f"{words.number(unclear)} tiêu chí chưa rõ đang ở Mức nào, cần ghi rõ trước."
    choices = int(found["is_choice"].sum())
    count = words.number(first["blocking_count"])
    if not choices:
        return start + f"cần {count} tiêu chí dưới đây."
    return (
        start + f"ít nhất {count} tiêu chí; {words.number(choices)} dòng có thể chọn thay nhau,"
        " vì không bắt buộc phải đạt hết."
    )
