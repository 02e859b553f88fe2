"""A small office and workbooks built cell by cell, as a school would type them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import pytest
from openpyxl import Workbook

from data import schools
from data.intake import desk
from data.intake.draft import Given, Understood
from data.intake.reading import Reader
from data.lens import TIME_ZONE
from data.store import Store
from tests.fresh import fresh_store

AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
Rows = Sequence[Sequence[object]]


def build(
    sheets: dict[str, Rows],
    *,
    merges: Sequence[str] = (),
    formats: dict[str, str] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """An .xlsx: rows from A1 on; None leaves a cell empty; merges and formats are for the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row_number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(row_number, column, value)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    first = book[next(iter(sheets))]
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    for area in merges:
        first.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as ready:
        yield ready


@pytest.fixture
def office() -> Iterator[Store]:
    """An office with one school of each level that the tests need, and two schools that share a name."""
    store = fresh_store()
    for name, level in (
        ("THCS Bình Minh", "THCS"),
        ("Tiểu học Hoa Phượng", "TH"),
        ("MN Canada - Việt Nam", "MN"),
        ("Tiểu học Võ Thị Sáu", "TH"),
        ("THCS Võ Thị Sáu", "THCS"),
    ):
        schools.add(store, name, level=level, at=AT, by="test", code=f"{level}-{name.split()[-1]}")
    yield store
    store.close()


@pytest.fixture
def examine(office: Store, reader: Reader) -> Callable[..., Understood]:
    """examine(content, file_name=..., school=..., year=..., kind=...) against the office."""

    def run(
        content: bytes,
        file_name: str = "bang.xlsx",
        *,
        school: str | None = "THCS-Minh",
        year: str | None = "2023-2024",
        kind: str | None = None,
    ) -> Understood:
        return desk.examine(office, reader, content, file_name=file_name, given=Given(school, year, kind))

    return run


@pytest.fixture(scope="session")
def book() -> Callable[..., bytes]:
    """`build`, for tests that cannot import from a conftest."""
    return build
