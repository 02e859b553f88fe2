"""Accounts: added, issued, changed, disabled, listed, and checked at the door."""

from __future__ import annotations

from datetime import datetime

from data.access import account_rows, guessable, lockout, names, passwords, sessions
from data.access.account_rows import AccountError as AccountError
from data.access.issuing import IssuedAccount as IssuedAccount
from data.access.issuing import issue_for_schools as issue_for_schools
from data.access.roles import ADMINISTRATOR, Account
from data.store import Store


class WrongPassword(AccountError):
    """The old password was not the right one: for the lock, a failure like any other."""


def add(
    store: Store,
    login_name: str,
    *,
    role: str,
    at: datetime,
    display_name: str | None = None,
    school_code: str | None = None,
    password: str | None = None,
    email: str | None = None,
    must_change: bool | None = None,
) -> str:
    """Make an account and give back its password, which is kept nowhere; made up when none is given.

    A password that was made up is for one sign-in and has to be changed then, unless `must_change` says otherwise.
    """
    must_change = password is None if must_change is None else must_change
    password = password or new_password()
    if len(password) > passwords.LONGEST:
        raise AccountError(f"Mật khẩu dài quá {passwords.LONGEST} ký tự.")
    row = account_rows.new(
        login_name,
        role=role,
        at=at,
        display_name=display_name,
        school_code=school_code,
        password_hash=passwords.hashed(password),
        email=email,
        must_change=must_change,
    )
    with store.transaction() as writer:
        account_rows.add(writer, row)
    return password


def reset_password(store: Store, login_name: str, *, at: datetime) -> str:
    """Give an account a one-time password, which is given back once, and end its sessions. A disabled one opens again."""
    password = new_password()
    hashed = passwords.hashed(password)
    with store.transaction() as writer:
        name = account_rows.known(writer, login_name)["login_name"]
        account_rows.change(
            writer,
            name,
            "password_hash = $hash, must_change = true, password_changed_at = $at, is_disabled = false",
            {"hash": hashed},
            at=at,
        )
        lockout.forget(writer, name)
        sessions.end_all(writer, name, at=at)
    return password


def change_password(
    store: Store, login_name: str, *, old: str, new: str, at: datetime, keep_token: str | None
) -> None:
    """An account's own change of its password; all its sessions end but the one of `keep_token`.

    Raises WrongPassword when the old one is not right, AccountError when the new one is not good enough.
    """
    row = account_rows.find(store, normal_name(login_name))
    is_right = passwords.verifies(row["password_hash"] if row else None, old)
    if row is None or row["is_disabled"] or not is_right:
        raise WrongPassword("Mật khẩu hiện tại không đúng.")
    if passwords.verifies(row["password_hash"], new):
        raise AccountError("Mật khẩu mới phải khác mật khẩu hiện tại.")
    fault = guessable.fault(
        new, names=[row["login_name"], row["display_name"], *account_rows.school_names(store, row)]
    )
    if fault:
        raise AccountError(fault)
    hashed = passwords.hashed(new)
    with store.transaction() as writer:
        # A reset or a disabling in the meantime counts for more than this change.
        if account_rows.known(writer, row["login_name"])["password_hash"] != row["password_hash"]:
            raise WrongPassword("Mật khẩu hiện tại không đúng.")
        account_rows.change(
            writer,
            row["login_name"],
            "password_hash = $hash, must_change = false, password_changed_at = $at",
            {"hash": hashed},
            at=at,
        )
        sessions.end_all(writer, row["login_name"], at=at, but_token=keep_token)


def set_role(store: Store, login_name: str, *, role: str, school_code: str | None, at: datetime) -> None:
    """Give an account another role or school; its open tabs start anew at their next message."""
    with store.transaction() as writer:
        row = account_rows.known(writer, login_name)
        account_rows.check_role(writer, role=role, school_code=school_code)
        if role != ADMINISTRATOR:
            account_rows.keep_an_administrator(writer, row)
        account_rows.change(
            writer,
            row["login_name"],
            "role = $role, school_code = $school",
            {"role": role, "school": school_code},
            at=at,
        )


def disable(store: Store, login_name: str, *, at: datetime) -> None:
    """Close an account and end its sessions; what it recorded stays."""
    with store.transaction() as writer:
        row = account_rows.known(writer, login_name)
        account_rows.keep_an_administrator(writer, row)
        account_rows.change(writer, row["login_name"], "is_disabled = true", {}, at=at)
        sessions.end_all(writer, row["login_name"], at=at)


def enable(store: Store, login_name: str, *, at: datetime) -> None:
    """Open a disabled account again, with the password it had."""
    with store.transaction() as writer:
        account_rows.change(
            writer, account_rows.known(writer, login_name)["login_name"], "is_disabled = false", {}, at=at
        )


def rename_display(store: Store, login_name: str, *, display_name: str, at: datetime) -> None:
    """Give an account another name to be shown by."""
    shown = account_rows.shown_name(display_name)
    if not shown:
        raise AccountError("Tên hiển thị không được để trống.")
    with store.transaction() as writer:
        account_rows.change(
            writer,
            account_rows.known(writer, login_name)["login_name"],
            "display_name = $shown",
            {"shown": shown},
            at=at,
        )


def set_email(store: Store, login_name: str, *, email: str | None, at: datetime) -> None:
    """The e-mail address by which an account may come in through the office's identity provider; empty takes it away."""
    with store.transaction() as writer:
        name = account_rows.known(writer, login_name)["login_name"]
        account_rows.change(
            writer,
            name,
            "email = $email",
            {"email": account_rows.free_email(writer, email, but_of=name)},
            at=at,
        )


def listing(store: Store) -> list[Account]:
    """All accounts, by login name."""
    return [account_rows.account(row) for row in store.rows("select * from kept.account order by login_name")]


def find(store: Store, login_name: str) -> Account | None:
    """The account of this exact login name."""
    row = account_rows.find(store, login_name)
    return account_rows.account(row) if row else None


def find_by_email(store: Store, email: str) -> Account | None:
    """The account to which an address belongs, disabled ones left out."""
    sql = "select * from kept.account where email = $email and not is_disabled"
    rows = store.rows(sql, {"email": names.email(email) or ""})
    return account_rows.account(rows[0]) if len(rows) == 1 else None


def check_password(store: Store, login_name: str, password: str) -> Account | None:
    """The account, when name and password belong together and it is not disabled.

    An unknown name takes as long as a wrong password, so that the time does not tell which names exist.
    """
    row = account_rows.find(store, normal_name(login_name))
    row = row if row and not row["is_disabled"] else None
    is_right = passwords.verifies(row["password_hash"] if row else None, password)
    return account_rows.account(row) if row and is_right else None


def normal_name(text: str) -> str:
    """A login name as it is kept."""
    return names.login_name(text)


def new_password() -> str:
    """A password for one sign-in."""
    return passwords.new_password()
