"""Trường nào được đánh giá ngoài, khi nào?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import answer, drill, lens_bar, picks, picture, sentences, since, tables, visit

here = visit.here()
looking = lens_bar.looking(here)
head = st.container()
view = picks.view(
    {"thang": "Theo tháng", "tung-truong": "Từng trường", "het-han": "Công nhận sắp hết hạn"}, key="xem-lich"
)

if view == "het-han":
    expiring = queries.schedule.expiring(*looking.asked, month_count=24)
    with head:
        answer.show(
            "Công nhận sắp hết hạn",
            sentences.expiring(expiring),
            looking,
            school_year=answer.year_on(looking),
        )
    if expiring.empty:
        answer.nothing(
            "Không có công nhận nào hết hạn trong 24 tháng tới.",
            "Nếu thấy thiếu, hãy bỏ bớt bộ lọc ở trên hoặc kiểm tra danh sách công nhận của các trường.",
        )
        st.stop()
    chosen = picture.choose(charts.schedule.expiring(expiring, looking.day), key="expiring")
    drill.point(looking, chosen, "schedule.expiring", month_count=24)
    drill.lines(expiring, looking, "schedule.expiring", month_count=24)
    st.stop()

evaluations = queries.schedule.evaluations(*looking.asked)
year = answer.year_of(evaluations) or looking.choice.school_year
with head:
    answer.show(
        "Lịch đánh giá ngoài", sentences.schedule(evaluations, school_year=year), looking, school_year=year
    )
    since.line(looking, "visits", "visited")
if evaluations.empty:
    answer.nothing(
        "Chưa có lịch đánh giá ngoài nào cho lựa chọn này.",
        "Chuyên viên nộp bảng lịch ở trang Nộp bảng tính; hoặc chọn năm học khác, bỏ bớt bộ lọc ở trên.",
    )
    st.stop()
if view == "tung-truong":
    chosen = picture.choose(charts.schedule.timeline(evaluations, looking.day), key="timeline")
    drill.point(looking, chosen, "schedule.evaluations")
else:
    months = queries.schedule.by_month(*looking.asked)
    chosen = picture.choose(charts.schedule.by_month(months, looking.day), key="months")
    drill.point(looking, chosen, "schedule.by_month")
tables.show(evaluations, looking, "schedule.evaluations")
