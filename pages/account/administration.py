"""Ai được vào bảng điều hành, ai đang ở trong, và ai đã làm gì?"""

from __future__ import annotations

import streamlit as st

from data.access import accounts, roles, sessions
from pages import addresses
from pages.parts import (
    account_desk,
    account_issue,
    account_words,
    audit_desk,
    house,
    journal,
    picks,
    plain_answer,
    session_desk,
    visit,
)

here = visit.here()
journal.admit(here, roles.stop_unless_may_keep_accounts, page=f"/{addresses.ADMINISTRATION}")
head = st.container()
view = picks.view(
    {"tai-khoan": "Tài khoản", "phien": "Phiên đăng nhập", "nhat-ky": "Nhật ký hoạt động"}, key="xem-quan-tri"
)
found = accounts.listing(here.store)
schools = account_desk.schools_of(here)
names = {account.login_name: account.display_name for account in found}

if view == "tai-khoan":
    with head:
        plain_answer.show("Quản trị", account_words.of_accounts(found, schools))
    account_issue.waiting(here)
    with st.container(key="account-tools", horizontal=True):
        shown = account_desk.narrowed(found, schools)
        account_issue.buttons(here, found, schools)
    account_desk.one(here, shown, schools)
    account_desk.add(here, schools)
    account_desk.table(here, shown, schools)
elif view == "phien":
    open_sessions = session_desk.live(sessions.listing(here.store, at=house.clock()))
    with head:
        plain_answer.show("Quản trị", account_words.of_sessions(open_sessions))
    session_desk.grid(
        open_sessions,
        [
            "login_name",
            "display_name",
            "created_at",
            "seen_at",
            "expires_at",
            "address",
            "device",
            "session_no",
        ],
        names=names,
    )
    session_desk.choose(here, open_sessions, names)
else:
    journal.admit(here, roles.stop_unless_may_read_audit, page=f"/{addresses.ADMINISTRATION}")
    with head:
        plain_answer.show("Quản trị", "Nhật ký hoạt động: ai đã làm gì, từ đâu, lúc nào.")
    audit_desk.show(here, audit_desk.search(list(names), schools))
