"""Which criteria stand before the next Mức, and in how many schools. Counts of criteria; nothing here ranks schools."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words


def lifting(frame: pd.DataFrame, *, top: int = 12) -> go.Figure:
    """The criteria that hold most schools back from one Mức of one framework.

    Rows of levels.lifting, not empty, all of one framework and next Mức.
    """
    chosen = frame.sort_values(["blocked_count", "lifted_count"], ascending=False, kind="stable").head(top)
    rows = list(chosen.itertuples(index=False))
    first = rows[0]
    made = theme.figure(
        f"Vướng để lên Mức {first.next_level}: {words.number(first.school_count)} trường {first.framework_schools}"
        f" ({words.framework(first.framework_code)})",
        body=60 + 40 * len(rows),
    )
    for name, figure, colour, counts in (
        ("Chỉ còn vướng tiêu chí này", "lifted_count", theme.BLUE, [int(row.lifted_count) for row in rows]),
        (
            "Còn vướng cả tiêu chí khác",
            "not_lifted_count",
            theme.SKY,
            [int(row.blocked_count) - int(row.lifted_count) for row in rows],
        ),
    ):
        made.add_bar(
            orientation="h",
            name=name,
            x=[count or None for count in counts],
            y=list(range(len(rows))),
            marker=theme.marker(colour, "" if colour == theme.BLUE else "."),
            text=[f"<b>{count}</b>" if count else "" for count in counts],
            **theme.inside(colour),
            constraintext="none",
            hoverinfo="text",
            hovertext=[
                f"<b>Tiêu chí {row.criterion_code}</b> {words.plain(row.criterion_name)}"
                f"<br>{name}: {words.number(count)} trường"
                for row, count in zip(rows, counts, strict=True)
            ],
            customdata=theme.keys(rows, figure, "framework_code", "next_level", "criterion_code"),
        )
    made.update_xaxes(
        theme.counts_axis("Số trường (bấm vào để xem)", max(int(row.blocked_count) for row in rows))
    )
    labels = [
        f"<b>{row.criterion_code}</b>  {words.wrapped(row.criterion_name, width=46, lines=1)}" for row in rows
    ]
    made.update_yaxes(theme.rows_axis(labels))
    return made
