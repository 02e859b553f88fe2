"""Whose recognition runs out when."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words


def _month_labels(months: list[tuple[int, int]]) -> list[str]:
    """Month 11 with the year below it where a year begins: 24 whole dates would not fit side by side."""
    return [
        f"{month:02d}<br><b>{year}</b>" if place == 0 or month == 1 else f"{month:02d}"
        for place, (year, month) in enumerate(months)
    ]


def _key(
    frame: pd.DataFrame, places: list[int], place: int, kind: str, is_scheduled: bool
) -> dict[str, object]:
    """The recognitions of one part of a column, by the days on which they expire."""
    days = {on.isoformat() for on, own in zip(frame["expires_on"], places, strict=True) if own == place}
    return {"figure": "row_count", "kind": kind, "is_scheduled": is_scheduled, "expires_on": sorted(days)}


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
    made = theme.figure("Công nhận hết hạn theo tháng", body=300)
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
                customdata=[_key(frame, places, place, kind, is_scheduled) for place in axis],
                hoverinfo="text",
                hovertext=[
                    f"{label}<br>{count or 0} trường {name}"
                    for count, name in zip(counts, names, strict=True)
                ],
            )
    totals = [places.count(place) for place in axis]
    theme.add_totals(made, axis, totals, [f"<b>{total}</b>" if total else "" for total in totals])
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
