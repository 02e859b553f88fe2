"""What every workbook of ours shares: its fonts, its lines, and the one way to write text that nobody can run."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

LONGEST_TEXT = 32_767  # what one cell of a workbook can hold
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_text(cell: Cell, text: str) -> None:
    """Text as text: openpyxl would make a formula of "=1+1" and an error of "#N/A"."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    if text.startswith(DANGEROUS):
        # Stays text when somebody edits the cell in Excel and presses Enter.
        cell.quotePrefix = True
