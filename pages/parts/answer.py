"""How every page begins: its name, what it speaks of, and the answer as one large sentence."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pandas as pd
import streamlit as st

from pages.parts import words
from pages.parts.lens_bar import Looking


def show(
    title: str,
    sentence: str,
    looking: Looking,
    *,
    school_year: str | None,
    framework: str | None = None,
    every_year: bool = False,
) -> None:
    """The page's name with the school year, the framework and the day it speaks of; then the answer, very large."""
    no_year = "Mọi năm học" if every_year else "Chưa có năm học nào có số liệu"
    said = [f"Năm học {school_year}" if school_year else no_year]
    if framework:
        said.append(f"Bộ tiêu chí {words.framework(framework)}")
    said.append(f"Số liệu tính đến hết ngày {words.day(looking.day)}")
    with st.container(key="title", horizontal=True, vertical_alignment="center"):
        st.title(title, anchor=False, width="content")
        st.caption(" · ".join(said), width="content")
    with st.container(key="answer"):
        st.markdown(sentence, anchors=False)


def reading() -> AbstractContextManager[None]:
    """What stands there while a page works out its answer for the first time after something was handed in."""
    return st.spinner("Đang đọc các bảng đã nộp…")


def nothing(sentence: str, advice: str) -> None:
    """An empty answer, and what to do about it."""
    with st.container(key="nothing", border=True):
        st.markdown(f"**{sentence}**")
        st.markdown(advice)


def year_of(frame: pd.DataFrame) -> str | None:
    """The school year that an answer speaks of; None when there is no answer."""
    return None if frame.empty else str(frame["school_year"].iloc[0])


def years_of(*frames: pd.DataFrame) -> str | None:
    """The school years of answers that speak of several, the first and the last."""
    years = sorted({year for frame in frames for year in frame["school_year"]})
    return " đến ".join(dict.fromkeys([years[0], years[-1]])) if years else None


def only(frame: pd.DataFrame, column: str) -> str | None:
    """The one value of a column, None where there are several or none."""
    values = set(frame[column])
    return str(values.pop()) if len(values) == 1 else None


def year_on(looking: Looking) -> str:
    """The school year of the day that is looked at; it is named from August on."""
    start = looking.day.year if looking.day.month >= 8 else looking.day.year - 1
    return looking.choice.school_year or f"{start}-{start + 1}"


def newest(years: pd.DataFrame, column: str) -> str | None:
    """The newest school year for which this count is known and not zero; else the newest for which it is known."""
    known = years[years[column].notna()]
    counted = known[known[column] > 0]
    found = known if counted.empty else counted
    return None if found.empty else str(found["school_year"].max())
