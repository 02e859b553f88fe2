"""Two laws side by side: the crosswalk as the office filled it in, and no number that runs across both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import queries
from data import crosswalk
from data.crosswalk import Pair
from data.lens import office_lens, school_lens
from queries import asking, figure, openings
from queries.choice import Choice
from tests.queries.conftest import morning, planned, reported

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2026, 11, 20)
LENS = office_lens(DAY)


def say(book: Any, earlier: str, later: str, kind: str, day: date, note: str | None = None) -> None:
    pair = Pair("TT18-2018", earlier, "TT57-2026-PT", later)
    crosswalk.say(book.store, pair, kind, note=note, by="test", at=morning(day))


@pytest.fixture
def filled(book: Any) -> Any:
    say(book, "2.2", "2.2", "same", date(2026, 10, 1))
    say(book, "1.7", "2.1", "part", date(2026, 10, 2), "cán bộ quản lý")
    say(book, "1.7", "2.2", "part", date(2026, 10, 3))
    say(book, "3.6", "", "none", date(2026, 10, 4))
    say(book, "1.10", "4.2", "part", date(2026, 10, 5))
    crosswalk.take_back(
        book.store, Pair("TT18-2018", "1.10", "TT57-2026-PT", "4.2"), by="test", at=morning(date(2026, 11, 1))
    )
    return book


def answered(book: Any, rows: Rows, day: date = DAY) -> list[tuple[Any, ...]]:
    found = queries.crosswalk.pairs(book.store, office_lens(day), Choice(), framework="TT18-2018")
    return [
        row
        for row in rows(found, "from_criterion_code", "to_criterion_code", "answer", "note")
        if row[2] is not None
    ]


def test_pairs_say_what_the_office_said(filled: Any, rows: Rows) -> None:
    assert answered(filled, rows) == [
        ("1.7", "2.1", "part", "cán bộ quản lý"),
        ("1.7", "2.2", "part", None),
        ("2.2", "2.2", "same", None),
        ("3.6", None, "none", None),
    ]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 2), ["1.7", "2.2"]),
        (date(2026, 10, 31), ["1.7", "1.7", "1.10", "2.2", "3.6"]),  # before 1.10 was taken back
    ],
)
def test_a_past_day_shows_what_was_said_then(day: date, codes: list[str], filled: Any, rows: Rows) -> None:
    assert [row[0] for row in answered(filled, rows, day)] == codes


def test_nothing_is_filled_in_by_itself(book: Any, rows: Rows) -> None:
    assert answered(book, rows) == []
    every = queries.crosswalk.pairs(book.store, LENS, Choice())
    assert rows(every, "from_framework_code", "to_framework_code")[:: len(every) - 1] == [
        ("TT17-2018", "TT57-2026-PT"),
        ("TT19-2018", "TT57-2026-MN"),
    ]
    assert len(every) == 27 + 28 + 25


def test_coverage_counts_criteria_and_not_answers(filled: Any, rows: Rows) -> None:
    counts = ("answered_count", "same_count", "part_count", "none_count", "criterion_count")
    answer = queries.crosswalk.coverage(filled.store, LENS, Choice())
    assert rows(answer, "from_framework_code", *counts, "met_criterion_count", "to_criterion_count") == [
        ("TT17-2018", 0, 0, 0, 0, 27, 0, 15),
        ("TT18-2018", 3, 1, 1, 1, 28, 2, 15),
        ("TT19-2018", 0, 0, 0, 0, 25, 0, 15),
    ]


def test_each_count_is_the_sum_of_the_pairs_it_opens(filled: Any) -> None:
    answer = queries.crosswalk.coverage(filled.store, LENS, Choice())
    wrong = []
    for row in answer.to_dict("records"):
        for column in openings.columns("crosswalk.coverage"):
            opened = openings.opening("crosswalk.coverage", column, row, Choice())
            assert opened is not None
            lines = queries.crosswalk.pairs(filled.store, LENS, Choice(), **opened.extras)
            wrong += [] if figure.total(lines, opened) == row[column] else [(row, column)]
    assert wrong == []


def test_who_filled_it_in_is_for_the_office_to_know(filled: Any) -> None:
    said = [
        queries.crosswalk.pairs(filled.store, lens, Choice())["recorded_by"].dropna()
        for lens in (LENS, school_lens("A", DAY))
    ]
    assert [set(each) for each in said] == [{"test"}, set()]


def test_there_is_nothing_to_compare_before_the_later_law(filled: Any) -> None:
    lens = office_lens(date(2026, 7, 6))
    assert queries.crosswalk.coverage(filled.store, lens, Choice()).empty
    assert queries.crosswalk.pairs(filled.store, lens, Choice()).empty
    assert len(queries.crosswalk.coverage(filled.store, office_lens(date(2026, 7, 7)), Choice())) == 3


def test_a_school_reads_the_same_table(filled: Any, rows: Rows) -> None:
    mine = queries.crosswalk.coverage(filled.store, school_lens("A", DAY), Choice())
    assert rows(mine) == rows(queries.crosswalk.coverage(filled.store, LENS, Choice()))


@pytest.mark.parametrize(
    ("criterion", "first", "share"),
    [("2.2", "2.2", 1.0), ("5.1", "3.1", 5 / 7), ("3.6", "1.1", 0.0)],  # "Thư viện": nothing is like it
)
def test_titles_alike_come_first(criterion: str, first: str, share: float, book: Any) -> None:
    answer = queries.crosswalk.likely(book.store, LENS, Choice(), framework="TT18-2018", criterion=criterion)
    assert len(answer) == 15
    assert answer["to_criterion_code"][0] == first
    assert answer["shared_share"][0] == pytest.approx(share)


# --- No number runs across two laws

# How much of a text stands in another one: nothing of a framework is counted in it.
OF_TEXTS = {"hollow.lines", "crosswalk.likely"}
SHARES = [
    name for name in asking.names() if "_share" in asking.header(name)["returns"] and name not in OF_TEXTS
]


def is_of_one_framework(returns: str, params: str) -> bool:
    """Told by framework, or of the one that is asked for."""
    return "framework_code" in returns.split(", ") or "framework" in params.split(", ")


@pytest.mark.parametrize("name", SHARES)
def test_every_share_is_of_one_framework(name: str) -> None:
    said = asking.header(name)
    assert is_of_one_framework(said["returns"], said["params"])


def test_a_planted_mixed_average_is_found() -> None:
    assert {"completion.by_year", "completion.by_school", "weaknesses.common"} <= set(SHARES)
    assert not is_of_one_framework("school_year, low_share, high_share", "school_year, level")


@pytest.fixture
def changing(book: Any) -> Any:
    """A school in the year before the law changed and in the year after; another that stayed with the earlier law."""
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    for school, year, framework, status in (
        ("A", 2025, "TT18-2018", "done"),
        ("A", 2026, "TT57-2026-PT", "not_started"),
        ("B", 2025, "TT18-2018", "done"),
        ("B", 2026, "TT18-2018", "done"),
    ):
        label = f"{year}-{year + 1}"
        book.hand_in("plan", school, label, date(year, 9, 9), planned("1.1"), framework=framework)
        book.hand_in(
            "results", school, label, date(year, 10, 9), reported("1.1", status), framework=framework
        )
    return book


def test_the_series_of_rates_breaks_where_the_law_changes(changing: Any, rows: Rows) -> None:
    answer = queries.completion.by_year(changing.store, LENS, Choice())
    assert rows(answer, "school_year", "framework_code", "planned_count", "low_share") == [
        ("2025-2026", "TT18-2018", 2, 1.0),
        ("2026-2027", "TT57-2026-PT", 1, 0.0),
        ("2026-2027", "TT18-2018", 1, 1.0),
    ]


@pytest.mark.parametrize(("framework", "share"), [("TT18-2018", 1.0), ("TT57-2026-PT", 0.0), (None, 1.0)])
@pytest.mark.parametrize("question", ["by_standard", "by_criterion", "by_school"])
def test_a_rate_never_holds_lines_of_both_laws(
    question: str, framework: str | None, share: float, changing: Any
) -> None:
    asked = getattr(queries.completion, question)
    answer = asked(changing.store, LENS, Choice("2026-2027"), framework=framework)
    assert set(answer["low_share"].dropna()) == {share}


@pytest.mark.parametrize("kind", ["same", "part"])
def test_a_run_of_years_breaks_whatever_the_crosswalk_says(kind: str, changing: Any, rows: Rows) -> None:
    say(changing, "1.1", "1.1", kind, date(2026, 10, 1))
    answer = queries.weaknesses.persistent(changing.store, LENS, Choice(school="A"))
    assert rows(answer) == []


@pytest.mark.parametrize(
    ("earlier", "later", "kind", "expected"),
    [
        ("1.1", "1.1", "part", [("A", "2025-2026", "2025-2026", "part", "1.1", "2026-2027", "2026-2027")]),
        ("1.1", "1.2", "same", []),  # nothing to go on with there
        ("1.2", "1.1", "same", []),
        ("1.1", "", "none", []),
    ],
)
def test_a_run_goes_on_beside_the_other_where_the_office_says_so(
    earlier: str, later: str, kind: str, expected: list[tuple[Any, ...]], changing: Any, rows: Rows
) -> None:
    say(changing, earlier, later, kind, date(2026, 10, 1))
    names = (
        "school_code",
        "first_school_year",
        "last_school_year",
        "answer",
        "to_criterion_code",
        "next_first_school_year",
        "next_last_school_year",
    )
    assert rows(queries.crosswalk.continued(changing.store, LENS, Choice()), *names) == expected
    before = office_lens(date(2026, 9, 30))  # the plans were there, the answer was not
    assert rows(queries.crosswalk.continued(changing.store, before, Choice())) == []


def test_a_school_reads_what_goes_on_in_itself_alone(changing: Any) -> None:
    say(changing, "1.1", "1.1", "same", date(2026, 10, 1))
    lengths = [
        len(queries.crosswalk.continued(changing.store, school_lens(code, DAY), Choice(school="A")))
        for code in ("A", "B")
    ]
    assert lengths == [1, 0]
