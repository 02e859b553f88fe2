"""What kind of store it is: the sample and a real one never become each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import home
from data.access import accounts
from data.home import WrongKind
from data.sample import filling
from data.store import Store, open_store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(None)
    yield store
    store.close()


def say(store: Store, **facts: str) -> None:
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": name, "value": value} for name, value in facts.items()])


@pytest.mark.parametrize(
    ("facts", "has_account", "kind", "why"),
    [
        ({}, False, "empty", "nothing in it"),
        ({}, True, "real", "it says nothing, but somebody works with it"),
        ({"kind": "real"}, False, "real", "it says so"),
        ({"kind": "sample"}, True, "sample", "it says so"),
        ({"kind": "something"}, False, "real", "whatever is not surely the sample counts as real"),
        ({"today": "2026-11-20"}, False, "empty", "another fact is no kind"),
    ],
)
def test_the_kind_of_a_store(
    store: Store, facts: dict[str, str], has_account: bool, kind: str, why: str
) -> None:
    if facts:
        say(store, **facts)
    if has_account:
        accounts.add(store, "a", role="leadership", at=AT)
    assert home.kind_of(store) == kind, why
    assert home.KIND_NAMES[kind]


def test_an_empty_store_is_marked_real_once_and_a_sample_never(store: Store) -> None:
    home.mark_real(store)
    home.mark_real(store)
    assert store.rows("select name, value from kept.fact") == [{"name": "kind", "value": "real"}]
    with store.transaction() as writer:
        writer.run("update kept.fact set value = 'sample'")
    with pytest.raises(WrongKind):
        home.mark_real(store)
    assert home.kind_of(store) == "sample"


@pytest.mark.parametrize("facts", [{"kind": "real"}, {"kind": "sample", "filled": "yes"}])
def test_the_sample_is_not_filled_into_what_is_there(tmp_path: Path, facts: dict[str, str]) -> None:
    store = home.open_home(tmp_path)
    say(store, **facts)
    accounts.add(store, "a", role="leadership", at=AT)
    store.close()
    said = filling.fill_home(tmp_path, tell=lambda line: pytest.fail(line))
    assert {"real": "kho thật", "sample": "Kho mẫu"}[facts["kind"]] in said
    store = home.open_home(tmp_path)
    assert [account.login_name for account in accounts.listing(store)] == ["a"]
    assert store.rows("select count(*) as n from kept.school_version") == [{"n": 0}]
    store.close()
