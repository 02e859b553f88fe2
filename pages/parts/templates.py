"""Where a form to fill in is fetched: for one's own school, or for any by who hands in for all."""

from __future__ import annotations

import streamlit as st

import queries
from data.access import roles
from pages.door import paths
from pages.parts import template_forms, words
from pages.parts.visit import Visit

WHAT_IS_IN_IT = (
    "Mẫu có sẵn tên trường, danh sách tiêu chí để chọn, cột bắt đầu, kết thúc và biện pháp giám sát."
    " Kế hoạch ghi sẵn các tiêu chí còn mở từ năm trước; bảng kết quả ghi sẵn các dòng của kế hoạch."
)


def show(visit: Visit) -> None:
    """Kind, school year and, for who hands in for any, the school; then the file."""
    may_choose = roles.may_hand_in_for_any(visit.account)
    with st.expander("Tải mẫu điền sẵn cho trường"):
        st.caption(WHAT_IS_IN_IT)
        fields = st.columns([32, 16, 32, 20] if may_choose else [40, 20, 40], vertical_alignment="bottom")
        with fields[0]:
            kinds = template_forms.kinds_for(visit.account)
            kind = st.selectbox("Loại mẫu", kinds, format_func=words.kind_word, key="mau-loai")
        with fields[1]:
            years = _years(visit)
            year = st.selectbox("Mẫu cho năm học", years, index=1, key="mau-nam")
        school = visit.account.school_code
        if may_choose:
            with fields[2]:
                school = _school(visit, is_needed=not template_forms.is_office(kind))
        with fields[-1]:
            _link(kind, year, school)


def _school(visit: Visit, *, is_needed: bool) -> str | None:
    """The school that is chosen; the office's own forms need none."""
    schools = queries.schools.listing(visit.store, visit.lens, queries.Choice())
    names = dict(zip(schools["school_code"], schools["school_name"], strict=True))
    chosen = st.selectbox(
        "Mẫu cho trường",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Chọn trường" if is_needed else "Không cần chọn",
        disabled=not is_needed,
        filter_mode="fuzzy",
        key="mau-truong",
    )
    return chosen if is_needed else None


def _link(kind: str, year: str, school: str | None) -> None:
    is_office = template_forms.is_office(kind)
    if not school and not is_office:
        st.button("Tải mẫu", icon=":material/download:", disabled=True, help="Hãy chọn trường trước.")
        return
    address = paths.template_of(kind, school_year=year, school_code=None if is_office else school)
    st.link_button("Tải mẫu", address, icon=":material/download:")


def _years(visit: Visit) -> list[str]:
    """The coming school year, this one and the last: the newest first."""
    start = visit.today.year if visit.today.month >= 8 else visit.today.year - 1
    return [f"{year}-{year + 1}" for year in range(start + 1, start - 2, -1)]
