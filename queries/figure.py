"""From a figure of an answer to the lines that make it: which question opens them, and how they add up to it.

A figure is one cell of an answer: a count, a share, or the largest of some days. `openings.opening` says what opens it, `counted`
marks the lines that count, each unit once, so that their sum is the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    choice: Choice
    extras: Mapping[str, Any] = field(default_factory=dict)
    unit: tuple[str, ...] = ()
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    is_share: bool = False
    adds: str | None = None
    largest: str | None = None


def counted(lines: pd.DataFrame, opened: Opening) -> pd.DataFrame:
    """The lines with `counts_as`: 1, or what is added up, for the first one of each unit that counts, else 0."""
    counts = pd.Series(True, index=lines.index)
    for column, values in opened.where.items():
        is_one = lines[column].isin([value for value in values if value is not None])
        counts &= is_one | lines[column].isna() if None in values else is_one
    if opened.unit:
        keys = lines[list(opened.unit)]
        counts &= keys.notna().any(axis=1)
        counts &= ~keys.where(counts).duplicated() | ~counts
    made = lines.copy()
    worth = lines[opened.adds].fillna(0) if opened.adds else 1
    made.insert(0, "counts_as", (counts * worth).astype("int64"))
    return made


def total(lines: pd.DataFrame, opened: Opening) -> float | None:
    """What the lines add up to; None where there is nothing to share, or no largest."""
    if opened.largest:
        return None if lines.empty else float(lines[opened.largest].max())
    sum_of = int(counted(lines, opened)["counts_as"].sum())
    if not opened.is_share:
        return sum_of
    units = int(counted(lines, replace(opened, where={}))["counts_as"].sum())
    return sum_of / units if units else None
