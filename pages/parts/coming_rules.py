"""What the office sets itself for planning: days of the steps that no law counts, and periods without visits.

Each deed asks again who is here and what they may, and is written down.
"""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import streamlit as st

from data import planning_rules
from data.access import roles
from data.planning_rules import NotSet, Pause
from pages.parts import coming_words, journal, lens_bar, visit, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

_REFUSED = "quy-tac-khong-dat"
PAST = "Đang xem một ngày đã qua nên không đặt được gì. Hãy chọn lại ngày hôm nay ở trên."
OTHER = "Thời gian khác"


def days(here: Visit, looking: Looking, deadlines: pd.DataFrame) -> None:
    """Which steps have no days yet; whoever keeps the deadlines sets them."""
    said = coming_words.unset(deadlines)
    if said:
        st.caption(words.escape_markdown(said))
    own = deadlines[deadlines["is_own_rule"].astype(bool)].drop_duplicates("step_code")
    if not roles.may_keep_deadlines(here.account) or looking.is_past or own.empty:
        return
    _show_refusal()
    with st.expander("Đặt số ngày của từng việc"), st.form("so-ngay", border=False):
        for row in own.itertuples(index=False):
            st.number_input(
                f"{row.step_name}: trước ngày đón đoàn (ngày; để trống nếu chưa đặt)",
                min_value=1,
                max_value=planning_rules.MOST_DAYS,
                value=None if words.is_missing(row.lead_days) else int(row.lead_days),
                step=1,
                key=f"so-ngay-{row.step_code}",
            )
        codes = tuple(str(code) for code in own["step_code"])
        st.form_submit_button("Lưu số ngày", on_click=_set_days, args=(codes,))


def pauses(here: Visit, looking: Looking) -> None:
    """The periods that the office has added; whoever keeps the schedule adds one or takes one back."""
    if not roles.may_keep_schedule(here.account) or looking.is_past:
        return
    _show_refusal()
    with st.expander("Thời gian không đón đoàn (tuần kiểm tra, nghỉ Tết của địa phương)"):
        for place, pause in enumerate(planning_rules.pauses(here.store)):
            with st.container(horizontal=True, vertical_alignment="center"):
                period = words.window(pause.first_on, pause.last_on)
                st.markdown(f"{words.escape_markdown(pause.name)}: {period}")
                st.button("Bỏ", key=f"bo-nghi-{place}", on_click=_drop, args=(pause,))
        with st.form("nghi", border=False, clear_on_submit=True):
            name, first, last = st.columns([2, 1, 1])
            names = [words.capital(each) for each in planning_rules.unset_names(here.store)]
            name.selectbox("Tên", [*names, OTHER], key="nghi-ten", filter_mode=None)
            first.text_input("Từ ngày", placeholder="ngày/tháng/năm", key="nghi-tu")
            last.text_input("Đến ngày", placeholder="ngày/tháng/năm", key="nghi-den")
            st.form_submit_button("Thêm thời gian nghỉ", on_click=_add)


def _show_refusal() -> None:
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)


def _set_days(codes: tuple[str, ...]) -> None:
    here = visit.here()
    try:
        roles.stop_unless_may_keep_deadlines(here.account)
        _stop_in_the_past(here)
        for code in codes:
            value = st.session_state.get(f"so-ngay-{code}")
            count = int(value) if value is not None else None
            if planning_rules.set_days(here.store, code, count, by=here.account.login_name, at=here.now):
                detail = "bỏ số ngày" if count is None else f"{count} ngày"
                journal.note(here, "planning_rule_set", subject=code, detail=detail)
    except (roles.NotAllowed, NotSet) as refusal:
        st.session_state[_REFUSED] = str(refusal)


def _add() -> None:
    here = visit.here()
    try:
        roles.stop_unless_may_keep_schedule(here.account)
        _stop_in_the_past(here)
        name = str(st.session_state.get("nghi-ten") or OTHER)
        pause = Pause(name, _day("nghi-tu"), _day("nghi-den"))
        planning_rules.set_pause(here.store, pause, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotSet) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    _note(here, pause, "thêm")


def _drop(pause: Pause) -> None:
    here = visit.here()
    try:
        roles.stop_unless_may_keep_schedule(here.account)
        _stop_in_the_past(here)
        planning_rules.drop_pause(here.store, pause, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotSet) as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    _note(here, pause, "bỏ")


def _note(here: Visit, pause: Pause, word: str) -> None:
    detail = f"{word} {words.window(pause.first_on, pause.last_on)}"
    journal.note(here, "planning_rule_set", subject=pause.name, detail=detail)


def _day(key: str) -> date:
    """Raises NotSet for what is no day."""
    try:
        return datetime.strptime(str(st.session_state.get(key)).strip(), "%d/%m/%Y").date()
    except ValueError:
        raise NotSet("Hãy ghi ngày như 20/12/2026.") from None


def _stop_in_the_past(here: Visit) -> None:
    """Raises NotSet."""
    if lens_bar.looking(here).is_past:
        raise NotSet(PAST)
