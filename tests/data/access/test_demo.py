"""The four demo accounts: in a sample store, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.access import accounts, demo
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    store = empty_store
    shared = {
        "version_no": 1,
        "level": "THCS",
        "ownership": "public",
        "recorded_at": AT,
        "recorded_by": "test",
    }
    with store.transaction() as writer:
        writer.add(
            "kept.school_version",
            [
                {"school_code": "a", "name": "A", "is_open": False, **shared},  # closed: nothing to show
                {"school_code": "b", "name": "B", "is_open": True, **shared},
                {"school_code": "c", "name": "C", "is_open": True, **shared},
            ],
        )
    return store


def mark_as_sample(store: Store) -> None:
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": "kind", "value": "sample"}])


@pytest.mark.parametrize("role", ["leadership", "specialist", "school", "administrator"])
def test_a_sample_store_has_an_account_of_each_role(store: Store, role: str) -> None:
    mark_as_sample(store)
    account = demo.account_of(store, role, at=AT)
    assert account is not None
    assert (account.role, account.school_code) == (role, "b" if role == "school" else None)
    assert not account.must_change, "nobody knows its password, so nobody could change it"
    assert demo.account_of(store, role, at=AT) == account, "the second time it is the same"
    assert len(accounts.listing(store)) == 1


@pytest.mark.parametrize("role", ["leadership", "specialist", "school", "administrator"])
@pytest.mark.parametrize("facts", [[], [("kind", "real")], [("sample", "kind")], [("today", "2026-11-20")]])
def test_a_real_store_has_none(store: Store, role: str, facts: list[tuple[str, str]]) -> None:
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": name, "value": value} for name, value in facts])
    assert demo.account_of(store, role, at=AT) is None
    assert accounts.listing(store) == []


def test_a_disabled_demo_account_stays_closed(store: Store) -> None:
    mark_as_sample(store)
    demo.account_of(store, "leadership", at=AT)
    accounts.disable(store, "mau-lanh-dao", at=AT)
    assert demo.account_of(store, "leadership", at=AT) is None


def test_there_is_no_other_role(store: Store) -> None:
    mark_as_sample(store)
    assert demo.account_of(store, "root", at=AT) is None
