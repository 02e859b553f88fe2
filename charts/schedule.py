"""Who is evaluated when, and which dossier is due when."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.recognitions import expiring

__all__ = ["by_month", "expiring", "timeline"]

MILLISECONDS_A_DAY = 86_400_000
NEAR = timedelta(days=120)


def by_month(frame: pd.DataFrame, today: date | None = None) -> go.Figure:
    """Evaluations per month, KĐCL and chuẩn quốc gia apart. The frame of schedule.by_month, not empty."""
    months = list(frame["month_on"])
    rows = list(frame.itertuples(index=False))
    made = theme.figure("Số trường được đánh giá ngoài theo tháng", body=300)
    for kind, column, name in (
        ("KDCL", "kdcl_only_count", "Chỉ KĐCL"),
        ("CQG", "cqg_only_count", "Chỉ chuẩn quốc gia"),
        ("both", "both_count", "KĐCL và chuẩn quốc gia"),
    ):
        counts = [int(count) for count in frame[column]]
        made.add_bar(
            x=list(range(len(months))),
            y=counts,
            name=name,
            marker=theme.kind_marker(kind),
            customdata=theme.keys(rows, column, "school_year", "month_on"),
            hoverinfo="text",
            hovertext=[
                f"Tháng {words.month(on)}<br>{name}: {count} trường"
                for on, count in zip(months, counts, strict=True)
            ],
        )
    totals = [int(count) for count in frame["evaluation_count"]]
    marked = frame[["kdcl_only_count", "cqg_only_count", "both_count"]].sum(axis=1)
    unmarked = [total - int(count) for total, count in zip(totals, marked, strict=True)]
    if any(unmarked):
        made.add_bar(
            x=list(range(len(months))),
            y=unmarked,
            name="Chưa rõ đề nghị",
            marker=theme.marker(theme.NO_DATA_GREY),
            customdata=theme.keys(rows, "unasked_count", "school_year", "month_on"),
            hoverinfo="text",
            hovertext=[
                f"Tháng {words.month(on)}<br>Chưa rõ đề nghị: {count} trường"
                for on, count in zip(months, unmarked, strict=True)
            ],
        )
    theme.add_totals(made, range(len(months)), totals, [f"<b>{total}</b>" for total in totals])
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(months))),
        ticktext=[words.month(on) for on in months],
        range=[-0.6, len(months) - 0.4],
        showgrid=False,
    )
    made.update_yaxes(theme.counts_axis("Số trường", max(totals)))
    if today is not None and (today.year, today.month) in [(on.year, on.month) for on in months]:
        place = [(on.year, on.month) for on in months].index((today.year, today.month))
        share = (today.day - 0.5) / calendar.monthrange(today.year, today.month)[1]
        theme.today_line(made, x=place - 0.5 + share, today=today)
    return made


def _visit(row: Any) -> tuple[str, str]:
    """Which kind a visit is, and its words."""
    kind = "both" if row.asks_kdcl and row.asks_cqg else "CQG" if row.asks_cqg else "KDCL"
    when = words.window(row.starts_on, row.ends_on)
    if row.time_precision == "month" and not words.is_missing(row.starts_on):
        when = f"tháng {words.month(row.starts_on)}"
    return kind, when


def _bar(row: int, start: date, end: date, *, width: float) -> dict[str, Any]:
    """A window of days as a bar on an axis of dates; its last day counts whole."""
    return {
        "y": [row],
        "base": [start.isoformat()],
        "x": [((end - start).days + 1) * MILLISECONDS_A_DAY],
        "width": width,
        "orientation": "h",
        "hoverinfo": "text",
    }


def _dossier_key(row: Any) -> list[dict[str, Any]]:
    """The report that is owed; where the register has none, the visit from which the days are counted back."""
    if words.is_missing(row.obligation_code):
        return theme.keys([row], "visit_count", "school_year", "school_code", "first_row")
    return theme.keys([row], "dossier_count", "school_year", "school_code", "obligation_code")


def _add_dossier(made: go.Figure, row: Any, place: int, shown: set[str]) -> None:
    if words.is_missing(row.dossier_due_early):
        return
    state = "not_due" if words.is_missing(row.dossier_state) else row.dossier_state
    word = words.REGISTER_WORDS[state]
    due = words.window(row.dossier_due_early, row.dossier_due_late)
    came = f"<br>Ngày nộp: {words.day(row.dossier_received_on)}"
    fill = theme.marker(theme.REGISTER_COLOURS[state], theme.REGISTER_PATTERNS[state])
    # A single day is one pixel wide on the axis of a year; the outline keeps it visible.
    fill["line"] = {"color": theme.INK, "width": 1}
    if row.dossier_due_early == row.dossier_due_late:
        fill["line"] = {"color": theme.REGISTER_COLOURS[state], "width": 6}
    made.add_bar(
        **_bar(place, row.dossier_due_early, row.dossier_due_late, width=0.36),
        name=f"Hồ sơ: {word}",
        legendgroup=f"dossier-{state}",
        showlegend=state not in shown,
        legendrank=2000,
        marker=fill,
        customdata=_dossier_key(row),
        hovertext=[
            f"<b>{words.plain(row.school_name)}</b><br>Hạn nộp hồ sơ: {due} ({word})"
            + ("" if words.is_missing(row.dossier_received_on) else came)
        ],
    )
    shown.add(state)


def _add_visit(made: go.Figure, row: Any, place: int, shown: set[str]) -> None:
    kind, when = _visit(row)
    name = f"Đón đoàn: {words.KIND_WORDS[kind]}"
    hover = f"<b>{words.plain(row.school_name)}</b><br>{name}, {when}"
    fill = theme.kind_marker(kind)
    if (row.ends_on - row.starts_on).days < 4:
        fill["line"] = {"color": theme.KIND_COLOURS[kind], "width": 6}
    made.add_bar(
        **_bar(place, row.starts_on, row.ends_on, width=0.72),
        name=name,
        legendgroup=f"visit-{kind}",
        showlegend=kind not in shown,
        legendrank=1000,
        marker=fill,
        customdata=theme.keys([row], "visit_count", "school_year", "school_code", "first_row"),
        hovertext=[hover],
    )
    shown.add(kind)
    made.add_annotation(
        x=(row.ends_on + timedelta(days=1)).isoformat(),
        y=place,
        text=words.capital(when),
        showarrow=False,
        xanchor="left",
        xshift=10,
        bgcolor=theme.PAPER,
    )


def timeline(frame: pd.DataFrame, today: date) -> go.Figure:
    """One row per evaluation: the visit, and before it the days in which the dossier is due.

    The frame of schedule.evaluations, not empty.
    """
    names = [words.wrapped(name, width=40) for name in frame["school_name"]]
    entries = frame["dossier_state"].nunique() + len(frame[["asks_kdcl", "asks_cqg"]].drop_duplicates())
    made = theme.figure(
        "Lịch đón đoàn và hạn nộp hồ sơ của từng trường",
        body=95 + 44 * len(frame),
        legend=((entries + 1) // 2, 260),
    )
    made.update_layout(barmode="overlay")
    shown: set[str] = set()
    days: list[date] = []
    for place, row in enumerate(frame.itertuples(index=False)):
        if words.is_missing(row.starts_on) or words.is_missing(row.ends_on):
            made.add_annotation(
                x=0,
                xref="paper",
                xanchor="left",
                y=place,
                showarrow=False,
                text=f"Thời gian: {words.NO_DATA}",
            )
            continue
        _add_dossier(made, row, place, shown)
        _add_visit(made, row, place, shown)
        days += [row.starts_on, row.ends_on]
        days += [] if words.is_missing(row.dossier_due_early) else [row.dossier_due_early]
    # A day far from the visits would squeeze them; the line is left out then.
    is_near = not days or min(days) - NEAR <= today <= max(days) + NEAR
    days += [today] if is_near else []
    first, last = min(days).replace(day=1), max(days)
    span = (last - first).days
    made.update_xaxes(
        type="date",
        range=[first.isoformat(), (last + timedelta(days=max(40, span // 4))).isoformat()],
        dtick=f"M{max(1, round(span / 400))}",
        tickangle=0,
        tick0=first.isoformat(),
        tickformat="%m\n%Y",
    )
    made.update_yaxes(theme.rows_axis(names))
    if is_near:
        theme.today_line(made, x=today.isoformat(), today=today, below=46)
    made.update_layout(margin={"b": 90})
    return made
