"""Where things stand: what several checks need to point at a cell."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.draft import Draft
from data.intake.raw import RawLine
from data.intake.understanding import Line, ScheduleLine


def raw_lines(draft: Draft) -> Iterator[RawLine]:
    """The lines of all tables, in the order of the sheets."""
    for body in draft.bodies:
        yield from body.lines


def pairs(draft: Draft) -> Iterator[tuple[RawLine, Line]]:
    """Each line with what was read from it; nothing while the values could not be read."""
    if draft.lines:
        yield from zip(raw_lines(draft), draft.lines, strict=True)


def code(line: Line) -> str | None:
    """The criterion of a line, None for a line of the schedule."""
    return None if isinstance(line, ScheduleLine) else line.criterion_code


def cell(raw: RawLine, *fields: str) -> str | None:
    """Where the first of the fields stands, else the line's first cell."""
    for field in fields:
        if field in raw.values:
            return raw.values[field].cell.address
    first = next(iter(raw.values.values()), None)
    return first.cell.address if first else None


def short(text: str, most: int = 80) -> str:
    """A text on one line, cut where a sentence would grow too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
