"""An answer is given again only to the same question, through the same lens, of the same revision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from data.answers import Answers
from data.lens import Lens, office_lens, school_lens
from data.store import open_store

OFFICE = office_lens(date(2024, 9, 30))


@pytest.fixture
def counted() -> tuple[list[int], Callable[[], pd.DataFrame]]:
    """How often the work was done, and the work."""
    times: list[int] = []

    def work() -> pd.DataFrame:
        times.append(1)
        return pd.DataFrame({"n": [len(times)]})

    return times, work


@pytest.mark.parametrize(
    ("sql", "params", "lens", "revision", "is_kept"),
    [
        pytest.param("a", {"x": 1}, OFFICE, 1, True, id="the very same"),
        pytest.param("b", {"x": 1}, OFFICE, 1, False, id="another question"),
        pytest.param("a", {"x": 2}, OFFICE, 1, False, id="another parameter"),
        pytest.param("a", {"x": 1}, school_lens("A", date(2024, 9, 30)), 1, False, id="another viewer"),
        pytest.param("a", {"x": 1}, office_lens(date(2024, 9, 29)), 1, False, id="another day"),
        pytest.param("a", {"x": 1}, None, 1, False, id="no lens"),
        pytest.param("a", {"x": 1}, OFFICE, 2, False, id="after a write"),
    ],
)
def test_what_is_the_same_question(
    counted: tuple[list[int], Callable[[], pd.DataFrame]],
    sql: str,
    params: dict[str, object],
    lens: Lens | None,
    revision: int,
    is_kept: bool,
) -> None:
    times, work = counted
    answers = Answers()
    answers.answer("a", {"x": 1}, OFFICE, 1, work)
    answers.answer(sql, params, lens, revision, work)
    assert len(times) == (1 if is_kept else 2)


def test_what_one_page_does_to_its_frame_no_other_page_sees(
    counted: tuple[list[int], Callable[[], pd.DataFrame]],
) -> None:
    _, work = counted
    answers = Answers()
    mine = answers.answer("a", {}, OFFICE, 1, work)
    mine["n"] = 99
    mine.loc[0, "new"] = "x"
    other = answers.answer("a", {}, OFFICE, 1, work)
    other.loc[0, "n"] = 77
    assert answers.answer("a", {}, OFFICE, 1, work).to_dict("list") == {"n": [1]}


def test_the_least_used_answer_is_given_up(counted: tuple[list[int], Callable[[], pd.DataFrame]]) -> None:
    times, work = counted
    answers = Answers(most=2)
    for sql in ("a", "b", "a", "c", "a"):
        answers.answer(sql, {}, OFFICE, 1, work)
    assert len(times) == 3, "a was used again before c came, so b went"


def test_a_write_is_seen_by_the_next_read() -> None:
    store = open_store(None)
    ask = "select count(*) as n from kept.fact"
    assert store.read(ask, lens=OFFICE)["n"][0] == 0
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": "a", "value": "1"}])
    assert store.read(ask, lens=OFFICE)["n"][0] == 1
