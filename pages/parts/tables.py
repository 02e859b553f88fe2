"""The table behind an answer, with its way out as an Excel file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.door import paths
from pages.parts import words
from pages.parts.columns import COLUMNS, LABELS
from pages.parts.lens_bar import Looking

ROW_PIXELS, LINE_PIXELS, MOST_LINES = 36, 20, 4
# Letters on a line of a wide column.
_LINE_LETTERS = 55
_TEXTS = {"target", "action", "done_text", "doing_text", "not_started_text", "message"}
_SHORT = {
    "criterion_code",
    "standard_no",
    "first_row",
    "plan_first_row",
    "result_first_row",
    "school_year",
    "grade",
}


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
    st.dataframe(
        _as_read(frame),
        hide_index=True,
        column_config={
            column: _config(column, known.get(column) or words.heading(column), frame[column])
            for column in frame
        },
        height=ROW_PIXELS + 4 + pixels * max(1, min(len(frame), rows)),
        row_height=pixels,
        placeholder="",
    )


def _row_pixels(frame: pd.DataFrame) -> int:
    """High enough for the longest sentence, within reason; a double click shows all of a longer one."""
    lengths = [frame[column].dropna().astype(str).str.len().max() for column in frame if column in _TEXTS]
    longest = max([1, *(int(length) for length in lengths if not pd.isna(length))])
    return ROW_PIXELS + LINE_PIXELS * (min(MOST_LINES, -(-longest // _LINE_LETTERS)) - 1)


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
    if column.endswith("_on") or column.startswith("due_"):
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if pd.api.types.is_integer_dtype(values.dtype):
        return st.column_config.NumberColumn(label, format="%d")
    return st.column_config.TextColumn(
        label, width="large" if column in _TEXTS else "small" if column in _SHORT else None
    )
