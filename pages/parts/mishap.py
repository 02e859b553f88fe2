"""What a person sees when our own code fails: a sentence and a code. What failed stands in the server's log under that code."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from data.access.roles import NotAllowed

_LOG = logging.getLogger("dashboard")


def code_of(error: Exception) -> str:
    """Write the error into the log and give back the code under which it stands there."""
    code = secrets.token_hex(4)
    _LOG.error("Mishap %s", code, exc_info=error)
    return code


def on_script_error(error: Exception) -> bool:
    """Streamlit calls this for an error that no page caught; True keeps Streamlit's own message away."""
    if isinstance(error, NotAllowed):
        st.error(str(error))
        return True
    st.error(
        f"Trang này gặp lỗi khi chạy. Hãy tải lại trang; nếu vẫn lỗi, báo mã **{code_of(error)}** cho người quản trị."
    )
    return True
