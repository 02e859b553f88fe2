"""The rules of the register, each on a school of its own, so that one case is one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import queries
from data import catalogue
from data.lens import office_lens, school_lens
from data.store import Store, open_store
from queries.choice import Choice

Rows = Callable[..., list[tuple[Any, ...]]]
YEAR = "2024-2025"
PLAN, RESULTS, SELF, DOSSIER, RENEWAL = "S08", "S03", "S02", "S11", "S09"


@pytest.fixture(scope="module")
def year(request: pytest.FixtureRequest) -> Iterator[Store]:
    """One school per case; the code of each says what it is there for. The register begins with 2024-2025."""
    store = open_store(None)
    catalogue.load(store)
    # The class Book of conftest.py, on a store that lives as long as this module.
    book = request.getfixturevalue("book_class")(store)
    for code in (
        "NEVER", "ON_DAY", "LATE", "PAPER", "PAPER_CORRECTED", "PAPER_TOLD_LATER", "WITHDRAWN", "WITHDRAWN_THEN_AGAIN",
        "REPLACED", "WAIVED", "WAIVED_UNTIL", "WAIVER_ENDED", "WAIVED_BUT_SENT", "VISIT_OCT", "VISIT_FEB", "VISIT_DAY",
        "VISIT_MOVED", "VISIT_UNKNOWN", "VISIT_OLD", "VISIT_TWICE", "RENEW", "RENEW_TWO_KINDS", "RENEWED",
        "RENEW_PRINTED", "RENEW_SCHEDULED", "RENEW_SCHEDULED_MOVED", "RENEW_LAPSED",
    ):  # fmt: skip
        book.school(code, f"Trường {code}")
    book.school("OPENED", "Trường OPENED", since=date(2024, 10, 1))  # after the plan's due day
    book.school("OPENED_IN_TIME", "Trường OPENED_IN_TIME", since=date(2024, 9, 30))
    for code, closed in (("CLOSED_BEFORE", date(2024, 9, 1)), ("CLOSED_AFTER", date(2025, 1, 1))):
        book.school(code, f"Trường {code}")
        book.school(code, f"Trường {code}", since=closed, is_open=False)
    book.school("CLOSED_BUT_SENT", "Trường CLOSED_BUT_SENT")
    book.school("CLOSED_BUT_SENT", "Trường CLOSED_BUT_SENT", since=date(2025, 1, 1), is_open=False)
    # Closed on 01/01/2025 by what was recorded on 01/02/2025: before that nobody knew.
    book.school("CLOSED_UNKNOWN", "Trường CLOSED_UNKNOWN")
    book.school(
        "CLOSED_UNKNOWN",
        "Trường CLOSED_UNKNOWN",
        since=date(2025, 1, 1),
        is_open=False,
        known_since=date(2025, 2, 1),
    )
    book.school("RENAMED", "Trường cũ")
    book.school("RENAMED", "Trường mới", since=date(2024, 9, 30))  # still one school, owing once
    book.setting("register_from", YEAR)

    # Plans, due on 30/09/2024.
    book.hand_in("plan", "ON_DAY", YEAR, date(2024, 9, 30))
    book.hand_in("plan", "LATE", YEAR, date(2024, 10, 7))
    book.hand_in("plan", "REPLACED", YEAR, date(2024, 9, 20))
    book.hand_in("plan", "REPLACED", YEAR, date(2024, 11, 3))
    book.withdraw(book.hand_in("plan", "WITHDRAWN", YEAR, date(2024, 9, 20)), date(2024, 10, 15))
    book.withdraw(book.hand_in("plan", "WITHDRAWN_THEN_AGAIN", YEAR, date(2024, 9, 20)), date(2024, 10, 15))
    book.hand_in("plan", "WITHDRAWN_THEN_AGAIN", YEAR, date(2024, 10, 16))
    book.hand_in("plan", "CLOSED_BUT_SENT", YEAR, date(2024, 9, 20))
    # On paper: said by the office, perhaps later, perhaps twice.
    book.received("PAPER", PLAN, YEAR, date(2024, 9, 28), day=date(2024, 10, 2))
    book.received("PAPER_CORRECTED", PLAN, YEAR, date(2024, 9, 9), day=date(2024, 10, 2))
    book.received("PAPER_CORRECTED", PLAN, YEAR, date(2024, 10, 1), day=date(2024, 10, 3))
    book.received("PAPER_TOLD_LATER", PLAN, YEAR, date(2024, 9, 28), day=date(2024, 12, 1))
    # Waivers.
    day = date(2024, 9, 15)
    book.waiver("WAIVED", PLAN, YEAR, "trường đang sửa chữa", day=day)
    book.waiver("WAIVED_UNTIL", PLAN, YEAR, "gia hạn", day=day, until=date(2024, 10, 31))
    book.waiver("WAIVER_ENDED", PLAN, YEAR, "miễn", day=day)
    book.waiver("WAIVER_ENDED", PLAN, YEAR, "thôi miễn", day=date(2024, 10, 10), until=date(2024, 10, 10))
    book.waiver("WAIVED_BUT_SENT", PLAN, YEAR, "miễn", day=day)
    book.received("WAIVED_BUT_SENT", PLAN, YEAR, date(2024, 10, 2), day=date(2024, 10, 2))
    # Visits.
    october, february, march = (
        (date(2024, 10, 1), date(2024, 10, 31)),
        (date(2025, 2, 1), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2025, 3, 31)),
    )
    exact = (date(2025, 3, 12), date(2025, 3, 12))
    first = [book.visit("VISIT_MOVED", *october), book.visit("RENEW_SCHEDULED_MOVED", *february)]
    book.hand_in("schedule", None, YEAR, date(2024, 8, 20), *first)
    book.hand_in(
        "schedule",
        None,
        YEAR,
        date(2024, 12, 1),
        book.visit("VISIT_OCT", *october),
        book.visit("VISIT_FEB", *february),
        book.visit("VISIT_DAY", *exact),
        book.visit("VISIT_MOVED", *march),
        book.visit("VISIT_UNKNOWN", None, None),
        book.visit("VISIT_TWICE", *october),
        book.visit("VISIT_TWICE", *march),
        book.visit("CLOSED_AFTER", *february),  # closes before the visit
        book.visit("RENEW_SCHEDULED", *february),
        book.visit("RENEW_SCHEDULED_MOVED", *march),
    )
    old = book.visit("VISIT_OLD", date(2024, 3, 1), date(2024, 3, 31))
    book.hand_in("schedule", None, "2023-2024", date(2023, 9, 5), old)
    book.received("VISIT_DAY", DOSSIER, YEAR, date(2025, 1, 30), day=date(2025, 1, 30))
    # Recognitions.
    book.recognition("RENEW", "KDCL", date(2022, 6, 13))
    book.recognition("RENEW_TWO_KINDS", "KDCL", date(2022, 6, 13))
    book.recognition("RENEW_TWO_KINDS", "CQG", date(2021, 6, 13))
    book.recognition("RENEWED", "KDCL", date(2019, 6, 13))
    book.recognition("RENEWED", "KDCL", date(2024, 6, 13))
    book.recognition("RENEW_PRINTED", "KDCL", date(2022, 6, 13), printed=date(2027, 5, 31))
    for code in ("RENEW_SCHEDULED", "RENEW_SCHEDULED_MOVED"):
        book.recognition(code, "KDCL", date(2020, 2, 15))  # register by 15/09/2024
    book.recognition("RENEW_LAPSED", "KDCL", date(2016, 2, 15))
    book.recognition("CLOSED_AFTER", "KDCL", date(2019, 6, 13))
    yield store
    store.close()


def found(store: Store, day: date, code: str, obligation: str, *names: str) -> list[tuple[Any, ...]]:
    """The rows of one school and one obligation, whichever school year."""
    sql = "select * from lens.register where school_code = $code and obligation_code = $obligation order by school_year"
    frame = store.read(sql, {"code": code, "obligation": obligation}, lens=office_lens(day))
    records = frame[list(names)].astype(object).to_dict("records")
    return [
        tuple(None if v != v or v is None or str(v) == "<NA>" else v for v in r.values()) for r in records
    ]


@pytest.mark.parametrize(
    ("day", "state", "late_days"),
    [
        (date(2024, 8, 1), "not_due", 0),  # the school year is named from this day on
        (date(2024, 9, 4), "not_due", 0),
        (date(2024, 9, 5), "due_soon", 0),  # 25 days before
        (date(2024, 9, 30), "due_soon", 0),  # on the due day nothing is late
        (date(2024, 10, 1), "overdue", 1),
        (date(2024, 11, 20), "overdue", 51),
        (date(2026, 1, 1), "overdue", 458),  # stays owed in later school years
    ],
)
def test_a_fixed_day_goes_by(day: date, state: str, late_days: int, year: Store) -> None:
    names = ("school_year", "warn_from", "due_early", "due_late", "state", "late_days")
    due = date(2024, 9, 30)
    assert found(year, day, "NEVER", PLAN, *names)[0] == (YEAR, date(2024, 9, 5), due, due, state, late_days)


def test_the_register_begins_where_the_office_says(year: Store) -> None:
    assert found(year, date(2024, 7, 31), "NEVER", PLAN, "school_year") == []
    assert found(year, date(2024, 11, 20), "NEVER", PLAN, "school_year") == [(YEAR,)]
    assert found(year, date(2025, 8, 1), "NEVER", PLAN, "school_year") == [(YEAR,), ("2025-2026",)]


def test_a_month_before_august_falls_in_the_next_calendar_year(year: Store) -> None:
    due = date(2025, 5, 31)
    names = ("warn_from", "due_early", "due_late", "state")
    for obligation in (RESULTS, SELF):
        assert found(year, date(2024, 11, 20), "NEVER", obligation, *names) == [
            (date(2025, 5, 1), due, due, "not_due")
        ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ON_DAY", ("received", date(2024, 9, 30), 0, None)),
        ("LATE", ("received_late", date(2024, 10, 7), 7, None)),
        ("REPLACED", ("received", date(2024, 9, 20), 0, None)),  # the first one counts, not the newest
        ("WITHDRAWN", ("overdue", None, 51, None)),
        ("WITHDRAWN_THEN_AGAIN", ("received_late", date(2024, 10, 16), 16, None)),
        ("PAPER", ("received", date(2024, 9, 28), 0, None)),
        ("PAPER_CORRECTED", ("received_late", date(2024, 10, 1), 1, None)),  # the office's last word
        ("PAPER_TOLD_LATER", ("overdue", None, 51, None)),  # came in time, but nobody had said so yet
        ("WAIVED", ("waived", None, None, "trường đang sửa chữa")),
        ("WAIVED_UNTIL", ("overdue", None, 51, None)),  # the waiver ran out on 31/10
        ("WAIVER_ENDED", ("overdue", None, 51, None)),
        ("WAIVED_BUT_SENT", ("received_late", date(2024, 10, 2), 2, "miễn")),
        ("OPENED_IN_TIME", ("overdue", None, 51, None)),
        ("RENAMED", ("overdue", None, 51, None)),
        ("CLOSED_AFTER", ("overdue", None, 51, None)),  # still open on the lens's day
        ("CLOSED_BUT_SENT", ("received", date(2024, 9, 20), 0, None)),
    ],
)
def test_the_plan_on_20_11_2024(code: str, expected: tuple[Any, ...], year: Store) -> None:
    names = ("state", "received_on", "late_days", "waiver_reason")
    assert found(year, date(2024, 11, 20), code, PLAN, *names) == [expected]


@pytest.mark.parametrize(
    ("code", "day", "states"),
    [
        ("OPENED", date(2024, 11, 20), []),  # not there yet on 30/09
        ("CLOSED_BEFORE", date(2024, 11, 20), []),  # gone by 30/09
        ("CLOSED_BEFORE", date(2024, 8, 20), []),  # known to be gone by then
        ("CLOSED_AFTER", date(2024, 12, 31), ["overdue"]),
        ("CLOSED_AFTER", date(2025, 1, 1), ["ended"]),  # what it owed ends with it, and stays counted
        ("CLOSED_BUT_SENT", date(2025, 1, 1), ["received"]),  # what it handed in stays
        ("CLOSED_UNKNOWN", date(2025, 1, 31), ["overdue"]),  # as it was known on that day
        ("CLOSED_UNKNOWN", date(2025, 2, 1), ["ended"]),
    ],
)
def test_who_owes(code: str, day: date, states: list[str], year: Store) -> None:
    assert found(year, day, code, PLAN, "state") == [(state,) for state in states]


@pytest.mark.parametrize(
    ("code", "day", "state"),
    [
        ("WITHDRAWN", date(2024, 10, 14), "received"),  # before it was withdrawn
        ("WITHDRAWN", date(2024, 10, 15), "overdue"),
        ("WAIVED_UNTIL", date(2024, 10, 31), "waived"),
        ("WAIVED_UNTIL", date(2024, 11, 1), "overdue"),
        ("WAIVER_ENDED", date(2024, 10, 9), "waived"),
        ("PAPER_TOLD_LATER", date(2024, 12, 1), "received"),
        ("PAPER", date(2024, 10, 1), "overdue"),  # it lay there, but was entered on 02/10
        ("WAIVED", date(2024, 9, 14), "due_soon"),  # before the waiver was given
    ],
)
def test_a_past_day_shows_what_was_known_then(code: str, day: date, state: str, year: Store) -> None:
    assert found(year, day, code, PLAN, "state") == [(state,)]


@pytest.mark.parametrize(
    ("code", "window"),
    [
        # 45 days before the first and the last day of the month; warned from the early end.
        ("VISIT_OCT", (date(2024, 8, 17), date(2024, 8, 17), date(2024, 9, 16))),
        ("VISIT_FEB", (date(2024, 12, 18), date(2024, 12, 18), date(2025, 1, 14))),
        # 45 days before the day; warned 30 days ahead.
        ("VISIT_DAY", (date(2024, 12, 27), date(2025, 1, 26), date(2025, 1, 26))),
        ("VISIT_MOVED", (date(2025, 1, 15), date(2025, 1, 15), date(2025, 2, 14))),  # now in March
        ("VISIT_TWICE", (date(2024, 8, 17), date(2024, 8, 17), date(2024, 9, 16))),  # the first of two
        ("VISIT_UNKNOWN", None),
        ("VISIT_OLD", None),  # before the register begins
        ("CLOSED_AFTER", None),  # closed when the team would come
    ],
)
def test_the_dossier_is_due_45_days_before_the_visit(
    code: str, window: tuple[date, ...] | None, year: Store
) -> None:
    names = ("warn_from", "due_early", "due_late")
    assert found(year, date(2024, 12, 15), code, DOSSIER, *names) == ([window] if window else [])


@pytest.mark.parametrize(
    ("code", "day", "state", "late_days"),
    [
        ("VISIT_FEB", date(2024, 12, 17), "not_due", 0),
        ("VISIT_FEB", date(2024, 12, 18), "due_soon", 0),  # the early end of the window
        ("VISIT_FEB", date(2025, 1, 14), "due_soon", 0),  # its late end
        ("VISIT_FEB", date(2025, 1, 15), "overdue", 1),
        ("VISIT_DAY", date(2025, 1, 27), "overdue", 1),
        ("VISIT_DAY", date(2025, 1, 30), "received_late", 4),
        ("VISIT_MOVED", date(2024, 11, 30), "overdue", 75),  # still in October then: due 16/09
        ("VISIT_MOVED", date(2024, 12, 1), "not_due", 0),
    ],
)
def test_the_dossier_over_time(code: str, day: date, state: str, late_days: int, year: Store) -> None:
    assert found(year, day, code, DOSSIER, "state", "late_days") == [(state, late_days)]


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        # Signed on 13/06/2022: runs until 13/06/2027, registers by 13/01/2027, warned 90 days before.
        ("RENEW", date(2024, 11, 20), [("2026-2027", date(2027, 1, 13), "not_due")]),
        ("RENEW", date(2026, 10, 14), [("2026-2027", date(2027, 1, 13), "not_due")]),
        ("RENEW", date(2026, 10, 15), [("2026-2027", date(2027, 1, 13), "due_soon")]),
        ("RENEW", date(2027, 1, 14), [("2026-2027", date(2027, 1, 13), "overdue")]),
        ("RENEW_TWO_KINDS", date(2024, 11, 20), [("2025-2026", date(2026, 1, 13), "not_due")]),  # the earlier
        (
            "RENEWED",
            date(2024, 11, 20),
            [("2028-2029", date(2029, 1, 13), "not_due")],
        ),  # the newest of a kind
        ("RENEW_PRINTED", date(2024, 11, 20), [("2026-2027", date(2026, 12, 31), "not_due")]),  # as printed
        # Long gone, before the register begins, and still owed.
        ("RENEW_LAPSED", date(2024, 11, 20), [("2020-2021", date(2020, 9, 15), "overdue")]),
        ("RENEW_SCHEDULED", date(2024, 11, 30), [("2024-2025", date(2024, 9, 15), "overdue")]),
        # On the schedule since 01/12/2024: registered, late.
        ("RENEW_SCHEDULED", date(2024, 12, 1), [("2024-2025", date(2024, 9, 15), "received_late")]),
        # On an earlier version of it since 20/08/2024: moving the visit does not make it late.
        ("RENEW_SCHEDULED_MOVED", date(2024, 12, 1), [("2024-2025", date(2024, 9, 15), "received")]),
        ("CLOSED_AFTER", date(2025, 1, 1), []),
        ("NEVER", date(2024, 11, 20), []),  # never recognised: nothing expires
    ],
)
def test_registering_five_months_before_the_expiry(
    code: str, day: date, expected: list[tuple[Any, ...]], year: Store
) -> None:
    assert found(year, day, code, RENEWAL, "school_year", "due_late", "state") == expected


def test_a_notice_moves_a_fixed_day_and_sets_one_by_notice(book: Any) -> None:
    book.school("A", "THCS Ánh Dương")
    day = date(2024, 11, 20)
    assert found(book.store, day, "A", "S15", "state") == []  # by notice, and there is none
    book.notice("S15", YEAR, date(2024, 12, 10), day=date(2024, 11, 1))
    book.notice(PLAN, YEAR, date(2024, 10, 15), day=date(2024, 9, 1))
    book.notice(PLAN, YEAR, date(2024, 10, 31), day=date(2024, 9, 20), warn_from=date(2024, 10, 30))
    names = ("warn_from", "due_late", "state")
    # 15 days of warning by the catalogue.
    assert found(book.store, day, "A", "S15", *names) == [(date(2024, 11, 25), date(2024, 12, 10), "not_due")]
    assert found(book.store, date(2024, 11, 25), "A", "S15", "state") == [("due_soon",)]
    assert found(book.store, date(2024, 10, 31), "A", "S15", *names) == []  # before the letter
    # The letter known on the day counts: none, the first, the second.
    for asked, warn_from, due in (
        (date(2024, 8, 31), date(2024, 9, 5), date(2024, 9, 30)),
        (date(2024, 9, 10), date(2024, 9, 20), date(2024, 10, 15)),
        (date(2024, 9, 20), date(2024, 10, 30), date(2024, 10, 31)),
    ):
        assert found(book.store, asked, "A", PLAN, *names) == [(warn_from, due, "not_due")]


def test_obligations_have_their_school_years(book: Any) -> None:
    book.school("A", "THCS Ánh Dương")
    for school_year in ("2025-2026", "2026-2027"):
        book.notice("S57A", school_year, date(2027, 1, 15), day=date(2024, 9, 1))
    book.setting("register_from", "2024-2025")
    assert found(book.store, date(2026, 11, 20), "A", "S57A", "school_year") == [("2026-2027",)]


def test_without_a_setting_the_register_is_the_current_school_year(book: Any) -> None:
    book.school("A", "THCS Ánh Dương")
    assert found(book.store, date(2025, 7, 31), "A", PLAN, "school_year") == [("2024-2025",)]
    assert found(book.store, date(2025, 8, 1), "A", PLAN, "school_year") == [("2025-2026",)]


def test_of_two_hand_ins_of_one_moment_one_is_current(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEAR, date(2024, 9, 20), {"criterion_code": "1.1"})
    book.hand_in("plan", "A", YEAR, date(2024, 9, 20), {"criterion_code": "1.2"})
    answer = queries.hand_ins.revisions(book.store, office_lens(date(2024, 11, 20)), Choice())
    assert rows(answer, "revision_id", "is_current") == [("BN002", True), ("BN001", False)]


def test_two_versions_from_the_same_day_are_one_school(book: Any, rows: Rows) -> None:
    book.school("A", "THCS gõ nhầm")
    book.school("A", "THCS Ánh Dương")  # put right; both are valid since ever
    answer = queries.schools.listing(book.store, office_lens(date(2024, 11, 20)), Choice())
    assert rows(answer, "school_code", "school_name") == [("A", "THCS Ánh Dương")]


def test_the_states_add_up_on_many_days(year: Store) -> None:
    for number in range(5):
        lens = office_lens(date(2024, 8, 1) + timedelta(days=151 * number))
        for choice in (Choice(), Choice(YEAR)):
            register = queries.reports.register(year, lens, choice)
            schools = queries.reports.by_school(year, lens, choice)
            reports = queries.reports.by_obligation(year, lens, Choice(YEAR))
            counts = [name for name in schools.columns if name.endswith("_count") and name != "owed_count"]
            assert (schools[counts].sum(axis=1) == schools["owed_count"]).all()
            assert (reports[counts].sum(axis=1) == reports["owed_count"]).all()
            assert schools["owed_count"].sum() == len(register)
            if choice.school_year:
                assert reports["owed_count"].sum() == len(register)


def test_a_school_sees_its_own_register_alone(year: Store) -> None:
    seen = year.read(
        "select distinct school_code from lens.register", lens=school_lens("NEVER", date(2024, 11, 20))
    )
    assert list(seen["school_code"]) == ["NEVER"]
    scheduled = year.read(
        "select school_code from lens.scheduled", lens=school_lens("NEVER", date(2024, 12, 20))
    )
    assert list(scheduled["school_code"]) == []
