"""From a criterion to the schools it holds back, and from a school to what is left for it to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import queries
from pages.parts import picks, tables, words
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


def of_criterion(looking: Looking, rows: pd.DataFrame, chosen: list[Any] | None) -> None:
    """The schools that a chosen criterion ([code]) holds back, in a window; once for each choice."""
    framework, level = str(rows["framework_code"].iloc[0]), int(rows["next_level"].iloc[0])
    if _is_new("tieu-chi", None if chosen is None else (framework, level, *chosen)):
        assert chosen is not None
        _criterion_window(looking, framework, level, str(chosen[0]))


def schools(looking: Looking, frame: pd.DataFrame, *, only_one_left: bool) -> None:
    """The schools by name; a tick opens what is left for one of them."""
    shown = frame[frame["blocking_count"].fillna(0) == 1] if only_one_left else frame
    shown = shown.reset_index(drop=True)
    # Where the Mức itself stands there, a range from it to itself says nothing.
    for end in ("at_least_level", "at_most_level"):
        shown[end] = shown[end].where(shown["standing"] == "incomplete")
    if shown.empty:
        st.markdown("Không trường nào chỉ còn vướng 1 tiêu chí.")
        return
    st.caption("Xếp theo tên trường. Đánh dấu ở đầu dòng để xem trường còn vướng tiêu chí nào.")
    ticked = tables.show(
        shown,
        looking,
        "levels.by_school",
        choose=f"chon-truong-{hash((only_one_left, tuple(shown['school_code'])))}",
    )
    code = str(shown["school_code"].iloc[ticked[-1]]) if ticked else None
    if _is_new("truong", code):
        _school_window(looking, str(code))


def of_school(looking: Looking, school: str | None = None) -> None:
    """What is left for one school: by its code, or for the one that looks at itself."""
    narrowed = looking if school is None else replace(looking, choice=replace(looking.choice, school=school))
    found = queries.levels.blocking(*narrowed.asked)
    if found.empty:
        st.markdown("Chưa thấy tiêu chí nào ngăn trường lên Mức kế tiếp, hoặc trường chưa nộp tự đánh giá.")
        return
    st.markdown(_led(found))
    # The school stands in the heading already, and so does how many are left.
    tables.show(found, narrowed, "levels.blocking", without=_needless(found) | {"school_name", "is_only"})


def _led(found: pd.DataFrame) -> str:
    """How the list is to be read: all of it, so many of it, or first what is not clear."""
    first = found.iloc[0]
    start = (
        f"**{words.escape_markdown(first['school_name'])}** · năm học {first['school_year']}"
        f" · {words.framework(first['framework_code'])} · để đạt {words.school_level(first['next_level'])}: "
    )
    if first["standing"] != "told":
        unclear = int(found["level_no"].isna().sum())
        return start + f"{words.number(unclear)} tiêu chí chưa rõ đang ở Mức nào, cần ghi rõ trước."
    choices = int(found["is_choice"].sum())
    count = words.number(first["blocking_count"])
    if not choices:
        return start + f"cần {count} tiêu chí dưới đây."
    return (
        start + f"ít nhất {count} tiêu chí; {words.number(choices)} dòng có thể chọn thay nhau,"
        " vì không bắt buộc phải đạt hết."
    )


def _needless(found: pd.DataFrame) -> frozenset[str]:
    """That others would do as well is a column only where they would."""
    return frozenset() if found["is_choice"].any() else frozenset({"is_choice"})


def _is_new(name: str, chosen: object) -> bool:
    """Whether this was chosen just now: a window that was closed stays closed when something else changes."""
    before = st.session_state.get(f"mo-vuong-{name}")
    st.session_state[f"mo-vuong-{name}"] = chosen
    return chosen is not None and chosen != before


@st.dialog("Các trường vướng tiêu chí này", width="large")
def _criterion_window(looking: Looking, framework: str, level: int, criterion: str) -> None:
    asked = {"framework": framework, "step": level, "criterion": criterion, "standing": "told"}
    found = queries.levels.blocking(*looking.asked, **asked)
    if found.empty:
        st.markdown("Không có trường nào.")
        return
    only = int(found["is_only"].sum())
    st.markdown(
        f"**Tiêu chí {criterion} {words.escape_markdown(found['criterion_name'].iloc[0])}**"
        f" · {words.framework(framework)} · để đạt Mức {level} · {words.number(len(found))} trường vướng,"
        f" {words.number(only)} trường chỉ còn vướng tiêu chí này"
    )
    told = frozenset({"criterion_code", "criterion_name"})
    tables.show(found, looking, "levels.blocking", without=told | _needless(found), **asked)


@st.dialog("Trường còn vướng tiêu chí nào", width="large")
def _school_window(looking: Looking, school: str) -> None:
    of_school(looking, school)
