"""What the sample office itself keeps: its settings, schools, recognitions, letters and the register of reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from data import schools
from data.sample import arrivals, district
from data.sample.district import (
    BOOKS_OPENED_AT,
    CHANGES,
    OFFICE_LOGIN,
    School,
)
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

# The days on which the office met; figures are held against the last of them.
MEETINGS = {
    date(2026, 3, 24): "Giao ban tháng 3",
    date(2026, 6, 23): "Tổng kết năm học",
    date(2026, 8, 25): "Chuẩn bị năm học mới",
    date(2026, 9, 22): "Giao ban tháng 9",
    date(2026, 10, 20): "Giao ban tháng 10",
}

# What the specialist has said so far of the law of 2018 and that of 2026; most of the table is still open.
CROSSWALK_SAID_ON = date(2026, 11, 5)
CROSSWALK = (
    ("TT17-2018", "2.2", "TT57-2026-PT", "2.2", "same"),
    ("TT17-2018", "3.5", "TT57-2026-PT", "4.1", "part"),
    ("TT17-2018", "5.2", "TT57-2026-PT", "3.1", "same"),
    ("TT18-2018", "2.2", "TT57-2026-PT", "2.2", "same"),
    ("TT18-2018", "3.5", "TT57-2026-PT", "4.1", "part"),
    ("TT18-2018", "5.1", "TT57-2026-PT", "3.1", "same"),
    ("TT19-2018", "2.2", "TT57-2026-MN", "2.2", "same"),
    ("TT19-2018", "5.1", "TT57-2026-MN", "3.1", "same"),
)


def record(store: Store, chosen: Collection[School]) -> None:
    """Write everything of the office that does not come in as a workbook."""
    _record_schools(store, chosen)
    codes = {school.school_code for school in chosen}
    reports = arrivals.of(chosen)
    with store.transaction() as writer:
        at = BOOKS_OPENED_AT
        writer.add(
            "kept.office_setting",
            [{"name": name, "value": value, "recorded_at": at} for name, value in SETTINGS.items()],
        )
        writer.add("kept.recognition", _recognition_rows(codes))
        writer.add("kept.notice", [_notice_row(notice) for notice in arrivals.NOTICES])
        writer.add("kept.received", reports.received)
        writer.add("kept.waiver", reports.waived)
        writer.add("kept.meeting", [_meeting_row(held_on, title) for held_on, title in MEETINGS.items()])
        writer.add("kept.crosswalk", [_crosswalk_row(*pair) for pair in CROSSWALK])


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
        schools.record(store, [version], at=arrivals.morning(change.on), by=OFFICE_LOGIN)
    with store.transaction() as writer:
        writer.add(
            "kept.school_alias",
            [
                {"school_code": s.school_code, "alias": s.alias, "recorded_at": BOOKS_OPENED_AT}
                for s in chosen
            ],
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
            "recorded_at": max(BOOKS_OPENED_AT, arrivals.morning(each.signed_on + timedelta(days=6))),
            "recorded_by": OFFICE_LOGIN,
        }
        for number, each in enumerate(district.recognitions(), start=1)
        if each.school_code in codes
    ]


def _notice_row(notice: arrivals.Notice) -> dict[str, object]:
    return {
        "obligation_code": notice.obligation_code,
        "school_year": notice.school_year,
        "due_on": notice.due_on,
        "warn_from": None,
        "document_number": notice.document_number,
        "recorded_at": arrivals.morning(notice.sent_on),
        "recorded_by": OFFICE_LOGIN,
    }


def _meeting_row(held_on: date, title: str) -> dict[str, object]:
    return {
        "meeting_id": f"H{held_on:%Y%m%d}",
        "held_on": held_on,
        "title": title,
        "is_withdrawn": False,
        "recorded_at": arrivals.morning(held_on),
        "recorded_by": OFFICE_LOGIN,
    }


def _crosswalk_row(
    earlier: str, from_criterion: str, later: str, to_criterion: str, kind: str
) -> dict[str, object]:
    return {
        "from_framework_code": earlier,
        "from_criterion_code": from_criterion,
        "to_framework_code": later,
        "to_criterion_code": to_criterion,
        "kind": kind,
        "note": None,
        "recorded_at": arrivals.morning(CROSSWALK_SAID_ON),
        "recorded_by": OFFICE_LOGIN,
    }
