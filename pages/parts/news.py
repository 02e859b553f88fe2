"""What was just done, said once at the top of the next run; and a one-time password, shown until it is put away."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.parts import handout, house

_SAID, _REFUSED, _PASSWORD = "vua-lam", "khong-lam", "mat-khau-mot-lan"


def tell(sentence: str) -> NoReturn:
    """Run the page anew, with this sentence on top."""
    st.session_state[_SAID] = sentence
    st.rerun()


def refuse(sentence: str) -> NoReturn:
    """Run the page anew, with the reason why nothing was done on top."""
    st.session_state[_REFUSED] = sentence
    st.rerun()


def tell_later(sentence: str) -> None:
    """As `tell`, where the page runs anew by itself: in what a click calls."""
    st.session_state[_SAID] = sentence


def refuse_later(sentence: str) -> None:
    """As `refuse`, where the page runs anew by itself."""
    st.session_state[_REFUSED] = sentence


def tell_password(sentence: str, *, login_name: str, password: str) -> NoReturn:
    """Run the page anew, with a password to write down: it is kept in this tab alone, until it is put away."""
    st.session_state[_PASSWORD] = (login_name, password, house.clock() + handout.KEPT_FOR)
    tell(sentence)


def show() -> None:
    """What there is to be said."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)
    login_name, password, until = st.session_state.get(_PASSWORD, ("", "", house.clock()))
    if until <= house.clock():
        forget()
        return
    with st.container(key="one-time", border=True):
        st.markdown(
            "Mật khẩu dùng một lần, chỉ hiện ở đây và không xem lại được. Đưa tận tay cho người dùng:"
        )
        st.code(f"{login_name}\n{password}", language=None)
        if st.button("Đã ghi lại, ẩn đi", icon=":material/visibility_off:"):
            forget()
            st.rerun()


def forget() -> None:
    """Put the password away."""
    st.session_state.pop(_PASSWORD, None)
