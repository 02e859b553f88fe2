"""The original file of a hand-in: for its school and the office, and for nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.access import files
from data.lens import Lens, office_lens, school_lens
from data.store import Store

AT = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
DAY = date(2026, 5, 31)


@pytest.fixture
def store(empty_store: Store) -> Store:
    store = empty_store
    shared = {
        "school_year": "2025-2026",
        "row_count": 1,
        "warning_count": 0,
        "recorded_at": AT,
        "recorded_by": "test",
    }
    with store.transaction() as writer:
        writer.add(
            "kept.revision",
            [
                {
                    "revision_id": "R1",
                    "kind": "plan",
                    "school_code": "a",
                    "file_sha256": "aa",
                    "file_name": "kế hoạch.xlsx",
                    **shared,
                },
                {
                    "revision_id": "R2",
                    "kind": "schedule",
                    "school_code": None,
                    "file_sha256": "bb",
                    "file_name": "lịch.xlsx",
                    **shared,
                },
                {
                    "revision_id": "R3",
                    "kind": "results",
                    "school_code": "a",
                    "file_sha256": "cc",
                    "file_name": "mất.xlsx",
                    **shared,
                },
            ],
        )
    return store


@pytest.mark.parametrize(
    ("revision", "lens", "expected", "why"),
    [
        ("R1", school_lens("a", DAY), b"one", "its own"),
        ("R1", office_lens(DAY), b"one", "the office reads every school"),
        ("R1", school_lens("b", DAY), None, "another school's"),
        ("R1", None, None, "nobody"),
        ("R1", office_lens(date(2026, 5, 1)), None, "not yet handed in on that day"),
        ("R2", office_lens(DAY), b"two", "the office's own table"),
        ("R2", school_lens("a", DAY), None, "the office's table is not a school's"),
        ("R3", school_lens("a", DAY), None, "its bytes are gone"),
        ("R4", office_lens(DAY), None, "there is none"),
        ("../files/aa", office_lens(DAY), None, "a path is no receipt number"),
    ],
)
def test_who_gets_which_file(
    store: Store, tmp_path: Path, revision: str, lens: Lens | None, expected: bytes | None, why: str
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "aa").write_bytes(b"one")
    (tmp_path / "files" / "bb").write_bytes(b"two")
    found = files.original_of(store, tmp_path, revision, lens=lens)
    assert (found.content if found else None) == expected, why
