"""The meetings that are kept: who may notes the one of today, or takes one back that was noted by mistake."""

from __future__ import annotations

import streamlit as st

import queries
from data import meetings
from data.access import roles
from data.meetings import LONGEST_TITLE, MeetingRefused
from pages.parts import journal, lens_bar, meeting_bar, news, visit, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

PAST = "Đang xem một ngày đã qua nên không ghi được cuộc họp. Hãy chọn lại ngày hôm nay ở trên."
_FIELD_PIXELS = 480
_TITLE, _CHOSEN = "ten-cuoc-hop", "bo-cuoc-hop"


def show(here: Visit, looking: Looking) -> None:
    """The form of today's meeting, and the list; nothing for who only reads."""
    # Here and not above: whoever presses the button is at the end of the page. In a place of its own, so that what stands
    # below stays open.
    with st.container():
        news.show()
    if not roles.may_keep_meetings(here.account):
        return
    with st.expander("Ghi lại cuộc họp", icon=":material/groups:"):
        if looking.is_past:
            st.caption(PAST)
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                "Tên cuộc họp (không bắt buộc)", max_chars=LONGEST_TITLE, key=_TITLE, width=_FIELD_PIXELS
            )
            st.button(f"Ghi lại cuộc họp hôm nay ({words.day(here.today)})", on_click=_record, type="primary")
        known = queries.since.meetings(*looking.asked)
        if known.empty:
            return
        names = {
            row.meeting_id: meeting_bar.meeting_name(row.held_on, row.title)
            for row in known.itertuples(index=False)
        }
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                "Các cuộc họp đã ghi",
                list(names),
                format_func=names.get,
                key=_CHOSEN,
                filter_mode=None,
                width=_FIELD_PIXELS,
            )
            st.button("Bỏ ghi cuộc họp này", icon=":material/undo:", on_click=_take_back, args=(chosen,))


def _record() -> None:
    here = visit.here()
    try:
        _stop_unless_now(here)
        title = str(st.session_state.get(_TITLE) or "")
        meetings.record(here.store, here.today, title=title, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, MeetingRefused) as refusal:
        news.refuse_later(str(refusal))
        return
    st.session_state[_TITLE] = ""
    journal.note(here, "meeting_recorded", subject=words.day(here.today))
    news.tell_later(f"Đã ghi cuộc họp {words.day(here.today)}.")


def _take_back(meeting_id: str) -> None:
    here = visit.here()
    try:
        _stop_unless_now(here)
        day = meetings.take_back(here.store, meeting_id, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, MeetingRefused) as refusal:
        news.refuse_later(str(refusal))
        return
    journal.note(here, "meeting_taken_back", subject=words.day(day))
    news.tell_later(f"Đã bỏ ghi cuộc họp {words.day(day)}.")


def _stop_unless_now(here: Visit) -> None:
    """Raises NotAllowed, MeetingRefused."""
    roles.stop_unless_may_keep_meetings(here.account)
    if lens_bar.looking(here).is_past:
        raise MeetingRefused(PAST)
