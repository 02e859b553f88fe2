"""One line as its file has it: the text of each cell, its address, whose file it is, and the file itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.door import paths
from pages.parts import words
from pages.parts.columns import LABELS

PLAN = ("target", "action", "responsible", "time_text")
RESULT = ("done_text", "doing_text", "not_started_text")
SCHEDULE = ("school_text", "time_text")
# The documents of a line: what each is called, the beginning of its columns' names, and its texts.
PARTS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "completion.lines": (("Kế hoạch", "plan_", PLAN), ("Kết quả", "result_", RESULT)),
    "completion.statuses": (("Kết quả", "", RESULT),),
    "weaknesses.lines": (("Kế hoạch", "", PLAN),),
    "weaknesses.run_lines": (("Kế hoạch", "", PLAN),),
    "hollow.lines": (("Bảng đã nộp", "", ("text",)),),
    "hollow.checked": (("Bảng đã nộp", "", ("text",)),),
    "schedule.lines": (("Lịch đánh giá ngoài", "", SCHEDULE),),
    "lifelines.stages": (("Bảng đã nộp", "", ("text",)),),
    "requests.lines": (
        ("Bảng đã nộp", "", ("target", "action", "budget_text", "addressee", "support", "note")),
    ),
}
# Fields of a form whose cells make up a text of several cells.
_OF_FIELDS = {
    "text": ("content", "target", "action", "done", "weakness", "recommendation", "level"),
    "support": ("support", "request"),
}


def show(line: pd.Series, question: str) -> None:
    """The documents of one line of the question's answer."""
    for name, prefix, texts in PARTS[question]:
        if not words.is_missing(line.get(f"{prefix}revision_id")):
            _document(line, name, prefix, texts, labels=LABELS.get(question, {}))


def _document(
    line: pd.Series, name: str, prefix: str, texts: tuple[str, ...], *, labels: Mapping[str, str]
) -> None:
    cells = _cells(line.get(f"{prefix}cells"))
    receipt = str(line[f"{prefix}revision_id"])
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{name}** · {words.escape_markdown(_place(line, prefix))}")
            st.link_button("Tải tệp gốc", paths.original_of(receipt), icon=":material/attach_file:")
        for column in texts:
            if not words.is_missing(line.get(column)):
                where = _address(cells, column)
                label = (labels.get(column) or words.heading(column)) + (f" (ô {where})" if where else "")
                st.markdown(f"{label}: {words.escape_markdown(line[column])}")
        st.caption(words.escape_markdown(_handed_in(line, prefix, receipt)))


def _place(line: pd.Series, prefix: str) -> str:
    return f"{line[f'{prefix}file_name']}, trang tính {line[f'{prefix}sheet']}, dòng {int(line[f'{prefix}first_row'])}"


def _handed_in(line: pd.Series, prefix: str, receipt: str) -> str:
    """Receipt, who and when; who is left out where it is not for the reader."""
    told = [f"Biên nhận {receipt}"]
    if not words.is_missing(line.get(f"{prefix}recorded_by")):
        told.append(f"người nộp {line[f'{prefix}recorded_by']}")
    if not words.is_missing(line.get(f"{prefix}recorded_at")):
        told.append(f"lúc {words.moment(line[f'{prefix}recorded_at'])}")
    return ", ".join(told)


def _cells(text: Any) -> dict[str, list[str]]:
    return {} if words.is_missing(text) else dict(json.loads(str(text)))


def _address(cells: dict[str, list[str]], column: str) -> str:
    """The cells of a text; of a text that several fields make up, all of theirs."""
    fields = _OF_FIELDS.get(column) or (column.removesuffix("_text"),)
    return ", ".join(address for field in fields for address in cells.get(field, []))
