"""A password that somebody gives: looked at only when they need not wait, counted when it is wrong."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from starlette.types import Scope

from data.access import accounts, lockout
from data.access.roles import Account
from pages.door import caller, notes
from pages.parts import house

_LONGEST_NAME = 64


def check(scope: Scope, typed_name: str, password: str) -> tuple[Account | None, timedelta | None]:
    """The account, or how long the caller has to wait before the next try is looked at; neither when it is wrong."""
    store, name = house.house().store, accounts.normal_name(typed_name[:_LONGEST_NAME])
    known = accounts.find(store, name)
    if left := wait(scope, name, known):
        return None, left
    account = accounts.check_password(store, name, password)
    count(scope, name, known, is_right=account is not None)
    return account, None


def wait(scope: Scope, name: str, known: Account | None) -> timedelta | None:
    """How long this caller has to wait before a password for this name is looked at."""
    return lockout.refusal(house.house().store, **_attempt(scope, name, known), at=house.clock())


def count(scope: Scope, name: str, known: Account | None, *, is_right: bool) -> None:
    """Write down how it went; what is refused while somebody waits is not written down again."""
    store, attempt = house.house().store, _attempt(scope, name, known)
    if is_right:
        lockout.succeeded(store, **attempt, at=house.clock())
        return
    begins_to_wait = lockout.failed(store, **attempt, at=house.clock())
    notes.note(
        scope,
        "locked" if begins_to_wait else "sign_in_failed",
        login_name=known.login_name if known else None,
        school_code=known.school_code if known else None,
        outcome="refused",
    )


def _attempt(scope: Scope, name: str, known: Account | None) -> dict[str, str]:
    # People type passwords into the field for the name: what is no account's name is counted without being kept.
    counted = name if known else hashlib.sha256(name.encode()).hexdigest()
    return {"login_name": counted, "address": caller.address_of(scope)}
