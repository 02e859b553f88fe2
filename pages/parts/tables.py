"""The table behind an answer, with its way out as an Excel file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from pages.door import paths
from pages.parts import words
from pages.parts.columns import COLUMNS, LABELS, ONLY_WHEN_FILLED, WIDTHS
from pages.parts.lens_bar import Looking
from queries import figure
from queries.figure import Opening

ROW_PIXELS = 36
# Streamlit wraps texts in rows that hold at least three lines.
_PIXELS_OF_LINES = {1: ROW_PIXELS, 2: 76, 3: 76, 4: 96}
_LETTER_PIXELS = 7.3
_TEXTS = {
    "text", "other_text", "target", "action", "plan_initial", "done_text", "doing_text", "not_started_text", "message", "reason",
    "weakness", "from_criterion_name", "to_criterion_name",
}  # fmt: skip
_WIDTHS = {"school_year": 105, "withdrawn_at": 140, **dict.fromkeys(_TEXTS, 340), "message": 640}


def show(
    frame: pd.DataFrame,
    looking: Looking,
    question: str,
    *,
    rows: int = 12,
    choose: str | None = None,
    without: frozenset[str] = frozenset(),
    counted: Opening | None = None,
    **extras: object,
) -> list[int]:
    """The answer to a question as a table, and all of it as Excel, with the same filters and the same day.

    With `choose` the positions of the rows that are ticked, as in `grid`; `without` leaves columns to the Excel file;
    `counted` says how the lines count in the figure that they make, which the Excel file then says as well.
    """
    ticked = grid(
        frame[_columns(frame, looking, question, without)],
        labels=LABELS.get(question),
        rows=rows,
        choose=choose,
        widths=WIDTHS.get(question),
    )
    _offer(looking, question, extras, counted)
    return ticked


def show_cells(
    frame: pd.DataFrame,
    looking: Looking,
    question: str,
    *,
    key: str,
    ticks: bool,
    without: frozenset[str] = frozenset(),
    **extras: object,
) -> tuple[tuple[int, str] | None, list[int]]:
    """As `show`, and gives the one cell that was clicked (the position of its row, and its column), and with `ticks` the
    positions of the rows that are ticked."""
    shown = frame[_columns(frame, looking, question, without)]
    modes = ["single-cell", "multi-row"] if ticks else ["single-cell"]
    event = _draw(shown, LABELS.get(question) or {}, WIDTHS.get(question) or {}, 12, key, modes)
    _offer(looking, question, extras)
    ticked = [place for place in event["selection"]["rows"] if place < len(frame)] if ticks else []
    return _cell(event, frame), ticked


def _columns(frame: pd.DataFrame, looking: Looking, question: str, without: frozenset[str]) -> list[str]:
    counted = ["counts_as"] if "counts_as" in frame else []
    return counted + [
        column
        for column in COLUMNS[question]
        if (column != "school_name" or looking.is_office)
        and column not in without
        and not (column in ONLY_WHEN_FILLED and frame[column].isna().all())
    ]


def _offer(
    looking: Looking, question: str, extras: dict[str, object], counted: Opening | None = None
) -> None:
    choice = looking.choice
    address = paths.table_of(
        question,
        day=looking.day,
        school_year=choice.school_year,
        counted=None if counted is None else figure.as_text(counted),
        **choice.of_schools(),
        **extras,
    )
    st.link_button("Tải bảng này về Excel", address, icon=":material/download:")


def cells(
    frame: pd.DataFrame, *, key: str, labels: dict[str, str], rows: int, widths: dict[str, int]
) -> tuple[int, str] | None:
    """A table one cell of which can be clicked: the position of its row, and its column."""
    event = _draw(frame, labels, widths, rows, key, "single-cell")
    return _cell(event, frame)


def _cell(event: Any, frame: pd.DataFrame) -> tuple[int, str] | None:
    """The rows may have changed since: a cell of a longer list is none of this one's."""
    chosen = event["selection"]["cells"]
    return (chosen[0][0], chosen[0][1]) if chosen and chosen[0][0] < len(frame) else None


def grid(
    frame: pd.DataFrame,
    *,
    labels: dict[str, str] | None = None,
    rows: int = 12,
    choose: str | None = None,
    widths: dict[str, int] | None = None,
) -> list[int]:
    """A table of at most so many visible rows; where schools wrote whole sentences, rows are tall and texts wrap.

    With `choose`, a widget's key, many rows can be ticked; their positions. The key must change with the rows.
    """
    ticked = _draw(frame, labels or {}, widths or {}, rows, choose, "multi-row")
    return list(ticked["selection"]["rows"]) if choose else []


def _draw(
    frame: pd.DataFrame,
    known: dict[str, str],
    widths: dict[str, int],
    rows: int,
    key: str | None,
    mode: str | list[str],
) -> Any:
    width_of = {**_WIDTHS, **widths}
    pixels = _row_pixels(frame, width_of)
    rows = rows if pixels == ROW_PIXELS else min(rows, 5)
    shown = _as_read(frame)
    return st.dataframe(
        shown,
        hide_index=True,
        column_config={
            column: _config(known.get(column) or words.heading(column), shown[column], width_of.get(column))
            for column in shown
        },
        height=ROW_PIXELS + 4 + pixels * max(1, min(len(frame), rows)),
        row_height=pixels,
        placeholder="",
        key=key,
        on_select="rerun" if key else "ignore",
        selection_mode=mode,
    )


def _row_pixels(frame: pd.DataFrame, width_of: dict[str, int]) -> int:
    """High enough for the longest sentence, within reason; a double click shows all of a longer one."""
    lines = 1
    for column in _TEXTS & set(frame.columns):
        longest = max((len(str(text)) for text in frame[column].dropna()), default=0)
        lines = max(lines, -(-longest // int(width_of[column] / _LETTER_PIXELS)))
    return _PIXELS_OF_LINES[min(lines, 4)]


def _as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """Codes, shares and moments as people read them: the browser would write numbers and times its own way."""
    made = words.readable(frame)
    for column in frame.columns:
        if column.endswith("_share"):
            made[column] = [words.percent(value) for value in frame[column]]
        elif column.endswith("_vnd"):
            made[column] = ["" if words.is_missing(value) else words.number(value) for value in frame[column]]
        elif column.endswith("_at"):
            made[column] = ["" if words.is_missing(value) else words.moment(value) for value in frame[column]]
    return made


def _config(label: str, values: pd.Series, width: int | None) -> object:
    if any(isinstance(value, date) for value in values.dropna().head(1)):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if pd.api.types.is_integer_dtype(values.dtype):
        return st.column_config.NumberColumn(label, format="%d")
    return st.column_config.TextColumn(label, width=width)
