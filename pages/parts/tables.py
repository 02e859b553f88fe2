"""The table behind an answer, with its way out as an Excel file."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.door import paths
from pages.parts import words
from pages.parts.columns import COLUMNS, LABELS
from pages.parts.lens_bar import Looking

ROW_PIXELS = 36
# Streamlit wraps texts in rows that hold at least three lines.
_PIXELS_OF_LINES = {1: ROW_PIXELS, 2: 76, 3: 76, 4: 96}
# Letters on a line of a wide column.
_LINE_LETTERS = {"message": 88}
_TEXTS = {"text", "other_text", "target", "action", "done_text", "doing_text", "not_started_text", "message"}
_WIDTHS = {"school_year": 105, "withdrawn_at": 140, **dict.fromkeys(_TEXTS, 340), "message": 640}


def show(frame: pd.DataFrame, looking: Looking, question: str, *, rows: int = 12, **extras: object) -> None:
    """The answer to a question as a table, and all of it as Excel, with the same filters and the same day."""
    columns = [column for column in COLUMNS[question] if column != "school_name" or looking.is_office]
    grid(frame[columns], labels=LABELS.get(question), rows=rows)
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


def grid(frame: pd.DataFrame, *, labels: dict[str, str] | None = None, rows: int = 12) -> None:
    """A table of at most so many visible rows; where schools wrote whole sentences, rows are tall and texts wrap."""
    pixels = _row_pixels(frame)
    rows = rows if pixels == ROW_PIXELS else min(rows, 5)
    known = labels or {}
    shown = _as_read(frame)
    st.dataframe(
        shown,
        hide_index=True,
        column_config={
            column: _config(column, known.get(column) or words.heading(column), shown[column])
            for column in shown
        },
        height=ROW_PIXELS + 4 + pixels * max(1, min(len(frame), rows)),
        row_height=pixels,
        placeholder="",
    )


def _row_pixels(frame: pd.DataFrame) -> int:
    """High enough for the longest sentence, within reason; a double click shows all of a longer one."""
    lines = 1
    for column in _TEXTS & set(frame.columns):
        longest = max((len(str(text)) for text in frame[column].dropna()), default=0)
        lines = max(lines, -(-longest // _LINE_LETTERS.get(column, 46)))
    return _PIXELS_OF_LINES[min(lines, 4)]


def _as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """Codes, shares and moments as people read them: the browser would write numbers and times its own way."""
    made = words.readable(frame)
    for column in frame.columns:
        if column.endswith("_share"):
            made[column] = [words.percent(value) for value in frame[column]]
        elif column.endswith("_at"):
            made[column] = ["" if words.is_missing(value) else words.moment(value) for value in frame[column]]
    return made


def _config(column: str, label: str, values: pd.Series) -> object:
    if any(isinstance(value, date) for value in values.dropna().head(1)):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if pd.api.types.is_integer_dtype(values.dtype):
        return st.column_config.NumberColumn(label, format="%d")
    return st.column_config.TextColumn(label, width=_WIDTHS.get(column))
