"""A workbook as a grid of cells that know their address: what every later step of the intake reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
_COLUMN = itemgetter(1)
Value = str | int | float | bool | date | datetime | time | None


class Unreadable(Exception):
    """The file as a whole cannot be read; the message is one Vietnamese sentence for the person who sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters over a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def address(row: int, column: int) -> str:
    """The name of a cell as Excel shows it: row 7, column 2 is B7."""
    return f"{column_letters(column)}{row}"


_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})").fullmatch


def position(address: str) -> tuple[int, int]:
    """Row and column of a cell by its name in Excel: B7 is (7, 2). ValueError for what is no such name."""
    match = _ADDRESS(address)
    if match is None:
        raise ValueError(f"{address[:20]!r} is no cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


class Cell(NamedTuple):
    """One cell that is not empty, with its value as stored and its text as a person sees it.

    An error has the error as text and no value; a formula that was never calculated has neither. A named tuple, as
    there are hundreds in a file and no class is made faster.
    """

    row: int
    column: int
    value: Value
    text: str
    number_format: str = ""
    is_error: bool = False
    is_formula_without_value: bool = False

    @property
    def address(self) -> str:
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only cells that hold something, by (row, column), both from 1 as in the sheet.

    Merges, as (first row, first column, last row, last column), are cut at the last row and column that hold something.
    """

    name: str
    is_hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int]
    row_count: int = field(init=False)
    column_count: int = field(init=False)
    _worked_out: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        # Once: both are asked for in every row.
        object.__setattr__(self, "row_count", max(self.cells, default=(0, 0))[0])
        object.__setattr__(self, "column_count", max(map(_COLUMN, self.cells), default=0))

    @property
    def rows(self) -> Mapping[int, list[Cell]]:
        """The cells of each row that holds anything, from left to right; worked out when it is first asked for."""
        return self.once("rows", Sheet._in_rows)

    def once(self, name: str, work_out: Callable[[Sheet], T]) -> T:
        """What several steps ask of the sheet, worked out when it is first asked for; shared, so nobody may change it."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out(self)
        found: T = self._worked_out[name]
        return found

    def _in_rows(self) -> Mapping[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        return rows

    def cells_above(self, row: int) -> Iterator[Cell]:
        """The cells above a row, from the top, each row from left to right."""
        for number, cells in self.rows.items():
            if number >= row:
                return
            yield from cells

    def cell(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def address(self, row: int, column: int) -> str:
        return address(row, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in the order of the file, hidden ones included."""

    sheets: tuple[Sheet, ...]
