"""Schools by criteria, one tile per planned criterion. Tiles, not a scale of colours: a state is no number.

The tiles are points, because Streamlit can select points and not the cells of a Plotly heat map.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

ROW = 27


def _add_standards(made: go.Figure, codes: list[str], *, height: int) -> None:
    """A line where one standard ends; drawn first, so that the grey rows cover it."""
    standards = [code.split(".")[0] for code in codes]
    for place in range(1, len(standards)):
        if standards[place] != standards[place - 1]:
            made.add_shape(
                type="line",
                x0=place - 0.5,
                x1=place - 0.5,
                y0=-0.5,
                y1=height - 0.5,
                line={"color": theme.INK, "width": 1.5},
                layer="between",
            )


def _add_tiles(
    made: go.Figure, frame: pd.DataFrame, *, places: dict[str, int], columns: dict[str, int]
) -> None:
    for state, word in words.STATE_WORDS.items():
        rows = [row for row in frame.itertuples(index=False) if row.state == state]
        made.add_scatter(
            x=[columns[row.criterion_code] for row in rows],
            y=[places[row.school_code] for row in rows],
            mode="markers+text",
            name=words.capital(word),
            text=[theme.STATE_SIGNS[state]] * len(rows),
            textfont={"size": 14, "color": theme.text_colour(theme.STATE_COLOURS[state])},
            marker={
                "symbol": "square",
                "size": 22,
                "color": theme.STATE_COLOURS[state],
                "line": {"width": 0},
            },
            unselected={"marker": {"opacity": 0.35}},
            hoverinfo="text",
            hovertext=[
                f"<b>{words.plain(row.school_name)}</b><br>Tiêu chí {row.criterion_code}"
                f" {words.plain(row.criterion_name)}<br>{words.capital(word)}"
                for row in rows
            ],
            customdata=theme.keys(
                rows, "row_count", "school_year", "framework_code", "school_code", "criterion_code"
            ),
        )


def _add_silent(made: go.Figure, silent: pd.DataFrame, *, places: dict[str, int], width: int) -> None:
    """A school without any plan: its whole row in the grey of no data, and said in words."""
    for row in silent.itertuples(index=False):
        place = places[row.school_code]
        made.add_shape(
            type="rect",
            x0=-0.4,
            x1=width - 0.6,
            y0=place - 0.4,
            y1=place + 0.4,
            layer="between",
            fillcolor=theme.NO_DATA_GREY,
            line={"width": 0},
        )
    rows = list(silent.itertuples(index=False))
    made.add_scatter(
        x=[(width - 1) / 2] * len(rows),
        y=[places[row.school_code] for row in rows],
        mode="text",
        text=[f"{words.capital(words.NO_DATA)}: chưa nộp kế hoạch"] * len(rows),
        showlegend=False,
        hoverinfo="text",
        hovertext=[f"<b>{words.plain(row.school_name)}</b><br>Chưa nộp kế hoạch" for row in rows],
        customdata=theme.keys(
            rows, "row_count", "school_year", "framework_code", "school_code", "criterion_code"
        ),
    )


def heat_map(frame: pd.DataFrame) -> go.Figure:
    """School by criterion, the state of each. The frame of completion.by_school_criterion, not empty."""
    schools = frame.drop_duplicates("school_code")
    planned = frame[frame["criterion_code"].notna()]
    criteria = planned.drop_duplicates("criterion_code").sort_values("position")
    places = {code: place for place, code in enumerate(schools["school_code"])}
    columns = {code: place for place, code in enumerate(criteria["criterion_code"])}
    width = max(1, len(columns))
    made = theme.figure(
        "Tình trạng từng tiêu chí ở từng trường", body=20 + ROW * len(places), legend=(3, 250), top=30
    )
    _add_standards(made, list(columns), height=len(places))
    _add_tiles(made, planned, places=places, columns=columns)
    _add_silent(made, frame[frame["criterion_code"].isna()], places=places, width=width)
    made.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=f"Ô trắng: {words.NOT_PLANNED}",
        marker={
            "symbol": "square",
            "size": 20,
            "color": theme.PAPER,
            "line": {"color": theme.INK, "width": 1},
        },
        hoverinfo="skip",
    )
    made.update_layout(margin={"b": 20}, clickmode="event+select")
    made.update_xaxes(
        tickmode="array",
        tickvals=list(columns.values()),
        ticktext=list(columns),
        tickangle=0,
        tickfont={"size": 14},
        range=[-0.6, width - 0.4],
        side="top",
    )
    made.update_yaxes(theme.rows_axis([words.wrapped(n, width=40, lines=1) for n in schools["school_name"]]))
    made.update_yaxes(tickfont={"size": 15}, showgrid=True)
    return made
