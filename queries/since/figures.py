"""The headline figures of two moments side by side, each counted from the rows whose moves explain its difference."""

from __future__ import annotations

from typing import Any

import pandas as pd

from queries.since.moves import Answers

COLUMNS = (
    "figure", "school_year", "framework_code", "then_count", "now_count", "then_low_share", "then_high_share",
    "now_low_share", "now_high_share", "then_reported_count", "now_reported_count",
)  # fmt: skip


def figures(then: Answers, now: Answers, *, weakness_year: str | None) -> list[dict[str, Any]]:
    """The four answers' figures, each with what COLUMNS name: overdue, done (per school year and framework, never added up),
    weaknesses, visits, visited.

    Items: the newest school year with reports, and every other one in which something came to be done, or ceased to be.
    Visits: the newest school year with a schedule. The shares and what they speak of are there for done alone.
    """
    made = [_row("overdue", then=_count(then.reports, "overdue"), now=_count(now.reports, "overdue"))]
    made += _done(then.items, now.items)
    if not (now.weaknesses.empty and then.weaknesses.empty):
        made.append(
            _row("weaknesses", school_year=weakness_year, then=len(then.weaknesses), now=len(now.weaknesses))
        )
    years = [year for answers in (then, now) for year in answers.visits["school_year"]]
    if years:
        newest = max(years)
        was, is_ = (answers.visits[answers.visits["school_year"] == newest] for answers in (then, now))
        made.append(_row("visits", school_year=newest, then=len(was), now=len(is_)))
        made.append(_row("visited", school_year=newest, then=_count(was, "past"), now=_count(is_, "past")))
    return made


def _done(then: pd.DataFrame, now: pd.DataFrame) -> list[dict[str, Any]]:
    was, is_ = _by_framework(then), _by_framework(now)
    reported = [year for (year, _), told in is_.items() if told["reported"]]
    newest = max(reported, default=None)
    made = []
    for key in sorted({*was, *is_}):
        before, after = was.get(key), is_.get(key)
        counts = [int(told["done"]) if told is not None else 0 for told in (before, after)]
        if (key[0] == newest and after and after["reported"]) or counts[0] != counts[1]:
            row = _row("done", school_year=key[0], then=counts[0], now=counts[1])
            row["framework_code"] = key[1]
            made.append({**row, **_shares("then", before), **_shares("now", after)})
    return made


def _by_framework(items: pd.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    told = items.assign(
        done=items["state"] == "done",
        review=items["state"] == "needs_review",
        reported=items["state"] != "no_data",
    )
    counted = told.groupby(["school_year", "framework_code"])[["done", "review", "reported"]].sum()
    return {
        key: {name: int(value) for name, value in zip(counted.columns, values, strict=True)}
        for key, values in zip(counted.index, counted.itertuples(index=False, name=None), strict=True)
    }


def _shares(side: str, told: dict[str, int] | None) -> dict[str, float | None]:
    """The rule of lens.low_share and lens.high_share; and of how many items it speaks."""
    reported = told["reported"] if told else 0
    if not told or not reported:
        return {f"{side}_low_share": None, f"{side}_high_share": None, f"{side}_reported_count": 0}
    low, high = told["done"] / reported, (told["done"] + told["review"]) / reported
    return {f"{side}_low_share": low, f"{side}_high_share": high, f"{side}_reported_count": reported}


def _count(frame: pd.DataFrame, state: str) -> int:
    return int((frame["state"] == state).sum())


def _row(figure: str, *, then: int, now: int, school_year: str | None = None) -> dict[str, Any]:
    return {"figure": figure, "school_year": school_year, "then_count": then, "now_count": now}
