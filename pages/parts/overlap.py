"""Two texts side by side, what they share marked: a line that repeats, and what it repeats."""

from __future__ import annotations

import difflib
import re
from typing import Any

import pandas as pd
import streamlit as st

from data.intake.text import fold
from pages.parts import words

MOST_SHOWN = 30
FEWEST_WORDS = 3


def show(found: pd.DataFrame) -> None:
    """The first lines, each beside what it repeats. Takes hollow.lines; all of them stand in a table beside."""
    is_mixed = found["concern"].nunique() > 1
    for row in found.head(MOST_SHOWN).itertuples(index=False):
        _pair(row, why=f" · {words.concern_word(row.concern)}" if is_mixed else "")
    if len(found) > MOST_SHOWN:
        st.caption(f"Đang hiện {MOST_SHOWN} dòng đầu; bảng có đủ {words.number(len(found))} dòng.")


def _pair(row: Any, *, why: str) -> None:
    """One line beside what it repeats; where it came from stands under it. `why` is told where there are several reasons."""
    criterion = (
        f"Tiêu chí {row.criterion_code}" if not words.is_missing(row.criterion_code) else "Chưa rõ tiêu chí"
    )
    share = "" if words.is_missing(row.shared_share) else f" · trùng {words.percent(row.shared_share)}"
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{words.escape_markdown(row.school_name)}** · {criterion}{why}{share}")
        place = words.escape_markdown(f"{row.file_name}, {row.sheet}, dòng {row.first_row}")
        if words.is_missing(row.other_text):
            st.markdown(words.escape_markdown(row.text))
            st.caption(place)
        else:
            mine, other = st.columns(2)
            mine.markdown(marked(str(row.text), str(row.other_text)))
            mine.caption(place)
            other.markdown(marked(str(row.other_text), str(row.text)))
            other.caption(words.escape_markdown(_origin(row)))


def _origin(row: Any) -> str:
    if words.is_missing(row.other_school_year):
        return "Kế hoạch của trường cho cùng tiêu chí"
    name = row.other_school_name if isinstance(row.other_school_name, str) else "trường khác"
    return f"{name}, năm học {row.other_school_year}"


def marked(text: str, other: str) -> str:
    """A text for st.markdown, with the runs of at least three words that stand in the other one marked."""
    typed, theirs = re.findall(r"\S+", text), re.findall(r"\S+", other)
    matcher = difflib.SequenceMatcher(
        None, [fold(word) for word in typed], [fold(word) for word in theirs], False
    )
    parts: list[str] = []
    done = 0
    for block in matcher.get_matching_blocks():
        if block.size < FEWEST_WORDS:
            continue
        parts.append(words.escape_markdown(" ".join(typed[done : block.a])))
        same = words.escape_markdown(" ".join(typed[block.a : block.a + block.size]))
        parts.append(f":orange-background[{same}]")
        done = block.a + block.size
    parts.append(words.escape_markdown(" ".join(typed[done:])))
    return " ".join(part for part in parts if part)
