"""The store: whole or nothing, one owner, nothing without a lens, as it was known on a day."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from data import catalogue
from data.lens import TIME_ZONE, Lens, office_lens, school_lens
from data.store import Store, StoreBusy, open_store

AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
DAY = date(2024, 9, 30)


def add_school(store: Store, code: str, *, at: datetime = AT, version_no: int = 1, **values: object) -> None:
    row: dict[str, object] = {
        "school_code": code, "version_no": version_no, "valid_from": None, "name": f"Trường {code}", "level": "TH",
        "ownership": "public", "ward": "An Hòa", "is_open": True, "successor_code": None, "recorded_at": at,
        "recorded_by": "test",
    }  # fmt: skip
    with store.transaction() as writer:
        writer.add("kept.school_version", [row | values])


def names(store: Store, lens: Lens | None) -> list[str]:
    return list(store.read("select school_name from lens.school order by 1", lens=lens)["school_name"])


def test_without_a_lens_every_view_is_empty() -> None:
    store = open_store(None)
    catalogue.load(store)
    add_school(store, "A")
    views = store.rows("select view_name from duckdb_views() where schema_name = 'lens'")
    assert len(views) > 10
    for view in views:
        assert store.read(f"from lens.{view['view_name']}", lens=None).empty, view["view_name"]


def test_a_school_sees_itself_alone() -> None:
    store = open_store(None)
    add_school(store, "A")
    add_school(store, "B")
    assert names(store, school_lens("A", DAY)) == ["Trường A"]
    assert names(store, office_lens(DAY)) == ["Trường A", "Trường B"]
    assert names(store, school_lens("nobody", DAY)) == []


def test_no_school_can_look_as_the_office() -> None:
    with pytest.raises(ValueError, match="office"):
        school_lens("office", DAY)


def test_one_cursors_lens_is_not_the_next_ones() -> None:
    store = open_store(None)
    add_school(store, "A")
    assert names(store, office_lens(DAY)) == ["Trường A"]
    assert names(store, None) == []


def test_threads_never_see_each_others_lens() -> None:
    store = open_store(None)
    for code in "ABCD":
        add_school(store, code)
    wrong: list[list[str]] = []

    def look(code: str) -> None:
        for number in range(50):
            # Another question each time, so that every one is really asked.
            asked = "select school_name from lens.school where $number >= 0"
            found = list(store.read(asked, {"number": number}, lens=school_lens(code, DAY))["school_name"])
            if found != [f"Trường {code}"]:
                wrong.append(found)

    threads = [threading.Thread(target=look, args=(code,)) for code in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_recorded_later_is_not_known_earlier() -> None:
    store = open_store(None)
    add_school(store, "A", at=AT + timedelta(days=60))
    assert names(store, office_lens(DAY)) == []
    assert names(store, office_lens(DAY + timedelta(days=40))) == ["Trường A"]


def test_a_school_has_the_name_and_ward_of_the_day() -> None:
    store = open_store(None)
    add_school(store, "A", name="Trường cũ")
    add_school(store, "A", version_no=2, name="Trường mới", valid_from=date(2025, 7, 1))
    assert names(store, office_lens(date(2025, 6, 30))) == ["Trường cũ"]
    assert names(store, office_lens(date(2025, 7, 1))) == ["Trường mới"]


def test_the_day_of_a_moment_is_vietnams() -> None:
    store = open_store(None)
    lens = Lens("office", datetime(2024, 9, 1, 0, 30, tzinfo=TIME_ZONE))  # still 31/08 in UTC
    assert store.read("select as_of_on from lens.moment", lens=lens)["as_of_on"][0] == date(2024, 9, 1)


def test_a_transaction_is_whole_or_nothing() -> None:
    store = open_store(None)
    before = store.revision

    def stop_half_way() -> None:
        with store.transaction() as writer:
            writer.run("insert into kept.fact values ('a', '1')")
            raise RuntimeError("stop")

    def break_a_key() -> None:
        with store.transaction() as writer:
            writer.run("insert into kept.fact values ('b', '1')")
            writer.run("insert into kept.fact values ('b', '2')")

    with pytest.raises(RuntimeError, match="stop"):
        stop_half_way()
    with pytest.raises(duckdb.ConstraintException):
        break_a_key()
    assert store.rows("select * from kept.fact") == []
    assert store.revision == before


def test_more_rows_than_one_statement_takes_all_arrive_in_order() -> None:
    store = open_store(None)
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": f"n{i:04}", "value": str(i)} for i in range(501)])
    found = store.rows("select name, value from kept.fact order by name")
    assert len(found) == 501
    assert found[500] == {"name": "n0500", "value": "500"}


def test_whole_numbers_and_missing_ones_stay_what_they_are() -> None:
    frame = open_store(None).read("select 1 as n union all select null order by n nulls last", lens=None)
    assert frame["n"][0] == 1
    assert str(frame["n"].dtype) == "Int32"
    assert frame["n"].isna().tolist() == [False, True]


def test_the_file_keeps_what_was_written_and_migrations_run_once(tmp_path: Path) -> None:
    path = tmp_path / "home" / "dashboard.duckdb"
    store = open_store(path)
    add_school(store, "A")
    applied = store.rows("select * from migration order by name")
    store.close()
    again = open_store(path)
    assert names(again, office_lens(DAY)) == ["Trường A"]
    assert again.rows("select * from migration order by name") == applied
    again.close()


def test_a_broken_migration_leaves_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "0001_good.sql").write_text("create table good (a integer);")
    (folder / "0002_bad.sql").write_text("create table half (a integer); select broken from nowhere;")
    path = tmp_path / "dashboard.duckdb"
    with pytest.raises(duckdb.Error):
        open_store(path, schema=folder)
    (folder / "0002_bad.sql").write_text("create table half (a integer);")
    store = open_store(path, schema=folder)
    assert [row["name"] for row in store.rows("select name from migration order by 1")] == [
        "0001_good",
        "0002_bad",
    ]
    store.close()


def test_the_store_reaches_neither_files_nor_network(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    store = open_store(tmp_path / "home" / "dashboard.duckdb")
    for sql in (f"from '{secret}'", "set enable_external_access = true", "install httpfs"):
        with pytest.raises(duckdb.Error):
            store.rows(sql)
    store.close()


def test_a_second_process_is_told_in_a_sentence(tmp_path: Path) -> None:
    store = open_store(tmp_path / "dashboard.duckdb")
    script = "import sys; from pathlib import Path; from data.store import open_store; open_store(Path(sys.argv[1]))"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "dashboard.duckdb")],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert StoreBusy.__name__ in done.stderr
    assert "đang được một chương trình khác giữ" in done.stderr
    store.close()


def test_what_is_steady_is_worked_out_anew_after_any_change_that_does_not_leave_it_alone() -> None:
    store = open_store(None)
    asked: list[int] = []

    def count() -> int:
        asked.append(1)
        return len(asked)

    assert [store.steady("schools", count), store.steady("schools", count)] == [1, 1]
    with store.transaction(changes_steady=False):
        pass
    assert store.steady("schools", count) == 1
    add_school(store, "A")
    assert store.steady("schools", count) == 2
    assert store.steady("other", count) == 3


def test_what_was_kept_survives_an_end_before_the_log_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    script = (
        "import os, sys; from pathlib import Path; from data.store import open_store\n"
        "store = open_store(Path(sys.argv[1]))\n"
        "with store.transaction(checkpoint=True) as writer:\n"
        "    writer.add('kept.fact', [{'name': 'a', 'value': '1'}, {'name': 'b', 'value': '2'}])\n"
        "os._exit(9)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script, str(path)], cwd=root, check=False).returncode == 9
    assert path.with_suffix(".duckdb.wal").stat().st_size > 0
    store = open_store(path)
    assert store.rows("select value from kept.fact where name in ('a', 'b') order by name") == [
        {"value": "1"},
        {"value": "2"},
    ]
    store.settle()
    store.close()
    assert not path.with_suffix(".duckdb.wal").exists()
