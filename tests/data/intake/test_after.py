"""What happens to tables after they came: accepted, withdrawn, returned; nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from data.intake.after import NotDone, accept, give_back, withdraw
from data.lens import TIME_ZONE, office_lens
from data.store import Store
from tests.fresh import fresh_store
from tests.queries.conftest import Book, planned

DAY = date(2024, 10, 10)
AT = datetime(2024, 10, 10, 9, 0, tzinfo=TIME_ZONE)


@pytest.fixture
def store() -> Iterator[Store]:
    """A's plan BN001, replaced by BN002; B's plan BN003."""
    store = fresh_store()
    book = Book(store)
    book.school("A", "THCS A")
    book.school("B", "THCS B")
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 10), planned("1.1"))
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 20), planned("1.2"))
    book.hand_in("plan", "B", "2024-2025", date(2024, 9, 12), planned("1.1"))
    yield store
    store.close()


def states(store: Store, day: date = DAY) -> dict[str, str]:
    found = store.read("select revision_id, hand_in_state from lens.revision", lens=office_lens(day))
    return dict(zip(found["revision_id"], found["hand_in_state"], strict=True))


def test_many_are_accepted_at_once_and_twice_is_once(store: Store) -> None:
    assert states(store) == {"BN001": "replaced", "BN002": "in_use", "BN003": "in_use"}
    assert accept(store, ["BN002", "BN003"], by="chuyen-vien", at=AT) == ["BN002", "BN003"]
    assert accept(store, ["BN003", "BN003", "BN002"], by="ai-khac", at=AT) == []
    assert states(store) == {"BN001": "replaced", "BN002": "accepted", "BN003": "accepted"}
    assert states(store, DAY - timedelta(days=1))["BN002"] == "in_use", "the past stays as it was"
    assert {row["recorded_by"] for row in store.rows("select * from kept.acceptance")} == {"chuyen-vien"}


def test_one_that_is_gone_meanwhile_stops_all_of_them(store: Store) -> None:
    withdraw(store, "BN003", reason="nhầm", by="truong-b", at=AT)
    for numbers in (["BN002", "BN003"], ["BN002", "BN999"]):
        with pytest.raises(NotDone):
            accept(store, numbers, by="chuyen-vien", at=AT)
    assert store.rows("select * from kept.acceptance") == []


def test_a_school_withdraws_until_its_table_is_accepted(store: Store) -> None:
    accept(store, ["BN002"], by="chuyen-vien", at=AT)
    with pytest.raises(NotDone, match="đã tiếp nhận"):
        withdraw(store, "BN002", reason="nhầm", by="truong-a", at=AT)
    withdraw(store, "BN003", reason="nhầm", by="truong-b", at=AT)
    assert states(store) == {"BN001": "replaced", "BN002": "accepted", "BN003": "withdrawn"}


def test_the_office_returns_even_what_it_accepted_and_says_why(store: Store) -> None:
    accept(store, ["BN002"], by="chuyen-vien", at=AT)
    with pytest.raises(NotDone, match="lý do"):
        give_back(store, "BN002", reason="  ", by="chuyen-vien", at=AT)
    give_back(store, "BN002", reason=" thiếu tiêu chuẩn 5 ", by="chuyen-vien", at=AT)
    give_back(store, "BN002", reason="lần hai", by="chuyen-vien", at=AT)
    withdraw(store, "BN002", reason="lần ba", by="truong-a", at=AT)
    kept = store.rows("select revision_id, reason, is_return from kept.withdrawal")
    assert kept == [{"revision_id": "BN002", "reason": "thiếu tiêu chuẩn 5", "is_return": True}]
    assert states(store) == {"BN001": "in_use", "BN002": "returned", "BN003": "in_use"}
    assert states(store, DAY - timedelta(days=1))["BN002"] == "in_use"
    assert len(store.rows("select * from kept.plan_line")) == 3, "nothing was deleted"


def test_what_is_not_there_is_neither_withdrawn_nor_returned(store: Store) -> None:
    with pytest.raises(NotDone, match="BN999"):
        withdraw(store, "BN999", reason="nhầm", by="truong-a", at=AT)
    with pytest.raises(NotDone, match="BN999"):
        give_back(store, "BN999", reason="nhầm", by="chuyen-vien", at=AT)
