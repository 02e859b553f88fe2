"""When the schools' workbooks come: on time, late, never, twice, or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from data.lens import TIME_ZONE
from data.sample import district, needs
from data.sample.district import GOOD, LATE, NOW, SEED, SILENT, School

_REASONS = (
    "Nộp nhầm bản chưa được hiệu trưởng duyệt",
    "Gửi nhầm tệp của năm trước",
    "Trường xin nộp lại bản có chữ ký",
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Taken back by the office at the school's request."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """One workbook on its way to the office; without a school it is the office's own."""

    at: datetime
    kind: str
    school: School | None
    school_year: str
    edition: int = 1
    withdrawal: Withdrawal | None = None
    also: tuple[str, ...] = ()


@cache
def of(school: School, year: str) -> tuple[Event, ...]:
    """All that a school hands in for a school year, whether that day has come or not."""
    return tuple(_events(school, year))


@cache
def first_at(kind: str, school: School, year: str) -> datetime | None:
    """When the first workbook of a kind came that was not taken back; None when none did."""
    moments = [e.at for e in of(school, year) if e.kind == kind and e.withdrawal is None and e.at <= NOW]
    return min(moments, default=None)


def _events(school: School, year: str) -> Iterator[Event]:
    first = int(year[:4])
    for kind, due in (("plan", date(first, 9, 30)), ("results", date(first + 1, 5, 31))):
        rng = Random(f"{SEED}/event/{kind}/{school.school_code}/{year}")
        day = _day_of(rng, school, kind, due)
        if day is None or not district.is_open_on(school, day):
            continue
        event = Event(_moment(rng, day), kind, school, year)
        yield from _editions(rng, event)
    yield from _appraisals(school, year)
    advised_on = needs.advised_on(school, year)
    if advised_on is not None:
        rng = Random(f"{SEED}/event/recommendations/{school.school_code}/{year}")
        yield Event(_moment(rng, advised_on), "recommendations", school, year)


def _appraisals(school: School, year: str) -> Iterator[Event]:
    """The self-evaluation: its summary, the strengths and weaknesses in the same workbook or days later, or never."""
    rng = Random(f"{SEED}/event/self_evaluation/{school.school_code}/{year}")
    day = date(int(year[:4]) + 1, 5, 31) - timedelta(days=rng.randint(-12, 25))
    share = 0.5 if school.manner == SILENT else 0.92
    is_demo = school.school_code == district.DEMO_SCHOOL
    is_missing = rng.random() >= share and not is_demo
    if year not in needs.APPRAISED_YEARS or is_missing or not district.is_open_on(school, day):
        return
    shape = "both" if is_demo else rng.choices(("apart", "summary", "both"), (30, 14, 56))[0]
    has_findings = shape == "both" and not district.is_real(school)
    yield Event(
        _moment(rng, day), "self_evaluation", school, year, also=("findings",) if has_findings else ()
    )
    if shape == "apart" and not district.is_real(school):
        yield Event(_moment(rng, day + timedelta(days=rng.randint(1, 9))), "findings", school, year)


def _day_of(rng: Random, school: School, kind: str, due: date) -> date | None:
    """When a hand-in comes; None when it never does."""
    silent, late = (0.03, 0.07) if kind == "plan" else (0.03, 0.15)
    if kind == "plan" and due.year == NOW.year:
        silent = 0.1  # Some of this year's plans are still to come.
    if school.manner == GOOD:
        silent, late = 0.0, 0.0
    elif school.manner == SILENT:
        silent = 0.45
    elif school.manner == LATE:
        late = 0.6 if kind == "plan" else 0.75
    roll = rng.random()
    if roll < silent:
        return None
    if roll < silent + late:
        return due + timedelta(
            days=min(rng.randint(2, 75), rng.randint(2, 75)) if kind == "plan" else rng.randint(1, 48)
        )
    early = (
        rng.choice((0, 1, 2, 4, 5, 7, 9, 12, 14, 16, 20, 25, 31, 38))
        if kind == "plan"
        else rng.choice((0, 0, 1, 1, 2, 3, 4, 6, 8))
    )
    return due - timedelta(days=early)


def _editions(rng: Random, event: Event) -> Iterator[Event]:
    school = event.school
    is_demo = school is not None and school.school_code == district.DEMO_SCHOOL
    roll = rng.random()
    later = event.at + timedelta(days=rng.randint(6, 28), minutes=rng.randint(1, 90))
    reason = rng.choice(_REASONS)
    if roll < 0.01 and not is_demo:
        taken_back = Withdrawal(min(event.at + timedelta(days=rng.randint(1, 4)), NOW), reason)
        yield replace(event, withdrawal=taken_back)
        if roll < 0.008:
            yield replace(event, at=later, edition=2)
        return
    yield event
    if roll < 0.03 or (is_demo and event.school_year in district.SCHOOL_YEARS[:3]):
        yield replace(event, at=later, edition=2)


def _moment(rng: Random, day: date) -> datetime:
    return datetime.combine(day, time(rng.randint(7, 16), rng.randint(0, 59), rng.randint(0, 59)), TIME_ZONE)
