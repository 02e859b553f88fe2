"""Cơ quan tên gì, tính theo quy tắc nào, ai đã đổi những gì?"""

from __future__ import annotations

import streamlit as st

from data.access import roles
from pages import addresses
from pages.parts import journal, plain_answer, settings_desk, visit

here = visit.here()
journal.admit(here, roles.stop_unless_may_read_settings, page=f"/{addresses.SETTINGS}")
said = settings_desk.known(here)
found = settings_desk.changes(here)
plain_answer.show("Cài đặt", settings_desk.sentence(said, found))
left, right = st.columns(2, gap="large")
with left:
    settings_desk.rules(here, said)
with right:
    settings_desk.names(here, said)
settings_desk.history(found)
