"""What the office enters into the register: the last word counts, and nonsense is refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from data import register
from data.register import NotEntered, Report
from data.store import Store
from tests.fresh import fresh_store
from tests.queries.conftest import Book

AT = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)
PLAN = Report("S08", "2024-2025")


@pytest.fixture
def store() -> Iterator[Store]:
    opened = fresh_store()
    Book(opened).school("A", "THCS Ánh Dương")
    yield opened
    opened.close()


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    return store.rows(f"select * from kept.{table} order by recorded_at")


def test_each_word_is_later_than_the_one_before(store: Store) -> None:
    for reason in ("một", "hai"):
        register.waive(store, PLAN, {"A": (reason, None)}, by="cv", at=AT)
    register.take_back(store, register.WAIVER, PLAN, "A", by="cv", at=AT)
    found = rows(store, "waiver")
    assert [(row["reason"], row["is_taken_back"]) for row in found] == [
        ("một", None),
        ("hai", None),
        ("hai", True),
    ]
    assert len({row["recorded_at"] for row in found}) == 3


def test_what_was_taken_back_is_not_taken_back_again(store: Store) -> None:
    register.receive(store, PLAN, {"A": (date(2024, 10, 1), "")}, by="cv", at=AT)
    register.take_back(store, register.PAPER, PLAN, "A", by="cv", at=AT)
    with pytest.raises(NotEntered):
        register.take_back(store, register.PAPER, PLAN, "A", by="cv", at=AT)
    with pytest.raises(NotEntered):
        register.take_back(store, register.WAIVER, PLAN, "A", by="cv", at=AT)


@pytest.mark.parametrize(
    ("report", "schools"),
    [
        (PLAN, {"A": ("lý do", None), "KHAC": ("lý do", None)}),  # one of them is no school
        (Report("S99", "2024-2025"), {"A": ("lý do", None)}),
        (Report("S08", "2024-2026"), {"A": ("lý do", None)}),
        (PLAN, {"A": (" ", None)}),
        (PLAN, {"A": ("x" * 201, None)}),
        (PLAN, {"A": ("lý do", date(2024, 10, 4))}),
        (PLAN, {}),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused_whole(
    report: Report, schools: dict[str, tuple[str, date | None]], store: Store
) -> None:
    with pytest.raises(NotEntered):
        register.waive(store, report, schools, by="cv", at=AT)
    assert rows(store, "waiver") == []


def test_nothing_arrives_tomorrow(store: Store) -> None:
    with pytest.raises(NotEntered):
        register.receive(store, PLAN, {"A": (date(2024, 10, 6), "")}, by="cv", at=AT)


@pytest.mark.parametrize(
    ("report", "due_on"),
    [
        (Report("S11", "2024-2025"), date(2024, 12, 1)),  # counted from the visit
        (PLAN, date(2024, 7, 31)),
        (PLAN, date(2026, 1, 1)),
    ],
)
def test_a_letter_sets_no_day_that_is_not_its_own(report: Report, due_on: date, store: Store) -> None:
    with pytest.raises(NotEntered):
        register.set_due(store, report, due_on, "1/CV", by="cv", at=AT)
    assert rows(store, "notice") == []
