"""The page on which lines get their status: a school says its own, the specialist confirms, others read."""

from __future__ import annotations

import streamlit as st

import queries
from pages.parts import answer, lens_bar, status_cards, status_deeds, status_table, status_words, visit


@st.fragment
def show() -> None:
    """Everything on the page, for whoever is here."""
    here = visit.here()
    looking = lens_bar.looking(here)
    looking = looking.in_year(answer.newest(queries.school_years.listing(*looking.asked), "result_count"))
    lines = queries.completion.statuses(*looking.asked)
    year = answer.year_of(lines) or looking.choice.school_year
    said = status_words.of_office if looking.is_office else status_words.of_school
    answer.show("Xác nhận tình trạng", said(lines, year), looking, school_year=year)
    status_deeds.show_outcome()
    if lines.empty:
        answer.nothing(
            "Chưa có bảng kết quả thực hiện nào cho lựa chọn này.",
            "Trường nộp bảng kết quả ở trang Nộp bảng tính; hoặc chọn năm học khác, bỏ bớt bộ lọc ở trên.",
        )
    elif looking.is_office:
        status_table.show(here, looking, lines)
    else:
        status_cards.show(here, looking, lines)
