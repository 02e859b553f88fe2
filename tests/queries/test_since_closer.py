"""The closer questions held against an earlier day: each cause by hand, and that the moves add up to what the figures say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import queries
from data import catalogue, crosswalk, likeness, themes
from data.crosswalk import Pair
from data.lens import Lens, office_lens, school_lens
from data.store import Store, open_store
from queries.choice import Choice
from tests.queries import replay_store
from tests.queries.conftest import (
    Book,
    finding,
    judged,
    morning,
    planned,
    recommendation,
    reported,
    requested,
)

THEN, NOW = date(2024, 10, 31), date(2024, 11, 30)
AFTER = date(2024, 11, 10)
YEAR = "2023-2024"
COPIED = replay_store.COPIED
Count = Callable[[Store, Lens, Choice], float | None]


@pytest.fixture
def kept(book: Book) -> Book:
    """School A with a plan (BN001) of last year, known before the meeting."""
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEAR, date(2023, 9, 10), planned("1.1", mark=COPIED), planned("1.2"))
    return book


def moved(
    book: Book, subject: str, *names: str, then: date = THEN, now: date = NOW
) -> list[tuple[object, ...]]:
    """The named columns of what moved of one kind, what is missing as None."""
    likeness.catch_up(book.store)
    themes.catch_up(book.store, at=morning(now))
    found = queries.since.between(book.store, office_lens(then), office_lens(now), Choice())
    rows = found[found["subject"] == subject][list(names or ("item_code", "then_state", "now_state", "why"))]
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows.itertuples(index=False)]


# --- Lines to read again


def test_a_table_brings_lines_to_read_again_and_a_better_one_takes_them_away(kept: Book) -> None:
    first = kept.hand_in("results", "A", YEAR, AFTER, reported("1.1", "done", mark=COPIED))
    names = ("item_code", "then_state", "now_state", "why", "revision_id")
    assert moved(kept, "line", *names) == [("1.1", "absent", "to_read", "new_upload", first)]
    better = {**reported("1.1", "done"), "done_text": "Ngày 05/03/2024 trồng 40 cây, biên bản số 12/BB"}
    second = kept.hand_in("results", "A", YEAR, date(2024, 12, 1), better)
    assert moved(kept, "line", *names, then=NOW, now=date(2024, 12, 2)) == [
        ("1.1", "to_read", "gone", "new_upload", second)
    ]


def test_a_line_is_no_longer_a_copy_when_the_other_table_is_withdrawn(kept: Book) -> None:
    kept.school("B", "THCS Bình Minh")
    kept.hand_in("plan", "B", YEAR, date(2024, 10, 1), planned("1.1", mark=COPIED))
    kept.withdraw("BN001", AFTER)
    assert moved(kept, "line", "school_code", "then_state", "now_state", "why", "revision_id") == [
        ("B", "to_read", "gone", "withdrawn", "BN001")
    ]


def test_a_plan_says_how_it_is_supervised(kept: Book) -> None:
    lines = planned("1.1"), planned("1.2") | {"supervision": "Ban giám hiệu kiểm tra hằng tháng"}
    receipt = kept.hand_in("plan", "A", YEAR, AFTER, *lines)
    assert moved(kept, "plan_line", "item_code", "then_state", "now_state", "why", "revision_id") == [
        ("1.2", "absent", "supervised", "new_upload", receipt)
    ]


# --- Lifelines and recommendations


def test_a_weakness_moves_by_the_tables_that_it_stands_in(kept: Book) -> None:
    results = kept.hand_in("results", "A", YEAR, AFTER, reported("1.1", "done"))
    kept.hand_in("findings", "A", "2024-2025", AFTER, finding("2.1", weakness="thiếu sách"))
    names = ("item_code", "then_state", "now_state", "why", "revision_id")
    assert moved(kept, "lifeline", *names) == [
        ("2.1", "absent", "open", "new_upload", "BN003"),
        ("1.1", "silent", "solved", "new_upload", results),
    ]
    kept.withdraw("BN003", date(2024, 12, 1))
    assert moved(kept, "lifeline", *names, then=NOW, now=date(2024, 12, 2)) == [
        ("2.1", "open", "gone", "withdrawn", "BN003")
    ]


def test_a_weakness_moves_by_a_word(kept: Book) -> None:
    results = kept.hand_in("results", "A", YEAR, date(2024, 5, 20), reported("1.1", "needs_review"))
    kept.confirm(results, 1, "done", AFTER)
    names = ("item_code", "then_state", "now_state", "why", "moved_on")
    assert moved(kept, "lifeline", *names) == [("1.1", "unclear", "solved", "confirmed", AFTER)]


def test_a_weakness_is_silent_when_its_year_is_over(kept: Book) -> None:
    days = {"then": date(2024, 7, 31), "now": date(2024, 8, 1)}
    assert moved(kept, "lifeline", **days) == [
        ("1.1", "planned", "silent", "year_began"),
        ("1.2", "planned", "silent", "year_began"),
    ]


def test_a_term_of_the_office_brings_weaknesses_under_another_theme(kept: Book) -> None:
    # The texts were looked at with the list of terms of before.
    themes.catch_up(kept.store, at=morning(date(2023, 9, 11)))
    theme = themes.listing(kept.store)[0]["theme_code"]
    themes.add_term(kept.store, theme, COPIED[:20], by="test", at=morning(AFTER))
    assert {row[1] for row in moved(kept, "lifeline", "item_code", "why")} == {"terms_changed"}


def test_a_plan_takes_a_recommendation_up(kept: Book) -> None:
    kept.hand_in("recommendations", "A", YEAR, date(2024, 6, 3), recommendation("3.5", "Sửa nhà vệ sinh"))
    receipt = kept.hand_in("plan", "A", "2024-2025", AFTER, planned("3.5", mark="sửa nhà vệ sinh"))
    assert moved(kept, "recommendation", "item_code", "then_state", "now_state", "why", "revision_id") == [
        ("3.5", "waiting", "gone", "new_upload", receipt)
    ]


# --- What comes


def test_a_recognition_comes_into_sight_runs_out_and_is_renewed(book: Book) -> None:
    book.school("A", "Trường A")
    book.recognition("A", "KDCL", date(2020, 1, 1))
    book.recognition("A", "CQG", date(2019, 11, 9), printed=date(2029, 11, 9))
    names = ("item_code", "then_state", "now_state", "why")
    assert moved(book, "expiry", *names) == [("CQG", "absent", "ahead", "day_came")]
    later = date(2025, 1, 31)
    assert moved(book, "expiry", *names, then=NOW, now=later) == [
        ("KDCL", "ahead", "lapsed", "recognition_expired")
    ]
    book.recognition("A", "KDCL", date(2025, 2, 10))
    assert moved(book, "expiry", *names, then=later, now=date(2025, 2, 28)) == [
        ("KDCL", "lapsed", "ahead", "recognition_changed")
    ]


def test_the_steps_before_a_visit_come_due_are_done_and_move_with_it(book: Book) -> None:
    book.setting("register_from", "2024-2025")
    book.school("A", "Trường A")
    day = date(2024, 12, 31)
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 1), book.visit("A", day, day))
    names = ("item_code", "then_state", "now_state", "why")
    assert ("dossier", "due_soon", "overdue", "deadline_passed") in moved(book, "step", *names)
    book.received("A", "S11", "2024-2025", date(2024, 12, 2), day=date(2024, 12, 2))
    assert moved(book, "step", *names, then=NOW, now=date(2024, 12, 3)) == [
        ("dossier", "overdue", "received_late", "received"),
        ("visit", "not_due", "due_soon", "day_came"),
    ]
    later = date(2025, 3, 10)
    receipt = book.hand_in("schedule", None, "2024-2025", date(2024, 12, 4), book.visit("A", later, later))
    found = moved(book, "step", "why", "revision_id", then=date(2024, 12, 3), now=date(2024, 12, 5))
    assert set(found) == {("schedule_changed", receipt)}


def test_a_schedule_gives_a_recognition_its_turn_in_time(book: Book) -> None:
    book.school("A", "Trường A")
    # It runs out before a dossier handed in today has lain as long as it must.
    book.recognition("A", "KDCL", date(2019, 12, 12))
    day = date(2024, 12, 10)
    book.hand_in("schedule", None, "2024-2025", AFTER, book.visit("A", day, day))
    topics = queries.since.topics_of(["late_turns"], capacity=2)
    lenses = office_lens(THEN), office_lens(NOW)
    moves = queries.since.between(book.store, *lenses, Choice(), topics=topics)
    assert list(moves[["then_state", "now_state", "why"]].itertuples(index=False, name=None)) == [
        ("lapses", "in_time", "schedule_changed")
    ]
    told = queries.since.figures(book.store, *lenses, Choice(), topics=topics)
    assert list(told[["figure", "then_count", "now_count"]].itertuples(index=False, name=None)) == [
        ("late_turns", 1, 0)
    ]


# --- Levels, requests, money, two laws


def test_a_self_evaluation_moves_a_school(book: Book) -> None:
    book.school("A", "Trường A")
    book.hand_in("self_evaluation", "A", YEAR, date(2024, 5, 20), judged("1.1", 2))
    receipt = book.hand_in("self_evaluation", "A", YEAR, AFTER, *replay_store.whole(c3_4=1))
    names = ("then_state", "now_state", "now_amount", "why", "revision_id")
    assert moved(book, "standing", *names) == [("incomplete", "one_left", 1, "new_upload", receipt)]


def asking(criterion: str, money: int | None = None) -> dict[str, object]:
    text = None if money is None else f"{money} đồng"
    return planned(criterion) | {"budget_text": text, "budget_vnd": money, "support": "Phòng GD&ĐT cấp máy"}


def test_a_request_is_made_answered_and_settled(book: Book) -> None:
    book.school("A", "Trường A")
    plan = book.hand_in("plan", "A", "2024-2025", AFTER, asking("1.1", 5_000_000), asking("1.2"))
    names = ("item_code", "then_state", "now_state", "why", "moved_on")
    assert moved(book, "request", *names) == [
        ("1.1", "absent", "waiting", "new_upload", AFTER),
        ("1.2", "absent", "waiting", "new_upload", AFTER),
    ]
    replay_store.answered(book, plan, "Sẽ cấp", date(2024, 12, 1))
    book.hand_in("results", "A", "2024-2025", date(2024, 12, 2), reported("1.2", "done"))
    assert moved(book, "request", *names, then=NOW, now=date(2024, 12, 3)) == [
        ("1.1", "waiting", "answered", "answered", date(2024, 12, 1)),
        ("1.2", "waiting", "settled", "new_upload", date(2024, 12, 2)),
    ]


def test_the_requests_of_a_report_come_and_go_with_their_table(book: Book) -> None:
    book.school("A", "Trường A")
    receipt = book.hand_in("requests", "A", "2024-2025", AFTER, requested("Cấp sách", "Phòng GDĐT"))
    assert moved(book, "request", "item_code", "item_name") == [(None, "Cấp sách")]
    names = ("then_state", "now_state", "why", "revision_id")
    assert moved(book, "request", *names) == [("absent", "waiting", "new_upload", receipt)]
    book.withdraw(receipt, date(2024, 12, 1))
    assert moved(book, "request", *names, then=NOW, now=date(2024, 12, 2)) == [
        ("waiting", "gone", "withdrawn", receipt)
    ]


def test_the_requests_beside_a_report_go_with_the_report(book: Book) -> None:
    book.school("A", "Trường A")
    beside = book.hand_in("requests", "A", YEAR, date(2024, 5, 20), requested("Cấp sách", "Phòng GDĐT"))
    results = book.hand_in("results", "A", YEAR, date(2024, 5, 20), reported("1.1", "done"))
    with book.store.transaction() as writer:
        writer.run("update kept.revision set file_sha256 = $first", {"first": beside})
    newer = book.hand_in("results", "A", YEAR, AFTER, reported("1.1", "done"))
    assert results != newer
    names = ("then_state", "now_state", "why", "revision_id")
    assert moved(book, "request", *names) == [("waiting", "gone", "new_upload", newer)]


def test_money_moves_with_the_plan(book: Book) -> None:
    book.school("A", "Trường A")
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 20), asking("1.1", 5_000_000))
    receipt = book.hand_in("plan", "A", "2024-2025", AFTER, asking("1.1", 3_000_000), asking("1.2"))
    names = ("then_amount", "now_amount", "why", "revision_id")
    assert moved(book, "budget", *names) == [(5_000_000, 3_000_000, "new_upload", receipt)]


def test_an_answer_on_two_laws_is_told_and_a_law_coming_into_force_is_not(book: Book) -> None:
    pair = Pair("TT18-2018", "2.2", "TT57-2026-PT", "2.2")
    crosswalk.say(book.store, pair, crosswalk.SAME, note=None, by="test", at=morning(date(2026, 10, 5)))
    days = {"then": date(2026, 6, 1), "now": date(2026, 10, 6)}
    names = ("framework_code", "item_code", "then_state", "now_state", "why", "moved_on")
    assert moved(book, "pair", *names, **days) == [
        ("TT18-2018", "2.2", "absent", "same", "crosswalk_said", date(2026, 10, 5))
    ]


# --- The figures are those of the pages, and the moves add up to them


@pytest.fixture(scope="module")
def replayed() -> Iterator[Store]:
    """Something of every kind, and everything that can be recorded later."""
    store = open_store(None)
    catalogue.load(store)
    book = Book(store)
    replay_store.before(book)
    replay_store.after(book)
    yield store
    store.close()


def page_of(count: Callable[[pd.DataFrame], float | None], question: Callable[..., pd.DataFrame]) -> Count:
    return lambda store, lens, choice: count(question(store, lens, choice))


PAGES: dict[str, Count] = {
    "to_read": page_of(lambda told: told["concern_line_count"].sum(), queries.hollow.by_school),
    "supervised": page_of(lambda told: told["supervision_count"].sum(), queries.hollow.plans),
    "unsolved": page_of(lambda told: (told["lifeline_status"] != "solved").sum(), queries.lifelines.lines),
    "back": page_of(lambda told: (told["lifeline_status"] == "back").sum(), queries.lifelines.lines),
    "not_taken_up": page_of(
        lambda told: told["plan_state"].isin(["missed", "waiting"]).sum(), queries.lifelines.not_taken_up
    ),
    "expiring": page_of(
        lambda told: told[~told["is_lapsed"].astype(bool)]["recognition_count"].sum(), queries.coming.expiries
    ),
    "lapsed": page_of(
        lambda told: told[told["is_lapsed"].astype(bool)]["recognition_count"].sum(), queries.coming.expiries
    ),
    "late_steps": page_of(lambda told: (told["step_state"] == "overdue").sum(), queries.coming.deadlines),
    "one_left": page_of(lambda told: (told["blocking_count"] == 1).sum(), queries.levels.by_school),
    "untold": page_of(lambda told: (told["standing"] != "told").sum(), queries.levels.by_school),
    "requests": page_of(lambda told: told["request_count"].sum(), queries.requests.by_school),
    "waiting": page_of(lambda told: told["open_request_count"].sum(), queries.requests.by_school),
    "budget": page_of(lambda told: told["budget_vnd"].sum(min_count=1), queries.requests.by_school),
}
DAYS = (date(2024, 8, 20), date(2025, 1, 31), date(2025, 6, 1), date(2026, 10, 20), date(2026, 12, 31))


@pytest.mark.parametrize("then", DAYS[:-1])
@pytest.mark.parametrize("choice", [Choice(), Choice(level="THCS"), Choice(school="B"), Choice("2023-2024")])
def test_every_figure_is_that_of_its_page_on_both_days_and_the_moves_add_up_to_its_difference(
    replayed: Store, then: date, choice: Choice
) -> None:
    lenses = office_lens(then), office_lens(DAYS[-1])
    figures = queries.since.figures(replayed, *lenses, choice)
    moves = queries.since.between(replayed, *lenses, choice)
    for row in figures[figures["figure"].isin(PAGES)].itertuples(index=False):
        narrowed = replace(choice, school_year=row.school_year) if row.school_year else choice
        counts = [PAGES[row.figure](replayed, lens, narrowed) for lens in lenses]
        said = [row.then_count, row.now_count]
        assert [0 if pd.isna(count) else count for count in counts] == [
            0 if pd.isna(count) else count for count in said
        ], row.figure
        assert added(moves, row.figure) == (0 if pd.isna(said[1]) else said[1]) - (
            0 if pd.isna(said[0]) else said[0]
        ), row.figure


def added(moves: pd.DataFrame, figure: str) -> float:
    counted = queries.since.COUNTED[figure]
    own = moves[moves["subject"] == counted.subject]
    if counted.is_amount:
        return own["now_amount"].fillna(0).sum() - own["then_amount"].fillna(0).sum()
    return own["now_state"].isin(counted.states).sum() - own["then_state"].isin(counted.states).sum()


def test_of_one_school_it_is_told_how_many_criteria_it_lacks(replayed: Store) -> None:
    then, now = (school_lens("A", day) for day in (date(2024, 8, 20), date(2025, 6, 1)))
    told = queries.since.figures(replayed, then, now, Choice(), topics=("levels",))
    assert list(told[["figure", "then_count", "now_count"]].itertuples(index=False, name=None)) == [
        ("criteria_left", None, 1)
    ]


def test_only_the_topics_that_are_asked_for_are_told(replayed: Store) -> None:
    lenses = office_lens(DAYS[0]), office_lens(DAYS[-1])
    topics = queries.since.topics_of(["waiting", "budget"])
    assert topics == ("requests",)
    assert set(queries.since.between(replayed, *lenses, Choice(), topics=topics)["subject"]) <= {
        "request",
        "budget",
    }
    assert queries.since.topics_of(["unsolved", "overdue"]) == ("four", "lifelines")
