"""Criteria that come back: year after year in one school, or in many schools of one level."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import continuing, theme, words

# Lengths of a run, from the shortest; one colour that darkens, and a pattern.
RUNS = (
    ("2 năm học liền", theme.SKY, "."),
    ("3 năm học liền", theme.BLUE, "/"),
    ("Từ 4 năm học liền", "#003A5C", ""),
)
ENDED = ("Đã dứt", theme.PAPER, "")
# What a click on each of them carries: the shortest and the longest run, and whether it still goes on.
LENGTHS: dict[str, dict[str, Any]] = {
    RUNS[0][0]: {"year_count": 2, "longest": 2, "run_state": "current"},
    RUNS[1][0]: {"year_count": 3, "longest": 3, "run_state": "current"},
    RUNS[2][0]: {"year_count": 4, "run_state": "current"},
    ENDED[0]: {"year_count": 2, "run_state": "ended"},
}


def _criterion(code: str, name: str) -> str:
    return f"<b>{code}</b>  {words.wrapped(name, width=44)}"


def _headed(rows: list[Any]) -> list[Any]:
    """The rows of each level under a row that only names it."""
    listed: list[Any] = []
    level = None
    for row in rows:
        if row.level != level:
            listed.append(words.plain(row.level_name))
            level = row.level
        listed.append(row)
    return listed


def common(frame: pd.DataFrame, *, top: int = 15) -> go.Figure:
    """The criteria most schools of a level want to improve. The frame of weaknesses.common, not empty."""
    chosen = frame.sort_values(["school_count", "school_share"], ascending=False, kind="stable").head(top)
    order = list(words.LEVEL_WORDS)
    rows = sorted(
        chosen.itertuples(index=False),
        key=lambda row: (order.index(row.level) if row.level in order else len(order), -row.school_count),
    )
    listed = _headed(rows)
    bars = [(place, row) for place, row in enumerate(listed) if not isinstance(row, str)]
    made = theme.figure(
        "Tiêu chí nhiều trường cùng cấp học phải cải tiến", body=60 + 44 * len(listed), legend=(0, 0)
    )
    made.add_bar(
        x=[int(row.school_count) for _, row in bars],
        y=[place for place, _ in bars],
        orientation="h",
        marker=theme.marker(theme.BLUE),
        text=[
            f"<b>{words.number(row.school_count)}</b>/{words.number(row.plan_school_count)} trường"
            f" ({words.percent(row.school_share)})"
            for _, row in bars
        ],
        textposition="outside",
        cliponaxis=False,
        showlegend=False,
        hoverinfo="text",
        hovertext=[
            f"<b>Tiêu chí {row.criterion_code}</b> {words.plain(row.criterion_name)}"
            f"<br>{words.plain(row.level_name)}: {words.number(row.school_count)} trong"
            f" {words.number(row.plan_school_count)} trường có kế hoạch"
            for _, row in bars
        ],
        customdata=theme.keys(
            [row for _, row in bars],
            "school_count",
            "school_year",
            "level",
            "framework_code",
            "criterion_code",
        ),
    )
    largest = max(int(row.school_count) for _, row in bars)
    made.update_xaxes(theme.counts_axis("Số trường", largest), range=[0, largest * 1.35])
    made.update_yaxes(
        theme.rows_axis(
            [
                f"<b>{row}</b>"
                if isinstance(row, str)
                else _criterion(row.criterion_code, row.criterion_name)
                for row in listed
            ]
        )
    )
    return made


def _run(row: Any) -> str:
    return RUNS[min(int(row.year_count), 4) - 2][0] if row.is_current else ENDED[0]


def runs(frame: pd.DataFrame, continued: pd.DataFrame | None = None) -> go.Figure:
    """Since when each criterion comes back in one school: a bar from its first to its last school year.

    The frame of weaknesses.persistent of a single school, not empty; `continued` as in charts.continuing.
    """
    rows = sorted(frame.itertuples(index=False), key=lambda run: (not run.is_current, -run.year_count))
    first = min(int(run.first_school_year[:4]) for run in rows)
    last = max(int(run.last_school_year[:4]) for run in rows)
    last = max(last, continuing.last_start(continued) or last)
    made = theme.figure("Tiêu chí lặp lại qua các năm học liền", body=70 + 44 * len(rows))
    for name, colour, pattern in (*reversed(RUNS), ENDED):
        fill = theme.marker(colour, pattern)
        if name == ENDED[0]:
            fill["line"] = {"color": theme.BLUE, "width": 1.5}
        mine = [_run(run) == name for run in rows]
        made.add_bar(
            base=[
                int(run.first_school_year[:4]) - 0.5 if is_mine else None
                for run, is_mine in zip(rows, mine, strict=True)
            ],
            x=[int(run.year_count) if is_mine else None for run, is_mine in zip(rows, mine, strict=True)],
            y=list(range(len(rows))),
            orientation="h",
            name=name,
            marker=fill,
            hoverinfo="text",
            hovertext=[
                f"<b>Tiêu chí {run.criterion_code}</b> {words.plain(run.criterion_name)}"
                f"<br>Từ {run.first_school_year} đến {run.last_school_year}: {run.year_count} năm học liền"
                for run in rows
            ],
            customdata=theme.keys(
                rows, "year_count", "school_code", "framework_code", "criterion_code", "first_school_year"
            ),
        )
    if continued is not None:
        continuing.add_years(made, rows, continued)
    years = list(range(first, last + 1))
    made.update_layout(barmode="overlay")
    made.update_xaxes(
        tickmode="array",
        tickvals=years,
        ticktext=[f"{year}-{year + 1}" for year in years],
        range=[first - 0.6, last + 0.6],
    )
    made.update_yaxes(theme.rows_axis([_criterion(run.criterion_code, run.criterion_name) for run in rows]))
    return made


def persistent(frame: pd.DataFrame, continued: pd.DataFrame | None = None, *, top: int = 15) -> go.Figure:
    """In how many schools a criterion has come back, and for how long.

    The frame of weaknesses.persistent, not empty; `continued` as in charts.continuing.
    Counted by criterion: the schools stand in the table below. Runs that have ended are drawn empty.
    """
    runs = list(frame.itertuples(index=False))
    keys: dict[tuple[str, str], list[Any]] = {}
    for run in runs:
        keys.setdefault((run.framework_code, run.criterion_code), []).append(run)

    def urgency(key: tuple[str, str]) -> tuple[int, int]:
        return (-sum(bool(run.is_current) for run in keys[key]), -len(keys[key]))

    order = sorted(keys, key=urgency)[:top]
    several = len({framework for framework, _ in order}) > 1
    made = theme.figure("Tiêu chí lặp lại nhiều năm học liền", body=70 + 44 * len(order))
    for name, colour, pattern in (*reversed(RUNS), ENDED):
        counts = [sum(_run(run) == name for run in keys[key]) for key in order]
        fill = theme.marker(colour, pattern)
        if name == ENDED[0]:
            fill["line"] = {"color": theme.BLUE, "width": 1.5}
        made.add_bar(
            x=[count or None for count in counts],
            y=list(range(len(order))),
            orientation="h",
            name=name,
            marker=fill,
            text=[f"<b>{count}</b>" if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": "#FFFFFF" if colour in (theme.BLUE, "#003A5C") else theme.INK},
            hoverinfo="text",
            hovertext=[
                f"<b>Tiêu chí {key[1]}</b> {words.plain(keys[key][0].criterion_name)}"
                f"<br>{name}: {count} trường"
                for key, count in zip(order, counts, strict=True)
            ],
            customdata=[
                {"figure": "row_count", "framework_code": key[0], "criterion_code": key[1], **LENGTHS[name]}
                for key in order
            ],
        )
    if continued is not None:
        continuing.add_schools(made, order, continued)
    made.update_xaxes(theme.counts_axis("Số trường", max(len(keys[key]) for key in order)))
    made.update_yaxes(
        theme.rows_axis(
            [
                _criterion(key[1], keys[key][0].criterion_name)
                + (f"  ({words.framework(key[0])})" if several else "")
                for key in order
            ]
        )
    )
    return made
