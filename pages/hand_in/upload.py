"""Nộp bảng tính của trường như thế nào, và đã nộp những gì?"""

from __future__ import annotations

import streamlit as st

import queries
from data.access import roles
from pages.parts import answer, handed_in, handed_in_deeds, lens_bar, sentences, templates, uploading, visit

here = visit.here()
looking = lens_bar.looking(here)
may_hand_in = roles.may_hand_in_for_any(here.account) or roles.may_hand_in_for_own(here.account)
revisions = queries.hand_ins.revisions(*looking.asked)
schools = queries.schools.listing(*looking.asked)
answer.show(
    "Nộp bảng tính" if may_hand_in else "Bảng tính đã nộp",
    sentences.hand_in(
        revisions, school_name=None if looking.is_office or schools.empty else schools["school_name"].iloc[0]
    ),
    looking,
    school_year=looking.choice.school_year,
    every_year=True,
)
if not looking.is_office:
    handed_in_deeds.returned(revisions)
if may_hand_in and looking.is_past:
    st.info("Đang xem một ngày đã qua nên không nộp được. Hãy chọn lại ngày hôm nay ở trên để nộp bảng tính.")
elif may_hand_in:
    uploading.show(here)
    if roles.may_hand_in_for_any(here.account):
        st.page_link("hand_in/many.py", label="Nộp nhiều tệp một lần", icon=":material/folder_zip:")
    templates.show(here)

if not revisions.empty:
    handed_in.show(here, looking, revisions)
elif not may_hand_in:
    answer.nothing(
        "Chưa có bảng tính nào.", "Các trường và chuyên viên nộp bảng tính; khi có, danh sách hiện ở đây."
    )
