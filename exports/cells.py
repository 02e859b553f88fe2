"""What every workbook of ours shares: its fonts, its lines, and the one way to write text that nobody can run."""

from __future__ import annotations

import math

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT = 15  # points, of the letters we write
HIGHEST = 409  # points; of a row that is higher Excel says that the file is damaged, or cuts it
LONGEST_TEXT = 32_767  # what one cell of a workbook can hold
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_text(cell: Cell, text: str) -> None:
    """Text as text: openpyxl would make a formula of "=1+1" and an error of "#N/A"."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    if text.startswith(DANGEROUS):
        # Stays text when somebody edits the cell in Excel and presses Enter.
        cell.quotePrefix = True


def lines_in(text: str, width: float) -> int:
    """In how many lines a text breaks in a column of so many letters; of narrow letters one holds more than its width says."""
    return max(1, sum(math.ceil(max(1, len(part)) / max(1, width)) for part in text.split("\n")))


class _Growing(RowDimension):
    """A row whose height is where it begins, not where it stays: it still grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:
        return False


def fit_row(sheet: Worksheet, row: int, lines: int) -> None:
    """A row as high as so many lines: not every program fits it to its text when it opens a file."""
    if lines > 1:
        sheet.row_dimensions[row] = _Growing(sheet, index=row, ht=min(HIGHEST, LINE_HEIGHT * lines))
