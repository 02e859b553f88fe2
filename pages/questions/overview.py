"""Bốn câu trả lời hôm nay là gì?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from data import likeness
from pages.parts import answer, drill, glance, lens_bar, sentences, since, visit

here = visit.here()
looking = lens_bar.looking(here)
likeness.catch_up(here.store)
reported = looking.in_year(answer.newest(queries.school_years.listing(*looking.asked), "result_count"))
recurring = queries.weaknesses.by_year(*looking.asked)
compared = looking.in_year(answer.newest(recurring, "persistent_count"))

evaluations = queries.schedule.evaluations(*looking.asked)
years = queries.completion.by_year(*looking.asked)
years = years[years["school_year"] == reported.choice.school_year]
persistent = queries.weaknesses.persistent(*compared.asked)
obligations = queries.reports.by_obligation(*looking.asked)
answer.show(
    "Tổng quan",
    sentences.overview(
        evaluations=evaluations,
        by_year=years,
        persistent=persistent,
        by_obligation=obligations,
        today=looking.day,
    ),
    looking,
    school_year=answer.year_on(looking),
)
since.line(looking)

left, right = st.columns(2)
with left, glance.card("Lịch đánh giá ngoài", "questions/schedule.py"):
    st.markdown(sentences.schedule(evaluations, school_year=looking.choice.school_year))
    if not evaluations.empty:
        months = queries.schedule.by_month(*looking.asked)
        chosen = glance.figure(charts.glance.months(months, looking.day), key="months")
        drill.point(looking, chosen, "schedule.by_month")
with right, glance.card("Tỉ lệ hoàn thành tiêu chí", "questions/completion.py"):
    if years["low_share"].notna().sum() > 1:
        st.markdown(sentences.completion_of_all(years))
        chosen = glance.figure(charts.glance.ranges(years), key="ranges")
        drill.point(looking, chosen, "completion.by_year")
    else:
        standards = queries.completion.by_standard(*reported.asked)
        st.markdown(sentences.completion(standards, school_year=looking.choice.school_year))
        if standards["planned_count"].sum():
            chosen = glance.figure(charts.glance.shares(standards), key="shares")
            drill.point(looking, chosen, "completion.by_standard")
left, right = st.columns(2)
with left, glance.card("Điểm yếu lặp lại", "questions/weaknesses.py"):
    common = queries.weaknesses.common(*compared.asked)
    st.markdown(sentences.weaknesses(persistent, common if persistent.empty else common.head(0)))
    if recurring["persistent_count"].notna().any():
        chosen = glance.figure(charts.glance.recurring(recurring), key="recurring")
        drill.point(looking, chosen, "weaknesses.by_year")
with right, glance.card("Báo cáo quá hạn", "questions/overdue.py"):
    schools = queries.reports.by_school(*looking.asked)
    st.markdown(sentences.overdue(obligations, schools, today=looking.day))
    if not schools.empty:
        chosen = glance.figure(charts.glance.obligations(schools), key="obligations")
        drill.point(looking, chosen, "reports.by_school")
