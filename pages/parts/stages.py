"""The texts of a weakness, stage by stage."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import words

MOST_SHOWN = 30


def show(found: pd.DataFrame) -> None:
    """The stages of one weakness, one below the other. Takes lifelines.stages; of several weaknesses the table says enough."""
    if found["lifeline_id"].nunique() == 1:
        for row in found.head(MOST_SHOWN).itertuples(index=False):
            _stage(row)


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
