"""How every figure looks: light, calm, readable from four metres, and the same to colour-blind eyes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from charts import words

# --- Colours. Okabe and Ito's, in places darkened for contrast.
# NO_DATA_GREY says "chưa có dữ liệu" and nothing else.
NO_DATA_GREY = "#B8BCC2"
INK = "#1B2733"
GRID = "#E1E8F0"
PAPER = "#FFFFFF"
BLUE, SKY, GREEN, YELLOW = "#0072B2", "#8CCBEE", "#009E73", "#F5E06B"
ORANGE, VERMILLION, PURPLE, MIST = "#E69F00", "#C84E00", "#A0528C", "#DCEAF6"

STATE_COLOURS = {
    "done": BLUE,
    "in_progress": SKY,
    "needs_review": YELLOW,
    "not_started": VERMILLION,
    "no_data": NO_DATA_GREY,
}
REGISTER_COLOURS = {
    "overdue": VERMILLION,
    "due_soon": ORANGE,
    "not_due": MIST,
    "waived": "#D9A5C9",
    "ended": "#8A7F72",
    "hollow": YELLOW,
    "received_late": SKY,
    "received": BLUE,
}
LIFELINE_COLOURS = {
    "back": ORANGE,
    "open": VERMILLION,
    "silent": PURPLE,
    "unclear": YELLOW,
    "planned": MIST,
    "in_work": SKY,
    "solved": BLUE,
}
PLAN_STATE_COLOURS = {"missed": VERMILLION, "other_theme": YELLOW, "unclear": PURPLE, "waiting": MIST}
GROUND_COLOURS = {"none": VERMILLION, "other_theme": YELLOW, "unclear": PURPLE, "no_data": NO_DATA_GREY}
KIND_COLOURS = {"KDCL": GREEN, "CQG": PURPLE, "both": GREEN}
FRAMEWORK_COLOURS = (BLUE, "#B35900", GREEN, PURPLE, "#7A6A00", "#3B4A8C")

# --- The second channel beside colour: a pattern for areas, a sign for small tiles.
STATE_PATTERNS = {"done": "", "in_progress": ".", "needs_review": "/", "not_started": "x", "no_data": ""}
STATE_SIGNS = {"done": "✓", "in_progress": "…", "needs_review": "?", "not_started": "×", "no_data": ""}
LIFELINE_PATTERNS = {
    "back": "x",
    "open": "",
    "silent": "",
    "unclear": "/",
    "planned": "",
    "in_work": ".",
    "solved": "",
}
PLAN_STATE_PATTERNS = {"missed": "", "other_theme": "/", "unclear": "", "waiting": ""}
GROUND_PATTERNS = {"none": "", "other_theme": "/", "unclear": "", "no_data": ""}
REGISTER_PATTERNS = {
    "overdue": "",
    "due_soon": "/",
    "not_due": "",
    "waived": "x",
    "ended": "x",
    "hollow": "/",
    "received_late": ".",
    "received": "",
}
BROWN = "#7A2E00"  # what is worse than vermillion
DARK = {BLUE, VERMILLION, GREEN, PURPLE, BROWN}

FONT = '"Segoe UI", "Noto Sans", Roboto, Arial, sans-serif'
FONT_SIZE = 16
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}

_AXIS = {
    "gridcolor": GRID,
    "linecolor": GRID,
    "zeroline": False,
    "fixedrange": True,
    "automargin": True,
    "title": {"font": {"size": FONT_SIZE}, "standoff": 10},
    "tickfont": {"size": FONT_SIZE},
}
TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
        "title": {"font": {"size": FONT_SIZE + 2}, "x": 0, "xanchor": "left", "xref": "container"},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "separators": ",.",
        "colorway": list(FRAMEWORK_COLOURS),
        "barmode": "stack",
        "bargap": 0.3,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
            "bgcolor": PAPER,
            "bordercolor": INK,
            "align": "left",
            "namelength": -1,
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "yref": "container",
            "yanchor": "top",
            "font": {"size": FONT_SIZE},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "margin": {"l": 10, "r": 16, "b": 50},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
)


def figure(title: str, *, body: int, legend: tuple[int, int] = (1, 0), top: int = 0) -> go.Figure:
    """An empty figure in the house's look: title, legend, then the plot of `body` pixels with its axes.

    `legend` says how many lines it takes and how wide its entries are (0: as they come); `top` leaves room
    for an axis above the plot.
    """
    lines, entry_width = legend
    above = 52 + 27 * lines + top
    height = above + body
    made = go.Figure()
    made.update_layout(
        template=TEMPLATE,
        height=height,
        margin={"t": above},
        legend={"y": 1 - 44 / height}
        | ({"entrywidth": entry_width, "entrywidthmode": "pixels"} if entry_width else {}),
        title={"text": title, "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 14}},
    )
    return made


def inside(colour: str) -> dict[str, Any]:
    """A number in the middle of its bar, upright, in a colour that shows on the bar's."""
    return {
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": text_colour(colour), "size": FONT_SIZE},
    }


def add_totals(made: go.Figure, x: Sequence[Any], totals: Sequence[int], labels: Sequence[str]) -> None:
    """What the parts of each bar come to, above it."""
    made.add_scatter(
        x=list(x),
        y=list(totals),
        mode="text",
        text=list(labels),
        textposition="top center",
        textfont={"size": FONT_SIZE + 2},
        showlegend=False,
        hoverinfo="skip",
    )


def marker(colour: str, pattern: str = "", pattern_colour: str | None = None) -> dict[str, Any]:
    """A bar's fill; the pattern is drawn over the colour, in a colour that shows on it."""
    fill: dict[str, Any] = {"color": colour, "line": {"color": PAPER, "width": 1}}
    if colour == MIST:
        fill["line"] = {"color": "#7FA6C9", "width": 1}
    if pattern:
        over = pattern_colour or ("#FFFFFF" if colour in DARK or pattern == "." else "#6B5D1A")
        fill["pattern"] = {
            "shape": pattern,
            "bgcolor": colour,
            "fgcolor": over,
            "fgopacity": 1 if pattern_colour else 0.6,
            "fillmode": "overlay",
            "size": 9,
            "solidity": 0.18,
        }
    return fill


def kind_marker(kind: str) -> dict[str, Any]:
    """KDCL, CQG, or both: the colour of the one, striped with the colour of the other."""
    if kind == "both":
        fill = marker(KIND_COLOURS["KDCL"], "/", KIND_COLOURS["CQG"])
        fill["pattern"].update(solidity=0.5, size=12)
        return fill
    return marker(KIND_COLOURS[kind])


def keys(rows: list[Any], figure: str, *columns: str) -> list[dict[str, Any]]:
    """What a click on a part of a chart hands on: which figure it is, and of which row, by these columns of the row."""
    return [{"figure": figure, **{name: key(getattr(row, name)) for name in columns}} for row in rows]


def key(value: Any) -> Any:
    """A value as it goes to the browser and comes back: a day as a text, nothing as null."""
    if words.is_missing(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def text_colour(colour: str) -> str:
    return "#FFFFFF" if colour in DARK else INK


def rows_axis(labels: list[str]) -> dict[str, Any]:
    """A vertical axis of named rows, the first on top. Rows are numbers: two schools may share a name."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "range": [len(labels) - 0.5, -0.5],
        "showgrid": False,
        "ticklabelstandoff": 8,
    }


def counts_axis(title: str, largest: float) -> dict[str, Any]:
    """Whole numbers only: half a school is no tick. Room above the largest for its label."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if largest / step <= 8), 1000)
    return {
        "title": {"text": title},
        "dtick": step,
        "tick0": 0,
        "tickformat": ",d",
        "range": [0, max(1.0, largest) * 1.15],
    }


def percent_ticks(title: str) -> dict[str, Any]:
    steps = (0, 0.25, 0.5, 0.75, 1)
    return {
        "title": {"text": title},
        "tickmode": "array",
        "tickvals": list(steps),
        "ticktext": [words.percent(step) for step in steps],
    }


def today_line(made: go.Figure, *, x: Any, today: date, below: int = 26) -> None:
    """A dashed line where the lens's day stands; the date goes `below` the labels of the axis."""
    made.add_shape(
        type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": INK, "width": 2, "dash": "dash"}
    )
    made.add_annotation(
        x=x,
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-below,
        text=f"<b>{words.day(today)}</b>",
        showarrow=False,
        font={"size": FONT_SIZE - 1},
        bgcolor=PAPER,
    )
