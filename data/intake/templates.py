"""Forms of ours that come back: the mark that says which version for whom, and the rows that we prepared and nobody filled in.

The mark is a small line of plain text above the table, so that it survives a way through Word or another spreadsheet and a
person can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.intake.layouts import Layout
from data.intake.sheets import Cell
from data.intake.tables import Table

# The sheet of a form on which last year's open work is told; it is not handed in.
READING_SHEET = "Việc năm trước"
# How a note of ours begins that quotes last year.
QUOTED = "Năm trước ("
# What we write into a row ourselves. A plan that is quoted in a results form is prepared as well.
_PREPARED = frozenset({"ordinal", "standard", "criterion", "criterion_title", "moment"})
_PLAN_QUOTED = "plan_initial"
# Where a prepared row is only an offer: a school need not plan for every criterion that was open. In other forms a row
# without an answer is an answer that is missing.
_OFFERING_KINDS = frozenset({"plan", "findings"})
_MARK = re.compile(
    r"Mẫu (?P<title>[^·]+?)\s*·\s*phiên bản\s+(?P<version>\d{4}\.\d{1,3})"
    r"(?:\s*·\s*mã trường\s+(?P<school>[^·]+?))?(?:\s*·\s*năm học\s+(?P<year>\d{4}-\d{4}))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark of a handed-in form says, with the cell in which it stands."""

    version: str
    school_code: str | None
    school_year: str | None
    cell: Cell

    def is_older_than(self, version: str) -> bool:
        """Whether it was given out before that version."""
        return _parts(self.version) < _parts(version)


def mark_text(layout: Layout, *, school_code: str | None, school_year: str) -> str:
    """The line by which a form is known again when it is handed in."""
    school = f" · mã trường {school_code}" if school_code else ""
    year = f" · năm học {school_year}" if layout.is_yearly else ""
    return f"Mẫu {layout.title} · phiên bản {layout.version}{school}{year}"


def mark_of(table: Table) -> Mark | None:
    """The mark above a table; None in a file that is not made from a form of ours."""
    return mark_in(table.sheet.cells_above(table.first_header_row))


def mark_in(cells: Iterable[Cell]) -> Mark | None:
    """The first mark among some cells."""
    for cell in cells:
        if found := _MARK.search(cell.text):
            return Mark(found["version"], found["school"], found["year"], cell)
    return None


def without_offers(tables: Iterable[Table]) -> tuple[tuple[Table, ...], tuple[tuple[str, str], ...]]:
    """The tables without prepared rows that nobody filled in, where those are an offer; and the place of each such row."""
    kept: list[Table] = []
    untouched: list[tuple[str, str]] = []
    for table in tables:
        rows = _offers(table)
        place = table.columns.get("criterion", 1)
        untouched += [(table.sheet.name, table.sheet.address(row, place)) for row in rows]
        cells = {place: cell for place, cell in table.sheet.cells.items() if place[0] not in rows}
        kept.append(replace(table, sheet=replace(table.sheet, cells=cells)) if rows else table)
    return tuple(kept), tuple(untouched)


def is_unfilled(names: Iterable[str]) -> bool:
    """Whether a line holds nothing but what we wrote into it."""
    return set(names) <= {*_PREPARED, _PLAN_QUOTED}


def _offers(table: Table) -> list[int]:
    """The rows of a form of ours in which nothing was written."""
    if table.layout.kind not in _OFFERING_KINDS or mark_of(table) is None:
        return []
    names = {column: name for name, column in table.columns.items()}
    written: dict[int, set[str]] = {}
    for (row, column), cell in sorted(table.sheet.cells.items()):
        is_below = row > table.header_row and (table.last_row is None or row <= table.last_row)
        if is_below and not cell.text.startswith(QUOTED):
            written.setdefault(row, set()).add(names.get(column, ""))
    return [row for row, said in written.items() if "criterion" in said and said <= _PREPARED]


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
