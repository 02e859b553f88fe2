"""What handing in would do to the figures of the school: asked of the store as it is and as it would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

import queries
from data.intake import desk
from data.intake.draft import Understood
from data.store import Store, Trial
from pages.parts import words
from pages.parts.visit import Visit

KEPT = "thay-doi-so-lieu"
MOST_SHOWN = 8
EVER = 1200  # months: every recognition, however long it lasts
# What is followed is what the plan or the results name, so a table of results changes it too.
COUNTS = {
    "planned_count": "Số mục theo dõi (theo kế hoạch và kết quả)",
    "reported_count": words.heading("reported_count"),
    "needs_review_count": words.heading("needs_review_count"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after."""

    name: str
    before: str
    after: str


def show(visit: Visit, understood: Understood) -> None:
    """The figures that would change, before and after."""
    changes = _changes(visit, understood)
    if not changes:
        st.markdown("Nộp tệp này không làm thay đổi số liệu theo dõi nào.")
        return
    said = " · ".join(
        f"{words.escape_markdown(each.name)}: {words.escape_markdown(each.before)} →"
        f" **{words.escape_markdown(each.after)}**"
        for each in changes[:MOST_SHOWN]
    )
    more = (
        f" · và {words.number(len(changes) - MOST_SHOWN)} thay đổi nữa" if len(changes) > MOST_SHOWN else ""
    )
    st.markdown(f"**Khi nộp, số liệu thay đổi:** {said}{more}")


def _changes(visit: Visit, understood: Understood) -> list[Change]:
    """Worked out anew only when the file as it was understood, or the store, has changed."""
    mark = (id(understood), visit.store.revision)
    if st.session_state.get(KEPT, (None,))[0] != mark:
        st.session_state[KEPT] = (mark, changes(visit, understood), understood)
    return st.session_state[KEPT][1]


def changes(visit: Visit, understood: Understood) -> list[Change]:
    """What would be different if this file were handed in now, seen through the lens of who hands it in."""
    before = _figures(visit.store, visit, understood)
    with desk.tried(visit.store, understood, by=visit.account.login_name, at=visit.now) as trial:
        after = _figures(trial, visit, understood)
    names = dict.fromkeys([*before, *after])
    nothing = words.NO_DATA
    found = [Change(name, before.get(name, nothing), after.get(name, nothing)) for name in names]
    return [each for each in found if each.before != each.after]


def _figures(asked: Store | Trial, visit: Visit, understood: Understood) -> dict[str, str]:
    choice = queries.Choice(school_year=understood.school_year or None, school=understood.school_code)
    said: dict[str, str] = {}
    if understood.school_code:
        register = queries.reports.register(asked, visit.lens, choice)
        said |= {row.short_name: _owed(row) for row in register.itertuples(index=False)}
    if {"plan", "results"} & set(understood.kinds):
        framework = understood.framework_code
        rows = queries.completion.by_school(asked, visit.lens, choice, framework=framework)
        said |= _completion(rows[rows["school_code"] == understood.school_code])
    if "schedule" in understood.kinds:
        visits = queries.schedule.evaluations(asked, visit.lens, choice)
        said["Trường trong lịch đánh giá ngoài"] = words.number(len(visits))
    if "recognitions" in understood.kinds:
        found = queries.schedule.expiring(asked, visit.lens, choice, month_count=EVER)
        said |= {
            f"{row.school_name}, {words.recognition_kind_word(row.kind)}": f"{words.recognition_word(row.kind, row.grade)},"
            f" hết hạn {row.expires_on:%d/%m/%Y}"
            for row in found.itertuples(index=False)
        }
    if "schools" in understood.kinds:
        said["Trường trong danh mục"] = words.number(len(queries.schools.listing(asked, visit.lens, choice)))
    return said


def _owed(row: Any) -> str:
    if row.state == "received_late":
        return f"đã nộp, muộn {words.number(row.late_days)} ngày"
    if row.state == "overdue":
        return f"chưa nộp, quá hạn {words.number(row.late_days)} ngày"
    said = {"received": "đã nộp", "waived": "được miễn", "hollow": "đã nộp, cần đọc kỹ"}
    return said.get(row.state, "chưa nộp")


def _completion(rows: pd.DataFrame) -> dict[str, str]:
    if rows.empty:
        return dict.fromkeys(COUNTS.values(), "0")
    one = rows.iloc[0]
    said = {said: words.number(one[name]) for name, said in COUNTS.items()}
    return said | {"Tỉ lệ hoàn thành": words.percent_range(one["low_share"], one["high_share"])}
