"""Corrections made while handing in: cells typed anew. The file stays as it came, each correction beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.intake.sheets import Cell, Sheet, address, position
from data.intake.text import clean

TYPED, SUGGESTED = "typed", "suggested"
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell's new text; an empty text empties the cell. `origin`: typed by a person, or suggested and taken."""

    sheet: str
    cell: str
    text: str
    origin: str = TYPED


@dataclass(frozen=True, slots=True)
class Applied:
    """An edit as it was carried out, with what stood in the cell of the file."""

    sheet: str
    cell: str
    before: str
    after: str
    origin: str


def place(text: str) -> tuple[int, int] | None:
    """Row and column of an address as we write it, such as B7; None for anything else."""
    try:
        where = position(text)
    except ValueError:
        return None
    return where if address(*where) == text else None


def apply(sheets: Sequence[Sheet], edits: Sequence[Edit]) -> tuple[tuple[Sheet, ...], tuple[Applied, ...]]:
    """The sheets with the edits carried out, the last one of a cell counting; edits of nowhere are left out."""
    wanted: dict[str, dict[tuple[int, int], Edit]] = {}
    for edit in edits:
        where = place(edit.cell)
        if where is not None:
            wanted.setdefault(edit.sheet, {})[where] = edit
    changed: list[Sheet] = []
    applied: list[Applied] = []
    for sheet in sheets:
        cells = dict(sheet.cells)
        for where, edit in wanted.get(sheet.name, {}).items():
            if where[0] > sheet.row_count or where[1] > sheet.column_count:
                continue  # beyond what the sheet holds: no cell of a line, and the sheet would grow to a million rows
            before = sheet.cells.get(where)
            text = clean(edit.text[:LONGEST])
            if text == (before.text if before else "") and not (before and before.is_formula_without_value):
                continue
            if text:
                cells[where] = Cell(*where, text, text)
            else:
                cells.pop(where, None)
            applied.append(Applied(sheet.name, edit.cell, before.text if before else "", text, edit.origin))
        changed.append(replace(sheet, cells=cells) if cells != sheet.cells else sheet)
    return tuple(changed), tuple(applied)
