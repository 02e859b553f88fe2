"""Whose word each line rests on, what is offered from another revision, and what a return leaves owed."""

from __future__ import annotations

from datetime import date

import queries
from data.lens import office_lens, school_lens
from queries.choice import Choice
from tests.queries.conftest import Book, Rows, planned, reported

DAY = date(2024, 11, 20)
YEAR = "2023-2024"


def results(book: Book) -> None:
    """A: one line for each step, and one whose criterion was not understood; B: an empty line."""
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh")
    receipt = book.hand_in(
        "results",
        "A",
        YEAR,
        date(2024, 5, 28),
        reported("1.1", "done"),
        reported("1.2", "needs_review"),
        reported("1.3", "needs_review"),
        reported("1.10", "needs_review"),
        reported(None, "needs_review"),
    )
    book.say(receipt, 3, "done", date(2024, 6, 1))
    book.say(receipt, 4, "done", date(2024, 6, 1))
    book.confirm(receipt, 4, "in_progress", date(2024, 6, 2))
    book.hand_in("results", "B", YEAR, date(2024, 5, 29), reported("1.1", "no_data"))


def test_what_is_open_comes_first_and_each_word_has_its_day(book: Book, rows: Rows) -> None:
    results(book)
    found = queries.completion.statuses(book.store, office_lens(DAY), Choice())
    assert rows(
        found, "school_code", "criterion_code", "step", "status", "said_status", "confirmed_status"
    ) == [
        ("A", "1.2", "open", "needs_review", None, None),
        ("B", "1.1", "open", "no_data", None, None),
        ("A", "1.3", "said", "done", "done", None),
        ("A", "1.10", "confirmed", "in_progress", "done", "in_progress"),
        ("A", "1.1", "clear", "done", None, None),
    ]
    assert [moment.date() for moment in found["said_at"].dropna()] == [date(2024, 6, 1)] * 2
    assert list(found["confirmed_by"].dropna()) == ["test"]


def test_one_step_alone(book: Book, rows: Rows) -> None:
    results(book)
    found = queries.completion.statuses(book.store, school_lens("A", DAY), Choice(), step="open")
    assert rows(found, "criterion_code", "line_no") == [("1.2", 2)]


def test_the_counts_add_up_with_every_kind_of_word(book: Book, rows: Rows) -> None:
    results(book)
    found = queries.completion.by_school(book.store, office_lens(DAY), Choice())
    counts = rows(
        found,
        "school_code",
        "planned_count",
        "done_count",
        "in_progress_count",
        "not_started_count",
        "needs_review_count",
        "no_data_count",
    )
    assert counts == [("A", 4, 2, 1, 0, 1, 0), ("B", 1, 0, 0, 0, 0, 1)]
    assert rows(found, "low_share", "high_share")[0] == (0.5, 0.75)


def test_how_much_rests_on_schools_alone(book: Book, rows: Rows) -> None:
    results(book)
    found = queries.completion.unconfirmed(book.store, office_lens(DAY), Choice())
    assert rows(found, "framework_code", "said_item_count", "said_line_count", "open_line_count") == [
        ("TT18-2018", 1, 1, 2)
    ]


def test_the_lines_say_whose_word_their_status_is(book: Book, rows: Rows) -> None:
    results(book)
    found = queries.completion.lines(book.store, school_lens("A", DAY), Choice())
    assert rows(found, "criterion_code", "status", "status_source", "status_by") == [
        ("1.1", "done", "text", None),
        ("1.2", "needs_review", "text", None),
        ("1.3", "done", "school", "truong"),
        ("1.10", "in_progress", "office", "test"),
    ]


def test_a_newer_table_inherits_nothing_and_is_offered_what_stands_there_word_for_word(
    book: Book, rows: Rows
) -> None:
    results(book)
    same, reworded = reported("1.10", "needs_review"), reported("1.3", "needs_review", mark="thêm")
    newer = book.hand_in("results", "A", YEAR, date(2024, 6, 10), same, reworded)
    found = queries.completion.statuses(book.store, school_lens("A", DAY), Choice())
    names = (
        "revision_id",
        "criterion_code",
        "step",
        "earlier_status",
        "earlier_source",
        "earlier_revision_id",
    )
    assert rows(found, *names) == [
        (newer, "1.10", "open", "in_progress", "office", "BN001"),
        (newer, "1.3", "open", None, None, None),
    ]
    before = queries.completion.statuses(book.store, school_lens("A", date(2024, 6, 9)), Choice())
    assert set(before["revision_id"]) == {"BN001"}, "the past shows the older table with its words"


def test_where_two_revisions_disagree_nothing_is_offered(book: Book) -> None:
    book.school("A", "THCS Ánh Dương")
    line = reported("1.1", "needs_review")
    for day, status in ((1, "done"), (2, "not_started")):
        book.say(book.hand_in("results", "A", YEAR, date(2024, 6, day), line), 1, status, date(2024, 6, day))
    book.hand_in("results", "A", YEAR, date(2024, 6, 3), line)
    found = queries.completion.statuses(book.store, office_lens(DAY), Choice())
    assert list(found["step"]) == ["open"]
    assert found["earlier_status"].isna().all()


def test_a_returned_table_is_owed_again_until_something_newer_comes(book: Book, rows: Rows) -> None:
    book.setting("register_from", "2024-2025")
    book.school("A", "THCS Ánh Dương")
    plan = book.hand_in("plan", "A", "2024-2025", date(2024, 9, 20), planned("1.1"))
    book.accept(plan, date(2024, 9, 25))
    book.give_back(plan, "thiếu tiêu chuẩn 5", date(2024, 10, 5))

    def told(day: date) -> list[tuple[object, ...]]:
        lens = school_lens("A", day)
        found = queries.hand_ins.revisions(book.store, lens, Choice())
        return rows(found, "revision_id", "hand_in_state", "withdrawn_reason", "is_to_redo")

    def owed(day: date) -> set[str]:
        found = queries.reports.register(book.store, school_lens("A", day), Choice())
        return set(found.loc[found["obligation_code"] == "S08", "state"])

    assert told(date(2024, 10, 1)) == [(plan, "accepted", None, False)]
    assert owed(date(2024, 10, 4)) == {"received"}
    assert told(date(2024, 10, 6)) == [(plan, "returned", "thiếu tiêu chuẩn 5", True)]
    assert owed(date(2024, 10, 6)) == {"overdue"}
    newer = book.hand_in("plan", "A", "2024-2025", date(2024, 10, 8), planned("1.1"))
    assert told(DAY) == [
        (newer, "in_use", None, False),
        (plan, "returned", "thiếu tiêu chuẩn 5", False),
    ]
    assert owed(DAY) == {"received_late"}
