"""What was answered for a past day is answered again, whatever was recorded since: every question there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

import queries
from data import catalogue
from data.lens import Lens, office_lens, school_lens
from data.store import Store, open_store
from queries import asking
from queries.choice import Choice
from tests.queries import replay_store
from tests.queries.conftest import Book
from tests.queries.test_headers import REQUIRED, function

Answer = tuple[tuple[str, ...], ...]
Key = tuple[str, date, str, Choice]


def asked(name: str) -> Iterator[tuple[Key, Lens, Choice]]:
    """The office on each of the days; a school, and filters, on some of them."""
    days = replay_store.DAYS
    looks = [(office_lens(day), Choice()) for day in days]
    looks += [
        (school_lens("B", days[4]), Choice()),
        (office_lens(days[6]), Choice("2023-2024", level="THCS")),
    ]
    for lens, choice in looks:
        yield (name, lens.as_of_on, lens.viewer, choice), lens, choice


def answers(store: Store, name: str) -> dict[Key, Answer]:
    return {
        key: as_said(function(name)(store, lens, choice, **REQUIRED.get(name, {})))
        for key, lens, choice in asked(name)
    }


def as_said(frame: pd.DataFrame) -> Answer:
    return tuple(tuple(map(str, row)) for row in frame.itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[dict[Key, Answer], dict[Key, Answer]]]:
    """Every answer before and after all of it was recorded."""
    store = open_store(None)
    catalogue.load(store)
    book = Book(store)
    replay_store.before(book)
    was = {key: answer for name in asking.names() for key, answer in answers(store, name).items()}
    replay_store.after(book)
    yield was, {key: answer for name in asking.names() for key, answer in answers(store, name).items()}
    store.close()


@pytest.mark.parametrize("name", asking.names())
def test_a_past_day_is_answered_as_it_was(
    name: str, told: tuple[dict[Key, Answer], dict[Key, Answer]]
) -> None:
    was, is_ = told
    differing = [key for key in was if key[0] == name and was[key] != is_[key]]
    assert not differing, f"{differing[0]}: {set(was[differing[0]]) ^ set(is_[differing[0]])}"


def test_there_was_something_to_see_and_something_to_change(
    told: tuple[dict[Key, Answer], dict[Key, Answer]],
) -> None:
    was, _ = told
    silent = {name for name in asking.names() if not any(was[key] for key in was if key[0] == name)}
    assert not silent


def test_what_was_recorded_later_is_seen_later() -> None:
    store = open_store(None)
    catalogue.load(store)
    book = Book(store)
    replay_store.before(book)
    lens = office_lens(date(2026, 12, 31))
    was = queries.since.items(store, lens, Choice())
    replay_store.after(book)
    assert as_said(queries.since.items(store, lens, Choice())) != as_said(was)
    moves = queries.since.between(store, office_lens(replay_store.DAYS[-1]), lens, Choice())
    caused = {"confirmed", "withdrawn", "new_upload", "school_changed", "school_opened", "schedule_changed"}
    assert caused <= set(moves["why"])
    store.close()
