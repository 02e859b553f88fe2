"""Whatever stands in the cells, the intake answers with lines and problems, never with an exception."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from data import catalogue
from data.intake import checks, drafting, known
from data.intake.draft import Given
from data.intake.layouts import layouts
from data.intake.sheets import Cell, Sheet
from data.intake.values.school_name import KnownSchool
from data.store import open_store

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
    books = known.load(store)
    schools = (
        KnownSchool("A", "THCS Bình Minh", "THCS", ()),
        KnownSchool("B", "Tiểu học Võ Thị Sáu", "TH", ("VTS",)),
    )
    return known.Known(schools, books.frameworks, books.calendar)


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


@settings(max_examples=150, deadline=None)
@given(
    st.lists(sheets(), min_size=1, max_size=2),
    st.sampled_from(
        [Given(), Given("A", "2023-2024"), Given("A", "2026-2027", "plan"), Given(kind="schedule")]
    ),
    st.text(max_size=20),
)
def test_any_grid_gives_lines_and_problems(found: list[Sheet], said: Given, name: str) -> None:
    draft = drafting.understand(tuple(found), OFFICE, given=said, file_name=name)
    problems = checks.all_problems(draft)
    assert all(problem.message and problem.level in ("error", "warning", "note") for problem in problems)
    there = {cell.address for sheet in found for cell in sheet.cells.values()}
    for line in draft.lines:
        named = {address for addresses in json.loads(line.cells).values() for address in addresses}
        assert named <= there, "a line is made of cells that exist"
        assert line.first_row <= line.last_row
