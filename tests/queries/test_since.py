"""What moved between two days: each cause by hand, and that the moves add up to what the figures say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import queries
from data.lens import office_lens, school_lens
from data.store import Store
from tests.queries.conftest import Book, planned, reported

THEN, NOW = date(2024, 10, 31), date(2024, 11, 30)
AFTER = date(2024, 11, 10)
YEAR = "2023-2024"
BY_NOTICE = "S33"


def moved(
    store: Store,
    subject: str,
    *names: str,
    then: date = THEN,
    now: date = NOW,
    choice: queries.Choice | None = None,
) -> list[tuple[object, ...]]:
    """The named columns of what moved of one kind, what is missing as None."""
    lenses = office_lens(then), office_lens(now)
    found = queries.since.between(store, *lenses, choice or queries.Choice())
    rows = found[found["subject"] == subject][list(names or ("item_code", "then_state", "now_state", "why"))]
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows.itertuples(index=False)]


@pytest.fixture
def kept(book: Book) -> Book:
    """School A with a plan (BN001) and results (BN002) of last year, known before the meeting."""
    book.setting("register_from", "2024-2025")
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEAR, date(2023, 9, 10), planned("1.1"), planned("1.2"))
    told = [reported("1.1", "needs_review"), reported("1.2", "in_progress")]
    book.hand_in("results", "A", YEAR, date(2024, 5, 20), *told)
    return book


def test_where_nothing_came_only_time_moves_things(kept: Book) -> None:
    found = queries.since.between(kept.store, office_lens(THEN), office_lens(NOW), queries.Choice())
    assert set(found["subject"]) <= {"report"}
    assert set(found["why"]) <= {"deadline_passed", "day_came"}


def test_the_same_day_has_no_moves(district: Store) -> None:
    lens = office_lens(NOW)
    assert queries.since.between(district, lens, lens, queries.Choice()).empty


def test_two_viewers_are_not_compared(district: Store) -> None:
    with pytest.raises(ValueError, match="one viewer"):
        queries.since.between(district, office_lens(THEN), school_lens("A", NOW), queries.Choice())


# --- Planned items


def test_newer_results_move_an_item(kept: Book) -> None:
    receipt = kept.hand_in(
        "results", "A", YEAR, AFTER, reported("1.1", "done"), reported("1.2", "in_progress")
    )
    names = ("item_code", "then_state", "now_state", "why", "moved_on", "moved_by", "revision_id")
    assert moved(kept.store, "item", *names) == [
        ("1.1", "needs_review", "done", "new_upload", AFTER, "tai khoan A", receipt)
    ]


def test_a_newer_plan_brings_an_item_and_takes_one(kept: Book) -> None:
    kept.hand_in("plan", "A", "2024-2025", date(2024, 9, 1), planned("2.1"))
    kept.hand_in("plan", "A", "2024-2025", AFTER, planned("2.2"))
    assert moved(kept.store, "item") == [
        ("2.2", "absent", "no_data", "new_upload"),
        ("2.1", "no_data", "gone", "new_upload"),
    ]


def test_a_word_of_the_school_and_of_the_office(kept: Book) -> None:
    kept.say("BN002", 1, "done", AFTER)
    kept.confirm("BN002", 2, "not_started", AFTER)
    assert moved(kept.store, "item", "item_code", "now_state", "why", "moved_by", "revision_id") == [
        ("1.1", "done", "said", "truong", "BN002"),
        ("1.2", "not_started", "confirmed", "test", "BN002"),
    ]


def test_a_word_that_is_taken_back_is_a_word(kept: Book) -> None:
    kept.say("BN002", 1, "done", date(2024, 6, 1))
    kept.say("BN002", 1, "needs_review", AFTER)
    assert moved(kept.store, "item") == [("1.1", "done", "needs_review", "said")]


@pytest.mark.parametrize("is_return", [False, True])
def test_withdrawn_and_returned_results_bring_the_older_ones_back(kept: Book, is_return: bool) -> None:
    newer = kept.hand_in("results", "A", YEAR, date(2024, 6, 9), reported("1.1", "done"))
    if is_return:
        kept.give_back(newer, "thiếu dòng", AFTER)
    else:
        kept.withdraw(newer, AFTER)
    cause = "returned" if is_return else "withdrawn"
    assert moved(kept.store, "item", "item_code", "then_state", "now_state", "why", "revision_id") == [
        ("1.1", "done", "needs_review", cause, newer),
        ("1.2", "no_data", "in_progress", cause, newer),
    ]
    assert moved(kept.store, "table", "then_state", "now_state", "why", "revision_id") == [
        ("in_use", cause, cause, newer)
    ]


def test_results_withdrawn_and_handed_in_anew_are_a_new_upload(kept: Book) -> None:
    kept.withdraw("BN002", AFTER)
    kept.hand_in("results", "A", YEAR, date(2024, 11, 12), reported("1.1", "done"), reported("1.2", "done"))
    assert [row[3] for row in moved(kept.store, "item")] == ["new_upload", "new_upload"]


def test_a_plan_under_another_framework_is_told_as_such(book: Book) -> None:
    book.school("M", "Mầm non Mai Vàng", "MN")
    book.hand_in("plan", "M", YEAR, date(2024, 9, 1), planned("1.1"), framework="TT19-2018")
    book.hand_in("plan", "M", YEAR, AFTER, planned("1.1"), framework="TT18-2018")
    assert moved(book.store, "item", "framework_code", "now_state", "why") == [
        ("TT18-2018", "no_data", "framework_changed"),
        ("TT19-2018", "gone", "framework_changed"),
    ]


def test_what_came_and_went_between_two_days_moves_no_item(kept: Book) -> None:
    receipt = kept.hand_in("results", "A", YEAR, AFTER, reported("1.1", "done"))
    kept.withdraw(receipt, date(2024, 11, 12))
    assert moved(kept.store, "item") == []
    assert moved(kept.store, "table") == [("results", "absent", "withdrawn", "withdrawn")]


def test_a_school_that_moved_into_the_chosen_ward(kept: Book) -> None:
    kept.school("A", "THCS Ánh Dương", ward="Phường Hai", since=date(2024, 11, 1), known_since=AFTER)
    chosen = queries.Choice(ward="Phường Hai")
    assert moved(kept.store, "item", "item_code", "then_state", "why", choice=chosen) == [
        ("1.1", "absent", "school_changed"),
        ("1.2", "absent", "school_changed"),
    ]
    assert moved(kept.store, "school", "then_state", "now_state", "why") == [
        ("open", "open", "school_changed")
    ]


# --- Reports


@pytest.fixture
def owing(book: Book) -> Book:
    """School A owes what a letter asked for by 15/11/2024, warned of from 01/11."""
    book.setting("register_from", "2024-2025")
    book.school("A", "THCS Ánh Dương")
    letter = {"day": date(2024, 9, 1), "warn_from": date(2024, 11, 1)}
    book.notice(BY_NOTICE, "2024-2025", date(2024, 11, 15), **letter)
    return book


def owed(store: Store, *names: str, then: date = THEN, now: date = NOW) -> list[tuple[object, ...]]:
    found = moved(
        store, "report", "item_code", *(names or ("then_state", "now_state", "why")), then=then, now=now
    )
    return [row[1:] for row in found if row[0] == BY_NOTICE]


def test_days_pass(owing: Book) -> None:
    names = ("then_state", "now_state", "why", "moved_on")
    assert owed(owing.store, *names, now=date(2024, 11, 15)) == [
        ("not_due", "due_soon", "day_came", date(2024, 11, 1))
    ]
    assert owed(owing.store, *names) == [("not_due", "overdue", "deadline_passed", date(2024, 11, 16))]


def test_the_office_notes_a_report(owing: Book) -> None:
    owing.received("A", BY_NOTICE, "2024-2025", date(2024, 11, 3), day=AFTER)
    names = ("then_state", "now_state", "why", "moved_on", "moved_by")
    assert owed(owing.store, *names) == [("not_due", "received", "received", AFTER, "test")]


def test_the_office_waives_a_report(owing: Book) -> None:
    owing.waiver("A", BY_NOTICE, "2024-2025", "đang sửa trường", day=AFTER)
    assert owed(owing.store) == [("not_due", "waived", "waived")]


def test_a_waiver_runs_out(owing: Book) -> None:
    owing.waiver("A", BY_NOTICE, "2024-2025", "hoãn", day=date(2024, 10, 1), until=date(2024, 11, 20))
    assert owed(owing.store) == [("waived", "overdue", "waived")]


def test_a_letter_moves_a_due_day(owing: Book) -> None:
    owing.notice(BY_NOTICE, "2024-2025", date(2024, 12, 31), day=AFTER, warn_from=date(2024, 12, 1))
    assert owed(owing.store, "then_state", "now_state", "then_on", "now_on", "why") == [
        ("not_due", "not_due", date(2024, 11, 15), date(2024, 12, 31), "notice_sent")
    ]


def test_a_table_handed_in_is_a_report_received_and_one_withdrawn_is_owed_again(book: Book) -> None:
    book.setting("register_from", "2024-2025")
    book.school("A", "THCS Ánh Dương")
    receipt = book.hand_in("plan", "A", "2024-2025", AFTER, planned("1.1"))
    names = ("item_code", "why", "revision_id")
    plan = [row for row in moved(book.store, "report", *names) if row[2] == receipt]
    assert [row[1] for row in plan] == ["new_upload"]
    book.withdraw(receipt, date(2024, 12, 1))
    assert (plan[0][0], "withdrawn", receipt) in moved(
        book.store, "report", *names, then=NOW, now=date(2024, 12, 2)
    )


def test_a_school_that_closes_owes_nothing_more(owing: Book) -> None:
    owing.school("A", "THCS Ánh Dương", since=date(2024, 11, 1), is_open=False, known_since=AFTER)
    assert owed(owing.store) == [("not_due", "gone", "school_closed")]
    assert moved(owing.store, "school", "then_state", "now_state", "why") == [
        ("open", "closed", "school_closed")
    ]


def test_a_school_that_opens_owes(owing: Book) -> None:
    owing.school("B", "THCS Mới", since=date(2024, 11, 1), known_since=AFTER)
    assert owed(owing.store, "school_name", "why", now=date(2024, 11, 15)) == [
        ("THCS Ánh Dương", "day_came"),
        ("THCS Mới", "school_opened"),
    ]


# --- Visits, recognitions, weaknesses


def test_a_schedule_adds_moves_and_takes_off_schools(book: Book) -> None:
    for code in ("A", "B", "C"):
        book.school(code, f"Trường {code}")
    month = date(2025, 3, 1), date(2025, 3, 31)
    year = "2024-2025"
    book.hand_in("schedule", None, year, date(2024, 9, 1), book.visit("A", *month), book.visit("B", *month))
    fixed = date(2025, 4, 2), date(2025, 4, 2)
    receipt = book.hand_in("schedule", None, year, AFTER, book.visit("A", *fixed), book.visit("C", *month))
    names = ("school_code", "then_state", "now_state", "now_on", "why", "revision_id")
    assert moved(book.store, "visit", *names) == [
        ("C", "absent", "planned", month[0], "schedule_changed", receipt),
        ("A", "planned", "planned", fixed[0], "schedule_changed", receipt),
        ("B", "planned", "gone", None, "schedule_changed", None),
    ]


def test_a_visit_takes_place(book: Book) -> None:
    book.school("A", "Trường A")
    day = date(2024, 11, 5)
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 1), book.visit("A", day, day))
    assert moved(book.store, "visit", "then_state", "now_state", "why", "moved_on") == [
        ("planned", "past", "day_came", date(2024, 11, 6))
    ]


def test_a_recognition_runs_out_and_another_one_comes(book: Book) -> None:
    book.school("A", "Trường A")
    book.recognition("A", "KDCL", date(2019, 11, 9))
    book.recognition("A", "CQG", date(2020, 3, 1))
    book.recognition("A", "CQG", date(2024, 11, 20))
    assert moved(book.store, "recognition", "item_code", "then_state", "now_state", "why") == [
        ("CQG", "valid", "valid", "recognition_changed"),
        ("KDCL", "valid", "expired", "recognition_expired"),
    ]


def test_a_weakness_begins_with_the_plan_of_the_second_year(kept: Book) -> None:
    receipt = kept.hand_in("plan", "A", "2024-2025", AFTER, planned("1.1"))
    assert moved(kept.store, "weakness", "item_code", "then_state", "now_state", "why", "revision_id") == [
        ("1.1", "absent", "current", "new_upload", receipt)
    ]


def test_a_weakness_goes_out_of_sight_when_others_begin_a_year(kept: Book) -> None:
    kept.hand_in("plan", "A", "2022-2023", date(2022, 9, 10), planned("1.1"))
    kept.school("B", "THCS Bình Minh")
    kept.hand_in("plan", "B", "2024-2025", AFTER, planned("3.1"))
    assert moved(kept.store, "weakness") == [], "told up to the year in which any came back"
    chosen = queries.Choice(school_year="2024-2025")
    assert moved(kept.store, "weakness", choice=chosen) == [("1.1", "current", "gone", "year_began")]


# --- As known then, as known now


def test_a_late_correction_changes_what_is_known_now_and_not_what_was_known_then(owing: Book) -> None:
    """Recorded on 20/11 that the report had come on 14/11: the meeting of 18/11 still shows it overdue."""
    owing.received("A", BY_NOTICE, "2024-2025", date(2024, 11, 14), day=date(2024, 11, 20))
    meeting = date(2024, 11, 18)
    then = queries.reports.register(owing.store, office_lens(meeting), queries.Choice(), obligation=BY_NOTICE)
    assert list(then["state"]) == ["overdue"]
    assert owed(owing.store, then=meeting) == [("overdue", "received", "received")]


# --- The moves add up


@pytest.mark.parametrize("then", [date(2023, 9, 20), date(2024, 5, 1), date(2024, 8, 31), date(2024, 11, 20)])
@pytest.mark.parametrize(
    "choice", [queries.Choice(), queries.Choice(level="THCS"), queries.Choice(school="B")]
)
def test_the_moves_of_each_figure_add_up_to_its_difference(
    district: Store, then: date, choice: queries.Choice
) -> None:
    lenses = office_lens(then), office_lens(date(2024, 12, 10))
    moves = queries.since.between(district, *lenses, choice)
    assert set(moves["why"]) - {"other"} == set(moves["why"]), "every move of the district is explained"

    def came(subject: str, state: str) -> int:
        own = moves[moves["subject"] == subject]
        return int((own["now_state"] == state).sum() - (own["then_state"] == state).sum())

    def told(count_of: object) -> int:
        before, after = (count_of(lens) for lens in lenses)  # type: ignore[operator]
        return int(after - before)

    store = district
    up_to = replace(choice, school_year=queries.since.weakness_year(store, lenses[1], choice))
    assert came("report", "overdue") == told(
        lambda lens: queries.reports.by_obligation(store, lens, choice)["overdue_count"].sum()
    )
    assert came("weakness", "current") == told(
        lambda lens: queries.weaknesses.persistent(store, lens, up_to)["is_current"].sum()
    )
    by_year = [queries.completion.by_year(store, lens, choice) for lens in lenses]
    for column, state in (("done_count", "done"), ("needs_review_count", "needs_review")):
        assert came("item", state) == int(by_year[1][column].sum() - by_year[0][column].sum())


def test_the_figures_are_those_of_the_pages(district: Store) -> None:
    then, now = office_lens(date(2024, 5, 1)), office_lens(date(2024, 12, 10))
    choice = queries.Choice()
    told = queries.since.figures(district, then, now, choice)
    overdue = told[told["figure"] == "overdue"].iloc[0]
    for name, lens in (("then", then), ("now", now)):
        by_obligation = queries.reports.by_obligation(district, lens, choice)
        assert overdue[f"{name}_count"] == by_obligation["overdue_count"].sum()
        years = queries.completion.by_year(district, lens, choice).set_index(
            ["school_year", "framework_code"]
        )
        for row in told[told["figure"] == "done"].itertuples(index=False):
            page = years.loc[(row.school_year, row.framework_code)]
            assert getattr(row, f"{name}_count") == page["done_count"]
            shares = getattr(row, f"{name}_low_share"), getattr(row, f"{name}_high_share")
            assert [None if pd.isna(each) else each for each in shares] == [
                None if pd.isna(page[end]) else pytest.approx(page[end])
                for end in ("low_share", "high_share")
            ]
    assert list(told["figure"])[:5] == ["overdue", "done", "weaknesses", "visits", "visited"]
    visits = told[told["figure"].isin(["visits", "visited"])]
    assert list(zip(visits["then_count"], visits["now_count"], strict=True)) == [(0, 4), (0, 1)]
