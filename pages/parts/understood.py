"""What was understood of a workbook, shown before anything of it is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from data.intake.draft import Understood
from pages.parts import tables, words
from pages.parts.columns import COLUMNS, LABELS

_LABELS = {
    "first_row": "Dòng",
    "criterion": "Tiêu chí",
    "understood_time": "Được hiểu là",
    "budget_text": "Kinh phí",
    "plan_initial": "Kế hoạch ban đầu",
    "school_text": "Trường trong tệp",
    "school_name": "Được hiểu là trường",
    "suggested_status": "Tình trạng gợi ý",
}
_COLUMNS = {
    "plan": (
        "sheet", "first_row", "criterion", "target", "action", "responsible", "time_text", "understood_time",
        "budget_text",
    ),
    "results": (
        "sheet", "first_row", "criterion", "suggested_status", "plan_initial", "done_text", "doing_text",
        "not_started_text",
    ),
    "schedule": (
        "first_row", "school_text", "school_name", "time_text", "understood_time", "asks_kdcl", "asks_cqg",
    ),
}  # fmt: skip


def facts(understood: Understood, school_names: dict[str, str]) -> None:
    """Kind, school, year, number, framework; and how many lines, errors and warnings."""
    levels = [problem.level for problem in understood.problems]
    said = [words.kind_word(understood.kind) if understood.kind else "Chưa rõ loại bảng"]
    if understood.kind != "schedule":
        name = school_names.get(understood.school_code or "")
        said.append(words.escape_markdown(name) if name else "chưa rõ trường")
    said.append(f"năm học {understood.school_year}" if understood.school_year else "chưa rõ năm học")
    if understood.document_number:
        said.append(f"số {words.escape_markdown(understood.document_number)}")
    if understood.framework_code:
        said.append(words.framework(understood.framework_code))
    with st.container(key="answer-understood"):
        st.markdown(" · ".join(said))
    st.markdown(
        f"**{words.number(len(understood.lines))}** dòng đọc được · **{levels.count('error')}** lỗi · "
        f"**{levels.count('warning')}** điểm cần xem lại · tệp {words.escape_markdown(understood.file_name)}"
    )


def problems(understood: Understood) -> None:
    """Every problem with its sheet and cells, the errors first."""
    if not understood.problems:
        st.markdown("Không có điểm nào cần xem lại.")
        return
    frame = pd.DataFrame([asdict(problem) for problem in understood.problems])
    tables.grid(frame[list(COLUMNS["hand_ins.problems"])], labels=LABELS["hand_ins.problems"], rows=5)


def lines(understood: Understood, school_names: dict[str, str]) -> None:
    """The lines as they were read."""
    if not understood.lines or understood.kind is None:
        return
    st.markdown("**Các dòng đã đọc**")
    frame = pd.DataFrame([_line(asdict(line), school_names) for line in understood.lines])
    tables.grid(frame[list(_COLUMNS[understood.kind])], labels=_LABELS, rows=4)


def _line(line: dict[str, Any], school_names: dict[str, str]) -> dict[str, Any]:
    code = line.get("criterion_code")
    starts_on, ends_on = line.get("starts_on"), line.get("ends_on")
    return {
        **line,
        "criterion": code or line.get("criterion_text"),
        "understood_time": words.window(starts_on, ends_on) if ends_on else "",
        "school_name": school_names.get(line.get("school_code") or "", ""),
    }
