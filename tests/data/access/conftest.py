"""One store for all tests of the door, emptied after each: making its tables takes longer than most of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.store import Store
from tests.fresh import fresh_store


@pytest.fixture(scope="package")
def opened() -> Iterator[Store]:
    store = fresh_store()
    yield store
    store.close()


@pytest.fixture
def empty_store(opened: Store) -> Iterator[Store]:
    yield opened
    with opened.transaction() as writer:
        for table in (
            "account", "session", "sign_in_failure", "audit", "school_version", "revision", "fact", "office_setting",
        ):  # fmt: skip
            writer.run(f"delete from kept.{table}")
