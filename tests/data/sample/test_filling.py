"""A part of the district goes through the real intake and comes out as it was meant, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import catalogue
from data.intake.reading import Reader
from data.lens import office_lens
from data.sample import district, filling, inventory
from data.sample.inventory import HandIn
from data.sample.truth import (
    FindingTruth,
    LevelTruth,
    PlanTruth,
    RecommendationTruth,
    RequestTruth,
    ResultTruth,
    ScheduleTruth,
    TrackingTruth,
    level_text,
)
from data.store import Store, open_store

# One of each: the demo school, a closed one, a merged one with its successor, a renamed one, a new one, two levels in
# one, one with CQG, private, late, silent, vague and copying ones.
CODES = frozenset({"MN06", "MN32", "MN31", "TH24", "TH25", "CS05", "CS02", "LC01"})


@dataclass
class Filled:
    store: Store
    count: int
    hand_ins: list[HandIn]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    home: Path = tmp_path_factory.mktemp("sample")
    store = open_store(None)
    catalogue.load(store)
    with Reader() as reader:
        count = filling.fill(store, home, reader, school_codes=CODES)
    yield Filled(store, count, list(inventory.hand_ins(CODES)))
    store.close()


def test_every_workbook_is_kept(filled: Filled) -> None:
    kept = filled.store.rows("select count(distinct hand_in_id) as n, count(*) as tables from kept.revision")[
        0
    ]
    assert kept["n"] == filled.count == len(filled.hand_ins) > 80
    assert kept["tables"] == sum(len(hand_in.told) for hand_in in filled.hand_ins)


def test_the_store_says_that_it_is_a_sample(filled: Filled) -> None:
    facts = {row["name"]: row["value"] for row in filled.store.rows("select name, value from kept.fact")}
    assert facts == {"kind": "sample", "today": "2026-11-20", "filled": "yes"}


def test_plans_come_out_as_they_were_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "plan"):
        for row, truth in zip(rows, hand_in.told["plan"].lines, strict=True):
            assert isinstance(truth, PlanTruth)
            where = (hand_in.school_code, hand_in.school_year, row["first_row"])
            if truth.is_code_sure:
                assert row["criterion_code"] == truth.criterion_code, where
            for name in ("content", "target", "action", "indicator", "evidence", "responsible", "progress"):
                assert level_text(row[name]) == level_text(getattr(truth, name)), (*where, name)
            if truth.is_time_sure:
                assert (row["starts_on"], row["ends_on"]) == (truth.starts_on, truth.ends_on), (
                    *where,
                    row["time_text"],
                )
            if truth.is_budget_sure:
                assert row["budget_vnd"] == truth.budget_vnd, (*where, row["budget_text"])
            assert (row["line_kind"] == "keep") == truth.is_keep, where


def test_results_come_out_as_they_were_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "results"):
        for row, truth in zip(rows, hand_in.told["results"].lines, strict=True):
            assert isinstance(truth, ResultTruth)
            where = (hand_in.school_code, hand_in.school_year, row["first_row"])
            if truth.is_code_sure:
                assert row["criterion_code"] == truth.criterion_code, where
            assert level_text(row["plan_initial"]) == level_text(truth.plan_initial), where
            for name in ("done", "doing", "not_started"):
                assert level_text(row[f"{name}_text"]) == level_text(getattr(truth, name)), (*where, name)
            assert row["suggested_status"] == truth.suggested_status, where


def test_schedules_come_out_as_they_were_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "schedule"):
        for row, truth in zip(rows, hand_in.told["schedule"].lines, strict=True):
            assert isinstance(truth, ScheduleTruth)
            found = (
                row["school_code"],
                row["starts_on"],
                row["ends_on"],
                bool(row["asks_kdcl"]),
                bool(row["asks_cqg"]),
            )
            assert found == (
                truth.school_code,
                truth.starts_on,
                truth.ends_on,
                truth.asks_kdcl,
                truth.asks_cqg,
            )


def test_unclear_results_of_older_years_are_mostly_confirmed_and_never_before_they_came(
    filled: Filled,
) -> None:
    rows = filled.store.rows(
        "select confirmation.recorded_at as said_at, revision.recorded_at as came_at from kept.confirmation "
        "join kept.revision using (revision_id)"
    )
    assert len(rows) > 20
    assert all(row["came_at"] < row["said_at"] <= district.NOW for row in rows)


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("CS05", date(2024, 7, 31), ("THCS Ngã Ba Sông", True)),  # before it was renamed
        ("CS05", date(2024, 8, 1), ("THCS Bến Sông Mới", True)),
        ("MN32", date(2024, 7, 1), ("MN Kẹo Bông", False)),  # closed
        ("TH25", date(2025, 8, 1), ("Tiểu học Bình Minh Nhỏ", False)),  # merged into TH24
        ("MN31", date(2023, 8, 1), ("MN Vầng Dương", True)),  # new
    ],
)
def test_schools_change(filled: Filled, code: str, day: date, expected: tuple[str, bool]) -> None:
    sql = "select school_name, is_open from lens.school where school_code = $code"
    frame = filled.store.read(sql, {"code": code}, lens=office_lens(day))
    assert [tuple(row) for row in frame.itertuples(index=False)] == [expected]


def test_the_demo_school_has_one_line_of_its_last_report_to_speak_of(filled: Filled) -> None:
    rows = filled.store.rows(
        "select confirmation.status as confirmed, statement.status as said from kept.result_line "
        "join kept.revision using (revision_id) left join kept.confirmation using (revision_id, line_no) "
        "left join kept.statement using (revision_id, line_no) where school_code = 'MN06' "
        "and school_year = '2025-2026' and suggested_status = 'needs_review'"
    )
    assert len(rows) == 2
    assert [row for row in rows if row["confirmed"] is None] == [{"confirmed": None, "said": None}]


def test_the_demo_school_is_an_invented_one(filled: Filled) -> None:
    rows = filled.store.rows("select role, school_code from kept.account order by role")
    assert [(row["role"], row["school_code"]) for row in rows] == [
        ("administrator", None),
        ("leadership", None),
        ("school", "MN06"),
        ("specialist", None),
    ]


def test_levels_come_out_as_they_were_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "self_evaluation"):
        for row, truth in zip(rows, hand_in.told["self_evaluation"].lines, strict=True):
            assert isinstance(truth, LevelTruth)
            found = row["criterion_code"], json.loads(row["readings"]).get("level")
            assert found == (truth.criterion_code, truth.level_no), (hand_in.school_code, hand_in.school_year)


def test_strengths_and_weaknesses_come_out_as_they_were_meant(filled: Filled) -> None:
    years = set()
    for hand_in, rows in _lines(filled, "findings"):
        years.add(hand_in.school_year)
        for row, truth in zip(rows, hand_in.told["findings"].lines, strict=True):
            assert isinstance(truth, FindingTruth)
            assert row["criterion_code"] == truth.criterion_code
            _assert_texts(row, truth, "strength", "weakness", "cause", "state")
    assert years == {"2023-2024", "2024-2025", "2025-2026", "2026-2027"}  # the last on the form of TT57


def test_what_is_said_of_how_a_plan_is_going_comes_out_as_it_was_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "tracking"):
        for row, truth in zip(rows, hand_in.told["tracking"].lines, strict=True):
            assert isinstance(truth, TrackingTruth)
            _assert_texts(row, truth, "moment", "content", "result", "adjustment", "assessor")


def test_recommendations_come_out_as_they_were_meant(filled: Filled) -> None:
    for hand_in, rows in _lines(filled, "recommendations"):
        for row, truth in zip(rows, hand_in.told["recommendations"].lines, strict=True):
            assert isinstance(truth, RecommendationTruth)
            assert row["criterion_code"] == truth.criterion_code
            texts = json.loads(row["texts"])
            assert level_text(texts["recommendation"]) == level_text(truth.text)
            assert level_text(texts.get("time")) == level_text(truth.time_text)
            _assert_texts(row, truth, "response", "responsible")
            readings = json.loads(row["readings"])
            window = [day.isoformat() if day else None for day in (truth.starts_on, truth.ends_on)]
            assert [readings.get("starts_on"), readings.get("ends_on")] == window, truth.time_text


def test_what_schools_ask_for_comes_out_as_it_was_meant(filled: Filled) -> None:
    found = 0
    for hand_in, rows in _lines(filled, "requests"):
        for row, truth in zip(rows, hand_in.told["requests"].lines, strict=True):
            assert isinstance(truth, RequestTruth)
            texts = json.loads(row["texts"])
            assert level_text(texts["request"]) == level_text(truth.text)
            found += 1
            if truth.addressee is not None:
                assert level_text(texts["addressee"]) == level_text(truth.addressee)
    assert found > 10


def _assert_texts(row: dict[str, Any], truth: object, *names: str) -> None:
    texts = json.loads(row["texts"])
    for name in names:
        assert level_text(texts.get(name)) == level_text(getattr(truth, name)), name


def _lines(filled: Filled, kind: str) -> Iterator[tuple[HandIn, list[dict[str, Any]]]]:
    """Each workbook with a table of that kind, and the kept lines of it."""
    sql = {
        "plan": "select * from kept.plan_line where revision_id = $id order by line_no",
        "results": "select * from kept.result_line where revision_id = $id order by line_no",
        "schedule": "select * from kept.schedule_line where revision_id = $id order by line_no",
    }.get(kind, "select * from kept.form_line where revision_id = $id order by line_no")
    find = (
        "select revision_id from kept.revision where kind = $kind and school_year = $year "
        "and school_code is not distinct from $code and recorded_at = $at"
    )
    wanted = [hand_in for hand_in in filled.hand_ins if kind in hand_in.told]
    assert wanted
    for hand_in in wanted:
        key = {"kind": kind, "year": hand_in.school_year, "code": hand_in.school_code, "at": hand_in.at}
        [found] = filled.store.rows(find, key)
        yield hand_in, filled.store.rows(sql, {"id": found["revision_id"]})
