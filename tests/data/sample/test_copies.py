"""Who copied from whom in the sample is known: the comparison finds those lines and hardly any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from data import catalogue, likeness
from data.lens import office_lens
from data.sample import arriving, district, improvements, outcomes
from data.sample.district import School
from data.store import Store, open_store

Key = tuple[str, str, str, str]  # kind, school, school year, criterion
PLACE = {"sheet": "Bảng", "first_row": 1, "last_row": 1, "cells": "{}"}


@pytest.fixture(scope="module")
def told() -> dict[Key, tuple[datetime, object]]:
    """Every line of the district that came: when, and whose text it bears."""
    found: dict[Key, tuple[datetime, object]] = {}
    for school, year, kind, at in hand_ins():
        if kind == "plan":
            for line in improvements.planned(school, year):
                found[kind, school.school_code, year, line.criterion_code] = at, line.origin
        else:
            for outcome in outcomes.reported(school, year):
                if outcome.done is not None:
                    key = kind, school.school_code, year, outcome.improvement.criterion_code
                    found[key] = at, (outcome.done.part, outcome.done.origin)
    return found


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The texts of the whole district, without their workbooks."""
    made = open_store(None)
    catalogue.load(made)
    revisions: list[dict[str, Any]] = []
    plans: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    for school, year, kind, at in hand_ins():
        revision_id = f"{kind}-{school.school_code}-{year}"
        revisions.append(
            {
                "revision_id": revision_id, "kind": kind, "school_code": school.school_code, "school_year": year,
                "framework_code": district.framework_of(school, year), "file_sha256": "0", "file_name": "bang.xlsx",
                "row_count": 1, "warning_count": 0, "recorded_at": at, "recorded_by": "test",
            }
        )  # fmt: skip
        if kind == "plan":
            for number, line in enumerate(improvements.planned(school, year), start=1):
                row = {"revision_id": revision_id, "line_no": number, "criterion_code": line.criterion_code}
                plans.append(row | {"target": line.target, "action": line.action} | PLACE)
        else:
            for number, outcome in enumerate(outcomes.reported(school, year), start=1):
                row = {
                    "revision_id": revision_id,
                    "line_no": number,
                    "plan_initial": outcome.improvement.target,
                }
                row |= {"criterion_code": outcome.improvement.criterion_code, "suggested_status": "done"}
                results.append(row | {"done_text": outcome.done.text if outcome.done else None} | PLACE)
    with made.transaction() as writer:
        writer.add("kept.revision", revisions)
        writer.add("kept.plan_line", plans)
        writer.add("kept.result_line", results)
    likeness.catch_up(made)
    yield made
    made.close()


def hand_ins() -> Iterator[tuple[School, str, str, datetime]]:
    for school in district.schools():
        for year in district.SCHOOL_YEARS:
            for kind in ("plan", "results"):
                at = arriving.first_at(kind, school, year)
                if at is not None:
                    yield school, year, kind, at


def concerns(store: Store, *names: str) -> set[Key]:
    sql = (
        "select distinct kind, school_code, school_year, criterion_code from lens.line_concern "
        "join (select revision_id, line_no, criterion_code from lens.plan_line union all "
        "select revision_id, line_no, criterion_code from lens.result_line) using (revision_id, line_no) "
        "where contains($names, concern)"
    )
    frame = store.read(sql, {"names": " ".join(names)}, lens=office_lens(district.TODAY))
    return set(frame.itertuples(index=False, name=None))


def copied(told: dict[Key, tuple[datetime, object]]) -> set[Key]:
    """Lines that bear a text which stood in an earlier table of another school or year."""
    earlier: dict[object, list[tuple[datetime, Key]]] = {}
    for key, (at, origin) in told.items():
        earlier.setdefault((key[0], origin), []).append((at, key))
    return {
        key
        for family in earlier.values()
        for at, key in family
        if any(other_at < at and other[1:3] != key[1:3] for other_at, other in family)
    }


@pytest.mark.parametrize("kind", ["plan", "results"])
def test_copies_are_found_and_hardly_anything_else(
    store: Store, told: dict[Key, tuple[datetime, object]], kind: str
) -> None:
    planted = {key for key in copied(told) if key[0] == kind}
    found = {key for key in concerns(store, "copied_school", "copied_year") if key[0] == kind}
    assert len(planted & found) / len(planted) >= 0.97
    assert len(planted & found) / len(found) >= 0.97


def test_about_one_line_in_ten_is_a_copy(store: Store, told: dict[Key, tuple[datetime, object]]) -> None:
    found = concerns(store, "copied_school", "copied_year")
    assert 0.08 <= len(found) / len(told) <= 0.12
    for year in district.SCHOOL_YEARS[1:]:
        of_year = {key for key in told if key[2] == year}
        assert 0.06 <= len(found & of_year) / len(of_year) <= 0.14, year


def test_what_was_done_is_the_plan_again_where_it_is_meant_so(store: Store) -> None:
    meant = {
        ("results", school.school_code, year, outcome.improvement.criterion_code)
        for school, year, kind, _ in hand_ins()
        if kind == "results" and arriving.first_at("plan", school, year) is not None
        for outcome in outcomes.reported(school, year)
        if outcome.done is not None and outcome.done.part == outcomes.PLAN
    }
    assert concerns(store, "repeats_plan") == meant


def test_nobody_copies_from_a_school_that_exists_nor_such_a_school_from_anybody(
    told: dict[Key, tuple[datetime, object]],
) -> None:
    good = {school.school_code for school in district.schools() if school.manner == district.GOOD}
    assert not {key for key in copied(told) if key[1] in good}
