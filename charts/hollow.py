"""What to read again, and what plans say. Counts for attention; nothing here ranks schools."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words


def concerns(frame: pd.DataFrame) -> go.Figure:
    """Lines to read again, by reason. The frame of hollow.by_concern, not empty."""
    totals = (
        frame.groupby("concern", sort=False)["line_count"].sum().sort_values(ascending=False, kind="stable")
    )
    order = list(totals.index)
    made = theme.figure(
        f"Số dòng cần đọc kỹ, theo lí do, năm học {frame['school_year'].iloc[0]}", body=70 + 52 * len(order)
    )
    for kind, name, colour in (
        ("results", "Trong kết quả", theme.BLUE),
        ("plan", "Trong kế hoạch", theme.SKY),
    ):
        rows = list(frame[frame["kind"] == kind].itertuples(index=False))
        made.add_bar(
            orientation="h",
            name=name,
            x=[int(row.line_count) for row in rows],
            y=[order.index(row.concern) for row in rows],
            marker=theme.marker(colour),
            text=[f"<b>{words.number(row.line_count)}</b>" for row in rows],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={
                "color": "#FFFFFF" if colour in theme.DARK else theme.INK,
                "size": theme.FONT_SIZE,
            },
            constraintext="none",
            hoverinfo="text",
            hovertext=[
                f"<b>{name}: {words.CONCERN_WORDS[row.concern]}</b>"
                f"<br>{words.number(row.line_count)} trong {words.number(row.checked_line_count)} dòng"
                f"<br>{words.number(row.school_count)} trong {words.number(row.checked_school_count)} trường"
                for row in rows
            ],
            customdata=theme.keys(rows, "line_count", "school_year", "kind", "concern"),
        )
    largest = float(totals.max())
    made.update_xaxes(theme.counts_axis("Số dòng (bấm vào để đọc)", largest), range=[0, largest * 1.04])
    labels = [words.wrapped(words.capital(words.CONCERN_WORDS[concern]), width=34) for concern in order]
    made.update_yaxes(theme.rows_axis(labels))
    return made


def plans(frame: pd.DataFrame) -> go.Figure:
    """Of all lines of all plans, how many say what the office asks for. The frame of hollow.plans, not empty."""
    total = int(frame["line_count"].sum())
    counts = {name: int(frame[f"{name}_count"].sum()) for name in words.PLAN_WORDS}
    names = list(counts)
    made = theme.figure(
        f"Dòng kế hoạch có ghi từng nội dung, trong {words.number(total)} dòng, năm học {frame['school_year'].iloc[0]}",
        body=60 + 42 * len(names),
    )
    for label, colour, prefix, values in (
        ("có ghi", theme.BLUE, "", [counts[name] for name in names]),
        ("không ghi", theme.MIST, "no_", [total - counts[name] for name in names]),
    ):
        made.add_bar(
            orientation="h",
            name=words.capital(label),
            marker={"color": colour},
            x=[value / total for value in values],
            y=list(range(len(names))),
            text=[f"<b>{words.number(value)}</b>" if value else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": "#FFFFFF" if label == "có ghi" else theme.INK},
            constraintext="none",
            hoverinfo="text",
            hovertext=[
                f"<b>{words.capital(words.PLAN_WORDS[name])}</b><br>{words.number(value)} dòng {label}"
                for name, value in zip(names, values, strict=True)
            ],
            customdata=[
                {"figure": f"{prefix}{name}_count", "school_year": frame["school_year"].iloc[0]}
                for name in names
            ],
        )
    made.update_layout(barmode="stack")
    made.update_xaxes(theme.percent_ticks("Phần trong số dòng kế hoạch"), range=[0, 1])
    made.update_yaxes(theme.rows_axis([words.capital(words.PLAN_WORDS[name]) for name in names]))
    return made
