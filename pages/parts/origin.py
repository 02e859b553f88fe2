"""One line as its file has it: the text of each cell, its address, whose file it is, and the file itself."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data.intake import layouts
from pages.door import paths
from pages.parts import words
from pages.parts.columns import LABELS

PLAN = ("target", "action", "responsible", "time_text")
RESULT = ("done_text", "doing_text", "not_started_text")
RECOGNITION = ("kind", "grade", "decision_number", "signed_on", "expires_on")
_TEXT = (("Bảng đã nộp", "", ("text",)),)
_VISIT = (("Lịch đánh giá ngoài", "", ("school_text", "time_text")),)
_RECOGNITION = (("Công nhận", "", RECOGNITION),)
# The documents of a line: what each is called, the beginning of its columns' names, and its texts.
PARTS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "completion.lines": (("Kế hoạch", "plan_", PLAN), ("Kết quả", "result_", RESULT)),
    "completion.statuses": (("Kết quả", "", RESULT),),
    "weaknesses.lines": (("Kế hoạch", "", PLAN),),
    "weaknesses.run_lines": (("Kế hoạch", "", PLAN),),
    "hollow.lines": _TEXT,
    "hollow.checked": _TEXT,
    "schedule.lines": _VISIT,
    "schedule.expiring": _RECOGNITION,
    "schools.recognitions": _RECOGNITION,
    "coming.schools": _RECOGNITION,
    "coming.lapsing": _RECOGNITION,
    "coming.visits": _VISIT,
    "coming.deadlines": _VISIT,
    "lifelines.stages": _TEXT,
    "lifelines.not_taken_up": _TEXT,
    "lifelines.answers_nothing": _TEXT,
    "lifelines.unplaced": _TEXT,
    "requests.lines": (
        ("Bảng đã nộp", "", ("target", "action", "budget_text", "addressee", "support", "note")),
    ),
    "reports.register": (
        ("Báo cáo", "", ("due_late", "arrival", "received_on", "waiver_reason", "waived_until", "ground")),
    ),
    "levels.blocking": (("Tự đánh giá", "", ("level_no", "needed_level", "weakness")),),
    "levels.lines": (("Tự đánh giá", "", ("level_no",)),),
    "hand_ins.revisions": (("Bảng đã nộp", "", ("document_number",)),),
    "hand_ins.lines": (("Bảng đã nộp", "", ("key_text",)),),
    "crosswalk.pairs": (("Đối chiếu", "", ("answer", "note")),),
}
# Rows that the office wrote: a school reads them, the files are the office's own.
_OF_OFFICE = {"schedule", "coming", "crosswalk", "schools"}
# Fields of a form whose cells make up a text of several cells.
_OF_FIELDS = {
    "text": ("content", "target", "action", "done", "weakness", "recommendation", "level"),
    "support": ("support", "request"),
    "level_no": ("level",),
    "kind": ("recognition_kind",),
}


def show(line: pd.Series, question: str, *, is_office: bool) -> None:
    """The documents of one line of the question's answer, and who said it and when."""
    shown = words.readable(line.to_frame().T).iloc[0]
    for name, prefix, texts in PARTS.get(question, ()):
        is_known = any(
            not words.is_missing(line.get(f"{prefix}{column}")) for column in ("revision_id", "recorded_at")
        )
        if is_known or question == "reports.register":
            _document(line, shown, question, (name, prefix, texts), is_office=is_office)


def show_move(move: pd.Series, *, is_office: bool) -> None:
    """By which table, by whom and when something moved; who of the office it was is the office's to know."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        told = [
            "" if words.is_missing(move["moved_on"]) else f"ngày {words.day(move['moved_on'])}",
            "" if words.is_missing(move["moved_by"]) or not is_office else f"người làm {move['moved_by']}",
            "" if words.is_missing(move["revision_id"]) else f"biên nhận {move['revision_id']}",
        ]
        said = ", ".join(part for part in told if part) or "không có bảng nào làm căn cứ"
        st.markdown(words.escape_markdown(f"{words.capital(words.cause_word(move['why']))}: {said}"))
        # The schedule is a file of the office.
        if not words.is_missing(move["revision_id"]) and (is_office or move["why"] != "schedule_changed"):
            st.link_button(
                "Tải tệp gốc", paths.original_of(str(move["revision_id"])), icon=":material/attach_file:"
            )


def _is_of_office(line: pd.Series, question: str) -> bool:
    return question.split(".")[0] in _OF_OFFICE or line.get("arrival") == "schedule"


def _document(
    line: pd.Series,
    shown: pd.Series,
    question: str,
    part: tuple[str, str, tuple[str, ...]],
    *,
    is_office: bool,
) -> None:
    name, prefix, texts = part
    has_file = is_office or not _is_of_office(line, question)
    cells = _cells(line.get(f"{prefix}cells"))
    receipt = line.get(f"{prefix}revision_id")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            place = words.escape_markdown(_place(line, prefix))
            st.markdown(f"**{name}**" + (f" · {place}" if place else ""))
            if has_file and not words.is_missing(receipt):
                st.link_button("Tải tệp gốc", paths.original_of(str(receipt)), icon=":material/attach_file:")
        for column in texts:
            if not words.is_missing(line.get(column)):
                where = _address(cells, column)
                label = LABELS.get(question, {}).get(column) or words.heading(column)
                text = words.day(line[column]) if isinstance(line[column], date) else shown[column]
                said = f"{label} (ô {where})" if where else label
                st.markdown(f"{said}: {words.escape_markdown(text)}")
        for label, text in _as_typed(line, cells):
            st.markdown(f"{label}: {words.escape_markdown(text)}")
        st.caption(words.escape_markdown(_handed_in(line, prefix, receipt)))


def _as_typed(line: pd.Series, cells: dict[str, list[str]]) -> list[tuple[str, str]]:
    """All texts of a line of any form, each under the heading of its column."""
    if words.is_missing(line.get("texts")):
        return []
    headings = {
        field.name: field.heading
        for layout in layouts.layouts()
        if layout.kind == line["kind"]
        for field in layout.fields
    }
    found = {name: text for name, text in json.loads(line["texts"]).items() if text}
    return [
        (headings.get(name, name) + (f" (ô {', '.join(cells[name])})" if cells.get(name) else ""), str(text))
        for name, text in found.items()
    ]


def _place(line: pd.Series, prefix: str) -> str:
    said = [
        f"{word}{line[f'{prefix}{name}']}"
        for name, word in (("file_name", ""), ("sheet", "trang tính "), ("first_row", "dòng "))
        if not words.is_missing(line.get(f"{prefix}{name}"))
    ]
    return ", ".join(said)


def _handed_in(line: pd.Series, prefix: str, receipt: Any) -> str:
    """Receipt, who and when; who is left out where it is not for the reader."""
    if words.is_missing(receipt) and words.is_missing(line.get(f"{prefix}recorded_at")):
        return "Chưa có gì được nộp hay ghi nhận"
    told = ["Cơ quan ghi trên phần mềm" if words.is_missing(receipt) else f"Biên nhận {receipt}"]
    if not words.is_missing(line.get(f"{prefix}recorded_by")):
        told.append(f"người {'ghi' if words.is_missing(receipt) else 'nộp'} {line[f'{prefix}recorded_by']}")
    if not words.is_missing(line.get(f"{prefix}recorded_at")):
        told.append(f"lúc {words.moment(line[f'{prefix}recorded_at'])}")
    return ", ".join(told)


def _cells(text: Any) -> dict[str, list[str]]:
    return {} if words.is_missing(text) else dict(json.loads(str(text)))


def _address(cells: dict[str, list[str]], column: str) -> str:
    """The cells of a text; of a text that several fields make up, all of theirs."""
    fields = _OF_FIELDS.get(column) or (column.removesuffix("_text"),)
    return ", ".join(address for field in fields for address in cells.get(field, []))
