"""What stands around every page: who is signed in, the way out, and the mark of a sample store."""

from __future__ import annotations

import streamlit as st

from data.access.roles import SCHOOL
from pages.parts.visit import Visit

_LOOK = """<style>
.stMainBlockContainer { padding-top: 3rem; }
.sample-mark {
  padding: .5rem 1rem; border-radius: 6px; background: #ffe08a; color: #3d2f00; font-weight: 700; text-align: center;
}
.sample-mark small { margin-left: .8rem; font-weight: 400; }
.sign-out { color: #1b5e9b; }
</style>"""


def show(visit: Visit) -> None:
    """The banner of a sample store and the sidebar's lower part."""
    st.html(_LOOK)
    if visit.is_sample:
        # Nothing but a date is filled in.
        st.html(
            f'<div class="sample-mark">DỮ LIỆU MẪU – hoàn toàn hư cấu<small>Không trường nào ở đây nộp các bảng này. '
            f"Ngày của dữ liệu mẫu: {visit.today:%d/%m/%Y}.</small></div>"
        )
    with st.sidebar, st.container(key="who"):
        # st.text does not read Markdown: a name is shown as it was typed.
        st.text(visit.account.display_name)
        school = f" · mã trường {visit.account.school_code}" if visit.account.role == SCHOOL else ""
        st.caption(f"{visit.account.role_name}{school}")
        st.html('<a class="sign-out" href="dang-xuat">Đăng xuất</a>')
