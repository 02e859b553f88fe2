"""A card of the first page: one answer, its small figure, and the way to its page."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import picture


def card(title: str, page: str) -> DeltaGenerator:
    """A frame to write into; its title leads to the page, with the same filters."""
    made = st.container(key=f"glance-{page.split('/')[1].split('.')[0]}", border=True, height="stretch")
    made.page_link(page, label=f"**{title}**", icon=":material/arrow_forward:", icon_position="right")
    return made


def figure(made: go.Figure, *, key: str) -> dict[str, Any] | None:
    """A small figure to click into, as `picture.choose`."""
    return picture.choose(made, key=f"small-{key}")
