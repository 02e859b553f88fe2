"""Tiêu chí nào lặp lại nhiều năm, ở nhiều trường?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import answer, continuing, drill, lens_bar, picks, picture, sentences, since, visit

here = visit.here()
looking = lens_bar.looking(here)
every_year = looking
# A year under a new framework has nothing to be compared with; the newest that has is the answer.
looking = looking.in_year(answer.newest(queries.weaknesses.by_year(*looking.asked), "persistent_count"))
persistent = queries.weaknesses.persistent(*looking.asked)
common = queries.weaknesses.common(*looking.asked)
year = answer.year_of(common) or looking.choice.school_year
answer.show(
    "Điểm yếu lặp lại",
    # What schools share says nothing to a school that sees itself alone.
    sentences.weaknesses(
        persistent, common if looking.is_office or persistent.empty else common.head(0), school_year=year
    ),
    looking,
    school_year=year,
    framework=answer.only(common, "framework_code"),
)
since.line(looking, "weaknesses")
if common.empty and persistent.empty:
    answer.nothing(
        "Chưa có kế hoạch cải tiến nào cho lựa chọn này.",
        "Cần kế hoạch của ít nhất hai năm học liền để thấy điểm yếu lặp lại. Trường nộp ở trang Nộp bảng tính.",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    views = {"nhieu-nam": "Lặp lại nhiều năm", "nhieu-truong": "Chung của nhiều trường"}
    view = picks.view(views, key="xem-diem-yeu") if looking.is_office else "nhieu-nam"
    st.caption(drill.HINT)
if view == "nhieu-nam" and persistent.empty:
    answer.nothing(
        "Không có tiêu chí nào lặp lại từ hai năm học liền.",
        "Xem điểm yếu chung của nhiều trường, hoặc bỏ bớt bộ lọc ở trên.",
    )
elif view == "nhieu-nam":
    is_one_school = persistent["school_code"].nunique() == 1
    figure = charts.weaknesses.runs if is_one_school else charts.weaknesses.persistent
    continued = continuing.of(every_year, persistent)
    chosen = picture.choose(figure(persistent, continued), key="persistent")
    continuing.explain(continued)
    drill.point(looking, chosen, "weaknesses.persistent")
    drill.figures(persistent, looking, "weaknesses.persistent")
elif common.empty:
    answer.nothing("Năm học này chưa có kế hoạch cải tiến.", "Hãy chọn năm học khác ở trên.")
else:
    chosen = picture.choose(charts.weaknesses.common(common), key="common")
    drill.point(looking, chosen, "weaknesses.common")
    drill.figures(common, looking, "weaknesses.common")
