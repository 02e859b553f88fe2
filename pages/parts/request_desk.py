"""The lines that ask for something, each down to its cell; the specialist notes what was answered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
import queries
from data import answering
from data.access import roles
from pages.parts import answer, drill, journal, lens_bar, news, origin, picture, tables, visit, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

PAST = "Đang xem một ngày đã qua nên không ghi được gì. Hãy chọn lại ngày hôm nay ở trên."


def show(here: Visit, looking: Looking) -> None:
    """Figure and table of what is asked, and below it the lines that are ticked."""
    lines = queries.requests.lines(*looking.asked, request="asked")
    if lines.empty:
        answer.nothing(
            "Không có việc nào xin cơ quan quản lý hỗ trợ.",
            "Kể ở đây: dòng kế hoạch có cột hỗ trợ hay ghi chú nói đến Phòng, Sở, UBND, phường, cấp trên; mục Kiến nghị, đề xuất"
            " trong báo cáo.",
        )
        return
    news.show()
    if lines["is_waiting"].any():
        chosen = picture.choose(charts.requests.open_requests(lines), key="open-requests")
        drill.point(looking, chosen, "requests.lines", request="asked")
    listed = hash(tuple(lines["revision_id"] + lines["line_no"].astype(str)))
    ticked = tables.show(
        lines, looking, "requests.lines", rows=8, choose=f"chon-viec-{listed}", request="asked"
    )
    if not ticked:
        st.caption("Đánh dấu một dòng ở cột đầu để xem nguyên văn, tải tệp gốc" + _may_answer(here, looking))
    for place in ticked[:5]:
        origin.show(lines.iloc[place], "requests.lines", is_office=looking.is_office)
        if roles.may_answer_requests(here.account) and not looking.is_past:
            _form(lines.iloc[place])


def _may_answer(here: Visit, looking: Looking) -> str:
    can = roles.may_answer_requests(here.account) and not looking.is_past
    return " và ghi câu trả lời." if can else "."


def _form(line: pd.Series) -> None:
    key = f"tra-loi-{line['revision_id']}-{line['line_no']}"
    before = "" if words.is_missing(line["reply"]) else str(line["reply"])
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Câu trả lời (để trống rồi ghi là xóa câu trả lời cũ)",
            value=before,
            max_chars=answering.LONGEST,
            placeholder="Ví dụ: Đã trả lời tại công văn số 12/PGDĐT ngày 15/11/2026",
        )
        if st.form_submit_button("Ghi câu trả lời"):
            _answer(str(line["revision_id"]), int(line["line_no"]), text)


def _answer(revision_id: str, line_no: int, text: str) -> None:
    """Written with the right of who clicks, asked here again."""
    here = visit.here()
    try:
        roles.stop_unless_may_answer_requests(here.account)
        if lens_bar.looking(here).is_past:
            raise answering.NotAnswered(PAST)
        school = answering.answer(
            here.store, revision_id, line_no, text, by=here.account.login_name, at=here.now
        )
    except (roles.NotAllowed, answering.NotAnswered) as refusal:
        news.refuse(str(refusal))
    journal.note(here, "request_answered", subject=revision_id, school_code=school, detail=f"dòng {line_no}")
    news.tell("Đã ghi câu trả lời." if text.strip() else "Đã xóa câu trả lời.")
