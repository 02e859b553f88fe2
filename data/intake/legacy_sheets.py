"""Sheets typed in the old Vietnamese fonts (TCVN3, VNI), turned into Unicode cell by cell, with what was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.intake import legacy_text
from data.intake.sheets import Cell, Sheet
from data.intake.text import clean


@dataclass(frozen=True, slots=True)
class Converted:
    """One cell whose letters were changed: as typed, as read now, and whether the change is sure."""

    sheet: str
    cell: str
    encoding: str
    before: str
    after: str
    is_sure: bool


def in_unicode(sheet: Sheet) -> tuple[Sheet, tuple[Converted, ...]]:
    """The sheet with its old letters read, and every cell that was changed; itself when there is none.

    Decided from the values as typed: cleaning already takes letters of TCVN3 for invisible characters.
    """
    doubtful = {
        place: value
        for place, cell in sheet.cells.items()
        if isinstance(value := cell.value, str) and legacy_text.is_doubtful(value)
    }
    if not any(map(legacy_text.is_clear, doubtful.values())):
        return sheet, ()
    encoding = legacy_text.encoding_of(
        cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)
    )
    cells: dict[tuple[int, int], Cell] = {}
    changed: list[Converted] = []
    for place, value in doubtful.items():
        found = legacy_text.recognised(value, sheet=encoding)
        if found is None or found.text == value:
            continue
        cell = sheet.cells[place]
        text = clean(found.text)
        cells[place] = cell._replace(value=text, text=text)
        changed.append(Converted(sheet.name, cell.address, found.encoding, value, text, found.is_sure))
    if not changed:
        return sheet, ()
    return replace(sheet, cells={**sheet.cells, **cells}), tuple(changed)
