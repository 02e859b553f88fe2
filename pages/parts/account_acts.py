"""What the administrator does with an account: the right is asked for, it is done, written into the audit, and told.

Each raises NotAllowed or AccountError, whose messages are for the user.
"""

from __future__ import annotations

from data.access import accounts, lockout, roles
from data.access.roles import SCHOOL, Account
from pages.parts import house, journal, news
from pages.parts.visit import Visit


def add(here: Visit, *, login: str, name: str, role: str, school: str | None, email: str) -> None:
    """A new account; its one-time password is shown once."""
    roles.stop_unless_may_keep_accounts(here.account)
    login, school = accounts.normal_name(login), school if role == SCHOOL else None
    password = accounts.add(
        here.store,
        login,
        role=role,
        school_code=school,
        display_name=name.strip() or None,
        email=email.strip() or None,
        at=house.clock(),
        must_change=True,
    )
    journal.note(here, "account_added", subject=login, school_code=school, detail=roles.ROLE_NAMES[role])
    news.tell_password(f"Đã thêm tài khoản {login}.", login_name=login, password=password)


def reset(here: Visit, account: Account) -> None:
    """A new one-time password, shown once; its sessions end."""
    roles.stop_unless_may_keep_accounts(here.account)
    # It would end the very session that shows the password.
    _stop_if_own(here, account)
    password = accounts.reset_password(here.store, account.login_name, at=house.clock())
    _note(here, "password_reset", account)
    said = f"Đã cấp lại mật khẩu cho {account.login_name}; mọi phiên của tài khoản này đã kết thúc."
    news.tell_password(said, login_name=account.login_name, password=password)


def disable(here: Visit, account: Account) -> None:
    """Close it; nobody closes the account with which they are here, so one administrator always stays."""
    roles.stop_unless_may_keep_accounts(here.account)
    _stop_if_own(here, account)
    accounts.disable(here.store, account.login_name, at=house.clock())
    _note(here, "account_disabled", account)
    news.tell(f"Đã khoá tài khoản {account.login_name} và kết thúc mọi phiên của nó.")


def enable(here: Visit, account: Account) -> None:
    """Open it again, with the password that it had."""
    roles.stop_unless_may_keep_accounts(here.account)
    accounts.enable(here.store, account.login_name, at=house.clock())
    _note(here, "account_enabled", account)
    news.tell(f"Đã mở lại tài khoản {account.login_name}.")


def release(here: Visit, account: Account) -> None:
    """End the wait after wrong passwords."""
    roles.stop_unless_may_keep_accounts(here.account)
    lockout.release(here.store, account.login_name)
    _note(here, "account_enabled", account, detail="cho thử lại mật khẩu ngay")
    news.tell(f"{account.login_name} thử lại mật khẩu được ngay.")


def rename(here: Visit, account: Account, *, name: str, email: str) -> None:
    """Another display name, another e-mail address."""
    roles.stop_unless_may_keep_accounts(here.account)
    changed = []
    if name.strip() and name.strip() != account.display_name:
        accounts.rename_display(here.store, account.login_name, display_name=name.strip(), at=house.clock())
        changed.append("tên hiển thị")
    if (email.strip() or None) != account.email:
        accounts.set_email(here.store, account.login_name, email=email.strip() or None, at=house.clock())
        changed.append("e-mail")
    if not changed:
        news.tell("Không có gì thay đổi.")
    _note(here, "account_changed", account, detail=", ".join(changed))
    news.tell(f"Đã sửa {', '.join(changed)} của {account.login_name}.")


def move(here: Visit, account: Account, *, role: str, school: str | None) -> None:
    """Another role or school; open tabs of the account start anew as what it is now."""
    roles.stop_unless_may_keep_accounts(here.account)
    _stop_if_own(here, account)
    school = school if role == SCHOOL else None
    if (role, school) == (account.role, account.school_code):
        news.tell("Không có gì thay đổi.")
    accounts.set_role(here.store, account.login_name, role=role, school_code=school, at=house.clock())
    said = f"{_place(account.role, account.school_code)} → {_place(role, school)}"
    _note(here, "role_changed", account, detail=said)
    news.tell(f"Đã đổi vai trò của {account.login_name}: {said}.")


def _stop_if_own(here: Visit, account: Account) -> None:
    if account.login_name == here.account.login_name:
        raise accounts.AccountError(
            "Không tự khoá, tự cấp lại mật khẩu hay đổi vai trò của chính mình; hãy nhờ người quản trị khác."
        )


def _note(here: Visit, action: str, account: Account, *, detail: str | None = None) -> None:
    journal.note(here, action, subject=account.login_name, school_code=account.school_code, detail=detail)


def _place(role: str, school: str | None) -> str:
    return " ".join(part for part in (roles.ROLE_NAMES.get(role, role), school) if part)
