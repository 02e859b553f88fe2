"""Two laws in two columns; the specialist fills in what corresponds, one criterion at a time, others read."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import queries
from data import crosswalk
from data.access import roles
from data.crosswalk import Pair
from pages.parts import crosswalk_deeds, crosswalk_words, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

_KEY = "doi-chieu"


def show(here: Visit, looking: Looking, pairs: pd.DataFrame) -> None:
    """Both columns of one law and what followed it; for the specialist, today, the form and the way to take back."""
    may = roles.may_keep_crosswalk(here.account)
    if may and looking.is_past:
        st.caption(crosswalk_deeds.PAST)
        may = False
    if may:
        _form(looking, pairs)
    deeds = st.container(key="crosswalk-deeds")
    marks = tuple(zip(pairs["from_criterion_code"], pairs["to_criterion_code"].fillna(""), strict=True))
    framework = str(pairs["from_framework_code"].iloc[0])
    ticked = tables.show(
        pairs.assign(answer=pairs["answer"].where(pairs["answer"].notna(), "unsaid")),
        looking,
        "crosswalk.pairs",
        rows=10,
        choose=f"chon-doi-chieu-{hash((framework, marks))}" if may else None,
        framework=framework,
    )
    if may:
        with deeds:
            _offer(pairs.iloc[ticked])


def continued(looking: Looking, framework: str) -> None:
    """Weaknesses of before the change of law that go on at a corresponding criterion: two runs side by side, not one."""
    found = queries.crosswalk.continued(*looking.asked, framework=framework)
    st.caption("Nối qua bảng đối chiếu, chỉ để đọc: số năm của hai thông tư không cộng lại.")
    if found.empty:
        st.markdown("Chưa thấy điểm yếu nào nối tiếp qua các tiêu chí đã đối chiếu.")
        return
    tables.show(found, looking, "crosswalk.continued", framework=framework)


def _form(looking: Looking, pairs: pd.DataFrame) -> None:
    """One criterion of the earlier law, and what the specialist says of it. Nothing is chosen beforehand."""
    first = pairs.iloc[0]
    framework, later = str(first["from_framework_code"]), str(first["to_framework_code"])
    criteria = crosswalk_words.criteria(pairs)
    with st.container(horizontal=True, vertical_alignment="bottom", key="crosswalk-form"):
        code = st.selectbox(
            f"Tiêu chí của {words.framework(framework)}",
            list(criteria),
            format_func=lambda code: criteria.get(code, code),
            key=f"{_KEY}-cu-{framework}",
        )
        if code is None:
            return
        likely = queries.crosswalk.likely(*looking.asked, framework=framework, criterion=code)
        _answer(f"{_KEY}-{framework}-{code}", likely, framework, code, later)


def _answer(key: str, likely: pd.DataFrame, framework: str, code: str, later: str) -> None:
    kinds = {kind: words.capital(words.crosswalk_word(kind)) for kind in crosswalk.KINDS}
    answer = st.selectbox(
        "Đối chiếu",
        list(kinds),
        format_func=lambda kind: kinds.get(kind, kind),
        index=None,
        placeholder="Chọn",
        key=f"{key}-loai",
        filter_mode=None,
        width=240,
    )
    counterparts = crosswalk_words.counterparts(likely)
    st.selectbox(
        f"Tiêu chí của {words.framework(later)} (* bắt buộc)",
        list(counterparts),
        format_func=lambda each: counterparts.get(each, each),
        index=None,
        placeholder="Chọn",
        key=f"{key}-moi",
        disabled=answer == crosswalk.NONE,
    )
    st.text_input("Ghi chú", key=f"{key}-ghi-chu", max_chars=crosswalk.LONGEST_NOTE, width=180)
    st.button(
        "Ghi",
        type="primary",
        on_click=crosswalk_deeds.say,
        args=(framework, code, later),
        kwargs={"key": key},
        disabled=answer is None,
    )


def _offer(ticked: pd.DataFrame) -> None:
    """The way to take ticked answers back."""
    said = ticked[ticked["answer"].notna()]
    if said.empty:
        st.caption("Đánh dấu ở đầu dòng để bỏ một điều đã ghi.")
        return
    pairs = [
        Pair(
            row.from_framework_code,
            row.from_criterion_code,
            row.to_framework_code,
            "" if words.is_missing(row.to_criterion_code) else row.to_criterion_code,
        )
        for row in said.itertuples(index=False)
    ]
    st.button(f"Bỏ {words.number(len(pairs))} dòng đã ghi", on_click=crosswalk_deeds.take_back, args=(pairs,))
