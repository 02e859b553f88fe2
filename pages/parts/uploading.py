"""Handing in a workbook: chosen, examined, shown; what follows is in confirming."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import queries
from data.access import roles
from data.intake import desk, layouts
from data.intake.draft import Given, Understood
from pages.parts import confirming, journal, marked_copy, readers, words
from pages.parts import understood as shown
from pages.parts.visit import Visit

MEGABYTES = 20
KIND, YEAR, SCHOOL = "nop-loai", "nop-nam", "nop-truong"
# What the person has to say because the file does not.
ASKED = {
    KIND: ("kind_unsure", "kind_other"),
    YEAR: ("year_unknown", "year_unsure", "framework_unknown"),
    SCHOOL: ("school_unknown", "school_unsure", "several_schools", "other_school"),
}
FIELDS = {KIND: "loại bảng", YEAR: "năm học", SCHOOL: "trường"}


def show(visit: Visit) -> None:
    """The field for a file; what was understood of it; the button that keeps it; the receipt."""
    file = st.file_uploader(
        f"Tệp Excel, Word (.docx), .ods hoặc .csv, không quá {MEGABYTES} MB: kế hoạch cải tiến, kết quả, tự đánh giá"
        + (", lịch đánh giá ngoài, danh sách trường" if roles.may_keep_schedule(visit.account) else ""),
        key=f"tep-{st.session_state.setdefault('tep', 0)}",
        max_upload_size=MEGABYTES,
    )
    if file is None:
        confirming.show_receipt()
        return
    confirming.forget_receipt()
    content = file.getvalue()
    given = _given(visit, file)
    with st.spinner("Đang đọc và kiểm tra bảng tính…"):
        understood = _examined(visit, content, file.name, given)
    names = _school_names(visit)
    if understood.kind is None and not _unsaid(visit, understood):
        shown.refusal(understood)
        return
    shown.facts(understood, names)
    _choices(visit, file, understood, names)
    shown.problems(understood)
    marked_copy.offer(visit, understood, content)
    confirming.show(visit, understood, content, unsaid=_unsaid(visit, understood), names=names)
    shown.lines(understood, names)


def _unsaid(visit: Visit, understood: Understood) -> dict[str, tuple[str, ...]]:
    """What this person can say of what the file leaves open, each with the codes of its problems."""
    may_choose = roles.may_hand_in_for_any(visit.account)
    return {
        FIELDS[key]: codes
        for key, codes in ASKED.items()
        if (key != SCHOOL or may_choose) and any(understood.has(code) for code in codes)
    }


def _given(visit: Visit, file: UploadedFile) -> Given:
    """What the person has said so far; a school hands in for itself, whatever a browser sends."""
    said = {key: st.session_state.get(f"{key}-{file.file_id}") or None for key in ASKED}
    school = said[SCHOOL] if roles.may_hand_in_for_any(visit.account) else visit.account.school_code
    return Given(
        school_code=school if school in _school_names(visit) else None,
        school_year=said[YEAR] if said[YEAR] in _years(visit) else None,
        kind=said[KIND] if said[KIND] in _kinds(visit) else None,
    )


def _examined(visit: Visit, content: bytes, file_name: str, given: Given) -> Understood:
    """The answer to this file, worked out anew only when the file, what was said, or the store has changed."""
    mark = (hashlib.sha256(content).hexdigest(), file_name, given, visit.store.revision)
    if st.session_state.get("da-doc", (None,))[0] != mark:
        found = desk.examine(visit.store, readers.reader(), content, file_name=file_name, given=given)
        st.session_state["da-doc"] = (mark, found)
        journal.examined(visit, found)
    return st.session_state["da-doc"][1]


def _choices(visit: Visit, file: UploadedFile, understood: Understood, names: dict[str, str]) -> None:
    """What to say about the file: open where it is unsure, folded away where it is only changeable."""
    asks_school = roles.may_hand_in_for_any(visit.account) and not confirming.is_office(understood)
    label = "Chọn lại loại bảng, năm học" + (", trường" if asks_school else "")
    with st.expander(label, expanded=bool(_unsaid(visit, understood))):
        fields = st.columns(3)
        with fields[0]:
            _ask("Loại bảng", KIND, file, _kinds(visit), words.kind_word)
        with fields[1]:
            _ask("Năm học", YEAR, file, _years(visit), str)
        if asks_school:
            with fields[2]:
                _ask("Trường", SCHOOL, file, list(names), lambda code: names.get(code, code))


def _ask(label: str, key: str, file: UploadedFile, options: Sequence[str], name: object) -> None:
    st.selectbox(
        label,
        ["", *options],
        format_func=lambda code: name(code) if code else "Theo tệp",
        key=f"{key}-{file.file_id}",
        filter_mode="fuzzy" if len(options) > 12 else None,
    )


def _school_names(visit: Visit) -> dict[str, str]:
    schools = queries.schools.listing(visit.store, visit.lens, queries.Choice())
    return dict(zip(schools["school_code"], schools["school_name"], strict=True))


def _kinds(visit: Visit) -> list[str]:
    may_keep_office = roles.may_keep_schedule(visit.account)
    return [
        kind for kind in layouts.kinds() if may_keep_office or layouts.of_kind(kind).owner == layouts.SCHOOL
    ]


def _years(visit: Visit) -> list[str]:
    """From the coming school year back to five years ago."""
    start = visit.today.year if visit.today.month >= 8 else visit.today.year - 1
    return [f"{year}-{year + 1}" for year in range(start + 1, start - 6, -1)]
