"""python -m queries, run as a program runs it, on a home of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.home import home_folder, open_home, store_path, today
from data.lens import TIME_ZONE
from queries import asking, printing
from queries.__main__ import main

ROOT = Path(__file__).parents[2]


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "queries", *arguments],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_HOME": str(home), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, book_class: Any) -> Path:
    """A sample store whose fixed day is 20/11/2024, with two schools and a note that looks like a formula."""
    home = tmp_path_factory.mktemp("home")
    store = open_home(home)
    book = book_class(store)
    book.add("fact", name="today", value="2024-11-20")
    book.school("A", "THCS Ánh Dương")
    book.school("B", "=THCS Bình Minh", ownership="private")
    line = {"criterion_code": "1.1", "suggested_status": "done"}
    book.hand_in(
        "plan", "A", "2024-2025", date(2024, 9, 20), {"criterion_code": "1.1"}, {"criterion_code": "1.2"}
    )
    book.hand_in("results", "A", "2024-2025", date(2024, 11, 1), line)
    book.recognition("A", "KDCL", date(2018, 5, 10))
    store.close()
    return home


def test_json(home: Path) -> None:
    done = run(home, "completion.by_school", "--json", "school=A", "framework=TT18-2018")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = json.loads(done.stdout)
    assert list(row)[:5] == ["school_year", "framework_code", "school_code", "school_name", "level"]
    assert (row["school_name"], row["planned_count"], row["low_share"]) == ("THCS Ánh Dương", 2, 1.0)
    register = json.loads(run(home, "reports.register", "--json", "state=received").stdout)
    assert [(row["school_code"], row["received_on"], row["waiver_reason"]) for row in register] == [
        ("A", "2024-09-20", None),
        ("A", "2024-11-01", None),
    ]


def test_moments_are_told_in_vietnams_time(home: Path) -> None:
    rows = json.loads(run(home, "hand_ins.revisions", "kind=plan", "--json").stdout)
    assert rows[0]["recorded_at"] == "2024-09-20T09:00:00+07:00"


def test_csv_is_harmless_in_a_spreadsheet(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(home, "schools.listing", "--csv").stdout)))
    assert [row["school_name"] for row in rows] == ["'=THCS Bình Minh", "THCS Ánh Dương"]


def test_a_plain_table_is_aligned(home: Path) -> None:
    lines = run(home, "schools.listing").stdout.splitlines()
    assert len(lines) == 3
    place = lines[0].index("level ")
    assert [line[place : place + 4] for line in lines[1:]] == ["THCS", "THCS"]


def test_the_sample_stores_own_day_and_another(home: Path) -> None:
    def months(*arguments: str) -> list[int]:
        return [
            row["month_left"]
            for row in json.loads(run(home, "schedule.expiring", "--json", *arguments).stdout)
        ]

    assert months() == [-18]  # from 10/05/2023 to 20/11/2024
    assert months("--as-of", "2022-05-10") == [12]
    assert months("month_count=11", "--as-of", "2022-05-10") == []


def test_a_schools_own_lens(home: Path) -> None:
    rows = json.loads(run(home, "schools.listing", "--school", "A", "--json").stdout)
    assert [row["school_code"] for row in rows] == ["A"]


def test_the_list_names_every_question(home: Path) -> None:
    done = run(home, "--list")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == asking.names()
    assert all(line.endswith("?") for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        (),  # no question
        ("completion.by_moon",),
        ("asking.sql",),
        ("../data.home",),
        ("completion.by_school", "colour=red"),
        ("completion.by_school", "framework"),
        ("completion.by_school", "school_year=2024"),
        ("schedule.expiring", "month_count=many"),
        ("schools.listing", "--as-of", "20/11/2024"),
        ("schools.listing", "--school", "NOBODY"),
        ("schools.listing", "--school", "office"),  # the office is no school
        ("hand_ins.problems",),  # needs revision=
        ("schools.listing", "--json", "--csv"),
        ("schools.listing", "--unknown"),
    ],
)
def test_wrong_usage_is_one_sentence(
    home: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    assert main(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_wrong_usage_seen_from_outside(home: Path) -> None:
    done = run(home, "completion.by_moon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "completion.by_moon" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_store_is_said_and_not_made(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "schools.listing")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Chưa có kho dữ liệu" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_damaged_store_is_said(tmp_path: Path) -> None:
    store_path(tmp_path).write_bytes(b"not a store" * 1000)
    done = run(tmp_path, "schools.listing")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_store_in_use_is_said(tmp_path: Path) -> None:
    store = open_home(tmp_path)
    try:
        done = run(tmp_path, "schools.listing")
    finally:
        store.close()
    assert done.returncode == 1
    assert "chương trình khác" in done.stderr


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, "var"), ({"DASHBOARD_HOME": ""}, "var"), ({"DASHBOARD_HOME": "elsewhere"}, "elsewhere")],
)
def test_the_home(environ: dict[str, str], expected: str) -> None:
    assert store_path(home_folder(environ)) == Path(expected) / "dashboard.duckdb"


def test_today(book: Any) -> None:
    # 20:00 UTC is already the next day in Vietnam.
    evening = datetime(2025, 3, 1, 20, 0, tzinfo=UTC)
    assert today(book.store, evening) == date(2025, 3, 2)
    assert today(book.store, evening.astimezone(TIME_ZONE)) == date(2025, 3, 2)
    book.add("fact", name="today", value="2026-11-20")
    assert today(book.store, evening) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-5", "'-5"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        (-5, -5),  # a number is no formula
        ("1.10", "1.10"),
        ("", ""),
        (None, None),
    ],
)
def test_defused(typed: object, printed: object) -> None:
    assert printing.defused(typed) == printed


def test_missing_values_are_null() -> None:
    frame = pd.DataFrame(
        {"n": pd.array([1, None], "Int64"), "share": [0.5, None], "on": [date(2024, 1, 2), None]}
    )
    assert json.loads(printing.as_json(frame)) == [
        {"n": 1, "share": 0.5, "on": "2024-01-02"},
        {"n": None, "share": None, "on": None},
    ]
    assert printing.as_table(frame) == "n  share  on\n1  0.500  2024-01-02\n\n"
