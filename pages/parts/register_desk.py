"""What the office enters into the register by hand: everybody reads it, the specialist adds to it and takes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import queries
from data.access import roles
from data.register import LONGEST_NUMBER, LONGEST_REASON, Report
from pages.parts import news, register_deeds, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

OWING = {"overdue", "due_soon", "not_due", "waived"}
DAY = "ngày/tháng/năm"


def show(here: Visit, looking: Looking) -> None:
    """The waivers, what came on paper, the letters; for who may, the forms that add to them."""
    news.show()
    entries = queries.reports.entries(*looking.asked)
    if roles.may_keep_deadlines(here.account):
        if looking.is_past:
            st.caption(register_deeds.PAST)
        else:
            _forms(looking, entries)
    st.markdown("**Miễn nộp và nhận trên giấy**")
    if entries.empty:
        st.caption("Chưa miễn nộp, chưa ghi nhận trên giấy báo cáo nào.")
    else:
        tables.show(entries, looking, "reports.entries", rows=6)
    st.markdown("**Hạn chung cho mọi trường**")
    letters = queries.reports.letters(*looking.asked)
    if letters["due_on"].isna().any():
        st.caption("Để trống là chưa có công văn đặt hạn: chưa trường nào phải nộp.")
    tables.show(letters, looking, "reports.letters", rows=8)


def _forms(looking: Looking, entries: pd.DataFrame) -> None:
    register = queries.reports.register(*looking.asked)
    owing = register[register["state"].isin(OWING)]
    left, right = st.columns(2)
    with left, st.expander("Miễn nộp", icon=":material/event_busy:"):
        _waive(owing)
    with right, st.expander("Nhận trên giấy", icon=":material/inbox:"):
        _receive(owing, looking.day)
    left, right = st.columns(2)
    with left, st.expander("Đặt hạn theo công văn", icon=":material/calendar_today:"):
        _letter(looking)
    with right, st.expander("Bỏ một mục đã ghi", icon=":material/undo:"):
        _take_back(entries)


def _report(owing: pd.DataFrame, key: str) -> tuple[Report, dict[str, str]] | None:
    """Which report it is about, and the schools that owe it, by code."""
    if owing.empty:
        st.markdown("Không trường nào còn phải nộp báo cáo nào cho lựa chọn này.")
        return None
    names = {
        Report(row.obligation_code, row.school_year): f"{row.short_name}, năm học {row.school_year}"
        for row in owing.itertuples(index=False)
    }
    report = st.selectbox(
        "Báo cáo", list(names), format_func=lambda one: names.get(one, ""), key=key, filter_mode=None
    )
    asked = owing[
        (owing["obligation_code"] == report.obligation_code) & (owing["school_year"] == report.school_year)
    ]
    schools = asked.sort_values("school_name", kind="stable")
    return report, dict(zip(schools["school_code"], schools["school_name"], strict=True))


def _schools(schools: dict[str, str], key: str) -> None:
    st.multiselect(
        "Trường",
        list(schools),
        format_func=lambda code: schools.get(code, code),
        placeholder="Chọn một hoặc nhiều trường",
        key=key,
    )


def _waive(owing: pd.DataFrame) -> None:
    if (found := _report(owing, "mien-bao-cao")) is None:
        return
    report, schools = found
    with st.form("mien", border=False):
        _schools(schools, "mien-truong")
        st.text_input("Lý do", max_chars=LONGEST_REASON, key="mien-ly-do")
        st.text_input("Miễn đến hết ngày (để trống nếu không có ngày hết)", placeholder=DAY, key="mien-den")
        st.form_submit_button("Miễn nộp", on_click=register_deeds.waive, args=(report,))


def _receive(owing: pd.DataFrame, day: date) -> None:
    if (found := _report(owing, "giay-bao-cao")) is None:
        return
    report, schools = found
    with st.form("giay", border=False):
        _schools(schools, "giay-truong")
        st.text_input("Ngày nhận", value=words.day(day), placeholder=DAY, key="giay-ngay")
        st.text_input("Số văn bản (nếu có)", max_chars=LONGEST_NUMBER, key="giay-so")
        st.form_submit_button("Ghi đã nhận", on_click=register_deeds.receive, args=(report,))


def _letter(looking: Looking) -> None:
    letters = queries.reports.letters(*looking.asked)
    names = {
        Report(row.obligation_code, row.school_year): f"{row.short_name}, năm học {row.school_year}"
        for row in letters.itertuples(index=False)
    }
    with st.form("cong-van", border=False):
        st.selectbox(
            "Báo cáo",
            list(names),
            format_func=lambda one: names.get(one, ""),
            key="cong-van-bao-cao",
            filter_mode=None,
        )
        st.text_input("Hạn nộp cho mọi trường", placeholder=DAY, key="cong-van-han")
        st.text_input("Số công văn", max_chars=LONGEST_NUMBER, key="cong-van-so")
        st.form_submit_button("Đặt hạn", on_click=register_deeds.set_due)


def _take_back(entries: pd.DataFrame) -> None:
    if entries.empty:
        st.markdown("Chưa có mục nào để bỏ.")
        return
    made: dict[tuple[str, Report, str], str] = {
        (row.entry, Report(row.obligation_code, row.school_year), row.school_code): _entry(row)
        for row in entries.itertuples(index=False)
    }
    with st.form("bo-muc", border=False):
        st.selectbox("Mục đã ghi", list(made), format_func=lambda one: made.get(one, ""), key="bo-muc-nao")
        st.caption("Bỏ rồi thì báo cáo lại phải nộp như chưa ghi gì; ngày đã qua vẫn xem như cũ.")
        st.form_submit_button("Bỏ mục này", on_click=register_deeds.take_back)


def _entry(row: Any) -> str:
    return f"{words.capital(words.entry_word(row.entry))}: {row.school_name}, {row.short_name}, {row.school_year}"
