"""What moved between two days, by cause. Counts of things, never of merit."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

# What has a page of its own under "Xem kỹ hơn" is dotted, in the colour of the answer that it is nearest to.
_FILLS = {
    "item": (theme.BLUE, ""),
    "report": (theme.VERMILLION, ""),
    "weakness": (theme.ORANGE, ""),
    "visit": (theme.GREEN, ""),
    "recognition": (theme.PURPLE, ""),
    "table": (theme.SKY, ""),
    "school": (theme.NO_DATA_GREY, ""),
    "line": (theme.SKY, "."),
    "plan_line": (theme.SKY, "/"),
    "lifeline": (theme.ORANGE, "."),
    "recommendation": (theme.YELLOW, "."),
    "expiry": (theme.PURPLE, "."),
    "step": (theme.GREEN, "."),
    "turn": (theme.PURPLE, "/"),
    "standing": (theme.BLUE, "."),
    "request": (theme.VERMILLION, "."),
    "budget": (theme.MIST, "."),
    "pair": (theme.NO_DATA_GREY, "."),
}
# What stands in one row alone, and how many in each of several.
_ONE_ROW, _IN_EACH = 5, 3


def by_cause(moves: pd.DataFrame) -> go.Figure:
    """How many things moved, by cause and kind. The frame of since.between, not empty."""
    totals = moves["why"].value_counts(sort=True)
    order = list(totals.index)
    kinds = moves["subject"].nunique()
    lines = 1 if kinds <= _ONE_ROW else -(-kinds // _IN_EACH)
    made = theme.figure(
        "Số thay đổi, theo lí do",
        body=50 + 38 * len(order),
        legend=(lines, 0),
    )
    for subject, word in words.SUBJECT_WORDS.items():
        counts = moves[moves["subject"] == subject]["why"].value_counts()
        if counts.empty:
            continue
        colour, pattern = _FILLS[subject]
        made.add_bar(
            orientation="h",
            name=words.capital(word),
            x=[int(count) for count in counts],
            y=[order.index(cause) for cause in counts.index],
            marker=theme.marker(colour, pattern),
            text=[f"<b>{words.number(count)}</b>" for count in counts],
            **theme.inside(colour),
            hoverinfo="text",
            hovertext=[
                f"<b>{words.capital(word)}</b><br>{words.capital(words.CAUSE_WORDS[cause])}: {words.number(count)}"
                for cause, count in counts.items()
            ],
            customdata=[{"figure": "row_count", "subject": subject, "why": cause} for cause in counts.index],
        )
    made.update_layout(barmode="stack", showlegend=True)
    made.update_xaxes(theme.counts_axis("Số thay đổi (bấm vào để xem)", float(totals.max())))
    made.update_yaxes(theme.rows_axis([words.capital(words.CAUSE_WORDS[cause]) for cause in order]))
    return made
