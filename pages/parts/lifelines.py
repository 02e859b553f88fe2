"""What opens from the page of lifelines: the texts of a weakness, stage by stage, and the views with words of their own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import charts
import queries
from pages.parts import answer, lifeline_words, picture, tables, words
from pages.parts.lens_bar import Looking

MOST_SHOWN = 30


def of_line(looking: Looking, chosen: list[Any] | None) -> None:
    """The stages of one weakness ([lifeline_id]) in a window; once for each choice."""
    if _is_new(chosen):
        _window(looking, {"lifeline": str(chosen[0])})  # type: ignore[index]


def of_criterion(looking: Looking, chosen: list[Any] | None) -> None:
    """The stages of all weaknesses of a criterion ([criterion, framework])."""
    if _is_new(chosen):
        criterion, framework = chosen  # type: ignore[misc]
        _window(looking, {"framework": str(framework), "criterion": str(criterion)})


def of_theme(looking: Looking, chosen: list[Any] | None) -> None:
    """The stages of all weaknesses of a theme ([theme_code], "none" for those without)."""
    if _is_new(chosen):
        _window(looking, {"theme": str(chosen[0])})  # type: ignore[index]


def grounds(looking: Looking) -> None:
    """Lines of plans whose ground is not known."""
    lines = queries.lifelines.answers_nothing(*looking.asked)
    if lines.empty:
        answer.nothing(
            "Không có dòng kế hoạch nào chưa rõ căn cứ.",
            "Mọi dòng kế hoạch của năm học này đều có khuyến nghị hay điểm yếu đã nộp, hoặc chưa có kế hoạch nào.",
        )
        return
    st.markdown(lifeline_words.grounds_sentence(lines))
    picture.show(charts.lifelines.answers_nothing(lines), key="answers-nothing")
    tables.show(lines, looking, "lifelines.answers_nothing")


def unplaced(looking: Looking) -> None:
    """Lines of which nobody knows what they are about: they are in no count above, so they are named here."""
    lines = queries.lifelines.unplaced(*looking.asked)
    if lines.empty:
        return
    label = f"{words.number(len(lines))} dòng chưa rõ tiêu chí và chủ đề, không tính ở trên"
    with st.expander(label, icon=":material/help:"):
        tables.show(lines, looking, "lifelines.unplaced")


def _is_new(chosen: list[Any] | None) -> bool:
    """Whether this point was chosen just now: a window that was closed stays closed when something else changes."""
    before = st.session_state.get("opened-lifelines")
    st.session_state["opened-lifelines"] = chosen
    return chosen is not None and chosen != before


@st.dialog("Từng chặng của điểm yếu", width="large")
def _window(looking: Looking, narrowed: dict[str, str]) -> None:
    found = queries.lifelines.stages(*looking.asked, **narrowed)
    if found.empty:
        st.markdown("Không có dòng nào.")
        return
    st.markdown(_named(found))
    if "lifeline" in narrowed:
        for row in found.head(MOST_SHOWN).itertuples(index=False):
            _stage(row)
    tables.show(found, looking, "lifelines.stages", **narrowed)


def _named(found: pd.DataFrame) -> str:
    """What the window is about: what all its lines share, and how many there are."""
    first = found.iloc[0]
    parts = []
    if found["criterion_code"].nunique(dropna=False) == 1 and not words.is_missing(first["criterion_code"]):
        name = words.escape_markdown(first["criterion_name"])
        parts.append(f"**Tiêu chí {words.escape_markdown(first['criterion_code'])}** {name}")
    if found["theme_code"].nunique(dropna=False) == 1:
        theme = words.NO_THEME if words.is_missing(first["theme_name"]) else first["theme_name"]
        parts.append(f"Chủ đề: {words.escape_markdown(theme)}")
    schools = found["school_code"].nunique()
    parts.append(
        words.escape_markdown(first["school_name"]) if schools == 1 else f"{words.number(schools)} trường"
    )
    lines = found["lifeline_id"].nunique()
    parts.append(f"{words.number(lines)} điểm yếu, {words.number(len(found))} dòng")
    return " · ".join(parts)


def _stage(row: Any) -> None:
    """One stage: when, what, the text as it was typed, and where it stands."""
    state = (
        "" if words.is_missing(row.state) or row.stage == "planned" else f": {words.state_word(row.state)}"
    )
    with st.container(border=True):
        st.markdown(f"**{row.school_year}** · {words.stage_word(row.stage)}{state}")
        lines = [words.escape_markdown(line) for line in str(row.text or "").split("\n")]
        st.markdown("  \n".join(lines) if any(lines) else "(không ghi gì)")
        place = f"{row.file_name}, {row.sheet}, dòng {row.first_row}, biên nhận {row.revision_id}"
        st.caption(words.escape_markdown(place))
