"""The script of the app: it says who is here and which pages there are, and runs the one that was asked for."""

from __future__ import annotations

import streamlit as st

from data.access import roles
from pages.parts import frame, lens_bar, visit

st.set_page_config(page_title="Đánh giá chất lượng trường học", layout="wide")

here = visit.here()
pages = [
    st.Page("questions/overview.py", title="Tổng quan", default=True),
    st.Page("questions/schedule.py", title="Lịch đánh giá ngoài", url_path="lich-danh-gia-ngoai"),
    st.Page("questions/completion.py", title="Tỉ lệ hoàn thành tiêu chí", url_path="ti-le-hoan-thanh"),
    st.Page("questions/weaknesses.py", title="Điểm yếu lặp lại", url_path="diem-yeu-lap-lai"),
    st.Page("questions/overdue.py", title="Báo cáo quá hạn", url_path="bao-cao-qua-han"),
    st.Page(
        "hand_in/upload.py",
        title="Nộp bảng tính"
        if roles.may_hand_in_for_any(here.account) or roles.may_hand_in_for_own(here.account)
        else "Bảng tính đã nộp",
        url_path="nop-bang-tinh",
    ),
]

page = st.navigation(pages, position="top")
frame.show(here)
lens_bar.show(here)
page.run()
