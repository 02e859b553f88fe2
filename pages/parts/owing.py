"""From a bar of the register to the schools in it; of a table that is to be read again, to its lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import charts
import queries
from data.access import roles
from data.intake import after
from pages.parts import drill, journal, lens_bar, news, overlap, picks, tables, visit, words
from pages.parts.lens_bar import Looking

HOLLOW = "hollow"
HOLLOW_FIGURE = f"{HOLLOW}_count"
PAST = "Đang xem một ngày đã qua nên không làm được gì. Hãy chọn lại ngày hôm nay ở trên."


def opened(looking: Looking, chosen: dict[str, Any] | None) -> None:
    """What is behind a bar of reports.by_obligation in a window over the page: the lines to read of what is hollow, else the
    schools."""
    news.show()
    is_hollow = chosen is not None and chosen["figure"] == HOLLOW_FIGURE
    drill.point(looking, None if is_hollow else chosen, "reports.by_obligation")
    if drill.is_new("hollow-tables", chosen if is_hollow else None) and chosen:
        _window(looking, chosen["obligation_code"], chosen["school_year"])


def table(looking: Looking, obligations: pd.DataFrame) -> None:
    """The register itself, by state and report. Takes reports.by_obligation for the reports there are."""
    with st.container(horizontal=True):
        state = picks.one_of(
            "Tình trạng",
            {code: words.capital(word) for code, word in charts.words.REGISTER_WORDS.items()},
            every="Mọi tình trạng",
            key="tinh-trang",
        )
        obligation = picks.one_of(
            "Báo cáo",
            dict(zip(obligations["obligation_code"], obligations["short_name"], strict=True)),
            every="Mọi báo cáo",
            key="bao-cao",
        )
    register = queries.reports.register(*looking.asked, state=state, obligation=obligation)
    drill.figures(register, looking, "reports.register", state=state, obligation=obligation)


@st.dialog("Bảng đã nộp, cần đọc kỹ", width="large")
def _window(looking: Looking, obligation: str, school_year: str) -> None:
    of_year = replace(looking, choice=replace(looking.choice, school_year=school_year))
    register = queries.reports.register(*of_year.asked, obligation=obligation, state=HOLLOW)
    if register.empty:
        st.markdown("Không có trường nào.")
        return
    st.markdown(
        f"**{words.escape_markdown(register['short_name'].iloc[0])}** · năm học {school_year} · "
        f"{words.register_word(HOLLOW)} · {words.number(len(register))} trường"
    )
    # The schools one by one: which of them is in the list says enough, its columns are for the page.
    schools = dict(zip(register["school_code"], register["school_name"], strict=True))
    school = st.selectbox(
        "Đọc các dòng của trường",
        list(schools),
        format_func=lambda code: schools.get(code, code),
        key="doc-dong-truong",
    )
    _lines(of_year, school, str(register["kind"].iloc[0]))
    with st.expander(f"Danh sách {words.number(len(register))} trường"):
        tables.show(register, of_year, "reports.register", rows=6, obligation=obligation, state=HOLLOW)


def _lines(looking: Looking, school: str, kind: str) -> None:
    of_school = replace(looking, choice=replace(looking.choice, school=school))
    found = queries.hollow.lines(*of_school.asked, kind=kind)
    if found.empty:
        return
    receipt = str(found["revision_id"].iloc[0])
    if roles.may_accept_hand_ins(visit.here().account) and not looking.is_past:
        st.button(
            "Đã đọc, chấp nhận bảng này",
            icon=":material/inventory:",
            key=f"chap-nhan-{receipt}",
            on_click=_accept,
            args=(receipt, school),
        )
        st.caption(
            "Bảng được tiếp nhận và tính là đã nộp; muốn trường viết lại thì trả lại ở trang Nộp bảng tính."
        )
    overlap.show(found)
    tables.show(found, of_school, "hollow.lines", kind=kind)


def _accept(receipt: str, school: str) -> None:
    here = visit.here()
    try:
        roles.stop_unless_may_accept_hand_ins(here.account)
        if lens_bar.looking(here).is_past:
            raise after.NotDone(PAST)
        fresh = after.accept(here.store, [receipt], by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, after.NotDone) as refusal:
        news.refuse_later(str(refusal))
        return
    for number in fresh:
        journal.note(here, "hand_in_accepted", subject=number, school_code=school)
    news.tell_later(f"Đã chấp nhận bảng {words.escape_markdown(receipt)}.")
