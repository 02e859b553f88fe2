"""Tiêu chí nào đang ngăn các trường đạt Mức kế tiếp?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import answer, blockers, drill, lens_bar, level_sentences, picks, picture, since, visit

here = visit.here()
looking = lens_bar.looking(here)
schools = queries.levels.by_school(*looking.asked)
lifting = queries.levels.lifting(*looking.asked)
told = schools[schools["standing"] != "silent"]
answer.show(
    "Vướng ở đâu",
    level_sentences.levels(schools, lifting),
    looking,
    school_year=answer.years_of(told),
    framework=answer.only(told.dropna(subset=["framework_code"]), "framework_code"),
)
since.line(looking, "one_left", "untold", "criteria_left")
if told.empty:
    answer.nothing(
        "Chưa có bảng tổng hợp kết quả tự đánh giá nào cho lựa chọn này.",
        "Trường nộp ở trang Nộp bảng tính; mẫu điền sẵn tải ngay tại đó. Hoặc bỏ bớt bộ lọc ở trên.",
    )
    st.stop()

if not looking.is_office:
    st.caption(level_sentences.note(schools))
    blockers.of_school(looking)
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    views = {"tieu-chi": "Tiêu chí vướng", "con-1": "Trường còn vướng 1 tiêu chí", "moi": "Mọi trường"}
    view = picks.view(views, key="xem-vuong")
    st.caption(level_sentences.note(schools))
if view != "tieu-chi":
    blockers.schools(looking, schools, only_one_left=view == "con-1")
elif lifting.empty:
    answer.nothing(
        "Chưa thấy tiêu chí nào đang ngăn trường nào.",
        "Xem mục Mọi trường để biết trường nào chưa tính được và còn thiếu tiêu chí nào.",
    )
else:
    rows = blockers.step(lifting)
    drill.point(looking, picture.choose(charts.levels.lifting(rows), key="lifting"), "levels.lifting")
    drill.figures(
        rows,
        looking,
        "levels.lifting",
        framework=answer.only(rows, "framework_code"),
        step=answer.only(rows, "next_level"),
    )
