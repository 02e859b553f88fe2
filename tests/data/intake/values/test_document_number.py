"""Numbers of documents and the days beside them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.document_number import find_all, find_day, parse


@pytest.mark.parametrize(
    ("text", "number", "doubt"),
    [
        ("100/KH-TTT", "100/KH-TTT", None),
        ("Số : 100/KH-TTT", "100/KH-TTT", None),
        ("Số:   1402  /KH-GDĐT", "1402/KH-GDĐT", None),
        ("Số 106/BC-TTT", "106/BC-TTT", None),
        ("128-1/KH-\nLTHG", "128-1/KH-LTHG", None),
        ("1494-99/QĐ-SGDĐT", "1494-99/QĐ-SGDĐT", None),
        ("5398/SGDĐT-KTKĐ", "5398/SGDĐT-KTKĐ", None),
        ("18/2018/TT-BGDĐT", "18/2018/TT-BGDĐT", None),
        ("12/KH-TH&THCS", "12/KH-TH&THCS", None),
        ("12/QĐ-TTg", "12/QĐ-TTg", None),
        ("100/kh-ttt", "100/KH-TTT", None),
        ("100/KH", "100/KH", "no_issuer"),
        ("Số:         /KH-LTHG", None, "blank_number"),
        ("Số: ……/KH-LTHG", None, "blank_number"),
        ("5932/BGDĐT-QLCL, 5942/BGDĐT-QLCL", "5932/BGDĐT-QLCL", "several_numbers"),
        ("50/LỚP", None, "not_understood"),
        ("Kế hoạch", None, "not_understood"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_parse(text: str | None, number: str | None, doubt: str | None) -> None:
    parsed = parse(text)
    assert (parsed.number, parsed.doubt) == (number, doubt)


def test_find_all_in_order() -> None:
    text = (
        "Theo Kế hoạch số 35-1/QĐ-LTHG ngày 17/8/2022 và 158/KH-\nLTHG; 48-50 học sinh/lớp; lại 35-1/QĐ-LTHG."
    )
    assert find_all(text) == ["35-1/QĐ-LTHG", "158/KH-LTHG"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 15 tháng 5 năm 2023", date(2023, 5, 15)),
        ("Phường A, ngày    04   tháng    9    năm 2024", date(2024, 9, 4)),
        ("số 158/KH-LTHG ngày 25/6/2024", date(2024, 6, 25)),
        ("ngày      tháng 9 năm 2024", None),
        ("ngày 31 tháng 2 năm 2024", None),
        ("18/2018/TT-BGDĐT", None),
        ("", None),
    ],
)
def test_find_day(text: str, day: date | None) -> None:
    assert find_day(text) == day


@given(st.one_of(st.text(), st.text(alphabet="0123456789/-KHQĐSố: \nTg")))
def test_any_text_is_kept(text: str) -> None:
    assert parse(text).text == text
    find_all(text)
    find_day(text)
