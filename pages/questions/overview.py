"""Bốn câu trả lời hôm nay là gì?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Tổng quan")
