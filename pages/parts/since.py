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
from pages.parts import drill, meeting_bar, origin, since_figures, since_words, tables, words
from pages.parts.headings import MOVE_HEADINGS
from pages.parts.lens_bar import Looking

PAGE = "questions/since.py"
_WIDTHS = {"figure": 390, "then_text": 165, "now_text": 165, "moved_text": 125, "why_text": 440}


@dataclass(frozen=True, slots=True)
class Compared:
    """What a page looks at, and the day it is held against."""

    looking: Looking
    day: date
    name: str
    is_meeting: bool
    topics: tuple[str, ...]

    @property
    def then(self) -> Lens:
        return Lens(self.looking.lens.viewer, end_of_day(self.day))

    @property
    def moves(self) -> pd.DataFrame:
        """What moved, as `queries.since.between` says it."""
        looking = self.looking
        return queries.since.between(
            looking.store, self.then, looking.lens, looking.choice, topics=self.topics
        )

    @property
    def figures(self) -> pd.DataFrame:
        """The headline figures of both days, as `queries.since.figures` says them."""
        looking = self.looking
        return queries.since.figures(
            looking.store, self.then, looking.lens, looking.choice, topics=self.topics
        )


def compared(looking: Looking, topics: tuple[str, ...] = queries.since.EVERY) -> Compared:
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
    return Compared(looking, day, name, is_meeting, topics)


def line(looking: Looking, *wanted: str, framework: str | None = None, capacity: int = 0) -> None:
    """One short line under an answer: then, now, moved, and why; nothing where there was nothing to compare with.

    `wanted`: figures of queries.since.figures; none is what moved altogether. `capacity`: of late turns, schools a month.
    """
    with st.spinner("Đang so với cuộc họp trước…"):
        held = compared(looking, queries.since.topics_of(wanted, capacity=capacity) or (queries.since.FOUR,))
        said = _said(held, wanted, framework)
    if not said:
        return
    with st.container(key="since-line", horizontal=True, vertical_alignment="center"):
        st.caption(said, width="content")
        st.page_link(PAGE, label="Xem thay đổi", icon=":material/compare_arrows:", width="content")


def _said(held: Compared, wanted: tuple[str, ...], framework: str | None) -> str:
    """The words of the line; empty where there is nothing to say."""
    if _knows_nothing(held):
        return ""
    if not wanted:
        return since_words.sentence(held.moves, name=held.name, today=held.looking.day)
    told = held.figures
    told = told[told["figure"].isin(wanted)]
    if framework:
        told = told[told["framework_code"].isna() | (told["framework_code"] == framework)]
    return since_figures.line(told, held.moves, name=held.name)


def figures(held: Compared) -> None:
    """Then, now, moved and why, of each headline figure. A number opens its lines as they were known on its day, a difference
    the moves that make it."""
    frame = since_figures.figures(held.figures, held.moves)
    named = {column: words.heading(column) for column in frame.columns}
    named["then_text"] = words.capital(held.name)
    named["now_text"] = words.day(held.looking.day)
    cell = tables.cells(frame, key="since-figures", labels=named, rows=9, widths=_WIDTHS)
    if drill.is_new("since-figures", cell) and cell is not None:
        _open(held, int(frame.index[cell[0]]), cell[1], name=str(frame["figure"].iloc[cell[0]]))


def _open(held: Compared, place: int, column: str, *, name: str) -> None:
    """What is behind one cell of the headline figures."""
    told = held.figures.iloc[[place]]
    row = told.iloc[0].to_dict()
    if column in ("moved_text", "why_text"):
        _show(held, name, since_figures.counted(next(told.itertuples(index=False)), held.moves))
        return
    side, looking = "now", held.looking
    if column == "then_text":
        side, looking = "then", replace(held.looking, lens=held.then, day=held.day)
    drill.show(looking, "since.figures", row["figure"], {**row, row["figure"]: row[f"{side}_count"]})


def moved(held: Compared, chosen: Mapping[str, Any] | None) -> None:
    """Everything that moved; a part of the chart opens its own moves in a window."""
    moves = held.moves
    if drill.is_new("since-moves", chosen) and chosen:
        own = moves[(moves["subject"] == chosen["subject"]) & (moves["why"] == chosen["why"])]
        name = f"{MOVE_HEADINGS[chosen['subject']]} · {words.cause_word(chosen['why'])}"
        _show(held, name, own.assign(counts_as=1))
    _list(moves, without={"school_name"} if not held.looking.is_office else set())


def _show(held: Compared, name: str, moves: pd.DataFrame) -> None:
    """Some moves in a window over the page, with what each adds to a figure."""
    total = int(moves["counts_as"].sum())
    sign = "+" if (moves["counts_as"] < 0).any() and total > 0 else ""
    st.dialog(f"{name}: {sign}{words.number(total)}".replace("-", "−"), width="large")(_window)(held, moves)


def _window(held: Compared, moves: pd.DataFrame) -> None:
    if moves.empty:
        st.markdown("Không có thay đổi nào.")
        return
    said = "Mỗi dòng dưới đây tính là 1."
    if not (moves["counts_as"] == 1).all():
        said = "Cột «Tính là» cộng lại đúng bằng phần thay đổi: 1 là thêm, −1 là bớt, 0 là thay đổi mà con số không đổi."
    st.markdown(
        f"Từ {held.name} đến {words.day(held.looking.day)} · {words.number(len(moves))} dòng  \n{said}"
    )
    is_office = held.looking.is_office
    key = f"dong-thay-doi-{hash(tuple(moves.index))}"
    for place in _list(moves, without=set() if is_office else {"school_name"}, choose=key):
        origin.show_move(moves.iloc[place], is_office=is_office)


def by_school(held: Compared) -> None:
    """How many things of each kind moved in each school; of a ticked one, each of them."""
    counted = since_words.by_school(held.moves)
    st.caption("Đánh dấu một trường ở cột đầu để đọc từng thay đổi của trường đó.")
    shown = counted.drop(columns="school_code")
    ticked = tables.grid(
        shown, choose=f"truong-{hash((held.then, tuple(counted['school_code'].fillna(''))))}"
    )
    for place in ticked:
        row = counted.iloc[place]
        st.markdown(f"**{words.escape_markdown(row['school_name'])}**")
        is_own = held.moves["school_code"].fillna("") == (
            "" if words.is_missing(row["school_code"]) else row["school_code"]
        )
        _list(held.moves[is_own], without={"school_name"})


def _list(moves: pd.DataFrame, *, without: set[str], choose: str | None = None) -> list[int]:
    columns = [
        *(["counts_as"] if choose else []),
        "subject", "school_name", "item_name", "school_year", "then_state", "now_state", "why", "moved_on", "revision_id",
    ]  # fmt: skip
    shown = [column for column in columns if column not in without]
    return tables.grid(
        since_words.readable(moves)[shown], widths={"item_name": 290}, rows=8 if choose else 12, choose=choose
    )


def way_out(held: Compared) -> None:
    """All of it as one Excel file, with the same filters and both days."""
    choice = held.looking.choice
    address = paths.since_of(
        day=held.looking.day,
        since=held.day,
        school_year=choice.school_year,
        **choice.of_schools(),
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
