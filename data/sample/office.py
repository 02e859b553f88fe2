"""What the sample office itself keeps: its settings, schools, recognitions, letters, and which reports came when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from data import schools
from data.lens import TIME_ZONE
from data.sample import district
from data.sample.district import BOOKS_OPENED_AT, CHANGES, GOOD, LATE, NOW, OFFICE_LOGIN, SEED, SILENT, TODAY, School
from data.schools import SchoolVersion
from data.store import Store

SETTINGS = {
    "office_name": district.OFFICE_NAME,
    "tier": "district",
    "superior_office": district.SUPERIOR_OFFICE,
    "governing_unit": district.GOVERNING_UNIT,
    "document_suffix": "KH-GDĐT",
    "contact": "Tổ kiểm định chất lượng (mẫu)",
    "evaluation_term": "Đánh giá ngoài",
    "register_from": district.SCHOOL_YEARS[0],
}


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


def record(store: Store, chosen: Collection[School]) -> None:
    """Write everything of the office that does not come in as a workbook."""
    _record_schools(store, chosen)
    codes = {school.school_code for school in chosen}
    arrivals = Arrivals()
    for school in chosen:
        _add_reports(arrivals, school)
    _add_dossiers(arrivals, codes)
    with store.transaction() as writer:
        at = BOOKS_OPENED_AT
        writer.add(
            "kept.office_setting",
            [{"name": name, "value": value, "recorded_at": at} for name, value in SETTINGS.items()],
        )
        writer.add("kept.recognition", _recognition_rows(codes))
        writer.add("kept.notice", [_notice_row(notice) for notice in NOTICES])
        writer.add("kept.received", arrivals.received)
        writer.add("kept.waiver", arrivals.waived)


def record_waivers_of_missing(store: Store) -> None:
    """Plans and results of years long past that never came: most are not collected any more."""
    rows = store.rows("select distinct school_code, kind, school_year from kept.revision where school_code is not null")
    there = {(row["school_code"], row["kind"], row["school_year"]) for row in rows}
    known = {row["school_code"] for row in store.rows("select distinct school_code from kept.school_version")}
    arrivals = Arrivals()
    for school in (school for school in district.schools() if school.school_code in known):
        for year in district.SCHOOL_YEARS[:3]:
            for kind, obligation in (("plan", "S08"), ("results", "S03")):
                due = date(int(year[:4]), 9, 30) if kind == "plan" else date(int(year[:4]) + 1, 5, 31)
                rng = Random(f"{SEED}/waiver/{obligation}/{school.school_code}/{year}")
                is_missing = (school.school_code, kind, year) not in there
                if is_missing and district.is_open_on(school, due) and rng.random() < 0.75:
                    _waive(arrivals, school, obligation, year, _NOT_COLLECTED, on=due + timedelta(days=150))
    with store.transaction() as writer:
        writer.add("kept.waiver", arrivals.waived)


def _record_schools(store: Store, chosen: Collection[School]) -> None:
    first = [
        SchoolVersion(s.school_code, s.name, s.level, s.ownership, s.ward, district.OPENED.get(s.school_code))
        for s in chosen
    ]
    schools.record(store, first, at=BOOKS_OPENED_AT, by=OFFICE_LOGIN)
    by_code = {school.school_code: school for school in chosen}
    for change in CHANGES:
        school = by_code.get(change.school_code)
        if school is None:
            continue
        version = SchoolVersion(
            school.school_code, change.name, school.level, school.ownership, school.ward,
            change.on, change.is_open, change.successor_code,
        )  # fmt: skip
        schools.record(store, [version], at=_morning(change.on), by=OFFICE_LOGIN)
    with store.transaction() as writer:
        writer.add(
            "kept.school_alias",
            [{"school_code": s.school_code, "alias": s.alias, "recorded_at": BOOKS_OPENED_AT} for s in chosen],
        )


def _recognition_rows(codes: Collection[str]) -> list[dict[str, object]]:
    return [
        {
            "recognition_id": f"CN{number:03d}",
            "school_code": each.school_code,
            "kind": each.kind,
            "grade": each.grade,
            "decision_number": each.decision_number,
            "signed_on": each.signed_on,
            "printed_expires_on": each.printed_expires_on,
            "recorded_at": max(BOOKS_OPENED_AT, _morning(each.signed_on + timedelta(days=6))),
            "recorded_by": OFFICE_LOGIN,
        }
        for number, each in enumerate(district.recognitions(), start=1)
        if each.school_code in codes
    ]


def _notice_row(notice: Notice) -> dict[str, object]:
    return {
        "obligation_code": notice.obligation_code,
        "school_year": notice.school_year,
        "due_on": notice.due_on,
        "warn_from": None,
        "document_number": notice.document_number,
        "recorded_at": _morning(notice.sent_on),
        "recorded_by": OFFICE_LOGIN,
    }


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
        elif due.year < TODAY.year and rng.random() < 0.7:
            _waive(arrivals, school, obligation, year, _NOT_COLLECTED, on=due + timedelta(days=120))


def _received_on(rng: Random, school: School, due: date) -> date | None:
    silent = 0.0 if school.manner == GOOD else 0.3 if school.manner == SILENT else 0.04
    late = 0.0 if school.manner == GOOD else 0.6 if school.manner == LATE else 0.13
    roll = rng.random()
    if roll < silent:
        return None
    return due + timedelta(days=rng.randint(1, 45)) if roll < silent + late else due - timedelta(days=rng.randint(0, 16))


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
        "recorded_at": min(_morning(on) + timedelta(days=rng.choice((0, 0, 0, 1, 2)), hours=6), NOW),
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
        "recorded_at": min(_morning(on), NOW),
        "recorded_by": OFFICE_LOGIN,
    }
    arrivals.waived.append(row)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), TIME_ZONE)
