"""A figure on a page, drawn as charts/ made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from charts import theme


def show(figure: go.Figure, key: str) -> None:
    """A figure to look at."""
    st.plotly_chart(figure, theme=None, config=theme.CONFIG, key=key)


def choose(figure: go.Figure, key: str) -> dict[str, Any] | None:
    """A figure to click into: what the chosen part says of itself (charts.theme.keys), None while nothing is chosen."""
    figure.update_layout(clickmode="event+select")
    event = st.plotly_chart(
        figure, theme=None, config=theme.CONFIG, key=key, on_select="rerun", selection_mode="points"
    )
    points = event.get("selection", {}).get("points", []) if event else []
    chosen = points[0].get("customdata") if points else None
    return dict(chosen) if isinstance(chosen, Mapping) else None
