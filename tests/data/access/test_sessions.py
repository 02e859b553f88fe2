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


def test_a_session_says_whether_the_password_must_be_changed(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    found = sessions.find(store, token, at=AT)
    assert found is not None
    assert found.must_change, "its password was made up by add"


def test_sessions_are_listed_live_ones_first(store: Store) -> None:
    accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    ended = sessions.open_for(store, "lanh-dao", at=AT + timedelta(hours=3))
    sessions.end(store, ended, at=AT + timedelta(hours=3))
    sessions.open_for(store, "lanh-dao", at=AT)
    sessions.open_for(
        store, "lanh-dao", at=AT + timedelta(hours=2), address="10.0.0.7", agent="Firefox\r\n 141" + "x" * 300
    )
    sessions.open_for(store, "chuyen-vien", at=AT + timedelta(hours=2, minutes=30))
    now = AT + timedelta(hours=3)
    rows = sessions.listing(store, "lanh-dao", at=now)
    assert [(row.created_at - AT, row.is_live) for row in rows] == [
        (timedelta(hours=2), True),
        (timedelta(hours=3), False),  # ended
        (timedelta(0), False),  # unused for too long
    ]
    assert rows[0].address == "10.0.0.7"
    assert rows[0].agent is not None
    assert (rows[0].agent[:13], len(rows[0].agent)) == ("Firefox 141xx", 200)
    assert (rows[0].seen_at, rows[0].expires_at) == (AT + timedelta(hours=2), AT + timedelta(hours=4))
    assert len(sessions.listing(store, at=now)) == 4
    accounts.disable(store, "chuyen-vien", at=now)
    assert [row.is_live for row in sessions.listing(store, "chuyen-vien", at=now)] == [False]


def test_the_list_knows_the_absolute_end(store: Store) -> None:
    token = sessions.open_for(store, "lanh-dao", at=AT)
    for hour in range(1, 12):
        sessions.prolong(store, token, at=AT + timedelta(hours=hour))
    [row] = sessions.listing(store, at=AT + timedelta(hours=11))
    assert (row.seen_at, row.expires_at) == (AT + timedelta(hours=11), AT + timedelta(hours=12))


def test_a_number_is_no_token_and_ends_only_the_session_it_names(store: Store) -> None:
    accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    one, two = (sessions.open_for(store, name, at=AT) for name in ("lanh-dao", "chuyen-vien"))
    found = sessions.find(store, one, at=AT)
    assert found is not None
    assert found.session_no not in one + str(store.rows("select token_sha256 from kept.session"))
    assert not sessions.end_by_no(store, found.session_no, at=AT, login_name="chuyen-vien"), "not theirs"
    assert lives(store, one)
    assert sessions.end_by_no(store, found.session_no, at=AT, login_name="lanh-dao")
    assert not sessions.end_by_no(store, found.session_no, at=AT), "only once"
    assert (lives(store, one), lives(store, two)) == (False, True)


def test_signing_out_everywhere_else(store: Store) -> None:
    accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    here, there = (sessions.open_for(store, "lanh-dao", at=AT) for _ in range(2))
    other = sessions.open_for(store, "chuyen-vien", at=AT)
    sessions.end_all_of(store, "lanh-dao", at=AT, but_token=here)
    assert [lives(store, token) for token in (here, there, other)] == [True, False, True]
    sessions.end_all_of(store, "lanh-dao", at=AT)
    assert [lives(store, token) for token in (here, other)] == [False, True]
