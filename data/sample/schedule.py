"""The office's schedule of external evaluations as a workbook: two header rows, X marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from data.sample import district, workbooks
from data.sample.district import MARK, School, Visit
from data.sample.truth import ScheduleTruth, Truth
from data.sample.workbooks import Page

_MARKS = ("X", "X", "X", "x", "X  ")
_BLANKS = (None, None, None, " ")
_GROUPS = {"MN": "Mầm non", "TH": "Tiểu học", "THCS": "Trung học cơ sở", "TH-THCS": "Trung học cơ sở"}


def written(
    rng: Random, schools: dict[str, School], school_year: str, visits: Sequence[Visit], *, day: date
) -> tuple[bytes, Truth]:
    """The workbook of a year's schedule that is dated that day, and what it says."""
    number = f"{rng.randint(900, 1600)}/KH-GDĐT"
    page = Page("Lịch ĐGN", widths=[6.0, 34.0, 30.0, 12.0, 12.0])
    rows = [district.GOVERNING_UNIT.upper(), district.OFFICE_NAME.upper(), MARK, f"Số: {number}"]
    rows += [f"Quận Sông Mẫu, ngày {day.day:02d} tháng {day.month} năm {day.year}"]
    rows += [f"KẾ HOẠCH THỰC HIỆN ĐÁNH GIÁ NGOÀI NĂM HỌC {school_year}", ""]
    for row, text in enumerate(rows, start=1):
        page.put(row, 1, text or None)
        page.title_rows.add(row)
    row = len(rows) + 1
    page.put_row(row, ("STT", "TÊN TRƯỜNG", "THỜI GIAN\n ĐÁNH GIÁ NGOÀI", "ĐỀ NGHỊ \nCÔNG NHẬN"))
    page.put_row(row + 1, (None, None, None, "KĐCL", "CQG"))
    for column in (1, 2, 3):
        page.merge(row, column, row + 1, column)
    page.merge(row, 4, row, 5)
    page.header_rows |= {row, row + 1}
    _put_visits(rng, page, schools, visits, row=row + 2, day=day, has_groups=school_year > "2024-2025")
    lines = tuple(
        ScheduleTruth(v.school_code, v.starts_on, v.ends_on, v.asks_kdcl, v.asks_cqg) for v in visits
    )
    return workbooks.content([page]), Truth(number, lines)


def _put_visits(
    rng: Random,
    page: Page,
    schools: dict[str, School],
    visits: Sequence[Visit],
    *,
    row: int,
    day: date,
    has_groups: bool,
) -> None:
    group = None
    for index, visit in enumerate(visits, start=1):
        school = schools[visit.school_code]
        if has_groups and _GROUPS[school.level] != group:
            group = _GROUPS[school.level]
            page.put(row, 2, group)
            row += 1
        number = index + (index > 5)  # The numbering leaves out 6, as in the form this follows.
        marks = [
            rng.choice(_MARKS) if asks else rng.choice(_BLANKS) for asks in (visit.asks_kdcl, visit.asks_cqg)
        ]
        page.put_row(row, (number, district.name_on(school, day), visit.time_text, *marks))
        page.body_rows.add(row)
        row += 1
    page.put(row + 1, 1, "Nơi nhận:")
    page.put(row + 1, 4, "TRƯỞNG PHÒNG")
    page.put(row + 2, 4, "(đã ký)")
