"""Which cell holds which field of a line alone, so that one cell typed anew changes one field and nothing else.

Where a cell with a text is merged over several lines, it is the first line's own, and the others follow it, as in the sheet.
"""

from __future__ import annotations

from data.intake import request_text
from data.intake.draft import Draft, LineCells
from data.intake.raw import RawLine, RawValue
from data.intake.sheets import Sheet, address
from data.intake.tables import Table

# Lines whose texts were moved between fields: an empty field of theirs has no cell of its own.
_MOVED = frozenset({"cell_shared", "row_realigned"})


def of_draft(draft: Draft) -> tuple[LineCells, ...]:
    """The cells of each line of a draft, in the order of its lines; nothing while the values could not be read."""
    if not draft.lines:
        return ()
    return tuple(
        _of_line(raw, table, merged)
        for table, body in zip(draft.tables, draft.bodies, strict=True)
        for merged in (_merged(table.sheet),)
        for raw in body.lines
    )


def is_own(raw: RawLine, value: RawValue) -> bool:
    """Whether a field is one whole cell of the line: not joined of several, not shared with another field or line."""
    cells = value.cells
    return len(cells) == 1 and cells[0].row >= raw.first_row and value.text == cells[0].text


def _of_line(raw: RawLine, table: Table, merged: set[tuple[int, int]]) -> LineCells:
    own = {name: value.cells[0].address for name, value in raw.values.items() if is_own(raw, value)}
    if table.is_section:
        # A paragraph is one cell, read without its dash or number.
        cell = raw.values["request"].cells[0]
        if len(raw.values["request"].cells) == 1 and request_text.bare(cell.text) == raw.text("request"):
            own["request"] = cell.address
    empty = [(name, column - raw.shift) for name, column in table.columns.items() if name not in raw.values]
    if empty and _is_in_columns(raw, table):
        for name, column in empty:
            place = (raw.first_row, column)
            if column >= 1 and place not in merged and place not in table.sheet.cells:
                own[name] = address(*place)
    texts = {name: value.text for name, value in raw.values.items() if value.text}
    return LineCells(table.layout.code, texts, own)


def _is_in_columns(raw: RawLine, table: Table) -> bool:
    """Whether what stands in the line's first row stands under its headings, all of it shifted alike."""
    return not any(code in _MOVED for code, _ in raw.marks) and all(
        cell.column == table.columns[name] - raw.shift
        for name, value in raw.values.items()
        for cell in value.cells
        if cell.row == raw.first_row
    )


def _merged(sheet: Sheet) -> set[tuple[int, int]]:
    """All cells of merged areas: a text typed into one of them would be seen elsewhere too."""
    return {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
