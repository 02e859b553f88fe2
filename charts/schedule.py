"""Who is evaluated when, which dossier is due when, whose recognition runs out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

MILLISECONDS_A_DAY = 86_400_000


def by_month(frame: pd.DataFrame, today: date | None = None) -> go.Figure:
    """Evaluations per month, KĐCL and chuẩn quốc gia apart. The frame of schedule.by_month, not empty."""
    months = list(frame["month_on"])
    made = theme.figure("Số trường được đánh giá ngoài theo tháng", body=350)
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
            hoverinfo="text",
            hovertext=[
                f"Tháng {words.month(on)}<br>{name}: {count} trường"
                for on, count in zip(months, counts, strict=True)
            ],
        )
    totals = [int(count) for count in frame["evaluation_count"]]
    made.add_scatter(
        x=list(range(len(months))),
        y=totals,
        mode="text",
        text=[f"<b>{total}</b>" for total in totals],
        textposition="top center",
        textfont={"size": theme.FONT_SIZE + 2},
        showlegend=False,
        hoverinfo="skip",
    )
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
        customdata=[[row.school_code]],
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
        customdata=[[row.school_code]],
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

    The frame of schedule.evaluations, not empty. Clicks carry the school_code.
    """
    names = [words.wrapped(name, width=40) for name in frame["school_name"]]
    made = theme.figure(
        "Lịch đón đoàn và hạn nộp hồ sơ của từng trường", body=80 + 44 * len(frame), legend=(3, 3)
    )
    made.update_layout(barmode="overlay")
    shown: set[str] = set()
    days = [today]
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
    first, last = min(days).replace(day=1), max(days)
    span = (last - first).days
    made.update_xaxes(
        type="date",
        range=[first.isoformat(), (last + timedelta(days=max(40, span // 4))).isoformat()],
        dtick=f"M{max(1, round(span / 330))}",
        tick0=first.isoformat(),
        tickformat="%m/%Y",
    )
    made.update_yaxes(theme.rows_axis(names))
    theme.today_line(made, x=today.isoformat(), today=today)
    return made


def _month_labels(months: list[tuple[int, int]]) -> list[str]:
    """Month 11 with the year below it where a year begins: 24 whole dates would not fit side by side."""
    return [
        f"{month:02d}<br><b>{year}</b>" if place == 0 or month == 1 else f"{month:02d}"
        for place, (year, month) in enumerate(months)
    ]


def expiring(frame: pd.DataFrame, today: date) -> go.Figure:
    """Recognitions that run out, counted by month; solid are those that no schedule takes up yet.

    The frame of schedule.expiring, not empty. What has run out already stands in a column of its own.
    """
    places = []
    for expires_on in frame["expires_on"]:
        ahead = (expires_on.year - today.year) * 12 + expires_on.month - today.month
        places.append(-1 if expires_on < today else ahead)
    last = max([11, *places])
    months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(last + 1)]
    axis = list(range(-1, last + 1))
    names = ["đã hết hạn", *(f"hết hạn tháng {month + 1:02d}/{year}" for year, month in months)]
    made = theme.figure("Công nhận hết hạn theo tháng", body=370)
    keys = list(zip(places, frame["kind"], frame["is_scheduled"].fillna(False).astype(bool), strict=True))
    for kind in ("KDCL", "CQG"):
        for is_scheduled in (False, True):
            counts = [keys.count((place, kind, is_scheduled)) or None for place in axis]
            label = f"{words.capital(words.KIND_WORDS[kind])}, {'đã có' if is_scheduled else 'chưa có'} lịch"
            fill = theme.kind_marker(kind)
            if is_scheduled:
                fill = theme.marker(theme.PAPER, "/", theme.KIND_COLOURS[kind])
                fill["line"] = {"color": theme.KIND_COLOURS[kind], "width": 2}
            made.add_bar(
                x=axis,
                y=counts,
                name=label,
                marker=fill,
                hoverinfo="text",
                hovertext=[
                    f"{label}<br>{count} trường {name}" for count, name in zip(counts, names, strict=True)
                ],
            )
    totals = [places.count(place) for place in axis]
    made.add_scatter(
        x=axis,
        y=totals,
        mode="text",
        text=[f"<b>{total}</b>" if total else "" for total in totals],
        textposition="top center",
        textfont={"size": theme.FONT_SIZE + 2},
        showlegend=False,
        hoverinfo="skip",
    )
    made.update_xaxes(
        title_text="Tháng hết hạn",
        tickmode="array",
        tickvals=axis,
        tickangle=0,
        ticktext=["Đã<br>hết<br>hạn", *_month_labels([(year, month + 1) for year, month in months])],
        range=[-1.7, last + 0.7],
        showgrid=False,
    )
    made.update_yaxes(theme.counts_axis("Số công nhận", max(totals)))
    made.add_vline(x=-0.5, line={"color": theme.GRID, "width": 2})
    return made
