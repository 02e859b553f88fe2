"""What changed since a day, in words: the opening sentence, the moves and their schools as tables."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import words
from pages.parts.headings import MOVE_HEADINGS

_FOUR = ("item", "report", "weakness", "visit", "recognition", "table", "school")


def sentence(moves: pd.DataFrame, *, name: str, today: date) -> str:
    """What moved altogether, the four answers first."""
    start = f"Từ {name} đến {words.day(today)}: "
    if moves.empty:
        return start + "không có gì thay đổi."
    done, undone = moved(moves, "item", "done")
    late, no_longer_late = moved(moves, "report", "overdue")
    weak, _ = moved(moves, "weakness", "current")
    tables = moves[moves["subject"] == "table"]["why"].value_counts()
    said = [
        (done.sum(), "mục chuyển sang hoàn thành"),
        (undone.sum(), "mục thôi hoàn thành"),
        (late.sum(), "báo cáo thành quá hạn"),
        (no_longer_late.sum(), "báo cáo thôi quá hạn"),
        (_received(moves), "báo cáo đã nhận"),
        (weak.sum(), "điểm yếu lặp lại thêm"),
        (int((moves["subject"] == "visit").sum()), "trường có thay đổi trong lịch đánh giá ngoài"),
        (int(tables.get("new_upload", 0)), "bảng mới nộp"),
        (int(tables.get("returned", 0)), "bảng bị trả lại"),
        (int(tables.get("withdrawn", 0)), "bảng đã rút"),
    ]
    told = [f"{words.number(count)} {what}" for count, what in said if count]
    closer = int((~moves["subject"].isin(_FOUR)).sum())
    told += [f"{words.number(closer)} thay đổi ở các trang Xem kỹ hơn"] if closer else []
    return start + (", ".join(told) if told else f"{words.number(len(moves))} thay đổi khác") + "."


def readable(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves as people read them: one text names the thing, whichever kind it is."""
    made = words.readable(moves)
    for side in ("then", "now"):
        made[f"{side}_state"] = [
            _state(row.subject, getattr(row, f"{side}_state"), getattr(row, f"{side}_amount"))
            for row in moves.itertuples(index=False)
        ]
    made["item_name"] = [
        words.short_kind_word(row.item_code)
        if row.subject == "table"
        else words.recognition_kind_word(row.item_code)
        if row.subject in {"recognition", "expiry"}
        else " ".join(str(part) for part in (row.item_code, row.item_name) if not words.is_missing(part))
        if row.subject not in {"report", "step"}
        else row.item_name
        for row in moves.itertuples(index=False)
    ]
    # Our own codes say nothing to anybody.
    made["item_code"] = moves["item_code"].where(~moves["subject"].isin(["table", "step"]), None)
    made["subject"] = [words.capital(text) for text in made["subject"]]
    return made


def by_school(moves: pd.DataFrame) -> pd.DataFrame:
    """How many things of each kind moved in each school, where most did first; what is the office's own stands apart."""
    named = moves.assign(school_name=moves["school_name"].fillna("Việc của cơ quan"))
    counted = named.groupby(["school_code", "school_name", "subject"], dropna=False, sort=False).size()
    wide = counted.unstack("subject", fill_value=0)
    wide = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    made = pd.DataFrame(
        {
            "school_code": wide.index.get_level_values("school_code"),
            "school_name": wide.index.get_level_values("school_name"),
            "move_count": wide.sum(axis=1).to_numpy(),
            **{f"{subject}_moves": wide[subject].to_numpy() for subject in MOVE_HEADINGS if subject in wide},
        }
    )
    return made


def _state(subject: str, state: str, amount: float | None) -> str:
    """A state in words; where an amount is known, that."""
    if words.is_missing(amount) or state in {"absent", "gone"}:
        return words.move_state_word(state, subject=subject)
    if subject == "budget":
        return f"{words.number(amount)} đồng"
    return (
        f"còn vướng {words.number(amount)} tiêu chí"
        if amount
        else words.move_state_word(state, subject=subject)
    )


def moved(moves: pd.DataFrame, subject: str, *states: str) -> tuple[pd.Series, pd.Series]:
    """How many came to one of these states, and how many left them, by cause."""
    own = moves[moves["subject"] == subject]
    is_, was = own["now_state"].isin(states), own["then_state"].isin(states)
    return own[is_ & ~was]["why"].value_counts(), own[was & ~is_]["why"].value_counts()


def _received(moves: pd.DataFrame) -> int:
    """How many reports are known to have come that were not."""
    own = moves[moves["subject"] == "report"]
    is_, was = (
        own[name].isin(["received", "received_late", "hollow"]) for name in ("now_state", "then_state")
    )
    return int((is_ & ~was).sum())
