"""What has been handed in: the list, what becomes of many of it, the problems of one, its file."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import queries
from data.access import roles
from pages.door import paths
from pages.parts import changed, handed_in_deeds, marked_copy, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit


def show(visit: Visit, looking: Looking, revisions: pd.DataFrame) -> None:
    """The list of hand-ins, and below it the one that is chosen."""
    st.header("Các bảng tính đã nộp", anchor=False)
    handed_in_deeds.show_outcome(handed_in_deeds.ALL)
    may_accept = roles.may_accept_hand_ins(visit.account) and not looking.is_past
    deeds = st.container(horizontal=True, vertical_alignment="center")
    # The key changes with the rows: what was ticked in another list is not ticked any more.
    listed = hash(tuple(revisions["revision_id"] + revisions["hand_in_state"]))
    ticked = tables.show(
        revisions, looking, "hand_ins.revisions", rows=8, choose=f"chon-bang-{listed}" if may_accept else None
    )
    if may_accept:
        with deeds:
            handed_in_deeds.accepting(revisions, ticked)
    labels = {row.revision_id: _label(row) for row in revisions.itertuples(index=False)}
    chosen = st.selectbox(
        "Chọn một biên nhận để xem các điểm cần xem lại, tải tệp gốc, rút hoặc trả lại",
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
    with st.container(horizontal=True):
        st.link_button("Tải tệp gốc", paths.original_of(one["revision_id"]), icon=":material/attach_file:")
        marked_copy.offer_kept(one["revision_id"], found)
    st.markdown(_history(one))
    handed_in_deeds.show_outcome(one["revision_id"])
    if words.is_missing(one["withdrawn_at"]) and not looking.is_past:
        handed_in_deeds.of_one(visit, one)


def _history(one: pd.Series) -> str:
    """What became of it, in one line."""
    told = [f"nộp lúc {words.moment(one['recorded_at'])}"]
    if not words.is_missing(one["accepted_at"]):
        told.append(f"tiếp nhận lúc {words.moment(one['accepted_at'])}")
    if not words.is_missing(one["withdrawn_at"]):
        is_returned = one["hand_in_state"] == "returned"
        what = "chuyên viên trả lại" if is_returned else "rút lại"
        reason = words.escape_markdown(one["withdrawn_reason"])
        told.append(f"{what} lúc {words.moment(one['withdrawn_at'])}. Lý do: {reason}")
    return f"{words.capital(words.hand_in_word(one['hand_in_state']))}: {', '.join(told)}"
