"""What follows from what was understood: why it is refused, what it replaces, the button that keeps it, the receipt."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

import queries
from data.access import roles
from data.intake import desk, layouts
from data.intake.draft import Understood
from data.intake.problems import ERROR
from pages.parts import changed, journal, words
from pages.parts.visit import Visit

RECEIPT = "bien-nhan"


def show(
    visit: Visit,
    understood: Understood,
    content: bytes,
    *,
    unsaid: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> None:
    """Why it cannot be handed in and what to do; or what handing it in does, and the button."""
    if understood.outcome == "rejected":
        st.error(_way_out(understood, unsaid))
        return
    if refusal := _refusal(visit, understood):
        st.error(f"{refusal} Tệp chưa được nhận.")
        return
    for kind, replaced in _in_use(visit, understood).items():
        st.info(
            f"{words.kind_word(kind)}: đang dùng bảng nộp lúc {words.moment(replaced['recorded_at'])}"
            f" ({words.number(replaced['row_count'])} dòng, biên nhận {words.escape_markdown(replaced['revision_id'])})."
            " Khi xác nhận, tệp này thay bảng đó; bảng cũ vẫn còn trong danh sách ở dưới."
        )
    changed.against_in_use(visit, understood)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Xác nhận nộp {words.number(len(understood.lines))} dòng"
        is_sent = st.button(label, type="primary", icon=":material/check:")
        if understood.outcome == "needs_review":
            st.caption(
                "Vẫn nộp được; các điểm cần xem lại được giữ cùng biên nhận."
                " Nếu muốn sửa trước: sửa trong Excel, lưu rồi chọn lại tệp."
            )
    if is_sent:
        _keep(visit, understood, content, names.get(understood.school_code or ""))


def show_receipt() -> None:
    """The number of what was just handed in, large enough to be copied by hand."""
    if RECEIPT not in st.session_state:
        return
    number, understood, school, is_known = st.session_state[RECEIPT]
    start = "Tệp này đã nộp trước đó." if is_known else "Đã nhận."
    said = [" và ".join(words.kind_word(kind) for kind in understood.kinds)]
    if understood.school_year:
        said.append(f"năm học {understood.school_year}")
    if school:
        said.insert(1, words.escape_markdown(school))
    unclear = sum(getattr(line, "suggested_status", None) == "needs_review" for line in understood.lines)
    with st.container(key="receipt", border=True):
        st.markdown(f"{start} Số biên nhận: **{words.escape_markdown(number)}**")
        st.markdown(
            f"{', '.join(said)}, {words.number(len(understood.lines))} dòng. Các trang theo dõi đã tính bảng này."
        )
        if unclear:
            st.page_link(
                "hand_in/statuses.py",
                label=f"Xác nhận tình trạng của {words.number(unclear)} dòng cần rà soát",
                icon=":material/checklist:",
            )


def forget_receipt() -> None:
    """Another file has been chosen: the last receipt is in the list."""
    st.session_state.pop(RECEIPT, None)


def _way_out(understood: Understood, unsaid: Mapping[str, tuple[str, ...]]) -> str:
    asked = {code for codes in unsaid.values() for code in codes}
    if all(problem.code in asked for problem in understood.problems if problem.level == ERROR):
        return f"Tệp chưa được nhận: hãy chọn {' và '.join(unsaid)} ở trên. Không cần chọn lại tệp."
    return "Tệp chưa được nhận: hãy sửa các lỗi ở trên, lưu rồi chọn lại tệp. Chưa có số liệu nào thay đổi."


def _refusal(visit: Visit, understood: Understood) -> str | None:
    """Why this account may not hand this in; None when it may."""
    try:
        if is_office(understood):
            roles.stop_unless_may_keep_schedule(visit.account)
        else:
            roles.stop_unless_may_hand_in_for(visit.account, understood.school_code or "")
    except roles.NotAllowed as refusal:
        return str(refusal)
    return None


def is_office(understood: Understood) -> bool:
    """Whether the tables are the office's own, handed in for no school."""
    return understood.kind is not None and layouts.of_kind(understood.kind).owner == layouts.OFFICE


def _in_use(visit: Visit, understood: Understood) -> dict[str, dict[Hashable, Any]]:
    """Kind -> the table of that kind, of the same school and year, that is in use now."""
    choice = queries.Choice(school_year=understood.school_year, school=understood.school_code)
    used: dict[str, dict[Hashable, Any]] = {}
    for kind in understood.kinds:
        found = queries.hand_ins.revisions(visit.store, visit.lens, choice, kind=kind)
        rows = found[found["is_current"].fillna(False).astype(bool)].to_dict("records")
        if rows:
            used[kind] = rows[0]
    return used


def _keep(visit: Visit, understood: Understood, content: bytes, school: str | None) -> None:
    # `visit` is of this very run, so the right is the one the account has now.
    if refusal := _refusal(visit, understood):
        st.error(refusal)
        return
    before = _in_use(visit, understood)
    try:
        with st.spinner("Đang ghi nhận…"):
            receipt = desk.keep(
                visit.store,
                understood,
                content,
                folder=visit.home / "files",
                by=visit.account.login_name,
                at=visit.now,
            )
    except desk.NotKept as reason:
        st.error(str(reason))
        return
    is_known = any(revision["hand_in_id"] == receipt for revision in before.values())
    journal.note(visit, "hand_in_kept", subject=receipt, school_code=understood.school_code)
    st.session_state[RECEIPT] = (receipt, understood, school, is_known)
    st.session_state.pop("da-doc", None)
    st.session_state["tep"] += 1
    st.rerun()
