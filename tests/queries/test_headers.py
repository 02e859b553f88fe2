"""Every .sql says truly what it takes and gives, asks only what it may, and is empty for whom it should be."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pytest

import queries
from data.lens import Lens, office_lens, school_lens
from data.store import Store
from queries import asking
from queries.choice import Choice

DAY = date(2024, 11, 20)
# B's results, which have a problem.
REQUIRED = {name: {"revision": "BN007"} for name in ("hand_ins.problems", "hand_ins.lines")}
NAMES = asking.names()


def function(name: str) -> Any:
    topic, question = name.split(".")
    return getattr(getattr(queries, topic), question)


def answer(store: Store, lens: Lens, name: str, choice: Choice | None = None) -> pd.DataFrame:
    return function(name)(store, lens, choice or Choice(), **REQUIRED.get(name, {}))


def listed(text: str) -> list[str]:
    return [] if text == "(none)" else [word.strip() for word in text.split(",")]


def sql_params(sql: str) -> set[str]:
    return set(duckdb.extract_statements(sql)[0].named_parameters)


def sources(sql: str) -> Iterator[str]:
    """Every table and table function that a query reads, with its schema; its own named steps left out."""
    tree = json.loads(
        duckdb.connect().execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0][0]
    )
    assert not tree["error"], tree
    steps = set()

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, list):
            for part in node:
                yield from walk(part)
        if not isinstance(node, dict):
            return
        if node.get("type") == "BASE_TABLE":
            yield f"{node['schema_name']}.{node['table_name']}"
        if node.get("type") == "TABLE_FUNCTION":
            yield f"{node['function']['schema']}.{node['function']['function_name']}"
        steps.update(step["key"] for step in node.get("cte_map", {}).get("map", []))
        for part in node.values():
            yield from walk(part)

    found = list(walk(tree))
    yield from (name for name in found if name.removeprefix(".") not in steps)


def foreign(sql: str) -> list[str]:
    allowed = re.compile(r"^(lens|law)\.|^\.(unnest|range)$")
    return [name for name in sources(sql) if not allowed.match(name)]


def test_there_are_questions() -> None:
    assert len(NAMES) == 70


@pytest.mark.parametrize("name", NAMES)
def test_the_header_is_whole(name: str) -> None:
    said = asking.header(name)
    assert {"question", "params", "returns", "grain"} <= said.keys()
    assert said["question"].endswith("?")
    assert re.search(r"[à-ỹđ]", said["question"]), "the question is for people who read Vietnamese"
    assert all(said.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_header_names_the_params(name: str) -> None:
    assert set(listed(asking.header(name)["params"])) == sql_params(asking.sql(name))


@pytest.mark.parametrize("name", NAMES)
def test_header_columns_and_docstring_agree(name: str, district: Store) -> None:
    columns = list(answer(district, office_lens(DAY), name).columns)
    assert listed(asking.header(name)["returns"]) == columns
    docstring = inspect.getdoc(function(name)) or ""
    assert listed(docstring.split("Columns:")[1].strip().removesuffix(".")) == columns


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_one_function_of_the_common_form(name: str) -> None:
    given = inspect.signature(function(name)).parameters
    assert list(given)[:3] == ["store", "lens", "choice"]
    extras = set(list(given)[3:])
    assert all(given[extra].kind is inspect.Parameter.KEYWORD_ONLY for extra in extras)
    shared = {"school_year", "level", "ownership", "ward", "school"}
    assert set(listed(asking.header(name)["params"])) - shared == extras


@pytest.mark.parametrize("name", NAMES)
def test_questions_read_only_the_lens_and_the_law(name: str) -> None:
    assert foreign(asking.sql(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_short(name: str) -> None:
    assert len(asking.sql(name).splitlines()) <= 60


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_ordered(name: str) -> None:
    assert re.search(r"^order by", asking.sql(name), re.M)


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select * from kept.plan_line", ["kept.plan_line"]),
        ("with a as (select * from kept.waiver) select * from a", ["kept.waiver"]),
        ("select 1 where exists (from kept.session)", ["kept.session"]),
        ("select * from lens.school join kept.account using (school_code)", ["kept.account"]),
        ("select * from plan_line", [".plan_line"]),
        ("select * from read_csv('x.csv')", [".read_csv"]),
        ("with a as (from lens.school) select * from a, unnest(range(3))", []),
    ],
)
def test_a_planted_foreign_table_is_found(sql: str, found: list[str]) -> None:
    assert foreign(sql) == found


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_store_has_no_answer(name: str, bare_store: Store) -> None:
    answered = answer(bare_store, office_lens(DAY), name)
    # The current school year is there even before anything is handed in.
    assert len(answered) == (1 if name == "school_years.listing" else 0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", [None, "2023-2024"])
def test_without_a_lens_nothing_is_seen(name: str, year: str | None, district: Store) -> None:
    asked = dict.fromkeys(listed(asking.header(name)["params"]))
    values = {
        "school_year": year,
        "framework": "TT18-2018",
        "month_count": 24,
        "capacity": 2,
        "year_count": 2,
        "revision": "BN007",
    }
    params = asked | {key: value for key, value in values.items() if key in asked}
    assert len(district.read(asking.sql(name), params, lens=None)) == 0
    assert len(district.read(asking.sql(name), params, lens=Lens("nobody", office_lens(DAY).as_of))) <= (
        1 if name in {"school_years.listing"} else 3 if name == "office.settings" else 0
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", [None, "2023-2024", "2024-2025"])
def test_a_school_sees_nothing_of_another(name: str, year: str | None, district: Store) -> None:
    def cells(lens: Lens) -> list[str]:
        found = answer(district, lens, name, Choice(year))
        return [str(value) for column in found.columns for value in found[column].tolist()]

    theirs = [cell for cell in cells(school_lens("A", DAY)) if "CHI-B" in cell or cell == "B"]
    assert theirs == []
    own = cells(school_lens("B", DAY))
    tells_of_schools = {"school_code", "school_name", "message"} & set(listed(asking.header(name)["returns"]))
    if own and tells_of_schools:
        assert any("CHI-B" in cell for cell in own), "the marks are there to be found"


@pytest.mark.parametrize("name", NAMES)
def test_a_school_filter_does_not_open_the_lens(name: str, district: Store) -> None:
    found = answer(district, school_lens("A", DAY), name, Choice(school="B"))
    cells = [str(value) for column in found.columns for value in found[column].tolist()]
    assert [cell for cell in cells if "CHI-B" in cell or cell == "B"] == []
