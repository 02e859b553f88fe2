"""The sentences with which the views of what comes open. Frames of queries/coming, empty ones too; text for st.markdown."""

from __future__ import annotations

import pandas as pd

from data.planning import Levelled
from pages.parts import words

NO_RECOGNITION = "Trong 5 năm tới không có công nhận nào hết hạn"


def expiring(recognitions: pd.DataFrame, lapsing: pd.DataFrame, *, capacity: int) -> str:
    """What runs out in five years, and what of it before its turn. Takes coming.schools and, for the office,
    coming.lapsing."""
    past = recognitions[recognitions["is_lapsed"].astype(bool)]
    ahead = recognitions[~recognitions["is_lapsed"].astype(bool)]
    if ahead.empty and past.empty:
        return f"{NO_RECOGNITION}."
    parts = [
        NO_RECOGNITION
        if ahead.empty
        else _ahead(ahead, one_school=recognitions["school_code"].nunique() == 1)
    ]
    if not ahead.empty and not lapsing.empty:
        parts.append(_before_their_turn(lapsing, capacity))
    if not past.empty:
        parts.append(f"{words.number(len(past))} công nhận đã hết hạn mà chưa có công nhận mới")
    return f"{'; '.join(parts)}."


def _ahead(ahead: pd.DataFrame, *, one_school: bool) -> str:
    said = f"Trong 5 năm tới {words.number(len(ahead))} công nhận hết hạn"
    if not one_school:
        return said
    first = ahead.iloc[0]
    named = words.recognition_word(first["kind"], first["grade"])
    visit = "chưa có lịch đánh giá lại"
    if not words.is_missing(first["visit_starts_on"]):
        visit = f"đón đoàn {words.window(first['visit_starts_on'], first['visit_ends_on'])}"
    start = f"{said}: {named} ngày" if len(ahead) == 1 else f"{said}, sớm nhất là {named} ngày"
    return (
        f"{start} {words.day(first['expires_on'])}"
        f" (đăng ký lại trước ngày {words.day(first['register_by_on'])}; {visit})"
    )


def _before_their_turn(lapsing: pd.DataFrame, capacity: int) -> str:
    late, unsure = (int((lapsing["outcome"] == outcome).sum()) for outcome in ("lapses", "unsure"))
    start = f"với {words.number(capacity)} trường mỗi tháng, "
    if not late and not unsure:
        return start + "công nhận nào cũng kịp đến lượt trước khi hết hạn"
    said = start + (
        f"{words.number(late)} công nhận sẽ hết hạn trước khi đến lượt"
        if late
        else "không công nhận nào chắc chắn trễ"
    )
    return said + (f", {words.number(unsure)} hết hạn đúng lúc đến lượt" if unsure else "")


def chain(deadlines: pd.DataFrame, *, school_year: str | None) -> str:
    """How many visits, what is overdue, and what comes next. Takes coming.deadlines."""
    if deadlines.empty:
        year = f"Năm học {school_year}" if school_year else "Đến nay"
        return f"{year} chưa có lịch đánh giá ngoài nên chưa có hạn nào."
    visits = len(deadlines[["file_name", "first_row"]].drop_duplicates())
    said = f"Năm học {deadlines['school_year'].iloc[0]} có {words.number(visits)} lần đón đoàn"
    late = deadlines[deadlines["step_state"] == "overdue"]
    if not late.empty:
        first = late.sort_values("due_late", kind="stable").iloc[0]
        said += (
            f"; {words.number(len(late))} việc quá hạn, lâu nhất là {_named(first)}"
            f" (hạn {words.window(first['due_early'], first['due_late'])})"
        )
    open_ones = deadlines[deadlines["step_state"].isin(["due_soon", "not_due"])]
    if not open_ones.empty:
        following = open_ones.sort_values(["due_late", "due_early"], kind="stable").iloc[0]
        said += (
            f"; việc kế tiếp: {_named(following)},"
            f" {words.window(following['due_early'], following['due_late'])}"
        )
    elif late.empty:
        said += "; các việc đều đã qua hoặc đã xong"
    return f"{said}."


def unset(deadlines: pd.DataFrame) -> str:
    """The steps for which the office has said no days; empty where it has for all."""
    names = list(dict.fromkeys(deadlines.loc[deadlines["step_state"] == "not_set", "step_name"]))
    if not names:
        return ""
    listed = "; ".join(str(name)[:1].lower() + str(name)[1:] for name in names)
    return f"Chưa đặt số ngày nên chưa có hạn: {listed}."


def _named(row: pd.Series) -> str:
    name = row["school_name"] if isinstance(row["school_name"], str) else "một trường ngoài danh sách"
    step = str(row["step_name"])
    return f"{words.escape_markdown(step[:1].lower() + step[1:])} của {words.escape_markdown(name)}"


def levelled(made: Levelled, *, school_year: str | None, capacity: int) -> str:
    """Which months are too full, and how many moves would mend that."""
    if not sum(made.before.values()):
        year = f"Năm học {school_year}" if school_year else "Đến nay"
        return f"{year} chưa có lịch đánh giá ngoài để san."
    start = f"Năm học {school_year}, mức {words.number(capacity)} trường mỗi tháng: "
    stuck = ", ".join(words.month(on) for on in made.full)
    if not made.moves and not made.full:
        return start + "từ nay không tháng nào quá mức, không cần dời trường nào."
    if not made.moves:
        return start + f"tháng {stuck} quá mức nhưng không dời được trường nào."
    said = start + f"dời {words.number(len(made.moves))} trường là "
    return said + (f"bớt quá mức; tháng {stuck} vẫn còn quá mức." if stuck else "không tháng nào quá mức.")
