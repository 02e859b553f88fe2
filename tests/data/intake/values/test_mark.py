"""Ticks in their many shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.mark import parse


@pytest.mark.parametrize(
    "value", ["X", "x", "X  ", " x\n", "×", "✓", "✓\ufe0f", "✔", "Có", "có", "1", 1, 1.0, True, "(x)", "х"]
)
def test_ticked(value: object) -> None:
    assert (parse(value).is_marked, parse(value).doubt) == (True, None)


@pytest.mark.parametrize(
    "value", ["", " ", "\u00a0", None, "Không", "KHông", "0", 0, False, "-", float("nan")]
)
def test_not_ticked(value: object) -> None:
    assert (parse(value).is_marked, parse(value).doubt) == (False, None)


@pytest.mark.parametrize("value", ["Cấp độ 1", "chưa rõ", "2", 2])
def test_no_tick_at_all(value: object) -> None:
    assert (parse(value).is_marked, parse(value).doubt) == (None, "not_understood")


@given(st.text())
def test_any_text_is_kept(text: str) -> None:
    assert parse(text).text == text
