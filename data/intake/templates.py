"""The mark that a form of ours carries: which form, which version, for which school and school year.

It is a small line of plain text, so that it survives a way through Word or another spreadsheet, and a person can read it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.intake.sheets import Cell

_FILE = Path(__file__).parent / "templates.csv"
_MARK = re.compile(
    r"Mẫu\s+(?P<code>[A-ZĐ0-9-]+)\s*·\s*phiên bản\s+(?P<version>\d{4}\.\d{1,3})"
    r"(?:\s*·\s*mã trường\s+(?P<school>[^·]+?))?(?:\s*·\s*năm học\s+(?P<year>\d{4}-\d{4}))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Template:
    """A form that we give out, in its newest version; `number` is the line on which its number is written by hand."""

    kind: str
    code: str
    version: str
    title: str
    number: str

    def mark(self, *, school_code: str | None, school_year: str) -> str:
        """The line by which a handed-in form is known again."""
        school = f" · mã trường {school_code}" if school_code else ""
        return f"Mẫu {self.code} · phiên bản {self.version}{school} · năm học {school_year}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark of a handed-in form says, with the cell in which it stands."""

    code: str
    version: str
    school_code: str | None
    school_year: str | None
    cell: Cell

    @property
    def is_old(self) -> bool:
        """Whether a newer version is given out now."""
        newest = next((each.version for each in templates().values() if each.code == self.code), self.version)
        return _parts(self.version) < _parts(newest)


@cache
def templates() -> dict[str, Template]:
    """Every form that we give out, by kind."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["kind"]: Template(**row) for row in csv.DictReader(lines)}


def mark_in(cells: Iterable[Cell]) -> Mark | None:
    """The first mark among the cells of a sheet; None in a file that is not made from a form of ours."""
    for cell in cells:
        if found := _MARK.search(cell.text):
            return Mark(found["code"], found["version"], found["school"], found["year"], cell)
    return None


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
