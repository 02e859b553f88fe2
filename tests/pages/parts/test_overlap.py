"""What two texts share, marked; everything a school typed is shown as text."""

from __future__ import annotations

import pytest

from pages.parts import overlap


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        (
            "Lập lịch họp tổ mỗi tháng",
            "lập lịch họp hai lần",
            ":orange-background[Lập lịch họp] tổ mỗi tháng",
        ),
        ("Hoàn toàn khác nhau", "chẳng có gì chung", "Hoàn toàn khác nhau"),
        ("Kỹ năng sống cho trẻ", "kĩ năng sống cho trẻ", ":orange-background[Kỹ năng sống cho trẻ]"),
        ("*đậm* [x](y) một hai ba", "một hai ba", r"\*đậm\* \[x\]\(y\) :orange-background[một hai ba]"),
        ("một hai", "một hai", "một hai"),  # two words in common are no overlap
    ],
)
def test_runs_of_three_words_are_marked(text: str, other: str, expected: str) -> None:
    assert overlap.marked(text, other) == expected
