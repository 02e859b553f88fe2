"""Who owes which report. The denominator is who owes, never who sent."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

# Days overdue: name, first day, last day, colour, pattern.
DAYS_OVERDUE: tuple[tuple[str, int, int, str, str], ...] = (
    ("1–7 ngày", 1, 7, "#FBD9C0", ""),
    ("8–30 ngày", 8, 30, "#F0A36F", "."),
    ("31–90 ngày", 31, 90, theme.VERMILLION, ""),
    ("Trên 90 ngày", 91, 100_000, theme.BROWN, ""),
)
# States that stand in the legend only where there are any.
RARE = {"ended", "hollow"}


def _bars(made: go.Figure, *, name: str, fill: dict[str, Any], light_text: bool, **rest: Any) -> None:
    made.add_bar(
        orientation="h",
        name=name,
        marker=fill,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"color": "#FFFFFF" if light_text else theme.INK, "size": theme.FONT_SIZE},
        constraintext="none",
        hoverinfo="text",
        **rest,
    )


def _obligation(name: str, school_year: str) -> str:
    """The report; and the school year, where the rows are of several."""
    return words.wrapped(name, width=30) + (f"<br>{school_year}" if school_year else "")


def _only_year(years: set[str]) -> str:
    return f", năm học {next(iter(years))}" if len(years) == 1 else ""


def by_obligation(frame: pd.DataFrame) -> go.Figure:
    """Of all who owe a report, how many are in which state. The frame of reports.by_obligation, not empty.

    Rows are drawn equally long, because ten dossiers and eighty plans are owed; the counts stand in them.
    """
    rows = [row for row in frame.itertuples(index=False) if row.owed_count]
    years = {row.school_year for row in rows}
    made = theme.figure(
        f"Tình trạng từng loại báo cáo (số trường){_only_year(years)}", body=70 + 50 * len(rows)
    )
    for state, word in words.REGISTER_WORDS.items():
        counts = [int(getattr(row, f"{state}_count")) for row in rows]
        if state in RARE and not any(counts):
            continue
        colour = theme.REGISTER_COLOURS[state]
        _bars(
            made,
            name=words.capital(word),
            fill=theme.marker(colour, theme.REGISTER_PATTERNS[state]),
            light_text=colour in theme.DARK,
            x=[count / int(row.owed_count) for count, row in zip(counts, rows, strict=True)],
            y=list(range(len(rows))),
            text=[f"<b>{words.number(count)}</b>" if count else "" for count in counts],
            hovertext=[
                f"<b>{words.plain(row.obligation_name)}</b>"
                f"<br>Năm học {row.school_year}, hạn {words.day(row.due_late)}"
                f"<br>{words.capital(word)}: {count} trong {words.number(row.owed_count)} trường"
                for count, row in zip(counts, rows, strict=True)
            ],
            customdata=theme.keys(rows, f"{state}_count", "school_year", "obligation_code"),
        )
    made.add_scatter(
        x=[1.02] * len(rows),
        y=list(range(len(rows))),
        mode="text",
        text=[
            f"Đã nộp <b>{words.number(row.received_count + row.received_late_count + row.hollow_count)}"
            f"/{words.number(row.owed_count)}</b>"
            for row in rows
        ],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    made.update_xaxes(theme.percent_ticks("Phần trong số trường phải nộp"), range=[0, 1.25])
    made.update_yaxes(
        theme.rows_axis(
            [_obligation(row.short_name, row.school_year if len(years) > 1 else "") for row in rows]
        )
    )
    return made


def overdue_days(frame: pd.DataFrame) -> go.Figure:
    """How long reports are overdue. The frame of reports.register, with at least one row that is overdue."""
    late = frame[frame["state"] == "overdue"]
    keys: dict[tuple[str, str], list[Any]] = {}
    for row in late.itertuples(index=False):
        keys.setdefault((row.obligation_code, row.school_year), []).append(row)
    order = sorted(keys, key=lambda key: (-max(int(row.late_days) for row in keys[key]), key))
    years = {year for _, year in order}
    made = theme.figure(f"Số báo cáo quá hạn theo số ngày trễ{_only_year(years)}", body=70 + 50 * len(order))
    for name, first, last, colour, pattern in DAYS_OVERDUE:
        counts = [sum(first <= int(row.late_days) <= last for row in keys[key]) for key in order]
        _bars(
            made,
            name=name,
            fill=theme.marker(colour, pattern, "#FFFFFF"),
            light_text=colour in (theme.VERMILLION, theme.BROWN),
            x=counts,
            y=list(range(len(order))),
            text=[f"<b>{count}</b>" if count else "" for count in counts],
            hovertext=[
                f"<b>{words.plain(keys[key][0].obligation_name)}</b><br>Năm học {key[1]}"
                f"<br>Trễ {name.lower()}: {count} trường"
                for key, count in zip(order, counts, strict=True)
            ],
            customdata=[
                {
                    "figure": "row_count",
                    "obligation_code": key[0],
                    "school_year": key[1],
                    "state": "overdue",
                    "late_days": sorted(
                        {int(row.late_days) for row in keys[key] if first <= int(row.late_days) <= last}
                    ),
                }
                for key in order
            ],
        )
    made.update_xaxes(theme.counts_axis("Số trường", max(len(rows) for rows in keys.values())))
    made.update_yaxes(
        theme.rows_axis(
            [_obligation(keys[key][0].short_name, key[1] if len(years) > 1 else "") for key in order]
        )
    )
    return made


def by_school(frame: pd.DataFrame, *, top: int = 20) -> go.Figure:
    """What each school still owes, the longest overdue first. The frame of reports.by_school, not empty.

    Only schools that owe something now; sorted by urgency, which is no judgement of the school.
    """
    owing = frame[(frame["overdue_count"] > 0) | (frame["due_soon_count"] > 0)]
    urgent = owing.assign(days=owing["longest_late_days"].fillna(0)).sort_values(
        ["days", "overdue_count"], ascending=False, kind="stable"
    )
    rows = list(urgent.head(top).itertuples(index=False))
    cut = f" ({len(rows)} trường gấp nhất trong {len(urgent)} trường)" if len(urgent) > len(rows) else ""
    made = theme.figure(f"Báo cáo từng trường còn nợ{cut}", body=70 + 34 * len(rows))
    for state in ("overdue", "due_soon"):
        counts = [int(getattr(row, f"{state}_count")) for row in rows]
        colour = theme.REGISTER_COLOURS[state]
        _bars(
            made,
            name=words.capital(words.REGISTER_WORDS[state]),
            fill=theme.marker(colour, theme.REGISTER_PATTERNS[state]),
            light_text=colour in theme.DARK,
            x=counts,
            y=list(range(len(rows))),
            text=[f"<b>{count}</b>" if count else "" for count in counts],
            hovertext=[
                f"<b>{words.plain(row.school_name)}</b><br>{words.capital(words.REGISTER_WORDS[state])}:"
                f" {count} trong {words.number(row.owed_count)} báo cáo phải nộp"
                for row, count in zip(rows, counts, strict=True)
            ],
            customdata=theme.keys(rows, f"{state}_count", "school_code"),
        )
    totals = [int(row.overdue_count) + int(row.due_soon_count) for row in rows]
    made.add_scatter(
        x=totals,
        y=list(range(len(rows))),
        mode="text",
        text=[f"  lâu nhất {words.number(row.days)} ngày" if row.overdue_count else "" for row in rows],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    made.update_xaxes(theme.counts_axis("Số báo cáo", max([1, *totals])), range=[0, max([1, *totals]) * 1.35])
    made.update_yaxes(theme.rows_axis([words.wrapped(row.school_name, width=40, lines=1) for row in rows]))
    return made
