"""The filters that all pages share: shown once by navigation.py, kept in the URL, read by every page.

They are widgets of the script around the pages, so their values survive a change of page. What they say is only a wish: the
lens of the account decides what is seen, and a value that nobody offered is no filter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd
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
_ASKED = "truong-can-xem"
MOST_SIDE_BY_SIDE = 150  # schools of a district stand side by side, those of a province are looked for
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
    with fields[0]:
        _select("Cấp học", LEVEL, _levels(schools), every="Mọi cấp học")
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
        _select("Trường", SCHOOL, _names(schools), every="Mọi trường")


def choose_school(looking: Looking) -> None:
    """For a page that speaks of one school: those that the other filters leave. What is chosen here is chosen above too."""
    schools = queries.schools.listing(looking.store, looking.lens, queries.Choice())
    for name in ("level", "ownership", "ward"):
        if wanted := getattr(looking.choice, name):
            schools = schools[schools[name] == wanted]
    names = _names(schools)
    if len(names) > MOST_SIDE_BY_SIDE:
        st.selectbox(
            "Trường cần xem",
            list(names),
            index=None,
            format_func=lambda code: names.get(code, code),
            placeholder="Gõ vài chữ của tên trường",
            key=_ASKED,
            on_change=_choose,
            args=(_ASKED,),
            filter_mode="fuzzy",
            width=460,
        )
        return
    levels = _levels(schools)
    of_level = schools["level"].where(schools["level"].isin(levels), ALL)
    for level, name in {**levels, ALL: "Chưa rõ cấp học"}.items():
        some = list(schools["school_code"][of_level == level])
        if not some:
            continue
        key = f"{_ASKED}-{level}"
        st.pills(
            name,
            some,
            format_func=lambda code: names.get(code, code),
            key=key,
            on_change=_choose,
            args=(key,),
        )


def _choose(key: str) -> None:
    st.session_state[SCHOOL] = st.session_state[key] or ALL


def _levels(schools: pd.DataFrame) -> dict[str, str]:
    """The levels that there are, from the youngest pupils on; one that we have no word for comes last."""
    told = schools.dropna(subset=["level"])
    names = dict(zip(told["level"], told["level_name"], strict=True))
    return {level: names[level] for level in dict.fromkeys((*words.LEVEL_WORDS, *names)) if level in names}


def _names(schools: pd.DataFrame) -> dict[str, str]:
    """Code -> name, with the code where two schools have the same name."""
    names = schools["school_name"]
    shown = names.where(~names.duplicated(keep=False), names + " (" + schools["school_code"] + ")")
    return dict(zip(schools["school_code"], shown, strict=True))


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
