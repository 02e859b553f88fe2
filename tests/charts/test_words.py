"""Numbers, dates and names as figures write them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from charts import words
from exports import table


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.45, 0.62, "45–62 %"),
        (0.45, 0.45, "45 %"),
        (0.451, 0.454, "45 %"),  # the same once rounded
        (0.0, 1.0, "0–100 %"),
        (0.999, 1.0, "99–100 %"),  # nearly all is not all
        (0.001, 0.001, "1 %"),  # hardly anything is not nothing
        (0.125, 0.125, "13 %"),  # half goes up, as people round
        (None, None, "chưa có dữ liệu"),
        (float("nan"), 0.5, "chưa có dữ liệu"),
    ],
)
def test_range_of_a_rate(low: float | None, high: float | None, expected: str) -> None:
    assert words.percent_range(low, high) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1234567, 0, "1.234.567"), (1234.5, 1, "1.234,5"), (0, 0, "0"), (pd.NA, 0, "chưa có dữ liệu")],
)
def test_numbers_as_in_vietnam(value: float, decimals: int, expected: str) -> None:
    assert words.number(value, decimals=decimals) == expected


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        (date(2024, 8, 17), date(2024, 9, 16), "17/08–16/09/2024"),
        (date(2024, 12, 18), date(2025, 1, 14), "18/12/2024–14/01/2025"),  # over the end of a year
        (date(2025, 1, 14), date(2025, 1, 14), "14/01/2025"),
        (None, None, "chưa có dữ liệu"),
    ],
)
def test_window_of_days(early: date | None, late: date | None, expected: str) -> None:
    assert words.window(early, late) == expected


def test_text_of_schools_is_no_html() -> None:
    assert words.plain('<a href="x">A</a> & B') == '&lt;a href="x"&gt;A&lt;/a&gt; &amp; B'
    assert words.wrapped("một hai ba bốn", width=8) == "một hai<br>ba bốn"
    assert words.wrapped("<b> một hai ba bốn năm", width=8) == "&lt;b&gt; một<br>hai ba…"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TT18-2018", "TT 18/2018"),
        ("TT57-2026-MN", "TT 57/2026 (mầm non)"),
        ("TT57-2026-PT", "TT 57/2026 (phổ thông)"),
    ],
)
def test_name_of_a_framework(code: str, expected: str) -> None:
    assert words.framework(code) == expected


def test_no_data_is_one_word_everywhere() -> None:
    assert words.STATE_WORDS["no_data"] == words.NO_DATA == table.NO_DATA == "chưa có dữ liệu"
