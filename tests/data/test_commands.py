"""python -m data, as another program calls it."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook, load_workbook

from data import schools
from data.home import open_home
from data.intake import commands
from data.lens import TIME_ZONE

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `python -m data ...` with its state in a folder of its own."""

    def command(*words: object) -> subprocess.CompletedProcess[str]:
        environ = os.environ | {"DASHBOARD_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [sys.executable, "-m", "data", *map(str, words)],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
        )

    return command


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of one clear line and one whose time nobody can read."""
    book = Workbook()
    sheet = book.active
    sheet.append(["TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt", "Giải pháp", "Thời gian", "Kinh phí"])
    sheet.append([1, "Tiêu chí 1.1", "Phổ biến chiến lược", "Họp phụ huynh", "HKI", "2 triệu"])
    sheet.append([2, "Tiêu chí 3.6", "Thêm 200 đầu sách", "Vận động", "khi thuận lợi", None])
    path = tmp_path / "ke-hoach.xlsx"
    book.save(path)
    return path


def test_a_file_is_examined_kept_and_told_as_json(run: Run, plan: Path) -> None:
    code = run("school", "add", "THCS Bình Minh", "--level", "THCS", "--ward", "An Hòa").stdout.strip()
    assert code == "THCS-BINH-MINH"
    dry = run("import", plan, "--school", "THCS Bình Minh", "--year", "2023-2024", "--dry-run", "--json")
    assert (dry.returncode, json.loads(dry.stdout)["receipt"]) == (0, None)
    done = run("import", plan, "--school", code, "--year", "2023-2024", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert {
        key: answer[key] for key in ("file", "kind", "school", "school_year", "row_count", "outcome")
    } == {
        "file": "ke-hoach.xlsx",
        "kind": "plan",
        "school": "THCS-BINH-MINH",
        "school_year": "2023-2024",
        "row_count": 2,
        "outcome": "needs_review",
    }
    assert answer["receipt"].startswith("BN")
    assert [(p["code"], p["level"], p["cell"]) for p in answer["problems"]] == [
        ("time_not_understood", "warning", "E3")
    ]
    first = answer["rows"][0]
    assert (first["criterion_code"], first["starts_on"], first["ends_on"]) == (
        "1.1",
        "2023-09-05",
        "2024-01-15",
    )
    assert (first["budget_text"], first["budget_vnd"]) == ("2 triệu", 2_000_000)
    status = json.loads(run("status", "--json").stdout)
    assert (status["kind"], status["school_count"], status["hand_in_count"], status["plan_line_count"]) == (
        "real",
        1,
        1,
        2,
    )


def test_one_object_a_file_and_1_when_any_is_rejected(run: Run, plan: Path, tmp_path: Path) -> None:
    run("school", "add", "THCS Bình Minh", "--level", "THCS")
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"not a workbook")
    done = run("import", broken, plan, "--school", "THCS Bình Minh", "--year", "2023-2024", "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [(answer["file"], answer["outcome"]) for answer in answers] == [
        ("hong.xlsx", "rejected"),
        ("ke-hoach.xlsx", "needs_review"),
    ]
    assert len(answers[0]["problems"]) == 1


def test_a_folder_and_an_archive_come_in_with_a_summary(run: Run, plan: Path, tmp_path: Path) -> None:
    run("school", "add", "THCS Bình Minh", "--level", "THCS", "--code", "BM")
    folder = tmp_path / "nộp" / "BM" / "2023-2024"
    folder.mkdir(parents=True)
    (folder / "kh.xlsx").write_bytes(plan.read_bytes())
    (folder / "~$kh.xlsx").write_bytes(b"lock")
    archive = tmp_path / "nộp.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(plan, "BM/2024-2025/kh.xlsx")
        made.write(plan, "BM/2023-2024/kh.xlsx")
    done = run("import", tmp_path / "nộp", archive)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == (
        "Tổng: 3 tệp, nhận 2 (4 dòng; 2 tệp cần xem lại), trùng nhau trong lần này 1."
    )
    again = run("import", tmp_path / "nộp", archive, "--json")
    answers = [json.loads(line) for line in again.stdout.splitlines()]
    assert [(answer["folder"], answer["state"]) for answer in answers] == [
        ("nộp/BM/2023-2024", "known"),
        ("nộp.zip/BM/2024-2025", "known"),
        ("nộp.zip/BM/2023-2024", "same"),
    ]
    assert "đã nộp trước đó 2" in again.stderr
    assert json.loads(run("status", "--json").stdout)["hand_in_count"] == 2


def test_two_files_for_one_table_need_a_word(run: Run, plan: Path, tmp_path: Path) -> None:
    run("school", "add", "THCS Bình Minh", "--level", "THCS")
    other = tmp_path / "b.xlsx"
    book = load_workbook(plan)
    book.active["C2"] = "Khác"
    book.save(other)
    words = ("import", plan, other, "--school", "THCS Bình Minh", "--year", "2023-2024")
    assert run(*words).returncode == 1
    assert json.loads(run("status", "--json").stdout)["hand_in_count"] == 0
    assert run(*words, "--in-order").returncode == 0
    assert json.loads(run("status", "--json").stdout)["hand_in_count"] == 2


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["import", "nothere.xlsx"], id="no such file"),
        pytest.param(["import", "{plan}", "--school", "Không Có"], id="no such school"),
        pytest.param(["import", "{plan}", "--year", "2023"], id="no school year"),
        pytest.param(["import", "{plan}", "--kind", "poem"], id="no such kind"),
        pytest.param(["school", "add", "X", "--level", "ĐH"], id="no such level"),
        pytest.param([], id="no command"),
    ],
)
def test_wrong_usage_is_2_with_a_sentence_and_no_traceback(run: Run, plan: Path, words: list[str]) -> None:
    done = run(*(word.replace("{plan}", str(plan)) for word in words))
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_schools_are_listed_and_none_twice(run: Run) -> None:
    run("school", "add", "MN Hoa Sen", "--level", "MN", "--code", "0123", "--private")
    again = run("school", "add", "MN  Hoa  Sen", "--level", "MN")
    assert again.returncode == 2
    assert "đã có" in again.stderr
    assert json.loads(run("school", "list", "--json").stdout) == [
        {
            "school_code": "0123",
            "name": "MN Hoa Sen",
            "level": "MN",
            "ownership": "private",
            "ward": None,
            "is_open": True,
            "successor_code": None,
        }
    ]


def test_status_says_which_kind_of_store_it_is(run: Run) -> None:
    assert run("status").stdout.splitlines()[0] == "Đây là kho trống."
    run("account", "add", "quan-tri", "--role", "administrator")
    assert run("status").stdout.splitlines()[0] == "Đây là kho thật."
    status = json.loads(run("status", "--json").stdout)
    assert (status["kind"], status["account_count"], status["administrator_count"]) == ("real", 1, 1)
    sample = run("sample")
    assert (sample.returncode, "kho thật" in sample.stdout) == (0, True)
    [deed] = [json.loads(line) for line in run("audit", "--json").stdout.splitlines()]
    assert (deed["action"], deed["subject"], deed["outcome"]) == ("account_added", "quan-tri", "ok")


def test_without_room_on_the_disk_a_sentence_says_so(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_home(tmp_path / "home")
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    at = datetime(2024, 9, 1, 8, tzinfo=TIME_ZONE)
    schools.add(store, "THCS Bình Minh", level="THCS", at=at, by="test", code="A")
    words = ["import", str(plan), "--school", "A", "--year", "2023-2024"]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    out = io.StringIO()
    assert commands.run(parser.parse_args(words), store, home=tmp_path / "home", at=at, out=out) == 1
    assert "đọc được, chưa nộp" in out.getvalue()
    assert "sắp hết chỗ trống" in capsys.readouterr().err
    store.close()


def test_while_the_store_is_held_a_command_says_so(run: Run, tmp_path: Path) -> None:
    from data.home import open_home

    store = open_home(tmp_path / "home")
    done = run("status", "--json")
    store.close()
    assert done.returncode == 1
    assert "đang được một chương trình khác giữ" in done.stderr
    assert "Traceback" not in done.stderr
