"""Times as schools write them, read within the school year 2023-2024."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.school_year import Calendar
from data.intake.values.time_phrase import parse


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


ONE_TIME = [
    ("HKI, năm học 23-24", "2023-09-05", "2024-01-15", "term"),
    ("HK1", "2023-09-05", "2024-01-15", "term"),
    ("HK 1", "2023-09-05", "2024-01-15", "term"),
    ("Học kỳ I", "2023-09-05", "2024-01-15", "term"),
    ("học kì 1", "2023-09-05", "2024-01-15", "term"),
    ("HKII", "2024-01-16", "2024-05-31", "term"),
    ("Học kỳ II năm học 2024-2025", "2025-01-16", "2025-05-31", "term"),
    ("HKI và HKII", "2023-09-05", "2024-05-31", "range"),
    ("Năm học 2023-2024", "2023-09-05", "2024-05-31", "year"),
    ("Năm học 2023 – 2024", "2023-09-05", "2024-05-31", "year"),
    ("Trong năm học", "2023-09-05", "2024-05-31", "year"),
    ("9/2023", "2023-09-01", "2023-09-30", "month"),
    ("Tháng 01/2025", "2025-01-01", "2025-01-31", "month"),
    ("Tháng 3/2025", "2025-03-01", "2025-03-31", "month"),
    ("T9/2023", "2023-09-01", "2023-09-30", "month"),
    ("9.2023", "2023-09-01", "2023-09-30", "month"),
    ("tháng 6 năm 2024", "2024-06-01", "2024-06-30", "month"),
    ("tháng 2/2024", "2024-02-01", "2024-02-29", "month"),
    ("tháng 10", "2023-10-01", "2023-10-31", "month"),
    ("Trong tháng 10", "2023-10-01", "2023-10-31", "month"),
    ("Tháng 3", "2024-03-01", "2024-03-31", "month"),
    ("15/10/2023", "2023-10-15", "2023-10-15", "day"),
    ("15-10-2023", "2023-10-15", "2023-10-15", "day"),
    ("15/10/23", "2023-10-15", "2023-10-15", "day"),
    ("2023-10-15", "2023-10-15", "2023-10-15", "day"),
    ("ngày 20/11", "2023-11-20", "2023-11-20", "day"),
    ("20 tháng 11", "2023-11-20", "2023-11-20", "day"),
    ("9 giờ 00 phút, ngày 20 tháng 6 năm 2024", "2024-06-20", "2024-06-20", "day"),
    ("trước 30/5", None, "2024-05-29", "day"),
    ("Hoàn thành trước 30/12", None, "2023-12-29", "day"),
    ("trước tháng 5", None, "2024-04-30", "month"),
    ("Chậm nhất 30/5/2024", None, "2024-05-30", "day"),
    ("đến hết ngày 30/5/2024", None, "2024-05-30", "day"),
    ("từ 9/2023 đến 5/2024", "2023-09-01", "2024-05-31", "range"),
    ("09/2023 - 05/2024", "2023-09-01", "2024-05-31", "range"),
    ("9-12/2023", "2023-09-01", "2023-12-31", "range"),
    ("15-20/10/2023", "2023-10-15", "2023-10-20", "range"),
    ("từ tháng 9 đến tháng 5", "2023-09-01", "2024-05-31", "range"),
    ("từ tháng 11 đến tháng 2/2024", "2023-11-01", "2024-02-29", "range"),
    ("từ tháng 04/2019 đến năm 04/2024", "2019-04-01", "2024-04-30", "range"),
    ("tháng 9, 10/2023", "2023-09-01", "2023-10-31", "range"),
    ("tháng 9, 10, 11", "2023-09-01", "2023-11-30", "range"),
    ("Tháng 9/2023 đến hết năm học", "2023-09-01", "2024-05-31", "range"),
    ("- Tháng 9/2023", "2023-09-01", "2023-09-30", "month"),
    ("Quý I/2025", "2025-01-01", "2025-03-31", "quarter"),
    ("Quí 4", "2023-10-01", "2023-12-31", "quarter"),
    ("hè 2024", "2024-06-01", "2024-08-31", "range"),
    ("đầu tháng 6/2023", "2023-06-01", "2023-06-10", "range"),
    ("giữa tháng 10", "2023-10-11", "2023-10-20", "range"),
    ("cuối tháng 2/2024", "2024-02-19", "2024-02-29", "range"),
    ("Tuần 3 tháng 9/2023", "2023-09-15", "2023-09-21", "range"),
    ("Đầu năm học", "2023-09-05", "2023-09-30", "range"),
    ("Giữa năm học", "2024-01-01", "2024-01-31", "range"),
    ("Cuối năm học", "2024-05-01", "2024-05-31", "range"),
    ("giai đoạn 2021-2025", "2021-01-01", "2025-12-31", "range"),
    ("giai đoạn từ năm 2017 đến 2022", "2017-01-01", "2022-12-31", "range"),
    ("Từ 05/9/2023\n-\n31/5/2024", "2023-09-05", "2024-05-31", "range"),
    ("Tháng\u00a010/2023", "2023-10-01", "2023-10-31", "month"),
]


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on", "precision"), ONE_TIME, ids=[each[0] for each in ONE_TIME]
)
def test_one_time(text: str, starts_on: str | None, ends_on: str, precision: str) -> None:
    phrase = parse(text, school_year="2023-2024")
    assert (phrase.starts_on, phrase.ends_on) == (_day(starts_on), _day(ends_on))
    assert (phrase.precision, phrase.is_recurring, phrase.doubt) == (precision, False, None)


@pytest.mark.parametrize(
    "text",
    [
        "Suốt năm học",
        "Cả năm",
        "thường xuyên",
        "hằng năm",
        "Hàng tháng",
        "định kỳ hằng quý",
        "Hàng tháng, năm học 2023-2024",
        "Định kì mỗi học kỳ",
    ],
)
def test_what_goes_on_all_year_falls_due_at_its_end(text: str) -> None:
    phrase = parse(text, school_year="2023-2024")
    assert (phrase.starts_on, phrase.ends_on) == (date(2023, 9, 5), date(2024, 5, 31))
    assert (phrase.precision, phrase.is_recurring, phrase.doubt) == ("year", True, None)


def test_a_day_that_returns_each_year() -> None:
    phrase = parse("trước 30/5 hàng năm", school_year="2023-2024")
    assert (phrase.starts_on, phrase.ends_on, phrase.is_recurring) == (None, date(2024, 5, 29), True)


@pytest.mark.parametrize(
    ("text", "ends_on", "doubt"),
    [
        pytest.param("dự kiến đầu tháng 6/2023", "2023-06-10", "approximate", id="dự kiến"),
        pytest.param("tháng 7", "2024-07-31", "two_readings", id="before or after the school year"),
        pytest.param("hè", "2024-08-31", "two_readings", id="which summer"),
        pytest.param("HKI/2023", "2024-01-15", "two_readings", id="a term of a calendar year"),
        pytest.param("Tháng 9, tháng 12", "2023-12-31", "several_times", id="two months apart"),
        pytest.param("từ tháng 10/2023", "2024-05-31", "open_end", id="no end"),
        pytest.param("9/23", "2023-09-30", "short_year", id="year of two figures"),
        pytest.param("Tuần 5", "2023-10-09", "approximate", id="week of school"),
        pytest.param("Sau khi có kinh phí, tháng 10/2023", "2023-10-31", "more_text", id="a condition"),
        pytest.param("45170", "2023-09-01", "excel_serial", id="serial as text"),
        pytest.param("9/2032", "2032-09-30", "outside_school_year", id="far too late"),
        pytest.param("tháng 3/2021", "2021-03-31", "outside_school_year", id="far too early"),
        pytest.param("5/2024 - 9/2023", None, "ends_before_start", id="backwards"),
        pytest.param("31/02/2024", None, "no_such_day", id="no such day"),
        pytest.param("10/15/2023", None, "not_understood", id="month 15"),
        pytest.param("tháng 13/2023", None, "not_understood", id="month 13"),
        pytest.param("sớm nhất có thể", None, "not_understood", id="words"),
    ],
)
def test_doubts(text: str, ends_on: str | None, doubt: str) -> None:
    phrase = parse(text, school_year="2023-2024")
    assert (phrase.ends_on, phrase.doubt) == (_day(ends_on), doubt)


@pytest.mark.parametrize("text", ["", "   ", None, "-", float("nan")])
def test_empty_is_no_doubt(text: object) -> None:
    phrase = parse(text, school_year="2023-2024")
    assert (phrase.starts_on, phrase.ends_on, phrase.precision, phrase.doubt) == (None, None, None, None)


@pytest.mark.parametrize("text", ["tháng 10", "HKI", "suốt năm học", "20/11"])
def test_without_a_school_year_the_year_is_unknown(text: str) -> None:
    phrase = parse(text, school_year=None)
    assert (phrase.starts_on, phrase.ends_on, phrase.doubt) == (None, None, "no_school_year")


@pytest.mark.parametrize(
    ("value", "number_format", "starts_on", "ends_on", "precision", "doubt"),
    [
        pytest.param(
            datetime(2023, 9, 1), "m/yyyy", "2023-09-01", "2023-09-30", "month", None, id="9/2023 typed"
        ),
        pytest.param(
            datetime(2023, 9, 1), "mmm-yy", "2023-09-01", "2023-09-30", "month", None, id="month format"
        ),
        pytest.param(
            datetime(2023, 9, 1), "", "2023-09-01", "2023-09-01", "day", "maybe_month", id="first of a month"
        ),
        pytest.param(
            date(2023, 9, 1), "dd/mm/yyyy", "2023-09-01", "2023-09-01", "day", "maybe_month", id="day format"
        ),
        pytest.param(
            datetime(2023, 10, 15), "m/yyyy", "2023-10-15", "2023-10-15", "day", None, id="another day"
        ),
        pytest.param(45170, "", "2023-09-01", "2023-09-01", "day", "excel_serial", id="serial"),
        pytest.param(2023, "", "2023-01-01", "2023-12-31", "year", "was_number", id="year"),
        pytest.param(9.2023, "", "2023-09-01", "2023-09-30", "month", "was_number", id="9.2023"),
        pytest.param(10.202, "", "2020-10-01", "2020-10-31", "month", "outside_school_year", id="10.2020"),
        pytest.param(5, "", None, None, None, "not_understood", id="a bare number"),
    ],
)
def test_cells_that_are_no_text(
    value: object,
    number_format: str,
    starts_on: str | None,
    ends_on: str | None,
    precision: str | None,
    doubt: str,
) -> None:
    phrase = parse(value, school_year="2023-2024", number_format=number_format)
    assert (phrase.starts_on, phrase.ends_on) == (_day(starts_on), _day(ends_on))
    assert (phrase.precision, phrase.doubt) == (precision, doubt)


def test_the_calendar_of_another_province() -> None:
    calendar = Calendar(first_term_ends=(12, 31), second_term_starts=(1, 2))
    assert parse("HKI", school_year="2023-2024", calendar=calendar).ends_on == date(2023, 12, 31)


TYPED = st.one_of(
    st.text(),
    st.text(alphabet="0123456789/-. ,thángTừđếnnămhọckỳIVquý\n"),
    st.none(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(TYPED, st.one_of(st.none(), st.text(), st.just("2023-2024")))
def test_anything_is_read_and_any_text_is_kept(value: object, school_year: str | None) -> None:
    phrase = parse(value, school_year=school_year)
    if isinstance(value, str):
        assert phrase.text == value
    if phrase.starts_on and phrase.ends_on:
        assert phrase.starts_on <= phrase.ends_on
