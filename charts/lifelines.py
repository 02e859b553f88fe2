"""What became of weaknesses: a strip of years for each, or how many stand where. Nothing here ranks schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

# What a year of a lifeline looks like: the furthest that it came in that year.
RAISED, PLANNED = "raised", "planned"
YEAR_WORDS = {
    RAISED: "Được nêu, năm đó không có kế hoạch",
    PLANNED: "Có kế hoạch, chưa có báo cáo",
    **{
        state: words.capital(f"báo cáo: {words.STATE_WORDS[state]}")
        for state in ("not_started", "needs_review", "in_progress", "done")
    },
}
# What somebody has to see to; what is planned, in work, waiting or not known comes after it.
URGENT = {"back", "open", "silent", "unclear", "missed", "none", "other_theme"}
YEAR_COLOURS = {RAISED: theme.ORANGE, PLANNED: theme.MIST, **theme.STATE_COLOURS}
YEAR_PATTERNS = {RAISED: "", PLANNED: "", **theme.STATE_PATTERNS}


def strips(lines: pd.DataFrame, years: pd.DataFrame, *, top: int = 20) -> go.Figure:
    """One row per weakness of one school, a tile for each school year in which it stands in a table.

    The frames of lifelines.lines and lifelines.years of that school, not empty.
    """
    rows = list(lines.head(top).itertuples(index=False))
    place = {row.lifeline_id: number for number, row in enumerate(rows)}
    tiles = [tile for tile in years.itertuples(index=False) if tile.lifeline_id in place]
    made = theme.figure(
        "Mỗi điểm yếu qua các năm học" + (f" ({top} trong {len(lines)})" if len(lines) > top else ""),
        body=60 + 52 * len(rows),
        legend=(3, 290),
    )
    for name, label in YEAR_WORDS.items():
        mine = [tile for tile in tiles if _year(tile) == name]
        colour = YEAR_COLOURS[name]
        made.add_bar(
            orientation="h",
            name=label,
            base=[int(tile.school_year[:4]) - 0.46 for tile in mine],
            x=[0.92 for _ in mine],
            width=0.76,
            y=[place[tile.lifeline_id] for tile in mine],
            marker=theme.marker(colour, YEAR_PATTERNS[name]),
            text=[words.wrapped(_stages(tile), width=24) for tile in mine],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": theme.text_colour(colour), "size": theme.FONT_SIZE - 1},
            hoverinfo="text",
            hovertext=[
                f"<b>{_subject(rows[place[tile.lifeline_id]])}</b><br>Năm học {tile.school_year}: {_stages(tile)}"
                f"<br>{label}"
                for tile in mine
            ],
            customdata=theme.keys(mine, "year_count", "lifeline_id"),
        )
    known = sorted({int(tile.school_year[:4]) for tile in tiles})
    made.update_layout(barmode="overlay", bargap=0.25)
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(known[0], known[-1] + 1)),
        ticktext=[f"{year}-{year + 1}" for year in range(known[0], known[-1] + 1)],
        range=[known[0] - 0.55, known[-1] + 0.55],
        showgrid=False,
    )
    several = len({row.framework_code for row in rows}) > 1
    made.update_yaxes(
        theme.rows_axis(
            [
                f"{_subject(row, width=42)}<br>{words.LIFELINE_WORDS[row.lifeline_status]}"
                + (f" ({words.framework(row.framework_code)})" if several else "")
                for row in rows
            ]
        )
    )
    return made


def by_criterion(frame: pd.DataFrame) -> go.Figure:
    """How many weaknesses of each criterion stand where. The frame of lifelines.lines, not empty."""
    return _criteria(
        frame,
        "lifeline_status",
        title="Điểm yếu theo tiêu chí, đang ở đâu",
        axis="Số điểm yếu (bấm vào để đọc)",
        words_of=words.LIFELINE_WORDS,
        look=(theme.LIFELINE_COLOURS, theme.LIFELINE_PATTERNS),
    )


def not_taken_up(frame: pd.DataFrame) -> go.Figure:
    """Recommendations that no plan took up, by criterion. The frame of lifelines.not_taken_up, not empty."""
    return _criteria(
        frame,
        "plan_state",
        title="Khuyến nghị chưa đưa vào kế hoạch, theo tiêu chí",
        axis="Số khuyến nghị",
        words_of=words.PLAN_STATE_WORDS,
        look=(theme.PLAN_STATE_COLOURS, theme.PLAN_STATE_PATTERNS),
    )


def answers_nothing(frame: pd.DataFrame) -> go.Figure:
    """Plan lines without a ground that is known, by criterion. The frame of lifelines.answers_nothing, not empty."""
    return _criteria(
        frame,
        "ground_state",
        title=f"Dòng kế hoạch chưa rõ căn cứ, theo tiêu chí, năm học {frame['school_year'].iloc[0]}",
        axis="Số dòng kế hoạch",
        words_of=words.GROUND_WORDS,
        look=(theme.GROUND_COLOURS, theme.GROUND_PATTERNS),
    )


def by_theme(frame: pd.DataFrame, *, top: int = 20) -> go.Figure:
    """How many weaknesses of each theme stand where. The frame of lifelines.by_theme, not empty."""
    shown = list(frame.head(top).itertuples(index=False))
    counts = {
        status: [int(getattr(row, f"{status}_count")) for row in shown] for status in words.LIFELINE_WORDS
    }
    names = [words.NO_THEME if words.is_missing(row.theme_name) else row.theme_name for row in shown]
    made = _stacked(
        "Điểm yếu theo chủ đề, đang ở đâu",
        "Số điểm yếu (bấm vào để đọc)",
        labels=[words.wrapped(words.capital(name), width=40) for name in names],
        hovers=[f"<b>{words.plain(words.capital(name))}</b>" for name in names],
        bars=[
            (
                words.LIFELINE_WORDS[status],
                theme.LIFELINE_COLOURS[status],
                theme.LIFELINE_PATTERNS[status],
            )
            for status in counts
        ],
        counts=list(counts.values()),
        keys=[theme.keys(shown, f"{status}_count", "theme_code") for status in counts],
    )
    return made


def _criteria(
    frame: pd.DataFrame,
    column: str,
    *,
    title: str,
    axis: str,
    words_of: Mapping[str, str],
    look: tuple[Mapping[str, str], Mapping[str, str]],
    top: int = 15,
) -> go.Figure:
    """Counts by criterion, the most urgent first, stacked by what a column says."""
    keyed: dict[tuple[str, str], list[Any]] = {}
    for row in frame.itertuples(index=False):
        code, framework = (
            "" if words.is_missing(value) else value for value in (row.criterion_code, row.framework_code)
        )
        keyed.setdefault((code, framework), []).append(row)
    order = sorted(
        keyed,
        key=lambda key: (-sum(getattr(row, column) in URGENT for row in keyed[key]), -len(keyed[key])),
    )[:top]
    several = len({framework for _, framework in keyed}) > 1
    codes = [code for code in words_of if any(getattr(row, column) == code for row in frame.itertuples())]
    colours, patterns = look
    return _stacked(
        title,
        axis,
        labels=[_criterion(key, keyed[key][0], several=several) for key in order],
        hovers=[f"<b>{_criterion(key, keyed[key][0], several=True, width=200)}</b>" for key in order],
        bars=[(words_of[code], colours[code], patterns[code]) for code in codes],
        counts=[[sum(getattr(row, column) == code for row in keyed[key]) for key in order] for code in codes],
        keys=[
            [
                {
                    "figure": "row_count",
                    "criterion_code": key[0] or None,
                    "framework_code": key[1] or None,
                    column: code,
                }
                for key in order
            ]
            for code in codes
        ],
    )


def _stacked(
    title: str,
    axis: str,
    *,
    labels: list[str],
    hovers: list[str],
    bars: list[tuple[str, str, str]],
    counts: list[list[int]],
    keys: list[list[dict[str, Any]]],
) -> go.Figure:
    """Horizontal bars, one row per label, one part per (word, colour, pattern)."""
    columns, width = (3, 175) if len(bars) > 4 else (2, 235)
    made = theme.figure(title, body=70 + 46 * len(labels), legend=(-(-len(bars) // columns), width))
    for (word, colour, pattern), values, own in zip(bars, counts, keys, strict=True):
        made.add_bar(
            orientation="h",
            name=words.capital(word),
            x=[value or None for value in values],
            y=list(range(len(labels))),
            marker=theme.marker(colour, pattern),
            text=[f"<b>{value}</b>" if value else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": theme.text_colour(colour)},
            hoverinfo="text",
            hovertext=[
                f"{said}<br>{words.capital(word)}: {value}"
                for said, value in zip(hovers, values, strict=True)
            ],
            customdata=own,
        )
    largest = max(sum(parts) for parts in zip(*counts, strict=True))
    made.update_xaxes(theme.counts_axis(axis, largest))
    made.update_yaxes(theme.rows_axis(labels))
    return made


def _criterion(key: tuple[str, str], row: Any, *, several: bool, width: int = 44) -> str:
    code, framework = key
    name = f"<b>{code}</b>  {words.wrapped(row.criterion_name, width=width)}" if code else "Chưa rõ tiêu chí"
    return name + (f"  ({words.framework(framework)})" if several and framework else "")


def _subject(row: Any, *, width: int = 200) -> str:
    """A weakness as people name it: its criterion, and its theme where that is known."""
    code = "" if words.is_missing(row.criterion_code) else f"<b>{row.criterion_code}</b>  "
    name = row.criterion_name if words.is_missing(row.theme_name) else row.theme_name
    return code + words.wrapped(name, width=width, lines=1)


def _year(tile: Any) -> str:
    if not words.is_missing(tile.state):
        return str(tile.state)
    return PLANNED if tile.is_planned else RAISED


def _stages(tile: Any) -> str:
    """What happened in that year, in a few words."""
    said = {
        "recommended": tile.is_recommended,
        "weakness": tile.is_weakness,
        "planned": tile.is_planned,
    }
    stages = [words.STAGE_WORDS[stage] for stage, is_said in said.items() if is_said]
    return ", ".join(stages) or words.STAGE_WORDS["reported"]
