"""What was understood of a workbook, shown before anything of it is kept."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from data.intake import layouts
from data.intake.draft import Understood
from data.intake.form_line import FormLine
from data.intake.problems import ERROR, NOTE, WARNING, Problem
from pages.parts import tables, words

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
        "first_row", "criterion", "time_text", "understood_time", "target", "action", "responsible", "budget_text",
        "sheet",
    ),
    "results": (
        "first_row", "criterion", "suggested_status", "done_text", "doing_text", "not_started_text", "plan_initial",
        "sheet",
    ),
    "schedule": (
        "first_row", "school_text", "school_name", "time_text", "understood_time", "asks_kdcl", "asks_cqg",
    ),
}  # fmt: skip


def facts(understood: Understood, school_names: dict[str, str]) -> None:
    """Kind, school, year, number, framework; and how many lines, errors and warnings."""
    levels = [problem.level for problem in understood.problems]
    said = [" và ".join(words.kind_word(kind) for kind in understood.kinds) or "Chưa rõ loại bảng"]
    if not understood.kind or layouts.of_kind(understood.kind).owner == layouts.SCHOOL:
        name = school_names.get(understood.school_code or "")
        said.append(words.escape_markdown(name) if name else "chưa rõ trường")
    if understood.school_year != "":
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


def refusal(understood: Understood) -> None:
    """A file in which there is nothing to show: why, in one place."""
    why = " ".join(words.escape_markdown(problem.message) for problem in understood.problems)
    st.error(f"Tệp {words.escape_markdown(understood.file_name)} chưa được nhận. {why}")


def problems(understood: Understood) -> None:
    """Every problem with its sheet and cells, the errors first, then as they stand in the sheets; all to be seen."""
    if not understood.problems:
        st.markdown("Không có điểm nào cần xem lại.")
        return
    rows = [
        {
            "Mức": words.problem_word(problem.level),
            "Trang tính": words.escape_markdown(problem.sheet),
            "Ô": words.escape_markdown(problem.cell),
            "Nội dung": words.escape_markdown(problem.message),
        }
        for problem in sorted(understood.problems, key=_place)
    ]
    with st.container(key="problems"):
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)


def _place(problem: Problem) -> tuple[int, str, int]:
    found = re.match(r"[A-Z]+(\d+)", problem.cell or "")
    return (ERROR, WARNING, NOTE).index(problem.level), problem.sheet or "", int(found[1]) if found else 0


def lines(understood: Understood, school_names: dict[str, str]) -> None:
    """The lines as they were read, kind by kind."""
    for kind in understood.kinds:
        read = understood.lines_of(kind)
        if not read:
            continue
        more = (
            f": {words.kind_word(kind)}, {words.number(len(read))} dòng" if len(understood.kinds) > 1 else ""
        )
        st.markdown(f"**Các dòng đã đọc{more}**")
        if kind in _COLUMNS:
            frame = pd.DataFrame([_line(asdict(line), school_names) for line in read])
            columns = [name for name in _COLUMNS[kind] if name != "sheet" or frame["sheet"].nunique() > 1]
            tables.grid(frame[columns], labels=_LABELS, rows=8)
        else:
            form = [line for line in read if isinstance(line, FormLine)]
            frame, labels = _form_frame(form, school_names)
            tables.grid(frame, labels=labels, rows=8)


def _form_frame(read: list[FormLine], school_names: dict[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The lines of a form that is CSV alone: its own columns, as typed, under its own headings."""
    layout = next(each for each in layouts.layouts() if each.code == read[0].layout)
    labels = {"first_row": "Dòng"}
    rows: list[dict[str, Any]] = [{"first_row": line.first_row} for line in read]
    if layout.rows == "school":
        labels |= {"field-school": "Trường trong tệp", "field-meant": "Được hiểu là trường"}
        for row, line in zip(rows, read, strict=True):
            row["field-school"] = line.school_text
            row["field-meant"] = school_names.get(line.school_code or "", "")
    elif layout.has("criterion"):
        labels["field-criterion"] = "Tiêu chí"
        for row, line in zip(rows, read, strict=True):
            row["field-criterion"] = line.criterion_code or line.criterion_text
    if layout.kind == "self_evaluation":
        labels["field-level"] = "Được hiểu là"
        for row, line in zip(rows, read, strict=True):
            row["field-level"] = words.achieved_level(line.reading("level"))
    for field in layout.fields:
        texts = [line.text(field.name) for line in read]
        if field.kind not in ("ordinal", "criterion", "school") and any(texts):
            labels.setdefault(f"field-{field.name}", field.heading)
            for row, text in zip(rows, texts, strict=True):
                row.setdefault(f"field-{field.name}", text)
    return pd.DataFrame(rows, columns=list(labels)), labels


def _line(line: dict[str, Any], school_names: dict[str, str]) -> dict[str, Any]:
    code = line.get("criterion_code")
    starts_on, ends_on = line.get("starts_on"), line.get("ends_on")
    return {
        **line,
        "criterion": code or line.get("criterion_text"),
        "understood_time": words.window(starts_on, ends_on) if ends_on else "",
        "school_name": school_names.get(line.get("school_code") or "", ""),
    }
