"""The register when schools close, merge, open, are told late, and when what was handed in says little."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import queries
from data import likeness
from data.lens import office_lens, school_lens
from data.store import Store
from queries.choice import Choice
from tests.queries.conftest import Book, planned, reported

YEAR = "2024-2025"
PLAN, RESULTS = "S08", "S03"
JANUARY = date(2025, 1, 1)


def states(store: Store, day: date, **asked: Any) -> dict[tuple[str, str], str]:
    """The state by school and report, of one school year."""
    found = queries.reports.register(store, office_lens(day), Choice(YEAR), **asked)
    return {(row.school_code, row.obligation_code): row.state for row in found.itertuples(index=False)}


def counts(store: Store, day: date, obligation: str) -> dict[str, int]:
    """How many schools are in which state, those that nobody is in left out."""
    frame = queries.reports.by_obligation(store, office_lens(day), Choice(YEAR))
    row = frame[frame["obligation_code"] == obligation].iloc[0]
    return {name: int(row[name]) for name in frame.columns if name.endswith("_count") and row[name]}


# --- Schools that close, merge, open


@pytest.fixture
def merged(book: Book) -> Store:
    """P was merged into S on 01/01/2025 and had not sent its plan, due on 30/09/2024; N was made on that day."""
    book.setting("register_from", YEAR)
    book.school("P", "THCS Nguồn")
    book.school("P", "THCS Nguồn", since=JANUARY, is_open=False, successor="S")
    book.school("S", "THCS Biển")
    book.school("N", "THCS Mới", since=JANUARY)
    book.hand_in("plan", "S", YEAR, date(2024, 9, 20), planned("1.1"))
    return book.store


def test_what_a_merged_school_owed_ends_with_it_and_stays_counted(merged: Store) -> None:
    assert counts(merged, date(2024, 12, 31), PLAN) == {
        "owed_count": 2,
        "received_count": 1,
        "overdue_count": 1,
    }
    assert counts(merged, JANUARY, PLAN) == {"owed_count": 2, "received_count": 1, "ended_count": 1}
    found = queries.reports.register(merged, office_lens(JANUARY), Choice(YEAR), state="ended")
    assert list(found["successor_name"]) == ["THCS Biển"]
    assert found["late_days"].isna().all(), "nobody is late any more"


def test_a_successor_owes_only_for_itself(merged: Store) -> None:
    after = states(merged, date(2025, 6, 1))
    assert after[("S", PLAN)] == "received", "not once more for the school it took in"
    assert after[("S", RESULTS)] == "overdue"
    assert ("P", RESULTS) not in after, "what falls due after the merger is the successor's alone"


def test_a_new_school_owes_what_falls_due_while_it_is_there(merged: Store) -> None:
    assert ("N", PLAN) not in states(merged, date(2025, 6, 1))
    assert states(merged, date(2025, 6, 1))[("N", RESULTS)] == "overdue"
    assert not {key for key in states(merged, date(2024, 12, 31)) if key[0] == "N"}, "not there yet"


def test_what_nobody_knew_changes_no_past_day(book: Book) -> None:
    book.school("LATE", "THCS Báo Muộn")
    book.school("LATE", "THCS Báo Muộn", since=date(2024, 9, 1), is_open=False, known_since=date(2024, 11, 1))
    book.school("NEW", "THCS Vừa Biết", since=date(2024, 9, 1), known_since=date(2024, 11, 1))
    before, after = (states(book.store, date(2024, month, 1)) for month in (10, 11))
    assert [key for key in before if key[1] == PLAN] == [("LATE", PLAN)]
    assert [key for key in after if key[1] == PLAN] == [("NEW", PLAN)], (
        "closed before it fell due: never owed"
    )


def test_a_school_that_opens_again_owes_again(book: Book) -> None:
    book.school("R", "THCS Trở Lại")
    book.school("R", "THCS Trở Lại", since=date(2024, 11, 1), is_open=False)
    book.school("R", "THCS Trở Lại", since=date(2025, 3, 1))
    told = [states(book.store, day)[("R", PLAN)] for day in (date(2024, 10, 31), JANUARY, date(2025, 3, 1))]
    assert told == ["overdue", "ended", "overdue"]


def test_a_closing_that_was_a_mistake_is_put_right(book: Book) -> None:
    book.school("M", "THCS Nhầm")
    book.school("M", "THCS Nhầm", since=date(2024, 11, 1), is_open=False, known_since=date(2024, 11, 2))
    book.school("M", "THCS Nhầm", since=date(2024, 11, 1), known_since=date(2024, 11, 5))
    told = [states(book.store, date(2024, 11, day))[("M", PLAN)] for day in (1, 2, 5)]
    assert told == ["overdue", "ended", "overdue"]


# --- The office's words, taken back


def test_a_waiver_is_taken_back_by_a_row_and_past_days_keep_it(book: Book) -> None:
    book.school("A", "THCS Ánh Dương")
    book.waiver("A", PLAN, YEAR, "sửa chữa", day=date(2024, 9, 10), until=date(2024, 12, 31))
    book.waiver("A", PLAN, YEAR, "nhập nhầm", day=date(2024, 10, 5), taken_back=True)
    told = [states(book.store, date(2024, 10, day))[("A", PLAN)] for day in (4, 5)]
    assert told == ["waived", "overdue"]
    found = queries.reports.register(book.store, office_lens(date(2024, 10, 4)), Choice(YEAR), state="waived")
    assert list(found["waived_until"]) == [date(2024, 12, 31)]


def test_a_receipt_on_paper_is_taken_back(book: Book) -> None:
    book.school("A", "THCS Ánh Dương")
    book.received("A", PLAN, YEAR, date(2024, 9, 10), day=date(2024, 9, 11))
    book.received("A", PLAN, YEAR, date(2024, 9, 10), day=date(2024, 10, 5), taken_back=True)
    assert [states(book.store, date(2024, 10, day))[("A", PLAN)] for day in (4, 5)] == ["received", "overdue"]


# --- Handed in, but hollow


def said(criterion: str, text: str) -> dict[str, object]:
    return {**reported(criterion, "done"), "done_text": text}


EMPTY, FULL = "Thực hiện tốt", "Hiệu trưởng đã tổ chức 3 buổi ngày 12/10/2024"


@pytest.fixture
def hollow(book: Book) -> tuple[Book, str]:
    """Results with one empty line of two, handed in on 20/05/2025, due on 31/05/2025."""
    book.school("A", "THCS Ánh Dương")
    receipt = book.hand_in("results", "A", YEAR, date(2025, 5, 20), said("1.1", EMPTY), said("1.2", FULL))
    likeness.catch_up(book.store)
    return book, receipt


@pytest.mark.parametrize(
    ("texts", "state"),
    [
        ((EMPTY, EMPTY), "hollow"),
        ((EMPTY, FULL), "hollow"),  # half of them
        ((EMPTY, FULL, FULL), "received"),
        ((FULL,), "received"),
        ((), "received"),
    ],
)
def test_a_table_of_which_half_says_little_is_hollow(texts: tuple[str, ...], state: str, book: Book) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [said(f"1.{number}", text) for number, text in enumerate(texts, start=1)]
    book.hand_in("results", "A", YEAR, date(2025, 5, 20), *lines)
    likeness.catch_up(book.store)
    assert states(book.store, date(2025, 5, 20))[("A", RESULTS)] == state


def test_hollow_is_a_kind_of_received(hollow: tuple[Book, str]) -> None:
    store = hollow[0].store
    day = date(2025, 6, 20)
    assert counts(store, day, RESULTS) == {"owed_count": 1, "hollow_count": 1}
    found = queries.reports.register(store, office_lens(day), Choice(YEAR), state="hollow")
    row = found.iloc[0]
    assert (row["received_on"], row["late_days"]) == (date(2025, 5, 20), 0)
    assert (row["concern_line_count"], row["line_count"]) == (1, 2)
    assert states(store, date(2025, 5, 19))[("A", RESULTS)] == "due_soon", "before it came"


def test_what_the_specialist_has_read_and_accepted_is_received(hollow: tuple[Book, str]) -> None:
    book, receipt = hollow
    book.accept(receipt, date(2025, 5, 25))
    told = [states(book.store, date(2025, 5, day))[("A", RESULTS)] for day in (24, 25)]
    assert told == ["hollow", "received"]


def test_a_better_table_is_received(hollow: tuple[Book, str]) -> None:
    book, _ = hollow
    book.hand_in("results", "A", YEAR, date(2025, 5, 28), said("1.1", FULL), said("1.2", FULL))
    likeness.catch_up(book.store)
    told = [states(book.store, date(2025, 5, day))[("A", RESULTS)] for day in (27, 28)]
    assert told == ["hollow", "received"]


def test_a_hollow_table_that_is_withdrawn_is_owed_again(hollow: tuple[Book, str]) -> None:
    book, receipt = hollow
    book.withdraw(receipt, date(2025, 6, 2))
    assert states(book.store, date(2025, 6, 2))[("A", RESULTS)] == "overdue"


def test_what_came_on_paper_as_well_is_received(hollow: tuple[Book, str]) -> None:
    book, _ = hollow
    book.received("A", RESULTS, YEAR, date(2025, 5, 22), day=date(2025, 5, 22))
    assert states(book.store, date(2025, 5, 23))[("A", RESULTS)] == "received"


def test_the_office_sets_the_share_itself(hollow: tuple[Book, str]) -> None:
    book, _ = hollow
    book.setting("hollow_share", "0.6", date(2025, 5, 25))
    told = [states(book.store, date(2025, 5, day))[("A", RESULTS)] for day in (24, 25)]
    assert told == ["hollow", "received"]
    book.setting("hollow_share", "nửa", date(2025, 5, 26))
    assert states(book.store, date(2025, 5, 26))[("A", RESULTS)] == "hollow", "no number is no setting"


def test_a_school_is_told_by_what_it_may_see(book: Book) -> None:
    """A copy of another school's plan is hollow for the office alone: the school could not open what it copies."""
    text = "Tổ chức bồi dưỡng giáo viên về đổi mới phương pháp dạy học theo chủ đề liên môn ở cả hai học kì"
    for code, day in (("A", 10), ("B", 20)):
        book.school(code, f"THCS {code}")
        book.hand_in(
            "plan", code, YEAR, date(2024, 9, day), {**planned("1.1"), "action": text, "target": None}
        )
    likeness.catch_up(book.store)
    day = date(2024, 9, 25)
    assert states(book.store, day)[("B", PLAN)] == "hollow"
    assert states(book.store, day)[("A", PLAN)] == "received", "it was first"
    own = queries.reports.register(book.store, school_lens("B", day), Choice(YEAR), obligation=PLAN)
    assert list(own["state"]) == ["received"]
