"""Lines of a form before their values are read: texts by field, with the cells they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.intake.sheets import Cell
from data.intake.text import clean


@dataclass(slots=True)
class RawValue:
    """What stands in one field of a line: its cells, their texts joined."""

    text: str
    cells: list[Cell]

    @property
    def cell(self) -> Cell:
        """The first cell."""
        return self.cells[0]

    @property
    def stored(self) -> object:
        """The value as stored where the field is one whole cell, else the text."""
        is_whole = len(self.cells) == 1 and self.cell.value is not None and self.text == self.cell.text
        return self.cell.value if is_whole else self.text


@dataclass(slots=True)
class RawLine:
    """One line of the form before its values are read. `marks` says what was done to it: (code, address)."""

    sheet: str
    first_row: int
    last_row: int
    values: dict[str, RawValue]
    shift: int = 0
    standard_text: str | None = None
    marks: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The text of a field, None when nothing stands there."""
        value = self.values.get(name)
        return value.text if value is not None and value.text else None

    def append(self, other: RawLine) -> None:
        """Take in a continuation row, column by column."""
        for name, value in other.values.items():
            mine = self.values.get(name)
            if mine is None:
                self.values[name] = value
            else:
                starts_anew = value.text[:1] in "-+•*" or mine.text[-1:] in ".;:"
                mine.text = clean(mine.text + ("\n" if starts_anew else " ") + value.text)
                mine.cells += value.cells
        self.last_row = other.last_row
        self.marks += other.marks


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a table, the titles of standards in it, and the first cells of rows that belong to no line.

    `is_cut` when the table is longer than any form; nothing below the limit was read.
    """

    lines: tuple[RawLine, ...]
    standard_titles: tuple[Cell, ...]
    loose_rows: tuple[Cell, ...]
    is_cut: bool = False
