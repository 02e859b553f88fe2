"""The table behind an answer, with its way out as an Excel file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.door import paths
from pages.parts import words
from pages.parts.lens_bar import Looking

ROW_PIXELS = 36
TALL_ROW_PIXELS = 84


def show(
    frame: pd.DataFrame, looking: Looking, question: str, columns: list[str], *, rows: int = 12, **extras: object
) -> None:
    """The named columns of an answer, and the link to all of it as Excel, with the same filters and the same day."""
    grid(frame, columns, rows=rows)
    choice = looking.choice
    address = paths.table_of(
        question,
        day=looking.day,
        school_year=choice.school_year,
        level=choice.level,
        ownership=choice.ownership,
        ward=choice.ward,
        school=choice.school,
        **extras,
    )
    st.link_button("Tải bảng này về Excel", address, icon=":material/download:")


def grid(frame: pd.DataFrame, columns: list[str], *, rows: int = 12) -> None:
    """The named columns as a table of at most so many visible rows; texts as they were typed wrap within their row."""
    shown = words.readable(frame[columns])
    tall = any(column in WIDE for column in columns)
    pixels = TALL_ROW_PIXELS if tall else ROW_PIXELS
    st.dataframe(
        _texts(shown),
        hide_index=True,
        column_config={column: _config(column, frame[column]) for column in columns},
        height=ROW_PIXELS + 4 + pixels * max(1, min(len(frame), rows if not tall else 6)),
        row_height=pixels,
        placeholder="",
    )


WIDE = {"target", "action", "done_text", "doing_text", "not_started_text", "message"}
_SMALL = {"criterion_code", "standard_no", "first_row", "plan_first_row", "result_first_row", "school_year"}


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares and moments as people read them: the browser would write them its own way."""
    made = frame.copy()
    for column in frame.columns:
        if column.endswith("_share"):
            made[column] = [words.percent(value) for value in frame[column]]
        elif column.endswith("_at"):
            made[column] = ["" if words.is_missing(value) else words.moment(value) for value in frame[column]]
    return made


def _config(column: str, values: pd.Series) -> object:
    label = words.heading(column)
    if column.endswith("_on"):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if pd.api.types.is_integer_dtype(values.dtype):
        return st.column_config.NumberColumn(label, format="%d")
    width = "large" if column in WIDE else "small" if column in _SMALL else None
    return st.column_config.TextColumn(label, width=width)
