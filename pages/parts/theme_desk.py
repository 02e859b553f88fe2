"""The terms of the themes: everybody may read them, the specialist adds one or takes one out, for all from then on."""

from __future__ import annotations

import streamlit as st

from data import themes
from data.access import roles
from data.themes import LONGEST_TERM, TermRefused
from pages.parts import journal, lens_bar, news, visit, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

PAST = "Đang xem một ngày đã qua nên không sửa được từ khóa. Hãy chọn lại ngày hôm nay ở trên."


def show(here: Visit, looking: Looking) -> None:
    """One theme and its terms; for who may, the fields that change them."""
    news.show()
    listed = {theme["theme_code"]: theme for theme in themes.listing(here.store)}
    with st.expander("Từ khóa của các chủ đề", icon=":material/label:"):
        code = st.selectbox(
            "Chủ đề",
            list(listed),
            format_func=lambda theme: words.capital(listed[theme]["name"]),
            key="chu-de-tu-khoa",
        )
        theme = listed[code]
        st.markdown(words.escape_markdown(", ".join(theme["terms"])) or "Chủ đề này chưa có từ khóa.")
        if theme["is_broad"]:
            st.caption("Chủ đề rộng: chỉ tính khi câu không nói đến chủ đề nào khác.")
        if not roles.may_keep_themes(here.account):
            return
        if looking.is_past:
            st.caption(PAST)
            return
        _change(code, theme["terms"])


def _change(code: str, terms: list[str]) -> None:
    st.caption("Từ khóa so theo cả chữ, không phân biệt hoa thường; viết tắt như PCCC là một từ khóa.")
    typed = f"them-{code}-{len(terms)}"
    with st.form(f"form-{typed}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Từ khóa thêm vào", max_chars=LONGEST_TERM, key=typed)
        st.form_submit_button("Thêm từ khóa", icon=":material/add:", on_click=_add, args=(code, typed))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Từ khóa bỏ ra", terms, placeholder="Chọn từ khóa", key=f"bo-{code}-{len(terms)}"
        )
        st.button(
            "Bỏ từ khóa",
            icon=":material/remove:",
            on_click=_take_out,
            args=(code, chosen),
            disabled=not chosen,
        )


def _add(code: str, typed: str) -> None:
    here = visit.here()
    term = str(st.session_state.get(typed) or "")
    try:
        _stop_unless_now(here)
        themes.add_term(here.store, code, term, by=here.account.login_name, at=here.now)
    except (roles.NotAllowed, TermRefused) as refusal:
        news.refuse_later(str(refusal))
        return
    journal.note(here, "theme_changed", subject=code, detail=f"thêm «{term.strip()}»")
    news.tell_later("Đã thêm từ khóa; các câu đã được xếp lại theo chủ đề.")


def _take_out(code: str, terms: list[str]) -> None:
    here = visit.here()
    try:
        _stop_unless_now(here)
        for term in terms:
            themes.take_out_term(here.store, code, term, by=here.account.login_name, at=here.now)
            journal.note(here, "theme_changed", subject=code, detail=f"bỏ «{term}»")
    except (roles.NotAllowed, TermRefused) as refusal:
        news.refuse_later(str(refusal))
        return
    news.tell_later("Đã bỏ từ khóa; các câu đã được xếp lại theo chủ đề.")


def _stop_unless_now(here: Visit) -> None:
    """Raises NotAllowed, TermRefused."""
    roles.stop_unless_may_keep_themes(here.account)
    if lens_bar.looking(here).is_past:
        raise TermRefused(PAST)
