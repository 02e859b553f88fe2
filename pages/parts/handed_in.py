"""What has been handed in: the list, the problems of one, its file, and taking it back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import queries
from data.access import roles
from data.intake import desk, layouts
from pages.door import paths
from pages.parts import changed, journal, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit


def show(visit: Visit, looking: Looking, revisions: pd.DataFrame) -> None:
    """The list of hand-ins, and below it the one that is chosen."""
    st.header("Các bảng tính đã nộp", anchor=False)
    tables.show(revisions, looking, "hand_ins.revisions", rows=8)
    labels = {row.revision_id: _label(row) for row in revisions.itertuples(index=False)}
    chosen = st.selectbox(
        "Chọn một biên nhận để xem các điểm cần xem lại, tải tệp gốc hoặc rút lại",
        ["", *labels],
        format_func=lambda number: labels.get(number, "Chưa chọn biên nhận"),
        key="chon-bien-nhan",
    )
    if chosen in labels:
        one = revisions[revisions["revision_id"] == chosen].iloc[0]
        _show_one(visit, looking, one)


def _label(row: Any) -> str:
    who = "" if words.is_missing(row.school_name) else f" · {row.school_name}"
    return f"{row.revision_id} · {words.kind_word(row.kind)}{who} · {row.school_year} · {row.file_name}"


def _show_one(visit: Visit, looking: Looking, one: pd.Series) -> None:
    found = queries.hand_ins.problems(*looking.asked, revision=one["revision_id"])
    if found.empty:
        st.markdown("Bảng này không có điểm nào cần xem lại.")
    else:
        tables.show(found, looking, "hand_ins.problems", rows=5, revision=one["revision_id"])
    changed.since_the_one_before(looking, one)
    st.link_button("Tải tệp gốc", paths.original_of(one["revision_id"]), icon=":material/attach_file:")
    if not words.is_missing(one["withdrawn_at"]):
        reason = words.escape_markdown(one["withdrawn_reason"])
        st.markdown(f"Đã rút lại lúc {words.moment(one['withdrawn_at'])}. Lý do: {reason}")
    elif not looking.is_past and _may_withdraw(visit, one):
        _withdraw(visit, one)


def _may_withdraw(visit: Visit, one: pd.Series) -> bool:
    if layouts.of_kind(one["kind"]).owner == layouts.OFFICE:
        return roles.may_keep_schedule(visit.account)
    return not words.is_missing(one["school_code"]) and roles.may_hand_in_for(
        visit.account, one["school_code"]
    )


def _withdraw(visit: Visit, one: pd.Series) -> None:
    number = one["revision_id"]
    with st.form(f"rut-{number}", enter_to_submit=False):
        reason = st.text_input("Rút lại bảng này vì", placeholder="Ví dụ: nộp nhầm năm học", max_chars=200)
        st.caption(
            "Sau khi rút lại, bảng nộp liền trước của cùng năm học (nếu có) được dùng lại."
            " Bảng đã rút vẫn còn trong danh sách, kèm lý do."
        )
        is_sent = st.form_submit_button(f"Rút lại {number}")
    if is_sent and not reason.strip():
        st.error("Hãy ghi lý do rút lại.")
    elif is_sent and _may_withdraw(visit, one):
        desk.withdraw(visit.store, number, reason=reason.strip(), by=visit.account.login_name, at=visit.now)
        journal.note(visit, "hand_in_withdrawn", subject=number, school_code=one["school_code"])
        st.rerun()
