"""Which reports of the sample came when, on paper: on time, late, never, or not collected any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from data.lens import TIME_ZONE
from data.sample import district
from data.sample.district import GOOD, LATE, NOW, OFFICE_LOGIN, SEED, SILENT, TODAY, School
from data.store import Store


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter that sets the due day of a report for one school year."""

    obligation_code: str
    school_year: str
    due_on: date
    document_number: str
    sent_on: date


NOTICES = (
    Notice("S33", "2023-2024", date(2024, 6, 15), "612/CV-GDĐT", date(2024, 5, 10)),
    Notice("S15", "2024-2025", date(2025, 1, 15), "1820/CV-GDĐT", date(2024, 12, 9)),
    Notice("S33", "2024-2025", date(2025, 6, 10), "655/CV-GDĐT", date(2025, 5, 8)),
    Notice("S17", "2025-2026", date(2025, 10, 31), "1511/CV-GDĐT", date(2025, 10, 6)),
    Notice("S15", "2025-2026", date(2025, 12, 15), "1790/CV-GDĐT", date(2025, 11, 17)),
    Notice("S33", "2025-2026", date(2026, 6, 15), "640/CV-GDĐT", date(2026, 5, 11)),
    Notice("S17", "2026-2027", date(2026, 10, 30), "1498/CV-GDĐT", date(2026, 10, 5)),
    Notice("S15", "2026-2027", date(2026, 11, 30), "1633/CV-GDĐT", date(2026, 11, 2)),
    Notice("S57A", "2026-2027", date(2027, 1, 31), "1690/CV-GDĐT", date(2026, 11, 16)),
)
_NOT_COLLECTED = "Đã kiểm tra trực tiếp tại trường, không thu bổ sung"
_NEW_SCHOOL = "Trường mới thành lập, chưa thực hiện tự đánh giá"


@dataclass(slots=True)
class Arrivals:
    """Rows for kept.received and kept.waiver."""

    received: list[dict[str, object]] = field(default_factory=list)
    waived: list[dict[str, object]] = field(default_factory=list)


def of(chosen: Collection[School]) -> Arrivals:
    """All that came on paper from these schools, and what they were let off."""
    arrivals = Arrivals()
    for school in chosen:
        _add_reports(arrivals, school)
    _add_dossiers(arrivals, {school.school_code for school in chosen})
    return arrivals


def record_waivers_of_missing(store: Store) -> None:
    """Plans and results of years long past that never came are not collected any more; most of the year before last."""
    rows = store.rows(
        "select distinct school_code, kind, school_year from kept.revision where school_code is not null"
    )
    there = {(row["school_code"], row["kind"], row["school_year"]) for row in rows}
    known = {row["school_code"] for row in store.rows("select distinct school_code from kept.school_version")}
    arrivals = Arrivals()
    for school in (school for school in district.schools() if school.school_code in known):
        for year in district.SCHOOL_YEARS[:3]:
            for kind, obligation in (("plan", "S08"), ("results", "S03")):
                due = date(int(year[:4]), 9, 30) if kind == "plan" else date(int(year[:4]) + 1, 5, 31)
                rng = Random(f"{SEED}/waiver/{obligation}/{school.school_code}/{year}")
                is_missing = (school.school_code, kind, year) not in there
                is_let_off = year in district.SCHOOL_YEARS[:2] or rng.random() < 0.75
                if is_missing and is_let_off and district.is_open_on(school, due):
                    _waive(arrivals, school, obligation, year, _NOT_COLLECTED, on=due + timedelta(days=150))
    with store.transaction() as writer:
        writer.add("kept.waiver", arrivals.waived)


def morning(day: date) -> datetime:
    """When the office's clerk writes things down."""
    return datetime.combine(day, time(9), TIME_ZONE)


def _asked() -> Iterator[tuple[str, str, date]]:
    """Every report that comes on paper: obligation, school year, due day."""
    for year in district.SCHOOL_YEARS[:-1]:
        yield "S02", year, date(int(year[:4]) + 1, 5, 31)
    for notice in NOTICES:
        yield notice.obligation_code, notice.school_year, notice.due_on


def _add_reports(arrivals: Arrivals, school: School) -> None:
    for obligation, year, due in _asked():
        if not district.is_open_on(school, due):
            continue
        opened_on = district.OPENED.get(school.school_code)
        if obligation == "S02" and opened_on is not None and (due - opened_on).days < 365:
            _waive(arrivals, school, obligation, year, _NEW_SCHOOL, on=due - timedelta(days=20))
            continue
        rng = Random(f"{SEED}/report/{obligation}/{school.school_code}/{year}")
        on = _received_on(rng, school, due)
        if on is not None:
            _receive(arrivals, school.school_code, obligation, year, on, rng)
        elif due.year < TODAY.year - 1 or (due.year < TODAY.year and rng.random() < 0.7):
            _waive(arrivals, school, obligation, year, _NOT_COLLECTED, on=due + timedelta(days=120))


def _received_on(rng: Random, school: School, due: date) -> date | None:
    silent = 0.0 if school.manner == GOOD else 0.3 if school.manner == SILENT else 0.04
    late = 0.0 if school.manner == GOOD else 0.6 if school.manner == LATE else 0.13
    roll = rng.random()
    if roll < silent:
        return None
    return (
        due + timedelta(days=rng.randint(1, 45))
        if roll < silent + late
        else due - timedelta(days=rng.randint(0, 16))
    )


def _add_dossiers(arrivals: Arrivals, codes: Collection[str]) -> None:
    for visit in district.visits():
        if visit.school_code in codes and visit.dossier_on is not None:
            rng = Random(f"{SEED}/dossier/{visit.school_code}/{visit.school_year}")
            _receive(arrivals, visit.school_code, "S11", visit.school_year, visit.dossier_on, rng)


def _receive(arrivals: Arrivals, school_code: str, obligation: str, year: str, on: date, rng: Random) -> None:
    if on > TODAY:
        return
    row: dict[str, object] = {
        "school_code": school_code,
        "obligation_code": obligation,
        "school_year": year,
        "received_on": on,
        "document_number": None,
        "recorded_at": min(morning(on) + timedelta(days=rng.choice((0, 0, 0, 1, 2)), hours=6), NOW),
        "recorded_by": OFFICE_LOGIN,
    }
    arrivals.received.append(row)


def _waive(arrivals: Arrivals, school: School, obligation: str, year: str, reason: str, *, on: date) -> None:
    row: dict[str, object] = {
        "school_code": school.school_code,
        "obligation_code": obligation,
        "school_year": year,
        "reason": reason,
        "until_on": None,
        "recorded_at": min(morning(on), NOW),
        "recorded_by": OFFICE_LOGIN,
    }
    arrivals.waived.append(row)
