"""What would be if a file were handed in: asked of the store, and nothing of it stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

import queries
from data.intake import desk
from data.intake.answered import CRITERION, Answer
from data.intake.draft import Given, Understood
from data.intake.reading import Reader
from data.lens import TIME_ZONE, office_lens, school_lens
from data.store import Store, Trial
from tests.data.intake.test_desk import PLAN, RESULTS

AT = datetime(2026, 9, 20, 8, 0, tzinfo=TIME_ZONE)
DAY = date(2026, 9, 20)
CHOICE = queries.Choice(school_year="2023-2024")
Book = Callable[..., bytes]


@pytest.fixture
def plan(book: Book, office: Store, reader: Reader) -> Understood:
    """A plan and its results, with an answer that would be remembered."""
    content = book(
        {
            "A": [PLAN, [1, "1.1", "Đủ sổ", "Lập sổ"], [2, "9.9", "Đủ", "Họp"]],
            "B": [RESULTS, [1, "1.1", "Lập sổ", None, "Đã lập"]],
        }
    )
    answers = (Answer(CRITERION, "9.9", "1.3"),)
    given = Given("THCS-Minh", "2023-2024", answers=answers)
    return desk.examine(office, reader, content, file_name="a.xlsx", given=given)


def planned(asked: Store | Trial, school: str = "THCS-Minh") -> list[tuple[int, int]]:
    rows = queries.completion.by_school(asked, school_lens(school, DAY), CHOICE, framework="TT18-2018")
    return [
        (row.planned_count, row.reported_count) for row in rows.itertuples() if row.school_code == "THCS-Minh"
    ]


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all kept tables."""
    names = store.rows(
        "select table_schema || '.' || table_name as name from information_schema.tables "
        "where table_type = 'BASE TABLE' order by name"
    )
    return {
        row["name"]: sorted(tuple(map(str, each.values())) for each in store.rows(f"select * from {row['name']}"))
        for row in names
    }  # fmt: skip


def test_figures_are_asked_as_if_it_were_handed_in(office: Store, plan: Understood) -> None:
    assert planned(office) == [(0, 0)]
    with desk.tried(office, plan, by="test", at=AT) as trial:
        assert planned(trial) == [(2, 1)]
        assert planned(trial, school="TH-Sáu") == [], "the lens holds in a trial too"
    assert planned(office) == [(0, 0)]


def test_nothing_is_left_behind(office: Store, plan: Understood, tmp_path: Path) -> None:
    before, revision = everything(office), office.revision
    with desk.tried(office, plan, by="test", at=AT) as trial:
        planned(trial)
    assert office.revision == revision
    assert everything(office) == before
    assert list(tmp_path.iterdir()) == []
    office.read("select 1 as one", lens=office_lens(DAY))


def test_nothing_is_left_behind_when_it_breaks_off(office: Store, plan: Understood) -> None:
    before = everything(office)
    with pytest.raises(RuntimeError), desk.tried(office, plan, by="test", at=AT):
        raise RuntimeError("broken off")
    assert everything(office) == before
    with office.transaction() as writer:
        assert writer.rows("select 1 as one") == [{"one": 1}]


def test_others_neither_see_a_trial_nor_are_held_up_after_it(office: Store, plan: Understood) -> None:
    seen: list[list[tuple[int, int]]] = []
    with desk.tried(office, plan, by="test", at=AT) as trial:
        assert planned(trial) == [(2, 1)]
        other = threading.Thread(target=lambda: seen.append(planned(office)))
        other.start()
        other.join()
    assert seen == [[(0, 0)]]
    assert planned(office) == [(0, 0)], "what was answered in the trial is not given to anybody"


def test_it_can_be_handed_in_after_it_was_tried(office: Store, plan: Understood, tmp_path: Path) -> None:
    for _ in range(2):
        with desk.tried(office, plan, by="test", at=AT) as trial:
            assert planned(trial) == [(2, 1)]
    desk.keep(office, plan, b"bytes", folder=tmp_path, by="test", at=AT)
    assert planned(office) == [(2, 1)]


def test_a_rejected_file_changes_nothing(office: Store, reader: Reader, book: Book) -> None:
    rejected = desk.examine(office, reader, book({"A": [["gì đó"]]}), file_name="a.xlsx")
    with desk.tried(office, rejected, by="test", at=AT) as trial:
        assert planned(trial) == [(0, 0)]
