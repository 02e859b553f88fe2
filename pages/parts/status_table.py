"""For the office: the lines of all schools in one table; the specialist ticks many and confirms them at once."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.access import roles
from data.intake.statuses import TAKEN_BACK, Line
from pages.parts import picks, status_deeds, status_words, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

_STEPS = {"can-ra-soat": "open", "truong-bao": "said", "da-xac-nhan": "confirmed"}
_VIEWS = {
    "can-ra-soat": "Cần rà soát",
    "truong-bao": "Trường đã báo",
    "da-xac-nhan": "Đã xác nhận",
    "tat-ca": "Tất cả",
}


def show(here: Visit, looking: Looking, lines: pd.DataFrame) -> None:
    """The lines of one step, what can be done with those that are ticked, and all of them as Excel."""
    may = roles.may_confirm_statuses(here.account) and not looking.is_past
    if looking.is_past and roles.may_confirm_statuses(here.account):
        st.caption(status_deeds.PAST)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = picks.view(_VIEWS, key="xem-tinh-trang")
        if may:
            _as_said(lines, is_first=view == "truong-bao")
    step = _STEPS.get(view)
    shown = (lines if step is None else lines[lines["step"] == step]).reset_index(drop=True)
    deeds = st.container(horizontal=True, vertical_alignment="center", key="status-deeds")
    # The key changes with the lines: what was ticked among other lines is not ticked any more.
    marks = tuple(zip(shown["revision_id"], shown["line_no"], strict=True))
    ticked = tables.show(
        shown,
        looking,
        "completion.statuses",
        choose=f"chon-{hash((view, marks))}" if may and not shown.empty else None,
        step=step,
    )
    if may:
        with deeds:
            _offer(shown.iloc[ticked])


def _as_said(lines: pd.DataFrame, *, is_first: bool) -> None:
    """One click for everything that schools have said and nobody has confirmed."""
    said = lines[lines["step"] == "said"]
    if not said.empty:
        _button(
            f"Xác nhận như trường đã báo: {words.number(len(said))} dòng",
            said,
            dict(zip(_places(said), said["said_status"], strict=True)),
            is_first=is_first,
        )


def _offer(ticked: pd.DataFrame) -> None:
    """What can be said of the ticked lines."""
    if ticked.empty:
        st.caption("Đánh dấu các dòng ở đầu bảng hoặc đầu mỗi dòng, rồi xác nhận nhiều dòng một lúc.")
        return
    count = words.number(len(ticked))
    for status, label in status_words.BUTTONS.items():
        _button(
            f"Xác nhận {count} dòng là {label}",
            ticked,
            dict.fromkeys(_places(ticked), status),
            is_first=status == "done",
        )
    said = ticked[ticked["said_status"].notna()]
    if not said.empty:
        label = f"{words.number(len(said))} dòng như trường đã báo"
        _button(label, said, dict(zip(_places(said), said["said_status"], strict=True)))
    earlier = ticked[ticked["earlier_status"].notna()]
    if not earlier.empty:
        label = f"{words.number(len(earlier))} dòng như bản trước"
        _button(label, earlier, dict(zip(_places(earlier), earlier["earlier_status"], strict=True)))
    confirmed = ticked[ticked["confirmed_status"].notna()]
    if not confirmed.empty:
        label = f"Bỏ xác nhận {words.number(len(confirmed))} dòng"
        _button(label, confirmed, dict.fromkeys(_places(confirmed), TAKEN_BACK))


def _button(label: str, lines: pd.DataFrame, said: dict[Line, str], *, is_first: bool = False) -> None:
    schools = dict(zip(lines["revision_id"], lines["school_code"], strict=True))
    st.button(
        label,
        type="primary" if is_first else "secondary",
        on_click=status_deeds.confirm,
        args=(said, schools),
    )


def _places(lines: pd.DataFrame) -> list[Line]:
    return [
        (number, int(line_no)) for number, line_no in zip(lines["revision_id"], lines["line_no"], strict=True)
    ]
