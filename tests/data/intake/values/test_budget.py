"""Money as schools write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.budget import parse

AMOUNTS = [
    ("5.000.000", 5_000_000, None, None),
    ("5.000.000đ", 5_000_000, None, None),
    ("5.000.000 VNĐ", 5_000_000, None, None),
    ("5,000,000", 5_000_000, None, None),
    ("5 000 000 đồng", 5_000_000, None, None),
    ("1500000", 1_500_000, None, None),
    ("5 triệu", 5_000_000, None, None),
    ("5tr", 5_000_000, None, None),
    ("5tr500", 5_500_000, None, None),
    ("5 triệu 500 nghìn", 5_500_000, None, None),
    ("1,5 triệu", 1_500_000, None, None),
    ("1.5 triệu", 1_500_000, None, None),
    ("10.000 nghìn đồng", 10_000_000, None, None),
    ("500k", 500_000, None, None),
    ("50.000đ", 50_000, None, None),
    ("2 tỷ", 2_000_000_000, None, None),
    ("1 tỷ 200 triệu", 1_200_000_000, None, None),
    ("50 triệu/năm", 50_000_000, None, None),
    ("10 máy tính, 50 triệu", 50_000_000, None, None),
    ("Ngân sách nhà nước 50 triệu", 50_000_000, "state", None),
    ("khoảng 20 triệu", 20_000_000, None, "approximate"),
    ("20-30 triệu", None, None, "range"),
    ("từ 20 triệu đến 30 triệu đồng", None, None, "range"),
    ("Nhà trường 20 triệu, XHH 30 triệu", 50_000_000, "mixed", "several_amounts"),
    ("10 bộ x 500.000đ = 5.000.000đ", 5_000_000, None, "several_amounts"),
    ("5.000", 5_000, None, "unit_unclear"),
    ("50", 50, None, "unit_unclear"),
    ("1.500 triệu", 1_500_000_000, None, "two_readings"),
    ("XHH", None, "community", None),
    ("Xã hội hóa", None, "community", None),
    ("Xã hội hoá", None, "community", None),
    ("CMHS đóng góp", None, "community", None),
    ("Kinh phí nhà trường", None, "school", None),
    ("Ngân sách nhà trường", None, "school", None),
    ("Ngân sách", None, "state", None),
    ("Ngân sách và xã hội hóa", None, "mixed", None),
    ("Theo thực tế", None, None, "no_fixed_amount"),
    ("Theo dự toán", None, None, "no_fixed_amount"),
    ("sẽ tính sau", None, None, "not_understood"),
    ("", None, None, None),
    (None, None, None, None),
    (float("nan"), None, None, None),
    (5_000_000, 5_000_000, None, None),
    (5_000_000.0, 5_000_000, None, None),
    (5.0, 5, None, "unit_unclear"),
    (1.5, None, None, "unit_unclear"),
    (-1_000_000, None, None, "negative"),
]


@pytest.mark.parametrize(
    ("value", "amount_vnd", "source", "doubt"), AMOUNTS, ids=[repr(each[0]) for each in AMOUNTS]
)
def test_amounts_and_sources(
    value: object, amount_vnd: int | None, source: str | None, doubt: str | None
) -> None:
    budget = parse(value)
    assert (budget.amount_vnd, budget.source, budget.doubt) == (amount_vnd, source, doubt)
    assert not budget.is_none


@pytest.mark.parametrize("value", ["Không", "KHông", "không có", "Không.", "0", "0 đồng", "0đ", 0, 0.0])
def test_an_explicit_no(value: object) -> None:
    budget = parse(value)
    assert (budget.amount_vnd, budget.is_none, budget.doubt) == (0, True, None)


def test_a_dash_is_a_doubtful_no() -> None:
    assert (parse("-").is_none, parse("-").doubt) == (True, "only_a_dash")


@given(
    st.one_of(st.text(), st.text(alphabet="0123456789., triệutyđk-="), st.integers(), st.floats(), st.none())
)
def test_anything_is_read_and_any_text_is_kept(value: object) -> None:
    budget = parse(value)
    if isinstance(value, str):
        assert budget.text == value
