"""The parts of a school's own page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
import queries
from pages.parts import answer, drill, picture, tables, words
from pages.parts.lens_bar import Looking

_RAISED = ("recommended", "weakness")
_OWED = ("overdue", "due_soon", "not_due")
_DUE = ("short_name", "school_year", "due_late", "state")
_ONE_SCHOOL = frozenset({"school_name"})
_RECOGNISED = ("kind", "grade", "expires_on", "is_expired", "signed_on")


def school_of(looking: Looking) -> tuple[str, str] | None:
    """Code and name of the one school that is looked at; None while the office has not chosen one."""
    schools = queries.schools.listing(looking.store, looking.lens, queries.Choice())
    if looking.is_office:
        schools = schools[schools["school_code"] == looking.choice.school]
    if len(schools) != 1:
        return None
    return str(schools["school_code"].iloc[0]), str(schools["school_name"].iloc[0])


def recognised(recognitions: pd.DataFrame, looking: Looking) -> None:
    """Recognitions with their expiry, and when the school is visited."""
    visits = queries.schedule.evaluations(*looking.asked)
    if not visits.empty:
        one = visits.iloc[0]
        when = words.window(one["starts_on"], one["ends_on"])
        told = (
            ""
            if words.is_missing(one["dossier_state"])
            else f", hồ sơ {words.register_word(one['dossier_state'])}"
        )
        st.markdown(f"Đoàn đánh giá ngoài năm học {one['school_year']}: **{when}**{told}")
    if recognitions.empty:
        st.markdown(f"Công nhận: {words.NO_DATA}. Chuyên viên nộp danh sách công nhận ở trang Nộp bảng tính.")
    else:
        # Their Excel files are offered where these lists stand by themselves.
        tables.grid(recognitions[list(_RECOGNISED)], rows=3)


def owed(register: pd.DataFrame) -> None:
    """What the school owes, the overdue first."""
    due = register[register["state"].isin(_OWED)]
    came = int(register["state"].isin(("received", "received_late", "hollow")).sum())
    st.markdown(f"Hạn báo cáo: còn phải nộp **{words.number(len(due))}**, đã nộp {words.number(came)}")
    if not due.empty:
        late = ("late_days",) if (due["state"] == "overdue").any() else ()
        tables.grid(due[[*_DUE, *late]], rows=3)


def plans(looking: Looking) -> None:
    """The rate over the years, then the lines of the year, each down to its cell."""
    years = queries.completion.by_year(*looking.asked)
    if years.empty:
        answer.nothing("Trường chưa có kế hoạch cải tiến nào.", "Kế hoạch nộp ở trang Nộp bảng tính.")
        return
    lines = queries.completion.lines(*looking.asked)
    st.caption(f"Từng dòng kế hoạch và kết quả năm học {answer.year_of(lines)}; chọn năm học khác ở trên.")
    drill.lines(lines, looking, "completion.lines", rows=4, without=_ONE_SCHOOL)
    chosen = picture.choose(charts.completion.by_year(years), key="dossier-years")
    drill.point(looking, chosen, "completion.by_year")
    drill.figures(years, looking, "completion.by_year")


def weaknesses(looking: Looking, lines: pd.DataFrame) -> None:
    """What became of each weakness over the years."""
    if lines.empty:
        answer.nothing(
            "Chưa có điểm yếu nào theo dõi được.", "Cần kế hoạch, điểm yếu hay khuyến nghị đã nộp."
        )
        return
    years = queries.lifelines.years(*looking.asked)
    chosen = picture.choose(charts.lifelines.strips(lines, years), key="dossier-strips")
    drill.point(looking, chosen, "lifelines.lines")
    drill.figures(lines, looking, "lifelines.lines", without=_ONE_SCHOOL)


def raised(looking: Looking) -> None:
    """What the evaluation team recommended and the school said of itself, and how its self-evaluation stands."""
    for row in queries.levels.by_school(*looking.asked).itertuples(index=False):
        if not words.is_missing(row.school_year):
            known = (
                "chưa tính được Mức"
                if words.is_missing(row.reached_level)
                else words.school_level(int(row.reached_level))
            )
            st.markdown(
                f"Tự đánh giá năm học {row.school_year} ({words.framework(row.framework_code)}): **{known}**,"
                f" {words.number(row.told_count)}/{words.number(row.expected_count)} tiêu chí đã rõ."
            )
    stages = queries.lifelines.stages(*looking.asked)
    said = stages[stages["stage"].isin(_RAISED)].drop_duplicates(["revision_id", "line_no"])
    if said.empty:
        answer.nothing(
            "Chưa có khuyến nghị hay điểm yếu nào được nộp.",
            "Trường nộp bảng điểm mạnh, điểm yếu và khuyến nghị của đoàn đánh giá ngoài ở trang Nộp bảng tính.",
        )
        return
    drill.lines(said, looking, "lifelines.stages", without=_ONE_SCHOOL | {"state"})


def handed_in(looking: Looking) -> None:
    """Every hand-in with its receipt, the newest first."""
    revisions = queries.hand_ins.revisions(*looking.asked)
    if revisions.empty:
        answer.nothing("Trường chưa nộp bảng tính nào.", "Bảng tính nộp ở trang Nộp bảng tính.")
        return
    drill.figures(revisions, looking, "hand_ins.revisions", without=_ONE_SCHOOL)
