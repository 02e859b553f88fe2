"""The real script of the app over a small store, asked through AppTest by each kind of account.

Everything that belongs to school B carries the mark FOREIGN, in plain letters, so that it is found in any encoding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.access import accounts
from data.store import Store
from pages import addresses
from pages.parts import house
from tests.fresh import fresh_store
from tests.queries.conftest import Book, judged, planned, reported

LONG_AGO = datetime(2020, 9, 2, tzinfo=UTC)
FOREIGN = "QZWB"
FIRST_PAGE = "questions/overview.py"
ROOT = Path(__file__).parents[2]
LOGIN_NAMES = {
    "leadership": "lanh-dao",
    "specialist": "chuyen-vien",
    "school": "truong-a",
    "administrator": "quan-tri",
}
Ask = Callable[..., AppTest]


def furnish(store: Store) -> None:
    """The accounts of the tests, and the two schools they speak of; the day is fixed."""
    book = Book(store)
    book.add("fact", name="kind", value="sample")
    book.add("fact", name="today", value="2025-11-20")
    book.school("A", "THCS Suối Mơ", ward="Phường Một")
    book.school("B", f"THCS {FOREIGN}", ward=f"Phường {FOREIGN}", ownership="private")
    with store.transaction() as writer:
        writer.add("kept.account", account_rows())


@cache
def account_rows() -> list[dict[str, Any]]:
    """Made once: a password takes a tenth of a second, and few of the tests ask for one."""
    store = fresh_store()
    Book(store).school("A", "THCS Suối Mơ")
    for role, name in LOGIN_NAMES.items():
        accounts.add(store, name, role=role, school_code="A" if role == "school" else None, at=LONG_AGO)
    rows = store.rows("select * from kept.account order by login_name")
    store.close()
    return rows


def fill(store: Store) -> None:
    """Two school years of both schools: a weakness that comes back, a text of every status, a visit, debts."""
    book = Book(store)
    book.setting("register_from", "2024-2025")
    for school, mark in (("A", "của A"), ("B", FOREIGN)):
        for year, day in (("2024-2025", date(2024, 9, 10)), ("2025-2026", date(2025, 10, 20))):
            lines = [planned(code, mark=f"{mark} *đậm* [x](y)") for code in ("1.1", "1.10", "2.1")]
            book.hand_in("plan", school, year, day, *lines)
        told = [reported("1.1", "done", mark=mark), reported("1.10", "needs_review", mark=mark)]
        book.hand_in("results", school, "2024-2025", date(2025, 5, 20), *told)
        book.recognition(school, "KDCL", date(2021, 3, 1))
    # B still owes the plan of the current year: its newest one is taken back.
    book.withdraw("BN005", date(2025, 11, 1))
    visits = [
        book.visit("A", date(2025, 12, 1), date(2025, 12, 31)),
        book.visit("B", date(2026, 3, 10), date(2026, 3, 12), cqg=True),
    ]
    book.hand_in("schedule", None, "2025-2026", date(2025, 9, 5), *visits)
    # One criterion stands between either school and Mức 2.
    criteria = store.rows(
        "select criterion_code as code from law.criterion where framework_code = 'TT18-2018'"
    )
    for school in ("A", "B"):
        judgements = [judged(row["code"], 1 if row["code"] == "1.10" else 2) for row in criteria]
        book.hand_in("self_evaluation", school, "2024-2025", date(2025, 5, 21), *judgements)


def made(*, is_full: bool) -> Store:
    store = fresh_store()
    furnish(store)
    if is_full:
        fill(store)
    return store


@pytest.fixture(scope="session")
def stores() -> Iterator[dict[str, Store]]:
    """Made once; nothing writes into them."""
    both = {"full": made(is_full=True), "bare": made(is_full=False)}
    yield both
    for store in both.values():
        store.close()


@pytest.fixture
def full_store(stores: dict[str, Store], tmp_path: Path) -> Iterator[Store]:
    """Both schools with their tables, to look at."""
    with house.lent(stores["full"], tmp_path):
        yield stores["full"]


@pytest.fixture
def bare_schools(stores: dict[str, Store], tmp_path: Path) -> Iterator[Store]:
    """Both schools without any table, to look at."""
    with house.lent(stores["bare"], tmp_path):
        yield stores["bare"]


@pytest.fixture
def school_store(tmp_path: Path) -> Iterator[Store]:
    """Both schools without any table, to hand in to."""
    store = made(is_full=False)
    with house.lent(store, tmp_path):
        yield store
    store.close()


@pytest.fixture(scope="session")
def ask() -> Ask:
    """ask("questions/overdue.py", "school", **URL) runs navigation.py on that page; without a role as nobody."""

    def run(page: str, role: str | None = None, **url: str) -> AppTest:
        app = AppTest.from_file(ROOT / "pages" / "navigation.py", default_timeout=30)
        app.user = {"account": LOGIN_NAMES[role]} if role else {}
        for key, value in url.items():
            app.query_params[key] = value
        if role and page != FIRST_PAGE:
            # Pages can be switched to after one run; that of the first page, with its four figures, is the longest.
            app._page_hash = calc_hash(addresses.ACCOUNT)
        app.run()
        # Nobody is shown no page, so there is none to switch to.
        return app.switch_page(page).run() if role and page != FIRST_PAGE else app

    return run


@pytest.fixture(scope="session")
def sent() -> Callable[[AppTest], str]:
    """Everything a run has sent to the browser, as one text; the letters of FOREIGN survive in it."""

    def collect(app: AppTest) -> str:
        protos = [getattr(node, "proto", None) for node in app._tree]
        return "\n".join(
            proto.SerializeToString().decode("utf-8", "replace") for proto in protos if proto is not None
        )

    return collect
