"""Từ cuộc họp trước đến nay, điều gì đã thay đổi, vì sao?"""

from __future__ import annotations

import streamlit as st

import charts
from data import likeness, themes
from pages.parts import answer, lens_bar, meeting_desk, picks, picture, since, since_words, visit, words

here = visit.here()
looking = lens_bar.looking(here)
with answer.reading():
    likeness.catch_up(here.store)
    themes.catch_up(here.store, at=here.now)
    held = since.compared(looking)
    moves = held.moves
answer.show(
    "Thay đổi từ cuộc họp trước",
    since_words.sentence(moves, name=held.name, today=looking.day),
    looking,
    school_year=looking.choice.school_year,
    every_year=True,
)
if not held.is_meeting:
    st.caption(
        f"So với {held.name}, không phải một cuộc họp đã ghi."
        " Lãnh đạo, chuyên viên ghi cuộc họp ở cuối trang này; chọn ngày khác ở mục Cuộc họp phía trên."
    )
since.figures(held)
if moves.empty:
    answer.nothing(
        f"Không có gì thay đổi từ {held.name} đến {words.day(looking.day)}.",
        "Chọn ngày khác để so ở mục Cuộc họp phía trên, hoặc bỏ bớt bộ lọc.",
    )
elif (
    looking.is_office
    and picks.view({"li-do": "Theo lí do", "truong": "Theo trường"}, key="xem-thay-doi") == "truong"
):
    since.by_school(held)
    since.way_out(held)
else:
    since.moved(held, picture.choose(charts.since.by_cause(moves), key="moves"))
    since.way_out(held)
meeting_desk.show(here, looking)
