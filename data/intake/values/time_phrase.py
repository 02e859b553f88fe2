"""When something is to be done: from "HKI, năm học 23-24" to a window of days that remembers its wording.

A month alone is a window from its first to its last day. What goes on all year ("Suốt năm học", "hằng tháng")
has no deadline of its own: its window is the school year, so it falls due at the end of it. "Trước 30/5" ends
on 29/5.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from data.intake.text import as_typed, plain
from data.intake.values import school_year as years
from data.intake.values import time_points, time_windows
from data.intake.values.school_year import Calendar
from data.intake.values.time_points import Point, Precision

_RECURRING = re.compile(
    r"thuong xuyen|dinh k[yi]|\bh[ao]ng (?:nam|thang|quy|tuan|ngay|(?:hoc )?k[yi])"
    r"|\bmoi (?:nam|thang|quy|tuan|(?:hoc )?k[yi])"
    r"|\b(?:suot|ca|toan|quanh|xuyen suot) (?:ca )?nam|lien tuc|xuyen suot"
    r"|\bca (?:2|hai) (?:hoc )?k[yi]|theo tung thang"
)
_WHOLE_YEAR = re.compile(r"\bnam hoc\b|\bnh\b|\bca nam\b")
_TIMES_OF_DAY = re.compile(
    r"\b\d{1,2}\s*(?:gio|h|g)(?:\s*\d{1,2}\s*(?:phut|p)?)?(?![a-z\d])|\b\d{1,2}:\d{2}(?::\d{2})?\b"
)
_MONTH_LIST = re.compile(
    r"(\b(?:thang|t\.?)\s*(?:1[0-2]|0?[1-9])\s*(?:,|;|va|&|\+|-|den)\s*)(?=(?:1[0-2]|0?[1-9])(?![\d/.]|\s*thang))"
)
_TERM_LIST = re.compile(
    r"(\b(?:hoc\s*k[yi]|hk)\s*(?:ii|i|[12])\s*(?:,|;|va|&|\+|-|den)\s*)(?=(?:ii|i|[12])(?![a-z\d/]))"
)
_BEFORE = re.compile(r"\btruoc(?:\s+(?:ngay|het))?\s*$")
_UNTIL = re.compile(
    r"(?:cham nhat|muon nhat|han chot|han cuoi|\bden|\btoi)(?:\s|:|ngay\b|het\b|cuoi\b|la\b)*$"
)
_SINCE = re.compile(r"\b(?:tu|ke tu|bat dau|sau|tu ngay|tu dau)[\s:]*$")
_THROUGH = re.compile(r"^\W*(?:-+>?|→|~)|\b(?:den|toi|hoan thanh|ket thuc|xong|truoc)\b")
_VAGUE = re.compile(r"\bdu kien\b|\bkhoang\b|\buoc\b")
_FIGURES_LEFT = re.compile(r"\d\s*[/.-]\s*$|\d\s*[/.-]\s+")  # 10/15/2023: only the year would be understood
_MONTH_FORMAT = re.compile(
    r"^[\"'\\\s]*(?:\[[^\]]*\])*[a-z\s\"']*m{1,4}[\s\"'\\]*[/.\-][\s\"'\\]*y{2,4}", re.IGNORECASE
)
_LONGEST = 400  # a time is said sooner; a cell may hold 32,767 letters
_SERIALS = range(36526, 73050)  # 2000 to 2099, as Excel counts days
_FILLERS = re.compile(
    r"tu|den|toi|truoc|sau|trong|vao|thang|nam|hoc|nh|ngay|quy|hoan|thanh|thuc|hien|cham|nhat|muon|han|chot|cuoi"
    r"|dau|giua|du|kien|khoang|thuong|xuyen|dinh|k[yi]|h[ao]ng|moi|tuan|suot|ca|toan|quanh|lien|tuc|va|bat|ket"
    r"|thuc|xong|het|giai|doan|thoi|gian|dip|ke|la|uoc|hai|2|theo|tung"
)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A window of days with the phrase it was read from; unknown ends are None."""

    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision | None = None
    is_recurring: bool = False
    doubt: str | None = None


@lru_cache(maxsize=8192, typed=True)
def parse(
    value: object, *, school_year: str | None, calendar: Calendar | None = None, number_format: str = ""
) -> TimePhrase:
    """Read a cell of a time column; `school_year` gives the year to a month or a term that names none."""
    calendar = calendar or Calendar()
    school_year = years.parse(school_year).school_year
    text = as_typed(value)
    if isinstance(value, date):
        phrase = _of_date(text, value, number_format=number_format)
    elif isinstance(value, int | float):
        phrase = _of_number(text, float(value))
    elif isinstance(value, time | timedelta):
        phrase = TimePhrase(text, doubt="not_understood")
    else:
        phrase = _of_text(text, school_year=school_year, calendar=calendar)
    return _looked_over(phrase, school_year=school_year, calendar=calendar)


def _of_date(text: str, value: date, *, number_format: str) -> TimePhrase:
    """A date cell; Excel makes the first of the month out of a typed "9/2023"."""
    day = value.date() if isinstance(value, datetime) else value
    if day.day == 1 and _MONTH_FORMAT.match(number_format):
        return TimePhrase(text, *time_windows.month_window(day.year, day.month), "month")
    return TimePhrase(text, day, day, "day", doubt="maybe_month" if day.day == 1 else None)


def _of_number(text: str, value: float) -> TimePhrase:
    """A number in a time column: Excel's count of days, a year, a month, or 9.2023 typed with a dot."""
    if not math.isfinite(value):
        return TimePhrase(text, doubt="not_understood" if text else None)
    if int(value) in _SERIALS:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return TimePhrase(text, day, day, "day", doubt="excel_serial")
    if value.is_integer() and 2000 <= value < 2100:
        return TimePhrase(text, date(int(value), 1, 1), date(int(value), 12, 31), "year", doubt="was_number")
    month, year = int(value), round((value - int(value)) * 10000)
    if 1 <= month <= 12 and 2000 <= year < 2100:
        return TimePhrase(text, *time_windows.month_window(year, month), "month", doubt="was_number")
    return TimePhrase(text, doubt="not_understood")


def _of_text(text: str, *, school_year: str | None, calendar: Calendar) -> TimePhrase:
    wanted = plain(text)[:_LONGEST]
    if not any(each.isalnum() for each in wanted):
        return TimePhrase(text)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 8:
        return _of_number(text, float(wanted))
    wanted, named = _without_school_years(_TIMES_OF_DAY.sub(" ", wanted))
    wanted = _TERM_LIST.sub(r"\1hk ", _repeated(_MONTH_LIST, r"\1thang ", wanted))
    around = named[0] if named else school_year
    points = time_points.find(wanted, school_year=around, calendar=calendar)
    is_recurring = _RECURRING.search(wanted) is not None
    if points:
        phrase = _joined(text, wanted, points)
        phrase = _open_ended(phrase, wanted, points, around=around, calendar=calendar)
    elif named:
        window = calendar.first_day(min(named)), calendar.last_day(max(named))
        phrase = TimePhrase(text, *window, "year" if len(named) == 1 else "range")
    elif is_recurring or _WHOLE_YEAR.search(wanted):
        phrase = _whole_year(text, around, calendar)
    else:
        return TimePhrase(text, doubt="not_understood")
    if any(each.precision == "year" for each in points) and _FIGURES_LEFT.search(_beside(wanted, points)):
        return TimePhrase(text, doubt="not_understood")
    doubt = phrase.doubt or ("approximate" if _VAGUE.search(wanted) else _more_text(wanted, points))
    return replace(phrase, is_recurring=is_recurring, doubt=doubt)


def _without_school_years(wanted: str) -> tuple[str, list[str]]:
    """The phrase with the figures of its school years blanked (the words stay), and those school years."""
    named = []
    if re.fullmatch(r"\d\d\s*-\s*\d\d", wanted):
        wanted = f"nam hoc {wanted}"
    for mention in years.mentions(wanted):
        figures = re.sub(
            r"\d[\d\s/_~-]*\d", lambda hit: " " * len(hit[0]), wanted[mention.start : mention.end]
        )
        wanted = wanted[: mention.start] + figures + wanted[mention.end :]
        named.append(mention.school_year)
    return wanted, list(dict.fromkeys(named))


def _repeated(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    """ "tháng 9, 10, 11" says "tháng" once for all three; each pass gives the word to one more."""
    for _ in range(12):
        longer = pattern.sub(replacement, text)
        if longer == text:
            break
        text = longer
    return text


def _joined(text: str, wanted: str, points: list[Point]) -> TimePhrase:
    """One window over all the points; several that do not touch are a doubt."""
    first, last = points[0], points[-1]
    doubt = next((each.doubt for each in points if each.doubt), None)
    if any(each.starts_on is None for each in points):
        only = first.precision if len(points) == 1 else "range"
        return TimePhrase(text, precision=None if doubt == "no_such_day" else only, doubt=doubt)
    if len(points) == 1:
        return TimePhrase(text, first.starts_on, first.ends_on, first.precision, doubt=doubt)
    for before, after in pairwise(points):
        between = wanted[before.end : after.begin]
        if not (_THROUGH.search(between) or _touch(before, after)):
            doubt = doubt or "several_times"
    if doubt == "several_times":
        starts_on = min(each.starts_on for each in points if each.starts_on)
        ends_on = max(each.ends_on for each in points if each.ends_on)
        return TimePhrase(text, starts_on, ends_on, "range", doubt=doubt)
    return TimePhrase(text, first.starts_on, last.ends_on, "range", doubt=doubt)


def _touch(before: Point, after: Point) -> bool:
    return bool(before.ends_on and after.starts_on and after.starts_on - before.ends_on == timedelta(days=1))


def _open_ended(
    phrase: TimePhrase, wanted: str, points: list[Point], *, around: str | None, calendar: Calendar
) -> TimePhrase:
    """ "Trước 30/5" has no first day, "từ 9/2023" ends with the school year of its first day."""
    if phrase.starts_on is None or phrase.ends_on is None:
        return phrase
    opens_on, closes_on = phrase.starts_on, phrase.ends_on
    last = points[-1]
    ahead = wanted[points[-2].end if len(points) > 1 else 0 : last.begin]
    if _BEFORE.search(ahead) and last.starts_on:
        phrase = replace(phrase, ends_on=last.starts_on - timedelta(days=1))
        return phrase if len(points) > 1 else replace(phrase, starts_on=None)
    if len(points) > 1:
        return phrase
    if _SINCE.search(ahead):
        ends_on = calendar.last_day(years.of_day(opens_on))
        if around and calendar.first_day(around) <= opens_on <= calendar.last_day(around):
            ends_on = calendar.last_day(around)
        return replace(
            phrase, ends_on=max(ends_on, closes_on), precision="range", doubt=phrase.doubt or "open_end"
        )
    return replace(phrase, starts_on=None) if _UNTIL.search(ahead) else phrase


def _whole_year(text: str, school_year: str | None, calendar: Calendar) -> TimePhrase:
    if school_year is None:
        return TimePhrase(text, precision="year", doubt="no_school_year")
    return TimePhrase(text, calendar.first_day(school_year), calendar.last_day(school_year), "year")


def _more_text(wanted: str, points: list[Point]) -> str | None:
    """Words beside the time that this module does not know may change its meaning."""
    words = re.findall(r"[^\W_]+", _beside(wanted, points))
    return "more_text" if any(not _FILLERS.fullmatch(each) for each in words) else None


def _beside(wanted: str, points: list[Point]) -> str:
    rest = list(wanted)
    for each in points:
        rest[each.begin : each.end] = " " * (each.end - each.begin)
    return "".join(rest)


def _looked_over(phrase: TimePhrase, *, school_year: str | None, calendar: Calendar) -> TimePhrase:
    """The dates stay; an impossible order, and a year that is plainly another one, are pointed out."""
    starts_on, ends_on = phrase.starts_on or phrase.ends_on, phrase.ends_on
    if starts_on is None or ends_on is None:
        return phrase
    if starts_on > ends_on:
        return replace(phrase, starts_on=None, ends_on=None, precision=None, doubt="ends_before_start")
    if school_year is None:
        return phrase
    year = timedelta(days=366)
    first_day, last_day = calendar.first_day(school_year), calendar.last_day(school_year)
    is_outside = ends_on < first_day - year or starts_on > last_day + year
    return replace(phrase, doubt="outside_school_year") if is_outside else phrase
