"""Tôi đang dùng tài khoản nào, được làm gì, và đang đăng nhập ở đâu?"""

from __future__ import annotations

import streamlit as st

from data.access import sessions
from pages.parts import account_words, house, own_account, plain_answer, session_desk, visit

here = visit.here()
open_sessions = session_desk.live(sessions.listing(here.store, here.account.login_name, at=house.clock()))
plain_answer.show(
    "Tài khoản của tôi",
    account_words.of_own(here.account, session_count=len(open_sessions)),
)
left, right = st.columns([42, 58], gap="large")
with left:
    own_account.password(here)
with right:
    own_account.own_sessions(here, open_sessions)
    own_account.rights(here.account)
