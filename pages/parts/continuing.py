"""Where the law changed: which of the weaknesses shown go on at a criterion of the later one, by the office's own table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import queries
from pages.parts.lens_bar import Looking

_CROSSWALK = "questions/crosswalk.py"


def of(looking: Looking, persistent: pd.DataFrame) -> pd.DataFrame:
    """Of the runs of weaknesses.persistent what goes on, as crosswalk.continued says it; up to the school year that is chosen."""
    found = queries.crosswalk.continued(*looking.asked)
    shown = persistent[
        ["school_code", "framework_code", "criterion_code", "first_school_year", "last_school_year"]
    ]
    shown = shown.rename(
        columns={"framework_code": "from_framework_code", "criterion_code": "from_criterion_code"}
    )
    chosen = found.merge(shown, on=list(shown.columns))
    year = looking.choice.school_year
    return chosen[chosen["next_first_school_year"] <= year] if year else chosen


def explain(continued: pd.DataFrame) -> None:
    """What the dotted line is, where one is drawn, and the way to the table."""
    if continued.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="continuing"):
        st.caption(
            "Đường chấm: nối theo bảng đối chiếu do cơ quan ghi, khi đổi thông tư; số năm, số trường của hai thông tư"
            " không cộng lại.",
            width="content",
        )
        st.page_link(
            _CROSSWALK, label="Xem bảng đối chiếu", icon=":material/compare_arrows:", width="content"
        )
