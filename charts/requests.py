"""Money and help that plans need. Amounts that are not clear are counted, never drawn as zero."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

# How long a request has been open: name, first day, last day, colour.
WAITING = (
    ("Đến 30 ngày", 0, 30, "#F0A36F"),
    ("31–90 ngày", 31, 90, theme.VERMILLION),
    ("Trên 90 ngày", 91, 100_000, theme.BROWN),
)
ASKED_WORDS = {
    "department": "phòng giáo dục, cơ quan quản lý",
    "local": "UBND, phường, xã, địa phương",
    "province": "sở giáo dục",
    "superior": "cấp trên (không nói rõ)",
    "unclear": "chưa rõ",
    "school": "chính nhà trường",
}
SOURCE_WORDS = {"state": "Ngân sách", "school": "Nhà trường", "community": "Xã hội hóa"}
NO_SOURCE = "Không ghi nguồn"


def source(code: object) -> str:
    """A source in words; none named is said."""
    return NO_SOURCE if words.is_missing(code) else SOURCE_WORDS.get(str(code), str(code))


def _asked(code: str) -> str:
    """Whom a request asks, as a label says it."""
    return "Chưa rõ xin ai" if code == "unclear" else f"Xin {ASKED_WORDS[code]}"


def open_requests(frame: pd.DataFrame) -> go.Figure:
    """Unanswered requests by whom they ask, and for how long. The frame of requests.lines, with one that is open."""
    waiting = frame[frame["is_waiting"].fillna(False).astype(bool)]
    order = [code for code in ASKED_WORDS if code in set(waiting["asked_of"])]
    made = theme.figure("Việc xin hỗ trợ chưa được trả lời", body=70 + 52 * len(order))
    for name, first, last, colour in WAITING:
        days = waiting[waiting["waiting_days"].between(first, last)]
        counts = [int((days["asked_of"] == code).sum()) for code in order]
        made.add_bar(
            orientation="h",
            name=name,
            x=counts,
            y=list(range(len(order))),
            marker=theme.marker(colour),
            text=[f"<b>{words.number(count)}</b>" if count else "" for count in counts],
            **theme.inside(colour),
            hoverinfo="text",
            hovertext=[
                f"<b>{_asked(code)}</b><br>Chờ {name.lower()}: {words.number(count)} việc"
                for code, count in zip(order, counts, strict=True)
            ],
            customdata=[
                {
                    "figure": "row_count",
                    "is_waiting": True,
                    "asked_of": code,
                    "waiting_days": sorted({int(count) for count in days["waiting_days"]}),
                }
                for code in order
            ],
        )
    largest = max(int((waiting["asked_of"] == code).sum()) for code in order)
    made.update_xaxes(theme.counts_axis("Số việc", largest))
    made.update_yaxes(theme.rows_axis([words.wrapped(_asked(code), width=30) for code in order]))
    return made


def by_source(frame: pd.DataFrame) -> go.Figure:
    """The money written in plans, by source. The frame of requests.by_source, not empty."""
    rows = list(frame.itertuples(index=False))
    known = [0 if words.is_missing(row.budget_vnd) else int(row.budget_vnd) for row in rows]
    largest = max([1, *known])
    made = theme.figure("Kinh phí đã ghi rõ, theo nguồn", body=70 + 52 * len(rows))
    made.add_bar(
        orientation="h",
        x=[amount / 1_000_000 for amount in known],
        y=list(range(len(rows))),
        marker=theme.marker(theme.BLUE),
        text=[
            (f"<b>{words.number(amount)} đồng</b>" if row.known_amount_count else "<b>Chưa rõ số tiền</b>")
            + f"  ·  {words.number(row.known_amount_count)} dòng ghi rõ,"
            f" {words.number(row.unclear_amount_count)} dòng chưa rõ"
            for row, amount in zip(rows, known, strict=True)
        ],
        textposition="outside",
        cliponaxis=False,
        showlegend=False,
        hoverinfo="text",
        hovertext=[
            f"<b>{source(row.budget_source)}</b><br>{words.number(amount)} đồng trong"
            f" {words.number(row.known_amount_count)} dòng của {words.number(row.school_count)} trường"
            for row, amount in zip(rows, known, strict=True)
        ],
        customdata=[
            {**one, "figure": "budget_vnd" if row.known_amount_count else "line_count"}
            for row, one in zip(rows, theme.keys(rows, "", "school_year", "budget_source"), strict=True)
        ],
    )
    millions = largest / 1_000_000
    made.update_xaxes(title="Triệu đồng", tickformat=",d", nticks=7, range=[0, millions * 1.7])
    made.update_yaxes(theme.rows_axis([source(row.budget_source) for row in rows]))
    return made
