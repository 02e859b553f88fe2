"""Tiêu chí của thông tư cũ ứng với tiêu chí nào của thông tư mới?"""

from __future__ import annotations

import streamlit as st

import queries
from pages.parts import (
    answer,
    crosswalk_deeds,
    crosswalk_desk,
    crosswalk_words,
    drill,
    lens_bar,
    picks,
    since,
    visit,
)

here = visit.here()
looking = lens_bar.looking(here)
coverage = queries.crosswalk.coverage(*looking.asked)
answer.show(
    "Đối chiếu hai thông tư",
    crosswalk_words.filled(coverage),
    looking,
    school_year=None,
    every_year=True,
)
if coverage.empty:
    answer.nothing(
        "Chưa có hai thông tư nào để đặt cạnh nhau.",
        "Khi một thông tư mới có hiệu lực, chuyên viên ghi ở đây tiêu chí cũ nào ứng với tiêu chí mới nào.",
    )
    st.stop()

crosswalk_deeds.show_outcome()
changed = st.container()
law = picks.view(crosswalk_words.laws(coverage), key="thong-tu")
chosen = coverage[coverage["from_framework_code"] == law]
with changed:
    since.line(looking, "crosswalk", framework=law)
view = picks.view({"bang": "Bảng đối chiếu", "noi": "Điểm yếu nối tiếp"}, key="xem-doi-chieu")
if view == "noi":
    crosswalk_desk.continued(looking, law)
else:
    st.caption(f"{crosswalk_words.progress(chosen.iloc[0])} {crosswalk_words.NEVER_MIXED}")
    crosswalk_desk.show(here, looking, queries.crosswalk.pairs(*looking.asked, framework=law))
    drill.figures(chosen, looking, "crosswalk.coverage")
