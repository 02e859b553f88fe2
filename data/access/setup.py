"""The first start of a real office: a one-time code on the terminal, and the first administrator who knows it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from data import home
from data.access import account_rows, audit, guessable, passwords
from data.access.account_rows import AccountError
from data.access.roles import ADMINISTRATOR, Account
from data.store import Store

_TRIES = 5


class SetupRefused(AccountError):
    """There is nothing to set up here. The message is for the user, in Vietnamese."""


class SetupCode:
    """The code of this start, in memory alone. After a few wrong tries there is a new one, told to the terminal."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._renew()

    def is_right(self, text: str) -> bool:
        """Whether this is the code; a wrong one is counted."""
        typed = text.strip().lower()
        with self._lock:
            if not self._code:
                return False
            if secrets.compare_digest(typed.encode(), self._code.encode()):
                return True
            self._tries += 1
            if self._tries >= _TRIES:
                self._renew()
            return False

    def end(self) -> None:
        """From now on nothing is right."""
        with self._lock:
            self._code = ""

    def _renew(self) -> None:
        self._code = passwords.new_password()
        self._tries = 0
        self._tell(f"Mã thiết lập (dùng một lần, để tạo tài khoản quản trị đầu tiên): {self._code}")


def is_needed(store: Store) -> bool:
    """Whether nobody can come in yet: a store that is no sample and has no account."""
    has_account = bool(store.rows("select 1 from kept.account limit 1"))
    return not has_account and home.kind_of(store) != home.SAMPLE


def code_for(store: Store, *, tell: Callable[[str], None]) -> SetupCode | None:
    """A code, told to the terminal, when one is needed."""
    return SetupCode(tell) if is_needed(store) else None


def first_administrator(
    store: Store,
    *,
    code: SetupCode,
    login_name: str,
    password: str,
    at: datetime,
    display_name: str | None = None,
    address: str | None = None,
) -> Account:
    """Make the first account, and let the store say that it is a real one. Raises SetupRefused, AccountError.

    For somebody of whom `code.is_right` is true; the code ends with the first account.
    """
    fault = guessable.fault(password, names=[login_name, display_name])
    if fault:
        raise AccountError(fault)
    row = account_rows.new(
        login_name,
        role=ADMINISTRATOR,
        at=at,
        display_name=display_name,
        school_code=None,
        password_hash=passwords.hashed(password),
        must_change=False,
    )
    with store.transaction() as writer:
        if writer.rows("select 1 from kept.account limit 1"):
            raise SetupRefused("Bảng điều hành đã được thiết lập. Hãy đăng nhập.")
        try:
            home.mark_real_within(writer)
        except home.WrongKind as wrong:
            raise SetupRefused(str(wrong)) from wrong
        account_rows.add(writer, row)
        name = str(row["login_name"])
        audit.record(writer, at=at, login_name=name, address=address, action="set_up", subject=name)
    code.end()
    return account_rows.account(row)
