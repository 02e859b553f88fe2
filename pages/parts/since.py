"""What changed since the meeting before: the day that is compared with, the line under an answer, the tables of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

import queries
from data.lens import Lens, end_of_day
from pages.door import paths
from pages.parts import drill, meeting_bar, origin, since_words, tables, words
from pages.parts.headings import MOVE_HEADINGS
from pages.parts.lens_bar import Looking

PAGE = "questions/since.py"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a page looks at, and the day it is held against."""

    looking: Looking
    day: date
    name: str
    is_meeting: bool

    @property
    def then(self) -> Lens:
        return Lens(self.looking.lens.viewer, end_of_day(self.day))

    @property
    def moves(self) -> pd.DataFrame:
        """What moved, as `queries.since.between` says it."""
        looking = self.looking
        return queries.since.between(looking.store, self.then, looking.lens, looking.choice)

    @property
    def figures(self) -> pd.DataFrame:
        """The headline figures of both days, as `queries.since.figures` says them."""
        looking = self.looking
        return queries.since.figures(looking.store, self.then, looking.lens, looking.choice)


def compared(looking: Looking) -> Compared:
    """The chosen day; else the last meeting before the day that is looked at, as known on it; else the end of last month."""
    meetings = queries.since.meetings(*looking.asked)
    chosen = _chosen(looking.day) or meeting_bar.before(meetings, looking.day)
    day = chosen or meeting_bar.last_month_end(looking.day)
    is_meeting = day in set(meetings["held_on"])
    if is_meeting:
        name = f"cuộc họp {words.day(day)}"
    elif (day + timedelta(days=1)).day == 1:
        name = f"cuối tháng {day:%m/%Y}"
    else:
        name = f"ngày {words.day(day)}"
    return Compared(looking, day, name, is_meeting)


def line(looking: Looking, *wanted: str, framework: str | None = None) -> None:
    """One short line under an answer: then, now, moved, and why; nothing where there was nothing to compare with.

    `wanted`: figures of queries.since.figures; none is what moved altogether.
    """
    held = compared(looking)
    told = held.figures
    if wanted:
        told = told[told["figure"].isin(wanted)]
    if framework:
        told = told[told["framework_code"].isna() | (told["framework_code"] == framework)]
    said = (
        since_words.line(told, held.moves, name=held.name)
        if wanted
        else since_words.sentence(held.moves, name=held.name, today=looking.day)
    )
    if not said or _knows_nothing(held):
        return
    with st.container(key="since-line", horizontal=True, vertical_alignment="center"):
        st.caption(said, width="content")
        st.page_link(PAGE, label="Xem thay đổi", icon=":material/compare_arrows:", width="content")


def figures(held: Compared) -> None:
    """Then, now, moved and why, of each headline figure. A number opens its lines as known on its day, a difference the moves
    that make it."""
    told = held.figures
    frame = since_words.figures(told, held.moves)
    named = {column: words.heading(column) for column in frame.columns}
    named["then_text"] = words.capital(held.name)
    named["now_text"] = words.day(held.looking.day)
    cell = tables.cells(
        frame, key="since-figures", labels=named, rows=7, widths={"figure": 330, "why_text": 560}
    )
    if not drill.is_new("since-figures", cell) or cell is None:
        return
    row = told.iloc[cell[0]].to_dict()
    if cell[1] in ("then_text", "now_text"):
        count = row["then_count" if cell[1] == "then_text" else "now_count"]
        looking = replace(held.looking, lens=held.then, day=held.day)
        drill.show(
            looking if cell[1] == "then_text" else held.looking,
            "since.figures",
            row["figure"],
            {**row, row["figure"]: count},
        )
    elif cell[1] in ("moved_text", "why_text"):
        which = next(told.iloc[[cell[0]]].itertuples(index=False))
        _show(held, frame["figure"].iloc[cell[0]], since_words.counted(which, held.moves))


def moved(held: Compared, chosen: Mapping[str, Any] | None) -> None:
    """What moved, as a table; a part of the chart opens its own in a window."""
    if drill.is_new("since-moves", chosen) and chosen:
        own = held.moves[(held.moves["subject"] == chosen["subject"]) & (held.moves["why"] == chosen["why"])]
        subject = MOVE_HEADINGS[chosen["subject"]]
        _show(held, f"{subject} · {words.cause_word(chosen['why'])}", own.assign(counts_as=1))
    _moves(held, held.moves)


def by_school(held: Compared) -> None:
    """How many things of each kind moved in each school; a number opens them."""
    frame = since_words.by_school(held.moves)
    cell = tables.cells(frame.drop(columns="school_code"), key="since-schools", labels={}, rows=12, widths={})
    if not drill.is_new("since-schools", cell) or cell is None or cell[1] == "school_name":
        return
    code = frame["school_code"].iloc[cell[0]]
    own = held.moves[
        held.moves["school_code"].isna() if words.is_missing(code) else held.moves["school_code"] == code
    ]
    subject = cell[1].removesuffix("_moves")
    if subject in MOVE_HEADINGS:
        own = own[own["subject"] == subject]
    _show(held, f"{frame['school_name'].iloc[cell[0]]}", own.assign(counts_as=1))


def _show(held: Compared, name: str, moves: pd.DataFrame) -> None:
    total = int(moves["counts_as"].sum())
    st.dialog(
        f"{name}: {since_words.signed(total) if (moves['counts_as'] < 0).any() else total}", width="large"
    )(_window)(held, moves)


def _window(held: Compared, moves: pd.DataFrame) -> None:
    if moves.empty:
        st.markdown("Không có thay đổi nào.")
        return
    said = "Mỗi dòng dưới đây tính là 1."
    if not (moves["counts_as"] == 1).all():
        said = "Cột «Tính là» cộng lại đúng bằng con số này: 1 là thêm, −1 là bớt, 0 là thay đổi mà con số không đổi."
    st.markdown(
        f"Từ {held.name} đến {words.day(held.looking.day)} · {words.number(len(moves))} dòng  \n{said}"
    )
    _moves(held, moves, key=f"dong-thay-doi-{hash(tuple(moves.index))}")


def _moves(held: Compared, moves: pd.DataFrame, *, key: str | None = None) -> None:
    """The moves as a table; with a key a ticked one says by whom, when and by which receipt."""
    columns = [
        "subject", "school_name", "item_name", "school_year", "then_state", "now_state", "why", "moved_on", "revision_id",
    ]  # fmt: skip
    if not held.looking.is_office:
        columns.remove("school_name")
    columns = ["counts_as", *columns] if key else columns
    shown = since_words.readable(moves)[columns]
    for place in tables.grid(shown, widths={"item_name": 330}, rows=8 if key else 12, choose=key):
        origin.show_move(moves.iloc[place], is_office=held.looking.is_office)


def way_out(held: Compared) -> None:
    """All of it as one Excel file, with the same filters and both days."""
    choice = held.looking.choice
    address = paths.since_of(
        day=held.looking.day,
        since=held.day,
        school_year=choice.school_year,
        level=choice.level,
        ownership=choice.ownership,
        ward=choice.ward,
        school=choice.school,
    )
    st.link_button("Tải các thay đổi về Excel", address, icon=":material/download:")


def _knows_nothing(held: Compared) -> bool:
    """Whether the office kept no books yet on the day that is compared with."""
    looking = held.looking
    return queries.since.schools(looking.store, held.then, looking.choice).empty


def _chosen(day: date) -> date | None:
    """The day in the URL; None where it is no day, or not before the one that is looked at."""
    try:
        chosen = datetime.strptime(str(st.session_state.get(meeting_bar.SINCE)).strip(), "%d/%m/%Y").date()
    except ValueError:
        return None
    return chosen if chosen < day else None
