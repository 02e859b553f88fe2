"""The filters that all pages share: shown once by navigation.py, kept in the URL, read by every page.

They are widgets of the script around the pages, so their values survive a change of page. What they say is only a wish: the
lens of the account decides what is seen, and a value that nobody offered is no filter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

import queries
from data.access import roles
from data.lens import Lens
from data.store import Store
from pages.parts import journal, meeting_bar, words
from pages.parts.visit import Visit

ALL = ""
# Keys are names in the URL.
YEAR, LEVEL, OWNERSHIP, WARD, SCHOOL, DAY = "nam-hoc", "cap-hoc", "loai-hinh", "dia-ban", "truong", "den-ngay"
_YEAR = re.compile(r"20\d\d-20\d\d")


@dataclass(frozen=True, slots=True)
class Looking:
    """What a page looks at: the store through a lens on the chosen day, narrowed by the shared filters."""

    store: Store
    lens: Lens
    choice: queries.Choice
    day: date
    is_past: bool
    is_office: bool

    @property
    def asked(self) -> tuple[Store, Lens, queries.Choice]:
        """The first three arguments of every question."""
        return self.store, self.lens, self.choice

    def in_year(self, school_year: object) -> Looking:
        """The same, in this school year, where the filters leave the year open; None leaves it open."""
        if self.choice.school_year or not isinstance(school_year, str):
            return self
        return replace(self, choice=replace(self.choice, school_year=school_year))


def show(visit: Visit) -> None:
    """One row of filters. A school's account sees itself alone, so it only chooses the year and the day."""
    is_office = roles.may_read_office(visit.account)
    with st.container(key="lens-bar"):
        fields = st.columns([15, 13, 13, 15, 20, 12, 12] if is_office else [18, 52, 12, 12], gap="small")
    with fields[0]:
        years = queries.school_years.listing(visit.store, visit.lens, queries.Choice())["school_year"]
        _select("Năm học", YEAR, dict.fromkeys(years), every="Năm học mới nhất")
    if is_office:
        _select_schools(visit, fields[1:5])
    else:
        journal.asked_for_others(visit, (LEVEL, OWNERSHIP, WARD, SCHOOL))
    with fields[-2]:
        # Not st.date_input: its calendar speaks the browser's language, which often is English.
        st.text_input(
            "Số liệu tính đến hết ngày",
            value=words.day(visit.today),
            placeholder="ngày/tháng/năm",
            icon=":material/calendar_today:",
            validate=(r"^\s*\d{1,2}/\d{1,2}/\d{4}\s*$", "Ghi ngày như 31/10/2026"),
            key=DAY,
            bind="query-params",
            label_visibility="collapsed",
        )
    day = _day(visit)
    with fields[-1]:
        meeting_bar.show(visit, day, day_key=DAY)
    if day != visit.today:
        st.warning(
            f"Đang xem theo số liệu ngày **{words.day(day)}**, không phải hôm nay.", icon=":material/history:"
        )


def looking(visit: Visit) -> Looking:
    """What the filters above the page choose, through the lens of who is here."""
    day = _day(visit)
    is_office = roles.may_read_office(visit.account)
    year = _chosen(YEAR)
    choice = queries.Choice(
        school_year=year if year and _YEAR.fullmatch(year) else None,
        **{
            name: _chosen(key) if is_office else None
            for name, key in (("level", LEVEL), ("ownership", OWNERSHIP), ("ward", WARD), ("school", SCHOOL))
        },
    )
    return Looking(visit.store, visit.lens_on(day), choice, day, day != visit.today, is_office)


def _select_schools(visit: Visit, fields: list) -> None:
    schools = queries.schools.listing(visit.store, visit.lens, queries.Choice())
    levels = dict(zip(schools["level"], schools["level_name"], strict=True))
    with fields[0]:
        _select("Cấp học", LEVEL, levels, every="Mọi cấp học")
    with fields[1]:
        kinds = {
            code: words.capital(words.ownership_word(code))
            for code in sorted(set(schools["ownership"]))[::-1]
        }
        _select("Loại hình", OWNERSHIP, kinds, every="Mọi loại hình")
    with fields[2]:
        _select(
            "Phường, xã", WARD, dict.fromkeys(schools["ward"].dropna().sort_values()), every="Mọi phường, xã"
        )
    with fields[3]:
        names = schools["school_name"]
        shown = names.where(~names.duplicated(keep=False), names + " (" + schools["school_code"] + ")")
        _select("Trường", SCHOOL, dict(zip(schools["school_code"], shown, strict=True)), every="Mọi trường")


def _select(label: str, key: str, options: dict, *, every: str) -> None:
    names = {ALL: every, **{code: name or code for code, name in options.items()}}
    st.selectbox(
        label,
        list(names),
        format_func=lambda code: names.get(code, every),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        # Only the long list is worth typing into.
        filter_mode="fuzzy" if len(names) > 12 else None,
    )


def _chosen(key: str) -> str | None:
    value = st.session_state.get(key)
    return value if isinstance(value, str) and value else None


def _day(visit: Visit) -> date:
    """The day that was typed; today where that is no day, or one that has not come."""
    try:
        day = datetime.strptime(str(st.session_state.get(DAY)).strip(), "%d/%m/%Y").date()
    except ValueError:
        return visit.today
    return min(day, visit.today)
