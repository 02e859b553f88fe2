"""From a figure of an answer to the lines that make it: which question opens them, and how they add up to it.

A figure is one cell of an answer, or a part of a chart of it: a count, a share, or the largest of some days.
`openings.opening` says what opens it, `counted` marks the lines that count, each unit once, so that their sum is the figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from queries.choice import Choice

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a figure. Lines that agree in `unit` count once, no unit: each line; those count that have one of the
    values in each column of `where`.

    A share is of all units; `adds` names the column whose values are added up, `largest` the one whose
    largest value the figure is.
    """

    question: str
    choice: Choice = field(default_factory=Choice)
    extras: Mapping[str, Any] = field(default_factory=dict)
    unit: tuple[str, ...] = ()
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    is_share: bool = False
    adds: str | None = None
    largest: str | None = None


def counted(lines: pd.DataFrame, opened: Opening) -> pd.DataFrame:
    """The lines with `counts_as`: 1, or what is added up, for the first one of each unit that counts, else 0."""
    counts = _named(lines, opened)
    if opened.unit:
        keys = lines[list(opened.unit)]
        counts &= keys.notna().any(axis=1)
        counts &= ~keys.where(counts).duplicated() | ~counts
    made = lines.copy()
    worth = lines[opened.adds] if opened.adds else 1
    if isinstance(worth, pd.Series):
        worth = worth.fillna(False if pd.api.types.is_bool_dtype(worth) else 0)
    made.insert(0, "counts_as", (counts * worth).astype("int64"))
    return made


def making(lines: pd.DataFrame, opened: Opening) -> pd.DataFrame:
    """The lines that make the figure, `counted`; of a share all that it is of."""
    if opened.largest:
        return lines
    made = counted(lines, opened)
    return made if opened.is_share else made[_named(lines, opened)].reset_index(drop=True)


def total(lines: pd.DataFrame, opened: Opening) -> float | None:
    """What the lines add up to; None where there is nothing to share, or no largest."""
    if opened.largest:
        return None if lines.empty else float(lines[opened.largest].max())
    sum_of = int(counted(lines, opened)["counts_as"].sum())
    if not opened.is_share:
        return sum_of
    units = int(counted(lines, replace(opened, where={}))["counts_as"].sum())
    return sum_of / units if units else None


def as_text(opened: Opening) -> str:
    """How the lines count, as a text for an address; which lines they are stands there beside it."""
    said = {"unit": opened.unit, "where": opened.where, "is_share": opened.is_share, "adds": opened.adds}
    return json.dumps({name: value for name, value in said.items() if value}, default=str)


def of_text(question: str, text: str) -> Opening:
    """The reverse of `as_text`. Raises ValueError for anything that `as_text` does not write."""
    try:
        said = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested") from error
    if not isinstance(said, dict) or not said.keys() <= {"unit", "where", "is_share", "adds"}:
        raise ValueError(text)
    unit, where, adds = said.get("unit", []), said.get("where", {}), said.get("adds")
    is_sound = (
        isinstance(unit, list)
        and isinstance(where, dict)
        and all(isinstance(values, list) for values in where.values())
        and all(_is_one(value) for values in [unit, *where.values()] for value in values)
        and (adds is None or isinstance(adds, str))
    )
    if not is_sound:
        raise ValueError(text)
    named = {name: tuple(typed(name, value) for value in values) for name, values in where.items()}
    return Opening(question, unit=tuple(unit), where=named, is_share=said.get("is_share") is True, adds=adds)


def _is_one(value: object) -> bool:
    """Whether a value may stand in a column: a text, nothing, or a number that a column can hold."""
    return value is None or isinstance(value, str) or (isinstance(value, int | float) and abs(value) < 2**63)


def typed(column: str, value: Any) -> Any:
    """A value that went through an address or a chart, where a day is a text."""
    return date.fromisoformat(value) if column.endswith("_on") and isinstance(value, str) else value


def _named(lines: pd.DataFrame, opened: Opening) -> pd.Series:
    """Which lines have the values that `where` names."""
    counts = pd.Series(True, index=lines.index)
    for column, values in opened.where.items():
        is_one = lines[column].isin([value for value in values if value is not None])
        counts &= is_one | lines[column].isna() if None in values else is_one
    return counts
