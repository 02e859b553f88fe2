"""The accounts on the administrator's page: the table, a new one, and what can be done with one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

import queries
from data.access import accounts, lockout, roles, sessions
from data.access.roles import ROLE_NAMES, Account
from data.intake import text
from pages.parts import account_acts, account_words, house, picks, session_desk, tables, words
from pages.parts.visit import Visit

LABELS = {
    "login_name": "Tên đăng nhập",
    "display_name": "Tên hiển thị",
    "role_name": "Vai trò",
    "school": "Trường",
    "email": "E-mail",
    "standing": "Tình trạng",
    "last_at": "Đăng nhập gần nhất",
}
OFFICE = "Không gắn với trường"


def schools_of(here: Visit) -> dict[str, str]:
    """The open schools by code."""
    found = queries.schools.listing(here.store, here.lens, queries.Choice())
    found = found[found["is_open"]]
    return dict(zip(found["school_code"], found["school_name"], strict=True))


def narrowed(found: Sequence[Account], schools: Mapping[str, str]) -> list[Account]:
    """The accounts that two small fields leave over."""
    wanted = st.text_input(
        "Tìm tài khoản",
        placeholder="Tìm theo tên, trường, e-mail",
        max_chars=100,
        key="tim-tai-khoan",
        label_visibility="collapsed",
        icon=":material/search:",
    )
    role = picks.one_of("Vai trò", ROLE_NAMES, every="Mọi vai trò", key="vai-tro")
    sought = text.fold(wanted)
    return [
        each
        for each in found
        if role in {None, each.role}
        and sought
        in text.fold(
            f"{each.login_name} {each.display_name} {schools.get(each.school_code or '', '')} {each.email or ''}"
        )
    ]


def table(here: Visit, found: Sequence[Account], schools: Mapping[str, str]) -> None:
    """Who has an account, and when it was last used to sign in."""
    last: dict[str, datetime] = {}
    for each in sessions.listing(here.store, at=house.clock()):
        last[each.login_name] = max(each.created_at, last.get(each.login_name, each.created_at))
    locked = lockout.locked(here.store, at=house.clock())
    rows = [
        {
            "login_name": each.login_name,
            "display_name": each.display_name,
            "role_name": each.role_name,
            "school": schools.get(each.school_code or "", each.school_code),
            "email": each.email,
            "standing": account_words.standing(each, locked.get(each.login_name)),
            "last_at": last.get(each.login_name),
        }
        for each in found
    ]
    tables.grid(pd.DataFrame(rows, columns=list(LABELS), dtype=object), labels=LABELS, rows=8)


def add(here: Visit, schools: Mapping[str, str]) -> None:
    """A new account with a one-time password."""
    with (
        st.expander("Thêm một tài khoản", icon=":material/person_add:"),
        st.form("them-tai-khoan", border=False),
    ):
        fields = st.columns(5)
        login = fields[0].text_input("Tên đăng nhập", max_chars=64, placeholder="ví dụ: chuyen-vien-2")
        name = fields[1].text_input("Tên hiển thị", max_chars=100)
        with fields[2]:
            role = st.selectbox("Vai trò", list(ROLE_NAMES), format_func=ROLE_NAMES.get, filter_mode=None)
        with fields[3]:
            school = _school("Trường (nếu là tài khoản trường)", schools, None)
        email = fields[4].text_input("E-mail (nếu có)", max_chars=200)
        is_sent = st.form_submit_button("Thêm tài khoản", icon=":material/person_add:")
    if is_sent:
        attempt(lambda: account_acts.add(here, login=login, name=name, role=role, school=school, email=email))


def one(here: Visit, found: Sequence[Account], schools: Mapping[str, str]) -> None:
    """One account, and everything that can be done with it."""
    labels = {
        each.login_name: f"{each.login_name} · {each.display_name} · {each.role_name}" for each in found
    }
    chosen = st.selectbox(
        "Chọn một tài khoản để cấp lại mật khẩu, khoá, sửa",
        ["", *labels],
        format_func=lambda name: labels.get(name, "Chưa chọn tài khoản"),
        key="chon-tai-khoan",
        filter_mode="fuzzy",
    )
    account = next((each for each in found if each.login_name == chosen), None)
    if account is None:
        return
    with st.container(key="one-account", border=True):
        door, words_of, place = st.columns([28, 36, 36], gap="medium")
        with door:
            _door(here, account)
        with words_of:
            _names(here, account)
        with place:
            _place(here, account, schools)


def attempt(act: Callable[[], None]) -> None:
    """Do it, or say why it cannot be done."""
    try:
        act()
    except (accounts.AccountError, roles.NotAllowed) as refusal:
        st.error(str(refusal))


def _door(here: Visit, account: Account) -> None:
    login = account.login_name
    st.markdown(f"**{words.escape_markdown(account.display_name)}** · {account_words.standing(account)}")
    if login == here.account.login_name:
        st.caption(
            "Đây là tài khoản của bạn: đổi mật khẩu, đăng xuất nơi khác ở trang Tài khoản của tôi; "
            "nhờ người quản trị khác khi cần khoá hoặc đổi vai trò."
        )
        return
    if st.button("Cấp lại mật khẩu", icon=":material/key:", width="stretch"):
        attempt(lambda: account_acts.reset(here, account))
    open_count = len(session_desk.live(sessions.listing(here.store, login, at=house.clock())))
    label = f"Kết thúc {open_count} phiên đang mở" if open_count else "Không có phiên nào đang mở"
    if st.button(label, icon=":material/logout:", width="stretch", disabled=not open_count):
        attempt(lambda: session_desk.end_all(here, login))
    if login in lockout.locked(here.store, at=house.clock()) and st.button(
        "Cho thử lại mật khẩu ngay", icon=":material/lock_open:", width="stretch"
    ):
        attempt(lambda: account_acts.release(here, account))
    if account.is_disabled:
        if st.button("Mở lại tài khoản", icon=":material/lock_open:", width="stretch"):
            attempt(lambda: account_acts.enable(here, account))
    elif st.button("Khoá tài khoản", icon=":material/lock:", width="stretch"):
        attempt(lambda: account_acts.disable(here, account))


def _names(here: Visit, account: Account) -> None:
    with st.form(f"ten-{account.login_name}", border=False):
        name = st.text_input("Tên hiển thị", value=account.display_name, max_chars=100)
        email = st.text_input(
            "E-mail",
            value=account.email or "",
            max_chars=200,
            placeholder="để đăng nhập bằng Google, Microsoft",
        )
        is_sent = st.form_submit_button("Lưu tên và e-mail")
    if is_sent:
        attempt(lambda: account_acts.rename(here, account, name=name, email=email))


def _place(here: Visit, account: Account, schools: Mapping[str, str]) -> None:
    own = account.login_name == here.account.login_name
    with st.form(f"vai-tro-{account.login_name}", border=False):
        codes = list(ROLE_NAMES)
        role = st.selectbox(
            "Vai trò",
            codes,
            index=codes.index(account.role) if account.role in codes else 0,
            format_func=ROLE_NAMES.get,
            filter_mode=None,
            disabled=own,
        )
        school = _school("Trường", schools, account.school_code, disabled=own)
        is_sent = st.form_submit_button("Lưu vai trò và trường", disabled=own)
    if is_sent:
        attempt(lambda: account_acts.move(here, account, role=role, school=school))


def _school(label: str, schools: Mapping[str, str], now: str | None, *, disabled: bool = False) -> str | None:
    codes = ["", *schools] if not now or now in schools else ["", now, *schools]
    return (
        st.selectbox(
            label,
            codes,
            index=codes.index(now) if now else 0,
            format_func=lambda code: schools.get(code, code) or OFFICE,
            filter_mode="fuzzy",
            disabled=disabled,
        )
        or None
    )
