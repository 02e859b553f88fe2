"""From a criterion to the schools it holds back, and from a school to what is left for it to do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import queries
from pages.parts import drill, level_sentences, picks, tables, words
from pages.parts.lens_bar import Looking


def step(lifting: pd.DataFrame) -> pd.DataFrame:
    """The rows of one framework and next Mức, chosen among those there are: they are never added up."""
    names = {
        (
            row.framework_code,
            row.next_level,
        ): f"{words.capital(row.framework_schools)} lên Mức {row.next_level}"
        f" ({words.framework(row.framework_code)}, {row.school_count} trường)"
        for row in lifting.itertuples(index=False)
    }
    keys = {f"{framework}_{level}": (framework, level) for framework, level in names}
    labels = {key: names[pair] for key, pair in keys.items()}
    chosen = picks.among("Mức kế tiếp", labels, key="len-muc")
    framework, level = keys[chosen]
    return lifting[(lifting["framework_code"] == framework) & (lifting["next_level"] == level)]


def schools(looking: Looking, frame: pd.DataFrame, *, only_one_left: bool) -> None:
    """The schools by name; a number opens the criteria of one of them."""
    shown = frame[frame["blocking_count"].fillna(0) == 1] if only_one_left else frame
    shown = shown.reset_index(drop=True)
    # Where the Mức itself stands there, a range from it to itself says nothing.
    for end in ("at_least_level", "at_most_level"):
        shown[end] = shown[end].where(shown["standing"] == "incomplete")
    if shown.empty:
        st.markdown("Không trường nào chỉ còn vướng 1 tiêu chí.")
        return
    st.caption(f"Xếp theo tên trường. {drill.HINT}")
    drill.figures(shown, looking, "levels.by_school")


def of_school(looking: Looking) -> None:
    """What is left for the school that looks at itself."""
    found = queries.levels.blocking(*looking.asked)
    if found.empty:
        st.markdown("Chưa thấy tiêu chí nào ngăn trường lên Mức kế tiếp, hoặc trường chưa nộp tự đánh giá.")
        return
    st.markdown(level_sentences.led(found))
    # The school stands in the heading already, and so does how many are left.
    tables.show(found, looking, "levels.blocking", without=_needless(found) | {"school_name", "is_only"})


def _needless(found: pd.DataFrame) -> frozenset[str]:
    """That others would do as well is a column only where they would."""
    return frozenset() if found["is_choice"].any() else frozenset({"is_choice"})
