"""One answer through two lenses: which of its rows differ, are new, or are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

Row = dict[str, Any]
Pair = tuple[Row | None, Row | None]


def differing(
    then: pd.DataFrame, now: pd.DataFrame, *, keys: Sequence[str], values: Sequence[str]
) -> Iterator[Pair]:
    """The row as it was and as it is, where one of `values` differs; None where there is none. The order is now's, then then's.

    `keys` tell the rows of one answer apart.
    """
    columns = [*keys, *values]
    was = then[columns].astype(object).assign(then_place=range(len(then)))
    is_ = now[columns].astype(object).assign(now_place=range(len(now)))
    both = is_.merge(was, on=list(keys), how="outer", suffixes=("", "_then"))
    moved = both["then_place"].isna() | both["now_place"].isna()
    for value in values:
        here, there = both[value], both[f"{value}_then"]
        same = [_is_same(a, b) for a, b in zip(here, there, strict=True)]
        moved |= ~pd.Series(same, index=both.index)
    places = both[moved].sort_values(["now_place", "then_place"])
    yield from zip(_at(then, places["then_place"]), _at(now, places["now_place"]), strict=True)


def rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as plain dictionaries; whatever pandas says for missing is None."""
    names = list(frame.columns)
    columns = [[None if _is_none(value) else value for value in frame[name].astype(object)] for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _at(frame: pd.DataFrame, places: pd.Series) -> list[Row | None]:
    """The rows at these places, None where there is none; taken all at once, because one by one is a hundred times slower."""
    there = [int(place) for place in places if not pd.isna(place)]
    found = iter(rows(frame.iloc[there]))
    return [None if pd.isna(place) else next(found) for place in places]


def _is_same(one: object, other: object) -> bool:
    """What is missing equals nothing in pandas, not even itself."""
    if _is_none(one) or _is_none(other):
        return _is_none(one) and _is_none(other)
    return bool(one == other)


def _is_none(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value
