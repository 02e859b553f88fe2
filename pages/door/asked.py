"""A question as an address asks it: its filters, what it asks besides, and how its lines make a figure."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

import queries
from data.lens import Lens
from data.store import Store
from pages.door import paths
from queries import asking, figure
from queries.figure import Opening

_OF_CHOICE = {field.name for field in fields(queries.Choice)}
_SCHOOL_YEAR = re.compile(r"[0-9]{4}-[0-9]{4}")
# Years, months, days: nobody asks for more, and a number that the database cannot hold would be a mishap.
_LARGEST_NUMBER = 1200


@dataclass(frozen=True, slots=True)
class Question:
    """A named question with all that it is asked with."""

    name: str
    choice: queries.Choice
    extras: dict[str, Any]
    counted: Opening | None

    def answer(self, store: Store, lens: Lens) -> pd.DataFrame:
        """The answer; where its lines make a figure, those lines and how each counts. ValueError where they cannot."""
        frame = _function(self.name)(store, lens, self.choice, **self.extras)
        if self.counted is None:
            return frame
        adds = self.counted.adds
        named = {*self.counted.unit, *self.counted.where, *([adds] if adds else ())}
        if not named <= set(frame.columns) or (adds and not pd.api.types.is_numeric_dtype(frame[adds])):
            raise ValueError(self.counted)
        return figure.making(frame, self.counted)


def day(given: dict[str, str], *, today: date) -> date:
    """The day that is looked at, taken out of what is given; ValueError for one that has not come."""
    chosen = date.fromisoformat(given.pop("den-ngay", "") or today.isoformat())
    if chosen > today:
        raise ValueError("The day has not come.")
    return chosen


def choice(given: dict[str, str]) -> queries.Choice:
    """The shared filters; ValueError for anything else."""
    if not given.keys() <= _OF_CHOICE:
        raise ValueError(f"unknown filters {sorted(given)}")
    if not _SCHOOL_YEAR.fullmatch(given.get("school_year") or "2000-2001"):
        raise ValueError("no school year")
    return queries.Choice(**{name: text for name, text in given.items() if text})


def question(name: str, given: dict[str, str]) -> Question:
    """A named question; LookupError for any name that is not a question's, ValueError for what it cannot be asked with."""
    if name not in asking.names():
        raise LookupError(name)
    given = {key: text for key, text in given.items() if text}
    counted = given.pop(paths.COUNTED, None)
    known = {
        key: parameter
        for key, parameter in inspect.signature(_function(name)).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    extras = {
        key: _READ_AS[str(known[key].annotation).removesuffix(" | None")](given.pop(key))
        for key in known.keys() & given.keys()
    }
    missing = {
        key for key, parameter in known.items() if parameter.default is parameter.empty
    } - extras.keys()
    if missing:
        raise ValueError(f"missing {sorted(missing)}")
    made = None if counted is None else figure.of_text(name, counted)
    return Question(name, choice(given), extras, made)


def _function(name: str) -> Callable[..., pd.DataFrame]:
    topic, own = name.split(".")
    return getattr(getattr(queries, topic), own)


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _LARGEST_NUMBER:
        raise ValueError(f"{number} is no count")
    return number


_READ_AS: dict[str, Callable[[str], Any]] = {
    "int": _count,
    "float": float,
    "date": date.fromisoformat,
    "str": str,
}
