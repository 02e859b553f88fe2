"""What comes: recognitions that run out, the windows before each visit, and a schedule before and after levelling."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

LEVEL_FILLS = {
    "MN": (theme.ORANGE, ""),
    "TH": (theme.SKY, "."),
    "THCS": (theme.BLUE, ""),
    "TH-THCS": (theme.PURPLE, "/"),
    "THPT": (theme.GREEN, "x"),
    "THCS-THPT": (theme.YELLOW, "/"),
}
STEP_FILLS = {
    "register": (theme.PURPLE, ""),
    "dossier": (theme.BLUE, ""),
    "office_check": (theme.ORANGE, "/"),
    "training": (theme.SKY, "."),
    "visit": (theme.GREEN, ""),
}
DAY = 86_400_000
DONE = {"received", "received_late", "waived", "past"}
FEWEST_PLACES = 8  # so that one bar alone is no wall
NEAR = timedelta(days=120)
NARROW = 4  # days; a bar this short is drawn with a heavy outline, so that it is seen on the axis of a year


def expiries(frame: pd.DataFrame) -> go.Figure:
    """Recognitions that expire, by half of a school year and level; what has expired already stands apart.

    The frame of coming.expiries, not empty.
    """
    rows = list(frame.itertuples(index=False))
    places = _halves([(row.expiry_year, int(row.term)) for row in rows if not row.is_lapsed])
    if any(row.is_lapsed for row in rows):
        places = [("", 0), *places]
    made = theme.figure("Số công nhận hết hạn theo học kì", body=285)
    for level in dict.fromkeys(row.level for row in sorted(rows, key=_position)):
        own = [row for row in rows if row.level == level]
        colour, pattern = LEVEL_FILLS.get(level, (theme.NO_DATA_GREY, ""))
        made.add_bar(
            name=words.LEVEL_WORDS.get(level, level),
            x=[places.index(_place(row)) for row in own],
            y=[int(row.recognition_count) for row in own],
            marker=theme.marker(colour, pattern),
            text=[f"<b>{row.recognition_count}</b>" for row in own],
            **theme.inside(colour),
            constraintext="none",
            hoverinfo="text",
            hovertext=[
                f"<b>{words.LEVEL_WORDS.get(level, level)}, {_when(_place(row))}</b>"
                f"<br>{row.recognition_count} công nhận của {row.school_count} trường"
                f"<br>{row.kdcl_count} KĐCL, {row.cqg_count} chuẩn quốc gia"
                f"<br>{row.scheduled_count} đã có lịch đánh giá lại"
                for row in own
            ],
            customdata=theme.keys(own, "recognition_count", "half", "level"),
        )
    totals = [sum(int(row.recognition_count) for row in rows if _place(row) == place) for place in places]
    theme.add_totals(made, range(len(places)), totals, [f"<b>{total}</b>" for total in totals])
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(places))),
        ticktext=[_label(place) for place in places],
        tickangle=0,
        range=[-0.6, max(FEWEST_PLACES, len(places)) - 0.4],
        showgrid=False,
    )
    made.update_yaxes(theme.counts_axis("Số công nhận", max(totals)))
    if places[0] == ("", 0) and len(places) > 1:
        made.add_vline(x=0.5, line={"color": theme.GRID, "width": 2})
    return made


def _position(row: Any) -> int:
    return list(LEVEL_FILLS).index(row.level) if row.level in LEVEL_FILLS else len(LEVEL_FILLS)


def _place(row: Any) -> tuple[str, int]:
    return ("", 0) if row.is_lapsed else (row.expiry_year, int(row.term))


def _halves(known: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Every half from the first to the last: one without an expiry is shown as zero."""
    if not known:
        return []
    numbers = [2 * int(year[:4]) + term - 1 for year, term in known]
    return [
        (f"{number // 2}-{number // 2 + 1}", number % 2 + 1)
        for number in range(min(numbers), max(numbers) + 1)
    ]


def _label(place: tuple[str, int]) -> str:
    year, term = place
    return f"HK{'I' * term}<br>{year[2:4]}-{year[7:]}" if term else "Đã<br>hết hạn"


def _when(place: tuple[str, int]) -> str:
    year, term = place
    return f"học kì {'I' * term} năm học {year}" if term else "đã hết hạn"


def chain(frame: pd.DataFrame, today: date) -> go.Figure:
    """One row per visit: the window of each step before it, then the visit. The frame of coming.deadlines, not empty.

    What is done or over is pale. Steps without days have no bar; the table names them.
    """
    visits = list(dict.fromkeys(zip(frame["file_name"], frame["first_row"], strict=True)))
    by_visit = [frame[(frame["file_name"] == file) & (frame["first_row"] == row)] for file, row in visits]
    names = [words.wrapped(rows["school_name"].iloc[0], width=34) for rows in by_visit]
    made = theme.figure(
        "Chuỗi hạn trước mỗi lần đón đoàn (nhạt: đã xong hoặc đã qua; viền đỏ: quá hạn)",
        body=max(150, 80 + 30 * len(visits)),
    )
    made.update_layout(barmode="overlay")
    shown: set[str] = set()
    days: list[date] = []
    for place, rows in enumerate(by_visit):
        for row in rows.itertuples(index=False):
            if words.is_missing(row.due_early) or words.is_missing(row.due_late):
                continue
            _add_step(made, row, place, shown)
            days += [row.due_early, row.due_late]
        if rows["visit_starts_on"].isna().all():
            text = f"Thời gian đón đoàn: {words.NO_DATA}"
            made.add_annotation(x=0, xref="paper", xanchor="left", y=place, text=text, showarrow=False)
    # A day far from the visits would squeeze them; the line is left out then.
    is_near = not days or min(days) - NEAR <= today <= max(days) + NEAR
    days += [today] if is_near else []
    first, last = min(days).replace(day=1), max(days) + timedelta(days=20)
    made.update_xaxes(
        type="date",
        range=[first.isoformat(), last.isoformat()],
        dtick=f"M{max(1, round((last - first).days / 400))}",
        tick0=first.isoformat(),
        tickformat="%m\n%Y",
        tickangle=0,
    )
    made.update_yaxes(theme.rows_axis(names))
    if is_near:
        theme.today_line(made, x=today.isoformat(), today=today, below=46)
    made.update_layout(margin={"b": 84})
    return made


def _add_step(made: go.Figure, row: Any, place: int, shown: set[str]) -> None:
    colour, pattern = STEP_FILLS.get(row.step_code, (theme.NO_DATA_GREY, ""))
    fill = theme.marker(colour, pattern)
    if (row.due_late - row.due_early).days < NARROW:
        fill["line"] = {"color": colour, "width": 6}
    if row.step_state == "overdue":
        fill["line"] = {"color": theme.VERMILLION, "width": 5}
    if row.step_state in DONE:
        fill["opacity"] = 0.35
    came = "" if words.is_missing(row.received_on) else f"<br>Nhận ngày {words.day(row.received_on)}"
    copies = "" if words.is_missing(row.copies) else f"<br>{words.plain(row.copies)}"
    made.add_bar(
        y=[place],
        base=[row.due_early.isoformat()],
        x=[((row.due_late - row.due_early).days + 1) * DAY],
        width=0.72 if row.step_code == "visit" else 0.44,
        orientation="h",
        name=words.plain(row.step_name),
        legendgroup=row.step_code,
        legendrank=1000 + int(row.step_code == "visit"),
        showlegend=row.step_code not in shown,
        marker=fill,
        hoverinfo="text",
        hovertext=[
            f"<b>{words.plain(row.school_name)}</b><br>{words.plain(row.step_name)}: "
            f"{words.window(row.due_early, row.due_late)}"
            f"<br>{words.capital(words.DEADLINE_WORDS[row.step_state])}{came}{copies}"
        ],
        customdata=theme.keys([row], "row_count", "school_year", "school_code", "first_row", "step_code"),
    )
    shown.add(row.step_code)


def levelled(frame: pd.DataFrame, *, capacity: int) -> go.Figure:
    """Visits by month, as the schedule stands and as it would stand. month_on, before_count, after_count, is_usable,
    pause_names, before_lines and after_lines (the numbers of the schedule's lines); not empty."""
    months = list(frame["month_on"])
    made = theme.figure(f"Số trường mỗi tháng, trước và sau khi san (mức {capacity} trường/tháng)", body=250)
    made.update_layout(barmode="group", bargap=0.25)
    for name, column, lines_column, colour, pattern in (
        ("Lịch hiện nay", "before_count", "before_lines", theme.SKY, ""),
        ("Sau khi san", "after_count", "after_lines", theme.GREEN, ""),
    ):
        counts = [int(count) for count in frame[column]]
        made.add_bar(
            name=name,
            x=list(range(len(months))),
            y=counts,
            marker=theme.marker(colour, pattern),
            text=[f"<b>{count}</b>" if count else "" for count in counts],
            textposition="outside",
            textfont={"size": theme.FONT_SIZE},
            customdata=[
                {"figure": "levelled_count", "school_year": row.school_year, "line_no": list(lines)}
                for row, lines in zip(frame.itertuples(index=False), frame[lines_column], strict=True)
            ],
            hoverinfo="text",
            hovertext=[
                f"Tháng {words.month(row.month_on)}<br>{name}: {count} trường"
                + ("" if words.is_missing(row.pause_names) else f"<br>{words.plain(row.pause_names)}")
                for row, count in zip(frame.itertuples(index=False), counts, strict=True)
            ],
        )
    for place, is_usable in enumerate(frame["is_usable"]):
        if not is_usable:
            made.add_vrect(
                x0=place - 0.5, x1=place + 0.5, fillcolor=theme.GRID, opacity=0.6, line_width=0, layer="below"
            )
    made.add_hline(y=capacity, line={"color": theme.VERMILLION, "width": 2, "dash": "dot"})
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(months))),
        ticktext=[words.month(on) for on in months],
        range=[-0.6, len(months) - 0.4],
        showgrid=False,
    )
    largest = max(capacity, int(frame["before_count"].max()), int(frame["after_count"].max()))
    made.update_yaxes(theme.counts_axis("Số trường", largest))
    return made
