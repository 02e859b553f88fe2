"""Accounts for all schools at once, with one-time passwords to hand out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from data import schools
from data.access import account_rows, names, passwords
from data.access.roles import SCHOOL
from data.intake.text import fold
from data.store import Store, Writer

# A hash takes 46 MiB while it is made.
_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class IssuedAccount:
    """One line of the sheet that is handed out. The password is kept nowhere else."""

    login_name: str
    school_code: str
    school_name: str
    password: str


def issue_for_schools(store: Store, *, at: datetime) -> list[IssuedAccount]:
    """An account for every open school that has none, disabled ones counted; by school name. Twice is once."""
    taken = {row["login_name"] for row in store.rows("select login_name from kept.account")}
    with_account = _schools_with_account(store)
    issued: list[IssuedAccount] = []
    for school in schools.listing(store):
        if not school["is_open"] or school["school_code"] in with_account:
            continue
        name = names.for_school(school["school_code"], taken)
        taken.add(name)
        issued.append(IssuedAccount(name, school["school_code"], school["name"], passwords.new_password()))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        hashes = list(pool.map(passwords.hashed, [each.password for each in issued]))
    with store.transaction() as writer:
        # Somebody else may have been as quick: whoever got an account in the meantime keeps that one.
        with_account = _schools_with_account(writer)
        fresh = [pair for pair in zip(issued, hashes, strict=True) if pair[0].school_code not in with_account]
        for each, hashed in fresh:
            account_rows.add(writer, _row(each, hashed, at))
    return sorted((each for each, _ in fresh), key=lambda each: (fold(each.school_name), each.school_code))


def _schools_with_account(store: Store | Writer) -> set[str]:
    rows = store.rows("select distinct school_code from kept.account where school_code is not null")
    return {row["school_code"] for row in rows}


def _row(issued: IssuedAccount, hashed: str, at: datetime) -> dict[str, object]:
    return account_rows.new(
        issued.login_name,
        role=SCHOOL,
        at=at,
        display_name=issued.school_name,
        school_code=issued.school_code,
        password_hash=hashed,
        must_change=True,
    )
