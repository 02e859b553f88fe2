"""Đã làm được bao nhiêu so với kế hoạch?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import answer, drill, lens_bar, picks, picture, sentences, since, status_words, visit

here = visit.here()
looking = lens_bar.looking(here)
looking = looking.in_year(answer.newest(queries.school_years.listing(*looking.asked), "result_count"))
frameworks = queries.completion.frameworks(*looking.asked)
head = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    framework = picks.framework(frameworks)
    view = picks.view(
        {
            "tieu-chuan": "Theo tiêu chuẩn",
            "tieu-chi": "Theo tiêu chí",
            "truong": "Trường và tiêu chí",
            "nam": "Qua các năm học",
        },
        key="xem-hoan-thanh",
    )
    st.caption(drill.HINT)

standards = queries.completion.by_standard(*looking.asked, framework=framework)
year = answer.year_of(frameworks) or looking.choice.school_year
looking = looking.in_year(year)
with head:
    answer.show(
        "Tỉ lệ hoàn thành tiêu chí",
        sentences.completion(standards, school_year=year),
        looking,
        school_year=year,
        framework=framework,
    )
    since.line(looking, "done", framework=framework)
    if said := status_words.resting_on_schools(queries.completion.unconfirmed(*looking.asked), framework):
        st.page_link("hand_in/statuses.py", label=said, icon=":material/info:")
if frameworks.empty:
    answer.nothing(
        "Chưa có kế hoạch cải tiến nào cho lựa chọn này.",
        "Trường nộp kế hoạch ở trang Nộp bảng tính; hoặc chọn năm học khác, bỏ bớt bộ lọc ở trên.",
    )
elif view == "tieu-chuan":
    chosen = picture.choose(charts.completion.by_standard(standards), key="standards")
    drill.point(looking, chosen, "completion.by_standard")
    drill.figures(standards, looking, "completion.by_standard", framework=framework)
elif view == "tieu-chi":
    criteria = queries.completion.by_criterion(*looking.asked, framework=framework)
    chosen = picture.choose(charts.completion.by_criterion(criteria), key="criteria")
    drill.point(looking, chosen, "completion.by_criterion")
    drill.figures(criteria, looking, "completion.by_criterion", framework=framework)
elif view == "truong":
    tiles = queries.completion.by_school_criterion(*looking.asked, framework=framework)
    schools = queries.completion.by_school(*looking.asked, framework=framework)
    st.caption("Chọn cấp học hoặc phường, xã ở trên để bảng ngắn lại.")
    chosen = picture.choose(charts.completion.heat_map(tiles), key="tiles")
    drill.point(looking, chosen, "completion.by_school_criterion")
    drill.figures(schools, looking, "completion.by_school", framework=framework)
else:
    years = queries.completion.by_year(*looking.asked)
    chosen = picture.choose(charts.completion.by_year(years), key="years")
    drill.point(looking, chosen, "completion.by_year")
    drill.figures(years, looking, "completion.by_year")
