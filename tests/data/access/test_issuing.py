"""Accounts for all schools at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from data import schools
from data.access import accounts
from data.schools import SchoolVersion
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    versions = [
        SchoolVersion("S-1", "THCS Suối Đá", "THCS"),
        SchoolVersion("S.2", "Mầm non Ánh Dương", "MN"),
        SchoolVersion("đồi/3", "Tiểu học Đồi Cao", "TH"),
        SchoolVersion("S-4", "TH Đã Đóng", "TH", is_open=False),
        SchoolVersion("S-5", "TH Có Tài Khoản", "TH"),
        SchoolVersion("S-6", "TH Bị Khoá", "TH"),
    ]
    schools.record(empty_store, versions, at=AT, by="test")
    accounts.add(empty_store, "s-1", role="leadership", at=AT)  # the name that S-1 would have
    accounts.add(empty_store, "truong-5", role="school", school_code="S-5", at=AT)
    accounts.add(empty_store, "truong-6", role="school", school_code="S-6", at=AT)
    accounts.disable(empty_store, "truong-6", at=AT)
    return empty_store


def test_every_open_school_without_an_account_gets_one(store: Store) -> None:
    issued = accounts.issue_for_schools(store, at=AT)
    assert [(each.login_name, each.school_code, each.school_name) for each in issued] == [
        ("s-2", "S.2", "Mầm non Ánh Dương"),
        ("s-1-2", "S-1", "THCS Suối Đá"),
        ("doi-3", "đồi/3", "Tiểu học Đồi Cao"),
    ]
    for each in issued:
        account = accounts.check_password(store, each.login_name, each.password)
        assert account is not None
        assert (account.role, account.school_code, account.display_name, account.must_change) == (
            "school",
            each.school_code,
            each.school_name,
            True,
        )
    assert len({each.password for each in issued}) == 3


def test_twice_is_once(store: Store) -> None:
    accounts.issue_for_schools(store, at=AT)
    assert accounts.issue_for_schools(store, at=AT) == []


def test_two_clicks_at_once_issue_each_account_once(store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: accounts.issue_for_schools(store, at=AT), range(2)))
    issued = [each for one in both for each in one]
    assert sorted(each.school_code for each in issued) == ["S-1", "S.2", "đồi/3"]
    assert all(accounts.check_password(store, each.login_name, each.password) for each in issued)
