"""What comes: expiries of a generated district, turns counted by hand, and the chain before the visits of a real schedule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

import queries
from data.lens import office_lens, school_lens
from queries.choice import Choice
from tests.queries.conftest import morning

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2024, 11, 20)
LENS = office_lens(DAY)


def years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


# --- Expiries, in one school by hand


def test_the_newest_of_each_kind_counts_and_a_printed_expiry_goes_before_five_years(
    book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    book.recognition("A", "KDCL", date(2016, 5, 1))
    book.recognition("A", "KDCL", date(2021, 6, 1), printed=date(2026, 1, 15))
    book.recognition("A", "CQG", date(2022, 2, 1))
    found = queries.coming.schools(book.store, LENS, Choice())
    names = ("kind", "expires_on", "is_expiry_printed", "half", "register_by_on", "is_lapsed")
    frame = found.assign(half=[f"{row.expiry_year}/{row.term}" for row in found.itertuples()])
    assert rows(frame, *names) == [
        ("KDCL", date(2026, 1, 15), True, "2025-2026/1", date(2025, 8, 15), False),
        ("CQG", date(2027, 2, 1), False, "2026-2027/2", date(2026, 9, 1), False),
    ]


@pytest.mark.parametrize(
    ("expires_on", "half"),
    [
        (date(2025, 7, 31), "2024-2025/2"),
        (date(2025, 8, 1), "2025-2026/1"),
        (date(2026, 1, 15), "2025-2026/1"),  # the last day of the first term
        (date(2026, 1, 16), "2025-2026/2"),
        (date(2024, 11, 19), "lapsed"),  # yesterday
        (date(2024, 11, 20), "2024-2025/1"),  # the last day it holds
        (date(2029, 11, 20), "2029-2030/1"),  # five years to the day
        (date(2029, 11, 21), None),
    ],
)
def test_in_which_half_of_a_school_year(expires_on: date, half: str | None, book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.recognition("A", "KDCL", date(2020, 3, 1), printed=expires_on)
    found = queries.coming.expiries(book.store, LENS, Choice())
    assert rows(found, "half", "level", "recognition_count") == ([(half, "THCS", 1)] if half else [])
    behind = queries.coming.schools(book.store, LENS, Choice(), half=half)
    assert len(behind) == (1 if half else 0)


def test_a_school_that_has_closed_by_the_day_is_left_out_and_was_there_before(book: Any) -> None:
    book.school("A", "THCS Ánh Dương")
    book.school("A", "THCS Ánh Dương", since=date(2024, 9, 1), is_open=False)
    book.recognition("A", "KDCL", date(2021, 3, 1))
    assert len(queries.coming.schools(book.store, office_lens(date(2024, 8, 31)), Choice())) == 1
    assert len(queries.coming.schools(book.store, LENS, Choice())) == 0


# --- Expiries, in a district of which the truth is known


def district(book: Any, rng: Random) -> list[dict[str, Any]]:
    """Sixty schools with up to three recognitions each, some renewed, some printed, some of schools that close."""
    truth: list[dict[str, Any]] = []
    for number in range(60):
        code, level = f"S{number:02}", rng.choice(["MN", "TH", "THCS"])
        book.school(code, f"Trường {number}", level)
        closes_on = date(2022, 1, 1) + timedelta(days=rng.randrange(2000)) if rng.random() < 0.2 else None
        if closes_on:
            book.school(code, f"Trường {number}", level, since=closes_on, is_open=False)
        for kind in ("KDCL", "CQG"):
            signed_on = date(2013, 1, 1) + timedelta(days=rng.randrange(2500))
            for _ in range(rng.randrange(4) if kind == "KDCL" else rng.randrange(2)):
                printed = signed_on + timedelta(days=rng.randrange(900, 2200)) if rng.random() < 0.3 else None
                book.recognition(code, kind, signed_on, printed=printed)
                row = {"school": code, "level": level, "kind": kind, "signed_on": signed_on}
                expires_on = printed or years_later(signed_on, 5)
                truth.append({**row, "expires_on": expires_on, "closes_on": closes_on})
                signed_on += timedelta(days=rng.randrange(500, 2000))
    return truth


def half_of(day: date) -> str:
    start = day.year if day.month >= 8 else day.year - 1
    is_first = day.month >= 8 or (day.month, day.day) <= (1, 15)
    return f"{start}-{start + 1}/{1 if is_first else 2}"


def expected(truth: list[dict[str, Any]], day: date) -> list[tuple[str, str, date, str]]:
    """By a way of its own: what was signed by the day in schools open then, the last of each kind."""
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(truth, key=lambda row: row["signed_on"]):
        if row["signed_on"] <= day and not (row["closes_on"] and row["closes_on"] <= day):
            newest[row["school"], row["kind"]] = row
    return sorted(
        (
            row["school"],
            row["kind"],
            row["expires_on"],
            "lapsed" if row["expires_on"] < day else half_of(row["expires_on"]),
        )
        for row in newest.values()
        if row["expires_on"] <= years_later(day, 5)
    )


def test_expiries_of_a_generated_district_are_exact_on_any_day(book: Any, rows: Rows) -> None:
    truth = district(book, Random("sắp tới"))
    levels = {row["school"]: row["level"] for row in truth}
    for day in (date(2020, 2, 28), date(2022, 8, 1), date(2023, 5, 31), date(2024, 1, 15), date(2025, 1, 16)):
        known = expected(truth, day)
        lens = office_lens(day)
        assert len(known) > 30, "there is something to find"
        assert {half for *_, half in known} >= {"lapsed", half_of(day + timedelta(days=200))}
        found = queries.coming.schools(book.store, lens, Choice())
        halves = [
            "lapsed" if row.is_lapsed else f"{row.expiry_year}/{row.term}" for row in found.itertuples()
        ]
        told = zip(found["school_code"], found["kind"], found["expires_on"], halves, strict=True)
        assert sorted(told) == known
        counted = Counter((half, levels[school]) for school, _, _, half in known)
        answer = queries.coming.expiries(book.store, lens, Choice())
        assert {row[:2]: row[2] for row in rows(answer, "half", "level", "recognition_count")} == counted
        for half, level in list(counted)[:6]:
            behind = queries.coming.schools(book.store, lens, Choice(level=level), half=half)
            assert len(behind) == counted[half, level], "a bar opens the rows that it counts"


# --- Turns


def turn_rows(book: Any, rows: Rows, capacity: int, day: date = DAY) -> list[tuple[Any, ...]]:
    answer = queries.coming.lapsing(book.store, office_lens(day), Choice(), capacity=capacity)
    return rows(answer, "school_code", "kind", "turn_source", "turn_starts_on", "turn_ends_on", "outcome")


def test_one_a_month_the_earliest_expiry_first(book: Any, rows: Rows) -> None:
    # A dossier of 20/11/2024 has lain 45 days on 04/01/2025; Tết is from 22/01 to 05/02/2025; no visit in summer.
    for code, printed in (
        ("A", date(2025, 3, 31)),
        ("B", date(2025, 2, 10)),
        ("C", date(2025, 3, 20)),
        ("D", date(2025, 3, 25)),
    ):
        book.school(code, f"THCS {code}")
        book.recognition(code, "KDCL", date(2020, 3, 1), printed=printed)
    assert turn_rows(book, rows, 1) == [
        ("B", "KDCL", "queue", date(2025, 1, 4), date(2025, 1, 21), "in_time"),
        ("C", "KDCL", "queue", date(2025, 2, 6), date(2025, 2, 28), "in_time"),
        ("D", "KDCL", "queue", date(2025, 3, 1), date(2025, 3, 31), "unsure"),
        ("A", "KDCL", "queue", date(2025, 4, 1), date(2025, 4, 30), "lapses"),
    ]
    assert [row[-1] for row in turn_rows(book, rows, 2)] == ["in_time", "in_time", "in_time", "in_time"]


def test_what_has_expired_already_comes_first_and_takes_its_turn(book: Any, rows: Rows) -> None:
    book.school("A", "THCS A")
    book.recognition("A", "KDCL", date(2018, 3, 1))
    book.school("B", "THCS B")
    book.recognition("B", "KDCL", date(2020, 2, 20))
    assert turn_rows(book, rows, 1) == [
        ("A", "KDCL", "queue", date(2025, 1, 4), date(2025, 1, 21), "lapsed"),
        # Its expiry falls into the days of its turn: it may be in time, or not.
        ("B", "KDCL", "queue", date(2025, 2, 6), date(2025, 2, 28), "unsure"),
    ]


def test_what_the_schedule_names_keeps_its_month_and_fills_it(book: Any, rows: Rows) -> None:
    for code, signed_on in (("A", date(2020, 6, 1)), ("B", date(2020, 5, 1))):
        book.school(code, f"THCS {code}")
        book.recognition(code, "KDCL", signed_on)
    visit = book.visit("A", date(2025, 1, 1), date(2025, 1, 31))
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), visit)
    assert turn_rows(book, rows, 1) == [
        ("B", "KDCL", "queue", date(2025, 2, 6), date(2025, 2, 28), "in_time"),
        ("A", "KDCL", "schedule", date(2025, 1, 1), date(2025, 1, 31), "in_time"),
    ]


def test_nothing_is_renewed_more_than_two_years_ahead(book: Any, rows: Rows) -> None:
    book.school("A", "THCS A")
    book.recognition("A", "KDCL", date(2024, 3, 10))  # until 10/03/2029
    assert turn_rows(book, rows, 5) == [
        ("A", "KDCL", "queue", date(2027, 3, 1), date(2027, 3, 31), "in_time")
    ]


def test_one_visit_renews_both_kinds_unless_they_lie_far_apart(book: Any, rows: Rows) -> None:
    book.school("A", "THCS A")
    book.recognition("A", "KDCL", date(2020, 3, 1))  # until 01/03/2025
    book.recognition("A", "CQG", date(2021, 3, 1))  # a year later: with it
    book.school("B", "THCS B")
    book.recognition("B", "KDCL", date(2020, 4, 1))  # until 01/04/2025
    book.recognition("B", "CQG", date(2023, 4, 1))  # three years later: a visit of its own, from 01/04/2026
    assert [(row[0], row[1], row[3]) for row in turn_rows(book, rows, 1)] == [
        ("A", "KDCL", date(2025, 1, 4)),
        ("B", "KDCL", date(2025, 2, 6)),
        ("A", "CQG", date(2025, 1, 4)),
        ("B", "CQG", date(2026, 4, 1)),
    ]


def test_who_has_no_turn_within_five_years_lapses(book: Any, rows: Rows) -> None:
    # Nine months a year hold a visit: 45 turns. The fiftieth school has none.
    for number in range(50):
        book.school(f"S{number:02}", f"Trường {number:02}")
        book.recognition(f"S{number:02}", "KDCL", date(2020, 3, 1), printed=date(2025, 6, 1))
    found = turn_rows(book, rows, 1)
    assert found[-1] == ("S49", "KDCL", None, None, None, "lapses")
    assert [row[-1] for row in found[:6]] == ["in_time"] * 5 + ["lapses"], "January to May of 2025"


def test_a_visit_a_year_ago_that_brought_nothing_has_not_renewed(book: Any, rows: Rows) -> None:
    book.school("A", "THCS A")
    book.recognition("A", "KDCL", date(2019, 3, 1))
    visit = book.visit("A", date(2023, 10, 1), date(2023, 10, 31))
    book.hand_in("schedule", None, "2023-2024", date(2023, 9, 4), visit)
    assert turn_rows(book, rows, 1)[0][2] == "queue"
    assert turn_rows(book, rows, 1, day=date(2024, 10, 31))[0][2] == "schedule"


def test_a_filter_narrows_the_answer_and_not_the_queue(book: Any, rows: Rows) -> None:
    for code, level in (("A", "TH"), ("B", "THCS")):
        book.school(code, f"Trường {code}", level)
        book.recognition(code, "KDCL", date(2020, 2, 1 if code == "A" else 2))
    answer = queries.coming.lapsing(book.store, LENS, Choice(level="THCS"), capacity=1)
    assert rows(answer, "school_code", "turn_starts_on") == [("B", date(2025, 2, 6))], "A is before it"
    late = queries.coming.lapsing(book.store, LENS, Choice(), capacity=1, outcome="lapses")
    assert rows(late, "school_code") == [("B",)]


def test_a_school_gets_no_turn_for_it_does_not_see_the_queue(book: Any) -> None:
    book.school("A", "THCS A")
    book.recognition("A", "KDCL", date(2020, 3, 1))
    assert len(queries.coming.lapsing(book.store, school_lens("A", DAY), Choice(), capacity=2)) == 0


# --- The chain before each visit: the ten visits of a published schedule

VISITS = {
    "THCS Huỳnh Tấn Phát": (date(2024, 10, 1), date(2024, 10, 31), date(2024, 8, 17), date(2024, 9, 16)),
    "TH Võ Thị Sáu": (date(2024, 11, 1), date(2024, 11, 30), date(2024, 9, 17), date(2024, 10, 16)),
    "THCS Nguyễn Hiền": (date(2024, 12, 1), date(2024, 12, 31), date(2024, 10, 17), date(2024, 11, 16)),
    "MN Khủng Long Nhỏ": (date(2025, 1, 1), date(2025, 1, 31), date(2024, 11, 17), date(2024, 12, 17)),
    "MN Canada - Việt Nam": (date(2025, 1, 1), date(2025, 1, 31), date(2024, 11, 17), date(2024, 12, 17)),
    "TH Phú Thuận": (date(2025, 1, 1), date(2025, 1, 31), date(2024, 11, 17), date(2024, 12, 17)),
    "THCS Trần Quốc Tuấn": (date(2025, 2, 1), date(2025, 2, 28), date(2024, 12, 18), date(2025, 1, 14)),
    "MN Hành Tinh Xanh": (date(2025, 3, 1), date(2025, 3, 31), date(2025, 1, 15), date(2025, 2, 14)),
    "MN Thiên Thần Kỷ Nguyên": (date(2025, 3, 1), date(2025, 3, 31), date(2025, 1, 15), date(2025, 2, 14)),
    "MN Mỹ Phước": (date(2025, 3, 1), date(2025, 3, 31), date(2025, 1, 15), date(2025, 2, 14)),
}


@pytest.fixture
def ten_visits(book: Any) -> Any:
    book.setting("register_from", "2024-2025")
    for number, name in enumerate(VISITS):
        book.school(f"S{number}", name)
    lines = [book.visit(f"S{number}", *VISITS[name][:2]) for number, name in enumerate(VISITS)]
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), *lines)
    return book


def test_the_dossiers_of_the_ten_visits(ten_visits: Any, rows: Rows) -> None:
    found = queries.coming.deadlines(ten_visits.store, office_lens(date(2024, 9, 5)), Choice())
    dossiers = found[found["step_code"] == "dossier"]
    names = ("school_name", "visit_starts_on", "visit_ends_on", "due_early", "due_late")
    assert {row[0]: row[1:] for row in rows(dossiers, *names)} == VISITS
    assert set(rows(dossiers, "copies", "lead_days")) == {("02 công văn đăng ký, 01 báo cáo tự đánh giá", 45)}


def test_the_chain_of_one_visit(ten_visits: Any, rows: Rows) -> None:
    ten_visits.recognition("S3", "KDCL", date(2020, 5, 20))
    ten_visits.received("S3", "S11", "2024-2025", date(2024, 12, 18), day=date(2024, 12, 18))

    def chain(day: date, school: str = "S3") -> list[tuple[Any, ...]]:
        found = queries.coming.deadlines(ten_visits.store, office_lens(day), Choice(school=school))
        return rows(found, "step_code", "due_early", "due_late", "received_on", "step_state")

    dossier = (date(2024, 11, 17), date(2024, 12, 17))
    visit = (date(2025, 1, 1), date(2025, 1, 31), None)
    assert chain(date(2024, 11, 20)) == [
        # Five months before 20/05/2025; on the schedule since September.
        ("register", date(2024, 12, 20), date(2024, 12, 20), date(2024, 9, 4), "received"),
        ("dossier", *dossier, None, "due_soon"),
        ("office_check", None, None, None, "not_set"),
        ("training", None, None, None, "not_set"),
        ("visit", *visit, "not_due"),
    ]
    assert chain(date(2024, 11, 16))[1] == ("dossier", *dossier, None, "not_due")
    assert chain(date(2024, 12, 17))[1][-1] == "due_soon"
    assert chain(date(2024, 12, 19))[1] == ("dossier", *dossier, date(2024, 12, 18), "received_late")
    assert chain(date(2025, 1, 10))[4] == ("visit", *visit, "due_soon")
    assert chain(date(2025, 2, 1))[4] == ("visit", *visit, "past")
    # Another school of the same month: nothing arrived, nothing expires.
    assert [row[-1] for row in chain(date(2024, 12, 19), "S4")][:2] == ["no_expiry", "overdue"]


def test_a_step_gets_its_window_when_the_office_says_how_many_days(ten_visits: Any, rows: Rows) -> None:
    at = {"recorded_at": morning(date(2024, 10, 1)), "recorded_by": "test"}
    ten_visits.add("step_setting", step_code="office_check", lead_days=30, **at)

    def check(day: date) -> list[tuple[Any, ...]]:
        found = queries.coming.deadlines(ten_visits.store, office_lens(day), Choice(school="S3"))
        found = found[found["step_code"] == "office_check"]
        return rows(found, "due_early", "due_late", "lead_days", "step_state")

    assert check(date(2024, 9, 30)) == [(None, None, None, "not_set")]
    assert check(date(2024, 10, 1)) == [(date(2024, 12, 2), date(2025, 1, 1), 30, "not_due")]
    assert check(date(2025, 1, 2)) == [(date(2024, 12, 2), date(2025, 1, 1), 30, "past")]


def test_a_visit_whose_time_nobody_understands_is_told(book: Any, rows: Rows) -> None:
    book.school("A", "THCS A")
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), book.visit("A", None, None))
    found = queries.coming.deadlines(book.store, LENS, Choice())
    assert rows(found, "step_code", "step_state") == [
        ("register", "no_expiry"),
        ("dossier", "unknown"),
        ("office_check", "not_set"),
        ("training", "not_set"),
        ("visit", "unknown"),
    ]


# --- Room in the schedule


def test_the_months_of_a_year(ten_visits: Any, rows: Rows) -> None:
    found = rows(queries.coming.months(ten_visits.store, LENS, Choice()))
    names = {row[1]: row[2:] for row in found}
    assert [row[1].month for row in found] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert names[date(2024, 8, 1)] == (0, None, None, False, "nghỉ hè")
    assert names[date(2024, 12, 1)] == (1, date(2024, 12, 1), date(2024, 12, 31), True, None)
    # Mùng 1 Tết is 29/01/2025.
    assert names[date(2025, 1, 1)] == (3, date(2025, 1, 1), date(2025, 1, 21), True, "Tết Ất Tỵ")
    assert names[date(2025, 2, 1)] == (1, date(2025, 2, 6), date(2025, 2, 28), True, "Tết Ất Tỵ")
    assert sum(row[2] for row in found) == 10


@pytest.mark.parametrize(
    ("first_on", "last_on", "free"),
    [
        (date(2024, 12, 23), date(2024, 12, 31), (date(2024, 12, 1), date(2024, 12, 22), True)),
        (date(2024, 12, 10), date(2024, 12, 14), (date(2024, 12, 15), date(2024, 12, 31), True)),
        (date(2024, 12, 10), date(2024, 12, 22), (date(2024, 12, 1), date(2024, 12, 9), False)),
    ],
)
def test_a_period_of_the_office_takes_its_days(
    first_on: date, last_on: date, free: tuple[Any, ...], ten_visits: Any, rows: Rows
) -> None:
    said = {"name": "Tuần kiểm tra", "first_on": first_on, "recorded_by": "test"}
    ten_visits.add(
        "visit_pause", **said, last_on=last_on, is_in_force=True, recorded_at=morning(date(2024, 10, 1))
    )
    ten_visits.add(
        "visit_pause", **said, last_on=last_on, is_in_force=False, recorded_at=morning(date(2024, 11, 15))
    )

    def december(day: date) -> tuple[Any, ...]:
        found = queries.coming.months(ten_visits.store, office_lens(day), Choice())
        return rows(found[found["month_on"] == date(2024, 12, 1)], "first_on", "last_on", "is_usable")[0]

    whole = (date(2024, 12, 1), date(2024, 12, 31), True)
    assert [december(day) for day in (date(2024, 9, 30), date(2024, 10, 1), date(2024, 11, 15))] == [
        whole,
        free,
        whole,
    ]


def test_what_binds_a_visit_to_its_time(book: Any, rows: Rows) -> None:
    book.setting("register_from", "2024-2025")
    for code in "ABCD":
        book.school(code, f"THCS {code}")
    book.recognition("A", "KDCL", date(2020, 5, 20))
    book.recognition("A", "CQG", date(2020, 2, 1))  # the visit asks KĐCL alone
    book.hand_in(
        "schedule",
        None,
        "2024-2025",
        date(2024, 9, 4),
        book.visit("A", date(2025, 1, 1), date(2025, 1, 31)),
        book.visit("B", date(2025, 3, 10), date(2025, 3, 12)),
        book.visit("C", date(2024, 11, 1), date(2024, 11, 30)),
        book.visit("D", None, None),
    )
    book.received("A", "S11", "2024-2025", date(2024, 11, 18), day=date(2024, 11, 18))
    found = queries.coming.visits(book.store, LENS, Choice())
    assert rows(found, "school_code", "is_fixed", "is_past", "ready_on", "expires_on") == [
        ("C", False, True, date(2025, 1, 4), None),  # it may be going on
        ("A", False, False, date(2024, 11, 21), date(2025, 5, 20)),
        ("B", True, False, date(2025, 1, 4), None),
    ]


def test_a_month_opens_the_visits_that_it_counts(ten_visits: Any) -> None:
    months = queries.coming.months(ten_visits.store, LENS, Choice())
    for month_on, count in zip(months["month_on"], months["evaluation_count"], strict=True):
        found = queries.coming.visits(ten_visits.store, LENS, Choice(), month_on=month_on)
        assert len(found) == count, month_on
