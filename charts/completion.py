"""How much of what was planned is done: always a range, because some of it still needs review."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.heat_map import heat_map
from charts.years import by_year

__all__ = ["by_criterion", "by_standard", "by_year", "heat_map", "states"]

ROW = 46
AXIS = (
    "Tỉ lệ mục đã hoàn thành trong số mục có báo cáo<br>(bên phải: số mục có báo cáo/số mục trong kế hoạch)"
)


def _label(row: Any) -> str:
    """The code in bold, then as much of the name as two lines hold."""
    if hasattr(row, "criterion_code"):
        return f"<b>{row.criterion_code}</b>  {words.wrapped(row.criterion_name, width=44)}"
    return f"<b>{row.standard_no}</b>  {words.wrapped(row.standard_name, width=44)}"


def _full_name(row: Any) -> str:
    if hasattr(row, "criterion_code"):
        return f"<b>Tiêu chí {row.criterion_code}</b> {words.plain(row.criterion_name)}"
    return f"<b>Tiêu chuẩn {row.standard_no}</b> {words.plain(row.standard_name)}"


def _keys(rows: list[Any], figure: str) -> list[dict[str, Any]]:
    """What a click hands on: the criterion or the standard, and the figure."""
    own = "criterion_code" if hasattr(rows[0], "criterion_code") else "standard_no"
    return theme.keys(rows, figure, "school_year", "framework_code", own)


def _said(row: Any) -> str:
    """What stands at the end of a row: the range, and of how many items it speaks."""
    if not row.planned_count:
        return words.capital(words.NOT_PLANNED)
    if words.is_missing(row.low_share):
        return f"<b>{words.capital(words.NO_DATA)}</b>"
    reported = f"{words.number(row.reported_count)}/{words.number(row.planned_count)} mục"
    return f"<b>{words.percent_range(row.low_share, row.high_share)}</b>  ·  {reported}"


def _hover(row: Any) -> str:
    lines = [_full_name(row), f"Đã lập kế hoạch: {words.number(row.planned_count)} mục"]
    lines += [
        f"{words.capital(word)}: {words.number(getattr(row, state + '_count'))}"
        for state, word in words.STATE_WORDS.items()
    ]
    return "<br>".join(lines)


def _shares(frame: pd.DataFrame, title: str) -> go.Figure:
    rows = list(frame.itertuples(index=False))
    made = theme.figure(title, body=95 + ROW * len(rows))
    known = [not words.is_missing(row.low_share) for row in rows]
    silent = [bool(row.planned_count) and not is_known for row, is_known in zip(rows, known, strict=True)]
    common: dict[str, Any] = {
        "y": list(range(len(rows))),
        "orientation": "h",
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows],
    }
    lows = [float(row.low_share) if is_known else 0.0 for row, is_known in zip(rows, known, strict=True)]
    highs = [float(row.high_share) if is_known else 0.0 for row, is_known in zip(rows, known, strict=True)]
    made.add_bar(
        x=lows,
        name="Chắc chắn đã hoàn thành",
        marker=theme.marker(theme.BLUE),
        customdata=_keys(rows, "low_share"),
        **common,
    )
    made.add_bar(
        x=[high - low for low, high in zip(lows, highs, strict=True)],
        name="Có thể thêm (cần rà soát)",
        marker=theme.marker(theme.STATE_COLOURS["needs_review"], theme.STATE_PATTERNS["needs_review"]),
        customdata=_keys(rows, "high_share"),
        **common,
    )
    if any(silent):
        grey = [1.0 if is_silent else 0.0 for is_silent in silent]
        made.add_bar(
            x=grey,
            name=words.capital(words.NO_DATA),
            marker=theme.marker(theme.NO_DATA_GREY),
            customdata=_keys(rows, "no_data_count"),
            **common,
        )
    made.add_scatter(
        x=[1.02] * len(rows),
        y=common["y"],
        mode="text",
        text=[_said(row) for row in rows],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    made.update_xaxes(theme.percent_ticks(AXIS), range=[0, 1.42])
    made.update_yaxes(theme.rows_axis([_label(row) for row in rows]))
    return made


def by_standard(frame: pd.DataFrame) -> go.Figure:
    """The range done, standard by standard. The frame of completion.by_standard, not empty."""
    return _shares(frame, "Tỉ lệ hoàn thành theo tiêu chuẩn")


def by_criterion(frame: pd.DataFrame) -> go.Figure:
    """The range done, criterion by criterion. The frame of completion.by_criterion, not empty."""
    return _shares(frame, "Tỉ lệ hoàn thành theo tiêu chí")


def states(frame: pd.DataFrame) -> go.Figure:
    """How many planned items are in which state. The frame of by_criterion or by_standard, not empty."""
    rows = list(frame.itertuples(index=False))
    made = theme.figure("Số mục theo tình trạng", body=70 + ROW * len(rows), legend=(2, 140))
    largest = max(int(row.planned_count) for row in rows)
    for state, word in words.STATE_WORDS.items():
        counts = [int(getattr(row, f"{state}_count")) for row in rows]
        colour = theme.STATE_COLOURS[state]
        made.add_bar(
            x=counts,
            y=list(range(len(rows))),
            orientation="h",
            name=words.capital(word),
            marker=theme.marker(colour, theme.STATE_PATTERNS[state]),
            text=[f"<b>{words.number(count)}</b>" if count > 0.02 * largest else "" for count in counts],
            constraintext="none",
            **theme.inside(colour),
            hoverinfo="text",
            hovertext=[_hover(row) for row in rows],
            customdata=_keys(rows, f"{state}_count"),
        )
    made.add_scatter(
        x=[0] * len(rows),
        y=list(range(len(rows))),
        mode="text",
        text=["" if row.planned_count else f"  {words.capital(words.NOT_PLANNED)}" for row in rows],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
    )
    made.update_xaxes(theme.counts_axis("Số mục trong kế hoạch của các trường", largest))
    made.update_xaxes(range=[0, max(1, largest) * 1.03])
    made.update_yaxes(theme.rows_axis([_label(row) for row in rows]))
    return made
