"""The words of the account pages: what was done, from which browser, in which state an account is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from data.access.roles import Account
from data.access.sessions import SessionRow
from pages.parts import words

OUTCOME_WORDS = {"ok": "được", "refused": "bị từ chối"}
# What the door writes beside a sign-in or a refusal.
DETAIL_WORDS = {
    "password": "bằng mật khẩu",
    "demo": "tài khoản mẫu",
    "oidc": "bằng tài khoản ngoài",
    "unverified": "e-mail chưa được xác minh",
    "unknown": "e-mail không thuộc tài khoản nào",
}
IN_USE, TO_CHANGE, DISABLED = "Đang dùng", "Chờ đổi mật khẩu", "Đã khoá"
# Later ones hide behind earlier ones: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "coc_coc": "Cốc Cốc", "Firefox": "Firefox", "Chrome": "Chrome"}
_SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "Mac",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def outcome(code: str) -> str:
    """Whether it was let through."""
    return OUTCOME_WORDS.get(code, code)


def detail(text: str | None) -> str | None:
    """What else was written down."""
    return DETAIL_WORDS.get(text, text) if text else None


def standing(account: Account, locked_until: datetime | None = None) -> str:
    """In which state an account is; a wait after wrong passwords is said too."""
    said = DISABLED if account.is_disabled else TO_CHANGE if account.must_change else IN_USE
    return f"{said}, sai mật khẩu: chờ đến {words.moment(locked_until)[-5:]}" if locked_until else said


def device(agent: str | None) -> str:
    """ "Chrome trên Windows" for what a browser says of itself."""
    if not agent:
        return "không rõ"
    browser = next(
        (name for mark, name in _BROWSERS.items() if f"{mark}/" in agent or f"{mark}_" in agent), ""
    )
    if not browser:
        browser = "Safari" if re.search(r"Safari/", agent) else "Trình duyệt khác"
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), "")
    return f"{browser} trên {system}" if system else browser


def of_accounts(found: Sequence[Account], schools: Mapping[str, str]) -> str:
    """How many accounts there are, and what is to be done about them."""
    waiting = sum(account.must_change and not account.is_disabled for account in found)
    disabled = sum(account.is_disabled for account in found)
    without = len(schools.keys() - {account.school_code for account in found})
    said = f"{words.number(len(found))} tài khoản"
    said += f", {words.number(waiting)} chưa đổi mật khẩu lần đầu" if waiting else ""
    said += f", {words.number(disabled)} đã khoá" if disabled else ""
    return said + (f"; {words.number(without)} trường chưa có tài khoản." if without else ".")


def of_sessions(live: Sequence[SessionRow]) -> str:
    """How many people are in, through how many browsers."""
    people = len({each.login_name for each in live})
    return f"{words.number(people)} người đang đăng nhập, trong {words.number(len(live))} phiên."


def of_own(account: Account, *, session_count: int) -> str:
    """Who somebody is here."""
    name, school = words.escape_markdown(account.display_name), account.school_code
    said = f"{name}, {account.role_name.lower()}" + (
        f", mã trường {words.escape_markdown(school)}" if school else ""
    )
    login = words.escape_markdown(account.login_name)
    elsewhere = f" Đang đăng nhập ở {words.number(session_count)} nơi." if session_count > 1 else ""
    return f"{said}. Tên đăng nhập: {login}.{elsewhere}"
