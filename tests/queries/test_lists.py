"""Schools, school years, settings, hand-ins and the register's three questions: the district of conftest.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import queries
from data.lens import Lens, office_lens, school_lens
from data.store import Store
from queries.choice import Choice

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2024, 11, 20)
LENS = office_lens(DAY)


def test_schools_in_vietnamese_order(district: Store, rows: Rows) -> None:
    assert rows(queries.schools.listing(district, LENS, Choice(level="MN"))) == [
        ("M", "Mầm non Mai Vàng", "MN", "Mầm non", "public", "Phường Một", True),
        ("A", "THCS Ánh Dương", "THCS", "Trung học cơ sở", "public", "Phường Một", True),
        ("B", "THCS Bình Minh CHI-B", "THCS", "Trung học cơ sở", "private", "Phường Hai CHI-B", True),
        ("D", "Tiểu học Đồng Xanh", "TH", "Tiểu học", "public", "Phường Một", False),
    ]
    before = rows(
        queries.schools.listing(district, office_lens(date(2024, 7, 31)), Choice()), "school_code", "is_open"
    )
    assert ("D", True) in before  # it closed on 01/08/2024


def test_vietnamese_letters_stand_in_their_order(book: Any, rows: Rows) -> None:
    for code, name in enumerate(["Trường Ẽ", "Trường Đ", "Trường D", "Trường E", "Trường Â", "Trường A"]):
        book.school(str(code), name)
    found = rows(queries.schools.listing(book.store, LENS, Choice()), "school_name")
    assert [name[-1] for (name,) in found] == ["A", "Â", "D", "Đ", "E", "Ẽ"]


def test_school_years_newest_first(district: Store, rows: Rows) -> None:
    assert rows(queries.school_years.listing(district, LENS, Choice())) == [
        ("2024-2025", 2, 0, 4),  # A and B; A's withdrawn one does not count, M's came later
        ("2023-2024", 3, 2, 0),  # A's two plans are one current plan
        ("2022-2023", 1, 1, 0),
    ]
    assert rows(
        queries.school_years.listing(district, office_lens(date(2026, 9, 1)), Choice(school="M"))
    ) == [
        ("2026-2027", 0, 0, 0),  # the current one, real zeros
        ("2024-2025", 1, 0, 1),
    ]


def test_settings_have_their_newest_value(district: Store, rows: Rows) -> None:
    assert rows(queries.office.settings(district, LENS, Choice())) == [
        ("office_name", "Phòng GDĐT quận Mẫu Mới"),
        ("register_from", "2023-2024"),
    ]


@pytest.mark.parametrize(
    ("choice", "kind", "expected"),
    [
        (Choice("2022-2023"), None, ["BN002", "BN001"]),  # newest first
        (Choice("2024-2025"), None, ["BN011", "BN010", "BN009", "BN013"]),  # the office's own schedule too
        (Choice("2024-2025", school="A"), None, ["BN010", "BN009"]),
        (Choice(), "results", ["BN007", "BN005", "BN002"]),
        (Choice(ward="Phường Hai CHI-B"), "plan", ["BN011", "BN006"]),
    ],
)
def test_revisions(
    choice: Choice, kind: str | None, expected: list[str], district: Store, rows: Rows
) -> None:
    answer = queries.hand_ins.revisions(district, LENS, choice, kind=kind)
    assert [receipt for (receipt,) in rows(answer, "revision_id")] == expected


def test_which_revision_counts(district: Store, rows: Rows) -> None:
    answer = queries.hand_ins.revisions(district, LENS, Choice(school="A"), kind="plan")
    found = rows(
        answer, "revision_id", "school_year", "is_current", "withdrawn_reason", "row_count", "document_number"
    )
    assert found == [
        ("BN010", "2024-2025", False, "nộp nhầm", 1, "10/A"),
        ("BN009", "2024-2025", True, None, 2, "9/A"),
        ("BN004", "2023-2024", True, None, 4, "4/A"),
        ("BN003", "2023-2024", False, None, 1, "3/A"),  # replaced
        ("BN001", "2022-2023", True, None, 3, "1/A"),
    ]
    assert [at.hour for (at,) in rows(answer, "recorded_at")] == [9] * 5  # Vietnam's time


def test_problems(district: Store, rows: Rows) -> None:
    found = [(1, "time_doubt", "warning", "Bảng CHI-B", "C7", "CHI-B: chưa hiểu thời gian")]
    assert rows(queries.hand_ins.problems(district, LENS, Choice(), revision="BN007")) == found
    assert rows(queries.hand_ins.problems(district, school_lens("A", DAY), Choice(), revision="BN007")) == []


def test_lines_of_a_revision_in_use_or_not(district: Store, rows: Rows) -> None:
    def lines(lens: Lens, revision: str) -> list[tuple[Any, ...]]:
        answer = queries.hand_ins.lines(district, lens, Choice(), revision=revision)
        assert set(answer["kind"]) <= {"plan", "results", "schedule"}
        return rows(answer, "line_no", "school_code", "key_code", "texts", "first_row")

    replaced, withdrawn = lines(LENS, "BN003"), lines(LENS, "BN010")
    assert [(line[:3], line[4]) for line in replaced] == [((1, "A", "4.2"), 5)]
    assert json.loads(replaced[0][3])["target"] == "mục tiêu 4.2"
    assert [line[:3] for line in withdrawn] == [(1, "A", "5.1")]
    assert lines(school_lens("A", DAY), "BN003") == replaced
    assert lines(school_lens("B", DAY), "BN003") == []
    assert lines(office_lens(date(2023, 9, 9)), "BN003") == [], "the day before it came"
    assert lines(LENS, "BN099") == []


def test_of_the_offices_own_table_a_school_sees_its_own_line(district: Store, rows: Rows) -> None:
    def keys(lens: Lens) -> list[tuple[Any, ...]]:
        answer = queries.hand_ins.lines(district, lens, Choice(), revision="BN013")
        return rows(answer, "line_no", "key_code")

    assert keys(LENS) == [(1, "A"), (2, "B"), (3, None), (4, "M")]
    assert keys(school_lens("B", DAY)) == [(2, "B")]
    assert keys(school_lens("D", DAY)) == []


# On 20/11/2024 the register goes from 2023-2024 on. D closed on 01/08/2024, and with it what it owed had ended; it had
# handed in its plan of 2023-2024. Recognitions: A registers by 01/10/2024 (expiry 01/03/2025), M by 10/12/2022.
def test_register_for_the_current_year_and_what_is_still_open(district: Store, rows: Rows) -> None:
    answer = queries.reports.register(district, LENS, Choice())
    overdue = answer[answer["state"] == "overdue"]
    assert rows(overdue, "school_code", "obligation_code", "school_year", "due_late", "late_days") == [
        ("M", "S09", "2022-2023", date(2022, 12, 10), 711),
        ("M", "S08", "2023-2024", date(2023, 9, 30), 417),
        ("M", "S03", "2023-2024", date(2024, 5, 31), 173),  # equally late: by name
        ("M", "S02", "2023-2024", date(2024, 5, 31), 173),
        ("A", "S02", "2023-2024", date(2024, 5, 31), 173),  # nobody said that it came
        ("B", "S02", "2023-2024", date(2024, 5, 31), 173),
        ("M", "S08", "2024-2025", date(2024, 9, 30), 51),
    ]
    rest = answer[answer["state"] != "overdue"]
    assert rows(rest, "school_code", "obligation_code", "school_year", "state", "late_days") == [
        ("A", "S11", "2024-2025", "received", 0),
        ("A", "S08", "2024-2025", "received", 0),
        ("B", "S08", "2024-2025", "received_late", 5),
        ("A", "S09", "2024-2025", "received", 0),  # on the schedule since 04/09/2024
        ("B", "S11", "2024-2025", "not_due", 0),
        ("M", "S03", "2024-2025", "not_due", 0),
        ("M", "S02", "2024-2025", "not_due", 0),
        ("A", "S03", "2024-2025", "not_due", 0),
        ("A", "S02", "2024-2025", "not_due", 0),
        ("B", "S03", "2024-2025", "not_due", 0),
        ("B", "S02", "2024-2025", "not_due", 0),
    ]


@pytest.mark.parametrize(
    ("choice", "extras", "expected"),
    [
        (Choice("2023-2024"), {"obligation": "S08"}, [("M", "overdue"), ("A", "received"), ("B", "received"), ("D", "received")]),
        (Choice(), {"state": "received_late"}, [("B", "received_late")]),
        (Choice("2023-2024", school="B"), {"state": "received_late"}, [("B", "received_late")]),  # results on 03/06
        (Choice("2026-2027"), {}, [("B", "not_due")]),  # its recognition's registration, 13/01/2027
        (Choice("2024-2025", level="TH"), {}, []),
    ],
)  # fmt: skip
def test_register_as_chosen(
    choice: Choice, extras: dict[str, str], expected: list[tuple[str, str]], district: Store, rows: Rows
) -> None:
    assert (
        rows(queries.reports.register(district, LENS, choice, **extras), "school_code", "state") == expected
    )


def test_register_says_its_grounds(district: Store, rows: Rows) -> None:
    answer = queries.reports.register(district, LENS, Choice("2024-2025", school="B"), obligation="S11")
    names = ("school_name", "level", "ward", "short_name", "ground", "warn_from", "due_early", "due_late")
    ground = (
        "Kế hoạch kiểm định chất lượng giáo dục hằng năm của cơ quan quản lý (45 ngày trước ngày đón đoàn)"
    )
    assert rows(answer, *names) == [
        ("THCS Bình Minh CHI-B", "THCS", "Phường Hai CHI-B", "Hồ sơ đánh giá ngoài", ground,
         date(2024, 12, 27), date(2025, 1, 26), date(2025, 1, 26)),
    ]  # fmt: skip


def test_by_obligation(district: Store, rows: Rows) -> None:
    answer = queries.reports.by_obligation(district, LENS, Choice())
    names = (
        "obligation_code", "school_year", "owed_count", "received_count", "received_late_count", "waived_count",
        "ended_count", "due_soon_count", "overdue_count", "not_due_count", "due_late",
    )  # fmt: skip
    assert rows(answer, *names) == [
        ("S08", "2024-2025", 3, 1, 1, 0, 0, 0, 1, 0, date(2024, 9, 30)),
        # An earlier year is listed for what is overdue in it, and counts all who owed it.
        ("S08", "2023-2024", 4, 3, 0, 0, 0, 0, 1, 0, date(2023, 9, 30)),
        ("S03", "2024-2025", 3, 0, 0, 0, 0, 0, 0, 3, date(2025, 5, 31)),
        ("S03", "2023-2024", 4, 1, 1, 0, 1, 0, 1, 0, date(2024, 5, 31)),
        ("S02", "2024-2025", 3, 0, 0, 0, 0, 0, 0, 3, date(2025, 5, 31)),
        ("S02", "2023-2024", 4, 0, 0, 0, 1, 0, 3, 0, date(2024, 5, 31)),
        ("S09", "2024-2025", 1, 1, 0, 0, 0, 0, 0, 0, date(2024, 10, 1)),
        ("S09", "2022-2023", 1, 0, 0, 0, 0, 0, 1, 0, date(2022, 12, 10)),
        ("S11", "2024-2025", 2, 1, 0, 0, 0, 0, 0, 1, date(2025, 1, 26)),
    ]


def test_by_school(district: Store, rows: Rows) -> None:
    answer = queries.reports.by_school(district, LENS, Choice())
    names = (
        "school_code", "owed_count", "overdue_count", "longest_late_days", "due_soon_count", "received_late_count",
        "received_count", "waived_count", "not_due_count",
    )  # fmt: skip
    assert rows(answer, *names) == [
        ("M", 7, 5, 711, 0, 0, 0, 0, 2),
        ("A", 6, 1, 173, 0, 0, 3, 0, 2),
        ("B", 5, 1, 173, 0, 1, 0, 0, 3),
    ]
    only = queries.reports.by_school(district, LENS, Choice("2024-2025"))
    assert rows(only, "school_code", "longest_late_days") == [("M", 51), ("A", None), ("B", None)]
