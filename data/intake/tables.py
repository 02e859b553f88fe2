"""Where the table stands in a sheet, and which column means which field: found by meaning, not by position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.intake.layouts import LONGEST_HEADING, Field, Layout
from data.intake.sheets import Cell, Sheet
from data.intake.text import fold

# A heading may stand up to two rows above the last header row (merged, or with the child heading left empty).
HEADER_DEPTH = 3
FEWEST_HEADINGS = 3
# A heading further down than so many rows with anything in them is no form of a school.
HEADER_WITHIN = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A form found in a sheet. `header_row` is its last header row; `columns` maps field -> column."""

    sheet: Sheet
    layout: Layout
    first_header_row: int
    header_row: int
    columns: dict[str, int]
    unknown_headings: tuple[Cell, ...]


class Grid:
    """A sheet with its merged cells looked through: a merged area answers with its first cell everywhere."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merges:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._anchors[row, column] = (top, left)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the merged area of a cell begins; the cell itself when it is not merged."""
        return self._anchors.get((row, column), (row, column))

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that is seen at a place, merged areas included."""
        return self.sheet.cell(*self.anchor(row, column))

    def row(self, row: int) -> list[Cell]:
        """The cells that stand in a row themselves, from left to right."""
        return [
            cell for column in range(1, self.sheet.column_count + 1) if (cell := self.sheet.cell(row, column))
        ]


def find(sheet: Sheet, layout: Layout) -> Table | None:
    """The first table of a form in a sheet, None when there is none that has all the form requires."""
    grid = Grid(sheet)
    likeness: dict[str, dict[str, int]] = {}
    best: tuple[tuple[int, int, int], Table] | None = None
    for row in rows_with_cells(sheet)[:HEADER_WITHIN]:
        headings = dict(_headings(grid, row))
        columns, unknown = _assign(headings, layout.fields, likeness)
        if len(columns) < FEWEST_HEADINGS or any(
            f.is_required and f.name not in columns for f in layout.fields
        ):
            continue
        own = sum(1 for column in columns.values() if sheet.cell(row, column) is not None)
        rank = (len(columns), own, -row)
        if best is None or rank > best[0]:
            first = min(headings[column].row for column in columns.values())
            best = rank, Table(sheet, layout, first, row, columns, unknown)
    return best[1] if best else None


def is_header_again(table: Table, grid: Grid, row: int) -> bool:
    """Whether a row below repeats the headings, as a table printed over several pages does."""
    same = 0
    for field, column in table.columns.items():
        cell = grid.sheet.cell(row, column)
        if cell is not None and table.layout.field(field).likeness(fold(cell.text)) >= 100:
            same += 1
    return same >= FEWEST_HEADINGS


def rows_with_cells(sheet: Sheet) -> list[int]:
    """The numbers of the rows that hold anything, from top to bottom."""
    return sorted({row for row, _ in sheet.cells})


def _headings(grid: Grid, row: int) -> Iterator[tuple[int, Cell]]:
    for column in range(1, grid.sheet.column_count + 1):
        for above in range(HEADER_DEPTH):
            cell = grid.cell(row - above, column)
            if cell is not None and cell.text:
                yield column, cell
                break


def _assign(
    headings: dict[int, Cell], fields: tuple[Field, ...], likeness: dict[str, dict[str, int]]
) -> tuple[dict[str, int], tuple[Cell, ...]]:
    """Each field its likeliest column, the surest pair first; a column serves one field."""
    pairs: list[tuple[int, int, Field]] = []
    for column, cell in headings.items():
        if len(cell.text) > LONGEST_HEADING:
            continue
        folded = fold(cell.text) or cell.text
        if folded not in likeness:
            likeness[folded] = {f.name: score for f in fields if (score := f.likeness(folded))}
        pairs += [(likeness[folded][f.name], column, f) for f in fields if f.name in likeness[folded]]
    columns: dict[str, int] = {}
    for _, column, field in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if field.name not in columns and column not in columns.values():
            columns[field.name] = column
    unknown = tuple(cell for column, cell in headings.items() if column not in columns.values())
    return columns, unknown
