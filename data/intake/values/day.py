"""One exact day: of a signature, of an expiry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.intake.text import as_typed, clean
from data.intake.values import document_number

_SHORT = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2})\s*")
_EXCEL_FIRST = date(1899, 12, 30)
_PLAUSIBLE = (date(1990, 1, 1), date(2100, 1, 1))


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the text it was read from; no day where none stands there for sure."""

    text: str
    on: date | None
    doubt: str | None = None


def parse(value: object) -> Day:
    """dd/mm/yyyy, "ngày 5 tháng 6 năm 2022", a date cell, Excel's serial number; a month alone is no day."""
    text = as_typed(value)
    if isinstance(value, datetime):
        return _plausible(text, value.date())
    if isinstance(value, date):
        return _plausible(text, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 25_000 <= value <= 73_000:  # 1968 to 2099; anything else is no day that somebody typed
            return Day(text, _EXCEL_FIRST + timedelta(days=int(value)), "serial_number")
        return Day(text, None, "not_understood")
    cleaned = clean(text)
    if not cleaned:
        return Day(text, None)
    begins_with_day = cleaned[0].isdigit() and "tháng" in cleaned
    found = document_number.find_day(f"ngày {cleaned}" if begins_with_day else cleaned)
    if found is not None:
        return _plausible(text, found)
    short = _SHORT.fullmatch(cleaned)
    if short:
        day, month, year = (int(part) for part in short.groups())
        try:
            return Day(text, date(2000 + year, month, day), "short_year")
        except ValueError:
            pass
    return Day(text, None, "not_understood")


def _plausible(text: str, on: date) -> Day:
    first, last = _PLAUSIBLE
    return Day(text, on) if first <= on <= last else Day(text, None, "not_plausible")
