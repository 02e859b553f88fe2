"""Taking a proposal: the schedule as it becomes is a hand-in of its own, and the one before stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import queries
from data import planning_rules, rescheduling
from data.intake import desk
from data.intake.draft import Given
from data.intake.reading import Reader
from data.lens import TIME_ZONE, office_lens
from data.planning import Move, Visit
from data.planning_rules import NotSet, Pause
from data.store import Store
from queries.choice import Choice
from tests.fresh import fresh_store
from tests.queries.conftest import Book

TODAY = date(2024, 11, 20)
NOW = datetime(2024, 11, 20, 9, tzinfo=TIME_ZONE)
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
FEBRUARY = (date(2025, 2, 6), date(2025, 2, 28))


@pytest.fixture
def store() -> Iterator[Store]:
    store = fresh_store()
    book = Book(store)
    for code in "ABC":
        book.school(code, f"THCS Số {code}")
    lines = [book.visit(code, *JANUARY, kdcl=code != "C", cqg=code == "C") for code in "ABC"]
    for line, code in zip(lines, "ABC", strict=True):
        line |= {"school_text": f"THCS Số {code}", "kdcl_text": "X" if code != "C" else None}
        line["cqg_text"] = "x " if code == "C" else None
    lines[1]["time_text"] = "Tháng 01/2025"
    book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), *lines)
    yield store
    store.close()


def move(line_no: int, *, to: tuple[date, date] = FEBRUARY, reason: str = "vì quá mức") -> Move:
    visit = Visit(line_no, "THCS", *JANUARY, is_fixed=False, is_past=False, ready_on=date(2025, 1, 4))
    return Move(visit, *to, reason)


def take(store: Store, folder: Path, *moves: Move, of: str = "BN001", at: datetime = NOW) -> str:
    return rescheduling.take(store, moves, revision_id=of, folder=folder, by="chuyen-vien", at=at)


def schedule_on(store: Store, day: date) -> list[tuple[str, date, str, str]]:
    found = queries.schedule.evaluations(store, office_lens(day), Choice())
    columns = ("school_code", "starts_on", "time_text", "file_name")
    return sorted(zip(*(found[column] for column in columns), strict=True))


def test_before_nothing_has_moved_and_after_only_what_was_taken(store: Store, tmp_path: Path) -> None:
    before = schedule_on(store, TODAY)
    receipt = take(store, tmp_path, move(2))
    own = rescheduling.FILE_NAME
    assert schedule_on(store, TODAY) == [
        ("A", JANUARY[0], "01/2025", own),
        ("B", FEBRUARY[0], "Từ 06/02/2025 đến 28/02/2025", own),
        ("C", JANUARY[0], "01/2025", own),
    ]
    assert schedule_on(store, TODAY - timedelta(days=1)) == before, "as it was known then"
    (revision,) = store.rows("select * from kept.revision where revision_id = $id", {"id": receipt})
    assert (revision["kind"], revision["school_year"], revision["row_count"]) == ("schedule", "2024-2025", 3)
    assert (revision["recorded_by"], revision["recorded_at"]) == ("chuyen-vien", NOW)


def test_where_a_change_came_from_stays_readable(store: Store, tmp_path: Path) -> None:
    receipt = take(store, tmp_path, move(2, reason="Tháng 01/2025 có 3 trường"))
    found = queries.coming.moves(store, office_lens(TODAY), Choice())
    (row,) = found.itertuples()
    assert (row.school_code, row.from_starts_on, row.to_starts_on, row.to_ends_on) == (
        "B",
        JANUARY[0],
        *FEBRUARY,
    )
    assert (row.reason, row.revision_id) == ("Tháng 01/2025 có 3 trường", receipt)


def test_the_dossier_follows_the_visit(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, move(2))
    found = queries.coming.deadlines(store, office_lens(TODAY), Choice(school="B"))
    dossier = found[found["step_code"] == "dossier"].iloc[0]
    # 45 days before 06/02 and before 28/02/2025.
    assert (dossier["due_early"], dossier["due_late"]) == (date(2024, 12, 23), date(2025, 1, 14))


def test_withdrawing_it_brings_the_schedule_before_back(store: Store, tmp_path: Path) -> None:
    before = schedule_on(store, TODAY)
    Book(store).withdraw(take(store, tmp_path, move(2)), TODAY)
    assert schedule_on(store, TODAY) == before
    assert queries.coming.moves(store, office_lens(TODAY), Choice()).empty


def test_its_file_says_what_its_lines_say(store: Store, tmp_path: Path) -> None:
    receipt = take(store, tmp_path, move(2), move(3, to=(date(2025, 3, 1), date(2025, 3, 31))))
    (kept,) = store.rows("select file_sha256 from kept.revision where revision_id = $id", {"id": receipt})
    content = (tmp_path / kept["file_sha256"]).read_bytes()
    with Reader() as reader:
        given = Given(school_year="2024-2025", kind="schedule")
        understood = desk.examine(store, reader, content, file_name=rescheduling.FILE_NAME, given=given)
    assert understood.outcome == "accepted"
    names = ("school_code", "time_text", "starts_on", "ends_on", "time_precision", "asks_kdcl", "asks_cqg")
    places = ("sheet", "first_row", "last_row", "cells")
    lines = store.rows(
        "select * from kept.schedule_line where revision_id = $id order by line_no", {"id": receipt}
    )
    for line, read in zip(lines, understood.lines, strict=True):
        for name in names + places:
            kept_value = line[name]
            assert kept_value == getattr(read, name) or (not kept_value and not getattr(read, name)), name


def test_several_are_taken_as_one_and_one_after_another(store: Store, tmp_path: Path) -> None:
    first = take(store, tmp_path, move(2))
    second = take(store, tmp_path, move(3), of=first)
    assert [row[1] for row in schedule_on(store, TODAY)] == [JANUARY[0], FEBRUARY[0], FEBRUARY[0]]
    rows = store.rows("select revision_id, from_revision_id from kept.schedule_move order by recorded_at")
    assert [(row["revision_id"], row["from_revision_id"]) for row in rows] == [
        (first, "BN001"),
        (second, first),
    ]


def test_an_outdated_proposal_changes_nothing(store: Store, tmp_path: Path) -> None:
    first = take(store, tmp_path, move(2))
    kept = store.rows("select count(*) as n from kept.revision")
    with pytest.raises(rescheduling.NotMoved, match="vừa được thay"):
        take(store, tmp_path, move(3))
    with pytest.raises(rescheduling.NotMoved, match="đã khác"):
        take(store, tmp_path, move(2), of=first)
    with pytest.raises(rescheduling.NotMoved, match="không có dòng này"):
        take(store, tmp_path, move(9), of=first)
    with pytest.raises(rescheduling.NotMoved):
        take(store, tmp_path, move(2), of="BN999")
    assert store.rows("select count(*) as n from kept.revision") == kept


# --- Rules that the office sets


def test_days_of_a_step_are_set_and_taken_back(store: Store) -> None:
    def days(count: int | None) -> bool:
        return planning_rules.set_days(store, "training", count, by="chuyen-vien", at=NOW)

    def shown() -> int | None:
        found = queries.coming.deadlines(store, office_lens(TODAY), Choice(school="A"))
        value = found.loc[found["step_code"] == "training", "lead_days"].iloc[0]
        return None if pd.isna(value) else int(value)

    assert [days(15), shown()] == [True, 15]
    assert [days(15), days(20), shown()] == [False, True, 20]
    assert [days(None), shown()] == [True, None]


@pytest.mark.parametrize(("step", "count"), [("dossier", 30), ("visit", 3), ("nothing", 3), ("training", 0)])
def test_days_that_law_or_the_visit_fix_are_not_set_here(step: str, count: int, store: Store) -> None:
    with pytest.raises(NotSet):
        planning_rules.set_days(store, step, count, by="chuyen-vien", at=NOW)
    assert store.rows("select * from kept.step_setting") == []


def test_a_period_is_added_and_taken_back(store: Store) -> None:
    pause = Pause("Tuần kiểm tra", date(2024, 12, 16), date(2024, 12, 28))
    for _ in range(2):
        planning_rules.set_pause(store, pause, by="chuyen-vien", at=NOW)
    assert planning_rules.pauses(store) == [pause]
    planning_rules.drop_pause(store, pause, by="chuyen-vien", at=NOW)
    assert planning_rules.pauses(store) == []
    planning_rules.set_pause(store, pause, by="chuyen-vien", at=NOW)
    assert planning_rules.pauses(store) == [pause]


@pytest.mark.parametrize(
    "pause",
    [
        Pause(" ", date(2024, 12, 16), date(2024, 12, 28)),
        Pause("x" * 61, date(2024, 12, 16), date(2024, 12, 28)),
        Pause("ngược", date(2024, 12, 16), date(2024, 12, 15)),
        Pause("quá dài", date(2024, 12, 16), date(2026, 12, 28)),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(pause: Pause, store: Store) -> None:
    with pytest.raises(NotSet):
        planning_rules.set_pause(store, pause, by="chuyen-vien", at=NOW)
    assert planning_rules.pauses(store) == []
