"""A figure is the sum of the lines that it opens: a thousand of them, drawn at random from a district written at random."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
import pytest

import queries
from data import catalogue, likeness, themes
from data.lens import TIME_ZONE, Lens, office_lens, school_lens
from data.store import Store, open_store
from queries import asking, figure, openings
from queries.choice import Choice
from queries.figure import Opening
from tests.queries.conftest import Book, finding, judged, planned, recommendation, reported

YEARS = ("2022-2023", "2023-2024", "2024-2025")
LAST_DAY = date(2024, 11, 20)
CODES = ("1.1", "1.2", "1.10", "2.1", "3.5", "4.2")
STATES = ("done", "in_progress", "not_started", "needs_review", "no_data")
WANTED = 1000
MONEY: tuple[dict[str, object], ...] = (
    {},
    {"budget_text": "5 triệu", "budget_vnd": 5_000_000, "budget_source": "state"},
    {"budget_text": "2 triệu", "budget_vnd": 2_000_000, "support": "Phòng GDĐT cấp thêm máy"},
    {"budget_text": "Theo thực tế", "support": "CMHS phối hợp"},
    {"budget_text": "0", "budget_vnd": 0, "support": "Không"},
)
WEAK = ("thiếu sách thư viện", "nhà vệ sinh xuống cấp", "chưa rõ")


class Figure(NamedTuple):
    """One cell of an answer, and what opens it."""

    question: str
    column: str
    value: float
    lens: Lens
    opened: Opening


def write(book: Book, rng: random.Random) -> None:
    """Nine schools of two levels, three years, every state, lines that share a criterion, tables that were replaced."""
    book.setting("register_from", YEARS[0])
    codes = [f"T{number}" for number in range(9)]
    for number, code in enumerate(codes):
        level = "TH" if number % 3 == 0 else "THCS"
        ward, kind = f"Phường {number % 2}", "private" if number % 4 == 0 else "public"
        book.school(code, f"Trường {number}", level, ward=ward, ownership=kind)
        book.recognition(code, "KDCL", date(2019 + number % 4, 3, 1))
        framework = "TT17-2018" if level == "TH" else "TT18-2018"
        for year in YEARS:
            write_year(book, rng, code, year, framework)
        judge(book, rng, code, framework, all_of_it=number % 2 == 0)
    book.waiver("T2", "S11", YEARS[1], "trường mới", day=date(2023, 9, 1))
    book.received("T5", "S11", YEARS[1], date(2023, 9, 12), day=date(2023, 9, 13))
    for year in YEARS:
        start = int(year[:4])
        visits = [any_visit(book, rng, code, start) for code in codes]
        book.hand_in("schedule", None, year, date(start, 9, 4), *visits)


def any_visit(book: Book, rng: random.Random, school: str, year: int) -> dict[str, object]:
    starts_on = rng.choice([None, *(date(year, month, 1) for month in (9, 10, 11))])
    ends_on = starts_on + timedelta(days=27) if starts_on else None
    return book.visit(school, starts_on, ends_on, kdcl=rng.random() < 0.7, cqg=rng.random() < 0.5)


def write_year(book: Book, rng: random.Random, school: str, year: str, framework: str) -> None:
    start = int(year[:4])
    for day in (date(start, 9, 10), date(start, 10, 8)):
        if rng.random() < 0.8:
            lines = [planned(code, mark=f"{school} {year}") for code in rng.choices(CODES, k=5)]
            for line in lines:
                line.update(rng.choice(MONEY))
            lines += [planned(None), planned(rng.choice(CODES), kind="keep")]
            book.hand_in("plan", school, year, day, *lines, framework=framework)
    if rng.random() < 0.8:
        told = [reported(rng.choice([*CODES, None]), rng.choice(STATES)) for _ in range(6)]
        told.append({**reported("2.1", "done"), "done_text": "Thực hiện tốt"})
        if rng.random() < 0.3:
            told = [{**line, "done_text": "Thực hiện tốt"} for line in told]
        receipt = book.hand_in("results", school, year, date(start + 1, 5, 20), *told, framework=framework)
        book.say(receipt, 1, "done", date(start + 1, 5, 25))
        book.confirm(receipt, 2, rng.choice(STATES[:3]), date(start + 1, 6, 3))
        if rng.random() < 0.2:
            book.withdraw(receipt, date(start + 1, 6, 20))
    if rng.random() < 0.5:
        said = [finding(rng.choice([*CODES, None]), weakness=rng.choice(WEAK)) for _ in range(2)]
        book.hand_in("findings", school, year, date(start + 1, 5, 21), *said, framework=framework)
        asked = [recommendation(rng.choice([*CODES, None]), rng.choice(WEAK)) for _ in range(2)]
        book.hand_in("recommendations", school, year, date(start, 10, 30), *asked, framework=framework)


def judge(book: Book, rng: random.Random, school: str, framework: str, *, all_of_it: bool) -> None:
    """A self-evaluation, of which some leave criteria out or say none clearly."""
    criteria = book.store.rows(
        "select criterion_code from law.criterion where framework_code = $framework", {"framework": framework}
    )
    levels = [rng.choice([1, 1, 1, 2, 0]) for _ in criteria]
    lines = [judged(row["criterion_code"], level) for row, level in zip(criteria, levels, strict=True)]
    if not all_of_it:
        lines = [*lines[3:], judged("1.1", None)]
    book.hand_in("self_evaluation", school, YEARS[0], date(2023, 5, 18), *lines, framework=framework)


@pytest.fixture(scope="module")
def generated() -> Iterator[Store]:
    store = open_store(None)
    catalogue.load(store)
    write(Book(store), random.Random(5))
    likeness.catch_up(store)
    themes.catch_up(store, at=datetime(2024, 11, 1, tzinfo=TIME_ZONE))
    yield store
    store.close()


def asked(store: Store, lens: Lens, question: str, choice: Choice, extras: dict[str, Any]) -> pd.DataFrame:
    topic, name = question.split(".")
    return getattr(getattr(queries, topic), name)(store, lens, choice, **extras)


def any_choice(rng: random.Random) -> Choice:
    """Most often one filter, sometimes none or two."""
    offered = {
        "school_year": YEARS,
        "level": ("TH", "THCS"),
        "ownership": ("public", "private"),
        "ward": ("Phường 0", "Phường 1"),
        "school": ("T1", "T3", "T4"),
    }
    names = rng.sample(list(offered), k=rng.choice([0, 1, 1, 2]))
    return Choice(**{name: rng.choice(offered[name]) for name in names})


def returned(question: str) -> set[str]:
    return {name.strip() for name in asking.header(question)["returns"].split(",")}


def value_of(cell: Any) -> float:
    """What a cell says; a list of criteria is as many."""
    return float(len(cell.split(", ")) if isinstance(cell, str) else cell)


def any_figures(store: Store, question: str, rng: random.Random) -> list[Figure]:
    """Cells of one answer to the question: filters, viewer, day, rows and columns are drawn."""
    day = LAST_DAY - timedelta(days=37 * rng.randrange(24))
    lens = rng.choice([office_lens(day), office_lens(day), school_lens("T4", day)])
    choice, extras = any_choice(rng), {}
    if "framework" in asking.header(question)["params"]:
        extras = {"framework": rng.choice(["TT17-2018", "TT18-2018"])}
    frame = asked(store, lens, question, choice, extras)
    rows = (
        [
            Figure(question, column, value_of(row[column]), lens, opened)
            for column in frame.columns
            if (opened := openings.opening(question, column, row, choice, extras))
        ]
        for row in rng.sample(frame.to_dict("records"), k=len(frame))
    )
    some = itertools.islice((cells for cells in rows if cells), 3)
    return [cell for cells in some for cell in rng.sample(cells, k=min(3, len(cells)))]


# Two laws side by side have a test of their own: the later one came after the days here.
ASKED = [
    question
    for question in asking.names()
    if openings.columns(question) & returned(question) and question != "crosswalk.coverage"
]


@pytest.fixture(scope="module")
def figures(generated: Store) -> list[Figure]:
    rng = random.Random(2024)
    found: list[Figure] = []
    for question in itertools.cycle(ASKED):
        found += any_figures(generated, question, rng)
        if len(found) >= WANTED:
            break
    return found


def mismatches(
    figures: list[Figure], ask: Callable[[Lens, str, Choice, dict[str, Any]], pd.DataFrame]
) -> list[tuple[Figure, float | None]]:
    """The figures that are not the sum of the lines they open, with that sum."""
    found = []
    for one in figures:
        lines = ask(one.lens, one.opened.question, one.opened.choice, dict(one.opened.extras))
        total = figure.total(lines, one.opened)
        if total is None or abs(total - one.value) > 1e-9:
            found.append((one, total))
    return found


def test_a_thousand_figures_are_the_sum_of_the_lines_they_open(
    generated: Store, figures: list[Figure]
) -> None:
    assert {one.question for one in figures} >= set(ASKED)
    assert sum(one.value > 0 for one in figures) > WANTED / 3, "zeros alone prove little"
    assert mismatches(figures, lambda *given: asked(generated, *given)) == []


def test_a_planted_fault_is_found(generated: Store, figures: list[Figure]) -> None:
    some = [one for one in figures if one.value > 0][:40]

    def without_the_first(lens: Lens, question: str, choice: Choice, extras: dict[str, Any]) -> pd.DataFrame:
        return asked(generated, lens, question, choice, extras).iloc[1:]

    assert mismatches(some, without_the_first)

    def on_another_day(lens: Lens, *given: Any) -> pd.DataFrame:
        return asked(generated, office_lens(date(2023, 6, 1)), *given)

    assert mismatches(some, on_another_day)


def test_lines_of_one_unit_count_once() -> None:
    lines = pd.DataFrame(
        {
            "school_code": ["A", "A", "A", "B"],
            "criterion_code": ["1.1", "1.1", "1.10", "1.1"],
            "item_state": ["done", "done", "needs_review", "no_data"],
        }
    )
    items = Opening("completion.lines", Choice(), unit=("school_code", "criterion_code"))
    assert list(figure.counted(lines, items)["counts_as"]) == [1, 0, 1, 1]
    assert figure.total(lines, items) == 3
    done = Opening(
        "completion.lines", Choice(), unit=items.unit, where={"item_state": ("done",)}, is_share=True
    )
    assert list(figure.counted(lines, done)["counts_as"]) == [1, 0, 0, 0]
    assert figure.total(lines, done) == 1 / 3
    assert figure.total(lines.head(0), done) is None


def test_every_line_names_its_file_its_cells_its_receipt_and_who(generated: Store) -> None:
    place = {"file_name", "sheet", "first_row", "cells", "revision_id", "recorded_at", "recorded_by"}
    lens = office_lens(LAST_DAY)
    for question in (
        "weaknesses.lines",
        "weaknesses.run_lines",
        "hollow.lines",
        "hollow.checked",
        "schedule.lines",
        "lifelines.stages",
        "lifelines.not_taken_up",
        "lifelines.answers_nothing",
        "coming.visits",
        "coming.deadlines",
    ):
        lines = asked(generated, lens, question, Choice(), {})
        assert place <= set(lines.columns), question
        assert lines[list(place)].notna().all().all(), question
    both = asked(generated, lens, "completion.lines", Choice(), {})
    for kind in ("plan", "result"):
        own = both[both[f"{kind}_revision_id"].notna()]
        assert own[[f"{kind}_{name}" for name in place]].notna().all().all()


def test_a_school_is_told_when_the_schedule_came(generated: Store) -> None:
    told = asked(generated, school_lens("T4", LAST_DAY), "schedule.lines", Choice(), {})
    assert list(told["school_code"]) == ["T4"]
    assert told["recorded_at"].notna().all()
    assert told["recorded_by"].isna().all(), "which account of the office it was is the office's to know"


def test_what_an_opening_asks_is_a_question_with_these_columns(figures: list[Figure]) -> None:
    for one in figures:
        assert {*one.opened.unit, *one.opened.where} <= returned(one.opened.question)


# --- Nothing is forgotten

# Numbers that are no sum of lines: each says something of its own row, or of the law.
NO_FIGURES = {
    "coming.deadlines": {"lead_days"},
    "crosswalk.coverage": {"to_criterion_count"},
    "crosswalk.likely": {"shared_share"},
    "hollow.lines": {"shared_share"},
    "levels.blocking": {"blocking_count"},
    "lifelines.stages": {"likeness_share"},
    "reports.register": {"late_days"},
    "requests.lines": {"budget_vnd", "waiting_days"},
    "weaknesses.common": {"school_share"},
    "weaknesses.run_lines": {"year_count"},
}


def is_number(column: str) -> bool:
    return column.endswith(("_count", "_share", "_days", "_vnd"))


@pytest.mark.parametrize("question", asking.names())
def test_every_number_of_an_answer_can_be_opened_or_says_why_not(question: str) -> None:
    numbers = {column for column in returned(question) if is_number(column)}
    assert numbers - openings.columns(question) == NO_FIGURES.get(question, set())


def test_every_headline_figure_of_two_days_can_be_opened() -> None:
    assert openings.columns("since.figures") == set(queries.since.COUNTED)


def test_a_forgotten_figure_would_be_found() -> None:
    assert is_number("new_count")
    assert "new_count" not in openings.columns("completion.by_year")
