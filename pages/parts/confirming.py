"""What follows from what was understood: why it is refused, what it replaces, the button that keeps it, the receipt."""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

import queries
from data.access import roles
from data.intake import desk, earlier, layouts
from data.intake.draft import Understood
from data.intake.problems import ERROR
from pages.parts import changed, doubts, effect, journal, words
from pages.parts.visit import Visit

RECEIPT, SENDING = "bien-nhan", "dang-gui"
TYPING_SECONDS = 0.3
IN_LINES = frozenset({"no_criterion_known"})


def show(
    visit: Visit,
    understood: Understood,
    content: bytes,
    *,
    unsaid: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> None:
    """Why it cannot be handed in and what to do; or what handing it in does, and the button."""
    was_sent = st.session_state.pop(SENDING, None)
    if understood.outcome == "rejected":
        st.error(_way_out(understood, unsaid))
        return
    if refusal := _refusal(visit, understood):
        st.error(f"{refusal} Tệp chưa được nhận.")
        return
    button, advice = st.columns([2, 7], vertical_alignment="center")
    with button:
        label = f"Xác nhận nộp {words.number(len(understood.lines))} dòng"
        is_sent = st.button(
            label, type="primary", icon=":material/check:", key="xac-nhan-nop", width="stretch"
        )
    with advice:
        st.markdown(_next_step(understood))
    with st.container(key="thay-doi"):
        effect.show(visit, understood)
        _replaced(visit, understood)
    changed.against_in_use(visit, understood)
    if was_sent and not is_sent:
        st.warning("Vừa có ô được sửa thêm nên tệp chưa được nộp. Hãy xem lại rồi bấm xác nhận lần nữa.")
    if is_sent:
        st.session_state[SENDING] = True
        with st.spinner("Đang ghi nhận…"):
            # A cell that was being typed when the button was pressed arrives a moment later, and ends this run here.
            time.sleep(TYPING_SECONDS)
        del st.session_state[SENDING]
        _keep(visit, understood, content, names.get(understood.school_code or ""))


def _replaced(visit: Visit, understood: Understood) -> None:
    """Which tables this file takes the place of; or that it is in use already."""
    standing = earlier.standings(visit.store, [understood])[0]
    if standing.receipt and standing.is_in_use:
        st.caption(
            f"Tệp này đã được nộp (biên nhận {words.escape_markdown(standing.receipt)}) và đang dùng: nộp lại không thêm gì."
        )
        return
    said = [
        f"Thay {words.short_kind_word(kind).lower()} đang dùng: biên nhận {words.escape_markdown(replaced['revision_id'])},"
        f" {words.number(replaced['row_count'])} dòng, nộp lúc {words.moment(replaced['recorded_at'])}."
        for kind, replaced in _in_use(visit, understood).items()
    ]
    if said:
        st.caption(" ".join([*said, "Bảng cũ vẫn còn trong danh sách ở dưới."]))


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
        st.caption("Nộp tệp khác: chọn tệp ở ô phía trên. Tệp vừa nộp đã ở đầu danh sách bên dưới.")
        if unclear:
            st.page_link(
                "hand_in/statuses.py",
                label=f"Xác nhận tình trạng của {words.number(unclear)} dòng cần rà soát",
                icon=":material/checklist:",
            )


def forget_receipt() -> None:
    """Another file has been chosen: the last receipt is in the list."""
    st.session_state.pop(RECEIPT, None)


def _next_step(understood: Understood) -> str:
    """What to do now, in one sentence."""
    steps = []
    if doubtful := doubts.open_count(understood):
        steps.append(f"trả lời **{words.number(doubtful)} câu hỏi**")
    if understood.suggestions:
        steps.append(f"xem **{words.number(len(understood.suggestions))} ô sửa được ngay**")
    if understood.outcome == "needs_review":
        steps.append("sửa **các ô cần xem lại** trong bảng bên dưới")
    if not steps:
        return "Không có điểm nào cần xem lại: bấm xác nhận để nộp."
    return f"Nên làm trước: {', '.join(steps)}. Nộp ngay cũng được."


def is_mended_here(understood: Understood) -> bool:
    """Whether what stands in the way, if anything does, is in the lines themselves, so that typing there helps."""
    errors = {problem.code for problem in understood.problems if problem.level == ERROR}
    return bool(understood.lines) and errors <= IN_LINES


def _way_out(understood: Understood, unsaid: Mapping[str, tuple[str, ...]]) -> str:
    asked = {code for codes in unsaid.values() for code in codes}
    if all(problem.code in asked for problem in understood.problems if problem.level == ERROR):
        return f"Tệp chưa được nhận: hãy chọn {' và '.join(unsaid)} ở trên. Không cần chọn lại tệp."
    here = "ngay trong bảng bên dưới, hoặc sửa " if is_mended_here(understood) else ""
    return f"Tệp chưa được nhận: hãy sửa các lỗi nêu bên dưới {here}trong tệp, lưu rồi chọn lại. Chưa có số liệu nào thay đổi."


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
    for kind in earlier.taken_over(understood):
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
