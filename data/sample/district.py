"""The invented district: its schools, who is evaluated when, what was recognised, and the manner of each school.

Ten schools, their months and marks of 2024-2025 are facts of a published schedule; everything else is invented. Those ten are
always given good manners: nothing unkind is made up about a school that exists.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from data.lens import TIME_ZONE

FOLDER = Path(__file__).parent
SEED = "Quận Sông Mẫu"
MARK = "DỮ LIỆU MẪU – HƯ CẤU"
TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(17), TIME_ZONE)
SCHOOL_YEARS = ("2022-2023", "2023-2024", "2024-2025", "2025-2026", "2026-2027")
OFFICE_NAME = "Phòng GDĐT Quận Sông Mẫu (dữ liệu mẫu)"
GOVERNING_UNIT = "UBND Quận Sông Mẫu (dữ liệu mẫu)"
SUPERIOR_OFFICE = "Sở GDĐT (dữ liệu mẫu)"
OFFICE_LOGIN = "mau-chuyen-vien"
DEMO_SCHOOL = "MN06"  # hands in most, so that the demo account of a school has something to show
# Since when the office keeps its books here.
BOOKS_OPENED_AT = datetime(2022, 7, 1, 8, tzinfo=TIME_ZONE)
FRAMEWORKS_2018 = {"MN": "TT19-2018", "TH": "TT17-2018", "THCS": "TT18-2018", "TH-THCS": "TT18-2018"}

# Manners: what a school's hand-ins are like.
GOOD, LATE, SILENT, VAGUE, COPYING = "good", "late", "silent", "vague", "copying"


@dataclass(frozen=True, slots=True)
class School:
    """One school as it was when the books were opened; what changed later stands in CHANGES."""

    school_code: str
    name: str
    level: str
    ownership: str
    ward: str
    alias: str
    manner: str


@dataclass(frozen=True, slots=True)
class Change:
    """From this day on the school has another name, or is no longer."""

    school_code: str
    on: date
    name: str
    is_open: bool = True
    successor_code: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of a year's schedule, and the day the dossier came (None: it has not)."""

    school_year: str
    school_code: str
    time_text: str
    starts_on: date
    ends_on: date
    asks_kdcl: bool
    asks_cqg: bool
    dossier_on: date | None


@dataclass(frozen=True, slots=True)
class Recognition:
    school_code: str
    kind: str
    grade: int
    decision_number: str
    signed_on: date
    printed_expires_on: date | None


OPENED = {"MN31": date(2023, 8, 1)}
CHANGES = (
    Change("CS05", date(2024, 8, 1), "THCS Bến Sông Mới"),
    Change("MN32", date(2024, 7, 1), "MN Kẹo Bông", is_open=False),
    Change("TH25", date(2025, 8, 1), "Tiểu học Bình Minh Nhỏ", is_open=False, successor_code="TH24"),
)


@cache
def schools() -> tuple[School, ...]:
    """Every school there ever was, in the order of the office's list."""
    return tuple(School(**row) for row in _rows("schools.csv"))


@cache
def _by_code() -> dict[str, School]:
    return {school.school_code: school for school in schools()}


def school(school_code: str) -> School:
    """The school of a code."""
    return _by_code()[school_code]


def year_before(school_year: str) -> str | None:
    """The school year before; None before the first."""
    place = SCHOOL_YEARS.index(school_year)
    return SCHOOL_YEARS[place - 1] if place else None


def year_after(school_year: str) -> str | None:
    """The school year after; None after the last."""
    place = SCHOOL_YEARS.index(school_year) + 1
    return SCHOOL_YEARS[place] if place < len(SCHOOL_YEARS) else None


@cache
def visits() -> tuple[Visit, ...]:
    """The schedules of all years."""
    return tuple(
        Visit(
            row["school_year"],
            row["school_code"],
            row["time_text"],
            date.fromisoformat(row["starts_on"]),
            date.fromisoformat(row["ends_on"]),
            row["asks_kdcl"] == "1",
            row["asks_cqg"] == "1",
            _day(row["dossier_on"]),
        )
        for row in _rows("visits.csv")
    )


@cache
def recognitions() -> tuple[Recognition, ...]:
    """What was recognised, oldest first."""
    return tuple(
        Recognition(
            row["school_code"],
            row["kind"],
            int(row["grade"]),
            row["decision_number"],
            date.fromisoformat(row["signed_on"]),
            _day(row["printed_expires_on"]),
        )
        for row in _rows("recognitions.csv")
    )


def is_real(school: School) -> bool:
    """Whether this is one of the ten schools of the published schedule, which exist."""
    return any(v.school_year == "2024-2025" and v.school_code == school.school_code for v in visits())


def name_on(school: School, day: date) -> str:
    """What the school is called on a day."""
    names = [
        change.name for change in CHANGES if change.school_code == school.school_code and change.on <= day
    ]
    return names[-1] if names else school.name


def is_open_on(school: School, day: date) -> bool:
    """Whether the school is there on a day."""
    ended = any(c.on <= day and not c.is_open for c in CHANGES if c.school_code == school.school_code)
    return not ended and OPENED.get(school.school_code, date.min) <= day


def framework_of(school: School, school_year: str) -> str:
    """The criteria that hold for a school in a school year."""
    if school_year < "2026-2027":
        return FRAMEWORKS_2018[school.level]
    return "TT57-2026-MN" if school.level == "MN" else "TT57-2026-PT"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
