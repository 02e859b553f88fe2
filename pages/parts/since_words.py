"""What changed since a day, in words: the opening sentence, the line under an answer, the headline figures with why."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import words
from pages.parts.headings import MOVE_HEADINGS

# The figure: the kind of thing it counts, and the state in which it counts.
_COUNTED = {
    "overdue": ("report", "overdue"),
    "done": ("item", "done"),
    "weaknesses": ("weakness", "current"),
    "visited": ("visit", "past"),
}
_NAMES = {
    "overdue": "báo cáo quá hạn",
    "done": "mục đã hoàn thành",
    "weaknesses": "điểm yếu lặp lại",
    "visits": "trường trong lịch đánh giá ngoài",
    "visited": "trường đã đón đoàn",
}
# Where the cause alone would not say what came of it.
_CAME = {("report", "deadline_passed"): "mới quá hạn"}
_LEFT = {
    ("report", "new_upload"): "đã nộp",
    ("report", "received"): "cơ quan đã nhận",
    ("report", "waived"): "được miễn",
}
_MOST_REASONS = 4


def sentence(moves: pd.DataFrame, *, name: str, today: date) -> str:
    """What moved altogether, the four answers first."""
    start = f"Từ {name} đến {words.day(today)}: "
    if moves.empty:
        return start + "không có gì thay đổi."
    done, undone = _moved(moves, "item", "done")
    late, no_longer_late = _moved(moves, "report", "overdue")
    weak, _ = _moved(moves, "weakness", "current")
    tables = moves[moves["subject"] == "table"]["why"].value_counts()
    said = [
        (len(done), "mục chuyển sang hoàn thành"),
        (len(undone), "mục thôi hoàn thành"),
        (len(late), "báo cáo thành quá hạn"),
        (len(no_longer_late), "báo cáo thôi quá hạn"),
        (_received(moves), "báo cáo đã nhận"),
        (len(weak), "điểm yếu lặp lại thêm"),
        (int((moves["subject"] == "visit").sum()), "trường có thay đổi trong lịch đánh giá ngoài"),
        (int(tables.get("new_upload", 0)), "bảng mới nộp"),
        (int(tables.get("returned", 0)), "bảng bị trả lại"),
        (int(tables.get("withdrawn", 0)), "bảng đã rút"),
    ]
    told = [f"{words.number(count)} {what}" for count, what in said if count]
    return start + (", ".join(told) if told else f"{words.number(len(moves))} thay đổi khác") + "."


def line(figures: pd.DataFrame, moves: pd.DataFrame, *, name: str) -> str:
    """Then, now, moved, and why, of some figures: "Cuộc họp 20/10/2026: 35 báo cáo quá hạn; nay 41 (+6): ..."."""
    told = []
    for row in figures.itertuples(index=False):
        why = reasons(row, moves)
        then, now = _then_now(row)
        moved = signed(row.now_count - row.then_count)
        same = row.then_count == row.now_count and not why
        told.append(
            f"{then} {_name(row)}, nay vẫn vậy"
            if same
            else f"{then} {_name(row)}; nay {now} ({moved})" + (f": {why}" if why else "")
        )
    return f"{words.capital(name)}: {'. '.join(words.capital(each) for each in told)}." if told else ""


def figures(frame: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """The headline figures as a table of words."""
    made = []
    for row in frame.itertuples(index=False):
        then, now = _then_now(row)
        made.append(
            {
                "figure": words.capital(_name(row))
                + (f", {row.school_year}" if row.figure == "done" else ""),
                "then_text": then,
                "now_text": now,
                "moved_text": signed(row.now_count - row.then_count),
                "why_text": reasons(row, moves),
            }
        )
    return pd.DataFrame(made, columns=["figure", "then_text", "now_text", "moved_text", "why_text"])


def reasons(figure: tuple, moves: pd.DataFrame) -> str:
    """Why a figure moved: what came to be counted and what no longer is, by cause; they add up to its difference."""
    own = moves[_concerns(moves, figure)]
    if figure.figure == "visits":
        came, left = own[own["then_state"] == "absent"], own[own["now_state"] == "gone"]
        changed = own[~own.index.isin([*came.index, *left.index]) & (own["why"] == "schedule_changed")]
        said = [
            ("+", len(came), "thêm vào lịch"),
            ("−", len(left), "rút khỏi lịch"),
            ("", len(changed), "đổi ngày"),
        ]
        return ", ".join(f"{sign}{words.number(count)} {what}" for sign, count, what in said if count)
    subject, state = _COUNTED[figure.figure]
    came, left = _moved(own, subject, state)
    said = [
        f"{sign}{words.number(count)} {known.get((subject, why), words.cause_word(why))}"
        for sign, rows, known in (("+", came, _CAME), ("−", left, _LEFT))
        for why, count in rows["why"].value_counts().items()
    ]
    more = len(said) - _MOST_REASONS
    return ", ".join(said[:_MOST_REASONS]) + (f" và {more} lí do khác" if more > 0 else "")


def counted(figure: tuple, moves: pd.DataFrame) -> pd.DataFrame:
    """The moves that speak of what a figure counts, with `counts_as`: 1 where it came to be counted, -1 where it no longer is."""
    own = moves[_concerns(moves, figure)]
    if figure.figure == "visits":
        came, left = own["then_state"] == "absent", own["now_state"] == "gone"
    else:
        _, state = _COUNTED[figure.figure]
        is_, was = own["now_state"] == state, own["then_state"] == state
        came, left = is_ & ~was, was & ~is_
    made = own.assign(counts_as=came.astype(int) - left.astype(int))
    return made[made["counts_as"] != 0] if figure.figure != "visits" else made


def readable(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves as people read them: one text names the thing, whichever kind it is."""
    made = words.readable(moves)
    made["item_name"] = [
        words.short_kind_word(row.item_code)
        if row.subject == "table"
        else words.recognition_kind_word(row.item_code)
        if row.subject == "recognition"
        else f"{row.item_code} {'' if words.is_missing(row.item_name) else row.item_name}".strip()
        if row.subject in {"item", "weakness"}
        else row.item_name
        for row in moves.itertuples(index=False)
    ]
    made["subject"] = [words.capital(text) for text in made["subject"]]
    return made


def by_school(moves: pd.DataFrame) -> pd.DataFrame:
    """How many things of each kind moved in each school, in the order of the moves; the office's own tables stand apart."""
    named = moves.assign(school_name=moves["school_name"].fillna("Bảng của cơ quan"))
    counted = named.groupby(["school_code", "school_name", "subject"], dropna=False, sort=False).size()
    wide = counted.unstack("subject", fill_value=0)
    made = pd.DataFrame(
        {
            "school_code": wide.index.get_level_values("school_code"),
            "school_name": wide.index.get_level_values("school_name"),
            "move_count": wide.sum(axis=1).to_numpy(),
            **{
                f"{subject}_moves": wide[subject].to_numpy() if subject in wide else 0
                for subject in MOVE_HEADINGS
            },
        }
    )
    return made


def _moved(moves: pd.DataFrame, subject: str, state: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What came to this state, and what left it."""
    own = moves[moves["subject"] == subject]
    is_, was = own["now_state"] == state, own["then_state"] == state
    return own[is_ & ~was], own[was & ~is_]


def _received(moves: pd.DataFrame) -> int:
    """How many reports are known to have come that were not."""
    own = moves[moves["subject"] == "report"]
    is_, was = (
        own[name].isin(["received", "received_late", "hollow"]) for name in ("now_state", "then_state")
    )
    return int((is_ & ~was).sum())


def _concerns(moves: pd.DataFrame, figure: tuple) -> pd.Series:
    """Which moves speak of what a figure counts."""
    subject = "visit" if figure.figure == "visits" else _COUNTED[figure.figure][0]
    found = moves["subject"] == subject
    if figure.figure in {"done", "visits", "visited"}:
        found &= moves["school_year"] == figure.school_year
    if figure.figure == "done":
        found &= moves["framework_code"] == figure.framework_code
    return found


def _name(figure: tuple) -> str:
    of = f" ({words.framework(figure.framework_code)})" if figure.figure == "done" else ""
    year = f" năm học {figure.school_year}" if figure.figure == "visits" else ""
    return _NAMES[figure.figure] + of + year


def _then_now(figure: tuple) -> tuple[str, str]:
    """Both counts; of what is done with the range of its rate, too."""
    counts = words.number(figure.then_count), words.number(figure.now_count)
    if figure.figure != "done":
        return counts
    ends = (
        (figure.then_low_share, figure.then_high_share),
        (figure.now_low_share, figure.now_high_share),
    )
    then, now = (
        f"{count} ({words.percent_range(*each)})" if not words.is_missing(each[0]) else count
        for count, each in zip(counts, ends, strict=True)
    )
    return then, now


def signed(difference: int) -> str:
    """+3, −2, or that nothing moved."""
    if not difference:
        return "không đổi"
    return f"{'+' if difference > 0 else '−'}{words.number(abs(difference))}"
