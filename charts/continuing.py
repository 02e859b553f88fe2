"""Weaknesses that go on under the later law, at a criterion that the office says corresponds: a dotted line beside the bars.

The years and schools of two laws are never added up, so the line is a line: no bar grows by it.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

NAME = "Nối theo bảng đối chiếu"
_DOTS = {"color": theme.INK, "width": 3, "dash": "dot"}
_RING = {"symbol": "circle-open", "size": 11, "color": theme.INK, "line": {"width": 2}}
_RUN = ("school_code", "framework_code", "criterion_code", "first_school_year")
# Below the bar of its row, for the axis counts downwards.
_BELOW = 0.43


def add_years(made: go.Figure, runs: list[Any], continued: pd.DataFrame) -> None:
    """From the end of a run on to the last year of what goes on. `runs`: rows of weaknesses.persistent, in their order;
    `continued`: the frame of crosswalk.continued, of these runs."""
    xs, ys, texts, data = _empty()
    for place, run in enumerate(runs):
        mine = continued[
            (continued["from_framework_code"] == run.framework_code)
            & (continued["from_criterion_code"] == run.criterion_code)
            & (continued["first_school_year"] == run.first_school_year)
        ]
        if mine.empty:
            continue
        ends = [int(run.last_school_year[:4]) + 0.5, _last_start(mine) + 0.5]
        text = f"<b>Tiêu chí {run.criterion_code}</b> {words.plain(run.criterion_name)}<br>{_told(mine)}"
        xs += [*ends, None]
        ys += [place, place, None]
        texts += [text, text, ""]
        data += theme.keys([run], "year_count", *_RUN) * 3
    _draw(made, xs, ys, texts, data)


def add_schools(made: go.Figure, order: list[tuple[str, str]], continued: pd.DataFrame) -> None:
    """In how many schools a criterion goes on. `order`: framework and criterion of each row."""
    xs, ys, texts, data = _empty()
    for place, (framework, criterion) in enumerate(order):
        mine = continued[
            (continued["from_framework_code"] == framework) & (continued["from_criterion_code"] == criterion)
        ]
        if mine.empty:
            continue
        count = mine["school_code"].nunique()
        text = f"<b>Tiêu chí {criterion}</b>: {words.number(count)} trường nối tiếp sau khi đổi thông tư<br>{_told(mine)}"
        xs += [0, count, None]
        ys += [place + _BELOW, place + _BELOW, None]
        texts += [text, text, ""]
        data += [_key(framework, criterion, mine)] * 3
    _draw(made, xs, ys, texts, data)


def _key(framework: str, criterion: str, mine: pd.DataFrame) -> dict[str, Any]:
    return {
        "figure": "continued_count",
        "from_framework_code": framework,
        "from_criterion_code": criterion,
        "school_code": sorted(set(mine["school_code"])),
    }


def last_start(continued: pd.DataFrame | None) -> int | None:
    """The last year that a line reaches."""
    return None if continued is None or continued.empty else _last_start(continued)


def _empty() -> tuple[list[Any], list[Any], list[str], list[dict[str, Any]]]:
    return [], [], [], []


def _last_start(continued: pd.DataFrame) -> int:
    return max(int(year[:4]) for year in continued["next_last_school_year"])


def _told(continued: pd.DataFrame) -> str:
    """At which criteria of the later law, and that nothing is added up."""
    later = continued.drop_duplicates(["to_framework_code", "to_criterion_code"])
    named = "; ".join(
        f"{row.to_criterion_code} {words.plain(row.to_criterion_name)} ({words.framework(row.to_framework_code)})"
        for row in later.itertuples(index=False)
    )
    return f"{NAME}: {named}<br>Số năm của hai thông tư không cộng lại."


def _draw(
    made: go.Figure, xs: list[Any], ys: list[Any], texts: list[str], data: list[dict[str, Any]]
) -> None:
    if not xs:
        return
    made.add_scatter(
        x=xs,
        y=ys,
        mode="lines+markers",
        line=_DOTS,
        marker=_RING,
        name=NAME,
        hoverinfo="text",
        hovertext=texts,
        customdata=data,
        cliponaxis=False,
    )
