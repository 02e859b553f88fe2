"""Ai còn nợ báo cáo nào, từ bao giờ?"""

from __future__ import annotations

import streamlit as st

from pages.parts import visit

visit.here()
st.title("Báo cáo quá hạn")
