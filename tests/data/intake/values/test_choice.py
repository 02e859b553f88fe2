"""Words that choose among a few."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values import choice


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        ("Công lập", "public"),
        ("CÔNG LẬP", "public"),
        ("Trường công lập", "public"),
        ("CL", "public"),
        ("Ngoài công lập", "private"),
        ("ngoài công lập.", "private"),
        ("(ngoài công lập)", "private"),
        ("NCL", "private"),
        ("Tư thục", "private"),
        ("Dân lập", "private"),
        ("Tư", "private"),
        (unicodedata.normalize("NFD", "Công lập"), "public"),
    ],
)
def test_ownership(value: str, chosen: str) -> None:
    assert choice.ownership(value) == choice.Choice(value, chosen)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("MN", "MN"),
        ("Mầm non", "MN"),
        ("Mẫu giáo", "MN"),
        ("Nhà trẻ", "MN"),
        ("TH", "TH"),
        ("Tiểu học", "TH"),
        ("TiH", "TH"),
        ("Cấp 1", "TH"),
        ("Trường Tiểu học", "TH"),
        ("THCS", "THCS"),
        ("Trung học cơ sở", "THCS"),
        ("cấp 2", "THCS"),
        ("THPT", "THPT"),
        ("TH-THCS", "TH-THCS"),
        ("TH&THCS", "TH-THCS"),
        ("Tiểu học và THCS", "TH-THCS"),
        ("THCS-THPT", "THCS-THPT"),
        ("THCS và THPT", "THCS-THPT"),
    ],
)
def test_levels_of_schools(value: str, level: str) -> None:
    found = choice.school_level(value)
    assert (found.value, found.doubt) == (level, None)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("KĐCLGD", "KDCL"),
        ("KĐCL", "KDCL"),
        ("Kiểm định chất lượng giáo dục", "KDCL"),
        ("Đạt KĐCLGD cấp độ 1", "KDCL"),
        ("Cấp độ 2", "KDCL"),
        ("CQG", "CQG"),
        ("Chuẩn quốc gia", "CQG"),
        ("Đạt chuẩn quốc gia mức độ 1", "CQG"),
        ("Mức độ 2", "CQG"),
        ("Chuẩn QG", "CQG"),
    ],
)
def test_kinds_of_recognition(value: str, kind: str) -> None:
    found = choice.recognition_kind(value)
    assert (found.value, found.doubt) == (kind, None)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("Cấp độ 1", 1),
        ("cấp độ 3", 3),
        ("Mức độ 2", 2),
        ("Mức 1", 1),
        ("CĐ 2", 2),
        ("MĐ1", 1),
        ("Chuẩn quốc gia mức độ 2", 2),
        ("KĐCLGD cấp độ 4", 4),
        ("Cấp độ II", 2),
        ("I", 1),
        ("2", 2),
        (2, 2),
        (1.0, 1),
    ],
)
def test_grades(value: object, number: int) -> None:
    found = choice.grade(value)
    assert (found.value, found.doubt) == (number, None)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Phát huy", "keep"),
        ("Duy trì", "keep"),
        ("giữ vững", "keep"),
        ("Điểm mạnh", "keep"),
        ("Khắc phục", "improve"),
        ("Cải tiến", "improve"),
        ("điểm yếu", "improve"),
    ],
)
def test_kinds_of_lines(value: str, kind: str) -> None:
    found = choice.line_kind(value)
    assert (found.value, found.doubt) == (kind, None)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        pytest.param(choice.ownership, "Bán công", id="a kind that is no more"),
        pytest.param(choice.ownership, "Công lập, tư thục", id="both"),
        pytest.param(choice.school_level, "Đại học", id="no level of ours"),
        pytest.param(choice.school_level, "TT GDTX", id="a centre"),
        pytest.param(choice.recognition_kind, "KĐCLGD và CQG", id="two recognitions in one line"),
        pytest.param(choice.recognition_kind, "Đạt", id="which one?"),
        pytest.param(choice.grade, "Cấp độ 5", id="there are four"),
        pytest.param(choice.grade, "Mức độ 1, cấp độ 2", id="two grades"),
        pytest.param(choice.grade, "Mức độ 1 và 2", id="two grades of one kind"),
        pytest.param(choice.grade, "12", id="two figures"),
        pytest.param(choice.line_kind, "Phát huy và khắc phục", id="both kinds"),
    ],
)
def test_what_chooses_nothing_is_in_doubt(read, value: str) -> None:  # type: ignore[no-untyped-def]
    found = read(value)
    assert (found.value, found.doubt) == (None, "not_understood")


@pytest.mark.parametrize("value", ["", "   ", None, float("nan")])
@pytest.mark.parametrize(
    "read", [choice.ownership, choice.school_level, choice.recognition_kind, choice.grade, choice.line_kind]
)
def test_nothing_is_no_doubt(read, value: object) -> None:  # type: ignore[no-untyped-def]
    found = read(value)
    assert (found.value, found.doubt) == (None, None)


@given(st.one_of(st.text(), st.text(alphabet="công lậpTHCSmứđI12 -"), st.integers(), st.floats(), st.none()))
def test_anything_is_read_and_any_text_is_kept(value: object) -> None:
    for read in (
        choice.ownership,
        choice.school_level,
        choice.recognition_kind,
        choice.grade,
        choice.line_kind,
    ):
        found = read(value)
        assert isinstance(found.text, str)
        if isinstance(value, str):
            assert found.text == value
