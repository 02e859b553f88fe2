"""What can be done with tables that are there: accepting many, withdrawing one's own, returning one with a reason.

What is written was bound when the button was drawn; who clicks and what they may is asked again at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.access import roles
from data.intake import after, layouts, lists
from pages.parts import journal, lens_bar, visit, words
from pages.parts.visit import Visit

_SAID, _REFUSED = "bang-vua-lam", "bang-khong-lam"
ALL = "danh-sach"
_LIST_STAYS = (
    "Rút lại danh sách không xóa và không đổi lại trường nào: các trường đã thêm vẫn ở trong danh mục."
    " Muốn sửa trường nào, hãy nộp danh sách mới có trường đó."
)


def show_outcome(place: str) -> None:
    """What the last click at this place did, or why it did nothing: ALL for the list, else the receipt of one."""
    if st.session_state.get(_SAID, ("", ""))[0] == place:
        st.success(st.session_state.pop(_SAID)[1], icon=":material/check:")
    if st.session_state.get(_REFUSED, ("", ""))[0] == place:
        st.error(st.session_state.pop(_REFUSED)[1])


def returned(revisions: pd.DataFrame) -> None:
    """For a school: what the office has given back and still waits for, where it cannot be overlooked."""
    for one in revisions[revisions["is_to_redo"]].itertuples(index=False):
        kind = words.kind_word(one.kind)
        st.error(
            f"Chuyên viên trả lại **{kind[:1].lower()}{kind[1:]}** năm học {one.school_year}"
            f" (biên nhận {words.escape_markdown(one.revision_id)}) lúc {words.moment(one.withdrawn_at)}."
            f" Lý do: **{words.escape_markdown(one.withdrawn_reason)}**. Hãy sửa và nộp lại.",
            icon=":material/undo:",
        )


def accepting(revisions: pd.DataFrame, ticked: Sequence[int]) -> None:
    """One click that accepts the ticked tables; without any, all of the list that are in use and not accepted yet."""
    chosen = revisions.iloc[list(ticked)] if ticked else revisions
    open_ones = chosen[(chosen["hand_in_state"] == "in_use") & chosen["school_code"].notna()]
    if open_ones.empty:
        st.caption(
            "Các bảng đã chọn không cần tiếp nhận: đã tiếp nhận, đã thay, đã rút hoặc đã trả lại."
            if ticked
            else "Mọi bảng đang dùng của các trường đều đã được tiếp nhận."
        )
        return
    count = words.number(len(open_ones))
    st.button(
        f"Tiếp nhận {count} bảng đã chọn" if ticked else f"Tiếp nhận cả {count} bảng đang dùng",
        type="primary" if ticked else "secondary",
        icon=":material/inventory:",
        on_click=_accept,
        args=(dict(zip(open_ones["revision_id"], open_ones["school_code"], strict=True)),),
    )
    st.caption(
        "Đã tiếp nhận thì trường không tự rút được nữa."
        + ("" if ticked else " Đánh dấu các dòng trong bảng để chỉ tiếp nhận các bảng đó.")
    )


def of_one(here: Visit, one: pd.Series) -> None:
    """Withdrawing or returning a table that is in use or was replaced; whoever may do neither is told who may."""
    is_own = one["recorded_by"] == here.account.login_name
    if _is_offices(one):
        if roles.may_keep_schedule(here.account):
            _withdraw(one)
    elif roles.may_accept_hand_ins(here.account) and not is_own:
        _give_back(one)
    elif _may_withdraw(here, one):
        if one["hand_in_state"] == "accepted" and not roles.may_accept_hand_ins(here.account):
            st.caption(
                "Chuyên viên đã tiếp nhận nên trường không tự rút được. Cần sửa thì nộp bản mới,"
                " hoặc đề nghị chuyên viên trả lại."
            )
        else:
            _withdraw(one)


def _is_offices(one: pd.Series) -> bool:
    return layouts.of_kind(one["kind"]).owner == layouts.OFFICE


def _may_withdraw(here: Visit, one: pd.Series) -> bool:
    if _is_offices(one):
        return roles.may_keep_schedule(here.account)
    return not words.is_missing(one["school_code"]) and roles.may_hand_in_for(
        here.account, one["school_code"]
    )


def _withdraw(one: pd.Series) -> None:
    number = one["revision_id"]
    with st.form(f"rut-{number}", enter_to_submit=False):
        key = f"ly-do-rut-{number}"
        st.text_input("Rút lại bảng này vì", placeholder="Ví dụ: nộp nhầm năm học", max_chars=200, key=key)
        st.caption(
            _LIST_STAYS
            if one["kind"] == lists.KIND
            else "Sau khi rút lại, bảng nộp liền trước của cùng năm học (nếu có) được dùng lại."
            " Bảng đã rút vẫn còn trong danh sách, kèm lý do."
        )
        st.form_submit_button(f"Rút lại {number}", on_click=_take_back, args=(one, key))


def _give_back(one: pd.Series) -> None:
    number = one["revision_id"]
    with st.form(f"tra-{number}", enter_to_submit=False):
        key = f"ly-do-tra-{number}"
        st.text_input(
            "Trả lại bảng này cho trường vì",
            placeholder="Ví dụ: thiếu tiêu chuẩn 5; hãy bổ sung rồi nộp lại",
            max_chars=300,
            key=key,
        )
        st.caption(
            "Trường thấy lý do này ngay đầu trang Nộp bảng tính và phải nộp lại."
            " Bảng nộp liền trước của cùng năm học (nếu có) được dùng lại; không gì bị xoá."
        )
        st.form_submit_button(f"Trả lại {number}", on_click=_return, args=(one, key))


def _accept(schools: dict[str, Any]) -> None:
    here = visit.here()
    try:
        roles.stop_unless_may_accept_hand_ins(here.account)
        _stop_in_the_past(here)
        fresh = after.accept(here.store, list(schools), by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, after.NotDone) as refusal:
        st.session_state[_REFUSED] = ALL, str(refusal)
        return
    journal.note_each(here, "hand_in_accepted", {number: schools[number] for number in fresh})
    st.session_state[_SAID] = ALL, f"Đã tiếp nhận {words.number(len(fresh))} bảng."


def _take_back(one: pd.Series, key: str) -> None:
    here, number = visit.here(), one["revision_id"]
    reason = str(st.session_state.get(key) or "").strip()
    try:
        _stop_in_the_past(here)
        if not _may_withdraw(here, one):
            raise roles.NotAllowed("Tài khoản này không được rút bảng này.")
        if not reason:
            raise after.NotDone("Hãy ghi lý do rút lại.")
        after.withdraw(
            here.store,
            number,
            reason=reason,
            by=here.account.login_name,
            at=here.now,
            even_accepted=_is_offices(one) or roles.may_accept_hand_ins(here.account),
        )
    except (roles.NotAllowed, after.NotDone) as refusal:
        st.session_state[_REFUSED] = number, str(refusal)
        return
    journal.note(here, "hand_in_withdrawn", subject=number, school_code=one["school_code"])
    st.session_state[_SAID] = number, f"Đã rút {words.escape_markdown(number)}."


def _return(one: pd.Series, key: str) -> None:
    here, number = visit.here(), one["revision_id"]
    try:
        roles.stop_unless_may_accept_hand_ins(here.account)
        _stop_in_the_past(here)
        reason = str(st.session_state.get(key) or "")
        after.give_back(here.store, number, reason=reason, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, after.NotDone) as refusal:
        st.session_state[_REFUSED] = number, str(refusal)
        return
    journal.note(here, "hand_in_returned", subject=number, school_code=one["school_code"])
    st.session_state[_SAID] = (
        f"Đã trả lại {words.escape_markdown(number)}; trường thấy lý do khi vào trang này."
    )


def _stop_in_the_past(here: Visit) -> None:
    """Raises NotDone."""
    if lens_bar.looking(here).is_past:
        raise after.NotDone(
            "Đang xem một ngày đã qua nên không làm được gì. Hãy chọn lại ngày hôm nay ở trên."
        )
