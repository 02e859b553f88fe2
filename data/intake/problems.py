"""What is wrong or unsure in a file, in words that say where, what and what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ERROR, WARNING, NOTE = "error", "warning", "note"
MOST_CELLS = 60
_FILE = Path(__file__).parent / "problems.csv"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. An error keeps the file out, a warning asks a person to look, a note only tells.

    `cell` may name several cells, joined by ", ", when the same thing is wrong in all of them; of very many, the first.
    """

    code: str
    level: str
    message: str
    sheet: str | None = None
    cell: str | None = None


def problem(code: str, /, *, sheet: str | None = None, cell: str | None = None, **words: object) -> Problem:
    """The problem of that code, its sentence filled with words. KeyError for a code that no row explains."""
    level, sentence = _sentences()[code]
    return Problem(code, level, sentence.format(**words), sheet, cell)


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Equal problems as one, with their cells joined; one cell is never complained of twice at one level."""
    found: dict[tuple[str, str, str | None], dict[str, None]] = {}
    first: dict[tuple[str, str, str | None], Problem] = {}
    spoken: set[tuple[str | None, str]] = set()
    for each in problems:
        place = (each.sheet, each.cell) if each.cell else None
        if place is not None and each.level != NOTE:
            if place in spoken:
                continue
            spoken.add((each.sheet, each.cell or ""))
        key = (each.code, each.message, each.sheet)
        first.setdefault(key, each)
        cells = found.setdefault(key, {})
        if each.cell:
            cells[each.cell] = None
    ordered = sorted(first, key=lambda key: (ERROR, WARNING, NOTE).index(first[key].level))
    return tuple(replace(first[key], cell=_joined(found[key])) for key in ordered)


def _joined(cells: Iterable[str]) -> str | None:
    named = list(cells)
    shown = ", ".join(named[:MOST_CELLS])
    return f"{shown} … (còn {len(named) - MOST_CELLS} ô)" if len(named) > MOST_CELLS else shown or None


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["level"], row["message"]) for row in csv.DictReader(lines)}
