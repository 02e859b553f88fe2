"""Vietnamese words that the intake's sentences need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.intake import layouts
from data.intake.known import Known
from data.intake.values import school_name


def kind(code: str) -> str:
    """The form's name within a sentence."""
    return layouts.of_kind(code).name


def listed(names: Iterable[str], last: str = "và") -> str:
    """ "a, b và c"."""
    parts = list(names)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def window(first: date | None, last: date | None) -> str:
    """ "01/10/2024–31/10/2024", one day when both are the same."""
    days = [f"{day:%d/%m/%Y}" for day in (first, last) if day is not None]
    return "–".join(dict.fromkeys(days)) or "chưa rõ"


def candidates(text: str, known: Known) -> list[str]:
    """The names of the schools a text may mean."""
    match = school_name.match(text, known.schools)
    return [school.name for code in match.candidates if (school := known.school(code))]
