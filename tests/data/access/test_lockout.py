"""How long somebody waits after wrong passwords, and who does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.access import accounts, lockout, sessions
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
HOME, AWAY = "10.0.0.7", "203.0.113.9"


@pytest.fixture
def store(empty_store: Store) -> Store:
    return empty_store


def fail(
    store: Store, times: int, *, name: str = "truong-a", address: str | None = AWAY, at: datetime = AT
) -> timedelta | None:
    wait = None
    for _ in range(times):
        wait = lockout.failed(store, login_name=name, address=address, at=at)
    return wait


def left(
    store: Store, *, name: str = "truong-a", address: str | None = AWAY, at: datetime = AT
) -> timedelta | None:
    return lockout.refusal(store, login_name=name, address=address, at=at)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, None), (4, None), (5, 30), (6, 60), (7, 120), (8, 240), (10, 960), (11, 1800), (15, 1800)],
)
def test_the_wait_doubles_from_the_fifth_failure_to_half_an_hour(
    store: Store, failures: int, seconds: int | None
) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert fail(store, failures) == expected
    assert left(store) == expected


def test_a_wait_ends_when_it_says(store: Store) -> None:
    fail(store, 5)
    assert left(store, at=AT + timedelta(seconds=29)) == timedelta(seconds=1)
    assert left(store, at=AT + timedelta(seconds=30)) is None


def test_a_name_that_does_not_exist_waits_alike(store: Store) -> None:
    accounts.add(store, "truong-a", role="leadership", at=AT)
    for name in ("truong-a", "khong-co"):
        fail(store, 5, name=name, address=f"10.1.1.{len(name)}")
        assert left(store, name=name, address=f"10.1.1.{len(name)}") == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("name", "address", "waits", "why"),
    [
        ("truong-a", AWAY, True, "where it failed"),
        (" Truong-A ", AWAY, True, "the same name typed otherwise"),
        ("truong-a", HOME, False, "from elsewhere the right password still works"),
        ("truong-b", AWAY, False, "another account at the same address"),
    ],
)
def test_who_waits_after_five_failures(store: Store, name: str, address: str, waits: bool, why: str) -> None:
    fail(store, 5)
    assert (left(store, name=name, address=address) is not None) is waits, why


def test_many_addresses_lock_an_account_for_minutes_but_not_where_it_is_at_home(store: Store) -> None:
    accounts.add(store, "truong-a", role="leadership", at=AT)
    sessions.open_for(store, "truong-a", at=AT - timedelta(days=2), address=HOME)
    for number in range(19):
        fail(store, 1, address=f"203.0.113.{number}")
    assert left(store, address="198.51.100.1") is None
    fail(store, 1, address="203.0.113.19")
    assert left(store, address="198.51.100.1") == timedelta(seconds=30)
    for number in range(20, 60):
        fail(store, 1, address=f"203.0.113.{number}")
    assert left(store, address="198.51.100.1") == timedelta(minutes=5), "never longer"
    assert left(store, address=HOME) is None, "it has signed in from there"


def test_one_address_that_tries_many_names_waits_too(store: Store) -> None:
    for number in range(19):
        fail(store, 1, name=f"truong-{number}")
    assert left(store, name="truong-x") is None
    fail(store, 1, name="truong-19")
    assert left(store, name="truong-x") == timedelta(seconds=30)
    assert left(store, name="truong-x", address=HOME) is None


def test_a_thousand_wrong_passwords_from_one_place_take_weeks_and_the_owner_comes_in(store: Store) -> None:
    now, tries = AT, 0
    while now < AT + timedelta(days=1):
        wait = left(store, at=now)
        if wait:
            now += wait
            continue
        fail(store, 1, at=now)
        tries += 1
    assert 5 < tries < 70
    waits = left(store, address=HOME, at=now)
    assert waits is None or waits <= timedelta(minutes=5)
    assert left(store, address=HOME, at=now + (waits or timedelta(0))) is None


def test_a_right_password_forgets_the_account_but_not_the_address(store: Store) -> None:
    accounts.add(store, "truong-a", role="leadership", at=AT)
    for number in range(16):
        fail(store, 1, name=f"truong-{number}", address=HOME)
    fail(store, 4, address=HOME)
    lockout.succeeded(store, login_name="truong-a", address=HOME, at=AT)
    assert (
        store.rows("select subject, failed_count from kept.sign_in_failure where subject like '%truong-a%'")
        == []
    )
    assert left(store, name="truong-x", address=HOME) is not None


@pytest.mark.parametrize(
    ("later", "seconds", "why"),
    [
        (timedelta(minutes=59), 60, "less than an hour forgets nothing"),
        (timedelta(hours=1), 30, "an hour forgets one failure"),
        (timedelta(hours=2), None, "two hours forget two"),
        (timedelta(days=30), None, "a month forgets all"),
    ],
)
def test_failures_are_forgotten_slowly(store: Store, later: timedelta, seconds: int | None, why: str) -> None:
    fail(store, 5)
    wait = fail(store, 1, at=AT + later)
    assert wait == (None if seconds is None else timedelta(seconds=seconds)), why


@pytest.mark.parametrize(
    ("address", "waits", "why"),
    [
        ("2001:db8:1:2::1", True, "where it failed"),
        ("2001:0db8:0001:0002:ffff::9", True, "another address of the same line"),
        ("2001:db8:1:3::1", False, "the next line"),
        ("::ffff:203.0.113.9", True, "an IPv4 address written as IPv6"),
        ("nowhere", False, "no address at all"),
    ],
)
def test_what_counts_as_one_address(store: Store, address: str, waits: bool, why: str) -> None:
    fail(store, 5, address="2001:db8:1:2::1")
    fail(store, 5, address=AWAY)
    assert (left(store, address=address) is not None) is waits, why


def test_what_was_typed_as_a_name_is_not_kept_unless_it_is_one(store: Store) -> None:
    accounts.add(store, "truong-a", role="leadership", at=AT)
    fail(store, 1)
    fail(store, 1, name="mật khẩu của tôi")
    kept = " ".join(row["subject"] for row in store.rows("select subject from kept.sign_in_failure"))
    assert "account:truong-a" in kept
    assert "mật khẩu" not in kept


def test_old_rows_go(store: Store) -> None:
    fail(store, 1, name="a" * 5000, address="b" * 5000)
    assert max(len(row["subject"]) for row in store.rows("select subject from kept.sign_in_failure")) < 140
    fail(store, 1, name="b", at=AT + timedelta(days=3))
    subjects = {row["subject"] for row in store.rows("select subject from kept.sign_in_failure")}
    assert (len(subjects), f"address:{AWAY}" in subjects) == (3, True)


def test_without_an_address_the_account_alone_counts(store: Store) -> None:
    fail(store, 5, address=None)
    assert left(store, address=None) == timedelta(seconds=30)
    assert left(store, address=HOME) is None


def test_the_administrator_sees_who_waits_and_lets_them_go(store: Store) -> None:
    for name in ("truong-a", "truong-ab"):
        accounts.add(store, name, role="leadership", at=AT)
    fail(store, 5)
    fail(store, 5, name="khong-co", address=HOME)
    assert lockout.locked(store, at=AT) == {"truong-a": AT + timedelta(seconds=30)}
    assert lockout.locked(store, at=AT + timedelta(minutes=1)) == {}
    fail(store, 5, name="truong-ab", address="198.51.100.1")
    lockout.release(store, "truong-a")
    assert list(lockout.locked(store, at=AT)) == ["truong-ab"], "a name that only begins alike stays locked"
