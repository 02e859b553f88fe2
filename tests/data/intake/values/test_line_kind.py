"""Lines that keep a strength, and lines that mend a weakness."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.line_kind import parse


@pytest.mark.parametrize(
    ("target", "action", "kind"),
    [
        pytest.param("Duy trì 100% lớp sạch", "Chấm điểm hằng tuần", "keep", id="duy trì"),
        pytest.param("- Giữ vững danh hiệu", "", "keep", id="after a bullet"),
        pytest.param("Phát huy vai trò của tổ", "", "keep", id="phát huy"),
        pytest.param("Tiếp tục duy trì nề nếp", "", "keep", id="tiếp tục duy trì"),
        pytest.param("Duy trì và nâng cao chất lượng", "", "keep", id="keeping and a wish"),
        pytest.param(unicodedata.normalize("NFD", "Duy trì nề nếp"), "", "keep", id="NFD"),
        pytest.param("Phát huy điểm mạnh, khắc phục điểm yếu", "", None, id="both"),
        pytest.param("Khắc phục sân bị ngập", "", "improve", id="khắc phục"),
        pytest.param("Thư viện đủ sách", "Bổ sung 200 cuốn", "improve", id="in the action"),
        pytest.param("Đủ phòng học bộ môn", "Hiện còn thiếu hai phòng", "improve", id="còn thiếu"),
        pytest.param("Nâng cao tỉ lệ giáo viên giỏi", "", "improve", id="nâng cao"),
        pytest.param("Nhà vệ sinh sạch", "Duy trì lịch lau dọn", None, id="keeping only in the action"),
        pytest.param("Sinh hoạt Đội Thiếu niên", "Họp chi đội", None, id="thiếu niên is no lack"),
        pytest.param("Đạt mức tối thiểu", "Thăm chùa", None, id="accents matter"),
        pytest.param("Tiếp tục tổ chức hội thi", "", None, id="tiếp tục alone"),
        pytest.param("", None, None, id="nothing"),
    ],
)
def test_parse(target: str, action: str | None, kind: str | None) -> None:
    assert parse(target, action) == kind


@given(st.text(), st.text())
def test_any_text_is_read(target: str, action: str) -> None:
    assert parse(target, action) in {"improve", "keep", None}
