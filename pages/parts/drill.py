"""From a point of a figure to the lines behind it, in a window over the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

import queries
from pages.parts import tables, words
from pages.parts.lens_bar import Looking


def completion(looking: Looking, chosen: list[Any] | None, *, framework: str | None, key: str) -> None:
    """The lines of plans and results: of a criterion ([code]) or of a school's ([school, code])."""
    if not _is_new(chosen, key):
        return
    school, criterion = (None, chosen[0]) if len(chosen) == 1 else (chosen[0], chosen[1] or None)
    _completion_lines(_narrowed(looking, school), framework, criterion)


def weaknesses(looking: Looking, chosen: list[Any] | None, *, key: str) -> None:
    """What plans wrote about a criterion ([code, framework] or [code, level, framework]), year after year."""
    if not _is_new(chosen, key):
        return
    level = chosen[1] if len(chosen) == 3 else looking.choice.level
    _weakness_lines(
        replace(looking, choice=replace(looking.choice, level=level)), str(chosen[-1]), str(chosen[0])
    )


def _is_new(chosen: list[Any] | None, key: str) -> bool:
    """Whether this point was chosen just now: a window that was closed stays closed when something else changes."""
    before = st.session_state.get(f"opened-{key}")
    st.session_state[f"opened-{key}"] = chosen
    return chosen is not None and chosen != before


def _narrowed(looking: Looking, school: str | None) -> Looking:
    if school is None or not looking.is_office:
        return looking
    return replace(looking, choice=replace(looking.choice, school=school))


@st.dialog("Các dòng trong kế hoạch và báo cáo kết quả", width="large")
def _completion_lines(looking: Looking, framework: str | None, criterion: str | None) -> None:
    lines = queries.completion.lines(*looking.asked, framework=framework, criterion=criterion)
    if lines.empty:
        st.markdown("Trường chưa nộp kế hoạch hay báo cáo kết quả cho tiêu chí này.")
        return
    st.markdown(_named(lines, criterion))
    tables.show(lines, looking, "completion.lines", framework=framework, criterion=criterion)


@st.dialog("Các kế hoạch đã viết gì về tiêu chí này", width="large")
def _weakness_lines(looking: Looking, framework: str, criterion: str) -> None:
    lines = queries.weaknesses.lines(*looking.asked, framework=framework, criterion=criterion)
    if lines.empty:
        st.markdown("Không có dòng nào.")
        return
    st.markdown(_named(lines, criterion))
    tables.show(lines, looking, "weaknesses.lines", framework=framework, criterion=criterion)


def _named(lines: Any, criterion: str | None) -> str:
    first = lines.iloc[0]
    schools = lines["school_name"].nunique()
    who = words.escape_markdown(first["school_name"]) if schools == 1 else f"{words.number(schools)} trường"
    what = (
        f"Tiêu chí {criterion} {words.escape_markdown(first['criterion_name'])}"
        if criterion
        else "Mọi tiêu chí"
    )
    return (
        f"**{what}** · {words.framework(first['framework_code'])} · {who} · {words.number(len(lines))} dòng"
    )
