"""Nộp bảng tính của trường như thế nào?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Nộp bảng tính")
