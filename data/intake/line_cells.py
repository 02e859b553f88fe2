"""Which cell holds which field of a line alone, so that one cell typed anew changes one field and nothing else."""

from __future__ import annotations

from data.intake.draft import Draft, LineCells
from data.intake.raw import RawLine, RawValue
from data.intake.sheets import address
from data.intake.tables import Grid, Table

# Lines whose texts were moved between fields: an empty field of theirs has no cell of its own.
_MOVED = frozenset({"cell_shared", "row_realigned"})


def of_draft(draft: Draft) -> tuple[LineCells, ...]:
    """The cells of each line of a draft, in the order of its lines; nothing while the values could not be read."""
    if not draft.lines:
        return ()
    return tuple(
        _of_line(raw, table, grid)
        for table, body in zip(draft.tables, draft.bodies, strict=True)
        for grid in (Grid(table.sheet),)
        for raw in body.lines
    )


def is_own(raw: RawLine, value: RawValue) -> bool:
    """Whether a field is one whole cell of the line: not joined of several, not shared with another field or line."""
    return len(value.cells) == 1 and value.cell.row >= raw.first_row and value.text == value.cell.text


def _of_line(raw: RawLine, table: Table, grid: Grid) -> LineCells:
    own = {name: value.cell.address for name, value in raw.values.items() if is_own(raw, value)}
    if not any(code in _MOVED for code, _ in raw.marks):
        for name, column in table.columns.items():
            if name not in raw.values and _is_free(grid, raw.first_row, column - raw.shift):
                own[name] = address(raw.first_row, column - raw.shift)
    texts = {name: value.text for name, value in raw.values.items() if value.text}
    return LineCells(table.layout.code, texts, own)


def _is_free(grid: Grid, row: int, column: int) -> bool:
    """An empty cell that is not part of a merged area, where a text would be seen elsewhere."""
    return column >= 1 and grid.anchor(row, column) == (row, column) and grid.cell(row, column) is None
