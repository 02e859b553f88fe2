"""Twenty days and every filter of a generated district: the counts, the rows, and a slow model in plain Python agree."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

import queries
from data import catalogue, likeness
from data.lens import Lens, office_lens
from data.store import Store, Trial, open_store
from queries.choice import Choice
from tests.queries.conftest import Book, reported

YEARS = ("2023-2024", "2024-2025")
# Two fixed days and one by notice; which table fulfils the first two. Written down here, not asked of the store.
FIXED = {
    "S08": ((9, 30), 25, "plan"),
    "S03": ((5, 31), 30, "results"),
    "S02": ((5, 31), 30, "self_evaluation"),
}
NOTICE = "S15"
NOTICE_WARN = 15
DAYS = [date(2023, 9, 1) + timedelta(days=36 * number) for number in range(20)]
LEVELS, OWNERSHIPS, WARDS = ("MN", "THCS"), ("public", "private"), ("Phường Một", "Phường Hai")
FIRST, LAST = date(2023, 9, 1), date(2025, 7, 1)
STATES = {"received", "received_late", "hollow", "waived", "ended", "overdue", "due_soon", "not_due"}
Key = tuple[str, str, str]


@dataclass
class School:
    """What happened to one school, as lists of what was said on which day."""

    code: str
    versions: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    waivers: list[dict[str, Any]] = field(default_factory=list)


def any_day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def generated(chance: Random) -> tuple[list[School], list[dict[str, Any]]]:
    """Two dozen schools: some open late, close, are merged, open again, or are told of late; and letters."""
    schools = []
    for number in range(24):
        school = School(f"T{number:02}")
        kind = chance.choice(["plain", "plain", "plain", "opens", "closes", "merges", "again", "moves"])
        first = {
            "since": any_day(chance) if kind == "opens" else None,
            "is_open": True,
            "level": chance.choice(LEVELS),
            "ownership": chance.choice(OWNERSHIPS),
            "ward": chance.choice(WARDS),
        }
        school.versions.append(first)
        turns = {"closes": 1, "merges": 1, "again": 2, "moves": 1}.get(kind, 0)
        for turn, day in enumerate(sorted(any_day(chance) for _ in range(turns))):
            change: dict[str, Any] = (
                {"ward": chance.choice(WARDS)} if kind == "moves" else {"is_open": turn == 1}
            )
            late = chance.choice([0, 0, 40])  # recorded so many days later
            known = {"since": day, "known_since": day + timedelta(days=late)}
            school.versions.append({**school.versions[-1], **known, **change})
        for year, (_, _, table) in itertools.product(YEARS, FIXED.values()):
            for _ in range(chance.choice([0, 0, 1, 1, 2])):
                hand_in = {"kind": table, "year": year, "day": any_day(chance)}
                hand_in["empty"], hand_in["full"] = chance.choice([0, 0, 1, 2]), chance.choice([1, 2, 3])
                hand_in["withdrawn"] = any_day(chance) if chance.random() < 0.2 else None
                hand_in["accepted"] = any_day(chance) if chance.random() < 0.3 else None
                school.tables.append(hand_in)
        for year, code in itertools.product(YEARS, [*FIXED, NOTICE]):
            said = sorted({any_day(chance) for _ in range(chance.choice([0, 0, 0, 1, 2]))})
            for day in said:
                on = day - timedelta(days=chance.randrange(20))
                school.papers.append(
                    {"code": code, "year": year, "day": day, "on": on, "back": chance.random() < 0.3}
                )
            for day in sorted({any_day(chance) for _ in range(chance.choice([0, 0, 0, 1, 2]))}):
                until = day + timedelta(days=chance.randrange(200)) if chance.random() < 0.5 else None
                school.waivers.append(
                    {"code": code, "year": year, "day": day, "until": until, "back": chance.random() < 0.3}
                )
        schools.append(school)
    letters = [
        {"code": NOTICE, "year": "2023-2024", "due": date(2024, 3, 15), "day": date(2024, 1, 10)},
        {"code": NOTICE, "year": "2024-2025", "due": date(2024, 12, 10), "day": date(2024, 11, 1)},
        {"code": "S08", "year": "2024-2025", "due": date(2024, 10, 15), "day": date(2024, 9, 20)},
    ]
    return schools, letters


def written(store: Store, schools: list[School], letters: list[dict[str, Any]]) -> None:
    book = Book(store)
    book.setting("register_from", YEARS[0])
    for school in schools:
        for version in school.versions:
            level, rest = version["level"], {k: v for k, v in version.items() if k != "level"}
            book.school(school.code, f"Trường {school.code}", level, **rest)
        for table in school.tables:
            lines: list[dict[str, object]] = []
            if table["kind"] == "results":  # the full text is too short to be a copy of another
                texts = ["Thực hiện tốt"] * table["empty"] + ["Hiệu trưởng mở 2 lớp"] * table["full"]
                lines = [{**reported(f"1.{n}", "done"), "done_text": text} for n, text in enumerate(texts, 1)]
            table["receipt"] = book.hand_in(table["kind"], school.code, table["year"], table["day"], *lines)
            if table["withdrawn"]:
                book.withdraw(table["receipt"], max(table["withdrawn"], table["day"]))
            if table["accepted"]:
                book.accept(table["receipt"], max(table["accepted"], table["day"]))
        for paper in school.papers:
            asked = (school.code, paper["code"], paper["year"], paper["on"])
            book.received(*asked, day=paper["day"], taken_back=paper["back"])
        for waiver in school.waivers:
            said = {"day": waiver["day"], "until": waiver["until"], "taken_back": waiver["back"]}
            book.waiver(school.code, waiver["code"], waiver["year"], "lý do", **said)
    for letter in letters:
        book.notice(letter["code"], letter["year"], letter["due"], day=letter["day"])
    likeness.catch_up(store)


# --- The model


def version_on(school: School, day: date, known: date) -> dict[str, Any] | None:
    """The school as it was on a day, by what was known on another."""
    found = None
    for version in sorted(school.versions, key=lambda each: each["since"] or date.min):
        if (version["since"] or date.min) <= day and version.get("known_since", date.min) <= known:
            found = version
    return found


def due_of(code: str, year: str, day: date, letters: list[dict[str, Any]]) -> tuple[date, int] | None:
    """The due day and the days of warning, as known on the day."""
    said = [each for each in letters if each["code"] == code and each["year"] == year and each["day"] <= day]
    start = int(year[:4])
    if said:
        return said[-1]["due"], FIXED[code][1] if code in FIXED else NOTICE_WARN
    if code not in FIXED:
        return None
    (month, number), warn, _ = FIXED[code]
    return date(start + (month < 8), month, number), warn


def last_word(words: list[dict[str, Any]], code: str, year: str, day: date) -> dict[str, Any] | None:
    said = [each for each in words if each["code"] == code and each["year"] == year and each["day"] <= day]
    return None if not said or said[-1]["back"] else said[-1]


def arrived(school: School, code: str, year: str, day: date) -> tuple[date | None, bool]:
    """The first day on which it is known to have come; whether the table in use is hollow, and nothing says otherwise."""
    kind = FIXED[code][2] if code in FIXED else None
    standing = [
        each
        for each in school.tables
        if each["kind"] == kind and each["year"] == year and each["day"] <= day
        and not (each["withdrawn"] and max(each["withdrawn"], each["day"]) <= day)
    ]  # fmt: skip
    paper = last_word(school.papers, code, year, day)
    days = [each["day"] for each in standing] + ([paper["on"]] if paper else [])
    if not days or (paper and not standing and paper["on"] > day):
        return None, False
    hollow = False
    if standing and not paper and kind == "results":
        newest = max(standing, key=lambda each: (each["day"], each["receipt"]))
        accepted = newest["accepted"] and max(newest["accepted"], newest["day"]) <= day
        hollow = newest["empty"] >= (newest["empty"] + newest["full"]) / 2 and not accepted
    return min(days), hollow


def state_of(school: School, code: str, year: str, day: date, letters: list[dict[str, Any]]) -> str | None:
    """None where the school does not owe the report."""
    due, now = due_of(code, year, day, letters), version_on(school, day, day)
    named = int(year[:4]) <= (day.year if day.month >= 8 else day.year - 1)
    if due is None or now is None or not named:
        return None
    then = version_on(school, due[0], day)
    if then is None or not then["is_open"]:
        return None
    on, hollow = arrived(school, code, year, day)
    if on:
        return "hollow" if hollow else "received" if on <= due[0] else "received_late"
    waiver = last_word(school.waivers, code, year, day)
    if waiver and (waiver["until"] is None or waiver["until"] >= day):
        return "waived"
    if not now["is_open"]:
        return "ended"
    if day > due[0]:
        return "overdue"
    return "due_soon" if day >= due[0] - timedelta(days=due[1]) else "not_due"


def modelled(schools: list[School], letters: list[dict[str, Any]], day: date) -> dict[Key, str]:
    found = {
        (school.code, code, year): state_of(school, code, year, day, letters)
        for school in schools
        for code in [*FIXED, NOTICE]
        for year in YEARS
    }
    return {key: state for key, state in found.items() if state is not None}


@pytest.fixture(scope="module")
def district_and_truth() -> Iterator[tuple[Store, list[School], list[dict[str, Any]]]]:
    store = open_store(None)
    catalogue.load(store)
    schools, letters = generated(Random("sổ báo cáo"))
    written(store, schools, letters)
    yield store, schools, letters
    store.close()


def tallied(frame: Any, *by: str) -> dict[Any, Counter[str]]:
    """The counts of a counting question, by its key; those that nobody is in left out."""
    made = {}
    for row in frame.to_dict("records"):
        counts = Counter({state: int(row[f"{state}_count"]) for state in STATES if row[f"{state}_count"]})
        assert sum(counts.values()) == row["owed_count"], "the states add up to who owes"
        made[tuple(row[name] for name in by)] = counts
    return made


FILTERS = list(itertools.product((None, *LEVELS), (None, *OWNERSHIPS), (None, *WARDS)))


def current_year(day: date) -> str:
    start = day.year - (day.month < 8)
    return f"{start}-{start + 1}"


def expected(choice: Choice, truth: dict[Key, str], now: dict[str, Any]) -> dict[Key, str]:
    """The part of the truth that a filter leaves, its school year not yet looked at."""
    kept = {}
    for key, state in truth.items():
        version = now[key[0]]
        is_in = choice.school in (None, key[0]) and choice.level in (None, version["level"])
        is_in = is_in and choice.ownership in (None, version["ownership"])
        if is_in and choice.ward in (None, version["ward"]):
            kept[key] = state
    return kept


def counted(rows: dict[Key, str], key: Callable[[Key], tuple[str, ...]]) -> dict[Any, Counter[str]]:
    made: dict[Any, Counter[str]] = {}
    for one, state in rows.items():
        made.setdefault(key(one), Counter())[state] += 1
    return made


def of_year(
    rows: dict[Key, str], year: str | None, day: date
) -> tuple[dict[Key, str], dict[Any, Counter[str]]]:
    """The rows of a school year, and their counts by report. Without one: this year's, and of the others what is still
    open, which the counts by report show with all who owe it."""
    if year:
        rows = {key: state for key, state in rows.items() if key[2] == year}
        return rows, counted(rows, lambda key: key[1:])
    this_year, is_open = current_year(day), {"overdue", "due_soon"}
    by_report = {
        (code, of): counts
        for (code, of), counts in counted(rows, lambda key: key[1:]).items()
        if of == this_year or is_open & counts.keys()
    }
    return {key: state for key, state in rows.items() if key[2] == this_year or state in is_open}, by_report


def told_by_report(store: Store | Trial, lens: Lens, choice: Choice) -> dict[Any, Counter[str]]:
    return tallied(queries.reports.by_obligation(store, lens, choice), "obligation_code", "school_year")


def told_by_school(store: Store | Trial, lens: Lens, choice: Choice) -> dict[Any, Counter[str]]:
    return tallied(queries.reports.by_school(store, lens, choice), "school_code")


def told_rows(store: Store | Trial, lens: Lens, choice: Choice) -> dict[Key, str]:
    told = queries.reports.register(store, lens, choice)
    keys = zip(told["school_code"], told["obligation_code"], told["school_year"], strict=True)
    return dict(zip(keys, told["state"], strict=True))


@contextmanager
def standing_still(store: Store, lens: Lens) -> Iterator[Trial]:
    """The store with the register of the lens worked out once: so that hundreds of filters take no longer than a few do.
    Working it out is what costs, and no filter has a part in it."""
    with store.trial() as trial:
        trial.read("create table kept.register_of_the_day as select * from lens.register", lens=lens)
        trial.read("create or replace view lens.register as from kept.register_of_the_day", lens=lens)
        yield trial


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_register_says_what_the_rules_say(day: date, district_and_truth: Any) -> None:
    store, schools, letters = district_and_truth
    truth = modelled(schools, letters, day)
    for year in YEARS:
        told = told_rows(store, office_lens(day), Choice(year))
        assert told == {key: state for key, state in truth.items() if key[2] == year}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_filter_counts_the_same_rows(day: date, district_and_truth: Any) -> None:
    store, schools, letters = district_and_truth
    lens, truth = office_lens(day), modelled(schools, letters, day)
    now = {school.code: version_on(school, day, day) for school in schools}
    with standing_still(store, lens) as still:
        for number, one in enumerate(FILTERS):
            choice = Choice(None, *one)
            left = expected(choice, truth, now)
            rows, by_report = of_year(left, None, day)
            assert told_rows(still, lens, choice) == rows
            assert told_by_school(still, lens, choice) == counted(rows, lambda key: key[:1])
            assert told_by_report(still, lens, choice) == by_report
            year = YEARS[(number + DAYS.index(day)) % 2]
            assert told_by_report(still, lens, Choice(year, *one)) == of_year(left, year, day)[1]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_one_school_adds_up_by_itself(day: date, district_and_truth: Any) -> None:
    store, schools, letters = district_and_truth
    lens, truth = office_lens(day), modelled(schools, letters, day)
    place = DAYS.index(day)
    choice = Choice((None, *YEARS)[place % 3], school=schools[place].code)
    now = {school.code: version_on(school, day, day) for school in schools}
    rows, by_report = of_year(expected(choice, truth, now), choice.school_year, day)
    assert told_by_school(store, lens, choice) == counted(rows, lambda key: key[:1])
    assert told_by_report(store, lens, choice) == by_report


def test_the_generated_district_has_all_of_it(district_and_truth: Any) -> None:
    _, schools, letters = district_and_truth
    met = {state for day in DAYS for state in modelled(schools, letters, day).values()}
    assert met == STATES
