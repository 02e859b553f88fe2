"""Accounts for all schools at one click, and the sheet with their one-time passwords to fetch and hand out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from data.access import accounts, issuing, roles
from data.access.roles import SCHOOL, Account
from exports import accounts as slips
from pages.door import letters, paths
from pages.parts import handout, house, journal, news, words
from pages.parts.visit import Visit

SLIP = ["school_name", "login_name", "password"]


def buttons(here: Visit, found: Sequence[Account], schools: dict[str, str]) -> None:
    """One click for all schools without an account; another for those whose slip was lost or never used."""
    without = len(schools.keys() - {account.school_code for account in found})
    waiting = [each for each in found if each.role == SCHOOL and each.must_change and not each.is_disabled]
    if without and st.button(
        f"Cấp tài khoản cho {words.number(without)} trường chưa có",
        type="primary",
        icon=":material/group_add:",
    ):
        _issue(here)
    if waiting:
        label = f"Cấp lại phiếu cho {words.number(len(waiting))} trường chưa đổi mật khẩu"
        with st.popover(label, icon=":material/print:"):
            st.markdown("Phiếu đã phát cho các trường này sẽ hết dùng được; phải phát phiếu mới.")
            if st.button("Cấp lại phiếu", icon=":material/print:"):
                _issue_anew(here, waiting, schools)


def waiting(here: Visit) -> None:
    """In the memory of the process, for this account alone."""
    sheet = handout.shelf().waiting(here.account.login_name, at=house.clock())
    if sheet is None:
        return
    with st.container(key="handout", border=True):
        st.markdown(
            f"**Phiếu tài khoản của {words.number(sheet.slip_count)} trường đang chờ tải.** "
            f"Tải trước {words.moment(sheet.until)}; sau đó mật khẩu mất hẳn, phải cấp lại. "
            "In ra, cắt từng phiếu, đưa tận tay; tờ thứ hai là danh sách ký nhận."
        )
        with st.container(horizontal=True):
            st.link_button(
                "Tải phiếu tài khoản (Excel)", paths.ACCOUNTS, icon=":material/download:", type="primary"
            )
            if st.button("Đã tải xong, xoá khỏi bộ nhớ", icon=":material/delete:"):
                handout.shelf().forget(here.account.login_name)
                st.rerun()


def _issue(here: Visit) -> None:
    """One account for every open school that has none."""
    roles.stop_unless_may_keep_accounts(here.account)
    with st.spinner("Đang tạo tài khoản cho các trường…"):
        issued = issuing.issue_for_schools(here.store, at=house.clock())
    if not issued:
        news.tell("Trường nào cũng đã có tài khoản.")
    journal.note(here, "accounts_issued", detail=f"{len(issued)} tài khoản")
    journal.note_each(here, "account_added", {one.login_name: one.school_code for one in issued})
    _put_out(
        here,
        [
            {"school_name": one.school_name, "login_name": one.login_name, "password": one.password}
            for one in issued
        ],
    )


def _issue_anew(here: Visit, waiting: Sequence[Account], schools: dict[str, str]) -> None:
    """New one-time passwords for those whose slip was lost; the old ones stop working."""
    roles.stop_unless_may_keep_accounts(here.account)
    made = []
    with st.spinner("Đang cấp lại mật khẩu dùng một lần…"):
        for each in waiting:
            password = accounts.reset_password(here.store, each.login_name, at=house.clock())
            school_name = schools.get(each.school_code or "", each.display_name)
            made.append({"school_name": school_name, "login_name": each.login_name, "password": password})
        journal.note_each(here, "password_reset", {each.login_name: each.school_code for each in waiting})
    _put_out(here, made)


def _put_out(here: Visit, made: list[dict[str, str]]) -> None:
    content = slips.workbook(
        pd.DataFrame(made, columns=SLIP),
        address=_own_address(),
        day=here.today,
        notice=letters.SAMPLE_NOTICE if here.is_sample else "",
    )
    handout.shelf().leave(here.account.login_name, content, slip_count=len(made), at=house.clock())
    news.tell(f"Đã cấp {words.number(len(made))} tài khoản. Hãy tải phiếu ngay.")


def _own_address() -> str:
    """Where this browser has found the dashboard, without the page; nothing when nobody knows."""
    found = st.context.url
    parts = urlsplit(found) if isinstance(found, str) else None
    return f"{parts.scheme}://{parts.netloc}{paths.BASE}" if parts and parts.netloc else ""
