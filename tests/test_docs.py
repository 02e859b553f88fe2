"""Documents that fall behind fail here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from data.store import open_store

ROOT = Path(__file__).parents[1]
TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.M)
ROW = re.compile(r"^\|(.+)\|\s*$", re.M)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def table_rows(text: str) -> list[list[str]]:
    """The cells of all table rows, without headings and rules."""
    rows: list[list[str]] = []
    for table in re.split(r"\n\s*\n", text):
        cells = [[cell.strip() for cell in row.split("|")] for row in ROW.findall(table)]
        rows += cells[2:]
    return rows


def doubles(words: list[str]) -> list[str]:
    return [word for word, count in Counter(word.casefold() for word in words).items() if count > 1]


def heading_numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^## (\d+)\. \S", text, re.M)]


def test_the_readme_names_every_make_target() -> None:
    targets = set(TARGET.findall(read("Makefile")))
    assert {"run", "test", "check", "format"} <= targets
    assert {target for target in targets if f"`make {target}`" not in read("README.md")} == set()


@pytest.mark.parametrize("name", ["README.md", "docs/developing.md", "docs/deployment.md"])
def test_make_targets_that_are_named_exist(name: str) -> None:
    named = set(re.findall(r"`make ([a-z-]+)", read(name)))
    assert named - set(TARGET.findall(read("Makefile"))) == set()


@pytest.mark.parametrize(
    "name", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/*.md"))]
)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    links = re.findall(r"(?<!!)\[[^]]*\]\(([^)#:]+)\)", read(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_glossary_pairs_one_to_one() -> None:
    rows = table_rows(read("docs/glossary.md"))
    assert len(rows) > 20
    assert [row for row in rows if len(row) != 2 or not all(row)] == []
    assert doubles([row[0] for row in rows]) == []
    assert doubles([row[1] for row in rows]) == []


def test_decisions_are_numbered_in_order() -> None:
    text = read("docs/decisions.md")
    numbers = heading_numbers(text)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(re.findall(r"^## ", text, re.M)), "a heading without a number"


def test_these_checks_see_a_planted_fault() -> None:
    rows = table_rows(
        "| English | Tiếng Việt |\n|---|---|\n| plan | kế hoạch |\n| Plan | kế hoạch năm | x |\n"
    )
    assert rows == [["plan", "kế hoạch"], ["Plan", "kế hoạch năm", "x"]]
    assert doubles([row[0] for row in rows]) == ["plan"]
    assert heading_numbers("## 1. One\n\n## 3. Three\n") == [1, 3]
    assert TARGET.findall("run: x\nPORT := 1\n.venv/x: y\n") == ["run"]


def test_the_data_dictionary_names_every_table_and_view() -> None:
    store = open_store(None)
    there = {
        row["name"]
        for row in store.rows(
            "select schema_name || '.' || table_name as name from duckdb_tables() where schema_name in ('law', 'kept') "
            "union all select schema_name || '.' || view_name from duckdb_views() where schema_name in ('kept', 'lens')"
        )
    }
    told = set(re.findall(r"^\| `((?:law|kept|lens)\.\w+)` \|", read("docs/data-dictionary.md"), re.M))
    assert told == there
