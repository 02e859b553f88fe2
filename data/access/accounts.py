"""Accounts with a password: added, reset, disabled, listed, and checked at the door."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.access import sessions
from data.access.roles import ROLES, SCHOOL, Account
from data.lens import OFFICE
from data.store import Store, Writer

# argon2id, one lane, 46 MiB: about a tenth of a second on an office's machine, and many guesses cost real memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
# Without 0 o, 1 l i: these passwords are read from paper and typed by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LOGIN_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_LONGEST_PASSWORD = 200


class AccountError(Exception):
    """What was asked cannot be done. The message is for the user, in Vietnamese."""


def add(
    store: Store,
    login_name: str,
    *,
    role: str,
    at: datetime,
    display_name: str | None = None,
    school_code: str | None = None,
    password: str | None = None,
) -> str:
    """Make an account and give back its password, which is kept nowhere; made up when none is given."""
    name = normal_name(login_name)
    _check(store, name, role=role, school_code=school_code)
    password = password or new_password()
    if len(password) > _LONGEST_PASSWORD:
        raise AccountError(f"Mật khẩu dài quá {_LONGEST_PASSWORD} ký tự.")
    row = {
        "login_name": name,
        "display_name": (display_name or name).strip(),
        "role": role,
        "school_code": school_code,
        "password_hash": _HASHER.hash(_normal_password(password)),
        "is_disabled": False,
        "recorded_at": at,
    }
    with store.transaction() as writer:
        if _row(writer, name):
            raise AccountError(f"Tên đăng nhập “{name}” đã có; hãy chọn tên khác.")
        writer.add("kept.account", [row])
    return password


def reset_password(store: Store, login_name: str, *, at: datetime) -> str:
    """Give an account a new password, which is given back once, and end its sessions. A disabled one opens again."""
    password = new_password()
    hashed = _HASHER.hash(_normal_password(password))
    with store.transaction() as writer:
        name = _known(writer, login_name)
        writer.run(
            "update kept.account set password_hash = $hash, is_disabled = false, recorded_at = $at "
            "where login_name = $name",
            {"hash": hashed, "at": at, "name": name},
        )
        sessions.end_all(writer, name, at=at)
    return password


def disable(store: Store, login_name: str, *, at: datetime) -> None:
    """Close an account and end its sessions; what it recorded stays."""
    with store.transaction() as writer:
        name = _known(writer, login_name)
        writer.run(
            "update kept.account set is_disabled = true, recorded_at = $at where login_name = $name",
            {"at": at, "name": name},
        )
        sessions.end_all(writer, name, at=at)


def listing(store: Store) -> list[Account]:
    """All accounts, by login name."""
    return [_account(row) for row in store.rows("select * from kept.account order by login_name")]


def find(store: Store, login_name: str) -> Account | None:
    """The account of this exact login name."""
    rows = store.rows("select * from kept.account where login_name = $name", {"name": login_name})
    return _account(rows[0]) if rows else None


def check_password(store: Store, login_name: str, password: str) -> Account | None:
    """The account, when name and password belong together and it is not disabled.

    An unknown name takes as long as a wrong password, so that the time does not tell which names exist.
    """
    name = normal_name(login_name)
    rows = store.rows("select * from kept.account where login_name = $name", {"name": name})
    row = rows[0] if rows and not rows[0]["is_disabled"] else None
    is_right = _verifies(row["password_hash"] if row else _hash_of_nobody(), password[:_LONGEST_PASSWORD])
    return _account(row) if row and is_right else None


def normal_name(text: str) -> str:
    """A login name as it is kept: no blanks around it, small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def new_password() -> str:
    """Three groups of five letters and digits: 74 bits, and it can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _check(store: Store, name: str, *, role: str, school_code: str | None) -> None:
    if not _LOGIN_NAME.fullmatch(name):
        raise AccountError(
            "Tên đăng nhập gồm 1 đến 64 chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới; "
            "bắt đầu và kết thúc bằng chữ cái hoặc chữ số."
        )
    if role not in ROLES:
        raise AccountError(f"Không có vai trò “{role}”; hãy dùng một trong: {', '.join(ROLES)}.")
    if (role == SCHOOL) != bool(school_code):
        raise AccountError(
            "Tài khoản của trường phải gắn với một mã trường; tài khoản của cơ quan thì không gắn với trường nào."
        )
    known = "select 1 from kept.school_version where school_code = $code limit 1"
    if school_code and (school_code == OFFICE or not store.rows(known, {"code": school_code})):
        raise AccountError(f"Không có trường nào mang mã “{school_code}”.")


def _known(writer: Writer, login_name: str) -> str:
    name = normal_name(login_name)
    if not _row(writer, name):
        raise AccountError(f"Không có tài khoản nào tên “{name}”.")
    return name


def _row(writer: Writer, name: str) -> bool:
    return bool(writer.rows("select 1 from kept.account where login_name = $name", {"name": name}))


def _account(row: dict[str, Any]) -> Account:
    return Account(
        row["login_name"], row["display_name"], row["role"], row["school_code"], bool(row["is_disabled"])
    )


def _normal_password(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _verifies(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, _normal_password(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
