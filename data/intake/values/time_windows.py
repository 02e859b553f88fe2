"""Which days a month, a term, a quarter or a part of a school year covers."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from data.intake.values import school_year as years
from data.intake.values.school_year import Calendar

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2}
_SHARES = {"dau": (0, 1), "giua": (1, 2), "cuoi": (2, 3)}


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern's hit: its kind, its named parts, its place, and its year where one was written."""

    kind: str
    parts: dict[str, str]
    begin: int
    end: int
    year: int | None

    def number(self, name: str) -> int:
        return _NUMBERS.get(self.parts[name]) or int(self.parts[name])

    @property
    def month(self) -> int | None:
        return int(self.parts["month"]) if self.parts.get("month") else None


def window_of(found: Found, *, school_year: str, calendar: Calendar) -> tuple[date, date] | None:
    """First and last day; None for a day that no calendar has."""
    return _WINDOWS[found.kind](found, school_year, calendar)


def share(starts_on: date, ends_on: date, part: str) -> tuple[date, date]:
    """The first, middle or last third; of a month: days 1-10, 11-20, 21-end."""
    first, last = _SHARES[part]
    third = ((ends_on - starts_on).days + 1) // 3
    end = ends_on if last == 3 else starts_on + timedelta(days=third * last - 1)
    return starts_on + timedelta(days=third * first), end


def month_window(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, months.monthrange(year, month)[1])


def _year_for(found: Found, school_year: str, month: int) -> int:
    return found.year if found.year is not None else years.year_of_month(school_year, month)


def _day(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date] | None:
    month = int(found.parts["month"])
    year = _year_for(found, school_year, month)
    try:
        first = date(year, month, int(found.parts["day"]))
        last = date(year, month, int(found.parts.get("last", first.day)))
    except ValueError:
        return None
    return first, last


def _month(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    month = int(found.parts["month"])
    starts_on, ends_on = month_window(_year_for(found, school_year, month), month)
    week = found.parts.get("week")
    if week == "cuoi":
        return ends_on - timedelta(days=6), ends_on
    if week:
        number = 1 if week == "dau" else int(week)
        starts_on = min(starts_on + timedelta(days=7 * (number - 1)), ends_on)
        return starts_on, min(starts_on + timedelta(days=6), ends_on)
    return starts_on, ends_on


def _months(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    last = int(found.parts["last"])
    year = _year_for(found, school_year, last)
    first = int(found.parts["month"])
    return month_window(year - (first > last), first)[0], month_window(year, last)[1]


def _term(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    number = found.number("number")
    if found.year is not None:
        start = found.year if number == 1 else found.year - 1
        school_year = f"{start}-{start + 1}"
    return calendar.term(school_year, number)


def _quarter(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    last = found.number("number") * 3
    year = _year_for(found, school_year, last)
    return month_window(year, last - 2)[0], month_window(year, last)[1]


def _summer(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    year = found.year if found.year is not None else int(school_year[5:])
    last_day = calendar.last_day(f"{year - 1}-{year}")
    return last_day + timedelta(days=1), date(year, 8, 31)


def _part_of_year(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    """The first month, the month between the terms, the last month."""
    first_day, last_day = calendar.first_day(school_year), calendar.last_day(school_year)
    if found.parts["part"] == "dau":
        return first_day, month_window(first_day.year, first_day.month)[1]
    if found.parts["part"] == "cuoi":
        return last_day.replace(day=1), last_day
    if found.parts["part"] == "het":
        return last_day, last_day
    middle = calendar.term(school_year, 1)[1]
    return month_window(middle.year, middle.month)


def _week(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    starts_on = calendar.first_day(school_year) + timedelta(days=7 * (int(found.parts["number"]) - 1))
    return starts_on, starts_on + timedelta(days=6)


def _civil_year(found: Found, school_year: str, calendar: Calendar) -> tuple[date, date]:
    year = found.year or 2000
    return date(year, 1, 1), date(year, 12, 31)


_Window = Callable[[Found, str, Calendar], tuple[date, date] | None]
_WINDOWS: dict[str, _Window] = {
    "day": _day,
    "days": _day,
    "month": _month,
    "months": _months,
    "term": _term,
    "quarter": _quarter,
    "summer": _summer,
    "part_of_year": _part_of_year,
    "week": _week,
    "year": _civil_year,
}
