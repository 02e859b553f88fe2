"""What one revision of a table says otherwise than another: lines added, dropped, reworded, moved in time.

Two sets of lines of one kind are compared, whether they are kept or only read (`lines.of_rows`, `lines.of_lines`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.intake.changes import matching, wording
from data.intake.changes.lines import ComparedLine, flat

KEY, TIME, BUDGET, RESPONSIBLE, STATUS = "key", "time", "budget", "responsible", "status"
# VALUE: a mark, a level, a date or another reading; SPELLING: nobody would read the text otherwise.
VALUE, REWORDED, SPELLING = "value", "reworded", "spelling"
KINDS = (KEY, TIME, REWORDED, STATUS, RESPONSIBLE, BUDGET, VALUE, SPELLING)

_TIME_TEXTS = ("time", "time_start", "time_end")
_KIND_OF_FIELD = {"budget": BUDGET, "responsible": RESPONSIBLE, "status": STATUS}
_WINDOW = ("starts_on", "ends_on")

Window = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Change:
    """What is said otherwise in one field: as typed, and where the field is read as a value, as read.

    The readings of a time are its window; the field of another criterion or school is "key".
    """

    field: str
    kind: str
    before: str | None
    after: str | None
    read_before: Any = None
    read_after: Any = None

    @property
    def days_moved(self) -> tuple[int, int] | None:
        """By how many days start and end moved, later ones positive; None unless both windows are known."""
        if self.kind != TIME or None in (*self.read_before, *self.read_after):
            return None
        start, end = ((new - old).days for old, new in zip(self.read_before, self.read_after, strict=True))
        return start, end


@dataclass(frozen=True, slots=True)
class Pair:
    """A line that both sides have, and what changed in it; nothing, where it stayed as it was."""

    before: ComparedLine
    after: ComparedLine
    changes: tuple[Change, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds of change it went through; spelling only where there is nothing else."""
        found = {change.kind for change in self.changes}
        return tuple(kind for kind in KINDS if kind in found and (kind != SPELLING or found == {SPELLING}))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every line of both sides, once: in a pair, added or dropped."""

    pairs: tuple[Pair, ...]
    added: tuple[ComparedLine, ...]
    dropped: tuple[ComparedLine, ...]

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The lines that say something else than before."""
        return tuple(pair for pair in self.pairs if pair.changes)

    @property
    def is_same(self) -> bool:
        """Whether both sides say the same."""
        return not (self.added or self.dropped or self.changed)

    def count(self, kind: str) -> int:
        """How many lines went through a kind of change; a line may count in several."""
        return sum(kind in pair.kinds for pair in self.pairs)


def compare(before: Sequence[ComparedLine], after: Sequence[ComparedLine]) -> Comparison:
    """What changed from one set of lines to another of the same kind; always the same answer to the same lines."""
    found = matching.pairs(before, after)
    olds, news = {old for old, _ in found}, {new for _, new in found}
    return Comparison(
        pairs=tuple(Pair(before[old], after[new], _changes(before[old], after[new])) for old, new in found),
        added=tuple(line for place, line in enumerate(after) if place not in news),
        dropped=tuple(line for place, line in enumerate(before) if place not in olds),
    )


def _changes(before: ComparedLine, after: ComparedLine) -> tuple[Change, ...]:
    return tuple(_all_changes(before, after))


def _all_changes(before: ComparedLine, after: ComparedLine) -> Iterator[Change]:
    if before.key != after.key:
        yield Change(KEY, KEY, before.key_text, after.key_text, before.key_code, after.key_code)
    yield from _time_changes(before, after)
    fields = dict.fromkeys([*before.texts, *after.texts, *before.readings, *after.readings])
    for field in fields:
        if field in _TIME_TEXTS or field in _WINDOW:
            continue
        old, new = before.texts.get(field), after.texts.get(field)
        read = before.readings.get(field), after.readings.get(field)
        kind = _kind(field, (old, new), read)
        if kind is not None:
            yield Change(field, kind, old, new, *read)


def _kind(field: str, texts: tuple[str | None, str | None], read: tuple[object, object]) -> str | None:
    """Which kind of change a field went through; None where it says the same."""
    old, new = (flat(text or "") for text in texts)
    if read[0] == read[1] and (old == new or _is_same_mark(old, new, read[0])):
        return None
    own = _KIND_OF_FIELD.get(field)
    if read[0] != read[1]:
        return own or VALUE
    if wording.is_spelling_only(old, new) or (own is None and read[0] is not None):
        return SPELLING  # "x" for "X", "Mức 2" for "2": read as the same value.
    return own or REWORDED


def _is_same_mark(old: str, new: str, read: object) -> bool:
    """Whether two crosses or ticks mean the same: x for X is nobody's change."""
    return isinstance(read, bool) or (len(old) == 1 and old.casefold() == new.casefold())


def _time_changes(before: ComparedLine, after: ComparedLine) -> Iterator[Change]:
    old, new = (
        " - ".join(flat(line.texts[name]) for name in _TIME_TEXTS if name in line.texts)
        for line in (before, after)
    )
    windows = _window(before), _window(after)
    if old == new and windows[0] == windows[1]:
        return
    kind = TIME
    if windows[0] == windows[1] and None not in windows[0]:
        kind = SPELLING if wording.is_spelling_only(old, new) else REWORDED
    elif wording.is_spelling_only(old, new) and windows[0] == windows[1]:
        kind = SPELLING
    yield Change("time", kind, old or None, new or None, *windows)


def _window(line: ComparedLine) -> Window:
    start, end = (
        date.fromisoformat(line.readings[name]) if line.readings.get(name) else None for name in _WINDOW
    )
    return start, end
