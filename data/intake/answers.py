"""Cells as the child process answers with them: plain JSON, what is not the rule stated by the number of the cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from data.intake import shown
from data.intake.guard import Limits
from data.intake.text import clean, is_plain
from data.intake.workbook_xml import too_many


class Written(NamedTuple):
    """One cell as it stands in a file; an error has its text as value."""

    row: int
    column: int
    value: Any
    number_format: str = ""
    is_error: bool = False
    is_formula_without_value: bool = False


def sheet(
    name: str,
    cells: Iterable[Written],
    *,
    merges: Iterable[tuple[int, int, int, int]] = (),
    hidden_rows: Sequence[int] = (),
    is_hidden: bool = False,
) -> dict[str, Any]:
    """One sheet; cells that hold nothing are left out, merges and hidden rows beyond the last cell too."""
    answer: dict[str, Any] = {
        "name": clean(name),
        "is_hidden": is_hidden,
        "rows": [],
        "columns": [],
        "values": [],
    }
    answer |= {"texts": [], "formats": [], "moments": [], "errors": [], "uncalculated": [], "empty": []}
    for cell in cells:
        _add(answer, cell)
    last_row, last_column = max(answer["rows"], default=0), max(answer["columns"], default=0)
    answer["merges"] = [
        (top, left, min(bottom, last_row), min(right, last_column))
        for top, left, bottom, right in merges
        if top <= last_row and left <= last_column
    ]
    answer["hidden_rows"] = [row for row in hidden_rows if row <= last_row]
    return answer


def _add(answer: dict[str, Any], cell: Written) -> None:
    number, value, moment = len(answer["values"]), cell.value, None
    text: str | None = None
    if cell.is_formula_without_value:
        answer["uncalculated"].append(number)
        value = None
    elif cell.is_error or (isinstance(value, float) and not math.isfinite(value)):
        answer["errors"].append(number)
        value, text = None, str(value) if cell.is_error else "#NUM!"
    elif isinstance(value, str):
        if not is_plain(value):
            text = clean(value)
            if not text:
                return
    else:
        value, moment, text = other_value(value, cell.number_format)
    answer["rows"].append(cell.row)
    answer["columns"].append(cell.column)
    answer["values"].append(value)
    if text is not None:
        answer["texts"].append((number, text))
    if cell.number_format:
        answer["formats"].append((number, cell.number_format))
    if moment:
        answer["moments"].append((number, *moment))


def check_size(sheets: Sequence[dict[str, Any]], limits: Limits) -> list[dict[str, Any]]:
    """The sheets, unless there are more of them, or they reach further, than any form does."""
    if len(sheets) > limits.sheets:
        raise too_many("trang tính")
    area = 0
    for answer in sheets:
        last_row, last_column = max(answer["rows"], default=0), max(answer["columns"], default=0)
        area += last_row * last_column
        if last_row > limits.last_row or last_column > limits.last_column or area > limits.area:
            raise too_many("dòng và cột")
        merged = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in answer["merges"])
        if len(answer["merges"]) > limits.merges or merged > limits.merged_cells:
            raise too_many("ô gộp")
    return list(sheets)


def other_value(value: Any, number_format: str) -> tuple[Any, tuple[str, str] | None, str]:
    """(value for JSON, or kind and text of a moment, text as shown) of a cell that is neither text nor error."""
    if isinstance(value, bool):
        return value, None, "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return value, None, shown.number_text(value, number_format)
    if isinstance(value, timedelta):
        if not timedelta() <= value < timedelta(days=1):
            return value / timedelta(days=1), None, shown.duration_text(value)
        value = (datetime.min + value).time()
    if isinstance(value, time):
        return None, ("time", value.isoformat()), shown.time_text(value)
    kind = "datetime" if isinstance(value, datetime) else "date"
    return None, (kind, value.isoformat()), shown.date_text(value, number_format)
