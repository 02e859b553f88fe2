"""How a page begins that speaks of no day and no school year: its name, and the answer as one large sentence."""

from __future__ import annotations

import streamlit as st

from pages.parts import news


def show(title: str, sentence: str, said: str = "") -> None:
    """As answer.show does; then what was just done here."""
    with st.container(key="title", horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="content")
        if said:
            st.caption(said, width="content")
    with st.container(key="answer"):
        st.markdown(sentence, anchors=False)
    news.show()
