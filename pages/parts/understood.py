"""What was understood of a workbook, shown before anything of it is kept."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from data.intake import layouts
from data.intake.draft import Understood
from data.intake.problems import ERROR, NOTE, WARNING, Problem
from pages.parts import words

MOST_CELLS = 6
FITS = 5  # problems that stand beside the table without scrolling
LIST_PIXELS = 430


def facts(understood: Understood, school_names: dict[str, str]) -> None:
    """Kind, school, year, number, framework."""
    said = [_kinds(understood)]
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


def counts(understood: Understood) -> None:
    """How many lines, errors and warnings."""
    levels = [problem.level for problem in understood.problems]
    st.markdown(
        f"**{words.number(len(understood.lines))}** dòng đọc được · **{levels.count('error')}** lỗi · "
        f"**{levels.count('warning')}** điểm cần xem lại · tệp {words.escape_markdown(understood.file_name)}",
        width="content",
    )


def _kinds(understood: Understood) -> str:
    if len(understood.kinds) > 1:
        return f"{len(understood.kinds)} bảng"
    return words.short_kind_word(understood.kind) if understood.kind else "Chưa rõ loại bảng"


def refusal(understood: Understood) -> None:
    """A file in which there is nothing to show: why, in one place."""
    why = " ".join(words.escape_markdown(problem.message) for problem in understood.problems)
    st.error(f"Tệp {words.escape_markdown(understood.file_name)} chưa được nhận. {why}")


def problems(understood: Understood, *, is_beside: bool = False) -> None:
    """Every problem once with its cells, the errors first, then as they stand in the sheets. A long list scrolls.

    What was only done or told (a note) is folded away. `is_beside`: the table to type into stands beside it.
    """
    said = [problem for problem in sorted(understood.problems, key=_place) if problem.level != NOTE]
    notes = [problem for problem in sorted(understood.problems, key=_place) if problem.level == NOTE]
    is_many = len({problem.sheet for problem in understood.problems if problem.sheet}) > 1
    if said:
        with st.container(
            key="problems", height=LIST_PIXELS if is_beside and len(said) > FITS else "content"
        ):
            _table(said, is_many=is_many)
    if notes:
        with st.expander(f"{words.number(len(notes))} ghi chú, không cần làm gì"), st.container(key="notes"):
            _table(notes, is_many=is_many)


def _table(found: list[Problem], *, is_many: bool) -> None:
    rows = [
        {
            "Ô": words.escape_markdown(_where(problem, is_many=is_many)),
            "Nội dung": ("**Lỗi.** " if problem.level == ERROR else "")
            + words.escape_markdown(problem.message),
        }
        for problem in found
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)


def _where(problem: Problem, *, is_many: bool) -> str:
    """The cells, with their sheet where there are several; of many cells the first, the rest counted."""
    cells = (problem.cell or "").split(", ")
    shown = ", ".join(cells[:MOST_CELLS])
    if len(cells) > MOST_CELLS:
        shown += f" và {words.number(len(cells) - MOST_CELLS)} ô nữa"
    return f"{problem.sheet}: {shown}" if is_many and problem.sheet else shown


def _place(problem: Problem) -> tuple[int, str, int]:
    found = re.match(r"[A-Z]+(\d+)", problem.cell or "")
    return (ERROR, WARNING, NOTE).index(problem.level), problem.sheet or "", int(found[1]) if found else 0
