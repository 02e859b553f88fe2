"""For a school: each of its lines that nobody can be sure of, with all its words, and one click that says what it is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.access import roles
from data.intake.statuses import TAKEN_BACK
from pages.parts import picks, status_deeds, status_words, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

AT_ONCE = 15
_SHOWN = "so-dong-hien"
_TEXTS = {
    "plan": "Kế hoạch",
    "done_text": "Đã triển khai xong",
    "doing_text": "Đang triển khai",
    "not_started_text": "Chưa triển khai",
}


def show(here: Visit, looking: Looking, lines: pd.DataFrame) -> None:
    """How many are left, what another revision of the table said of the same words, and the lines."""
    asked = lines[lines["step"] != "clear"].sort_values(["recorded_at", "line_no"])
    if asked.empty:
        st.markdown("Nội dung các dòng đã rõ, trường không phải báo gì thêm.")
        return
    may = roles.may_say_status_for(here.account, here.account.school_code or "") and not looking.is_past
    if looking.is_past:
        st.caption(status_deeds.PAST)
    open_ones = asked[asked["step"] == "open"]
    known = len(asked) - len(open_ones)
    st.progress(known / len(asked), text=f"Đã rõ {words.number(known)} trong {words.number(len(asked))} dòng")
    with st.container(horizontal=True, vertical_alignment="center"):
        view = picks.view({"chua-bao": "Chưa báo", "tat-ca": "Tất cả"}, key="xem-dong")
        if may:
            st.caption(
                "Đọc từng dòng rồi bấm vào ô đúng, lưu ngay; bấm nhầm thì bấm ô khác hoặc bấm Bỏ chọn."
            )
            _offer_earlier(open_ones)
    if view != st.session_state.get("xem-dong-truoc"):
        st.session_state["xem-dong-truoc"] = view
        st.session_state.pop(status_deeds.JUST_SAID, None)
    just_said = st.session_state.get(status_deeds.JUST_SAID, set())
    is_shown = [
        view == "tat-ca" or line.step == "open" or (line.revision_id, line.line_no) in just_said
        for line in asked.itertuples(index=False)
    ]
    _cards(asked[is_shown], may=may)


def _offer_earlier(open_ones: pd.DataFrame) -> None:
    """What was said of the same words in another revision of the table: nothing is taken from there by itself."""
    known = open_ones[open_ones["earlier_status"].notna()]
    if known.empty:
        return
    said = {(line.revision_id, int(line.line_no)): line.earlier_status for line in known.itertuples()}
    st.button(
        f"Báo như bản trước: {words.number(len(said))} dòng",
        on_click=status_deeds.say,
        args=(said,),
        icon=":material/history:",
    )


def _cards(lines: pd.DataFrame, *, may: bool) -> None:
    shown = st.session_state.setdefault(_SHOWN, AT_ONCE)
    for line in lines.head(shown).itertuples(index=False):
        _card(line, may=may)
    if len(lines) > shown:
        left = words.number(len(lines) - shown)
        st.button(f"Hiện thêm, còn {left} dòng", on_click=_show_more, icon=":material/expand_more:")


def _show_more() -> None:
    st.session_state[_SHOWN] += AT_ONCE


def _card(line: Any, *, may: bool) -> None:
    key = f"{line.revision_id}-{line.line_no}"
    with st.container(border=True, key=f"status-card-{key}"):
        head = st.columns([13, 4, 4, 4, 6], gap="small", vertical_alignment="center")
        with head[0]:
            st.markdown(f"**{line.criterion_code}** {words.escape_markdown(line.criterion_name)}")
        if may and line.step != "confirmed":
            _buttons(line, key, head[1:])
        else:
            with head[-1]:
                st.caption(_verdict(line))
        for field, (name, heading) in zip(st.columns(4, gap="small"), _TEXTS.items(), strict=True):
            with field:
                st.caption(heading)
                st.markdown(_text(line, name))


def _text(line: Any, name: str) -> str:
    """As the school wrote it; an adjusted plan stands under the first one, for often it only says what changed."""
    names = ("plan_initial", "plan_adjusted") if name == "plan" else (name,)
    written = [getattr(line, each) for each in names if not words.is_missing(getattr(line, each))]
    if not written:
        return ":gray[(để trống)]"
    return "  \nĐiều chỉnh: ".join(words.escape_markdown(text) for text in written)


def _verdict(line: Any) -> str:
    """What is said of the line: by the office, by the school, in another revision of the table, or nothing yet."""
    told = []
    if not words.is_missing(line.confirmed_status):
        told.append(
            f"Chuyên viên xác nhận **{words.state_word(line.confirmed_status)}** {_day(line.confirmed_at)}"
        )
    if not words.is_missing(line.said_status):
        told.append(f"Trường báo **{words.state_word(line.said_status)}** {_day(line.said_at)}")
    if not told and not words.is_missing(line.earlier_status):
        told.append(f"Chưa báo. Bản trước: {words.state_word(line.earlier_status)}")
    return "  \n".join(told) or f"Chưa báo: {words.state_word(line.status)}"


def _day(moment: Any) -> str:
    return words.moment(moment)[:10]


def _buttons(line: Any, key: str, fields: list) -> None:
    place = (line.revision_id, int(line.line_no))
    for field, (status, label) in zip(fields, status_words.BUTTONS.items(), strict=False):
        field.button(
            label,
            key=f"{status}-{key}",
            type="primary" if line.said_status == status else "secondary",
            width="stretch",
            on_click=status_deeds.say,
            args=({place: status},),
        )
    if words.is_missing(line.said_status):
        fields[-1].caption(_verdict(line))
        return
    fields[-1].button(
        f"Bỏ chọn, đã báo {_day(line.said_at)}",
        key=f"bo-{key}",
        type="tertiary",
        on_click=status_deeds.say,
        args=({place: TAKEN_BACK},),
    )
