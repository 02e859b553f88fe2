"""What our own look at a sheet finds, whichever way the sheet is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from data.intake.guard import Limits
from data.intake.sheets import Unreadable
from data.intake.workbook_xml import too_many

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any Excel sheet


@dataclass(slots=True)
class Look:
    """What one sheet's XML says: cells that hold something, as (row, column) -> style, and the odd ones among them.

    Where `is_plain`, each cell of `styles` has its kind and its content as written, in the same order, and no more to it.
    """

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)
    contents: list[str | None] = field(default_factory=list)
    is_plain: bool = False
    last_row: int = 0
    last_column: int = 0

    def reach(self, row: int, column: int, limits: Limits) -> None:
        """Counts in a cell that holds something; the rectangle up to the last of them is what the reader lays out."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if self.last_row > limits.last_row or self.last_column > limits.last_column:
            raise hostile()
        if self.last_row * self.last_column > limits.area:
            raise too_many("dòng và cột")


def hostile() -> Unreadable:
    """A cell, row or merge where no form has one."""
    return Unreadable(
        "hostile_reference",
        "Tệp có ô nằm quá xa vùng dữ liệu thông thường; hãy chép phần có dữ liệu sang một tệp mới rồi gửi lại.",
    )


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column
