"""Accounts: who comes in with which password, and who does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest

from data.access import accounts, lockout, sessions
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


def test_what_was_issued_must_be_changed_and_what_was_chosen_must_not(store: Store) -> None:
    accounts.add(store, "a", role="leadership", at=AT)
    accounts.add(store, "b", role="leadership", at=AT, password="do người này tự chọn")
    accounts.add(store, "c", role="leadership", at=AT, must_change=False)
    accounts.add(store, "d", role="leadership", at=AT, password="do người khác chọn", must_change=True)
    assert [account.must_change for account in accounts.listing(store)] == [True, False, False, True]
    accounts.reset_password(store, "b", at=AT)
    assert must_change(store, "b")


OLD, NEW = "mật khẩu đã cấp", "bốn con ngựa xanh ngoài bãi"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("sai bét hết cả", NEW, "the old one is wrong"),
        ("", NEW, "the old one is empty"),
        (OLD, "ngắn quá", "too short"),
        (OLD, "", "empty"),
        (OLD, "x1y2z3" * 50, "too long"),
        (OLD, OLD, "the same again"),
        (OLD, normalize("NFD", OLD), "the same again in other signs"),
        (OLD, "truong.hoasen2026", "the login name with a year"),
        (OLD, "THCS Bờ Suối Lớn", "the school's name"),
        (OLD, "thcsbosuoilon123", "the school's name without accents"),
        (OLD, "MatKhau@123456", "a common one"),
    ],
)
def test_a_change_is_refused(store: Store, old: str, new: str, why: str) -> None:
    school_of_hoa_sen(store)
    with pytest.raises(AccountError):
        accounts.change_password(store, "truong.hoasen", old=old, new=new, at=AT, keep_token=None)
    assert accounts.check_password(store, "truong.hoasen", OLD) is not None, why
    assert must_change(store, "truong.hoasen"), why


def test_a_change_opens_the_account_and_ends_the_other_sessions(store: Store) -> None:
    school_of_hoa_sen(store)
    here, there = (sessions.open_for(store, "truong.hoasen", at=AT) for _ in range(2))
    later = AT + timedelta(minutes=1)
    accounts.change_password(store, "truong.hoasen", old=OLD, new=NEW, at=later, keep_token=here)
    assert accounts.check_password(store, "truong.hoasen", OLD) is None
    assert accounts.check_password(store, "truong.hoasen", NEW) is not None
    assert [sessions.find(store, token, at=later) is not None for token in (here, there)] == [True, False]
    account = accounts.find(store, "truong.hoasen")
    assert account is not None
    assert (account.must_change, account.password_changed_at) == (False, later)


def test_a_wrong_old_password_is_told_apart_so_that_it_can_be_counted(store: Store) -> None:
    school_of_hoa_sen(store)
    for name in ("truong.hoasen", "khong-co"):
        with pytest.raises(accounts.WrongPassword):
            accounts.change_password(store, name, old="sai bét hết cả", new=NEW, at=AT, keep_token=None)
    accounts.disable(store, "truong.hoasen", at=AT)
    with pytest.raises(accounts.WrongPassword):
        accounts.change_password(store, "truong.hoasen", old=OLD, new=NEW, at=AT, keep_token=None)


def test_a_reset_ends_the_waiting(store: Store) -> None:
    accounts.add(store, "a", role="leadership", at=AT)
    for _ in range(5):
        lockout.failed(store, login_name="a", address="10.0.0.1", at=AT)
    assert lockout.refusal(store, login_name="a", address="10.0.0.1", at=AT) is not None
    accounts.reset_password(store, "a", at=AT)
    assert lockout.refusal(store, login_name="a", address="10.0.0.1", at=AT) is None


def test_role_and_school_change_together(store: Store) -> None:
    accounts.add(store, "a", role="leadership", at=AT)
    accounts.set_role(store, "A", role="school", school_code="thcs-a", at=AT)
    account = accounts.find(store, "a")
    assert account is not None
    assert (account.role, account.school_code) == ("school", "thcs-a")


@pytest.mark.parametrize(
    ("role", "school"),
    [("root", None), ("school", None), ("school", "thcs-b"), ("school", "office"), ("specialist", "thcs-a")],
)
def test_set_role_refuses(store: Store, role: str, school: str | None) -> None:
    accounts.add(store, "a", role="leadership", at=AT)
    with pytest.raises(AccountError):
        accounts.set_role(store, "a", role=role, school_code=school, at=AT)
    assert accounts.listing(store)[0].role == "leadership"


def test_one_open_administrator_always_stays(store: Store) -> None:
    accounts.add(store, "a", role="administrator", at=AT)
    accounts.add(store, "b", role="administrator", at=AT)
    accounts.disable(store, "b", at=AT)
    with pytest.raises(AccountError):
        accounts.disable(store, "a", at=AT)
    with pytest.raises(AccountError):
        accounts.set_role(store, "a", role="specialist", school_code=None, at=AT)
    accounts.set_role(store, "b", role="specialist", school_code=None, at=AT)
    accounts.set_role(store, "b", role="administrator", school_code=None, at=AT)
    accounts.enable(store, "b", at=AT)
    accounts.disable(store, "a", at=AT)
    assert [account.is_disabled for account in accounts.listing(store)] == [True, False]


def test_an_enabled_account_has_the_password_it_had(store: Store) -> None:
    password = accounts.add(store, "a", role="leadership", at=AT)
    accounts.disable(store, "a", at=AT)
    accounts.enable(store, "a", at=AT)
    assert accounts.check_password(store, "a", password) is not None


def test_the_shown_name_is_one_line(store: Store) -> None:
    accounts.add(store, "a", role="leadership", at=AT)
    accounts.rename_display(store, "a", display_name="  Trưởng \n phòng ", at=AT)
    assert accounts.listing(store)[0].display_name == "Trưởng phòng"
    with pytest.raises(AccountError):
        accounts.rename_display(store, "a", display_name=" \n", at=AT)


@pytest.mark.parametrize(
    ("asked", "found", "why"),
    [
        ("truong.a@so.example", "a", "as it was given"),
        ("Truong.A@SO.example", "a", "capitals do not count"),
        ("truong.b@so.example", None, "nobody's"),
        ("khoa@so.example", None, "a disabled account's"),
        ("truong.ａ@so.example", None, "a letter that only looks like it"),
        ("truong.a@so.example ", "a", "a blank behind it"),
        ("", None, "nothing"),
        ("%", None, "no pattern"),
    ],
)
def test_who_has_an_address(store: Store, asked: str, found: str | None, why: str) -> None:
    accounts.add(store, "a", role="leadership", at=AT, email="Truong.A@so.example")
    accounts.add(store, "b", role="leadership", at=AT)
    accounts.add(store, "c", role="leadership", at=AT, email="khoa@so.example")
    accounts.disable(store, "c", at=AT)
    account = accounts.find_by_email(store, asked)
    assert (account.login_name if account else None) == found, why


@pytest.mark.parametrize(
    "email",
    [
        "TRUONG.A@so.example",
        "truong.a",
        "a@b",
        "a b@so.example",
        "hiệu@so.example",
        "a@so.example\nb@so.example",
        "@so.example",
    ],
)
def test_an_address_is_refused(store: Store, email: str) -> None:
    accounts.add(store, "a", role="leadership", at=AT, email="truong.a@so.example")
    with pytest.raises(AccountError):
        accounts.add(store, "b", role="leadership", at=AT, email=email)
    accounts.add(store, "b", role="leadership", at=AT, email="  ")
    with pytest.raises(AccountError):
        accounts.set_email(store, "b", email=email, at=AT)
    assert [account.email for account in accounts.listing(store)] == ["truong.a@so.example", None]
    accounts.set_email(store, "a", email="truong.a@so.example", at=AT)  # its own again


def school_of_hoa_sen(store: Store) -> None:
    with store.transaction() as writer:
        writer.run("update kept.school_version set name = 'THCS Bờ Suối Lớn'")
    accounts.add(
        store, "truong.hoasen", role="school", school_code="thcs-a", at=AT, password=OLD, must_change=True
    )


def must_change(store: Store, login_name: str) -> bool:
    account = accounts.find(store, login_name)
    assert account is not None
    return account.must_change
