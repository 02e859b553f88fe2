"""The audit: what is written down, what is not, and how it is found again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.access import accounts, audit
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    accounts.add(empty_store, "truong-a", role="leadership", at=AT, password="bốn con ngựa xanh")
    return empty_store


def deeds(store: Store) -> None:
    """Five deeds, an hour apart."""
    for hour, (action, login_name, subject, school, outcome, detail) in enumerate(
        [
            ("sign_in", "truong-a", None, None, "ok", None),
            ("hand_in_kept", "truong-a", "BN260907-AAAAA", "a", "ok", "Kế hoạch.xlsx"),
            ("school_mismatch", "truong-a", "Kế hoạch B.xlsx", "a", "refused", "tệp ghi trường b"),
            ("sign_in_failed", None, None, None, "refused", None),
            ("download", "truong-a", "BN260907-AAAAA", "a", "ok", None),
        ]
    ):
        audit.record(
            store,
            at=AT + timedelta(hours=hour),
            login_name=login_name,
            address="10.0.0.7",
            action=action,
            subject=subject,
            school_code=school,
            outcome=outcome,
            detail=detail,
        )


@pytest.mark.parametrize(
    ("asked", "hours", "why"),
    [
        ({}, [4, 3, 2, 1, 0], "all, the newest first"),
        ({"action": "download"}, [4], "one kind"),
        ({"login_name": "truong-a"}, [4, 2, 1, 0], "one account"),
        ({"school_code": "a"}, [4, 2, 1], "about one school"),
        ({"since": AT + timedelta(hours=3)}, [4, 3], "its first moment belongs to it"),
        ({"until": AT + timedelta(hours=1)}, [1, 0], "its last moment belongs to it"),
        ({"text": "kế hoạch"}, [2, 1], "text anywhere, capitals or not"),
        ({"text": "10.0.0.7"}, [4, 3, 2, 1, 0], "an address"),
        ({"text": "%"}, [], "no pattern"),
        ({"text": ""}, [4, 3, 2, 1, 0], "no text asked for"),
        ({"limit": 2}, [4, 3], "the newest two"),
        ({"action": "download", "login_name": "truong-b"}, [], "both must hold"),
    ],
)
def test_what_is_found(store: Store, asked: dict[str, object], hours: list[int], why: str) -> None:
    deeds(store)
    found = audit.search(store, **asked)  # type: ignore[arg-type]
    assert [(row.recorded_at - AT) // timedelta(hours=1) for row in found] == hours, why


def test_a_row_says_who_from_where_what_about_what_and_whether(store: Store) -> None:
    deeds(store)
    [row] = audit.search(store, action="school_mismatch")
    assert (row.login_name, row.address, row.subject, row.school_code, row.outcome, row.detail) == (
        "truong-a",
        "10.0.0.7",
        "Kế hoạch B.xlsx",
        "a",
        "refused",
        "tệp ghi trường b",
    )


@pytest.mark.parametrize("typed", ["bốn con ngựa xanh", "khong-co", "Truong-A' or 1=1", ""])
def test_a_name_that_is_nobodys_is_not_kept(store: Store, typed: str) -> None:
    audit.record(store, at=AT, login_name=typed, address=None, action="sign_in_failed", outcome="refused")
    assert [row.login_name for row in audit.search(store)] == [None]


def test_a_row_is_one_line_and_no_longer_than_it_may_be(store: Store) -> None:
    audit.record(
        store,
        at=AT,
        login_name=None,
        address="10.0.0.7\r\nX-Evil: 1",
        action="page_refused",
        subject="x" * 5000,
        school_code="\x00",
        detail="một\u2028hai\tba\x1b[31m",
    )
    [row] = audit.search(store)
    assert (row.address, len(row.subject or ""), row.school_code, row.detail) == (
        "10.0.0.7 X-Evil: 1",
        200,
        None,
        "một hai ba [31m",
    )


@pytest.mark.parametrize(("action", "outcome"), [("tidy_up", "ok"), ("sign_in", "maybe"), ("", "ok")])
def test_there_are_no_other_words(store: Store, action: str, outcome: str) -> None:
    with pytest.raises(ValueError, match="knows no"):
        audit.record(store, at=AT, login_name=None, address=None, action=action, outcome=outcome)


def test_a_deed_that_is_undone_leaves_no_row(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as writer:  # noqa: PT012 - the transaction is the point
        audit.record(writer, at=AT, login_name="truong-a", address=None, action="download")
        raise RuntimeError
    assert audit.search(store) == []


def test_many_deeds_of_one_moment_are_all_kept(store: Store) -> None:
    for number in range(50):
        audit.record(store, at=AT, login_name="truong-a", address=None, action="download", detail=str(number))
    found = audit.search(store)
    assert len({row.audit_id for row in found}) == 50
    assert [row.detail for row in found] == [str(number) for number in range(49, -1, -1)]


def test_every_action_has_its_vietnamese_words() -> None:
    assert len(set(audit.ACTION_NAMES.values())) == len(audit.ACTIONS)
