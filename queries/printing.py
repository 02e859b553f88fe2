"""An answer as text: a plain table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import pandas as pd

from data.lens import TIME_ZONE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cells(answer: pd.DataFrame) -> list[list[object]]:
    """The rows as plain values: missing is None, dates and moments are ISO text in Vietnam's time."""
    columns = [[plain(value) for value in answer[name].array] for name in answer.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def plain(value: object) -> object:
    """One value that any program understands."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, datetime):
        return value.astimezone(TIME_ZONE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def as_json(answer: pd.DataFrame) -> str:
    """A list with one object per row."""
    names = list(answer.columns)
    rows = [dict(zip(names, row, strict=True)) for row in cells(answer)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(answer: pd.DataFrame) -> str:
    """Comma-separated with a heading; text that a spreadsheet would run as a formula begins with a quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([defused(value) for value in row] for row in cells(answer))
    return out.getvalue()


def defused(value: object) -> object:
    """The value, harmless in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def as_table(answer: pd.DataFrame) -> str:
    """Aligned columns; what is missing stays empty."""
    rows = [list(answer.columns)] + [[_short(value) for value in row] for row in cells(answer)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(answer.columns))]
    numeric = [pd.api.types.is_numeric_dtype(answer[name]) for name in answer.columns]
    lines = [
        "  ".join(
            text.rjust(width) if is_number else text.ljust(width)
            for text, width, is_number in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else " ".join(str(value).split())
