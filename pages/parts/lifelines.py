"""The views of the page of lifelines that have words of their own."""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import answer, drill, lifeline_words, picture, words
from pages.parts.lens_bar import Looking


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
    chosen = picture.choose(charts.lifelines.answers_nothing(lines), key="answers-nothing")
    drill.point(looking, chosen, "lifelines.answers_nothing")
    drill.lines(lines, looking, "lifelines.answers_nothing")


def unplaced(looking: Looking) -> None:
    """Lines of which nobody knows what they are about: they are in no count above, so they are named here."""
    lines = queries.lifelines.unplaced(*looking.asked)
    if lines.empty:
        return
    label = f"{words.number(len(lines))} dòng chưa rõ tiêu chí và chủ đề, không tính ở trên"
    with st.expander(label, icon=":material/help:"):
        drill.lines(lines, looking, "lifelines.unplaced")
