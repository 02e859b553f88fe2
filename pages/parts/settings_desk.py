"""The office's own settings: what they are, who may change which, and every change there was.

Each deed asks again who is here and what they may, and is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

import queries
from data import office_settings
from data.access import roles
from data.office_settings import (
    GOVERNING_UNIT,
    HOLLOW_SHARE,
    LONGEST_NAME,
    OFFICE_NAME,
    REGISTER_FROM,
    NotSet,
)
from pages.parts import journal, news, tables, visit, words
from pages.parts.visit import Visit

Stop = Callable[[roles.Account], None]
_NO_YEAR = ""


def known(here: Visit) -> dict[str, str]:
    """The settings of today, by name."""
    found = queries.office.settings(here.store, here.lens, queries.Choice())
    return {str(row.name): str(row.value) for row in found.itertuples(index=False)}


def changes(here: Visit) -> pd.DataFrame:
    """Every change, the newest first."""
    return queries.office.changes(here.store, here.lens, queries.Choice())


def sentence(said: Mapping[str, str], found: pd.DataFrame) -> str:
    """Who this office is, by which rules it counts, and when that was changed last."""
    name = words.escape_markdown(said.get(OFFICE_NAME) or "Cơ quan chưa ghi tên")
    since = said.get(REGISTER_FROM)
    counted = f"sổ theo dõi báo cáo tính từ năm học {since}" if since else "sổ theo dõi chỉ có năm học này"
    told = f"{name}: {counted}; bảng có {_share(said)} số dòng cần đọc kỹ thì ghi là «đã nộp, cần đọc kỹ»"
    if found.empty or words.is_missing(found["recorded_by"].iloc[0]):
        return f"{told}."
    return f"{told}. Đổi gần nhất ngày {words.day(found['recorded_at'].iloc[0].date())}."


def _share(said: Mapping[str, str]) -> str:
    percent = _percent(said)
    return "từ một nửa" if percent is None else f"từ {percent} %"


def rules(here: Visit, said: Mapping[str, str]) -> None:
    """From when the register counts, and when a table that came counts as hollow."""
    st.markdown("**Quy tắc của sổ theo dõi báo cáo**")
    if not roles.may_keep_rules(here.account):
        st.markdown(
            f"- Tính từ năm học: {said.get(REGISTER_FROM) or 'năm học này'}\n- Cần đọc kỹ: {_share(said)} số dòng"
        )
        return
    with st.form("cai-dat-quy-tac"):
        st.selectbox(
            "Sổ tính từ năm học",
            _years(here, said),
            index=_years(here, said).index(said.get(REGISTER_FROM, _NO_YEAR)),
            format_func=lambda year: year or "chỉ năm học này",
            key="cai-dat-nam",
            filter_mode=None,
        )
        st.number_input(
            "Bảng là «cần đọc kỹ» khi có từ bao nhiêu phần trăm số dòng cần đọc kỹ (để trống: một nửa)",
            min_value=1,
            max_value=100,
            value=_percent(said),
            step=1,
            key="cai-dat-ti-le",
        )
        st.form_submit_button("Lưu quy tắc", on_click=_save_rules)
    st.caption("Quy tắc mới dùng từ lúc lưu; xem lại một ngày đã qua vẫn theo quy tắc của ngày đó.")


def names(here: Visit, said: Mapping[str, str]) -> None:
    """What stands at the head of the forms that are given out."""
    st.markdown("**Tên ghi ở đầu các mẫu gửi trường**")
    labels = {OFFICE_NAME: "Tên cơ quan", GOVERNING_UNIT: "Đơn vị chủ quản"}
    if not roles.may_configure(here.account):
        told = (
            f"- {label}: {words.escape_markdown(said.get(name) or 'chưa ghi')}"
            for name, label in labels.items()
        )
        st.markdown("\n".join(told))
        return
    with st.form("cai-dat-ten"):
        for name, label in labels.items():
            st.text_input(label, value=said.get(name, ""), max_chars=LONGEST_NAME, key=f"cai-dat-{name}")
        st.form_submit_button("Lưu tên", on_click=_save_names)


def history(found: pd.DataFrame) -> None:
    """Who changed what when."""
    st.markdown("**Đã đổi những gì**")
    if found.empty:
        st.caption("Chưa ai đổi cài đặt nào.")
        return
    tables.grid(found, labels={"recorded_at": "Lúc", "recorded_by": "Người đổi"}, rows=8)


def _years(here: Visit, said: Mapping[str, str]) -> list[str]:
    """The school years to choose from: what is set, and from this one back; nothing set yet is a choice until one is."""
    start = here.today.year if here.today.month >= 8 else here.today.year - 1
    offered = {f"{year}-{year + 1}" for year in range(start - 6, start + 1)} | {
        said.get(REGISTER_FROM, _NO_YEAR)
    }
    return sorted(offered, reverse=True)


def _percent(said: Mapping[str, str]) -> int | None:
    share = said.get(HOLLOW_SHARE)
    return round(100 * float(share)) if share else None


def _save_rules() -> None:
    percent = st.session_state.get("cai-dat-ti-le")
    wanted = {HOLLOW_SHARE: office_settings.share_text(None if percent is None else int(percent))}
    if year := str(st.session_state.get("cai-dat-nam") or _NO_YEAR):
        wanted[REGISTER_FROM] = year
    _save(wanted, roles.stop_unless_may_keep_rules)


def _save_names() -> None:
    wanted = {
        name: str(st.session_state.get(f"cai-dat-{name}") or "") for name in (OFFICE_NAME, GOVERNING_UNIT)
    }
    _save(wanted, roles.stop_unless_may_configure)


def _save(wanted: Mapping[str, str], stop: Stop) -> None:
    here = visit.here()
    changed = []
    try:
        stop(here.account)
        for name, value in wanted.items():
            if office_settings.change(here.store, name, value, by=here.account.login_name, at=here.now):
                changed.append(words.setting_word(name))
                journal.note(here, "setting_changed", subject=name, detail=value or "để trống")
    except (roles.NotAllowed, NotSet) as refusal:
        news.refuse_later(str(refusal))
        return
    news.tell_later(f"Đã đổi: {', '.join(changed)}." if changed else "Không có gì thay đổi.")
