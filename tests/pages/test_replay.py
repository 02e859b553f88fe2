"""Screens of past days come out the same after everything that may be recorded later; each page on several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import catalogue
from data.store import open_store
from pages.parts import house
from tests.pages.conftest import furnish
from tests.queries import replay_store
from tests.queries.conftest import Book

Ask = Callable[..., AppTest]
FIRST = "questions/overview.py"
OTHERS = (
    "schedule", "completion", "weaknesses", "overdue", "since", "hollow", "lifelines", "coming", "levels", "requests",
    "school", "crosswalk",
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = open_store(None)
    catalogue.load(made)
    furnish(made)
    own = Book(made)
    replay_store.before(own)
    with house.lent(made, tmp_path):
        yield own
    made.close()


def screens(ask: Ask) -> dict[str, list[str]]:
    """What leadership reads on each of the days: the overview, and two other pages in turn."""
    found = {}
    for place, day in enumerate(replay_store.DAYS):
        app = ask(FIRST, "leadership", **{"den-ngay": f"{day:%d/%m/%Y}"})
        found[f"{day} {FIRST}"] = read(app)
        for name in (OTHERS[place % len(OTHERS)], OTHERS[(place + 5) % len(OTHERS)]):
            app = app.switch_page(f"questions/{name}.py").run()
            found[f"{day} {name}"] = read(app)
    return found


def read(app: AppTest) -> list[str]:
    """The sentences, the captions and the tables."""
    assert not app.exception
    return [
        *(text.value for text in app.markdown),
        *(text.value for text in app.caption),
        *(table.value.to_string() for table in app.dataframe),
    ]


def test_screens_of_past_days_stay_as_they_were(book: Book, ask: Ask) -> None:
    was = screens(ask)
    assert len({text for texts in was.values() for text in texts if text.startswith("Tính đến")}) > 5
    replay_store.after(book)
    assert screens(ask) == was
