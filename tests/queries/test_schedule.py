"""Who is visited when: the district of conftest.py, seen on 20/11/2024."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import queries
from data.lens import office_lens
from data.store import Store
from queries.choice import Choice

Rows = Callable[..., list[tuple[Any, ...]]]
LENS = office_lens(date(2024, 11, 20))


def test_evaluations(district: Store, rows: Rows) -> None:
    answer = queries.schedule.evaluations(district, LENS, Choice())
    assert rows(
        answer, "school_code", "starts_on", "ends_on", "asks_kdcl", "asks_cqg", "dossier_due_early",
        "dossier_due_late", "dossier_received_on", "dossier_state", "visit_state", "first_row",
    ) == [
        # In a month: the dossier's due day is a window. 45 days before 01/10 and before 31/10.
        ("A", date(2024, 10, 1), date(2024, 10, 31), True, False, date(2024, 8, 17), date(2024, 9, 16),
         date(2024, 9, 10), "received", "past", 5),
        # Not one of the office's schools: no dossier is followed.
        (None, date(2025, 2, 1), date(2025, 2, 28), False, True, date(2024, 12, 18), date(2025, 1, 14),
         None, None, "upcoming", 7),
        # On a day: 45 days before 12/03/2025 is 26/01/2025, warned from 30 days before that, 27/12/2024.
        ("B", date(2025, 3, 12), date(2025, 3, 12), True, True, date(2025, 1, 26), date(2025, 1, 26),
         None, "not_due", "upcoming", 6),
        ("M", None, None, True, False, None, None, None, None, "unknown", 8),
    ]  # fmt: skip
    assert rows(answer, "school_name")[1] == ("tên như trong lịch",)
    assert set(rows(answer, "school_year", "file_name", "sheet")) == {("2024-2025", "PHONG.xlsx", "Bảng")}


def test_a_filter_leaves_out_what_is_not_the_offices(district: Store, rows: Rows) -> None:
    answer = queries.schedule.evaluations(district, LENS, Choice(level="THCS"))
    assert rows(answer, "school_code") == [("A",), ("B",)]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 9, 30), "upcoming"),
        (date(2024, 10, 1), "this_month"),
        (date(2024, 10, 31), "this_month"),  # the last possible day
        (date(2024, 11, 1), "past"),
    ],
)
def test_a_visit_in_october_over_time(day: date, state: str, district: Store, rows: Rows) -> None:
    answer = queries.schedule.evaluations(district, office_lens(day), Choice(school="A"))
    assert rows(answer, "visit_state") == [(state,)]


def test_by_month(district: Store, rows: Rows) -> None:
    answer = queries.schedule.by_month(district, LENS, Choice("2024-2025"))
    found = rows(answer)
    assert [row[1] for row in found] == [date(2024, month, 1) for month in range(8, 13)] + [
        date(2025, month, 1) for month in range(1, 8)
    ]
    assert {row[1]: row[2:] for row in found if row[2]} == {
        date(2024, 10, 1): (1, 1, 0, 0, 1, 0),
        date(2025, 2, 1): (1, 0, 1, 0, 0, 1),
        date(2025, 3, 1): (1, 0, 0, 1, 1, 1),
    }
    assert {row[2:] for row in found if not row[2]} == {(0, 0, 0, 0, 0, 0)}
    assert len(queries.schedule.by_month(district, LENS, Choice("2023-2024"))) == 0  # no schedule, no zeros


def test_expiring(district: Store, rows: Rows) -> None:
    answer = queries.schedule.expiring(district, LENS, Choice())
    names = ("school_code", "kind", "signed_on", "expires_on", "register_by_on", "month_left", "is_scheduled")
    assert rows(answer, *names) == [
        # Expired 18 months and 10 days ago; on the schedule, but at a time nobody understands.
        ("M", "KDCL", date(2018, 5, 10), date(2023, 5, 10), date(2022, 12, 10), -18, False),
        # The older one of 2015 is followed by this one; visited in 10/2024, asking KĐCL.
        ("A", "KDCL", date(2020, 3, 1), date(2025, 3, 1), date(2024, 10, 1), 3, True),
        # D is closed, B's runs until 13/06/2027.
    ]


@pytest.mark.parametrize(
    ("month_count", "expected"),
    [(30, []), (31, [("B", date(2027, 6, 13), date(2027, 1, 13), 30, False)])],
)
def test_expiring_reaches_as_far_as_asked(
    month_count: int, expected: list[tuple[Any, ...]], district: Store, rows: Rows
) -> None:
    # Signed on 13/06/2022: five years, and five months before that. Its visit of 03/2025 comes before three years.
    answer = queries.schedule.expiring(district, LENS, Choice(school="B"), month_count=month_count)
    names = ("school_code", "expires_on", "register_by_on", "month_left", "is_scheduled")
    assert rows(answer, *names) == expected


@pytest.mark.parametrize(
    ("kind", "visit", "expected"),
    [
        ("KDCL", {"kdcl": True}, True),
        ("CQG", {"kdcl": True}, False),  # asks for the other kind
        ("CQG", {"kdcl": False, "cqg": True}, True),
        ("CQG", {"kdcl": False}, True),  # names no kind
    ],
)
def test_is_scheduled_for_its_kind(
    kind: str, visit: dict[str, bool], expected: bool, book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    book.recognition("A", kind, date(2020, 3, 1))
    line = book.visit("A", date(2024, 12, 1), date(2024, 12, 31), **visit)
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), line)
    assert rows(queries.schedule.expiring(book.store, LENS, Choice()), "is_scheduled") == [(expected,)]


@pytest.mark.parametrize(
    ("printed", "month_left"),
    [
        (date(2024, 11, 19), -1),  # since yesterday
        (date(2024, 11, 20), 0),  # the last day
        (date(2024, 12, 19), 0),
        (date(2024, 12, 20), 1),
        (date(2024, 9, 20), -2),
    ],
)
def test_months_left(printed: date, month_left: int, book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.recognition("A", "KDCL", date(2020, 3, 1), printed=printed)
    answer = queries.schedule.expiring(book.store, LENS, Choice())
    assert rows(answer, "expires_on", "month_left") == [(printed, month_left)]


def test_a_new_schedule_replaces_the_old_one(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    for day, month in ((date(2024, 9, 4), 10), (date(2024, 10, 4), 12)):
        line = book.visit("A", date(2024, month, 1), date(2024, month, 28))
        book.hand_in("schedule", None, "2024-2025", day, line)
    for day, month in ((date(2024, 10, 3), 10), (date(2024, 10, 4), 12)):
        answer = queries.schedule.evaluations(book.store, office_lens(day), Choice())
        assert rows(answer, "starts_on") == [(date(2024, month, 1),)]
