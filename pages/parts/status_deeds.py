"""What a click on the page of statuses does. These run before the page is worked out anew.

What is written was bound when the button was drawn, so it is what the person saw; who clicks and what they may is asked
here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from data.access import roles
from data.intake import statuses
from data.intake.statuses import Line
from pages.parts import journal, lens_bar, status_words, visit
from pages.parts.visit import Visit

_SAID, _REFUSED = "tinh-trang-vua-ghi", "tinh-trang-khong-ghi"
PAST = "Đang xem một ngày đã qua nên không ghi được gì. Hãy chọn lại ngày hôm nay ở trên."
# Lines on which this tab has just spoken: they stay in their place, so that a slip can be mended.
JUST_SAID = "vua-bao"


def say(words: Mapping[Line, str]) -> None:
    """A school's word on lines of its own."""
    here = visit.here()
    school = here.account.school_code or ""
    try:
        roles.stop_unless_may_say_status_for(here.account, school)
        _stop_in_the_past(here)
        changed = statuses.say(here.store, words, school_code=school, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, statuses.NotSaid) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    st.session_state.setdefault(JUST_SAID, set()).update(words)
    _note(here, "status_said", words, changed, dict.fromkeys((number for number, _ in words), school))


def confirm(words: Mapping[Line, str], schools: Mapping[str, str]) -> None:
    """The office's word on lines of any school; `schools` says whose each table is, for the audit."""
    here = visit.here()
    try:
        roles.stop_unless_may_confirm_statuses(here.account)
        _stop_in_the_past(here)
        changed = statuses.confirm(here.store, words, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, statuses.NotSaid) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    _note(here, "status_confirmed", words, changed, schools)
    st.session_state[_SAID] = f"Đã ghi: {status_words.counted(words.values())}."


def show_outcome() -> None:
    """What the last click did, or why it did nothing."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)


def _stop_in_the_past(here: Visit) -> None:
    """Raises NotSaid."""
    if lens_bar.looking(here).is_past:
        raise statuses.NotSaid(PAST)


def _note(
    here: Visit, action: str, words: Mapping[Line, str], changed: Iterable[Line], schools: Mapping[str, str]
) -> None:
    """A line of the audit for each table, with how many of its lines became what."""
    by_table: dict[str, list[str]] = {}
    for line in changed:
        by_table.setdefault(line[0], []).append(words[line])
    journal.note_each(
        here,
        action,
        {number: schools.get(number) for number in by_table},
        details={number: status_words.counted(found) for number, found in by_table.items()},
    )
