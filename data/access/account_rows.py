"""The rows of the accounts: what may stand in them, and how they are changed within a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from data.access import names
from data.access.roles import ADMINISTRATOR, ROLES, SCHOOL, Account
from data.lens import OFFICE
from data.store import Store, Writer

_LONGEST_SHOWN = 200


class AccountError(Exception):
    """What was asked cannot be done. The message is for the user, in Vietnamese."""


def new(
    login_name: str,
    *,
    role: str,
    at: datetime,
    display_name: str | None,
    school_code: str | None,
    password_hash: str,
    email: str | None = None,
    must_change: bool,
) -> dict[str, object]:
    """The row of an account to be added."""
    name = names.login_name(login_name)
    return {
        "login_name": name,
        "display_name": shown_name(display_name or "") or name,
        "role": role,
        "school_code": school_code,
        "email": email,
        "password_hash": password_hash,
        "must_change": must_change,
        "password_changed_at": at,
        "is_disabled": False,
        "recorded_at": at,
    }


def add(writer: Writer, row: dict[str, Any]) -> None:
    """Add a row when its name, role, school and address may be; raises AccountError."""
    name = row["login_name"]
    if not names.is_login_name(name):
        raise AccountError(names.LOGIN_NAME_FAULT)
    check_role(writer, role=row["role"], school_code=row["school_code"])
    if find(writer, name):
        raise AccountError(f"Tên đăng nhập “{name}” đã có; hãy chọn tên khác.")
    email = free_email(writer, row["email"], but_of=name)
    writer.add("kept.account", [{**row, "email": email}])


def change(
    writer: Writer, login_name: str, assignments: str, params: dict[str, object], *, at: datetime
) -> None:
    """Set columns of one account; `assignments` is SQL of ours, with the values in `params`."""
    writer.run(
        f"update kept.account set {assignments}, recorded_at = $at where login_name = $login_name",
        {**params, "at": at, "login_name": login_name},
    )


def find(store: Store | Writer, login_name: str) -> dict[str, Any] | None:
    """The row of this exact login name."""
    rows = store.rows("select * from kept.account where login_name = $name", {"name": login_name})
    return rows[0] if rows else None


def known(writer: Writer, login_name: str) -> dict[str, Any]:
    """The row of a login name however it is typed; raises AccountError when there is none."""
    name = names.login_name(login_name)
    row = find(writer, name)
    if row is None:
        raise AccountError(f"Không có tài khoản nào tên “{name}”.")
    return row


def check_role(store: Store | Writer, *, role: str, school_code: str | None) -> None:
    """Raises AccountError unless the role exists and has a school exactly when it is a school's."""
    if role not in ROLES:
        raise AccountError(f"Không có vai trò “{role}”; hãy dùng một trong: {', '.join(ROLES)}.")
    if (role == SCHOOL) != bool(school_code):
        raise AccountError(
            "Tài khoản của trường phải gắn với một mã trường; tài khoản của cơ quan thì không gắn với trường nào."
        )
    there = "select 1 from kept.school_version where school_code = $code limit 1"
    if school_code and (school_code == OFFICE or not store.rows(there, {"code": school_code})):
        raise AccountError(f"Không có trường nào mang mã “{school_code}”.")


def keep_an_administrator(writer: Writer, row: dict[str, Any]) -> None:
    """Raises AccountError when this is the last open administrator: nobody could let anybody in again."""
    if row["role"] != ADMINISTRATOR or row["is_disabled"]:
        return
    others = writer.rows(
        "select 1 from kept.account where role = $role and not is_disabled and login_name <> $name limit 1",
        {"role": ADMINISTRATOR, "name": row["login_name"]},
    )
    if not others:
        raise AccountError(
            "Đây là tài khoản quản trị duy nhất còn mở; hãy thêm một tài khoản quản trị khác trước."
        )


def free_email(writer: Writer, text: str | None, *, but_of: str) -> str | None:
    """An address as it is kept, None for none; raises AccountError when it is wrong or another account's."""
    if not text or not text.strip():
        return None
    email = names.email(text)
    if email is None:
        raise AccountError(names.EMAIL_FAULT)
    taken = writer.rows(
        "select login_name from kept.account where email = $email and login_name <> $name",
        {"email": email, "name": but_of},
    )
    if taken:
        raise AccountError(f"Địa chỉ {email} đã thuộc tài khoản {taken[0]['login_name']}.")
    return email


def shown_name(text: str) -> str:
    """A display name as it is kept: one line."""
    return " ".join(text.split())[:_LONGEST_SHOWN]


def school_names(store: Store, row: dict[str, Any]) -> list[str]:
    """What the school of an account is called, with its code."""
    sql = "select distinct name from kept.school_version where school_code = $code"
    found = [each["name"] for each in store.rows(sql, {"code": row["school_code"]})]
    return [*found, row["school_code"]] if found else []


def account(row: dict[str, Any]) -> Account:
    """What the rest of the program knows of a row: no password."""
    return Account(
        row["login_name"],
        row["display_name"],
        row["role"],
        row["school_code"],
        bool(row["is_disabled"]),
        must_change=bool(row["must_change"]),
        email=row["email"],
        password_changed_at=row["password_changed_at"],
    )
