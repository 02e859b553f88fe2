"""Who is signed in where: the sessions as a table, and ending them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from data.access import roles, sessions
from data.access.sessions import SessionRow
from pages.parts import account_words, house, journal, news, tables, words
from pages.parts.visit import Visit

LABELS = {
    "login_name": "Tài khoản",
    "display_name": "Tên hiển thị",
    "created_at": "Đăng nhập lúc",
    "seen_at": "Dùng gần nhất",
    "expires_at": "Tự hết lúc",
    "address": "Địa chỉ máy",
    "device": "Trình duyệt",
    "session_no": "Số phiên",
    "here": "Phiên này",
}


def live(found: Sequence[SessionRow]) -> list[SessionRow]:
    """Those in which somebody may still act, the one used last first."""
    return sorted((each for each in found if each.is_live), key=lambda each: each.seen_at, reverse=True)


def grid(
    found: Sequence[SessionRow],
    columns: Sequence[str],
    *,
    names: Mapping[str, str],
    own: str = "",
    rows: int = 9,
) -> None:
    """A table of sessions; `own` is the number of the one that looks."""
    frame = pd.DataFrame(
        [
            {
                "login_name": each.login_name,
                "display_name": names.get(each.login_name, ""),
                "created_at": each.created_at,
                "seen_at": each.seen_at,
                "expires_at": each.expires_at,
                "address": each.address,
                "device": account_words.device(each.agent),
                "session_no": each.session_no,
                "here": "đang xem" if each.session_no == own else "",
            }
            for each in found
        ],
        columns=list(LABELS),
        dtype=object,
    )
    tables.grid(frame[list(columns)], labels=LABELS, rows=rows)


def choose(here: Visit, found: Sequence[SessionRow], names: Mapping[str, str]) -> None:
    """One session of anybody, to be ended alone or with all others of its account."""
    labels = {each.session_no: _label(each, names) for each in found}
    chosen = st.selectbox(
        "Chọn một phiên để kết thúc",
        ["", *labels],
        format_func=lambda number: labels.get(number, "Chưa chọn phiên"),
        key="chon-phien",
        filter_mode="fuzzy",
    )
    one = next((each for each in found if each.session_no == chosen), None)
    if one is None:
        return
    with st.container(horizontal=True):
        if st.button("Kết thúc phiên này", icon=":material/logout:"):
            end(here, one)
        if st.button(f"Kết thúc mọi phiên của {one.login_name}", icon=":material/logout:"):
            end_all(here, one.login_name)


def end(here: Visit, one: SessionRow) -> None:
    """Its tabs land on the sign-in page at their next message."""
    roles.stop_unless_may_keep_accounts(here.account)
    sessions.end_by_no(here.store, one.session_no, at=house.clock())
    journal.note(here, "session_ended", subject=one.login_name, detail=f"phiên {one.session_no}")
    news.tell(f"Đã kết thúc phiên {one.session_no} của {one.login_name}.")


def end_all(here: Visit, login_name: str) -> None:
    """All of them, wherever they are."""
    roles.stop_unless_may_keep_accounts(here.account)
    sessions.end_all_of(here.store, login_name, at=house.clock())
    journal.note(here, "session_ended", subject=login_name, detail="mọi phiên")
    news.tell(f"Đã kết thúc mọi phiên của {login_name}.")


def _label(each: SessionRow, names: Mapping[str, str]) -> str:
    shown = names.get(each.login_name, each.login_name)
    return (
        f"{shown} · {words.moment(each.created_at)} · {account_words.device(each.agent)} · {each.session_no}"
    )
