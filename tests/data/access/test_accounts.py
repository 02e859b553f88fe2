"""Accounts: who comes in with which password, and who does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest

from data.access import accounts, sessions
from data.access.accounts import AccountError
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    store = empty_store
    school = {
        "school_code": "thcs-a",
        "version_no": 1,
        "name": "THCS A",
        "level": "THCS",
        "ownership": "public",
        "is_open": True,
        "recorded_at": AT,
        "recorded_by": "test",
    }
    with store.transaction() as writer:
        writer.add("kept.school_version", [school])
    return store


def test_the_password_that_add_gives_back_opens_the_account(store: Store) -> None:
    password = accounts.add(
        store, "truong.a", role="school", school_code="thcs-a", at=AT, display_name="Trường A"
    )
    account = accounts.check_password(store, "truong.a", password)
    assert account is not None
    assert (account.login_name, account.role, account.school_code, account.display_name) == (
        "truong.a",
        "school",
        "thcs-a",
        "Trường A",
    )


@pytest.mark.parametrize(
    ("name", "password", "opens", "why"),
    [
        ("lanh-dao", "đúng mật khẩu", True, "as it was given"),
        (" Lanh-Dao ", "đúng mật khẩu", True, "blanks and capitals in the name do not count"),
        (
            "lanh-dao",
            normalize("NFD", "đúng mật khẩu"),
            True,
            "letters composed of two signs are the same letters",
        ),
        ("lanh-dao", "đúng mật khẩu ", False, "a blank in the password counts"),
        ("lanh-dao", "Đúng mật khẩu", False, "a capital in the password counts"),
        ("lanh-dao", "", False, "an empty password"),
        ("lanh-dao", "x" * 100_000, False, "a very long password"),
        ("nobody", "đúng mật khẩu", False, "an unknown name"),
        ("", "", False, "nothing at all"),
    ],
)
def test_name_and_password_belong_together(
    store: Store, name: str, password: str, opens: bool, why: str
) -> None:
    accounts.add(store, "lanh-dao", role="leadership", at=AT, password="đúng mật khẩu")
    assert (accounts.check_password(store, name, password) is not None) is opens, why


def test_passwords_are_made_up_anew_and_kept_only_as_argon2id(store: Store) -> None:
    one = accounts.add(store, "a", role="leadership", at=AT)
    two = accounts.add(store, "b", role="leadership", at=AT)
    assert one != two
    assert len(one) == 17  # three groups of five with two hyphens
    kept = [row["password_hash"] for row in store.rows("select password_hash from kept.account")]
    assert [hashed.startswith("$argon2id$v=19$m=47104,t=2,p=1$") for hashed in kept] == [True, True]


@pytest.mark.parametrize(
    ("login_name", "role", "school", "why"),
    [
        ("lanh-dao", "leadership", None, "the name is taken"),
        ("LANH-DAO", "leadership", None, "the name is taken in other letters"),
        ("lãnh-đạo", "leadership", None, "not plain letters: the name travels in a header"),
        ("a b", "leadership", None, "a blank"),
        ("a\r\nb", "leadership", None, "a line break"),
        ("", "leadership", None, "no name"),
        ("-a", "leadership", None, "begins with a sign"),
        ("a" * 65, "leadership", None, "too long"),
        ("x", "office", None, "no such role"),
        ("x", "school", None, "a school's account without a school"),
        ("x", "school", "thcs-b", "an unknown school"),
        ("x", "school", "office", "the word for the whole office"),
        ("x", "specialist", "thcs-a", "an office account bound to a school"),
    ],
)
def test_add_refuses(store: Store, login_name: str, role: str, school: str | None, why: str) -> None:
    accounts.add(store, "lanh-dao", role="leadership", at=AT)
    with pytest.raises(AccountError):
        accounts.add(store, login_name, role=role, school_code=school, at=AT)
    assert len(accounts.listing(store)) == 1, why


def test_a_reset_gives_a_new_password_and_ends_the_sessions(store: Store) -> None:
    old = accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    token = sessions.open_for(store, "chuyen-vien", at=AT)
    new = accounts.reset_password(store, "chuyen-vien", at=AT + timedelta(minutes=1))
    assert accounts.check_password(store, "chuyen-vien", old) is None
    assert accounts.check_password(store, "chuyen-vien", new) is not None
    assert sessions.find(store, token, at=AT + timedelta(minutes=2)) is None


def test_a_disabled_account_does_not_open_and_its_sessions_end(store: Store) -> None:
    password = accounts.add(store, "chuyen-vien", role="specialist", at=AT)
    token = sessions.open_for(store, "chuyen-vien", at=AT)
    accounts.disable(store, "chuyen-vien", at=AT + timedelta(minutes=1))
    assert accounts.check_password(store, "chuyen-vien", password) is None
    assert sessions.find(store, token, at=AT + timedelta(minutes=2)) is None
    account = accounts.find(store, "chuyen-vien")
    assert account is not None
    assert account.is_disabled


def test_reset_and_disable_say_that_an_account_is_unknown(store: Store) -> None:
    with pytest.raises(AccountError):
        accounts.reset_password(store, "ai-do", at=AT)
    with pytest.raises(AccountError):
        accounts.disable(store, "ai-do", at=AT)
