"""Trường này đang ở đâu: công nhận, hạn sắp tới, kế hoạch, điểm yếu, đã nộp những gì?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import queries
from data import likeness, themes
from pages.parts import answer, dossier, dossier_words, lens_bar, picks, since, visit

here = visit.here()
looking = lens_bar.looking(here)
with answer.reading():
    likeness.catch_up(here.store)
    themes.catch_up(here.store, at=here.now)
school = dossier.school_of(looking)
if school is None:
    answer.show(
        "Hồ sơ trường", "Hãy chọn một trường để xem hồ sơ.", looking, school_year=answer.year_on(looking)
    )
    lens_bar.choose_school(looking)
    st.caption("Trường đã chọn được giữ nguyên khi sang trang khác; bỏ chọn ở ô trường phía trên.")
    st.stop()

looking = replace(looking, choice=replace(looking.choice, school=school[0]))
recognitions = queries.schools.recognitions(*looking.asked)
register = queries.reports.register(*looking.asked)
years = queries.completion.by_year(*looking.asked)
lines = queries.lifelines.lines(*looking.asked)
answer.show(
    "Hồ sơ trường",
    dossier_words.sentence(school[1], recognitions, register, years, lines, today=looking.day),
    looking,
    school_year=answer.year_on(looking),
)
since.line(looking, "overdue", "done", "unsolved")
left, right = st.columns([5, 7])
with left:
    dossier.recognised(recognitions, looking)
with right:
    dossier.owed(register)

view = picks.view(dossier_words.VIEWS, key="xem-ho-so")
if view == "ke-hoach":
    dossier.plans(looking)
elif view == "vong-doi":
    dossier.weaknesses(looking, lines)
elif view == "khuyen-nghi":
    dossier.raised(looking)
else:
    dossier.handed_in(looking)
