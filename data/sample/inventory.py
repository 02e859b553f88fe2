"""Every workbook that was ever handed in, in the order in which they came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from data.lens import TIME_ZONE
from data.sample import appraisals, arriving, district, plans, plans57, recommendations, results, schedule
from data.sample.arriving import Event, Withdrawal
from data.sample.district import NOW, OFFICE_LOGIN, SCHOOL_YEARS, SEED, School
from data.sample.truth import Truth

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
    "self_evaluation": (
        "Tong hop tu danh gia {year} {name}.xlsx",
        "BC TĐG {year}.xlsx",
        "{code}_tu_danh_gia.xlsx",
    ),
    "findings": ("Diem manh diem yeu {year}.xlsx", "{code}_diem_manh_diem_yeu.xlsx"),
    "recommendations": ("Khuyen nghi doan DGN {name}.xlsx", "{code}_khuyen_nghi.xlsx"),
}


@dataclass(frozen=True, slots=True)
class HandIn:
    """One workbook as it reached the office, with what it was meant to say.

    `kind` is what it was handed in as; `told` has the truth of each kind of table in it.
    """

    file_name: str
    content: bytes
    kind: str
    school_code: str | None
    school_year: str
    at: datetime
    by: str
    told: Mapping[str, Truth]
    withdrawal: Withdrawal | None = None

    @property
    def truth(self) -> Truth:
        """That of the kind it was handed in as."""
        return self.told[self.kind]


def hand_ins(school_codes: Collection[str] | None = None) -> Iterator[HandIn]:
    """All workbooks, or those of some schools with their lines of the schedules, oldest first; made one by one."""
    chosen = [s for s in district.schools() if school_codes is None or s.school_code in school_codes]
    by_code = {school.school_code: school for school in chosen}
    for event in events(chosen):
        yield _made(event, by_code)


def events(chosen: Collection[School]) -> list[Event]:
    """Who hands in what and when; nothing after the sample's today."""
    found = [event for school in chosen for year in SCHOOL_YEARS for event in arriving.of(school, year)]
    codes = {school.school_code for school in chosen}
    visited_years = {visit.school_year for visit in district.visits() if visit.school_code in codes}
    for year, (month, day) in _SCHEDULE_DAYS.items():
        if year not in visited_years:
            continue
        at = datetime(int(year[:4]), month, day, 15, 30, tzinfo=TIME_ZONE)
        found.append(Event(at, "schedule", None, year))
        if year == "2025-2026":
            found.append(Event(at + timedelta(days=48), "schedule", None, year, edition=2))
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


def _made(event: Event, by_code: dict[str, School]) -> HandIn:
    if event.school is None:
        return _made_schedule(event, by_code)
    school, year, day = event.school, event.school_year, event.at.date()
    rng = Random(f"{SEED}/file/{event.kind}/{school.school_code}/{year}/{event.edition}")
    content, told = _written(rng, event, school, day=day - timedelta(days=rng.randint(0, 6)))
    name = rng.choice(_FILE_NAMES[event.kind]).format(
        year=year, name=district.name_on(school, day), code=school.school_code.lower()
    )
    by = f"truong-{school.school_code.lower()}"
    return HandIn(
        name, content, event.kind, school.school_code, year, event.at, by, told, withdrawal=event.withdrawal
    )


def _written(rng: Random, event: Event, school: School, *, day: date) -> tuple[bytes, Mapping[str, Truth]]:
    kind, year = event.kind, event.school_year
    if kind == "plan" and plans57.is_used_by(school, year):
        return plans57.written(rng, school, year, day=day)
    if kind in (appraisals.LEVELS, appraisals.FINDINGS):
        return appraisals.written(rng, school, year, day=day, kinds=(kind, *event.also))
    if kind == "results":
        return results.written(rng, school, year, day=day)
    form = {"plan": plans.written, "recommendations": recommendations.written}[kind]
    content, truth = form(rng, school, year, day=day)
    return content, {kind: truth}


def _made_schedule(event: Event, by_code: dict[str, School]) -> HandIn:
    year = event.school_year
    visits = [v for v in district.visits() if v.school_year == year and v.school_code in by_code]
    if year == "2025-2026" and event.edition == 1:
        visits = visits[:-1]  # One school is added by the second edition.
    rng = Random(f"{SEED}/file/schedule/{year}/{event.edition}")
    content, truth = schedule.written(rng, by_code, year, visits, day=event.at.date())
    name = f"Lich danh gia ngoai {year}.xlsx"
    return HandIn(name, content, "schedule", None, year, event.at, OFFICE_LOGIN, {"schedule": truth})
