"""From a figure to the lines that make it, in a window over the page: a point of a chart, or a cell of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import queries
from pages.parts import origin, tables, words
from pages.parts.columns import LABELS
from pages.parts.lens_bar import Looking
from queries import figure, openings
from queries.figure import Opening

HINT = "Bấm vào một con số trong bảng hay trong hình để xem từng dòng làm nên nó."


def figures(frame: pd.DataFrame, looking: Looking, question: str, **extras: object) -> None:
    """The answer to a question as a table, each figure of which opens its lines."""
    cell = tables.show_cells(frame, looking, question, key=f"o-{question}", **extras)
    if cell and _is_new(list(cell), question):
        row = frame.iloc[cell[0]].to_dict()
        _show(looking, openings.opening(question, cell[1], row, looking.choice, extras), cell[1])


def point(
    looking: Looking, chosen: list[Any] | None, question: str, names: Sequence[str], **extras: object
) -> None:
    """The lines behind a point of a figure: its customdata are these columns of a row of the question's answer.

    A column named "figure" says which figure of the row it is; without one it is the first count.
    """
    if not _is_new(chosen, f"figure-{question}"):
        return
    row: dict[str, Any] = dict(zip(names, chosen or (), strict=False))
    column = row.pop("figure", _FIRST.get(question, "planned_count"))
    if "month_on" in row:
        row["month_on"] = date.fromisoformat(str(row["month_on"]))
    _show(looking, openings.opening(question, column, {column: 1, **row}, looking.choice, extras), column)


_FIRST = {
    "weaknesses.common": "school_count",
    "weaknesses.by_year": "persistent_count",
    "schedule.by_month": "evaluation_count",
}


def tile(looking: Looking, chosen: list[Any] | None, *, framework: str | None) -> None:
    """The lines of a school's criterion ([school, criterion]); without a criterion all of the school's."""
    if _is_new(chosen, "figure-tile"):
        school, criterion = chosen  # type: ignore[misc]
        _show(
            looking,
            Opening(
                "completion.lines",
                replace(looking.choice, school=school),
                {"framework": framework, "criterion": criterion or None},
                openings.ITEM,
            ),
            "planned_count",
        )


def runs(looking: Looking, chosen: list[Any] | None) -> None:
    """The lines of weaknesses that come back: [criterion, framework], and the length of the runs where the chart tells it."""
    if not _is_new(chosen, "figure-runs"):
        return
    criterion, framework, *length = chosen  # type: ignore[misc]
    extras: dict[str, Any] = {"framework": framework, "criterion": criterion}
    if length:
        shortest, longest, state = length
        extras |= {"year_count": int(shortest), "longest": longest and int(longest), "run_state": state}
    unit = ("school_code", "framework_code", "criterion_code", "first_school_year")
    _show(looking, Opening("weaknesses.run_lines", looking.choice, extras, unit), "persistent_count")


def days(looking: Looking, chosen: list[Any] | None) -> None:
    """The overdue reports of so many days: [obligation, school year, first day, last day]."""
    if _is_new(chosen, "figure-days"):
        obligation, year, first, last = chosen  # type: ignore[misc]
        choice = replace(looking.choice, school_year=year)
        extras = {"obligation": obligation, "state": "overdue"}
        where = {"late_days": tuple(range(int(first), int(last) + 1))}
        _show(looking, Opening("reports.register", choice, extras, where=where), "overdue_count")


def _is_new(chosen: list[Any] | None, key: str) -> bool:
    """Whether this point was chosen just now: a window that was closed stays closed when something else changes."""
    before = st.session_state.get(f"opened-{key}")
    st.session_state[f"opened-{key}"] = chosen
    return chosen is not None and chosen != before


def _show(looking: Looking, opened: Opening | None, column: str) -> None:
    if opened is None:
        return
    if not looking.is_office:
        opened = replace(opened, choice=replace(opened.choice, school=looking.choice.school))
    _window(looking, opened, column)


@st.dialog("Từ con số đến từng ô", width="large")
def _window(looking: Looking, opened: Opening, column: str) -> None:
    topic, name = opened.question.split(".")
    lines = getattr(getattr(queries, topic), name)(
        looking.store, looking.lens, opened.choice, **opened.extras
    )
    if lines.empty:
        st.markdown("Không có dòng nào: con số này là 0, hoặc trường chưa nộp bảng.")
        return
    st.markdown(_told(lines, opened, column))
    if opened.largest is None:
        lines = figure.counted(lines, opened)
    ticked = tables.show(
        lines,
        replace(looking, choice=opened.choice),
        opened.question,
        rows=4,
        choose=f"dong-{hash(repr(opened))}",
        **{key: value for key, value in opened.extras.items() if value is not None},
    )
    if not origin.PARTS.keys() & {opened.question}:
        return
    for place in ticked:
        origin.show(lines.iloc[place], opened.question)
    if not ticked:
        st.caption("Đánh dấu một dòng ở cột đầu để xem nguyên văn, ô trong tệp, người nộp, và tải tệp gốc.")


def _told(lines: pd.DataFrame, opened: Opening, column: str) -> str:
    """What the figure is, and that the lines add up to it."""
    value = figure.total(lines, opened)
    shown = (
        words.NO_DATA if value is None else words.percent(value) if opened.is_share else words.number(value)
    )
    label = LABELS.get(opened.question, {}).get(column) or words.heading(column)
    parts = [f"**{label}: {shown}**"]
    for name, read in (("criterion_code", "Tiêu chí"), ("framework_code", ""), ("school_name", "")):
        if name in lines and lines[name].nunique() == 1:
            only = lines[name].iloc[0]
            only = words.framework(only) if name == "framework_code" else words.escape_markdown(only)
            parts.append(f"{read} {only}".strip())
    parts.append(f"{words.number(len(lines))} dòng")
    rule = (
        "Trong các mục dưới đây, mục có số 1 ở cột «Tính là» là mục đã tính vào tử số."
        if opened.is_share
        else "Cột «Tính là» cộng lại đúng bằng con số này; các dòng của cùng một mục chỉ tính một lần."
        if opened.largest is None
        else "Con số này là số ngày trễ lớn nhất trong các dòng dưới đây."
    )
    return f"{' · '.join(parts)}  \n{rule}"
