"""What a form is filled with: the district of conftest.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import queries
from data.lens import office_lens, school_lens
from data.store import Store
from queries.choice import Choice
from tests.queries.conftest import finding

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2024, 11, 20)
LENS = office_lens(DAY)


def test_open_is_what_is_not_known_to_be_done(district: Store, rows: Rows) -> None:
    # 1.1 and 3.5 are done (3.5 by the last word of a person), 2.1 stands in the results alone and is done.
    found = queries.templates.open_items(district, LENS, Choice(school_year="2023-2024", school="A"))
    assert rows(found, "criterion_code", "state", "target", "action") == [
        ("1.10", "needs_review", "mục tiêu 1.10", "việc 1.10"),
    ]


def test_what_nobody_reported_is_open(district: Store, rows: Rows) -> None:
    found = queries.templates.open_items(district, LENS, Choice(school_year="2022-2023", school="A"))
    assert rows(found, "criterion_code", "state") == [("1.2", "not_started"), ("3.5", "no_data")]


def test_several_lines_of_a_criterion_are_one_item(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [{"criterion_code": "1.1", "target": text, "action": None} for text in ("một", "hai")]
    book.hand_in("plan", "A", "2023-2024", date(2023, 9, 20), *lines)
    found = queries.templates.open_items(book.store, LENS, Choice())
    assert rows(found, "criterion_code", "target", "action") == [("1.1", "một\nhai", None)]


def test_plan_lines_stand_as_in_the_file(district: Store, rows: Rows) -> None:
    found = queries.templates.plan_lines(district, LENS, Choice(school_year="2023-2024", school="A"))
    assert rows(found, "line_no", "criterion_code", "target") == [
        (1, "1.1", "mục tiêu 1.1"),
        (2, "1.10", "mục tiêu 1.10"),
        (3, "3.5", "mục tiêu 3.5"),
        (4, None, "mục tiêu None"),  # a criterion that was not understood is still a line of the plan
    ]


def test_a_school_finds_nothing_of_another(district: Store) -> None:
    lens, choice = school_lens("A", DAY), Choice(school_year="2023-2024", school="B")
    assert queries.templates.open_items(district, lens, choice).empty
    assert queries.templates.plan_lines(district, lens, choice).empty
    assert queries.templates.weaknesses(district, lens, choice).empty


def test_weaknesses_are_those_a_school_names_strengths_are_not(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [
        finding("3.6", weakness="Thư viện hẹp", cause="Thiếu phòng"),
        finding("1.10", strength="An toàn"),
        finding(None, weakness="Chưa rõ ở đâu"),
        finding("1.2", strength="Hoạt động đều", weakness="Biên bản thiếu"),
    ]
    book.hand_in("findings", "A", "2023-2024", date(2024, 5, 20), *lines)
    found = queries.templates.weaknesses(book.store, LENS, Choice(school="A"))
    assert rows(found, "criterion_code", "weakness", "cause") == [
        ("1.2", "Biên bản thiếu", None),
        ("3.6", "Thư viện hẹp", "Thiếu phòng"),
        (None, "Chưa rõ ở đâu", None),
    ]
