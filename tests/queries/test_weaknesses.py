"""Which criteria come back: the district of conftest.py, seen on 20/11/2024, and runs with gaps."""

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
RUN = ("school_code", "criterion_code", "first_school_year", "last_school_year", "year_count", "last_state")


@pytest.mark.parametrize(
    ("choice", "year_count", "expected"),
    [
        (
            Choice(),
            2,
            [
                ("A", "3.5", "2022-2023", "2024-2025", 3, "no_data", True),
                ("A", "1.10", "2023-2024", "2024-2025", 2, "no_data", True),
                ("B", "3.5", "2023-2024", "2024-2025", 2, "no_data", True),
            ],
        ),
        # As it stood in an earlier school year: A's 3.5 had run for two, with that year's state.
        (Choice("2023-2024"), 2, [("A", "3.5", "2022-2023", "2023-2024", 2, "done", True)]),
        (Choice(), 3, [("A", "3.5", "2022-2023", "2024-2025", 3, "no_data", True)]),
        # A's 1.1 stood in two plans, but the second time to keep a strength.
        (
            Choice("2022-2023"),
            1,
            [
                ("A", "1.1", "2022-2023", "2022-2023", 1, "done", True),
                ("A", "1.2", "2022-2023", "2022-2023", 1, "not_started", True),
                ("A", "3.5", "2022-2023", "2022-2023", 1, "no_data", True),
            ],
        ),
        (Choice(level="MN"), 1, []),
    ],
)
def test_persistent(
    choice: Choice, year_count: int, expected: list[tuple[Any, ...]], district: Store, rows: Rows
) -> None:
    answer = queries.weaknesses.persistent(district, LENS, choice, year_count=year_count)
    assert rows(answer, *RUN, "is_current") == expected


def plans(book: Any, years: dict[int, str], criterion: str = "1.1", school: str = "A") -> None:
    for year, framework in years.items():
        line = {"criterion_code": criterion, "line_kind": "improve"}
        book.hand_in("plan", school, f"{year}-{year + 1}", date(year, 9, 9), line, framework=framework)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (
            {2020: "TT18-2018", 2021: "TT18-2018", 2023: "TT18-2018", 2024: "TT18-2018"},  # a gap ends a run
            [("2023-2024", "2024-2025", 2, True), ("2020-2021", "2021-2022", 2, False)],
        ),
        (
            {2022: "TT18-2018", 2023: "TT18-2018", 2024: "TT57-2026-PT"},  # 1.1 now means another thing
            [("2022-2023", "2023-2024", 2, False)],
        ),
        ({2022: "TT18-2018", 2024: "TT18-2018"}, []),
    ],
)
def test_runs_end(years: dict[int, str], expected: list[tuple[Any, ...]], book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    plans(book, years)
    answer = queries.weaknesses.persistent(book.store, LENS, Choice())
    assert rows(answer, "first_school_year", "last_school_year", "year_count", "is_current") == expected


def test_common_is_told_per_level(district: Store, rows: Rows) -> None:
    names = ("school_year", "level", "criterion_code", "school_count", "plan_school_count", "school_share")
    assert rows(queries.weaknesses.common(district, LENS, Choice()), *names) == [
        ("2024-2025", "THCS", "3.5", 2, 2, 1.0),
        ("2024-2025", "THCS", "1.10", 1, 2, 0.5),
    ]
    assert rows(queries.weaknesses.common(district, LENS, Choice("2023-2024")), *names) == [
        ("2023-2024", "TH", "1.1", 1, 1, 1.0),
        ("2023-2024", "THCS", "1.10", 2, 2, 1.0),
        ("2023-2024", "THCS", "3.5", 2, 2, 1.0),  # A's 1.1 is a kept strength, its 2.1 stands in no plan
    ]


def test_common_counts_only_schools_of_the_same_framework(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    plans(book, {2024: "TT18-2018"}, school="A")
    plans(book, {2024: "TT57-2026-PT"}, school="B")
    answer = queries.weaknesses.common(book.store, LENS, Choice())
    assert rows(answer, "framework_code", "school_count", "plan_school_count") == [
        ("TT18-2018", 1, 1),
        ("TT57-2026-PT", 1, 1),
    ]


def test_by_year(district: Store, rows: Rows) -> None:
    assert rows(queries.weaknesses.by_year(district, LENS, Choice())) == [
        ("2022-2023", None, None),  # no earlier plan: nobody can know
        ("2023-2024", 1, 1),  # A 3.5
        ("2024-2025", 3, 2),  # A 3.5, A 1.10, B 3.5
    ]


def test_by_year_knows_nothing_across_frameworks(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    plans(book, {2021: "TT18-2018", 2022: "TT18-2018", 2023: "TT57-2026-PT"})
    plans(book, {2024: "TT57-2026-PT"}, criterion="1.2")
    assert rows(queries.weaknesses.by_year(book.store, LENS, Choice())) == [
        ("2021-2022", None, None),
        ("2022-2023", 1, 1),
        ("2023-2024", None, None),
        ("2024-2025", 0, 0),  # comparable, and nothing came back: a real zero
    ]


def test_lines(district: Store, rows: Rows) -> None:
    answer = queries.weaknesses.lines(
        district, LENS, Choice(school="A"), framework="TT18-2018", criterion="3.5"
    )
    assert rows(
        answer, "school_year", "action", "state", "file_name", "sheet", "first_row", "revision_id"
    ) == [
        ("2022-2023", "việc 3.5", "no_data", "A.xlsx", "Bảng", 7, "BN001"),
        ("2023-2024", "việc 3.5", "done", "A.xlsx", "Bảng", 7, "BN004"),
        ("2024-2025", "việc 3.5", "no_data", "A.xlsx", "Bảng", 5, "BN009"),
    ]
    until = queries.weaknesses.lines(district, LENS, Choice("2023-2024", school="A"), criterion="1.1")
    assert rows(until, "school_year") == [("2022-2023",)]  # the other one keeps a strength
