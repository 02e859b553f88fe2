"""Ai còn nợ báo cáo nào, từ bao giờ?"""

from __future__ import annotations

import streamlit as st

import charts
import queries
from data import likeness
from pages.parts import (
    answer,
    drill,
    lens_bar,
    owing,
    picks,
    picture,
    register_desk,
    sentences,
    since,
    visit,
)

here = visit.here()
looking = lens_bar.looking(here)
likeness.catch_up(here.store)
obligations = queries.reports.by_obligation(*looking.asked)
schools = queries.reports.by_school(*looking.asked)
answer.show(
    "Báo cáo quá hạn",
    sentences.overdue(obligations, schools, today=looking.day),
    looking,
    school_year=looking.choice.school_year or answer.years_of(obligations),
)
since.line(looking, "overdue")
if obligations.empty:
    answer.nothing(
        "Chưa có báo cáo nào phải nộp cho lựa chọn này.",
        "Hãy chọn năm học khác hoặc bỏ bớt bộ lọc ở trên. Hạn của các báo cáo do cơ quan quản lý đặt.",
    )
    st.stop()

view = picks.view(
    {
        "bao-cao": "Theo báo cáo",
        "ngay": "Số ngày quá hạn",
        "truong": "Theo trường",
        "ghi-so": "Miễn nộp, nhận trên giấy, đặt hạn",
    },
    key="xem-bao-cao",
)
if view == "ghi-so":
    register_desk.show(here, looking)
    st.stop()
if view == "bao-cao":
    # The current school year first; of the earlier ones only what is still open is here.
    newest_first = obligations.sort_values("school_year", ascending=False, kind="stable")
    chosen = picture.choose(charts.reports.by_obligation(newest_first), key="obligations")
    owing.opened(looking, chosen)
elif not obligations["overdue_count"].sum():
    answer.nothing("Không có báo cáo nào quá hạn.", "Xem theo báo cáo để biết báo cáo nào sắp đến hạn.")
elif view == "ngay":
    register = queries.reports.register(*looking.asked, state="overdue")
    drill.point(
        looking, picture.choose(charts.reports.overdue_days(register), key="days"), "reports.register"
    )
else:
    chosen = picture.choose(charts.reports.by_school(schools), key="schools")
    drill.point(looking, chosen, "reports.by_school")
    drill.figures(schools, looking, "reports.by_school")
    st.stop()

owing.table(looking, obligations)
