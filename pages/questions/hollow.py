"""Bảng nào đã nộp nhưng chép lại, sao chép hoặc chỉ có câu chung chung?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from data import likeness
from pages.parts import answer, drill, lens_bar, picks, picture, sentences, since, visit

here = visit.here()
looking = lens_bar.looking(here)
with answer.reading():
    likeness.catch_up(here.store)
    schools = queries.hollow.by_school(*looking.asked)
    concerns = queries.hollow.by_concern(*looking.asked)
    plans = queries.hollow.plans(*looking.asked)
answer.show(
    "Nội dung cần đọc kỹ",
    sentences.hollow(schools, concerns, plans),
    looking,
    school_year=answer.years_of(schools, plans),
)
since.line(looking, "to_read", "supervised")
if schools.empty:
    answer.nothing(
        "Chưa có kế hoạch hay kết quả nào cho lựa chọn này.",
        "Khi trường nộp, phần mềm so từng dòng với kế hoạch, với năm trước và với trường khác.",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    view = picks.view({"dong": "Dòng cần đọc kỹ", "ke-hoach": "Kế hoạch ghi đủ chưa"}, key="xem-noi-dung")
    st.caption("Chỉ để biết cần đọc chỗ nào; không phải điểm và không dùng để xếp hạng trường.")
if view == "ke-hoach" and plans.empty:
    answer.nothing("Năm học này chưa có kế hoạch.", "Hãy chọn năm học khác ở trên.")
elif view == "ke-hoach":
    drill.point(looking, picture.choose(charts.hollow.plans(plans), key="plan-items"), "hollow.plans")
    drill.figures(plans, looking, "hollow.plans")
elif concerns.empty:
    answer.nothing(
        "Không có dòng nào cần đọc kỹ.", "Xem mục Kế hoạch ghi đủ chưa để biết kế hoạch còn thiếu gì."
    )
else:
    drill.point(
        looking, picture.choose(charts.hollow.concerns(concerns), key="concerns"), "hollow.by_concern"
    )
    drill.figures(schools, looking, "hollow.by_school")
