"""From the criteria to the Mức of a school, by the rules of 2018 and of TT57; every case worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

import queries
from data.lens import office_lens, school_lens
from queries.choice import Choice
from tests.queries.conftest import finding, judged, planned

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2026, 11, 20)
LENS = office_lens(DAY)
TT18 = [f"1.{n}" for n in range(1, 11)] + [
    f"{standard}.{n}" for standard, count in ((2, 4), (3, 6), (4, 2), (5, 6)) for n in range(1, count + 1)
]
# The eight of TT18 without a requirement at Mức 3.
NO_THIRD = ["1.2", "1.7", "1.8", "1.9", "1.10", "3.4", "5.3", "5.4"]
MANDATORY = ["1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
OTHERS = ["1.1", "1.2", "2.3", "3.3", "3.4", "3.5", "4.3"]
STANDING = ("standing", "reached_level", "at_least_level", "at_most_level", "next_level", "blocking_count")
Levels = Mapping[str, int | None]


def tt18(rest: int, **but: int | None) -> dict[str, int | None]:
    """All 28 criteria at one Mức, but these (c3_4 is 3.4)."""
    return dict.fromkeys(TT18, rest) | {
        name.removeprefix("c").replace("_", "."): level for name, level in but.items()
    }


def tt57(mandatory: int, *others: int | None, **but: int | None) -> dict[str, int | None]:
    """The eight at one Mức, the other seven one by one."""
    found: dict[str, int | None] = dict.fromkeys(MANDATORY, mandatory) | dict(
        zip(OTHERS, others, strict=True)
    )
    return found | {name.removeprefix("c").replace("_", "."): level for name, level in but.items()}


def without(levels: Levels, *codes: str) -> dict[str, int | None]:
    return {code: level for code, level in levels.items() if code not in codes}


def evaluate(
    book: Any,
    levels: Levels,
    *,
    school: str = "A",
    framework: str = "TT18-2018",
    year: str = "2025-2026",
    day: date = date(2026, 5, 20),
) -> str:
    lines = [judged(code, level) for code, level in levels.items()]
    return book.hand_in("self_evaluation", school, year, day, *lines, framework=framework)


def stands(book: Any, rows: Rows, levels: Levels, framework: str = "TT18-2018") -> tuple[Any, ...]:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, levels, framework=framework)
    return rows(queries.levels.by_school(book.store, LENS, Choice()), *STANDING)[0]


# --- The rules


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (tt18(2), ("told", 2, 2, 2, 3, 20)),  # twenty have a requirement at Mức 3, eight have not
        (tt18(3) | dict.fromkeys(NO_THIRD, 2), ("told", 3, 3, 3, None, None)),  # Mức 4 has a list of its own
        (tt18(3, c1_2=1), ("told", 1, 1, 1, 2, 1)),  # its own highest Mức is 2, and it is below
        (tt18(2, c3_4=1), ("told", 1, 1, 1, 2, 1)),
        (tt18(2, c3_4=0), ("told", 0, 0, 0, 1, 1)),  # "Không đạt" is not Mức 1
        (tt18(0), ("told", 0, 0, 0, 1, 28)),
        (tt18(4), ("told", 3, 3, 3, None, None)),
        (without(tt18(2), "3.4"), ("incomplete", None, 0, 2, 1, None)),  # missing is not "Không đạt"
        (tt18(2, c3_4=None), ("incomplete", None, 0, 2, 1, None)),  # nor is what is not clear
        (tt18(2, c1_1=0, c3_4=None), ("incomplete", None, 0, 0, 1, None)),
        (tt18(2, c1_1=1, c3_4=None), ("incomplete", None, 0, 1, 1, None)),
    ],
)
def test_the_rule_of_2018(levels: Levels, expected: tuple[Any, ...], book: Any, rows: Rows) -> None:
    assert stands(book, rows, levels) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (tt57(2, 2, 2, 2, 2, 2, 2, 2), ("told", 2, 2, 2, None, None)),
        (tt57(1, 1, 1, 1, 1, 1, 0, 0), ("told", 1, 1, 1, 2, 13)),  # 8 + two below Mức 1 + three more
        (tt57(1, 1, 1, 1, 1, 0, 0, 0), ("told", 0, 0, 0, 1, 1)),  # 4 of 7
        (tt57(2, 2, 2, 2, 2, 2, 2, 2, c4_2=0), ("told", 0, 0, 0, 1, 1)),  # 7 of 8
        (tt57(2, 2, 2, 2, 2, 2, 2, 2, c4_2=1), ("told", 1, 1, 1, 2, 1)),
        (tt57(2, 2, 2, 2, 2, 2, 1, 1), ("told", 2, 2, 2, None, None)),  # exactly 5 of 7, the rest Mức 1
        (tt57(2, 2, 2, 2, 2, 2, 1, 0), ("told", 1, 1, 1, 2, 1)),  # 5 of 7, but one of the rest is not Mức 1
        (tt57(2, 2, 2, 2, 2, 1, 1, 1), ("told", 1, 1, 1, 2, 1)),  # 4 of 7
        (
            tt57(2, 2, 2, 2, 2, 1, 1, 0),
            ("told", 1, 1, 1, 2, 1),
        ),  # the one below, raised to Mức 2, is the fifth
        (tt57(2, 2, 2, 2, 2, 1, 0, 0), ("told", 1, 1, 1, 2, 2)),  # both below must rise
        (without(tt57(2, 2, 2, 2, 2, 2, 2, 2), "4.2"), ("incomplete", None, 0, 2, 1, None)),
        (tt57(2, 2, 2, 2, 2, 2, 2, None), ("incomplete", None, 1, 2, 2, None)),  # Mức 1 in any case
        (tt57(2, 2, 2, 2, 2, 2, None, 0), ("incomplete", None, 1, 1, 2, None)),  # one is below Mức 1 for sure
        (tt57(2, 2, 2, 2, None, None, 0, 0), ("incomplete", None, 0, 1, 1, None)),
        (tt57(2, 2, 2, 2, None, 0, 0, 0), ("incomplete", None, 0, 0, 1, None)),  # no longer 5 of 7
    ],
)
def test_the_rule_of_tt57(levels: Levels, expected: tuple[Any, ...], book: Any, rows: Rows) -> None:
    assert stands(book, rows, levels, "TT57-2026-PT") == expected


@pytest.mark.parametrize(
    ("again", "expected"),
    [(1, ("told", 1)), (3, ("told", 2)), (None, ("incomplete", None))],  # 3.4 stands there once with Mức 2
)
def test_of_several_lines_the_lowest_counts(
    again: int | None, expected: tuple[Any, ...], book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [*(judged(code, 2) for code in TT18), judged("3.4", again)]
    book.hand_in("self_evaluation", "A", "2025-2026", date(2026, 5, 20), *lines)
    answer = queries.levels.by_school(book.store, LENS, Choice())
    assert rows(answer, "standing", "reached_level") == [expected]


def test_what_is_missing_is_named_in_the_order_of_the_law(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, without(tt18(2, c5_1=None), "1.10", "1.9"))
    answer = queries.levels.by_school(book.store, LENS, Choice())
    assert rows(answer, "told_count", "expected_count", "unclear_criteria") == [(25, 28, "1.9, 1.10, 5.1")]


@pytest.mark.parametrize(
    ("framework", "standing"),
    [(None, "no_rule"), ("TT99-2030", "no_rule"), ("TT57-2026-MN", "incomplete")],
)
def test_a_framework_without_a_rule_gives_no_level(
    framework: str | None, standing: str, book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in(
        "self_evaluation", "A", "2025-2026", date(2026, 5, 20), judged("1.1", 2), framework=framework
    )
    answer = queries.levels.by_school(book.store, LENS, Choice())
    assert rows(answer, "standing", "reached_level", "blocking_count") == [(standing, None, None)]


def test_schools_that_said_nothing_are_listed_and_closed_ones_are_not(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    book.school("C", "THCS Cầu Vồng", is_open=False)
    evaluate(book, tt18(2), school="B")
    answer = queries.levels.by_school(book.store, LENS, Choice())
    assert rows(answer, "school_code", "standing", "school_year", "reached_level") == [
        ("A", "silent", None, None),
        ("B", "told", "2025-2026", 2),
    ]


# --- What is in the way

BLOCKER = ("criterion_code", "level_no", "needed_level", "is_choice", "is_only")


@pytest.mark.parametrize(
    ("framework", "levels", "expected"),
    [
        ("TT18-2018", tt18(2, c3_4=1), [("3.4", 1, 2, False, True)]),
        ("TT18-2018", tt18(2, c1_10=0, c3_4=0), [("1.10", 0, 1, False, False), ("3.4", 0, 1, False, False)]),
        ("TT18-2018", tt18(2, c3_4=None), [("3.4", None, 1, False, False)]),
        ("TT18-2018", tt18(3) | dict.fromkeys(NO_THIRD, 2), []),
        (
            "TT57-2026-PT",
            tt57(1, 1, 1, 1, 1, 0, 0, 0),  # any one of three
            [("3.4", 0, 1, True, True), ("3.5", 0, 1, True, True), ("4.3", 0, 1, True, True)],
        ),
        (
            "TT57-2026-PT",
            tt57(1, 1, 1, 1, 0, 0, 0, 0),  # any two of four
            [(code, 0, 1, True, False) for code in ("3.3", "3.4", "3.5", "4.3")],
        ),
        ("TT57-2026-PT", tt57(2, 2, 2, 2, 2, 2, 1, 0), [("4.3", 0, 1, False, True)]),  # 5 are enough
        (
            "TT57-2026-PT",
            tt57(2, 2, 2, 2, 2, 1, 1, 0),  # 4.3 alone; or 4.3 to Mức 1 and one of the others to Mức 2
            [("3.4", 1, 2, True, False), ("3.5", 1, 2, True, False), ("4.3", 0, 2, False, True)],
        ),
        ("TT57-2026-PT", tt57(2, 2, 2, 2, 2, 2, 2, 2, c1_3=0), [("1.3", 0, 1, False, True)]),
        ("TT57-2026-PT", tt57(2, 2, 2, 2, 2, 2, 2, None), [("4.3", None, 1, False, False)]),
    ],
)
def test_what_stands_before_the_next_level(
    framework: str, levels: Levels, expected: list[tuple[Any, ...]], book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, levels, framework=framework)
    assert rows(queries.levels.blocking(book.store, LENS, Choice()), *BLOCKER) == expected


def test_solving_the_only_blocker_lifts_the_school(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    levels = tt57(2, 2, 2, 2, 2, 1, 1, 0)
    for day, changed in enumerate((levels, levels | {"4.3": 2}), start=1):
        evaluate(book, changed, framework="TT57-2026-PT", day=date(2026, 9, day))
    reached = [
        rows(queries.levels.by_school(book.store, office_lens(date(2026, 9, day)), Choice()), "reached_level")
        for day in (1, 2)
    ]
    assert reached == [[(1,)], [(2,)]]


def test_a_blocker_comes_with_its_plan_and_the_schools_own_words(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, tt18(2, c3_4=1, c3_6=1))
    for year, day, text in (
        ("2024-2025", date(2025, 5, 1), "Thoát nước chậm"),
        ("2025-2026", date(2026, 5, 1), "Còn ngập khi mưa lớn"),
    ):
        book.hand_in("findings", "A", year, day, finding("3.4", weakness=text, strength="Có nhà vệ sinh"))
    # The plan of before the self-evaluation says nothing about what came after it.
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 9), planned("3.6"))
    book.hand_in("plan", "A", "2026-2027", date(2026, 9, 9), planned("3.4"))
    answer = queries.levels.blocking(book.store, LENS, Choice())
    names = ("criterion_code", "plan_school_year", "planned_state", "weakness", "weakness_school_year")
    assert rows(answer, *names) == [
        ("3.4", "2026-2027", "no_data", "Còn ngập khi mưa lớn", "2025-2026"),
        ("3.6", None, None, None, None),
    ]
    assert rows(answer, "file_name", "sheet", "first_row")[0] == ("A.xlsx", "Bảng", 4 + TT18.index("3.4") + 1)


def three_schools(book: Any) -> None:
    for code, name, levels in (
        ("A", "THCS Ánh Dương", tt18(2, c3_4=1)),
        ("B", "THCS Bình Minh", tt18(2, c3_4=1, c3_6=1)),
        ("C", "THCS Cầu Vồng", without(tt18(2, c3_4=1), "1.1")),  # cannot be told
        ("D", "THCS Đồng Xanh", tt18(2, c3_4=0)),  # on the way to Mức 1
    ):
        book.school(code, name)
        evaluate(book, levels, school=code)
    book.school("E", "THCS Én Nhỏ")
    evaluate(book, tt57(1, 1, 1, 1, 1, 0, 0, 0), school="E", framework="TT57-2026-PT")


LIFTING = (
    "framework_code",
    "next_level",
    "criterion_code",
    "blocked_count",
    "choice_count",
    "lifted_count",
    "school_count",
)


def test_which_criterion_lifts_most_schools(book: Any, rows: Rows) -> None:
    three_schools(book)
    assert rows(queries.levels.lifting(book.store, LENS, Choice()), *LIFTING) == [
        ("TT18-2018", 2, "3.4", 2, 0, 1, 2),
        ("TT18-2018", 2, "3.6", 1, 0, 0, 2),
        ("TT18-2018", 1, "3.4", 1, 0, 1, 1),
        ("TT57-2026-PT", 1, "3.4", 1, 1, 1, 1),
        ("TT57-2026-PT", 1, "3.5", 1, 1, 1, 1),
        ("TT57-2026-PT", 1, "4.3", 1, 1, 1, 1),
    ]


def test_every_count_opens_its_schools(book: Any) -> None:
    three_schools(book)
    for row in queries.levels.lifting(book.store, LENS, Choice()).itertuples(index=False):
        lines = queries.levels.blocking(
            book.store,
            LENS,
            Choice(),
            framework=row.framework_code,
            step=int(row.next_level),
            criterion=row.criterion_code,
            standing="told",
        )
        assert len(lines) == row.blocked_count
        assert int(lines["is_only"].sum()) == row.lifted_count
        assert int(lines["is_choice"].sum()) == row.choice_count


# --- The lens


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (DAY, None, ("2025-2026", 1)),
        (DAY, "2025-2026", ("2025-2026", 1)),
        (DAY, "2024-2025", ("2024-2025", 2)),
        (date(2026, 5, 24), None, ("2025-2026", 2)),  # before the correction came
        (date(2026, 5, 19), None, ("2024-2025", 2)),  # before this year's was handed in
        (date(2024, 5, 1), None, (None, None)),
    ],
)
def test_a_past_day_and_an_earlier_year(
    day: date, year: str | None, expected: tuple[Any, ...], book: Any, rows: Rows
) -> None:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, tt18(2), year="2024-2025", day=date(2025, 5, 20))
    evaluate(book, tt18(2))
    evaluate(book, tt18(2, c3_4=1), day=date(2026, 5, 25))
    answer = queries.levels.by_school(book.store, office_lens(day), Choice(year))
    assert rows(answer, "school_year", "reached_level") == [expected]


def test_what_was_withdrawn_does_not_count(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    evaluate(book, tt18(2), year="2024-2025", day=date(2025, 5, 20))
    book.withdraw(evaluate(book, tt18(3)), date(2026, 5, 22))
    answer = queries.levels.by_school(book.store, LENS, Choice())
    assert rows(answer, "school_year", "reached_level") == [("2024-2025", 2)]


def test_a_school_sees_itself_alone(book: Any, rows: Rows) -> None:
    three_schools(book)
    lens = school_lens("B", DAY)
    assert rows(queries.levels.by_school(book.store, lens, Choice()), "school_code") == [("B",)]
    assert rows(queries.levels.blocking(book.store, lens, Choice(school="A")), "school_code") == []
    assert rows(queries.levels.lifting(book.store, lens, Choice()), "criterion_code", "school_count") == [
        ("3.4", 1),
        ("3.6", 1),
    ]


def test_a_new_framework_needs_rows_alone(book: Any, rows: Rows) -> None:
    with book.store.transaction() as writer:
        writer.add(
            "law.level_rule",
            [{"framework_code": "TT99", "level_no": 1, "others_least": 1, "others_floor": None}],
        )
        writer.add(
            "law.criterion",
            [
                {
                    "framework_code": "TT99",
                    "criterion_code": f"1.{n}",
                    "standard_no": 1,
                    "position": n,
                    "name": f"Tiêu chí {n}",
                    "is_mandatory": n == 1,
                }
                for n in (1, 2, 3)
            ],
        )
    assert stands(book, rows, {"1.1": 1, "1.2": 0, "1.3": 1}, "TT99") == ("told", 1, 1, 1, None, None)
