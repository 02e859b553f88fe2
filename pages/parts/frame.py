"""What stands around every page: who is signed in, the way out, and the mark of a sample store."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.access.roles import SCHOOL
from pages.parts.visit import Visit

LOOK = Path(__file__).with_name("look.css")


def show(visit: Visit) -> None:
    """The line over every page. look.css moves the name and the way out up beside the menu."""
    st.html(LOOK)
    with st.container(key="who"):
        school = f" {visit.account.school_code}" if visit.account.role == SCHOOL else ""
        # st.text does not read Markdown: a name is shown as it was typed.
        st.text(f"{visit.account.display_name} · {visit.account.role_name}{school}")
        st.html('<a class="sign-out" href="dang-xuat">Đăng xuất</a>')
    if visit.is_sample:
        # Nothing but a date is filled in.
        st.html(
            f'<div class="sample-mark">DỮ LIỆU MẪU – hoàn toàn hư cấu<small>Không trường nào ở đây nộp các bảng này. '
            f"Ngày của dữ liệu mẫu: {visit.today:%d/%m/%Y}.</small></div>"
        )
