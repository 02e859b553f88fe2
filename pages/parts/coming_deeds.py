"""What a click on a proposal does. It runs before the page is worked out anew.

What is written was bound when the button was drawn; who clicks and what they may is asked again at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data import rescheduling
from data.access import roles
from data.intake import desk
from data.planning import Move
from pages.parts import journal, lens_bar, visit, words

_SAID, _REFUSED = "lich-vua-doi", "lich-khong-doi"
PAST = "Đang xem một ngày đã qua nên không dời được gì. Hãy chọn lại ngày hôm nay ở trên."


def show_outcome() -> None:
    """What the last click did, or why it did nothing."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)


def take(moves: Sequence[Move], revision_id: str) -> None:
    """Move these visits in the schedule with this receipt."""
    here = visit.here()
    try:
        roles.stop_unless_may_keep_schedule(here.account)
        if lens_bar.looking(here).is_past:
            raise rescheduling.NotMoved(PAST)
        receipt = rescheduling.take(
            here.store,
            moves,
            revision_id=revision_id,
            folder=here.home / "files",
            by=here.account.login_name,
            at=here.now,
        )
    except (roles.NotAllowed, rescheduling.NotMoved, desk.NotKept) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    journal.note(
        here, "schedule_moved", subject=receipt, detail=f"{len(moves)} trường; lịch trước {revision_id}"
    )
    st.session_state[_SAID] = (
        f"Đã dời {words.number(len(moves))} trường. Số biên nhận của lịch mới: {words.escape_markdown(receipt)}."
        " Muốn trở lại lịch trước, hãy rút bản này ở trang Nộp bảng tính."
    )
