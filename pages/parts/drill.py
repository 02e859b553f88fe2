"""From a figure to the lines that make it, in a window over the page: a part of a chart, or a cell of a table."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import queries
from pages.parts import figure_words, origin, overlap, stages, tables
from pages.parts.lens_bar import Looking
from queries import figure, openings
from queries.figure import Opening

HINT = "Bấm vào một con số trong bảng hay trong hình để xem từng dòng làm nên nó."
# Where lines are to be read one after the other: beside the table of them, or below it.
_READ_FIRST = {"hollow.lines": overlap.show}
_READ_BELOW = {"lifelines.stages": stages.show}
_READ = {**_READ_FIRST, **_READ_BELOW}


def figures(
    frame: pd.DataFrame,
    looking: Looking,
    question: str,
    *,
    without: frozenset[str] = frozenset(),
    **extras: object,
) -> None:
    """The answer to a question as a table, each figure of which opens its lines; a row that is ticked shows its documents."""
    cell, ticked = tables.show_cells(
        frame,
        looking,
        question,
        key=f"o-{question}",
        ticks=question in origin.PARTS,
        without=without,
        **extras,
    )
    for place in ticked:
        origin.show(frame.iloc[place], question, is_office=looking.is_office)
    if cell and is_new(question, list(cell)):
        show(looking, question, cell[1], frame.iloc[cell[0]].to_dict(), **extras)


def lines(frame: pd.DataFrame, looking: Looking, question: str, *, rows: int = 8, **extras: Any) -> list[int]:
    """The lines of an answer that are figures of nothing but themselves; a ticked one shows its documents. The ticked ones."""
    return _lines(frame, looking, question, rows=rows, **extras)


def point(looking: Looking, chosen: Mapping[str, Any] | None, question: str, **extras: object) -> None:
    """The lines behind a part of a chart of the question's answer, which says itself which figure it is."""
    if is_new(f"figure-{question}", chosen) and chosen:
        row = {name: value for name, value in chosen.items() if name != "figure"}
        show(looking, question, chosen["figure"], {chosen["figure"]: 1, **row}, **extras)


def show(looking: Looking, question: str, column: str, row: Mapping[str, Any], **extras: object) -> None:
    """The lines behind one figure of a row, where it is one."""
    opened = openings.opening(question, column, row, looking.choice, extras)
    if opened is None:
        return
    if not looking.is_office:
        opened = replace(opened, choice=replace(opened.choice, school=looking.choice.school))
    topic, name = opened.question.split(".")
    lines = getattr(getattr(queries, topic), name)(
        looking.store, looking.lens, opened.choice, **opened.extras
    )
    title = figure_words.title(question, column, figure.total(lines, opened), opened)
    st.dialog(title, width="large")(_window)(looking, opened, figure.making(lines, opened))


def is_new(name: str, chosen: object) -> bool:
    """Whether this was chosen just now: a window that was closed stays closed when something else changes."""
    before = st.session_state.get(f"opened-{name}")
    st.session_state[f"opened-{name}"] = chosen
    return chosen is not None and chosen != before


def _window(looking: Looking, opened: Opening, lines: pd.DataFrame) -> None:
    if lines.empty:
        st.markdown("Không có dòng nào: con số này là 0, hoặc trường chưa nộp bảng.")
        return
    st.markdown(figure_words.told(lines, opened, day=looking.day))
    asked = {key: value for key, value in opened.extras.items() if value is not None}
    of_figure = replace(looking, choice=opened.choice)
    read_first = _READ_FIRST.get(opened.question)
    table: AbstractContextManager[object] = nullcontext()
    if read_first:
        reading, table = st.tabs(["Đọc từng dòng", "Bảng các dòng, tệp gốc"])
        with reading:
            read_first(lines)
    with table:
        _lines(lines, of_figure, opened.question, rows=8, counted=None if opened.largest else opened, **asked)
    if opened.question in _READ_BELOW:
        _READ_BELOW[opened.question](lines)


def _lines(
    frame: pd.DataFrame,
    looking: Looking,
    question: str,
    *,
    rows: int,
    counted: Opening | None = None,
    without: frozenset[str] = frozenset(),
    **extras: object,
) -> list[int]:
    """Lines as a table; each that is ticked shows its documents."""
    key = f"dong-{question}-{hash((repr(counted), repr(looking.choice), len(frame), repr(extras)))}"
    ticked = tables.show(
        frame, looking, question, rows=rows, choose=key, counted=counted, without=without, **extras
    )
    # Of a single line there is nothing to choose.
    is_alone = len(frame) == 1 and counted is not None and question not in _READ
    for place in ticked or ([0] if is_alone else []):
        origin.show(frame.iloc[place], question, is_office=looking.is_office)
    if not ticked and len(frame) > 1:
        st.caption("Đánh dấu một dòng ở cột đầu để xem nguyên văn, ô trong tệp, người nộp, và tải tệp gốc.")
    return ticked
