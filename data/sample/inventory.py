"""Every workbook that was ever handed in, in the order in which they came."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from data.lens import TIME_ZONE
from data.sample import district, plans, results, schedule
from data.sample.district import GOOD, LATE, NOW, OFFICE_LOGIN, SCHOOL_YEARS, SEED, SILENT, School
from data.sample.truth import Truth

DEMO_SCHOOL = "MN06"  # hands in most, so that the demo account of a school has something to show
_SCHEDULE_DAYS = {year: (9, day) for year, day in zip(SCHOOL_YEARS, (6, 5, 4, 5, 9), strict=True)}
_FILE_NAMES = {
    "plan": (
        "Ke hoach cai tien {year} {name}.xlsx",
        "KH CTCL {year}.xlsx",
        "Kế hoạch cải tiến chất lượng {name}.xlsx",
        "{code}_ke_hoach.xlsx",
    ),
    "results": (
        "Bao cao ket qua cai tien {year} {name}.xlsx",
        "BC KQ CTCL {year}.xlsx",
        "Kết quả cải tiến {name}.xlsx",
        "{code}_ket_qua.xlsx",
    ),
}
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
class HandIn:
    """One workbook as it reached the office, with what it was meant to say."""

    file_name: str
    content: bytes
    kind: str
    school_code: str | None
    school_year: str
    at: datetime
    by: str
    truth: Truth
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    at: datetime
    kind: str
    school: School | None
    school_year: str
    edition: int = 1
    withdrawal: Withdrawal | None = None


def hand_ins(school_codes: Collection[str] | None = None) -> Iterator[HandIn]:
    """All workbooks, or those of some schools with their lines of the schedules, oldest first; made one by one."""
    chosen = [s for s in district.schools() if school_codes is None or s.school_code in school_codes]
    by_code = {school.school_code: school for school in chosen}
    for event in events(chosen):
        yield _made(event, by_code)


def events(chosen: Collection[School]) -> list[_Event]:
    """Who hands in what and when; nothing after the sample's today."""
    found = [event for school in chosen for year in SCHOOL_YEARS for event in _school_events(school, year)]
    codes = {school.school_code for school in chosen}
    visited_years = {visit.school_year for visit in district.visits() if visit.school_code in codes}
    for year, (month, day) in _SCHEDULE_DAYS.items():
        if year not in visited_years:
            continue
        at = datetime(int(year[:4]), month, day, 15, 30, tzinfo=TIME_ZONE)
        found.append(_Event(at, "schedule", None, year))
        if year == "2025-2026":
            found.append(_Event(at + timedelta(days=48), "schedule", None, year, edition=2))
    kept = [event for event in found if event.at <= NOW]
    return sorted(kept, key=lambda e: (e.at, e.school.school_code if e.school else "", e.kind))


def write_workbooks(folder: Path, *, school_codes: Collection[str] | None = None) -> int:
    """Write the workbooks as <folder>/<school year>/<kind>/<school>/<file>, to try the upload by hand; gives their number."""
    count = 0
    for hand_in in hand_ins(school_codes):
        owner = hand_in.school_code or "van-phong"
        path = folder / hand_in.school_year / hand_in.kind / owner / hand_in.file_name
        if path.exists():
            path = path.with_stem(f"{path.stem} ({hand_in.at:%d-%m-%Y})")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hand_in.content)
        count += 1
    return count


def _school_events(school: School, year: str) -> Iterator[_Event]:
    first = int(year[:4])
    for kind, due in (("plan", date(first, 9, 30)), ("results", date(first + 1, 5, 31))):
        rng = Random(f"{SEED}/event/{kind}/{school.school_code}/{year}")
        day = _day_of(rng, school, kind, due)
        if day is None or not district.is_open_on(school, day):
            continue
        event = _Event(_moment(rng, day), kind, school, year)
        yield from _editions(rng, event)


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


def _editions(rng: Random, event: _Event) -> Iterator[_Event]:
    school = event.school
    is_demo = school is not None and school.school_code == DEMO_SCHOOL
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
    if roll < 0.03 or (is_demo and event.school_year in ("2023-2024", "2024-2025")):
        yield replace(event, at=later, edition=2)


def _moment(rng: Random, day: date) -> datetime:
    return datetime.combine(day, time(rng.randint(7, 16), rng.randint(0, 59), rng.randint(0, 59)), TIME_ZONE)


def _made(event: _Event, by_code: dict[str, School]) -> HandIn:
    if event.school is None:
        return _made_schedule(event, by_code)
    school, year, day = event.school, event.school_year, event.at.date()
    rng = Random(f"{SEED}/file/{event.kind}/{school.school_code}/{year}/{event.edition}")
    form = plans if event.kind == "plan" else results
    content, truth = form.written(rng, school, year, day=day - timedelta(days=rng.randint(0, 6)))
    name = rng.choice(_FILE_NAMES[event.kind]).format(
        year=year, name=district.name_on(school, day), code=school.school_code.lower()
    )
    by = f"truong-{school.school_code.lower()}"
    return HandIn(
        name, content, event.kind, school.school_code, year, event.at, by, truth, withdrawal=event.withdrawal
    )


def _made_schedule(event: _Event, by_code: dict[str, School]) -> HandIn:
    year = event.school_year
    visits = [v for v in district.visits() if v.school_year == year and v.school_code in by_code]
    if year == "2025-2026" and event.edition == 1:
        visits = visits[:-1]  # One school is added by the second edition.
    rng = Random(f"{SEED}/file/schedule/{year}/{event.edition}")
    content, truth = schedule.written(rng, by_code, year, visits, day=event.at.date())
    name = f"Lich danh gia ngoai {year}.xlsx"
    return HandIn(name, content, "schedule", None, year, event.at, OFFICE_LOGIN, truth)
