"""One exact day: of a signature, of an expiry."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.day import parse

SIGNED = date(2022, 6, 13)


@pytest.mark.parametrize(
    "value",
    [
        "13/06/2022",
        "13/6/2022",
        "13-06-2022",
        "13.6.2022",
        " 13 / 6 / 2022 ",
        "ngày 13 tháng 6 năm 2022",
        "Ngày 13 tháng 06 năm 2022",
        "13 tháng 6 năm 2022",
        "ngày 13/6/2022",
        "Kí ngày 13/6/2022",
        "13/06/2022\u00a0",
        "<i>13/06/2022</i>",
        date(2022, 6, 13),
        datetime(2022, 6, 13),
        datetime(2022, 6, 13, 15, 30),
    ],
    ids=repr,
)
def test_a_whole_day_is_sure(value: object) -> None:
    found = parse(value)
    assert (found.on, found.doubt) == (SIGNED, None)


@pytest.mark.parametrize(
    ("value", "on", "doubt"),
    [
        pytest.param("13/6/22", SIGNED, "short_year", id="year of two figures"),
        pytest.param("13.6.22", SIGNED, "short_year", id="with dots"),
        pytest.param(44725, SIGNED, "serial_number", id="serial number of Excel"),
        pytest.param(44725.0, SIGNED, "serial_number", id="serial number with a fraction"),
        pytest.param("6/2022", None, "not_understood", id="a month is no day"),
        pytest.param("tháng 6 năm 2022", None, "not_understood", id="a month in words"),
        pytest.param("2022", None, "not_understood", id="a year"),
        pytest.param(2022, None, "not_understood", id="a year as number"),
        pytest.param(13.6, None, "not_understood", id="a decimal number"),
        pytest.param("31/02/2022", None, "not_understood", id="no such day"),
        pytest.param("32/1/22", None, "not_understood", id="no such day in a short year"),
        pytest.param("chưa rõ", None, "not_understood", id="words"),
        pytest.param("#VALUE!", None, "not_understood", id="an error cell"),
        pytest.param(datetime(1900, 1, 0 + 1), None, "not_plausible", id="an empty cell formatted as a date"),
        pytest.param("13/06/1922", None, "not_plausible", id="a hundred years off"),
        pytest.param(True, None, "not_understood", id="a logical value"),
        pytest.param("", None, None, id="nothing typed"),
        pytest.param(None, None, None, id="nothing"),
        pytest.param(float("nan"), None, "not_understood", id="pandas' empty"),
    ],
)
def test_doubts(value: object, on: date | None, doubt: str | None) -> None:
    found = parse(value)
    assert (found.on, found.doubt) == (on, doubt)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789/-. ngàytháăm"),
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.datetimes(),
    )
)
def test_anything_is_read_and_any_text_is_kept(value: object) -> None:
    found = parse(value)
    assert found.on is None or 1968 <= found.on.year <= 2100
    if isinstance(value, str):
        assert found.text == value
