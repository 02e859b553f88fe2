"""What a click on the page about two laws writes. Who clicks and what they may is asked here again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data import crosswalk
from data.access import roles
from data.crosswalk import NotPaired, Pair
from pages.parts import journal, lens_bar, visit, words
from pages.parts.visit import Visit

_SAID, _REFUSED = "doi-chieu-vua-ghi", "doi-chieu-khong-ghi"
PAST = "Đang xem một ngày đã qua nên không ghi được gì. Hãy chọn lại ngày hôm nay ở trên."


def say(from_framework: str, from_criterion: str, to_framework: str, *, key: str) -> None:
    """What the form with this key says of one criterion."""
    answer, counterpart, note = (st.session_state.get(f"{key}-{name}") for name in ("loai", "moi", "ghi-chu"))
    here = visit.here()
    pair = Pair(
        from_framework,
        from_criterion,
        to_framework,
        "" if answer == crosswalk.NONE else str(counterpart or ""),
    )
    try:
        _stop_unless_may(here)
        if answer not in crosswalk.KINDS or (answer != crosswalk.NONE and not counterpart):
            raise NotPaired("Hãy chọn tiêu chí mới trước khi ghi.")
        is_new = crosswalk.say(here.store, pair, answer, note=note, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotPaired) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    if is_new:
        journal.note(here, "crosswalk_changed", subject=_named(pair), detail=words.crosswalk_word(answer))
    st.session_state[f"{key}-ghi-chu"] = ""
    st.session_state[_SAID] = (
        f"Đã ghi: {_named(pair)}, {words.crosswalk_word(answer)}."
        if is_new
        else "Điều này đã được ghi từ trước."
    )


def take_back(pairs: Sequence[Pair]) -> None:
    """Answers that should not stand."""
    here = visit.here()
    try:
        _stop_unless_may(here)
    except (roles.NotAllowed, NotPaired) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    done = [
        pair
        for pair in pairs
        if crosswalk.take_back(here.store, pair, by=here.account.login_name, at=here.now)
    ]
    for pair in done:
        journal.note(here, "crosswalk_changed", subject=_named(pair), detail="bỏ")
    st.session_state[_SAID] = f"Đã bỏ {words.number(len(done))} dòng đối chiếu."


def show_outcome() -> None:
    """What the last click did, or why it did nothing."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)


def _stop_unless_may(here: Visit) -> None:
    """Raises NotAllowed, or NotPaired on a past day."""
    roles.stop_unless_may_keep_crosswalk(here.account)
    if lens_bar.looking(here).is_past:
        raise NotPaired(PAST)


def _named(pair: Pair) -> str:
    later = f" và {pair.to_criterion} của {words.framework(pair.to_framework)}" if pair.to_criterion else ""
    return f"tiêu chí {pair.from_criterion} của {words.framework(pair.from_framework)}{later}"
