"""School years: "2023-2024", however they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.intake.text import as_typed, plain

# A year of two digits counts only after the words "năm học": bare, "23-24" may as well be two days.
_FIGURES = re.compile(r"\d\d")
_YEARS = re.compile(
    r"(?P<words>\b(?:nam\s*hoc|nh)\s*[:.]?\s*)?"
    r"(?<!\d)(?<!\d[/.])(?<!\d{4}[-_~])"
    r"(?P<first>20\d\d|\d\d)\s*[-/_~]\s*(?P<last>20\d\d|\d\d)"
    r"(?!\d|[-/.]\d)"
)


@dataclass(frozen=True, slots=True)
class ParsedYear:
    """A school year with the text it was read from."""

    text: str
    school_year: str | None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where in a text a school year stands."""

    start: int
    end: int
    school_year: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a school year as (month, day); provinces set their own."""

    starts: tuple[int, int] = (9, 5)
    first_term_ends: tuple[int, int] = (1, 15)
    second_term_starts: tuple[int, int] = (1, 16)
    ends: tuple[int, int] = (5, 31)

    def first_day(self, school_year: str) -> date:
        return _in_school_year(school_year, self.starts)

    def last_day(self, school_year: str) -> date:
        return _in_school_year(school_year, self.ends)

    def term(self, school_year: str, number: int) -> tuple[date, date]:
        """First and last day of term 1 or 2."""
        if number == 1:
            return self.first_day(school_year), _in_school_year(school_year, self.first_term_ends)
        return _in_school_year(school_year, self.second_term_starts), self.last_day(school_year)


def parse(value: object) -> ParsedYear:
    """The one school year the text names; two different ones, or a longer period, are a doubt."""
    text = as_typed(value)
    wanted = plain(text)
    found = list(dict.fromkeys(each.school_year for each in mentions(wanted)))
    if not found and re.fullmatch(r"\d\d\s*[-/_~]\s*\d\d", wanted):
        found = [each.school_year for each in mentions(f"nam hoc {wanted}")]
    if len(found) == 1:
        return ParsedYear(text, found[0])
    if found:
        return ParsedYear(text, None, "two_readings")
    if re.search(r"20\d\d\s*[-/_~]\s*(?:20)?\d\d(?!\d)", wanted):
        return ParsedYear(text, None, "not_a_school_year")
    return ParsedYear(text, None, "not_understood" if wanted else None)


def find_all(text: str) -> list[str]:
    """The distinct school years of a text in order of appearance; periods of several years are none."""
    if not _FIGURES.search(text):
        return []
    return list(dict.fromkeys(each.school_year for each in mentions(plain(text))))


def mentions(plain_text: str) -> list[Mention]:
    """Every school year in a text that `plain` has prepared, with its place."""
    found = []
    for match in _YEARS.finditer(plain_text):
        first, last = match["first"], match["last"]
        has_words = match["words"] is not None
        if len(first) == 2 and not (has_words and len(last) == 2):
            continue
        start = int(first) if len(first) == 4 else 2000 + int(first)
        if (start + 1) % 100 == int(last) % 100 and (len(last) == 2 or int(last) == start + 1):
            found.append(Mention(match.start(), match.end(), f"{start}-{start + 1}"))
    return found


def of_day(day: date) -> str:
    """The school year a day belongs to; August opens the new one."""
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}-{start + 1}"


def year_of_month(school_year: str, month: int) -> int:
    """The calendar year in which the month of this school year lies."""
    start = int(school_year[:4])
    return start if month >= 8 else start + 1


def _in_school_year(school_year: str, month_day: tuple[int, int]) -> date:
    month, day = month_day
    return date(year_of_month(school_year, month), month, day)
