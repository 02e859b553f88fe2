"""Các trường cần bao nhiêu kinh phí, xin hỗ trợ gì, của ai, chưa được trả lời bao lâu?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from pages.parts import (
    answer,
    drill,
    lens_bar,
    picks,
    picture,
    request_desk,
    request_words,
    sentences,
    since,
    visit,
)

here = visit.here()
looking = lens_bar.looking(here)
schools = queries.requests.by_school(*looking.asked)
answer.show(
    "Kinh phí và kiến nghị",
    request_words.sentence(schools),
    looking,
    school_year=answer.year_of(schools) or looking.choice.school_year,
)
since.line(looking, "requests", "waiting", "budget")
if schools.empty:
    answer.nothing(
        "Chưa có kế hoạch cải tiến, kiến nghị nào cho lựa chọn này.",
        f"Trường nộp kế hoạch, báo cáo ở {sentences.UPLOAD}; hoặc chọn năm học khác, bỏ bớt bộ lọc ở trên.",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    view = picks.view(request_words.VIEWS, key="xem-kinh-phi")
    st.caption(request_words.CAPTION if view == "xin-ho-tro" else drill.HINT)
if view == "xin-ho-tro":
    request_desk.show(here, looking)
elif view == "truong":
    drill.figures(schools, looking, "requests.by_school")
else:
    sources = queries.requests.by_source(*looking.asked)
    if sources.empty:
        answer.nothing("Chưa dòng kế hoạch nào ghi kinh phí.", "Không ghi thì không phải là không cần tiền.")
    else:
        chosen = picture.choose(charts.requests.by_source(sources), key="sources")
        drill.point(looking, chosen, "requests.by_source")
        drill.figures(sources, looking, "requests.by_source")
