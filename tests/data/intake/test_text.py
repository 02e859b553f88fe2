"""Cleaning, skeletons and folding of texts as people type them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.text import as_typed, clean, file_name, fold, plain, skeleton


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tiêu\u00a0chí\u20071.1", "Tiêu chí 1.1", id="every kind of blank"),
        pytest.param("  a \t  b  ", "a b", id="runs of blanks"),
        pytest.param("a  \n  b\r\nc", "a\nb\nc", id="line breaks stay"),
        pytest.param("trang 1\ftrang 2", "trang 1\ntrang 2", id="form feed"),
        pytest.param("\ufeffHọc\u200b kỳ\u00ad\u200e I", "Học kỳ I", id="invisible characters"),
        pytest.param(unicodedata.normalize("NFD", "Thực hiện tốt"), "Thực hiện tốt", id="NFD"),
        pytest.param("e\u200b\u0302", "ê", id="a joiner inside a letter"),
        pytest.param("<i>Tiêu chí</i> 1.1", "Tiêu chí 1.1", id="inline markup"),
        pytest.param("<p>Một</p><p>Hai</p>", "Một\n\nHai", id="block markup keeps words apart"),
        pytest.param("**Hạn chế:** Không", "Hạn chế: Không", id="bold"),
        pytest.param("*Tiêu chí 1.1:* nội dung", "Tiêu chí 1.1: nội dung", id="italic"),
        pytest.param("* Đại diện\n* Tổ", "* Đại diện\n* Tổ", id="bullets are no markup"),
        pytest.param("5 * 3 * 2", "5 * 3 * 2", id="a product is no markup"),
        pytest.param("1 < 2 và 3 > 2", "1 < 2 và 3 > 2", id="comparisons are no markup"),
        pytest.param("Ðảng ủy", "Đảng ủy", id="eth for Đ"),
        pytest.param("✓\ufe0f", "✓", id="tick with its variation selector"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "Hòa Bình"),
        ("Uỷ ban", "ủy ban"),
        ("kĩ năng", "kỹ năng"),
        ("Quí I", "quý I"),
        ("2023 – 2024", "2023-2024"),
        ("Tiêu chuẩn, tiêu chí", "TIÊU CHUẨN / TIÊU CHÍ"),
        ("Đảng", "dang"),
        ("Thời gian\nthực hiện", "thời gian thực hiện:"),
        ("- Không.", "KHông"),
    ],
)
def test_folded_texts_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.1", "1.10"), ("Quy", "Quyên"), ("TH", "THCS"), ("a-b", "a b")]
)
def test_folded_texts_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_plain_keeps_punctuation() -> None:
    assert plain("Từ 9/2023\n– 5/2024.") == "tu 9/2023 - 5/2024."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (float("nan"), ""),
        (5.0, "5"),
        (1.1, "1.1"),
        (7, "7"),
        ("  x ", "  x "),
        (date(2023, 9, 1), "01/09/2023"),
        (datetime(2023, 9, 1), "01/09/2023"),
        (datetime(2023, 9, 1, 7, 30), "01/09/2023 07:30"),
    ],
)
def test_as_typed(value: object, expected: str) -> None:
    assert as_typed(value) == expected


@given(st.text())
def test_any_text_is_cleaned_once_and_for_all(text: str) -> None:
    cleaned = clean(text)
    assert len(skeleton(cleaned)) == len(cleaned)
    assert fold(fold(text)) == fold(text)
    assert not {each for each in cleaned if unicodedata.category(each) in ("Cf", "Zs")} - {" "}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("kế hoạch.xlsx", "kế hoạch.xlsx"),
        ("anh\u202exslx.exe", "anhxslx.exe"),  # was shown as anhexe.xlsx
        ("a\nb\t c.xlsx", "a b c.xlsx"),
        ("\u200b", "tep"),
        ("a" * 300 + ".xlsx", "a" * 179 + "…" + "a" * 15 + ".xlsx"),
    ],
)
def test_a_file_is_called_what_can_be_read_on_one_line(name: str, shown: str) -> None:
    assert file_name(name) == shown
