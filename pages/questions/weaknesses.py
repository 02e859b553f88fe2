"""Tiêu chí nào lặp lại nhiều năm?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Điểm yếu lặp lại")
