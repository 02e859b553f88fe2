"""School years, however they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.school_year import Calendar, find_all, of_day, parse


@pytest.mark.parametrize(
    ("text", "school_year", "doubt"),
    [
        pytest.param("2023-2024", "2023-2024", None, id="plain"),
        pytest.param("Năm học 2023 – 2024", "2023-2024", None, id="en dash"),
        pytest.param("2023-24", "2023-2024", None, id="short end"),
        pytest.param("23-24", "2023-2024", None, id="two figures each"),
        pytest.param("NH 2023/2024", "2023-2024", None, id="stroke"),
        pytest.param("năm học 2023 -2024", "2023-2024", None, id="uneven blanks"),
        pytest.param("HKI, năm học 23-24", "2023-2024", None, id="inside a phrase"),
        pytest.param("ke_hoach_2023_2024.xlsx", "2023-2024", None, id="file name"),
        pytest.param("2017-2021", None, "not_a_school_year", id="period"),
        pytest.param("2024-2023", None, "not_a_school_year", id="backwards"),
        pytest.param("2011-12-05", None, "not_a_school_year", id="a day"),
        pytest.param("2022-2023 và 2023-2024", None, "two_readings", id="two years"),
        pytest.param("Năm học 2023", None, "not_understood", id="half"),
        pytest.param("", None, None, id="empty"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_parse(text: str | None, school_year: str | None, doubt: str | None) -> None:
    parsed = parse(text)
    assert (parsed.school_year, parsed.doubt) == (school_year, doubt)


def test_find_all_in_order_without_periods() -> None:
    text = "Giai đoạn 2017-2021; năm học 2024-2025, rồi 2023 – 2024, lại 2024-2025; 15/8/2023, 23-24"
    assert find_all(text) == ["2024-2025", "2023-2024"]


@pytest.mark.parametrize(
    ("day", "school_year"),
    [
        (date(2023, 7, 31), "2022-2023"),
        (date(2023, 8, 1), "2023-2024"),
        (date(2024, 1, 1), "2023-2024"),
    ],
)
def test_of_day(day: date, school_year: str) -> None:
    assert of_day(day) == school_year


def test_calendar() -> None:
    calendar = Calendar()
    assert (calendar.first_day("2023-2024"), calendar.last_day("2023-2024")) == (
        date(2023, 9, 5),
        date(2024, 5, 31),
    )
    assert calendar.term("2023-2024", 1) == (date(2023, 9, 5), date(2024, 1, 15))
    assert calendar.term("2023-2024", 2) == (date(2024, 1, 16), date(2024, 5, 31))


def test_another_province_ends_its_first_term_in_december() -> None:
    calendar = Calendar(first_term_ends=(12, 31), second_term_starts=(1, 2))
    assert calendar.term("2023-2024", 1)[1] == date(2023, 12, 31)


@given(st.text())
def test_any_text_is_kept(text: str) -> None:
    assert parse(text).text == text
    assert isinstance(find_all(text), list)
