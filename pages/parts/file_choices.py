"""What a person says of a file as a whole: its kind, school year, school, and which of its tables are handed in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import queries
from data.access import roles
from data.intake import layouts
from data.intake.draft import Given, Understood
from pages.parts import confirming, words
from pages.parts.corrections import Work
from pages.parts.visit import Visit

KIND, YEAR, SCHOOL, TABLE = "nop-loai", "nop-nam", "nop-truong", "nop-bang"
# What the person has to say because the file does not.
ASKED = {
    KIND: ("kind_unsure", "kind_other"),
    YEAR: ("year_unknown", "year_unsure", "framework_unknown"),
    SCHOOL: ("school_unknown", "school_unsure", "several_schools", "other_school"),
}
FIELDS = {KIND: "loại bảng", YEAR: "năm học", SCHOOL: "trường"}


def given(visit: Visit, file: UploadedFile, work: Work) -> Given:
    """What the person has said so far; a school hands in for itself, whatever a browser sends."""
    said = {key: st.session_state.get(f"{key}-{file.file_id}") or None for key in ASKED}
    school = said[SCHOOL] if roles.may_hand_in_for_any(visit.account) else visit.account.school_code
    without, edits, answers = work.given
    return Given(
        school_code=school if school in school_names(visit) else None,
        school_year=said[YEAR] if said[YEAR] in years(visit) else None,
        kind=said[KIND] if said[KIND] in _kinds(visit) else None,
        without=without,
        edits=edits,
        answers=answers,
    )


def unsaid(visit: Visit, understood: Understood) -> dict[str, tuple[str, ...]]:
    """What this person can say of what the file leaves open, each with the codes of its problems."""
    may_choose = roles.may_hand_in_for_any(visit.account)
    return {
        FIELDS[key]: codes
        for key, codes in ASKED.items()
        if (key != SCHOOL or may_choose) and any(understood.has(code) for code in codes)
    }


def show(visit: Visit, file: UploadedFile, understood: Understood, names: dict[str, str]) -> None:
    """What to say about the file: open where it is unsure, folded away where it is only changeable."""
    asks_school = roles.may_hand_in_for_any(visit.account) and not confirming.is_office(understood)
    label = "Chọn lại loại bảng, năm học" + (", trường" if asks_school else "")
    is_asked = bool(unsaid(visit, understood))
    with st.container(border=True) if is_asked else st.popover(label, type="tertiary"):
        fields = st.columns(3)
        with fields[0]:
            _ask("Loại bảng", KIND, file, _kinds(visit), words.kind_word)
        with fields[1]:
            _ask("Năm học", YEAR, file, years(visit), str)
        if asks_school:
            with fields[2]:
                _ask("Trường", SCHOOL, file, list(names), lambda code: names.get(code, code))


def show_tables(work: Work, understood: Understood) -> None:
    """The tables of a workbook with several kinds, each with its lines, to be left out one by one."""
    if len(understood.found_kinds) < 2:
        return
    for kind in understood.kinds:
        work.line_counts[kind] = len(understood.lines_of(kind))
    with st.container(horizontal=True, vertical_alignment="center", key="cac-bang"):
        st.markdown("Tệp có nhiều bảng; bỏ dấu ở bảng không nộp:", width="content")
        for kind in understood.found_kinds:
            count = work.line_counts.get(kind)
            key = f"{TABLE}-{understood.file_sha256[:12]}-{kind}"
            st.session_state[key] = kind not in work.without
            st.checkbox(
                words.short_kind_word(kind) + (f" ({words.number(count)} dòng)" if count else ""),
                key=key,
                on_change=_left_out,
                args=(work, kind, key),
                width="content",
            )


def school_names(visit: Visit) -> dict[str, str]:
    """The schools this account sees, code -> name."""
    schools = queries.schools.listing(visit.store, visit.lens, queries.Choice())
    return dict(zip(schools["school_code"], schools["school_name"], strict=True))


def _left_out(work: Work, kind: str, key: str) -> None:
    if st.session_state.get(key):
        work.without.discard(kind)
    else:
        work.without.add(kind)


def _ask(label: str, key: str, file: UploadedFile, options: Sequence[str], name: object) -> None:
    st.selectbox(
        label,
        ["", *options],
        format_func=lambda code: name(code) if code else "Theo tệp",
        key=f"{key}-{file.file_id}",
        filter_mode="fuzzy" if len(options) > 12 else None,
    )


def _kinds(visit: Visit) -> list[str]:
    may_keep_office = roles.may_keep_schedule(visit.account)
    return [
        kind for kind in layouts.kinds() if may_keep_office or layouts.of_kind(kind).owner == layouts.SCHOOL
    ]


def years(visit: Visit) -> list[str]:
    """From the coming school year back to five years ago."""
    start = visit.today.year if visit.today.month >= 8 else visit.today.year - 1
    return [f"{year}-{year + 1}" for year in range(start + 1, start - 6, -1)]
