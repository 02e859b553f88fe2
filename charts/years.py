"""The rate over the years. A line never runs from one framework into another: they are not the same thing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words


def _keys(figure: str, years: list[str], framework: str) -> list[dict[str, str]]:
    return [{"figure": figure, "school_year": year, "framework_code": framework} for year in years]


def _law_changes(frame: pd.DataFrame, years: list[str]) -> list[int]:
    """Places between two years of which the later knows none of the earlier one's frameworks."""
    known = [set(frame.loc[frame["school_year"] == year, "framework_code"]) for year in years]
    return [place for place in range(1, len(years)) if not known[place] & known[place - 1]]


def _add_framework(
    made: go.Figure, rows: list[Any], years: list[str], *, shift: float, colour: str, dash: str
) -> None:
    at = {row.school_year: row for row in rows if not words.is_missing(row.low_share)}
    name = words.plain(rows[0].framework_name).replace("Thông tư", "TT")
    xs = [place + shift for place in range(len(years))]
    found = [at.get(year) for year in years]
    hover = [
        f"<b>{name}</b><br>Năm học {year}: {words.percent_range(row.low_share, row.high_share)}"
        f"<br>{words.number(row.reported_count)}/{words.number(row.planned_count)} mục có báo cáo"
        if row
        else ""
        for year, row in zip(years, found, strict=True)
    ]
    made.add_bar(
        x=xs,
        base=[float(row.low_share) if row else None for row in found],
        y=[float(row.high_share) - float(row.low_share) if row else None for row in found],
        width=0.12,
        marker={**theme.marker(theme.PAPER, "/", colour), "line": {"color": colour, "width": 1.5}},
        showlegend=False,
        customdata=_keys("high_share", years, rows[0].framework_code),
        hoverinfo="text",
        hovertext=hover,
    )
    made.add_scatter(
        x=xs,
        y=[float(row.low_share) if row else None for row in found],
        name=name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 3, "dash": dash},
        marker={"size": 11, "color": colour},
        customdata=_keys("low_share", years, rows[0].framework_code),
        hoverinfo="text",
        hovertext=hover,
    )
    made.add_scatter(
        x=xs,
        y=[float(row.high_share) + 0.015 if row else None for row in found],
        mode="text",
        text=[words.percent_range(row.low_share, row.high_share) if row else "" for row in found],
        textposition="top center",
        textfont={"color": colour, "size": theme.FONT_SIZE - 1},
        showlegend=False,
        hoverinfo="skip",
    )


def _add_silent(made: go.Figure, frame: pd.DataFrame, years: list[str], shifts: dict[str, float]) -> None:
    silent = [row for row in frame.itertuples(index=False) if words.is_missing(row.low_share)]
    if not silent:
        return
    made.add_scatter(
        x=[years.index(row.school_year) + shifts[row.framework_code] for row in silent],
        y=[0.02] * len(silent),
        mode="markers",
        name=words.capital(words.NO_DATA),
        marker={"symbol": "square", "size": 16, "color": theme.NO_DATA_GREY},
        customdata=theme.keys(silent, "planned_count", "school_year", "framework_code"),
        hoverinfo="text",
        hovertext=[
            f"<b>{words.plain(row.framework_name)}</b><br>Năm học {row.school_year}: {words.NO_DATA}"
            for row in silent
        ],
    )


def by_year(frame: pd.DataFrame) -> go.Figure:
    """The range done, year by year and framework by framework. The frame of completion.by_year, not empty."""
    years = sorted(set(frame["school_year"]))
    frameworks = list(dict.fromkeys(frame["framework_code"]))
    made = theme.figure("Tỉ lệ hoàn thành qua các năm học", body=340, legend=(len(frameworks), 430))
    made.update_layout(barmode="overlay", legend={"font": {"size": 15}})
    firsts = {code: frame.loc[frame["framework_code"] == code, "school_year"].min() for code in frameworks}
    shifts: dict[str, float] = {}
    for first in set(firsts.values()):
        # Frameworks that live at the same time stand side by side; what came with a new law starts anew.
        together = [code for code in frameworks if firsts[code] == first]
        for place, code in enumerate(together):
            shifts[code] = (place - (len(together) - 1) / 2) * 0.3
    for place, code in enumerate(frameworks):
        rows = list(frame[frame["framework_code"] == code].itertuples(index=False))
        colour = theme.FRAMEWORK_COLOURS[place % len(theme.FRAMEWORK_COLOURS)]
        dash = ("solid", "dash", "dot")[place % 3]
        _add_framework(made, rows, years, shift=shifts[code], colour=colour, dash=dash)
    _add_silent(made, frame, years, shifts)
    for place in _law_changes(frame, years):
        made.add_vline(x=place - 0.5, line={"color": theme.INK, "width": 2, "dash": "dot"})
        made.add_annotation(
            x=place - 0.5,
            y=1.12,
            text="Khung tiêu chí mới:<br>không so sánh với các năm trước",
            align="right",
            xanchor="right",
            yanchor="top",
            xshift=-6,
            showarrow=False,
            font={"size": theme.FONT_SIZE - 1},
            bgcolor=theme.PAPER,
        )
    made.update_xaxes(
        title_text="Năm học",
        tickmode="array",
        tickvals=list(range(len(years))),
        ticktext=years,
        range=[-0.55, len(years) - 0.45],
        showgrid=False,
    )
    made.update_yaxes(theme.percent_ticks("Tỉ lệ mục đã hoàn thành"))
    made.update_yaxes(range=[-0.02, 1.12])
    return made
