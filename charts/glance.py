"""Small figures for the first page: one look, no legend, the words stand beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

HEIGHT = 100


def _small() -> go.Figure:
    made = go.Figure()
    made.update_layout(
        template=theme.TEMPLATE,
        height=HEIGHT,
        margin={"l": 4, "r": 4, "t": 6, "b": 4},
        showlegend=False,
        bargap=0.25,
    )
    made.update_xaxes(showgrid=False, showticklabels=True, title_text="", tickfont={"size": 13})
    made.update_yaxes(visible=False)
    return made


def months(frame: pd.DataFrame, today: date) -> go.Figure:
    """Visits per month; the month of today is dark. The frame of schedule.by_month, not empty."""
    made = _small()
    counts = [int(count) for count in frame["evaluation_count"]]
    is_now = [(on.year, on.month) == (today.year, today.month) for on in frame["month_on"]]
    made.add_bar(
        x=list(range(len(counts))),
        y=counts,
        marker={"color": [theme.INK if now else theme.KIND_COLOURS["KDCL"] for now in is_now]},
        text=[words.number(count) if count else "" for count in counts],
        textposition="outside",
        cliponaxis=False,
        customdata=[
            {
                "figure": "evaluation_count",
                "month_on": row.month_on.isoformat(),
                "school_year": row.school_year,
            }
            for row in frame.itertuples(index=False)
        ],
        hoverinfo="text",
        hovertext=[
            f"Tháng {words.month(on)}: {words.number(count)} trường"
            for on, count in zip(frame["month_on"], counts, strict=True)
        ],
    )
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(counts))),
        ticktext=[f"{on.month}" for on in frame["month_on"]],
    )
    made.update_yaxes(range=[0, max(1, *counts) * 1.3])
    return made


def shares(frame: pd.DataFrame) -> go.Figure:
    """All planned items in one bar, by state. The frame of completion.by_standard, with at least one planned item."""
    return _one_bar(
        [
            (
                words.capital(word),
                int(frame[f"{state}_count"].sum()),
                theme.STATE_COLOURS[state],
                theme.STATE_PATTERNS[state],
                {
                    "figure": f"{state}_count",
                    "school_year": frame["school_year"].iloc[0],
                    "framework_code": frame["framework_code"].iloc[0],
                },
            )
            for state, word in words.STATE_WORDS.items()
        ]
    )


def ranges(frame: pd.DataFrame) -> go.Figure:
    """The rate of each framework as a range. Rows of completion.by_year of one school year, with at least one rate."""
    made = _small()
    rows = [row for row in frame.itertuples(index=False) if not words.is_missing(row.low_share)]
    names = [f"{words.capital(row.framework_schools)} " for row in rows]
    low = [float(row.low_share) for row in rows]
    more = [float(row.high_share) - float(row.low_share) for row in rows]
    hover = [f"{row.framework_name}: {words.percent_range(row.low_share, row.high_share)}" for row in rows]
    shared = {"y": names, "orientation": "h", "hoverinfo": "text", "hovertext": hover}
    made.add_bar(
        x=low,
        marker=theme.marker(theme.STATE_COLOURS["done"], ""),
        customdata=theme.keys(rows, "low_share", "school_year", "framework_code"),
        **shared,
    )
    made.add_bar(
        x=more,
        marker=theme.marker(theme.STATE_COLOURS["needs_review"], theme.STATE_PATTERNS["needs_review"]),
        text=[f" <b>{words.percent_range(row.low_share, row.high_share)}</b>" for row in rows],
        textposition="outside",
        textfont={"size": theme.FONT_SIZE, "color": theme.INK},
        cliponaxis=False,
        customdata=theme.keys(rows, "high_share", "school_year", "framework_code"),
        **shared,
    )
    made.update_layout(barmode="stack")
    made.update_xaxes(visible=False, range=[0, 1.2])
    made.update_yaxes(
        visible=True,
        autorange="reversed",
        tickfont={"size": 15},
        showgrid=False,
        title_text="",
        automargin=True,
    )
    return made


def obligations(frame: pd.DataFrame) -> go.Figure:
    """All reports owed in one bar, by state. The frame of reports.by_school, with at least one owed report."""
    return _one_bar(
        [
            (
                words.capital(word),
                int(frame[f"{state}_count"].sum()),
                theme.REGISTER_COLOURS[state],
                theme.REGISTER_PATTERNS[state],
                {"figure": f"{state}_count"},
            )
            for state, word in words.REGISTER_WORDS.items()
        ]
    )


def _one_bar(parts: list[tuple[str, int, str, str, dict[str, Any]]]) -> go.Figure:
    made = _small()
    parts = [part for part in parts if part[1]]
    total = sum(part[1] for part in parts)
    for name, count, colour, pattern, key in parts:
        is_wide = count > 0.045 * total
        made.add_bar(
            x=[count],
            y=[0],
            orientation="h",
            marker=theme.marker(colour, pattern),
            text=[f"<b>{words.number(count)}</b>" if is_wide else ""],
            **theme.inside(colour),
            constraintext="none",
            hoverinfo="text",
            hovertext=[f"{name}: {words.number(count)}"],
            customdata=[key],
        )
    names = [
        f'<span style="color:{colour}">■</span> {name} {words.number(count)}'
        for name, count, colour, _, _ in parts
    ]
    # Lines of four: in a bar that is narrow somewhere, words below their part would run into each other.
    made.add_annotation(
        x=0,
        y=-0.5,
        text="<br>".join("    ".join(names[start : start + 4]) for start in range(0, len(names), 4)),
        align="left",
        showarrow=False,
        xanchor="left",
        yanchor="top",
        font={"size": 14},
    )
    made.update_xaxes(visible=False, range=[0, total])
    made.update_yaxes(range=[-1.55, 0.45])
    return made


def recurring(frame: pd.DataFrame) -> go.Figure:
    """Weaknesses that came back, per school year. The frame of weaknesses.by_year, not empty."""
    made = _small()
    known = [not words.is_missing(count) for count in frame["persistent_count"]]
    counts = [
        int(count) if is_known else 0
        for count, is_known in zip(frame["persistent_count"], known, strict=True)
    ]
    made.add_bar(
        # What cannot be compared is no figure.
        customdata=[
            key if is_known else None
            for key, is_known in zip(
                theme.keys(list(frame.itertuples(index=False)), "persistent_count", "school_year"),
                known,
                strict=True,
            )
        ],
        x=list(frame["school_year"]),
        y=[
            count if is_known else max(1, *counts) * 0.12
            for count, is_known in zip(counts, known, strict=True)
        ],
        marker={"color": [theme.BLUE if is_known else theme.NO_DATA_GREY for is_known in known]},
        text=[
            words.number(count) if is_known else "chưa so sánh được"
            for count, is_known in zip(counts, known, strict=True)
        ],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            f"Năm học {year}: {words.number(count) + ' điểm yếu lặp lại' if is_known else 'chưa so sánh được'}"
            for year, count, is_known in zip(frame["school_year"], counts, known, strict=True)
        ],
    )
    made.update_xaxes(type="category")
    made.update_yaxes(range=[0, max(1, *counts) * 1.35])
    return made
