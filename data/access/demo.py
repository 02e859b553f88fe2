"""The four accounts that a sample store shows to people at its own machine. Their passwords are known to nobody."""

from __future__ import annotations

from datetime import datetime

from data import home
from data.access import accounts
from data.access.roles import ADMINISTRATOR, LEADERSHIP, ROLE_NAMES, SCHOOL, SPECIALIST, Account
from data.store import Store

LOGIN_NAMES = {
    LEADERSHIP: "mau-lanh-dao",
    SPECIALIST: "mau-chuyen-vien",
    SCHOOL: "mau-truong-hoc",
    ADMINISTRATOR: "mau-quan-tri",
}


def is_sample(store: Store) -> bool:
    """Whether the store says that it is the sample."""
    return home.kind_of(store) == home.SAMPLE


def account_of(store: Store, role: str, *, at: datetime) -> Account | None:
    """The demo account of a role, made when it is first asked for; None for any other role or store."""
    if role not in LOGIN_NAMES or not is_sample(store):
        return None
    account = accounts.find(store, LOGIN_NAMES[role])
    if account is not None:
        return None if account.is_disabled else account
    school = _busiest_school(store) if role == SCHOOL else None
    if role == SCHOOL and school is None:
        return None
    name = f"{ROLE_NAMES[role]} (mẫu)"
    accounts.add(
        store,
        LOGIN_NAMES[role],
        role=role,
        at=at,
        display_name=name,
        school_code=school,
        must_change=False,  # nobody knows the password, so nobody could change it
    )
    return accounts.find(store, LOGIN_NAMES[role])


def _busiest_school(store: Store) -> str | None:
    # A school that has handed in has something to show.
    rows = store.rows(
        "select school_code from kept.school_version left join kept.revision using (school_code) "
        "where is_open group by school_code order by count(distinct revision_id) desc, school_code limit 1"
    )
    return rows[0]["school_code"] if rows else None
