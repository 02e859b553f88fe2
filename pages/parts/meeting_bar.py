"""Beside the day: the last meetings to look at with one click, and the day that everything is compared with.

Both are days like any other; what is known of meetings on the day of the visit is what is offered.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

import queries
from pages.parts import words
from pages.parts.visit import Visit

# Keys are names in the URL.
SINCE = "so-voi"
_LOOK = "xem-cuoc-hop"
MOST_MEETINGS = 6
MOST_MONTHS = 3
DEFAULT = ""
# So that the title of a meeting can be read.
_WIDTH = 380


def show(visit: Visit, day: date, *, day_key: str) -> None:
    """The last meetings and the day to compare with, behind one button."""
    meetings = queries.since.meetings(visit.store, visit.lens, queries.Choice()).head(MOST_MEETINGS)
    with st.popover("Cuộc họp", icon=":material/groups:", width="stretch"):
        looks = {words.day(visit.today): f"Hôm nay, {words.day(visit.today)}"} | {
            words.day(row.held_on): meeting_name(row.held_on, row.title)
            for row in meetings.itertuples(index=False)
        }
        shown = words.day(day)
        st.session_state[_LOOK] = shown
        st.selectbox(
            "Xem số liệu của ngày",
            list(dict.fromkeys([shown, *looks])),
            format_func=lambda text: looks.get(text, f"Ngày {text}"),
            key=_LOOK,
            on_change=_look,
            args=(day_key,),
            filter_mode=None,
            width=_WIDTH,
        )
        # What is chosen stands in the URL by its name, so a title, which schools do not see, is none of it.
        earlier = {words.day(held): meeting_name(held, None) for held in meetings["held_on"] if held < day}
        months = {words.day(end): f"Cuối tháng {end:%m/%Y}" for end in _month_ends(day)}
        offered = {DEFAULT: "Cuộc họp trước", **months, **earlier}
        st.selectbox(
            "So với",
            [DEFAULT, *earlier, *months],
            format_func=lambda text: offered.get(text, offered[DEFAULT]),
            key=SINCE,
            bind="query-params",
            filter_mode=None,
            width=_WIDTH,
        )


def meeting_name(held_on: date, title: object) -> str:
    """ "Cuộc họp 20/10/2026", with its title where there is one."""
    named = "" if words.is_missing(title) else f" · {title}"
    return f"Cuộc họp {words.day(held_on)}{named}"


def last_month_end(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


def before(meetings: pd.DataFrame, day: date) -> date | None:
    """The last meeting held before a day; None where there is none."""
    held = [each for each in meetings["held_on"] if each < day]
    return max(held, default=None)


def _month_ends(day: date) -> list[date]:
    found = [last_month_end(day)]
    while len(found) < MOST_MONTHS:
        found.append(last_month_end(found[-1]))
    return found


def _look(day_key: str) -> None:
    st.session_state[day_key] = st.session_state[_LOOK]
