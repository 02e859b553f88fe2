"""The first start of a real office."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data import home
from data.access import accounts, audit, setup
from data.access.accounts import AccountError
from data.access.setup import SetupCode, SetupRefused
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
GOOD = "bốn con ngựa xanh"


class Terminal:
    """What the terminal has shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def tell(self, line: str) -> None:
        self.lines.append(line)

    @property
    def code(self) -> str:
        return self.lines[-1].split()[-1]


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def store(empty_store: Store) -> Store:
    return empty_store


def test_the_code_that_the_terminal_shows_is_right(terminal: Terminal) -> None:
    code = SetupCode(terminal.tell)
    assert code.is_right(f" {terminal.code.upper()} ")
    assert code.is_right(terminal.code), "until the first account is there"
    code.end()
    assert not code.is_right(terminal.code)
    assert not code.is_right("")


def test_five_wrong_tries_make_a_new_code(terminal: Terminal) -> None:
    code = SetupCode(terminal.tell)
    first = terminal.code
    assert [code.is_right(wrong) for wrong in ("", "x", "mã", first[:-1])] == [False] * 4
    assert code.is_right(first)
    assert not code.is_right("x" * 100_000)
    assert len(terminal.lines) == 2
    assert not code.is_right(first)
    assert code.is_right(terminal.code)


def test_the_first_administrator_makes_the_store_a_real_one(store: Store, terminal: Terminal) -> None:
    code = setup.code_for(store, tell=terminal.tell)
    assert code is not None
    account = setup.first_administrator(
        store, code=code, login_name=" Quan-Tri ", password=GOOD, at=AT, address="10.0.0.7"
    )
    assert (account.login_name, account.role, account.must_change) == ("quan-tri", "administrator", False)
    assert accounts.check_password(store, "quan-tri", GOOD) is not None
    assert home.kind_of(store) == "real"
    assert [(row.action, row.login_name, row.address) for row in audit.search(store)] == [
        ("set_up", "quan-tri", "10.0.0.7")
    ]
    assert not code.is_right(terminal.code)
    assert setup.code_for(store, tell=terminal.tell) is None
    with pytest.raises(SetupRefused):
        setup.first_administrator(store, code=code, login_name="hai", password=GOOD, at=AT)
    assert len(accounts.listing(store)) == 1


@pytest.mark.parametrize(
    ("login_name", "password", "why"),
    [
        ("quan-tri", "ngắn", "too short"),
        ("quan-tri", "Quan-Tri 2026", "the login name"),
        ("quản trị", GOOD, "no login name"),
        ("", GOOD, "none at all"),
    ],
)
def test_a_poor_first_account_changes_nothing(
    store: Store, terminal: Terminal, login_name: str, password: str, why: str
) -> None:
    code = SetupCode(terminal.tell)
    with pytest.raises(AccountError):
        setup.first_administrator(store, code=code, login_name=login_name, password=password, at=AT)
    assert (accounts.listing(store), home.kind_of(store), audit.search(store)) == ([], "empty", []), why
    assert code.is_right(terminal.code), "it can be tried again with the same code"


def test_a_sample_is_never_set_up(store: Store, terminal: Terminal) -> None:
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": "kind", "value": "sample"}])
    assert setup.code_for(store, tell=terminal.tell) is None
    with pytest.raises(SetupRefused):
        setup.first_administrator(
            store, code=SetupCode(terminal.tell), login_name="quan-tri", password=GOOD, at=AT
        )
    assert (accounts.listing(store), home.kind_of(store)) == ([], "sample")


def test_schools_may_be_there_before_the_first_account(store: Store, terminal: Terminal) -> None:
    with store.transaction() as writer:
        writer.add("kept.office_setting", [{"name": "office_name", "value": "Phòng", "recorded_at": AT}])
    assert home.kind_of(store) == "real"
    assert setup.code_for(store, tell=terminal.tell) is not None
