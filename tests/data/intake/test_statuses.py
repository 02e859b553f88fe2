"""What schools and the office say of reported lines: every word stays, and the right one counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from data.intake import statuses
from data.intake.statuses import NotSaid, confirm, say
from data.lens import TIME_ZONE, office_lens
from data.store import Store
from tests.fresh import fresh_store
from tests.queries.conftest import Book, reported

DAY = date(2024, 6, 10)
AT = datetime(2024, 6, 10, 9, 0, tzinfo=TIME_ZONE)


@pytest.fixture
def store() -> Iterator[Store]:
    """BN001: three lines of school A, of which the second is unclear; BN002: one unclear line of school B."""
    store = fresh_store()
    book = Book(store)
    book.school("A", "THCS A")
    book.school("B", "THCS B")
    lines = [reported("1.1", "done"), reported("1.2", "needs_review"), reported("1.3", "no_data")]
    book.hand_in("results", "A", "2023-2024", date(2024, 5, 20), *lines)
    book.hand_in("results", "B", "2023-2024", date(2024, 5, 21), reported("1.1", "needs_review"))
    yield store
    store.close()


def counted(store: Store, day: date = DAY) -> dict[tuple[str, int], tuple[str, str]]:
    """The status of each line and whose word it is, as a day shows it."""
    found = store.read(
        "select revision_id, line_no, status, status_source from lens.result_line", lens=office_lens(day)
    )
    return {
        (row.revision_id, row.line_no): (row.status, row.status_source)
        for row in found.itertuples(index=False)
    }


def test_a_schools_word_counts_where_the_office_has_not_spoken(store: Store) -> None:
    assert counted(store)["BN001", 2] == ("needs_review", "text")
    said = say(
        store, {("BN001", 2): "done", ("BN001", 3): "not_started"}, school_code="A", by="truong-a", at=AT
    )
    assert said == [("BN001", 2), ("BN001", 3)]
    assert counted(store) == {
        ("BN001", 1): ("done", "text"),
        ("BN001", 2): ("done", "school"),
        ("BN001", 3): ("not_started", "school"),
        ("BN002", 1): ("needs_review", "text"),
    }


@pytest.mark.parametrize("office_first", [True, False])
def test_the_offices_word_outweighs_the_schools_whichever_came_later(
    store: Store, office_first: bool
) -> None:
    def office(at: datetime) -> None:
        confirm(store, {("BN001", 2): "in_progress"}, by="chuyen-vien", at=at)

    def school(at: datetime) -> None:
        say(store, {("BN001", 2): "done"}, school_code="A", by="truong-a", at=at)

    first, second = (office, school) if office_first else (school, office)
    first(AT)
    second(AT + timedelta(hours=1))
    assert counted(store)["BN001", 2] == ("in_progress", "office")
    words = store.rows(
        "select recorded_by from kept.statement union all select recorded_by from kept.confirmation"
    )
    assert {row["recorded_by"] for row in words} == {"truong-a", "chuyen-vien"}, "both stay"


def test_a_word_that_is_taken_back_uncovers_what_was_there_before(store: Store) -> None:
    line = ("BN001", 2)
    say(store, {line: "done"}, school_code="A", by="truong-a", at=AT)
    confirm(store, {line: "not_started"}, by="chuyen-vien", at=AT)
    confirm(store, {line: statuses.TAKEN_BACK}, by="chuyen-vien", at=AT)
    assert counted(store)[line] == ("done", "school")
    say(store, {line: statuses.TAKEN_BACK}, school_code="A", by="truong-a", at=AT)
    assert counted(store)[line] == ("needs_review", "text")
    assert len(store.rows("select * from kept.statement")) == 2, "nothing was deleted"


def test_the_same_word_again_adds_nothing(store: Store) -> None:
    line = ("BN001", 2)
    assert say(store, {line: statuses.TAKEN_BACK}, school_code="A", by="truong-a", at=AT) == []
    assert say(store, {line: "done"}, school_code="A", by="truong-a", at=AT) == [line]
    assert say(store, {line: "done"}, school_code="A", by="truong-a", at=AT) == []
    assert len(store.rows("select * from kept.statement")) == 1


def test_the_last_word_counts_even_if_the_clock_went_back(store: Store) -> None:
    line = ("BN002", 1)
    confirm(store, {line: "done"}, by="chuyen-vien", at=AT)
    confirm(store, {line: "not_started"}, by="chuyen-vien", at=AT - timedelta(days=3))
    assert counted(store)[line] == ("not_started", "office")


def test_a_past_day_shows_what_was_said_by_then(store: Store) -> None:
    line = ("BN001", 2)
    say(store, {line: "done"}, school_code="A", by="truong-a", at=AT)
    confirm(store, {line: "in_progress"}, by="chuyen-vien", at=AT + timedelta(days=5))
    assert counted(store, DAY - timedelta(days=1))[line] == ("needs_review", "text")
    assert counted(store, DAY)[line] == ("done", "school")
    assert counted(store, DAY + timedelta(days=5))[line] == ("in_progress", "office")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("BN002", 1), "another school's line"),
        (("BN001", 9), "no such line"),
        (("BN999", 1), "no such table"),
    ],
)
def test_a_school_speaks_of_its_own_lines_alone_and_all_or_nothing(
    store: Store, line: tuple[str, int], why: str
) -> None:
    with pytest.raises(NotSaid):
        say(store, {("BN001", 2): "done", line: "done"}, school_code="A", by="truong-a", at=AT)
    assert store.rows("select * from kept.statement") == [], why


@pytest.mark.parametrize("how", ["replaced", "withdrawn"])
def test_of_a_table_that_is_not_current_nothing_is_said(store: Store, how: str) -> None:
    book = Book(store)
    book._count = 10
    if how == "replaced":
        book.hand_in("results", "A", "2023-2024", date(2024, 6, 1), reported("1.2", "needs_review"))
    else:
        book.withdraw("BN001", date(2024, 6, 1))
    with pytest.raises(NotSaid, match="vừa được thay"):
        confirm(store, {("BN001", 2): "done"}, by="chuyen-vien", at=AT)
    if how == "replaced":
        book.withdraw("BN011", date(2024, 6, 2))
        assert confirm(store, {("BN001", 2): "done"}, by="chuyen-vien", at=AT) == [("BN001", 2)]


def test_only_statuses_are_statuses(store: Store) -> None:
    with pytest.raises(ValueError, match="No status"):
        confirm(store, {("BN001", 2): "no_data"}, by="chuyen-vien", at=AT)
