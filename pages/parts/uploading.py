"""Handing in a workbook: chosen, examined, shown, mended where it is doubtful; what follows is in confirming."""

from __future__ import annotations

import hashlib

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.access import roles
from data.intake import desk
from data.intake.draft import Given, Understood
from pages.parts import (
    confirming,
    corrections,
    doubts,
    file_choices,
    fixing,
    journal,
    marked_copy,
    readers,
    suggested,
)
from pages.parts import understood as shown
from pages.parts import visit as visits
from pages.parts.visit import Visit

MEGABYTES = 20


def show(visit: Visit) -> None:
    """The field for a file; what was understood of it and what can be done about it; the receipt."""
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
    _desk(file)


@st.fragment
def _desk(file: UploadedFile) -> None:
    """All about one file. Every click in here runs this alone, so who is here is asked again each time."""
    visit = visits.here()
    content = file.getvalue()
    work = corrections.of(hashlib.sha256(content).hexdigest())
    fixing.take_in(work)
    with st.spinner("Đang đọc và kiểm tra bảng tính…"):
        understood = _examined(visit, content, file.name, file_choices.given(visit, file, work))
    names = file_choices.school_names(visit)
    unsaid = file_choices.unsaid(visit, understood)
    if understood.kind is None and not unsaid and not understood.found_kinds:
        shown.refusal(understood)
        return
    shown.facts(understood, names)
    with st.container(key="counts", horizontal=True, vertical_alignment="center"):
        shown.counts(understood)
        if not unsaid:
            file_choices.show(visit, file, understood, names)
        corrections.show(work, understood)
    if unsaid:
        file_choices.show(visit, file, understood, names)
    file_choices.show_tables(work, understood)
    confirming.show(visit, understood, content, unsaid=unsaid, names=names)
    doubts.show(work, understood)
    suggested.show(work, understood)
    if not confirming.is_mended_here(understood):
        shown.problems(understood)
        marked_copy.offer(visit, understood, content)
    elif understood.problems:
        listed, table = st.columns([5, 8])
        with listed:
            shown.problems(understood, is_beside=True)
            marked_copy.offer(visit, understood, content)
        with table:
            fixing.show(work, understood, names)
    else:
        fixing.show(work, understood, names)


def _examined(visit: Visit, content: bytes, file_name: str, given: Given) -> Understood:
    """The answer to this file, worked out anew only when the file, what was said, or the store has changed."""
    mark = (hashlib.sha256(content).hexdigest(), file_name, given, visit.store.revision)
    if st.session_state.get("da-doc", (None,))[0] != mark:
        found = desk.examine(visit.store, readers.reader(), content, file_name=file_name, given=given)
        st.session_state["da-doc"] = (mark, found)
        journal.examined(visit, found)
    return st.session_state["da-doc"][1]
