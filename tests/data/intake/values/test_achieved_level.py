"""The Mức that a criterion has reached, in one word or by marks."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.achieved_level import of_marks, parse


@pytest.mark.parametrize(
    ("value", "level_no"),
    [
        ("Mức 1", 1),
        ("mức 2", 2),
        ("MỨC 3", 3),
        ("Mức 4", 4),
        ("Đạt Mức 1", 1),
        ("Đạt mức 2.", 2),
        ("Mức I", 1),
        ("Mức II", 2),
        ("Đạt Mức III", 3),
        ("Mức IV", 4),
        ("M3", 3),
        ("M 2", 2),
        ("3", 3),
        (3, 3),
        (2.0, 2),
        ("II", 2),
        ("Mức: 2", 2),
        ("Mức\u00a02", 2),
        ("Không đạt", 0),
        ("không đạt", 0),
        ("Chưa đạt", 0),
        ("Không đạt Mức 1", 0),
        ("Chưa đạt mức", 0),
    ],
)
def test_one_word_says_the_level(value: object, level_no: int) -> None:
    found = parse(value)
    assert (found.level_no, found.doubt) == (level_no, None)


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("Đạt", "no_level"),  # which one?
        ("đạt", "no_level"),
        ("Mức 5", "not_understood"),
        ("0", "not_understood"),  # a count, or "không đạt"
        (0, "not_understood"),
        ("Tốt", "not_understood"),
        ("Mức 1, mức 2", "not_understood"),
        ("Không đạt mức 2", "not_understood"),  # says nothing of Mức 1
        ("#REF!", "not_understood"),
        ("", None),
        ("-", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_what_says_no_level_gives_none(value: object, doubt: str | None) -> None:
    found = parse(value)
    assert (found.level_no, found.doubt) == (None, doubt)


@pytest.mark.parametrize(
    ("marks", "level_no", "doubt"),
    [
        pytest.param({0: None, 1: "X", 2: "X", 3: "X"}, 3, None, id="each Mức that is reached"),
        pytest.param({0: None, 1: None, 2: "x", 3: None}, 2, None, id="only the highest"),
        pytest.param({0: "X", 1: None, 2: None, 3: None}, 0, None, id="not reached"),
        pytest.param({0: " ", 1: " X ", 2: "", 3: "\u00a0"}, 1, None, id="blanks"),
        pytest.param({0: "-", 1: "Đạt", 2: "Không đạt", 3: "Không đạt"}, 1, None, id="words for marks"),
        pytest.param({1: "Không đạt", 2: "Không đạt", 3: None}, 0, None, id="not even Mức 1"),
        pytest.param({1: "Đạt", 2: "Chưa đạt"}, 1, None, id="reached and not reached"),
        pytest.param({1: "Không đạt", 2: "Đạt"}, None, "contradiction", id="Mức 2 without Mức 1"),
        pytest.param({0: "Không đạt", 1: None}, 0, None, id="the word in its own column"),
        pytest.param({0: "Không đạt", 1: "X"}, None, "contradiction", id="the word beside a mark"),
        pytest.param({0: None, 1: "✓", 2: "☑", 3: "×", 4: "v"}, 4, None, id="all sorts of ticks"),
        pytest.param({0: None, 1: 1, 2: 1, 3: 0}, 2, None, id="ones and noughts"),
        pytest.param({0: "X", 1: "X", 2: None, 3: None}, None, "contradiction", id="both"),
        pytest.param({0: None, 1: "X", 2: "một phần", 3: None}, None, "not_understood", id="a word"),
        pytest.param({0: None, 1: "X", 2: "#REF!", 3: None}, None, "not_understood", id="an error cell"),
        pytest.param({0: None, 1: None, 2: None, 3: None}, None, "missing", id="no mark is no data"),
        pytest.param({0: "Không", 1: "0", 2: None}, None, "missing", id="only no"),
    ],
)
def test_marks_by_level(marks: Mapping[int, object], level_no: int | None, doubt: str | None) -> None:
    found = of_marks(marks)
    assert (found.level_no, found.doubt) == (level_no, doubt)


TYPED = st.one_of(
    st.text(), st.text(alphabet="mứcđạtkhôngIVX1234 ."), st.integers(), st.floats(), st.none(), st.dates()
)


@given(TYPED, st.dictionaries(st.integers(0, 4), TYPED))
def test_anything_is_read_and_any_text_is_kept(value: object, marks: dict[int, object]) -> None:
    found = parse(value)
    assert found.level_no in (None, 0, 1, 2, 3, 4)
    if isinstance(value, str):
        assert found.text == value
    assert of_marks(marks).level_no in (None, *marks)
