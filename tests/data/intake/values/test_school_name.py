"""Names of schools taken apart, and schools found by them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.school_name import KnownSchool, match, parse

NAMES = [
    ("MN Khủng Long Nhỏ", "MN", "khung long nho", None, False),
    ("MN Canada - Việt Nam", "MN", "canada-viet nam", None, False),
    ("Mầm non Canada – Việt Nam", "MN", "canada-viet nam", None, False),
    ("MN - Hoa Sen", "MN", "hoa sen", None, False),
    ("Trường MN. Hoa Sen", "MN", "hoa sen", None, False),
    ("mẫu giáo Hoa Mai", "MN", "hoa mai", None, False),
    ("MG Hoa Mai", "MN", "hoa mai", None, False),
    ("Trường Mầm non Măng Non", "MN", "mang non", None, False),
    ("Nhóm trẻ độc lập tư thục Bi Bi", "MN", "bi bi", True, False),
    ("Trường MN Tư thục Ánh Sao", "MN", "anh sao", True, False),
    ("MN Ánh Sao (ngoài công lập)", "MN", "anh sao", True, False),
    ("Trường mầm non Sen (công lập)", "MN", "sen", False, False),
    ("Tiểu học Võ Thị Sáu", "TH", "vo thi sau", None, False),
    ("TH Võ Thị Sáu", "TH", "vo thi sau", None, False),
    ("TiH Phú Thuận", "TH", "phu thuan", None, False),
    ("Trường TH Phú Thuận, Quận 7", "TH", "phu thuan", None, False),
    ("Võ Thị Sáu (TH)", "TH", "vo thi sau", None, False),
    ("Trường THCS Nguyễn Hiền", "THCS", "nguyen hien", None, False),
    ("TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN HIỀN", "THCS", "nguyen hien", None, False),
    ("THCS Trường Chinh", "THCS", "truong chinh", None, False),
    ("TH Phan Bội Châu", "TH", "phan boi chau", None, False),
    ("TH&THCS Bình Minh", "TH-THCS", "binh minh", None, False),
    ("TH-THCS Bình Minh", "TH-THCS", "binh minh", None, False),
    ("Trường Tiểu học và Trung học cơ sở Bình Minh", "TH-THCS", "binh minh", None, False),
    ("THCS - THPT Ngôi Sao", "THCS-THPT", "ngoi sao", None, True),
    ("Trường THCS và THPT Ngôi Sao", "THCS-THPT", "ngoi sao", None, True),
    ("Trường Tiểu học, THCS và THPT Ngôi Sao", None, "ngoi sao", None, True),
    ("Trường THPT Ngôi Sao", "THPT", "ngoi sao", None, True),
    ("Phân hiệu THPT Lê Thị Hồng Gấm", "THPT", "le thi hong gam", None, True),
    (
        "Trung tâm Giáo dục Kỹ thuật Tổng hợp và Hướng nghiệp Lê Thị Hồng Gấm",
        None,
        "le thi hong gam",
        None,
        True,
    ),
    ("Trung tâm GDKTTH-HN Quận 7", None, "quan 7", None, True),
    ("TÔN THẮT TÙNG", None, "ton that tung", None, False),
    (unicodedata.normalize("NFD", "Tiểu học Võ Thị Sáu"), "TH", "vo thi sau", None, False),
    ("", None, "", None, False),
    (None, None, "", None, False),
]


@pytest.mark.parametrize(
    ("text", "level", "key", "is_private", "is_outside"), NAMES, ids=[repr(each[0]) for each in NAMES]
)
def test_parse(
    text: str | None, level: str | None, key: str, is_private: bool | None, is_outside: bool
) -> None:
    name = parse(text)
    assert (name.level, name.key) == (level, key)
    assert (name.is_private_hint, name.is_outside_scope_hint) == (is_private, is_outside)


KNOWN = (
    KnownSchool("TH01", "Trường Tiểu học Võ Thị Sáu", "TH"),
    KnownSchool("CS01", "Trường THCS Võ Thị Sáu", "THCS"),
    KnownSchool("CS02", "Trường THCS Tôn Thất Tùng", "THCS", ("TTT",)),
    KnownSchool("CS03", "Trường THCS Nguyễn Hiền", "THCS"),
    KnownSchool("MN01", "Trường Mầm non Canada - Việt Nam", "MN", ("MN CaVi",)),
    KnownSchool("MN02", "Trường Mầm non Hoa Hồng", "MN"),
    KnownSchool("MN03", "Trường Mầm non Hoa Hòng", "MN"),
    KnownSchool("TH02", "Trường Tiểu học Trường Chinh", "TH"),
    KnownSchool("TT01", "Phân hiệu THPT Hướng Dương", "THPT", ("Trung tâm GDKTTH-HN Hướng Dương", "PHHD")),
)


@pytest.mark.parametrize(
    ("text", "code", "candidates", "doubt"),
    [
        pytest.param("TH Võ Thị Sáu", "TH01", (), None, id="level and name"),
        pytest.param("THCS VÕ THỊ SÁU", "CS01", (), None, id="the other level"),
        pytest.param("Võ Thị Sáu", None, ("TH01", "CS01"), "two_readings", id="no level, two schools"),
        pytest.param("Nguyễn Hiền", "CS03", (), None, id="no level, one school"),
        pytest.param("TH Nguyễn Hiền", None, ("CS03",), "other_level", id="another level is another school"),
        pytest.param("THCS TÔN THẮT TÙNG", "CS02", (), None, id="misread accents"),
        pytest.param("TTT", "CS02", (), None, id="alias"),
        pytest.param("cs02", "CS02", (), None, id="code"),
        pytest.param("MN Canada – Việt Nam", "MN01", (), None, id="en dash"),
        pytest.param("Mầm non Cavi", "MN01", (), None, id="alias under another prefix"),
        pytest.param("MN Hoa Hồng", "MN02", (), None, id="accents tell two schools apart"),
        pytest.param("MN Hoa Hong", None, ("MN02", "MN03"), "two_readings", id="without accents they do not"),
        pytest.param("Trường Chinh", "TH02", (), None, id="a name that begins like a level word"),
        pytest.param("Trung tâm GDKTTH-HN Hướng Dương", "TT01", (), None, id="a school with three names"),
        pytest.param("THCS Nguyễn Hiềnn", None, ("CS03",), "similar_name", id="a slip is asked about"),
        pytest.param("THCS Lê Lợi", None, (), "unknown_school", id="unknown"),
        pytest.param("", None, (), None, id="empty"),
    ],
)
def test_match(text: str, code: str | None, candidates: tuple[str, ...], doubt: str | None) -> None:
    found = match(text, KNOWN)
    assert (found.code, found.doubt) == (code, doubt)
    if doubt:
        assert found.candidates == candidates


@given(st.one_of(st.text(), st.none(), st.integers(), st.floats()))
def test_anything_is_read_and_any_text_is_kept(value: object) -> None:
    name = parse(value)
    if isinstance(value, str):
        assert name.text == value
    match(value, KNOWN)
