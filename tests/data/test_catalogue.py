"""The catalogue says what the law says; a framework can be added as data alone."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from pathlib import Path

import pytest

from data import catalogue
from data.store import Store, open_store


@pytest.fixture(scope="module")
def store() -> Store:
    store = open_store(None)
    catalogue.load(store)
    return store


@pytest.mark.parametrize(
    ("framework", "standards", "criteria", "with_level_3"),
    [
        ("TT19-2018", 5, 25, 19),
        ("TT17-2018", 5, 27, 19),
        ("TT18-2018", 5, 28, 20),
        ("TT57-2026-MN", 4, 15, 0),
        ("TT57-2026-PT", 4, 15, 0),
    ],
)
def test_each_framework_has_its_standards_and_criteria(
    store: Store, framework: str, standards: int, criteria: int, with_level_3: int
) -> None:
    counted = store.rows(
        "select (select count(*) from law.standard where framework_code = $f) as standards, "
        "(select count(*) from law.criterion where framework_code = $f) as criteria, "
        "(select count(*) from law.criterion_level where framework_code = $f and level_no = 3) as with_level_3",
        {"f": framework},
    )
    assert counted == [{"standards": standards, "criteria": criteria, "with_level_3": with_level_3}]


@pytest.mark.parametrize(
    ("framework", "code", "name"),
    [
        ("TT18-2018", "1.5", "Lớp học"),
        ("TT17-2018", "1.5", "Khối lớp và tổ chức lớp học"),
        ("TT19-2018", "1.10", "Đảm bảo an ninh trật tự, an toàn trường học"),
        ("TT18-2018", "5.5", "Hình thành, phát triển các kỹ năng sống cho học sinh"),
        ("TT17-2018", "5.5", "Kết quả giáo dục"),
        ("TT57-2026-MN", "4.2", "Môi trường giáo dục an toàn, sức khỏe và hạnh phúc"),
        ("TT57-2026-PT", "2.3", "Nhân sự hỗ trợ giáo dục"),
    ],
)
def test_official_names_are_exact(store: Store, framework: str, code: str, name: str) -> None:
    found = store.rows(
        "select name from law.criterion where framework_code = $f and criterion_code = $c",
        {"f": framework, "c": code},
    )
    assert found == [{"name": name}]


def test_1_10_stands_after_1_9_and_is_not_1_1(store: Store) -> None:
    codes = store.rows(
        "select criterion_code from law.criterion where framework_code = 'TT18-2018' and standard_no = 1 order by position"
    )
    assert [row["criterion_code"] for row in codes] == [f"1.{n}" for n in range(1, 11)]


@pytest.mark.parametrize("framework", ["TT57-2026-MN", "TT57-2026-PT"])
def test_the_eight_mandatory_criteria_of_tt57(store: Store, framework: str) -> None:
    found = store.rows(
        "select criterion_code from law.criterion where framework_code = $f and is_mandatory order by position",
        {"f": framework},
    )
    assert [row["criterion_code"] for row in found] == [
        "1.3",
        "1.4",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
    ]


def test_loading_twice_changes_nothing(store: Store) -> None:
    before = store.rows("select * from law.criterion order by all")
    catalogue.load(store)
    assert store.rows("select * from law.criterion order by all") == before


def test_a_framework_is_added_as_rows(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, row in (
        (
            "framework",
            [
                "TT99-2030",
                "99/2030/TT-BGDĐT",
                "Thông tư thử",
                "mọi trường",
                "2030-01-01",
                "",
                "2",
                "Thẩm định",
                "",
            ],
        ),
        ("criterion", ["TT99-2030", "1.1", "1", "1", "Tiêu chí thử", "true"]),
    ):
        with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(row)
    store = open_store(None)
    catalogue.load(store, folder)
    assert store.rows("select name, is_mandatory from law.criterion where framework_code = 'TT99-2030'") == [
        {"name": "Tiêu chí thử", "is_mandatory": True}
    ]


def test_every_text_is_in_one_unicode_form() -> None:
    for file in catalogue.FOLDER.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text), file.name
