"""How every page begins: its title, the answer as one large sentence, and what the answer speaks of."""

from __future__ import annotations

import streamlit as st

from pages.parts import words
from pages.parts.lens_bar import Looking


def title(text: str) -> None:
    """The page's name."""
    st.title(text, anchor=False)


def show(sentence: str, looking: Looking, *, school_year: str | None, framework: str | None = None) -> None:
    """The answer, readable from four metres; below it the school year, the framework and the day it holds for."""
    with st.container(key="answer"):
        st.markdown(sentence, anchors=False)
    said = [f"Năm học {school_year}" if school_year else "Chưa có năm học nào có số liệu"]
    if framework:
        said.append(f"Bộ tiêu chí {words.framework(framework)}")
    said.append(f"Số liệu tính đến hết ngày {words.day(looking.day)}")
    st.caption(" · ".join(said))


def nothing(sentence: str, advice: str) -> None:
    """An empty answer, and what to do about it."""
    with st.container(key="nothing", border=True):
        st.markdown(f"**{sentence}**")
        st.markdown(advice)
