"""Who is here: every page asks this first.

The gate has checked the session and named the account in a header of its own, which Streamlit hands on as `st.user`.
Role and school are read from the store on every run and kept nowhere else. A test with AppTest, which has no gate, sets
`AppTest.user = {"account": "<login name>"}` and lends its store with `pages.parts.house.lent`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from data.access import accounts, roles
from data.lens import Lens
from data.store import Store
from pages.door import cookies
from pages.parts import house


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page: by whom, on which store, on which day."""

    account: roles.Account
    store: Store
    home: Path
    lens: Lens
    today: date
    now: datetime
    is_sample: bool

    def lens_on(self, day: date) -> Lens:
        """What this account saw at the end of another day."""
        lens = roles.lens_of(self.account, day)
        assert lens is not None, "here() has stopped everyone without a lens"
        return lens


def here() -> Visit:
    """The visit, or one sentence and the end of the run for somebody who has no business here."""
    open_house = house.house()
    name = st.user.get("account")
    account = accounts.find(open_house.store, name) if isinstance(name, str) and name else None
    today = open_house.today
    lens = roles.lens_of(account, today)
    if account is None or lens is None:
        st.error("Bạn chưa đăng nhập hoặc tài khoản này không còn được sử dụng. Hãy đăng nhập lại.")
        st.stop()
    return Visit(
        account=account,
        store=open_house.store,
        home=open_house.home,
        lens=lens,
        today=today,
        now=open_house.now,
        is_sample=open_house.is_sample,
    )


def address() -> str | None:
    """From where the browser speaks, as the gate believes it; Streamlit does not say so of this very machine."""
    found = st.context.ip_address
    if found is None:
        return "127.0.0.1"
    return found if isinstance(found, str) else None


def own_token() -> str:
    """The token of the session in which this tab was opened; nothing where there is no gate."""
    found = cookies.token_of(st.context.cookies)
    return found if isinstance(found, str) else ""
