"""The audit on the administrator's page: what to look for, what was found, and the way out as an Excel file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import streamlit as st

from data.access import audit
from pages.parts import audit_sheet, tables, words
from pages.parts.audit_sheet import Asked
from pages.parts.visit import Visit

# Keys are names in the URL.
ACTION, LOGIN, SCHOOL, SINCE, UNTIL, TEXT = "viec", "nguoi", "truong-ghi", "tu-ngay", "toi-ngay", "chu"


def search(login_names: list[str], schools: Mapping[str, str]) -> Asked:
    """One row of fields; what they look for."""
    with st.container(key="audit-fields"):
        fields = st.columns([18, 18, 20, 11, 11, 22], gap="small")
    with fields[0]:
        action = _one_of("Việc", audit.ACTION_NAMES, every="Mọi việc", key=ACTION)
    with fields[1]:
        login = _one_of("Tài khoản", dict.fromkeys(login_names), every="Mọi tài khoản", key=LOGIN)
    with fields[2]:
        school = _one_of("Trường", schools, every="Mọi trường", key=SCHOOL)
    with fields[3]:
        since = _day("Từ ngày", SINCE)
    with fields[4]:
        until = _day("Đến ngày", UNTIL)
    with fields[5]:
        text = st.text_input(
            "Tìm chữ",
            placeholder="Tìm chữ: số biên nhận, địa chỉ máy…",
            max_chars=100,
            key=TEXT,
            bind="query-params",
            label_visibility="collapsed",
        )
    return Asked(action, login, school, since, until, text.strip() or None)


def show(here: Visit, asked: Asked) -> None:
    """The newest lines, and all of them as Excel."""
    found = audit_sheet.lines(here.store, asked, limit=audit_sheet.SHOWN)
    if found.empty:
        st.markdown("Không có dòng nào khớp. Hãy bỏ bớt điều kiện tìm.")
        return
    count = words.number(len(found))
    cut = f" Chỉ hiện {count} dòng mới nhất; tệp Excel có đủ." if len(found) == audit_sheet.SHOWN else ""
    st.caption(f"{count} dòng, mới nhất ở trên. Không dòng nào sửa hay xoá được.{cut}")
    tables.grid(found, labels=audit_sheet.HEADINGS, rows=12)
    st.link_button("Tải nhật ký về Excel", audit_sheet.address_of(asked), icon=":material/download:")


def _one_of(label: str, options: Mapping[str, str | None], *, every: str, key: str) -> str | None:
    """One of a long list, which is typed into; None for all of it."""
    chosen = st.selectbox(
        label,
        ["", *options],
        format_func=lambda code: (options.get(code) or code) if code else every,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        filter_mode="fuzzy",
    )
    return chosen if chosen in options else None


def _day(label: str, key: str) -> date | None:
    """A day that was typed; none where it is none."""
    typed = st.text_input(
        label,
        placeholder=f"{label} …",
        validate=(r"^\s*(\d{1,2}/\d{1,2}/\d{4})?\s*$", "Ghi ngày như 31/10/2026"),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    try:
        return datetime.strptime(typed.strip(), "%d/%m/%Y").date()
    except ValueError:
        return None
