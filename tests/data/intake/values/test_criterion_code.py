"""Codes of criteria and headings of standards, however they are written."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.criterion_code import parse

SURE = [
    ("Tiêu chí 1.1", "1.1", ""),
    ("Tiêu chí 1.10", "1.10", ""),
    ("TIÊU CHÍ 3.2", "3.2", ""),
    ("Tieu chi 3.6 - Thư viện", "3.6", "Thư viện"),
    ("TC 1.1", "1.1", ""),
    ("TC1.1", "1.1", ""),
    ("tc3.6", "3.6", ""),
    ("TC. 3.2", "3.2", ""),
    ("TC: 3.2", "3.2", ""),
    ("T.C 1.1", "1.1", ""),
    ("T.chí 1.3", "1.3", ""),
    ("1.1", "1.1", ""),
    ("1.1.", "1.1", ""),
    ("1.1)", "1.1", ""),
    ("(1.1)", "1.1", ""),
    ("1.10", "1.10", ""),
    ("1.1 Phương hướng, chiến lược", "1.1", "Phương hướng, chiến lược"),
    ("1.1: Phương hướng", "1.1", "Phương hướng"),
    ("3.6 – Thư viện", "3.6", "Thư viện"),
    ("Tiêu chí1.1:", "1.1", ""),
    ("Tiêu chí 1 . 1", "1.1", ""),
    ("Tiêu chí số 1.4", "1.4", ""),
    ("Tiêu chí\n1.8", "1.8", ""),
    ("Tiêu\u00a0chí\u00a01.8", "1.8", ""),
    ("Tiêu chí 1,3", "1.3", ""),
    ("Tiêu chí 2.2. Đối với giáo viên", "2.2", "Đối với giáo viên"),
    ("Tiêu chí 1.9: Thực hiện quy chế dân chủ cơ sở", "1.9", "Thực hiện quy chế dân chủ cơ sở"),
    ("- Tiêu chí 3.2:", "3.2", ""),
    ("1. Tiêu chí 1.1", "1.1", ""),
    ("Tiêu chí 4.2\nMời hội khuyến học\nmở lớp", "4.2", "Mời hội khuyến học\nmở lớp"),
    ("<i>Tiêu chí</i> 1.1", "1.1", ""),
    ("**Tiêu chí 5.2**", "5.2", ""),
    (unicodedata.normalize("NFD", "Tiêu chí 5.5: Kĩ năng sống"), "5.5", "Kĩ năng sống"),
    ("Chỉ báo b, tiêu chí 2.2", "2.2", ""),
    ("chỉ báo b, mức 2 của Tiêu chí 2.2. Đối với giáo viên", "2.2", "Đối với giáo viên"),
    ("Tiêu chuẩn 1: Tổ chức\nTiêu chí 1.1: Phương hướng", "1.1", "Phương hướng"),
]


@pytest.mark.parametrize(("text", "code", "title"), SURE, ids=[repr(each[0]) for each in SURE])
def test_sure_codes(text: str, code: str, title: str) -> None:
    found = parse(text)
    assert (found.code, found.title, found.kind, found.doubt) == (code, title, "criterion", None)
    assert found.standard_no == int(code.split(".")[0])


@pytest.mark.parametrize(
    ("text", "code", "doubt"),
    [
        pytest.param("1-3", "1.3", "two_readings", id="dash"),
        pytest.param("1,3", "1.3", "two_readings", id="bare comma"),
        pytest.param("Tiêu chí 1, 3", "1.3", "two_readings", id="comma and blank"),
        pytest.param("01.02", "1.2", "two_readings", id="noughts in front"),
        pytest.param("Tiêu chí I.2", "1.2", "two_readings", id="roman"),
        pytest.param("Tiêu chí l.1", "1.1", "two_readings", id="misread one"),
        pytest.param("Tiêu chí 1.1.1", "1.1", "two_readings", id="a third number"),
        pytest.param("Tiêu chuẩn 1.1", "1.1", "two_readings", id="wrong word"),
        pytest.param("Tiêu chí 1.1, 1.2", "1.1", "several_codes", id="two codes"),
        pytest.param("Tiêu chí 1.1 và tiêu chí 1.2", "1.1", "several_codes", id="two codes in words"),
        pytest.param("Hoàn thiện minh chứng Tiêu chí 1.2", "1.2", "inside_text", id="only mentioned"),
        pytest.param("Tiêu chí 3", None, "half_a_code", id="half"),
        pytest.param("Tiêu chí: Thư viện", None, "no_code", id="name only"),
        pytest.param("Tiêu chuẩn, tiêu chí", None, "not_understood", id="heading"),
        pytest.param("1.5 triệu", None, "not_understood", id="money"),
        pytest.param("1.2.2024", None, "not_understood", id="a day"),
        pytest.param("15/10", None, "not_understood", id="a day without year"),
        pytest.param("99.1", None, "not_understood", id="no such standard"),
        pytest.param("1.0", None, "not_understood", id="no such criterion"),
        pytest.param("[H1-1.1-01]", None, "not_understood", id="code of a piece of evidence"),
        pytest.param("Hiệu trưởng", None, "not_understood", id="shifted cell"),
        pytest.param("7", None, "not_understood", id="a row number"),
        pytest.param("", None, None, id="empty"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_doubts(text: str | None, code: str | None, doubt: str | None) -> None:
    found = parse(text)
    assert (found.code, found.doubt) == (code, doubt)


@pytest.mark.parametrize(
    ("text", "standard_no", "title", "doubt"),
    [
        ("Tiêu chuẩn 2: Cán bộ quản lý", 2, "Cán bộ quản lý", None),
        ("2 Tiêu chuẩn 2: Cán bộ quản lý", 2, "Cán bộ quản lý", None),
        ("TIÊU CHUẨN III. Cơ sở vật chất", 3, "Cơ sở vật chất", None),
        ("II. Tiêu chuẩn 2 - Cán bộ", 2, "Cán bộ", None),
        ("Tiêu chuẩn 4", 4, "", None),
        ("TC 2: Cán bộ", 2, "Cán bộ", "two_readings"),
        ("Tiêu chuẩn: Cơ sở vật chất", None, "Cơ sở vật chất", "no_code"),
    ],
)
def test_standards(text: str, standard_no: int | None, title: str, doubt: str | None) -> None:
    found = parse(text)
    assert (found.kind, found.code, found.standard_no) == ("standard", None, standard_no)
    assert (found.title, found.doubt) == (title, doubt)


@pytest.mark.parametrize(
    ("value", "number_format", "code", "doubt", "other_code"),
    [
        pytest.param(1.1, "0.00", "1.10", None, "1.1", id="1.10 on show"),
        pytest.param(1.1, "#,##0.00", "1.10", None, "1.1", id="1.10 with thousands"),
        pytest.param(1.1, "General", "1.1", "maybe_trailing_zero", "1.10", id="1.1 may have been 1.10"),
        pytest.param(1.2, "General", "1.2", None, None, id="1.20 is unlikely"),
        pytest.param(1.2, "0.00", "1.2", "maybe_trailing_zero", "1.20", id="1.20 on show"),
        pytest.param(1.12, "General", "1.12", None, None, id="two decimals"),
        pytest.param(2.3, "0.0", "2.3", None, None, id="one decimal on show"),
        pytest.param(3, "General", None, "not_understood", None, id="whole number"),
        pytest.param(1.234, "General", None, "not_understood", None, id="three decimals"),
        pytest.param(45170.0, "General", None, "not_understood", None, id="serial"),
        pytest.param(float("nan"), "", None, None, None, id="pandas' empty"),
        pytest.param(datetime(2024, 2, 1), "", "1.2", "was_date", "2.1", id="1.2 became 1 February"),
        pytest.param(date(2024, 10, 1), "", "1.10", "was_date", "10.1", id="1.10 became 1 October"),
        pytest.param(datetime(2024, 3, 3), "", "3.3", "was_date", None, id="both readings are one"),
    ],
)
def test_codes_that_excel_changed(
    value: object, number_format: str, code: str | None, doubt: str | None, other_code: str | None
) -> None:
    found = parse(value, number_format=number_format)
    assert (found.code, found.doubt, found.other_code) == (code, doubt, other_code)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="Tiêu chíuẩTC.,-0123456789\nIVXl"),
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
    if isinstance(value, str):
        assert found.text == value
