"""The days, months, terms and years that a phrase names, in the order it names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from data.intake.values import time_windows
from data.intake.values.school_year import Calendar
from data.intake.values.time_windows import Found

Precision = Literal["day", "month", "quarter", "term", "year", "range"]

_PART = r"(?:(?P<part>dau|giua|cuoi)\s+)?"
_M = r"(?P<{}>1[0-2]|0?[1-9])(?!\d)"
_D = r"(?P<{}>3[01]|[12]\d|0?[1-9])(?!\d)"
_Y = r"(?P<year>20\d\d|19\d\d)(?!\d)"
_WORD = r"(?:thang|t\.?)\s*"

# The first pattern that fits at a place wins, so the longer forms stand first.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("day", rf"{_Y}-{_M.format('month')}-{_D.format('day')}"),
    ("day", rf"(?:ngay\s*)?{_D.format('day')}\s*thang\s*{_M.format('month')}(?:\s*nam\s*{_Y})?"),
    (
        "day",
        rf"(?:ngay\s*)?{_D.format('day')}\s*(?P<sep>[/.-])\s*{_M.format('month')}"
        r"\s*(?P=sep)\s*(?P<year>20\d\d|19\d\d|\d\d)(?!\d)",
    ),
    (
        "days",
        rf"(?:ngay\s*)?{_D.format('day')}\s*(?:-|den)\s*(?:ngay\s*)?{_D.format('last')}\s*/\s*{_M.format('month')}"
        rf"(?:\s*/\s*{_Y})?",
    ),
    ("month", rf"{_PART}(?:(?:thang|nam|t\.?)\s*)?{_M.format('month')}\s*[/.-]\s*{_Y}"),
    ("month", rf"{_PART}\b{_WORD}{_M.format('month')}\s*/\s*(?P<year>[2-4]\d)(?!\d)"),
    (
        "month",
        rf"{_PART}(?:tuan\s*(?P<week>[1-5]|dau|cuoi)\s*(?:cua\s*)?)?"
        rf"\b{_WORD}{_M.format('month')}(?:\s*(?:nam|[/.-])\s*{_Y})?",
    ),
    ("months", rf"{_M.format('month')}\s*-\s*{_M.format('last')}\s*/\s*{_Y}"),
    ("day", rf"(?:ngay\s*)?{_D.format('day')}\s*/\s*{_M.format('month')}"),
    ("day", rf"ngay\s*{_D.format('day')}\s*[.-]\s*{_M.format('month')}"),
    ("month", rf"{_M.format('month')}\s*/\s*(?P<year>(?P<short>[23]\d))(?!\d|\s*/)"),
    (
        "term",
        rf"{_PART}\b(?:hoc\s*k[yi]|h\.?k\.?|(?<!dinh )k[yi])\s*(?P<number>ii|i|2|1|hai|mot)(?![a-z\d]|\s*lan)"
        rf"(?:\s*[/,-]?\s*(?:nam\s*)?{_Y})?",
    ),
    (
        "quarter",
        rf"{_PART}\bqu[yi]\s*(?P<number>iv|iii|ii|i|[1-4])(?![a-z\d])(?:\s*[/,-]?\s*(?:nam\s*)?{_Y})?",
    ),
    ("summer", rf"(?<!quan )(?<!lien )\bhe\b(?!\s*thong)(?:\s*(?:nam\s*)?{_Y})?"),
    ("part_of_year", r"\b(?P<part>dau|giua|cuoi|het)\s+nam(?P<school>\s+hoc)?\b(?!\s*20\d\d)"),
    ("week", r"\btuan\s*(?:thu\s*)?(?P<number>\d{1,2})(?!\d)"),
    ("year", rf"{_PART}(?:nam\s*)?(?<!\d){_Y}"),
)
_READERS = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_PRECISIONS: dict[str, Precision] = {
    "day": "day",
    "month": "month",
    "term": "term",
    "quarter": "quarter",
    "year": "year",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One window of time named in a phrase; without dates where the phrase alone does not tell the year."""

    begin: int
    end: int
    precision: Precision
    starts_on: date | None = None
    ends_on: date | None = None
    doubt: str | None = None


def find(text: str, *, school_year: str | None, calendar: Calendar) -> list[Point]:
    """The windows of a text that `plain` has prepared; the school year stands in for a missing year."""
    found = _with_years(_scan(text))
    return [_point(each, school_year=school_year, calendar=calendar) for each in found]


def _scan(text: str) -> list[Found]:
    found = []
    place = 0
    while place < len(text):
        # A number is read from its first digit, a word from its first letter.
        inside = place > 0 and text[place - 1].isalnum() and text[place].isalnum()
        match = None if inside else _first_match(text, place)
        if match is None:
            place += 1
            continue
        kind, hit = match
        parts = {name: value for name, value in hit.groupdict().items() if value}
        year = int(parts["year"]) if "year" in parts else None
        if year is not None and year < 100:
            year += 2000
        found.append(Found(kind, parts, hit.start(), hit.end(), year))
        place = hit.end()
    return found


def _first_match(text: str, place: int) -> tuple[str, re.Match[str]] | None:
    for kind, pattern in _READERS:
        hit = pattern.match(text, place)
        if hit is not None:
            return kind, hit
    return None


def _with_years(found: list[Found]) -> list[Found]:
    """ "Từ tháng 9 đến tháng 5/2024" says one year for two months: their order tells the other's."""
    filled = list(found)
    for index in reversed(range(len(filled) - 1)):
        here, after = filled[index], filled[index + 1]
        if here.year is None and here.month and after.year and after.month:
            filled[index] = replace(here, year=after.year - (here.month > after.month))
    for index in range(1, len(filled)):
        here, before = filled[index], filled[index - 1]
        if here.year is None and here.month and before.year and before.month:
            filled[index] = replace(here, year=before.year + (here.month < before.month))
    return filled


def _point(found: Found, *, school_year: str | None, calendar: Calendar) -> Point:
    precision: Precision = _PRECISIONS.get(found.kind, "range")
    if found.year is None and school_year is None:
        return Point(found.begin, found.end, precision, doubt="no_school_year")
    window = time_windows.window_of(found, school_year=school_year or "", calendar=calendar)
    if window is None:
        return Point(found.begin, found.end, precision, doubt="no_such_day")
    starts_on, ends_on = window
    doubt = _doubt_of(found)
    part = found.parts.get("part")
    if part and found.kind != "part_of_year":
        precision = "range"
        starts_on, ends_on = time_windows.share(starts_on, ends_on, part)
    if "week" in found.parts:
        precision = "range"
    return Point(found.begin, found.end, precision, starts_on, ends_on, doubt)


def _doubt_of(found: Found) -> str | None:
    if found.kind == "week":
        return "approximate"
    if "short" in found.parts:
        return "short_year"
    if found.kind == "part_of_year":
        return None if "school" in found.parts else "two_readings"
    if found.kind == "term" and found.year is not None:
        return "two_readings"  # "HKI/2024" names one of the two years a school year has
    # June and July lie between two school years: plans are written before their year begins.
    is_between = found.kind == "summer" or found.month in (6, 7)
    return "two_readings" if found.year is None and is_between else None
