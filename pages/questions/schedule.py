"""Trường nào được đánh giá ngoài, khi nào?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Lịch đánh giá ngoài")
