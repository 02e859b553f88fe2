"""Schools get codes people can read, and every change is a version."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data import schools
from data.lens import TIME_ZONE, office_lens
from data.schools import SchoolVersion
from data.store import Store, open_store

AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)


@pytest.mark.parametrize(
    ("name", "level", "code"),
    [
        ("THCS Nguyễn Hiền", "THCS", "THCS-NGUYEN-HIEN"),
        ("Tiểu học Võ Thị Sáu", "TH", "TH-VO-THI-SAU"),
        ("MN Mỹ Phước", "MN", "MN-MY-PHUOC"),
        ("MN Canada - Việt Nam", "MN", "MN-CANADA-VIET-NAM"),
        ("Trường Mầm non Thiên Thần Kỷ Nguyên", "MN", "MN-THIEN-THAN-KY-NGUYEN"),
        ("TH-THCS Đảo Dừa", "TH-THCS", "TH-THCS-DAO-DUA"),
    ],
)
def test_a_code_from_the_name(name: str, level: str, code: str) -> None:
    assert schools.code_from_name(name, level) == code


def test_a_code_and_a_name_are_taken_once() -> None:
    store = open_store(None)
    schools.add(store, "THCS Nguyễn Hiền", level="THCS", at=AT, by="test")
    for name, level, code in (
        ("THCS  nguyễn hiền", "THCS", "X"),
        ("Tên khác", "THCS", "THCS-NGUYEN-HIEN"),
        ("Tên khác", "ĐH", None),
        ("Tên khác", "THCS", "office"),
        (" ", "THCS", None),
    ):
        with pytest.raises(schools.SchoolError):
            schools.add(store, name, level=level, at=AT, by="test", code=code)
    assert len(schools.listing(store)) == 1


def test_a_merged_school_closes_and_names_its_successor() -> None:
    store: Store = open_store(None)
    for name in ("TH Hoa Sen", "TH Hoa Cúc"):
        schools.add(store, name, level="TH", at=AT, by="test")
    merged = SchoolVersion(
        "TH-HOA-CUC",
        "TH Hoa Cúc",
        "TH",
        valid_from=date(2025, 8, 1),
        is_open=False,
        successor_code="TH-HOA-SEN",
    )
    schools.record(store, [merged], at=AT, by="test")

    def open_ones(day: date) -> list[str]:
        frame = store.read(
            "select school_code from lens.school where is_open order by 1", lens=office_lens(day)
        )
        return list(frame["school_code"])

    assert open_ones(date(2025, 7, 31)) == ["TH-HOA-CUC", "TH-HOA-SEN"]
    assert open_ones(date(2025, 8, 1)) == ["TH-HOA-SEN"]
