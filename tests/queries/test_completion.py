"""How much of what was planned is done: the district of conftest.py, seen on 20/11/2024."""

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
LAST_YEAR = Choice("2023-2024")
COUNTS = (
    "planned_count",
    "reported_count",
    "done_count",
    "in_progress_count",
    "not_started_count",
    "needs_review_count",
    "no_data_count",
    "low_share",
    "high_share",
)


def test_frameworks_the_most_used_first(district: Store, rows: Rows) -> None:
    assert rows(queries.completion.frameworks(district, LENS, LAST_YEAR)) == [
        # A: 1.1, 1.10, 3.5 and 2.1 of the results; B: 3.5, 1.10
        (
            "2023-2024",
            "TT18-2018",
            "Thông tư 18/2018: trường THCS, THPT và phổ thông nhiều cấp học",
            "THCS, THPT",
            2,
            6,
        ),
        ("2023-2024", "TT17-2018", "Thông tư 17/2018: trường tiểu học", "tiểu học", 1, 1),
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), "2024-2025"),  # the newest school year with items
        (Choice(level="TH"), "2023-2024"),  # D's only one
        (Choice("2022-2023"), "2022-2023"),
        (Choice("2019-2020"), None),  # nothing was handed in
    ],
)
def test_the_school_year_when_none_is_chosen(
    choice: Choice, expected: str | None, district: Store, rows: Rows
) -> None:
    found = rows(queries.completion.frameworks(district, LENS, choice), "school_year")
    assert found[:1] == ([(expected,)] if expected else [])


def test_by_criterion(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_criterion(district, LENS, LAST_YEAR)
    assert set(rows(answer, "school_year", "framework_code")) == {("2023-2024", "TT18-2018")}
    assert len(answer) == 28  # every criterion of the framework, planned or not
    told = answer[answer["planned_count"] > 0]
    assert rows(told, "criterion_code", "school_count", *COUNTS) == [
        ("1.1", 1, 1, 1, 1, 0, 0, 0, 0, 1.0, 1.0),
        ("1.10", 2, 2, 2, 0, 0, 0, 2, 0, 0.0, 1.0),  # both need review: the range is the whole
        ("2.1", 1, 1, 1, 1, 0, 0, 0, 0, 1.0, 1.0),  # only in A's results
        ("3.5", 2, 2, 2, 2, 0, 0, 0, 0, 1.0, 1.0),  # A's was confirmed, B's two lines are both done
    ]
    silent = answer[answer["criterion_code"] == "1.2"]
    assert rows(silent, "school_count", *COUNTS) == [(0, 0, 0, 0, 0, 0, 0, 0, None, None)]
    # 1.10 stands after 1.9, not after 1.1.
    assert [code for (code,) in rows(answer, "criterion_code")][8:10] == ["1.9", "1.10"]


def test_planned_but_not_reported_is_no_share(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_criterion(district, LENS, Choice("2024-2025"))
    told = answer[answer["planned_count"] > 0]
    assert rows(told, "criterion_code", *COUNTS) == [
        ("1.10", 1, 0, 0, 0, 0, 0, 1, None, None),
        ("3.5", 2, 0, 0, 0, 0, 0, 2, None, None),
    ]


def test_by_standard(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_standard(district, LENS, LAST_YEAR)
    assert rows(answer, "standard_no", "school_count", *COUNTS) == [
        (1, 2, 3, 3, 1, 0, 0, 2, 0, 1 / 3, 1.0),
        (2, 1, 1, 1, 1, 0, 0, 0, 0, 1.0, 1.0),
        (3, 2, 2, 2, 2, 0, 0, 0, 0, 1.0, 1.0),
        (4, 0, 0, 0, 0, 0, 0, 0, 0, None, None),
        (5, 0, 0, 0, 0, 0, 0, 0, 0, None, None),
    ]


def test_another_framework_can_be_asked_for(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_criterion(district, LENS, LAST_YEAR, framework="TT17-2018")
    assert len(answer) == 27
    told = answer[answer["planned_count"] > 0]
    assert rows(told, "framework_code", "criterion_code", *COUNTS) == [
        ("TT17-2018", "1.1", 1, 0, 0, 0, 0, 0, 1, None, None)
    ]


def test_by_school_criterion(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_school_criterion(district, LENS, LAST_YEAR)
    assert rows(answer, "school_code", "criterion_code", "state", "plan_line_count", "result_line_count") == [
        ("A", "1.1", "done", 1, 1),
        ("A", "1.10", "needs_review", 1, 1),  # confirmed only after the lens's day
        ("A", "2.1", "done", 0, 1),
        ("A", "3.5", "done", 1, 1),  # confirmed: first not_started, then done
        ("B", "1.10", "needs_review", 1, 1),
        ("B", "3.5", "done", 2, 2),
    ]


def test_a_silent_school_has_one_row_without_a_criterion(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_school_criterion(
        district, LENS, Choice("2023-2024"), framework="TT19-2018"
    )
    assert rows(answer, "school_code", "level", "criterion_code", "position", "state", "plan_line_count") == [
        ("M", "MN", None, None, "no_data", 0)
    ]


@pytest.mark.parametrize(
    ("year", "framework", "expected"),
    [
        ("2022-2023", None, ["A", "B"]),  # B was open and handed in nothing
        ("2023-2024", "TT17-2018", ["D"]),  # closed by the lens's day, but it has a plan of that year
        ("2024-2025", "TT17-2018", []),  # closed, nothing owed
        ("2024-2025", "TT57-2026-PT", []),  # A and B have plans under another framework: not silent
        ("2024-2025", "TT19-2018", ["M"]),  # M's plan came after the lens's day
    ],
)
def test_which_schools_belong_to_the_answer(
    year: str, framework: str | None, expected: list[str], district: Store, rows: Rows
) -> None:
    answer = queries.completion.by_school(district, LENS, Choice(year), framework=framework)
    assert [code for (code,) in rows(answer, "school_code")] == expected


def test_by_school_in_the_order_of_names(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_school(district, LENS, Choice("2022-2023"))
    assert rows(answer, "school_code", *COUNTS) == [
        ("A", 3, 2, 1, 0, 1, 0, 1, 0.5, 0.5),
        ("B", 0, 0, 0, 0, 0, 0, 0, None, None),  # silent
    ]


def test_by_year_never_adds_frameworks(district: Store, rows: Rows) -> None:
    answer = queries.completion.by_year(district, LENS, Choice("2022-2023"))  # the choice does not narrow it
    names = (
        "school_year",
        "framework_code",
        "planned_count",
        "reported_count",
        "done_count",
        "needs_review_count",
    )
    assert rows(answer, *names, "low_share", "high_share") == [
        ("2022-2023", "TT18-2018", 3, 2, 1, 0, 0.5, 0.5),
        ("2023-2024", "TT17-2018", 1, 0, 0, 0, None, None),
        ("2023-2024", "TT18-2018", 6, 6, 4, 2, 4 / 6, 1.0),
        ("2024-2025", "TT18-2018", 3, 0, 0, 0, None, None),
    ]


def test_lines_pair_the_nth_with_the_nth(district: Store, rows: Rows) -> None:
    answer = queries.completion.lines(district, LENS, LAST_YEAR, framework="TT18-2018", criterion="3.5")
    assert rows(
        answer, "school_code", "status", "suggested_status", "confirmed_status", "action", "done_text",
        "plan_first_row", "result_first_row", "plan_revision_id", "result_revision_id",
    ) == [
        ("A", "done", "in_progress", "done", "việc 3.5", "đã làm 3.5", 7, 7, "BN004", "BN005"),
        ("B", "done", "done", None, "việc 3.5 CHI-B", "đã làm 3.5 CHI-B", 5, 5, "BN006", "BN007"),
        ("B", "done", "done", None, "việc 3.5 CHI-B lần hai", "đã làm 3.5 CHI-B lần hai", 7, 6, "BN006", "BN007"),
    ]  # fmt: skip


def test_lines_without_a_partner_stand_alone(district: Store, rows: Rows) -> None:
    answer = queries.completion.lines(district, LENS, Choice("2023-2024", school="A"))
    assert rows(answer, "criterion_code", "status", "target", "done_text", "plan_sheet", "result_sheet") == [
        ("1.1", "done", "mục tiêu 1.1", "đã làm 1.1", "Bảng", "Bảng"),
        ("1.10", "needs_review", "mục tiêu 1.10", "đã làm 1.10", "Bảng", "Bảng"),
        ("2.1", "done", None, "đã làm 2.1", None, "Bảng"),
        ("3.5", "done", "mục tiêu 3.5", "đã làm 3.5", "Bảng", "Bảng"),
    ]
    earlier = queries.completion.lines(district, LENS, Choice("2022-2023"), criterion="3.5")
    assert rows(earlier, "school_code", "status", "suggested_status", "done_text", "result_revision_id") == [
        ("A", "no_data", None, None, None)
    ]


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (["done", "done"], "done"),
        (["done", "in_progress"], "in_progress"),  # done only when all are done
        (["not_started", "not_started"], "not_started"),
        (["done", "not_started"], "in_progress"),
        (["done", "needs_review"], "needs_review"),  # what is unsure stays unsure
        (["done", "no_data"], "needs_review"),
        (["no_data", "no_data"], "no_data"),
    ],
)
def test_several_result_lines_of_one_criterion(
    statuses: list[str], state: str, book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [{"criterion_code": "1.1", "suggested_status": status} for status in statuses]
    book.hand_in("results", "A", "2023-2024", date(2024, 5, 20), *lines)
    answer = queries.completion.by_school_criterion(book.store, LENS, LAST_YEAR)
    assert rows(answer, "criterion_code", "state", "result_line_count") == [("1.1", state, 2)]


def test_a_past_day_shows_what_was_known_then(district: Store, rows: Rows) -> None:
    def state(day: date) -> list[tuple[Any, ...]]:
        answer = queries.completion.by_school_criterion(
            district, office_lens(day), Choice("2023-2024", school="A")
        )
        return rows(answer, "criterion_code", "state")

    assert state(date(2023, 9, 15)) == [("4.2", "no_data")]  # the first plan, not yet replaced
    assert state(date(2024, 5, 27)) == [("1.1", "no_data"), ("1.10", "no_data"), ("3.5", "no_data")]
    assert ("3.5", "in_progress") in state(date(2024, 5, 28))  # as the text suggests
    assert ("3.5", "not_started") in state(date(2024, 6, 1))
    assert ("3.5", "done") in state(date(2024, 6, 2))
    assert ("1.10", "done") in state(date(2024, 12, 1))
