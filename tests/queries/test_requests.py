"""Money and help asked for: what is known of each line, what is asked of whom, and since when nobody has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

import queries
from data import answering
from data.answering import NotAnswered
from data.lens import TIME_ZONE, office_lens, school_lens
from queries.choice import Choice
from tests.queries.conftest import Book, planned, reported, requested

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = date(2024, 11, 20)
NOON = datetime(2024, 11, 10, 12, tzinfo=TIME_ZONE)
YEAR = "2024-2025"


@pytest.fixture
def plans(book: Book) -> Book:
    """A asks for two things and has one done; B needs something of which nobody can tell who is asked."""
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    lines = [
        {
            "budget_text": "5 triệu",
            "budget_vnd": 5_000_000,
            "budget_source": "state",
            "support": "Phòng GD&ĐT cấp máy",
        },
        {"budget_text": "Theo thực tế", "note": "Đề nghị UBND phường sửa cổng"},
        {"budget_text": "0", "budget_vnd": 0, "support": "Không"},
        {"support": "cơ sở vật chất của trường, xã hội hóa"},
    ]
    codes = ("1.1", "1.2", "2.1", "3.5")
    book.hand_in(
        "plan",
        "A",
        YEAR,
        date(2024, 9, 21),
        *({**planned(code), **line} for code, line in zip(codes, lines, strict=True)),
    )
    book.hand_in("results", "A", YEAR, date(2024, 11, 1), reported("1.2", "done"))
    book.hand_in(
        "plan",
        "B",
        YEAR,
        date(2024, 10, 1),
        {**planned("1.1"), "budget_text": "2tr", "budget_vnd": 2_000_000},
    )
    return book


def test_each_line_says_what_is_known(plans: Book, rows: Rows) -> None:
    found = queries.requests.lines(plans.store, office_lens(DAY), Choice(school="A"))
    told = rows(
        found, "criterion_code", "amount", "budget_vnd", "request", "asked_of", "is_waiting", "waiting_days"
    )
    assert sorted(told) == [
        ("1.1", "known", 5_000_000, "asked", "department", True, 60),
        ("1.2", "unclear", None, "asked", "local", False, None),  # done: nobody waits
        ("2.1", "none", 0, "none", None, False, None),
        # "cơ sở" is no Sở, "xã hội hóa" no xã: it needs something, and says not from whom
        ("3.5", "unwritten", None, "unclear", None, False, None),
    ]


def test_what_is_not_written_is_no_zero(plans: Book, rows: Rows) -> None:
    found = queries.requests.by_school(plans.store, office_lens(DAY), Choice())
    counts = ("line_count", "known_amount_count", "budget_vnd", "unclear_amount_count", "no_money_count")
    more = ("unwritten_amount_count", "request_count", "unclear_request_count", "open_request_count")
    assert rows(found, "school_code", *counts, *more, "longest_waiting_days") == [
        ("A", 4, 1, 5_000_000, 1, 1, 1, 2, 1, 1, 60),
        ("B", 1, 1, 2_000_000, 0, 0, 0, 0, 0, 0, None),
    ]
    sources = queries.requests.by_source(plans.store, office_lens(DAY), Choice())
    assert rows(sources, "budget_source", "line_count", "budget_vnd", "unclear_amount_count") == [
        ("state", 1, 5_000_000, 0),
        (None, 2, 2_000_000, 1),
    ]


def test_an_answer_ends_the_waiting_from_its_day_on_and_can_be_taken_back(plans: Book, rows: Rows) -> None:
    assert answering.answer(plans.store, "BN001", 1, " Đã cấp   5 máy ", by="chuyen vien", at=NOON) == "A"

    def told(day: date) -> list[tuple[Any, ...]]:
        found = queries.requests.lines(plans.store, school_lens("A", day), Choice(), request="asked")
        return sorted(rows(found, "criterion_code", "reply", "replied_by", "is_waiting"))[:1]

    assert told(date(2024, 11, 9)) == [("1.1", None, None, True)]
    assert told(DAY) == [("1.1", "Đã cấp 5 máy", "chuyen vien", False)]
    answering.answer(plans.store, "BN001", 1, "", by="chuyen vien", at=NOON.replace(hour=13))
    assert told(DAY) == [("1.1", None, None, True)]


def test_nothing_is_answered_that_is_not_there(plans: Book) -> None:
    with pytest.raises(NotAnswered):
        answering.answer(plans.store, "BN001", 9, "x", by="a", at=NOON)
    with pytest.raises(NotAnswered, match="dài quá"):
        answering.answer(plans.store, "BN001", 1, "x" * 501, by="a", at=NOON)
    plans.withdraw("BN001", date(2024, 11, 5))
    with pytest.raises(NotAnswered, match="rút"):
        answering.answer(plans.store, "BN001", 1, "x", by="a", at=NOON)


def of_report(book: Book, beside: str, school: str, day: date, *lines: dict[str, object]) -> str:
    """Requests handed in with a table, in one file."""
    receipt = book.hand_in("requests", school, YEAR, day, *lines)
    with book.store.transaction() as writer:
        writer.run(
            "update kept.revision set file_sha256 = $beside where revision_id in ($beside, $receipt)",
            {"beside": beside, "receipt": receipt},
        )
    return receipt


REPORTED = [
    # as a school writes it, whom it names above, and whom that asks
    ("Cấp thêm máy chiếu", "Đối với Phòng Giáo dục và Đào tạo", "department"),
    ("Sửa cổng trường", "Kiến nghị với UBND phường", "local"),
    ("Đề nghị Sở GD&ĐT mở lớp bồi dưỡng", None, "province"),
    ("Cần thêm giáo viên tin học", None, "unclear"),
    ("Quan tâm đầu tư phòng học", "Nhà trường kiến nghị một số nội dung sau", "unclear"),
    ("Các tổ tự rà soát minh chứng", "Đối với nhà trường", "school"),
    ("Phân công lại giáo viên", "Hiệu trưởng", "school"),
    ("Cho trường mượn sân bãi", "Kính đề nghị các cấp hỗ trợ nhà trường", "superior"),
]


def test_what_a_report_asks_for_is_counted_beside_what_plans_ask_for(plans: Book, rows: Rows) -> None:
    results = plans.hand_in("results", "B", YEAR, date(2024, 11, 5), reported("1.1", "done"))
    of_report(plans, results, "B", date(2024, 11, 5), *(requested(text, to) for text, to, _ in REPORTED))
    found = queries.requests.lines(plans.store, office_lens(DAY), Choice(), asked_in="report")
    told = dict(rows(found, "support", "asked_of"))
    assert told == {text: asked_of for text, _, asked_of in REPORTED}
    own = found["asked_of"] == "school"
    assert set(found["request"][own]) == {"own"}
    assert not found["is_waiting"][own].any()
    assert set(found["request"][~own]) == {"asked"}
    assert set(found["waiting_days"][~own]) == {15}
    counts = ("line_count", "unwritten_amount_count", "request_count", "open_request_count")
    by_school = queries.requests.by_school(plans.store, office_lens(DAY), Choice())
    assert rows(by_school, "school_code", *counts, "longest_waiting_days") == [
        ("A", 4, 1, 2, 1, 60),
        ("B", 1, 0, 6, 6, 15),
    ]


def test_a_school_with_a_report_alone_has_requests_and_no_plan(book: Book, rows: Rows) -> None:
    book.school("C", "THCS Cẩm Tú")
    book.hand_in("requests", "C", YEAR, date(2024, 11, 5), requested("Cấp sách", "Phòng GDĐT"))
    found = queries.requests.by_school(book.store, office_lens(DAY), Choice())
    assert rows(found, "school_code", "line_count", "budget_vnd", "request_count") == [("C", 0, None, 1)]


def reported_on(book: Book, day: date) -> list[str]:
    found = queries.requests.lines(book.store, office_lens(day), Choice(), asked_in="report")
    return sorted(found["support"])


def test_requests_count_as_long_as_a_table_of_their_file_is_in_use(plans: Book) -> None:
    first = plans.hand_in("results", "B", YEAR, date(2024, 11, 5), reported("1.1", "done"))
    of_report(plans, first, "B", date(2024, 11, 5), requested("của báo cáo đầu"))
    of_report(plans, "BN003", "B", date(2024, 11, 6), requested("của kế hoạch"))
    # A new report without any request takes the place of the first one; the plan's stay.
    second = plans.hand_in("results", "B", YEAR, date(2024, 11, 10), reported("1.1", "done"))
    assert reported_on(plans, date(2024, 11, 9)) == ["của báo cáo đầu", "của kế hoạch"]
    assert reported_on(plans, DAY) == ["của kế hoạch"]
    plans.withdraw(second, date(2024, 11, 21))
    assert reported_on(plans, date(2024, 11, 22)) == ["của báo cáo đầu", "của kế hoạch"]


def test_a_correction_beside_them_leaves_requests_standing_and_one_of_theirs_counts_once(plans: Book) -> None:
    first = plans.hand_in("results", "B", YEAR, date(2024, 11, 5), reported("1.1", "done"))
    of_report(plans, first, "B", date(2024, 11, 5), requested("như lần đầu"))
    again = plans.hand_in("results", "B", YEAR, date(2024, 11, 6), reported("1.1", "done"))
    with plans.store.transaction() as writer:
        writer.run(
            "update kept.revision set file_sha256 = $first where revision_id = $again",
            {"first": first, "again": again},
        )
    assert reported_on(plans, DAY) == ["như lần đầu"]
    of_report(plans, first, "B", date(2024, 11, 7), requested("đã sửa lời"))
    assert reported_on(plans, DAY) == ["đã sửa lời"]
    states = queries.hand_ins.revisions(plans.store, office_lens(DAY), Choice(school="B"), kind="requests")
    assert list(states["hand_in_state"]) == ["in_use", "replaced"]
    assert list(states["is_current"]) == [True, False]


def test_a_request_of_a_report_is_answered_like_that_of_a_plan(plans: Book) -> None:
    receipt = plans.hand_in("requests", "B", YEAR, date(2024, 11, 5), requested("Cấp sách", "Phòng GDĐT"))
    assert answering.answer(plans.store, receipt, 1, "Đã cấp", by="chuyen vien", at=NOON) == "B"
    found = queries.requests.lines(plans.store, office_lens(DAY), Choice(school="B"), answer_state="answered")
    assert list(found["reply"]) == ["Đã cấp"]
    seen = queries.requests.lines(plans.store, school_lens("A", DAY), Choice(), asked_in="report")
    assert seen.empty
