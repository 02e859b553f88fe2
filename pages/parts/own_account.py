"""Everybody's own account: what it may do, its password, and where else it is signed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.access import accounts, lockout, roles, sessions
from data.access.roles import Account
from data.access.sessions import SessionRow
from pages.parts import house, journal, news, session_desk, visit, words
from pages.parts.visit import Visit

RIGHTS: tuple[tuple[str, Callable[[Account], bool]], ...] = (
    ("xem số liệu của mọi trường", roles.may_read_office),
    ("nộp bảng tính thay cho mọi trường", roles.may_hand_in_for_any),
    ("xem số liệu, nộp bảng tính và báo tình trạng của trường mình", roles.may_hand_in_for_own),
    ("cập nhật lịch đánh giá ngoài", roles.may_keep_schedule),
    ("xác nhận tình trạng thực hiện", roles.may_confirm_statuses),
    ("tiếp nhận bảng tính các trường nộp, trả lại kèm lý do", roles.may_accept_hand_ins),
    ("cập nhật hạn nộp báo cáo", roles.may_keep_deadlines),
    ("đổi quy tắc của sổ theo dõi báo cáo", roles.may_keep_rules),
    ("sửa từ khóa của các chủ đề", roles.may_keep_themes),
    ("ghi bảng đối chiếu hai thông tư", roles.may_keep_crosswalk),
    ("quản lý tài khoản, kết thúc phiên đăng nhập", roles.may_keep_accounts),
    ("xem nhật ký hoạt động", roles.may_read_audit),
    ("đổi cấu hình của cơ quan", roles.may_configure),
)
MINE = ("here", "created_at", "seen_at", "expires_at", "address", "device")


def rights(account: Account) -> None:
    """What this account may do."""
    st.header("Bạn được làm gì", anchor=False)
    st.markdown("\n".join(f"- {words.capital(said)}" for said, may in RIGHTS if may(account)))
    if account.email:
        st.caption(f"E-mail: {words.escape_markdown(account.email)}")


def password(here: Visit) -> None:
    """Three fields. Whatever comes of it they are replaced by new ones, so that no password stays in the tab."""
    st.header("Đổi mật khẩu", anchor=False)
    count = st.session_state.setdefault("lan-doi", 0)
    with st.form(f"doi-mat-khau-{count}", enter_to_submit=False):
        old = _secret("Mật khẩu đang dùng", f"dang-dung-{count}", "current-password")
        new = _secret("Mật khẩu mới (ít nhất 12 ký tự)", f"moi-{count}", "new-password")
        again = _secret("Ghi lại mật khẩu mới", f"ghi-lai-{count}", "new-password")
        is_sent = st.form_submit_button("Đổi mật khẩu", type="primary", icon=":material/key:")
    if not is_sent:
        return
    st.session_state["lan-doi"] += 1
    if new != again:
        news.refuse("Hai lần ghi mật khẩu mới không giống nhau.")
    _change(here, old=old, new=new)


def _secret(label: str, key: str, autocomplete: str) -> str:
    return st.text_input(label, type="password", max_chars=200, autocomplete=autocomplete, key=key)


def own_sessions(here: Visit, found: Sequence[SessionRow]) -> None:
    """Where this account is signed in, and the way to end all but this one."""
    st.header("Các phiên đang đăng nhập", anchor=False)
    token = visit.own_token()
    mine = sessions.find(here.store, token, at=house.clock())
    own = mine.session_no if mine else ""
    if found:
        session_desk.grid(found, MINE, names={}, own=own, rows=5)
    others = sum(each.session_no != own for each in found)
    if st.button(
        "Đăng xuất mọi nơi khác", icon=":material/logout:", disabled=not others, key="dang-xuat-noi-khac"
    ):
        sessions.end_all_of(here.store, here.account.login_name, at=house.clock(), but_token=token or None)
        journal.note(here, "session_ended", subject=here.account.login_name, detail="mọi phiên khác")
        news.tell("Đã đăng xuất mọi nơi khác; chỉ còn phiên này.")
    st.caption("Thấy một phiên không phải của bạn: bấm nút trên, đổi mật khẩu, rồi báo người quản trị.")


def _change(here: Visit, *, old: str, new: str) -> None:
    """Whoever sits at an open tab may guess as little as at the door."""
    who = {"login_name": here.account.login_name, "address": visit.address(), "at": house.clock()}
    if wait := lockout.refusal(here.store, **who):
        news.refuse(f"Đã sai quá nhiều lần. Hãy thử lại sau {max(1, round(wait.total_seconds()))} giây.")
    try:
        accounts.change_password(
            here.store,
            here.account.login_name,
            old=old,
            new=new,
            at=house.clock(),
            keep_token=visit.own_token(),
        )
    except accounts.AccountError as refusal:
        if isinstance(refusal, accounts.WrongPassword):
            lockout.failed(here.store, **who)
        journal.note(here, "password_changed", subject=here.account.login_name, outcome="refused")
        news.refuse(str(refusal))
    lockout.succeeded(here.store, **who)
    journal.note(here, "password_changed", subject=here.account.login_name)
    news.tell("Đã đổi mật khẩu; mọi phiên khác của bạn đã kết thúc.")
