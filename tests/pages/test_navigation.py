"""Who sees which pages; nobody sees none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import catalogue
from data.access import accounts
from data.store import Store, open_store
from pages.parts import house

AT = datetime(2024, 9, 2, tzinfo=UTC)
NAVIGATION = Path(__file__).parents[2] / "pages" / "navigation.py"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(None)
    catalogue.load(store)
    school = {"version_no": 1, "level": "THCS", "ownership": "public", "is_open": True}
    with store.transaction() as writer:
        writer.add(
            "kept.school_version",
            [{"school_code": "a", "name": "THCS A", **school, "recorded_at": AT, "recorded_by": "test"}],
        )
    accounts.add(store, "lanh-dao", role="leadership", at=AT)
    accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    accounts.add(store, "truong-a", role="school", school_code="a", at=AT)
    accounts.add(store, "quan-tri", role="administrator", at=AT)
    accounts.add(store, "da-khoa", role="leadership", at=AT)
    accounts.disable(store, "da-khoa", at=AT)
    with house.lent(store, tmp_path_factory.mktemp("home")):
        yield store
    store.close()


def run(account: object) -> AppTest:
    app = AppTest.from_file(NAVIGATION, default_timeout=30)
    app.user = {} if account is None else {"account": account}
    return app.run()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("account", "role"),
    [
        ("lanh-dao", "Lãnh đạo"),
        ("chuyen-vien", "Chuyên viên"),
        ("truong-a", "Trường học"),
        ("quan-tri", "Quản trị"),
    ],
)
def test_who_is_signed_in_stands_beside_every_page(account: str, role: str) -> None:
    app = run(account)
    assert not app.exception
    assert app.text[0].value.startswith(f"{account} · {role}")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("account", "why"),
    [
        (None, "no header at all"),
        ("", "an empty header"),
        ("da-khoa", "a disabled account"),
        ("ai-do", "an unknown account"),
        ("LANH-DAO", "the gate writes the name as it is kept"),
        (True, "not a name"),
    ],
)
def test_nobody_sees_one_sentence_and_nothing_else(account: object, why: str) -> None:
    app = run(account)
    assert not app.exception
    assert len(app.error) == 1, why
    assert len(app.title) == len(app.dataframe) == len(app.text) == 0
