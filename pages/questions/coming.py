"""Sắp tới có gì: công nhận nào hết hạn, việc gì đến hạn, lịch cần san thế nào?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import (
    answer,
    coming,
    coming_deeds,
    coming_rules,
    coming_words,
    drill,
    lens_bar,
    picks,
    picture,
    visit,
)

here = visit.here()
looking = lens_bar.looking(here)
head = st.container()
views = {"het-han": "Hết hạn theo học kì", "chuoi-han": "Chuỗi hạn trước mỗi lần đón đoàn"}
with st.container(horizontal=True, vertical_alignment="center"):
    view = picks.view(views | ({"san-lich": "San lịch"} if looking.is_office else {}), key="xem-sap-toi")
    capacity = coming.capacity() if looking.is_office and view != "chuoi-han" else 0

if view == "het-han":
    schools = queries.coming.schools(*looking.asked)
    lapsing = queries.coming.lapsing(*looking.asked, capacity=capacity)
    sentence = coming_words.expiring(schools, lapsing, capacity=capacity)
    with head:
        coming.ends(sentence, looking, capacity=capacity)
    if schools.empty:
        answer.nothing(
            "Chưa có công nhận nào cho lựa chọn này.",
            "Chuyên viên nộp danh sách công nhận ở trang Nộp bảng tính; hoặc bỏ bớt bộ lọc ở trên.",
        )
        st.stop()
    coming.expiring(looking)
    if looking.is_office:
        coming.turns(looking, capacity=capacity)
    else:
        drill.lines(schools, looking, "coming.schools")
elif view == "chuoi-han":
    deadlines = queries.coming.deadlines(*looking.asked)
    year = answer.year_of(deadlines) or looking.choice.school_year
    with head:
        sentence = coming_words.chain(deadlines, school_year=year)
        coming.opening(sentence, looking, "late_steps", school_year=year)
    if deadlines.empty:
        answer.nothing(
            "Chưa có lịch đánh giá ngoài nào cho lựa chọn này.",
            "Chuyên viên nộp bảng lịch ở trang Nộp bảng tính; hoặc chọn năm học khác, bỏ bớt bộ lọc ở trên.",
        )
        st.stop()
    chosen = picture.choose(charts.coming.chain(deadlines, looking.day), key="chain")
    drill.point(looking, chosen, "coming.deadlines")
    coming_rules.days(here, looking, deadlines)
    drill.lines(deadlines, looking, "coming.deadlines")
else:
    whole = coming.whole_schedule(looking)
    made = coming.levelled(whole, capacity=capacity)
    year = answer.year_of(queries.coming.months(*whole.asked))
    sentence = coming_words.levelled(made, school_year=year, capacity=capacity)
    with head:
        coming.opening(sentence, whole, "visits", school_year=year)
    coming_deeds.show_outcome()
    if year is None:
        answer.nothing(
            "Chưa có lịch đánh giá ngoài nào cho năm học này.",
            "Chuyên viên nộp bảng lịch ở trang Nộp bảng tính.",
        )
        st.stop()
    coming.by_month(whole, made, capacity=capacity)
    coming.proposals(here, whole, made)
    coming.taken(whole)
    coming_rules.pauses(here, whole)
