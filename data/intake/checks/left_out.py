"""What stands in the workbook and is not read although it may well be meant: more than a note is due."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.layouts import EXACT, meanings
from data.intake.problems import Problem, problem
from data.intake.sheets import Cell, Sheet
from data.intake.tables import Table
from data.intake.text import fold
from data.intake.values import criterion_code, school_name

_FEWEST_CELLS = 3  # of a row that may be a line of a form
_ROWS_LOOKED_AT = 200


def looks_like_lines(sheet: Sheet, draft: Draft) -> bool:
    """Whether a sheet without headings holds rows that begin with a criterion or a school, as the rest of a table does."""
    return any(_is_line(cells, draft) for cells in _full_rows(sheet, sheet.row_count))


def no_line_stands_above_the_headings(draft: Draft) -> Iterator[Problem]:
    """What stands above the first table of a sheet is its title and no line of it; a line there is told of."""
    first: dict[str, Table] = {}
    for table in draft.found_tables:
        first.setdefault(table.sheet.name, table)
    for table in first.values():
        for cells in _full_rows(table.sheet, table.first_header_row - 1):
            if _is_line(cells, draft):
                yield problem(
                    "row_above_headings",
                    sheet=table.sheet.name,
                    cell=cells[0].address,
                    found=places.short("; ".join(cell.text for cell in cells)),
                )


def headings_stand_once(draft: Draft) -> Iterator[Problem]:
    """Two columns under one heading: the second is not read, which is told when anything stands in it."""
    for table in draft.tables:
        for cell in table.unknown_headings:
            if is_repeated(table, cell):
                yield problem(
                    "heading_repeated",
                    sheet=table.sheet.name,
                    cell=cell.address,
                    found=places.short(cell.text),
                )


def is_repeated(table: Table, heading: Cell) -> bool:
    """Whether another column of the table serves the field of this heading, and this one is not empty."""
    named = meanings(fold(heading.text)).get(table.layout.code, {})
    if not any(score >= EXACT and name in table.columns for name, score in named.items()):
        return False
    last = table.last_row or table.sheet.row_count
    return any(
        cell.text and cell.column == heading.column and table.header_row < cell.row <= last
        for cell in table.sheet.cells.values()
    )


def _full_rows(sheet: Sheet, last: int) -> list[list[Cell]]:
    """The rows down to the last that hold as many cells as a line, not more of them than anybody fills in."""
    full: list[list[Cell]] = []
    for row, cells in sheet.rows.items():
        if row > last or len(full) == _ROWS_LOOKED_AT:
            break
        some = [cell for cell in cells if cell.text]
        if len(some) >= _FEWEST_CELLS:
            full.append(some)
    return full


def _is_line(cells: list[Cell], draft: Draft) -> bool:
    if draft.is_office:
        return any(school_name.match(cell.text, draft.known.schools).code for cell in cells)
    codes = [criterion_code.parse(cell.text) for cell in cells]
    return any(code.kind == "criterion" and code.code and not code.doubt for code in codes)
