"""What a click on the register's forms does. It runs before the page is worked out anew.

Who clicks and what they may is asked again at that moment; what was done is written down.
"""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from data import register
from data.access import roles
from data.register import NotEntered, Report
from pages.parts import journal, lens_bar, news, visit, words
from pages.parts.visit import Visit

PAST = "Đang xem một ngày đã qua nên không ghi được gì. Hãy chọn lại ngày hôm nay ở trên."


def waive(report: Report) -> None:
    """The chosen schools need not send this report."""
    here = visit.here()
    schools = _chosen("mien-truong")
    try:
        _stop_unless_now(here)
        until_on = _day("mien-den") if _text("mien-den") else None
        said = dict.fromkeys(schools, (_text("mien-ly-do"), until_on))
        register.waive(here.store, report, said, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotEntered) as refusal:
        news.refuse_later(str(refusal))
        return
    until = f", đến {words.day(until_on)}" if until_on else ""
    _note(here, "report_waived", report, schools, f"{_text('mien-ly-do')}{until}")
    _clear("mien-truong", "mien-ly-do", "mien-den")
    news.tell_later(f"Đã miễn nộp cho {words.number(len(schools))} trường.")


def receive(report: Report) -> None:
    """This report of the chosen schools came on paper."""
    here = visit.here()
    schools = _chosen("giay-truong")
    try:
        _stop_unless_now(here)
        said = dict.fromkeys(schools, (_day("giay-ngay"), _text("giay-so")))
        register.receive(here.store, report, said, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotEntered) as refusal:
        news.refuse_later(str(refusal))
        return
    _note(here, "report_received", report, schools, f"ngày {_text('giay-ngay')} {_text('giay-so')}".strip())
    _clear("giay-truong", "giay-so")
    news.tell_later(f"Đã ghi nhận trên giấy của {words.number(len(schools))} trường.")


def set_due() -> None:
    """A letter sets the due day of the chosen report for every school."""
    here, report = visit.here(), st.session_state.get("cong-van-bao-cao")
    try:
        _stop_unless_now(here)
        if not isinstance(report, Report):
            raise NotEntered("Hãy chọn báo cáo.")
        due_on, number = _day("cong-van-han"), _text("cong-van-so")
        register.set_due(here.store, report, due_on, number, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotEntered) as refusal:
        news.refuse_later(str(refusal))
        return
    subject = f"{report.obligation_code} {report.school_year}"
    journal.note(here, "due_day_set", subject=subject, detail=f"hạn {words.day(due_on)} {number}".strip())
    _clear("cong-van-han", "cong-van-so")
    news.tell_later(f"Đã đặt hạn {words.day(due_on)} cho mọi trường.")


def take_back() -> None:
    """The chosen waiver or receipt is no word any more."""
    here, chosen = visit.here(), st.session_state.get("bo-muc-nao")
    try:
        _stop_unless_now(here)
        if not isinstance(chosen, tuple):
            raise NotEntered("Hãy chọn mục cần bỏ.")
        entry, report, school = chosen
        register.take_back(here.store, entry, report, school, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, NotEntered) as refusal:
        news.refuse_later(str(refusal))
        return
    _note(here, "register_taken_back", report, [school], words.entry_word(entry))
    news.tell_later("Đã bỏ mục này.")


def _stop_unless_now(here: Visit) -> None:
    """Raises NotAllowed, NotEntered."""
    roles.stop_unless_may_keep_deadlines(here.account)
    if lens_bar.looking(here).is_past:
        raise NotEntered(PAST)


def _note(here: Visit, action: str, report: Report, schools: list[str], detail: str) -> None:
    """A line for each school."""
    for code in schools:
        subject = f"{report.obligation_code} {report.school_year}"
        journal.note(here, action, subject=subject, school_code=code, detail=detail)


def _chosen(key: str) -> list[str]:
    return [str(code) for code in st.session_state.get(key) or []]


def _text(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _day(key: str) -> date:
    """Raises NotEntered for what is no day."""
    try:
        return datetime.strptime(_text(key), "%d/%m/%Y").date()
    except ValueError:
        raise NotEntered("Hãy ghi ngày như 20/12/2026.") from None


def _clear(*keys: str) -> None:
    """What was entered is not entered a second time."""
    for key in keys:
        st.session_state.pop(key, None)
