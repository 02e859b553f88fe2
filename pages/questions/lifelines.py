"""Điểm yếu nào còn mở, đã xong, hay đã xong nay trở lại?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from data import themes
from pages.parts import (
    answer,
    drill,
    lens_bar,
    lifeline_words,
    lifelines,
    picks,
    picture,
    since,
    theme_desk,
    visit,
)

here = visit.here()
looking = lens_bar.looking(here)
with answer.reading():
    themes.catch_up(here.store, at=here.now)
    lines = queries.lifelines.lines(*looking.asked)
    years = queries.lifelines.years(*looking.asked)
    left = queries.lifelines.not_taken_up(*looking.asked)
answer.show(
    "Vòng đời điểm yếu",
    lifeline_words.sentence(lines, years, left),
    looking,
    school_year=looking.choice.school_year or lifeline_words.newest_year(lines),
    framework=answer.only(lines, "framework_code"),
)
since.line(looking, "unsolved", "not_taken_up", "back")
if lines.empty and left.empty:
    answer.nothing(
        "Chưa có khuyến nghị, điểm yếu hay kế hoạch cải tiến nào cho lựa chọn này.",
        "Trường nộp kế hoạch, kết quả, điểm mạnh và điểm yếu, khuyến nghị của đoàn đánh giá ngoài ở trang Nộp bảng tính.",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    view = picks.view(lifeline_words.VIEWS, key="xem-vong-doi")
    st.caption(lifeline_words.CAPTIONS[view])
if view == "khuyen-nghi" and left.empty:
    answer.nothing("Không có khuyến nghị nào nằm ngoài kế hoạch.", lifeline_words.NOTHING_LEFT)
elif view == "khuyen-nghi":
    chosen = picture.choose(charts.lifelines.not_taken_up(left), key="not-taken-up")
    drill.point(looking, chosen, "lifelines.not_taken_up")
    drill.lines(left, looking, "lifelines.not_taken_up")
elif view == "can-cu":
    lifelines.grounds(looking)
elif lines.empty:
    answer.nothing("Chưa có điểm yếu nào theo dõi được.", "Xem các khuyến nghị chưa đưa vào kế hoạch.")
elif view == "chu-de":
    counted = queries.lifelines.by_theme(*looking.asked)
    chosen = picture.choose(charts.lifelines.by_theme(counted), key="by-theme")
    drill.point(looking, chosen, "lifelines.by_theme")
    drill.figures(counted, looking, "lifelines.by_theme")
    theme_desk.show(here, looking)
else:
    is_one_school = lines["school_code"].nunique() == 1
    made = charts.lifelines.strips(lines, years) if is_one_school else charts.lifelines.by_criterion(lines)
    drill.point(looking, picture.choose(made, key="lifelines"), "lifelines.lines")
    drill.figures(lines, looking, "lifelines.lines")
lifelines.unplaced(looking)
