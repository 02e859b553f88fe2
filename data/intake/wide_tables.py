"""A list that gives two recognitions side by side, each under a heading of its own: read as one table for each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from data.intake.layouts import EXACT, meanings
from data.intake.sheets import Cell
from data.intake.tables import Grid, Table
from data.intake.text import fold
from data.intake.values import choice

KIND = "recognition_kind"


@dataclass
class _Group:
    """The columns under one heading, such as "KĐCLGD"."""

    heading: Cell
    columns: dict[str, int] = field(default_factory=dict)


def by_kind(table: Table) -> tuple[Table, ...]:
    """The table itself, or, where the kind of recognition stands above the columns, one table for each kind."""
    if not table.layout.has(KIND) or KIND in table.columns:
        return (table,)
    grid = Grid.of(table.sheet)
    groups: dict[str, _Group] = {}
    shared: dict[str, int] = {}
    for name, column in table.columns.items():
        if not _put(groups, grid, table, name, column):
            shared[name] = column
    grouped: set[int] = set()
    for cell in table.unknown_headings:
        for name, score in meanings(fold(cell.text)).get(table.layout.code, {}).items():
            if score >= EXACT and _put(groups, grid, table, name, cell.column):
                grouped.add(cell.column)
    if not groups:
        return (table,)
    rest = tuple(cell for cell in table.unknown_headings if cell.column not in grouped)
    return tuple(
        replace(table, columns=shared | group.columns, constants={KIND: group.heading}, unknown_headings=rest)
        for group in groups.values()
    )


def _put(groups: dict[str, _Group], grid: Grid, table: Table, name: str, column: int) -> bool:
    """Put a column into the group of its heading; false where it stands under none."""
    heading = _above(grid, table, column)
    kind = choice.recognition_kind(heading.text).value if heading is not None else None
    if heading is None or not isinstance(kind, str):
        return False
    group = groups.setdefault(kind, _Group(heading))
    if name in group.columns:
        return False
    group.columns[name] = column
    return True


def _above(grid: Grid, table: Table, column: int) -> Cell | None:
    """The heading above the one of a column: merged over several, or standing above the first of them alone."""
    own = grid.cell(table.header_row, column)
    if own is None or own.row <= table.first_header_row:
        return None
    for place in range(column, 0, -1):
        above = grid.cell(own.row - 1, place)
        if above is not None and above.text:
            return above
    return None
