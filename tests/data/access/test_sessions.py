"""Sessions: how long a token opens the door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.access import accounts, sessions
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    store = empty_store
    accounts.add(store, "lanh-dao", role="leadership", at=AT)
    return store


def lives(store: Store, token: str, **later: float) -> bool:
    return sessions.find(store, token, at=AT + timedelta(**later)) is not None


def test_the_store_keeps_the_hash_alone(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    assert len(token) == 43  # 32 random bytes
    rows = store.rows("select * from kept.session")
    assert len(rows) == 1
    assert token not in str(rows)
    assert len(rows[0]["token_sha256"]) == 64


@pytest.mark.parametrize(
    ("hours", "expected", "why"),
    [
        (0, True, "just opened"),
        (1.99, True, "unused for less than two hours"),
        (2, False, "unused for two hours"),
        (48, False, "long ago"),
    ],
)
def test_an_unused_session_ends(store: Store, hours: float, expected: bool, why: str) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    assert lives(store, token, hours=hours) is expected, why


def test_a_used_session_ends_after_a_working_day(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    for hour in range(1, 12):
        sessions.prolong(store, token, at=AT + timedelta(hours=hour))
        assert lives(store, token, hours=hour)
    assert lives(store, token, hours=11.99)
    assert not lives(store, token, hours=12)


def test_use_is_written_down_rarely(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    session = sessions.find(store, token, at=AT)
    assert session is not None
    assert [sessions.is_due(session, at=AT + timedelta(minutes=m)) for m in (0, 1, 30, 31)] == [
        False,
        False,
        False,
        True,
    ]


def test_an_ended_session_cannot_be_prolonged(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    other = sessions.open_for(store, "lanh-dao", at=AT)
    sessions.end(store, token, at=AT + timedelta(minutes=1))
    sessions.prolong(store, token, at=AT + timedelta(minutes=2))
    assert not lives(store, token, minutes=3)
    assert lives(store, other, minutes=3), "the other session of the account goes on"


def test_an_expired_session_cannot_be_prolonged(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    sessions.prolong(store, token, at=AT + timedelta(hours=3))
    assert not lives(store, token, hours=3, minutes=1)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "' or 1=1 --", "x" * 100_000, "đ" * 43])
def test_a_made_up_token_opens_nothing(store: Store, token: str) -> None:
    sessions.open_for(store, "lanh-dao", at=AT)
    assert not lives(store, token)


def test_a_session_says_as_what_its_account_acts_now(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    found = sessions.find(store, token, at=AT)
    assert found is not None
    assert found.actor == ("lanh-dao", "leadership", None)
    with store.transaction() as writer:
        writer.run("update kept.account set role = 'school', school_code = 'a'")
    found = sessions.find(store, token, at=AT)
    assert found is not None
    assert found.actor == ("lanh-dao", "school", "a")
