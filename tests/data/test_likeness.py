"""Which texts are found to be copies: a generated district of which it is known who copied from whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from data import likeness
from data.lens import TIME_ZONE, office_lens, school_lens
from data.store import Store
from tests.fresh import fresh_store

LENS = office_lens(date(2026, 1, 1))
SCHOOLS, YEARS, LINES = 40, (2020, 2021, 2022), 6
WORDS = [f"{first}{second}" for first in ("ba", "ca", "da", "ga", "la") for second in map(str, range(200))]
Line = tuple[int, int, int]  # year, school, line


def hand_in(
    store: Store, revision_id: str, kind: str, school: str, year: int, at: datetime, texts: list[str]
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "revision_id": revision_id,
            "line_no": number,
            "criterion_code": "1.1",
            ("action" if kind == "plan" else "done_text"): text,
            "sheet": "Bảng",
            "first_row": number,
            "last_row": number,
            "cells": "{}",
            **({} if kind == "plan" else {"suggested_status": "done"}),
        }
        for number, text in enumerate(texts, start=1)
    ]
    with store.transaction() as writer:
        writer.add(
            "kept.revision",
            [
                {
                    "revision_id": revision_id,
                    "kind": kind,
                    "school_code": school,
                    "school_year": f"{year}-{year + 1}",
                    "framework_code": "TT18-2018",
                    "file_sha256": "0",
                    "file_name": "bang.xlsx",
                    "row_count": len(texts),
                    "warning_count": 0,
                    "recorded_at": at,
                    "recorded_by": "test",
                }
            ],
        )
        writer.add("kept.plan_line" if kind == "plan" else "kept.result_line", rows)


def edited(text: str, rng: Random) -> str:
    """A copy in which every tenth word is another."""
    words = text.split()
    for place in rng.sample(range(len(words)), max(1, len(words) // 10)):
        words[place] = rng.choice(WORDS)
    return " ".join(words)


@pytest.fixture
def store() -> Iterator[Store]:
    made = fresh_store()
    with made.transaction() as writer:
        writer.add(
            "kept.school_version",
            [
                {
                    "school_code": f"S{number}",
                    "version_no": 1,
                    "name": f"THCS số {number}",
                    "level": "THCS",
                    "ownership": "public",
                    "is_open": True,
                    "recorded_at": datetime(2015, 1, 1, tzinfo=TIME_ZONE),
                    "recorded_by": "test",
                }
                for number in range(SCHOOLS)
            ],
        )
    yield made
    made.close()


def test_planted_copies_are_found_and_nothing_else(store: Store) -> None:
    rng = Random(20261125)
    written: dict[Line, str] = {}
    planted: set[Line] = set()
    for year in YEARS:
        for school in range(SCHOOLS):
            texts = []
            for line in range(1, LINES + 1):
                sources = [place for place in written if (place[0], place[1]) != (year, school)]
                if sources and rng.random() < 0.1:
                    text = edited(written[rng.choice(sources)], rng)
                    planted.add((year, school, line))
                else:
                    text = " ".join(rng.choices(WORDS, k=rng.randint(20, 60)))
                texts.append(text)
            at = datetime(year, 9, 1, tzinfo=TIME_ZONE) + timedelta(minutes=school)
            hand_in(store, f"{year}-{school}", "plan", f"S{school}", year, at, texts)
            written |= {(year, school, line): text for line, text in enumerate(texts, start=1)}
    assert len(planted) > 50
    assert likeness.catch_up(store) == len(YEARS) * SCHOOLS
    rows = store.read("select revision_id, line_no from lens.copied_line", lens=LENS)
    found = {
        (*map(int, revision.split("-")), line)
        for revision, line in zip(rows["revision_id"], rows["line_no"], strict=True)
    }
    assert len(found & planted) / len(found) >= 0.95
    assert len(found & planted) / len(planted) >= 0.95


def test_what_was_compared_is_not_compared_again_and_a_later_text_is_told_as_the_copy(store: Store) -> None:
    text = "tổ chức ba buổi trao đổi kinh nghiệm cho giáo viên mới vào cuối mỗi tháng"
    at = datetime(2022, 9, 1, tzinfo=TIME_ZONE)
    hand_in(store, "A", "plan", "S1", 2022, at, [text])
    assert likeness.catch_up(store) == 1
    hand_in(store, "B", "plan", "S2", 2022, at + timedelta(days=1), [text])
    assert (likeness.catch_up(store), likeness.catch_up(store)) == (1, 0)
    found = store.read("select * from lens.copied_line", lens=LENS).iloc[0]
    assert (found["revision_id"], found["other_revision_id"], found["shared_share"]) == ("B", "A", 1.0)
    assert (found["other_school_code"], found["is_own"]) == ("S1", False)


def test_a_school_is_told_of_its_own_years_alone(store: Store) -> None:
    text = "mời phụ huynh tham gia chấm điểm vệ sinh lớp học vào thứ sáu hằng tuần"
    at = datetime(2021, 9, 1, tzinfo=TIME_ZONE)
    hand_in(store, "A", "plan", "S1", 2021, at, [text])
    hand_in(store, "B", "plan", "S2", 2022, at + timedelta(days=365), [text])
    hand_in(store, "C", "plan", "S1", 2022, at + timedelta(days=366), [text])
    likeness.catch_up(store)
    seen = {
        who: store.read("select revision_id, other_revision_id from lens.copied_line order by all", lens=lens)
        for who, lens in (
            ("S1", school_lens("S1", date(2026, 1, 1))),
            ("S2", school_lens("S2", date(2026, 1, 1))),
        )
    }
    assert seen["S1"].values.tolist() == [["C", "A"]]
    assert seen["S2"].empty


def test_short_texts_of_one_subject_are_no_copies(store: Store) -> None:
    at = datetime(2021, 9, 1, tzinfo=TIME_ZONE)
    hand_in(store, "A", "plan", "S1", 2021, at, ["Tổ chức họp phụ huynh đầu năm"])
    hand_in(store, "B", "plan", "S2", 2021, at + timedelta(days=1), ["Tổ chức họp phụ huynh đầu năm"])
    likeness.catch_up(store)
    assert store.read("select * from lens.copied_line", lens=LENS).empty


def test_a_withdrawn_text_is_nobodys_model(store: Store) -> None:
    text = "mời phụ huynh tham gia chấm điểm vệ sinh lớp học vào thứ sáu hằng tuần"
    at = datetime(2021, 9, 1, tzinfo=TIME_ZONE)
    hand_in(store, "A", "plan", "S1", 2021, at, [text])
    hand_in(store, "B", "plan", "S2", 2021, at + timedelta(days=1), [text])
    likeness.catch_up(store)
    with store.transaction() as writer:
        row = {
            "revision_id": "A",
            "reason": "nhầm",
            "recorded_at": at + timedelta(days=2),
            "recorded_by": "test",
        }
        writer.add("kept.withdrawal", [row])
    assert store.read("select * from lens.copied_line", lens=LENS).empty
    before = office_lens(date(2021, 9, 2))
    assert len(store.read("select * from lens.copied_line", lens=before)) == 1


def test_nothing_is_written_when_nothing_is_new(store: Store) -> None:
    hand_in(store, "A", "plan", "S1", 2021, datetime(2021, 9, 1, tzinfo=TIME_ZONE), ["mời phụ huynh họp"])
    assert likeness.catch_up(store) == 1
    before = store.revision
    assert likeness.catch_up(store) == 0
    assert store.revision == before
