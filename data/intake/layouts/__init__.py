"""Which heading means which field, as CSV: one file per form. A new spelling is a word, a new form a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from data.intake.text import fold

FOLDER = Path(__file__).parent
KINDS = ("plan", "results", "schedule")
LIKE_ENOUGH = 88
LONGEST_HEADING = 220


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a form. `kind` says how its cells are read."""

    name: str
    heading: str
    spellings: frozenset[str]
    words: tuple[str, ...]
    kind: str
    is_required: bool

    def likeness(self, folded: str) -> int:
        """How surely a folded heading means this field: 100 the heading itself, 0 not at all."""
        if folded in self.spellings:
            return 100
        found = [len(word) for word in self.words if word in folded]
        if found:
            # The longest word decides between fields: "bien phap giam sat" is more than "bien phap".
            return 60 + min(30, max(found))
        if len(folded) < 6:
            return 0
        best = process.extractOne(folded, self.spellings, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        return int(best[1]) if best else 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: its kind (plan, results, schedule) and its columns."""

    kind: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The column of that name; KeyError when the form has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@cache
def layouts() -> tuple[Layout, ...]:
    """All forms that are known."""
    return tuple(_read(FOLDER / f"{kind}.csv") for kind in KINDS)


def _read(file: Path) -> Layout:
    with file.open(encoding="utf-8", newline="") as lines:
        fields = tuple(
            Field(
                name=row["field"],
                heading=row["heading"],
                spellings=frozenset(
                    fold(text) or text for text in (row["heading"], *row["spellings"].split("|")) if text
                ),
                words=tuple(fold(word) for word in row["words"].split("|") if word),
                kind=row["kind"],
                is_required=row["is_required"] == "yes",
            )
            for row in csv.DictReader(lines)
        )
    return Layout(file.stem, fields)
