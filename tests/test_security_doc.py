"""docs/security.md leaves out no requirement that it says it goes through, and names only what is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_docs import ROOT, read, table_rows

# How many requirements the sections of each chapter of ASVS 5.0.0 have; of other chapters the sections and single ones
# that apply.
COUNTS = {
    "V3": (1, 3, 5, 8, 8, 1, 5),
    "V5": (1, 6, 3, 3),
    "V6": (3, 12, 8, 6, 8, 4, 2, 4),
    "V7": (3, 4, 2, 5, 3, 2),
    "V8": (4, 4, 3, 2),
    "V16": (1, 5, 4, 3, 4),
}
SECTIONS = {"V4.4": 4, "V10.1": 2, "V10.2": 3, "V10.5": 5}
SINGLE = ("V4.1.3", "V11.4.2", "V13.4.5", "V13.4.6", "V15.3.4")
MET = {"yes", "partly", "no", "n/a"}
TEXT = read("docs/security.md")
ROWS = [row for row in table_rows(TEXT) if re.fullmatch(r"V\d+\.\d+\.\d+", row[0])]


def required() -> Iterator[str]:
    yield from SINGLE
    sections = {f"{chapter}.{n}": count for chapter in COUNTS for n, count in enumerate(COUNTS[chapter], 1)}
    for section, count in (sections | SECTIONS).items():
        yield from (f"{section}.{number}" for number in range(1, count + 1))


def named(text: str) -> set[str]:
    """What looks like a file of ours, with a test or without."""
    return {
        code for code in re.findall(r"`([^`\n]+)`", text) if re.fullmatch(r"[\w./-]+\.\w+(?:::\w+)?", code)
    }


@cache
def functions_of(file: str) -> set[str]:
    return {node.name for node in ast.parse(read(file)).body if isinstance(node, ast.FunctionDef)}


def missing(names: set[str]) -> list[str]:
    found = []
    for name in sorted(names):
        file, _, test = name.partition("::")
        is_there = (ROOT / file).is_file() and (not test or test in functions_of(file))
        found += [] if is_there or re.fullmatch(r"kept\.\w+", name) else [name]
    return found


def test_every_requirement_has_its_line_once_and_in_order() -> None:
    told = [row[0] for row in ROWS]
    assert sorted(told) == sorted(required())
    in_order = sorted(told, key=lambda name: [int(part) for part in name[1:].split(".")])
    assert told == in_order


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_line_is_whole(row: list[str]) -> None:
    assert len(row) == 5
    _, level, asked, met, where = row
    assert level in {"1", "2", "3"}
    assert met in MET
    assert asked
    assert len(where) >= 4, "where it is met, or why not"


def test_what_is_named_is_there() -> None:
    assert len(named(TEXT)) > 60
    assert missing(named(TEXT)) == []


def test_a_planted_fault_is_found() -> None:
    there = named("`tests/test_docs.py::test_none` `docs/none.md` `kept.audit` `tests/test_docs.py` `a b.c`")
    assert missing(there) == ["docs/none.md", "tests/test_docs.py::test_none"]
