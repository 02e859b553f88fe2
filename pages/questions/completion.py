"""Đã làm được bao nhiêu so với kế hoạch?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Tỉ lệ hoàn thành tiêu chí")
