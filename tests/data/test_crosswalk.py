"""What the office says of two laws: written as rows, refused where it contradicts, taken back by another row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from data import crosswalk
from data.crosswalk import NONE, PART, SAME, NotPaired, Pair
from data.store import Store
from tests.fresh import fresh_store

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TEACHERS = Pair("TT18-2018", "2.2", "TT57-2026-PT", "2.2")
NOTHING = Pair("TT18-2018", "2.2", "TT57-2026-PT")


@pytest.fixture
def store() -> Iterator[Store]:
    store = fresh_store()
    yield store
    store.close()


def say(store: Store, pair: Pair, kind: str, note: str | None = None, at: datetime = NOW) -> bool:
    return crosswalk.say(store, pair, kind, note=note, by="chuyen-vien", at=at)


def kinds(store: Store) -> list[str]:
    return [row["kind"] for row in store.rows("select kind from kept.crosswalk order by recorded_at")]


def test_an_answer_is_a_row_with_its_name_and_moment(store: Store) -> None:
    assert say(store, TEACHERS, SAME, "  như\ncũ ")
    assert store.rows("select * from kept.crosswalk") == [
        {
            "from_framework_code": "TT18-2018",
            "from_criterion_code": "2.2",
            "to_framework_code": "TT57-2026-PT",
            "to_criterion_code": "2.2",
            "kind": "same",
            "note": "như cũ",
            "recorded_at": NOW,
            "recorded_by": "chuyen-vien",
        }
    ]


def test_the_same_answer_twice_is_one_row(store: Store) -> None:
    assert say(store, TEACHERS, SAME)
    assert not say(store, TEACHERS, SAME)
    assert kinds(store) == ["same"]


def test_another_answer_comes_after_the_one_before_even_if_the_clock_went_back(store: Store) -> None:
    say(store, TEACHERS, SAME)
    assert say(store, TEACHERS, PART, at=NOW - timedelta(hours=1))
    assert kinds(store) == ["same", "part"]


def test_what_was_taken_back_can_be_said_again(store: Store) -> None:
    say(store, TEACHERS, SAME)
    assert crosswalk.take_back(store, TEACHERS, by="chuyen-vien", at=NOW)
    assert not crosswalk.take_back(store, TEACHERS, by="chuyen-vien", at=NOW)
    assert say(store, TEACHERS, SAME)
    assert kinds(store) == ["same", "withdrawn", "same"]


@pytest.mark.parametrize(
    ("first", "second"), [((TEACHERS, SAME), (NOTHING, NONE)), ((NOTHING, NONE), (TEACHERS, PART))]
)
def test_something_and_nothing_contradict_each_other(
    first: tuple[Pair, str], second: tuple[Pair, str], store: Store
) -> None:
    say(store, *first)
    with pytest.raises(NotPaired, match="Hãy bỏ"):
        say(store, *second)
    crosswalk.take_back(store, first[0], by="chuyen-vien", at=NOW)
    assert say(store, *second)


@pytest.mark.parametrize(
    "pair",
    [
        Pair("TT18-2018", "9.9", "TT57-2026-PT", "2.2"),
        Pair("TT18-2018", "2.2", "TT57-2026-PT", "5.6"),  # of the earlier law alone
        Pair("TT18-2018", "2.2", "TT57-2026-MN", "2.2"),  # for other schools
        Pair("TT57-2026-PT", "2.2", "TT18-2018", "2.2"),  # backwards
        Pair("TT18-2018", "2.2", "TT17-2018", "2.2"),  # side by side
        Pair("TT18-2018", "1.1", "khong-co"),
    ],
)
def test_only_criteria_of_laws_that_follow_each_other_are_paired(pair: Pair, store: Store) -> None:
    with pytest.raises(NotPaired, match="Không có tiêu chí này"):
        say(store, pair, SAME if pair.to_criterion else NONE)
    assert kinds(store) == []


@pytest.mark.parametrize(("pair", "kind"), [(TEACHERS, NONE), (NOTHING, SAME), (TEACHERS, "withdrawn")])
def test_an_answer_fits_its_pair(pair: Pair, kind: str, store: Store) -> None:
    with pytest.raises(ValueError, match="no answer"):
        say(store, pair, kind)
