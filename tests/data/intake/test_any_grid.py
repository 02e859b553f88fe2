"""Whatever stands in the cells, the intake answers with lines and problems, never with an exception."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data import catalogue, schools
from data.intake import checks, desk, drafting, known, questions, suggestions
from data.intake.answered import NOT_READ, QUESTIONS, Answer
from data.intake.draft import Given
from data.intake.edits import SUGGESTED, Edit, place
from data.intake.layouts import layouts
from data.intake.problems import Problem
from data.intake.reading import Reader
from data.intake.sheets import Cell, Sheet
from data.intake.values.school_name import KnownSchool
from data.lens import TIME_ZONE
from data.store import Store, open_store

AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
WORDS = [
    "Tiêu chí 1.1", "1.10", "TC 2.2", "Tiêu chuẩn 3: Cơ sở vật chất", "2", "Không", "X", "HKI", "9/2023", "5 triệu",
    "Nơi nhận:", "HIỆU TRƯỞNG", "---", "(1)", "Trường THCS Bình Minh", "Năm học 2023-2024", "THCS Võ Thị Sáu", "Mầm non",
]  # fmt: skip
HEADINGS = sorted({field.heading for layout in layouts() for field in layout.fields})
values = st.one_of(
    st.sampled_from(WORDS + HEADINGS),
    st.text(max_size=30),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(lambda d: datetime(d.year, d.month, d.day)),
)


def office() -> known.Known:
    store = open_store(None)
    catalogue.load(store)
    loaded = known.load(store)
    named = (
        KnownSchool("A", "THCS Bình Minh", "THCS", ()),
        KnownSchool("B", "Tiểu học Võ Thị Sáu", "TH", ("VTS",)),
    )
    return known.Known(named, loaded.frameworks, loaded.calendar)


OFFICE = office()


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    layout = draw(st.sampled_from(layouts()))
    top = draw(st.integers(1, 4))
    for column, field in enumerate(draw(st.permutations(layout.fields)), start=1):
        if draw(st.integers(0, 9)) or field.is_required:
            cells[top, column] = Cell(top, column, field.heading, field.heading)
    for _ in range(draw(st.integers(0, 40))):
        row, column, value = draw(st.integers(1, 14)), draw(st.integers(1, 16)), draw(values)
        number_format = draw(st.sampled_from(["", "0.00", "m/yyyy"]))
        if row != top:
            cells[row, column] = Cell(row, column, value, str(value), number_format)
    merges = draw(
        st.lists(
            st.tuples(st.integers(1, 9), st.integers(1, 8), st.integers(0, 3), st.integers(0, 3)).map(
                lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
            ),
            max_size=3,
        )
    )
    hidden = frozenset(draw(st.lists(st.integers(1, 14), max_size=2)))
    return Sheet("Trang 1", draw(st.booleans()), cells, tuple(merges), hidden)


GIVEN = [
    Given(),
    Given("A", "2023-2024"),
    Given("A", "2026-2027", "plan"),
    Given(kind="schedule"),
    Given("B", "2026-2027"),
]
edits = st.lists(
    st.builds(
        Edit,
        st.sampled_from(["Trang 1", "Trang 2", "không có"]),
        st.one_of(
            st.text(max_size=5), st.from_regex(r"[A-J]([1-9]|1[0-5])", fullmatch=True), st.just("XFD1048576")
        ),
        values.map(str),
    ),
    max_size=6,
)
answers = st.lists(
    st.builds(
        Answer,
        st.sampled_from(QUESTIONS),
        st.one_of(st.sampled_from(WORDS + HEADINGS), st.text(max_size=10)),
        st.one_of(
            st.sampled_from(
                [NOT_READ, "1.1", "1.10", "9.9", "A", "B", "target", "criterion", "school", "nothing"]
            ),
            st.text(max_size=5),
        ),
    ),
    max_size=6,
)


def in_order(found: list[Sheet]) -> tuple[Sheet, ...]:
    """A workbook has each name of a sheet once."""
    return tuple(replace(sheet, name=f"Trang {number}") for number, sheet in enumerate(found, 1))


def is_within(problem: Problem, found: tuple[Sheet, ...]) -> bool:
    """Whether a problem names a sheet that is there, and cells inside the area that is used, the first column included."""
    if problem.sheet is None:
        return problem.cell is None
    sheet = next(each for each in found if each.name == problem.sheet)
    places = [place(address) for address in (problem.cell or "").split(", ") if address]
    return all(
        where is not None and where[0] <= sheet.row_count and where[1] <= max(sheet.column_count, 1)
        for where in places
    )


@settings(max_examples=120, deadline=None)
@given(
    st.lists(sheets(), min_size=1, max_size=3).map(in_order),
    st.sampled_from(GIVEN),
    st.text(max_size=20),
    edits,
    answers,
)
def test_any_grid_gives_lines_and_problems(
    found: tuple[Sheet, ...], said: Given, name: str, typed: list[Edit], answered: list[Answer]
) -> None:
    said = replace(said, edits=tuple(typed), answers=tuple(answered))
    draft = drafting.understand(found, OFFICE, given=said, file_name=name)
    problems = checks.all_problems(draft)
    assert all(problem.message and problem.level in ("error", "warning", "note") for problem in problems)
    assert all(is_within(each, draft.sheets) or each.code == "cell_edited" for each in problems)
    there = {(sheet.name, cell.address) for sheet in draft.sheets for cell in sheet.cells.values()}
    for line in draft.lines:
        named = {
            (line.sheet, address) for addresses in json.loads(line.cells).values() for address in addresses
        }
        assert named <= there, "a line is made of cells that exist"
        assert line.first_row <= line.last_row
    for question in questions.all_questions(draft):
        assert (question.sheet, question.cell) in there, "what is asked about stands there"


@settings(max_examples=80, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=2).map(in_order), st.sampled_from(GIVEN))
def test_a_suggestion_that_was_taken_is_not_made_again(found: tuple[Sheet, ...], said: Given) -> None:
    draft = drafting.understand(found, OFFICE, given=said, file_name="bang.xlsx")
    first = suggestions.all_suggestions(draft)
    there = {(sheet.name, cell.address) for sheet in found for cell in sheet.cells.values()}
    assert {(each.sheet, each.cell) for each in first} <= there
    taken = tuple(Edit(each.sheet, each.cell, each.after, SUGGESTED) for each in first)
    once = drafting.understand(found, OFFICE, given=replace(said, edits=taken), file_name="bang.xlsx")
    assert {(each.sheet, each.cell) for each in once.edited} == {(each.sheet, each.cell) for each in first}
    again = suggestions.all_suggestions(once)
    assert not {(each.sheet, each.cell) for each in again} & {(each.sheet, each.cell) for each in first}
    twice = drafting.understand(once.sheets, OFFICE, given=replace(said, edits=taken), file_name="bang.xlsx")
    assert twice.edited == ()
    assert [asdict(line) for line in twice.lines] == [asdict(line) for line in once.lines]


# What an .xlsx can hold, so that a grid is handed in as a file.
storable = st.one_of(
    st.sampled_from(WORDS + HEADINGS),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20).filter(
        lambda text: not text.startswith(("=", "#"))
    ),
    st.integers(-5, 50_000),
    st.sampled_from([1.1, 1.10, 5_000_000.0, datetime(2023, 9, 1), datetime(2024, 2, 1)]),
)


@st.composite
def books(draw: st.DrawFn) -> bytes:
    """A form that is filled in, most of it sensibly."""
    book = Workbook()
    assert book.active is not None
    layout = draw(st.sampled_from(layouts()))
    fields = draw(st.permutations(layout.fields))
    book.active.append([field.heading for field in fields])
    for _ in range(draw(st.integers(1, 6))):
        book.active.append(
            [draw(st.one_of(st.none(), SENSIBLE.get(field.kind, storable), storable)) for field in fields]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SENSIBLE = {
    "criterion": st.sampled_from(["Tiêu chí 1.1", "1.10", "TC 2.2", "4.1"]),
    "school": st.sampled_from(["THCS Bình Minh", "Tiểu học Võ Thị Sáu", "MN Sao Mai"]),
    "time": st.sampled_from(["HKI", "9/2023", "Suốt năm học", "10/2026"]),
    "level_mark": st.sampled_from(["X", "x", "-"]),
    "date": st.sampled_from(["13/06/2022", "2/3/21"]),
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = open_store(None)
    catalogue.load(made)
    for code, name, level in (("A", "THCS Bình Minh", "THCS"), ("B", "Tiểu học Võ Thị Sáu", "TH")):
        schools.add(made, name, level=level, at=AT, by="test", code=code)
    yield made
    made.close()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(books(), st.sampled_from([Given("A", "2023-2024"), Given("B", "2026-2027"), Given(None, "2023-2024")]))
def test_what_was_kept_reads_back_the_same(
    store: Store, reader: Reader, tmp_path: Path, content: bytes, said: Given
) -> None:
    understood = desk.examine(store, reader, content, file_name="bang.xlsx", given=said)
    event(f"{understood.kind}: {understood.outcome}")
    if understood.outcome == "rejected":
        return
    receipt = desk.keep(store, understood, content, folder=tmp_path, by="test", at=AT, checkpoint=False)
    with store.transaction(checkpoint=False) as writer:
        (revision,) = writer.rows("select * from kept.revision where revision_id = $id", {"id": receipt})
        table = LINE_TABLES.get(revision["kind"], "kept.form_line")
        kept = writer.rows(f"select * from {table} where revision_id = $id order by line_no", {"id": receipt})
        problems = writer.rows(
            "select * from kept.problem where revision_id = $id order by problem_no", {"id": receipt}
        )
    assert revision["row_count"] == len(understood.lines)
    assert [without(row, "revision_id", "line_no") for row in kept] == [
        asdict(line) for line in understood.lines
    ]
    assert [without(row, "revision_id", "problem_no") for row in problems] == [
        asdict(problem) for problem in understood.problems
    ]
    assert (tmp_path / understood.file_sha256).read_bytes() == content


LINE_TABLES = {"plan": "kept.plan_line", "results": "kept.result_line", "schedule": "kept.schedule_line"}


def without(row: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in names}
