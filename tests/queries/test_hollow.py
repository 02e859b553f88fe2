"""Lines to read again: what repeats its plan, is copied, or says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import queries
from data import likeness
from data.lens import office_lens
from queries.choice import Choice

Rows = Callable[..., list[tuple[Any, ...]]]
LENS = office_lens(date(2024, 11, 20))
PLAN = "Tổ trưởng lập danh sách sách cần mua, thống nhất với giáo viên rồi trình hiệu trưởng duyệt trong học kỳ một"


def line(code: str, **texts: object) -> dict[str, object]:
    return {"criterion_code": code, "suggested_status": "done", **texts}


@pytest.mark.parametrize(
    ("done", "share"),
    [
        (PLAN, 1.0),  # the whole plan handed in as its result
        ("- " + PLAN.upper() + ".", 1.0),  # other letters and marks hide nothing
        ("Đã mua 120 quyển, giáo viên mượn hết 85 quyển trong học kỳ hai", 0.0),  # a result of its own
        (
            PLAN.partition(",")[0] + ". Đã mua đủ 120 quyển và đưa vào phục vụ từ tháng mười một",
            0.3,
        ),  # half and half
        ("Thực hiện tốt", None),  # too short to tell
    ],
)
def test_how_much_of_a_result_is_its_plan(book: Any, done: str, share: float | None) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", "2023-2024", date(2023, 9, 9), {"criterion_code": "3.6", "action": PLAN})
    book.hand_in("results", "A", "2023-2024", date(2024, 5, 9), line("3.6", done_text=done))
    likeness.catch_up(book.store)
    found = book.store.read("select repeat_share from lens.result_check", lens=LENS)["repeat_share"][0]
    if share is None:
        assert found != found
    else:
        assert found == pytest.approx(share, abs=0.12)


def test_the_plan_that_the_results_form_repeats_is_compared_too(book: Any) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in(
        "results", "A", "2023-2024", date(2024, 5, 9), line("3.6", plan_initial=PLAN, done_text=PLAN)
    )
    likeness.catch_up(book.store)
    assert list(book.store.read("select repeat_share from lens.result_check", lens=LENS)["repeat_share"]) == [
        1.0
    ]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ("Thực hiện tốt.", (True, False, False, False, False)),
        ("Không", (True, False, False, False, False)),
        ("Cây xanh được chăm sóc chu đáo", (False, False, False, False, False)),
        ("Trồng thêm 20 cây", (False, True, False, False, False)),
        ("Xong từ tháng 10/2023", (False, True, True, False, False)),
        ("Bảo vệ tưới cây mỗi sáng", (False, False, False, True, False)),
        ("Có biên bản nghiệm thu số 12/BB-TTT", (False, True, False, False, True)),
    ],
)
def test_what_a_result_says_that_can_be_checked(
    book: Any, rows: Rows, done: str, expected: tuple[bool, ...]
) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("results", "A", "2023-2024", date(2024, 5, 9), line("3.1", done_text=done))
    found = book.store.read("select * from lens.result_check", lens=LENS)
    assert rows(found, "is_empty_phrase", "has_number", "has_date", "has_role", "has_document") == [expected]


def test_reasons_are_counted_by_line_and_by_school(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    own = "Nhân viên thư viện xếp lại 1.200 đầu sách theo chủ đề và dán nhãn màu cho từng kệ sách"
    for school, day, action in (("A", 9, PLAN), ("B", 12, PLAN)):
        book.hand_in(
            "plan", school, "2023-2024", date(2023, 9, day), {"criterion_code": "3.6", "action": action}
        )
    book.hand_in(
        "results",
        "A",
        "2023-2024",
        date(2024, 5, 9),
        line("3.6", done_text=PLAN),
        line("3.1", done_text="Thực hiện tốt"),
    )
    book.hand_in("results", "B", "2023-2024", date(2024, 5, 10), line("3.6", done_text=own))
    likeness.catch_up(book.store)
    counted = queries.hollow.by_concern(book.store, LENS, Choice())
    assert rows(counted, "kind", "concern", "line_count", "school_count", "checked_line_count") == [
        ("plan", "copied_school", 1, 1, 2),
        ("results", "empty_phrase", 1, 1, 3),
        ("results", "repeats_plan", 1, 1, 3),
    ]
    by_school = queries.hollow.by_school(book.store, LENS, Choice())
    assert rows(
        by_school, "school_code", "checked_line_count", "concern_line_count", "repeats_plan_count"
    ) == [
        ("A", 3, 2, 1),
        ("B", 2, 1, 0),
    ]
    shown = queries.hollow.lines(book.store, LENS, Choice(), concern="copied_school")
    assert rows(shown, "school_code", "text", "other_text", "other_school_name", "shared_share") == [
        ("B", PLAN, PLAN, "THCS Ánh Dương", 1.0)
    ]
    repeated = queries.hollow.lines(book.store, LENS, Choice(), concern="repeats_plan")
    assert rows(repeated, "school_code", "text", "other_text") == [("A", PLAN, PLAN)]


def test_what_a_plan_says_is_present_or_absent(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    whole = {
        "criterion_code": "3.6",
        "target": "Có thêm 120 quyển sách",
        "action": PLAN,
        "responsible": "Tổ trưởng",
        "starts_on": date(2023, 10, 1),
        "ends_on": date(2023, 10, 31),
        "time_precision": "month",
        "is_recurring": False,
        "budget_text": "Không",
        "supervision": "Ban thanh tra nhân dân",
    }
    bare = {
        "criterion_code": "1.1",
        "target": "Nâng cao chất lượng",
        "action": "Nâng cao chất lượng",
        "starts_on": date(2023, 9, 5),
        "ends_on": date(2024, 5, 31),
        "time_precision": "year",
        "is_recurring": True,
    }
    book.hand_in("plan", "A", "2023-2024", date(2023, 9, 9), whole, bare)
    answer = queries.hollow.plans(book.store, LENS, Choice())
    counts = [
        f"{name}_count"
        for name in ("solution", "start", "finish", "people", "budget", "supervision", "measurable")
    ]
    assert rows(answer, "school_code", "line_count", *counts) == [("A", 2, 1, 1, 1, 1, 1, 1, 1)]


def test_without_a_year_the_lines_are_those_that_the_counts_count(book: Any) -> None:
    """Results of one year and copied plans of the next: both speak of the year with results."""
    for school in ("A", "B"):
        book.school(school, f"THCS {school}")
        book.hand_in("plan", school, "2024-2025", date(2024, 9, 9), {"criterion_code": "3.6", "action": PLAN})
    book.hand_in("results", "A", "2023-2024", date(2024, 5, 9), line("3.1", done_text="Thực hiện tốt"))
    likeness.catch_up(book.store)
    counted = queries.hollow.by_concern(book.store, LENS, Choice())
    lines = queries.hollow.lines(book.store, LENS, Choice())
    assert set(counted["school_year"]) == set(lines["school_year"]) == {"2023-2024"}
    assert counted["line_count"].sum() == len(lines) == 1
