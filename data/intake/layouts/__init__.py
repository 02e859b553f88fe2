"""Which heading means which field, as CSV: one file per form, and forms.csv that names them.

A new spelling is a word in a row, a new form a row in forms.csv and a file of its fields.
"""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import fuzz, process

from data.intake.text import fold

FOLDER = Path(__file__).parent
SCHOOL, OFFICE = "school", "office"
LIKE_ENOUGH = 88
LONGEST_HEADING = 220
EXACT = 100
_SHORTEST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a form. `kind` says how its cells are read; `is_content` that a line which has it says something."""

    name: str
    heading: str
    spellings: frozenset[str]
    words: tuple[str, ...]
    kind: str
    is_required: bool
    is_content: bool


@dataclass(frozen=True)
class Layout:
    """One form of a kind of table. Several layouts may be of one kind: the plan of 2018 and that of TT57.

    `rows` says what a line is about: criterion, school, or plain (neither, or only sometimes a criterion).
    `owner`: a school's table is about one school; the office's own is about many. `is_yearly` is false for lists that
    belong to no school year. `version` is that of the form we give out; `under` the beginning of the frameworks for which
    it is given out (none: for all without a form of their own); `left_out` the columns that are read and not asked for.
    """

    code: str
    kind: str
    name: str
    title: str
    rows: str
    owner: str
    is_yearly: bool
    version: str
    under: str
    left_out: frozenset[str]
    fields: tuple[Field, ...]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of the columns without which a table is not this form."""
        return frozenset(field.name for field in self.fields if field.is_required)

    @cached_property
    def content(self) -> frozenset[str]:
        """The names of the columns that make a line say something."""
        return frozenset(field.name for field in self.fields if field.is_content)

    def field(self, name: str) -> Field:
        """The column of that name; KeyError when the form has none."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Whether the form has a column of that name."""
        return name in self._by_name


@cache
def layouts() -> tuple[Layout, ...]:
    """All forms that are known, in the order in which they are preferred."""
    with (FOLDER / "forms.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Layout(
                code=row["layout"],
                kind=row["kind"],
                name=row["name"],
                title=row["title"],
                rows=row["rows"],
                owner=row["owner"],
                is_yearly=row["is_yearly"] == "yes",
                version=row["version"],
                under=row["under"],
                left_out=frozenset(filter(None, row["left_out"].split("|"))),
                fields=_fields(FOLDER / f"{row['layout']}.csv"),
            )
            for row in csv.DictReader(lines)
        )


@cache
def all_spellings() -> frozenset[str]:
    """The folded spellings of all headings of all forms."""
    return frozenset().union(*(field.spellings for layout in layouts() for field in layout.fields))


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of tables, each once."""
    return tuple(dict.fromkeys(layout.kind for layout in layouts()))


@cache
def of_kind(kind: str) -> Layout:
    """The first form of a kind, which gives the kind its name and owner. KeyError for an unknown kind."""
    for layout in layouts():
        if layout.kind == kind:
            return layout
    raise KeyError(kind)


def given_out(kind: str, framework_code: str | None) -> Layout:
    """The form of a kind that a school under that framework is given. KeyError for an unknown kind."""
    forms = [layout for layout in layouts() if layout.kind == kind]
    for layout in forms:
        if layout.under and (framework_code or "").startswith(layout.under):
            return layout
    return next((layout for layout in forms if not layout.under), None) or of_kind(kind)


@lru_cache(maxsize=16384)
def meanings(folded: str) -> Mapping[str, Mapping[str, int]]:
    """Form -> field -> how surely a folded heading means it, 100 the heading itself; only what it may mean at all.

    Asked of every text in the upper rows of a sheet, nearly all of which mean nothing: so all forms are looked at at once.
    """
    index = _index()
    scores = dict.fromkeys(index.exact.get(folded, ()), EXACT)
    for word in [word for word in index.words if word in folded]:
        for place in index.words[word]:
            # The longest word decides between fields: "bien phap giam sat" is more than "bien phap".
            scores.setdefault(place, 60 + min(30, len(word)))
    if len(folded) >= _SHORTEST_ALIKE:
        sure = set(scores)
        for spelling, likeness in index.alike(folded):
            for place in index.exact[spelling]:
                if place not in sure:
                    scores[place] = max(scores.get(place, 0), int(likeness))
    if not scores:
        return _NOTHING
    found: dict[str, dict[str, int]] = {}
    for layout, field in sorted(scores):
        code, names = index.names[layout]
        found.setdefault(code, {})[names[field]] = scores[layout, field]
    return MappingProxyType(found)


_NOTHING: Mapping[str, Mapping[str, int]] = MappingProxyType({})
_Place = tuple[int, int]  # number of a form, number of a field in it


@dataclass(frozen=True, slots=True)
class _Index:
    """All headings of all forms, by what is looked for: spellings, words from the longest on, spellings by length."""

    names: tuple[tuple[str, tuple[str, ...]], ...]
    exact: Mapping[str, tuple[_Place, ...]]
    words: Mapping[str, tuple[_Place, ...]]
    by_length: tuple[str, ...]
    lengths: tuple[int, ...]

    def alike(self, folded: str) -> Iterator[tuple[str, float]]:
        """The spellings that a text is alike enough to; only those of a like length can be."""
        first = bisect_left(self.lengths, len(folded) * LIKE_ENOUGH / (200 - LIKE_ENOUGH) - 1)
        last = bisect_right(self.lengths, len(folded) * (200 - LIKE_ENOUGH) / LIKE_ENOUGH + 1)
        some = self.by_length[first:last]
        if not some:
            return iter(())
        found = process.extract(folded, some, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=None)
        return ((spelling, likeness) for spelling, likeness, _ in found)


@cache
def _index() -> _Index:
    exact: dict[str, list[_Place]] = {}
    words: dict[str, list[_Place]] = {}
    for number, layout in enumerate(layouts()):
        for place, field in enumerate(layout.fields):
            for spelling in field.spellings:
                exact.setdefault(spelling, []).append((number, place))
            for word in field.words:
                words.setdefault(word, []).append((number, place))
    by_length = tuple(sorted(exact, key=len))
    return _Index(
        tuple((layout.code, tuple(field.name for field in layout.fields)) for layout in layouts()),
        {spelling: tuple(places) for spelling, places in exact.items()},
        {word: tuple(words[word]) for word in sorted(words, key=len, reverse=True)},
        by_length,
        tuple(map(len, by_length)),
    )


def _fields(file: Path) -> tuple[Field, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Field(
                name=row["field"],
                heading=row["heading"],
                spellings=frozenset(
                    fold(text) or text for text in (row["heading"], *row["spellings"].split("|")) if text
                ),
                words=tuple(fold(word) for word in row["words"].split("|") if word),
                kind=row["kind"],
                is_required=row["is_required"] == "yes",
                is_content=row["is_content"] == "yes",
            )
            for row in csv.DictReader(lines)
        )
