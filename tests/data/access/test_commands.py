"""The command `account`, as a person types it."""

from __future__ import annotations

import argparse
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import schools
from data.access import accounts, audit, audit_commands, commands
from data.store import Store

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(empty_store: Store) -> Store:
    return empty_store


def run(store: Store, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers(required=True))
    out = io.StringIO()
    return commands.run(parser.parse_args(["account", *words]), store, AT, out), out.getvalue()


def test_add_prints_the_password_once(store: Store) -> None:
    code, said = run(store, "add", "Chuyen-Vien", "--role", "specialist", "--name", "Chuyên viên 1")
    password = re.findall(r"[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}", said)
    assert (code, len(password)) == (0, 1)
    assert accounts.check_password(store, "chuyen-vien", password[0]) is not None
    assert password[0] not in run(store, "list")[1]


def test_reset_prints_another_password(store: Store) -> None:
    before = run(store, "add", "a", "--role", "specialist")[1]
    code, after = run(store, "reset", "a")
    assert code == 0
    assert before.splitlines()[1] != after.splitlines()[1]


def test_list_as_json_holds_no_password(store: Store) -> None:
    run(
        store,
        "add",
        "b",
        "--role",
        "leadership",
        "--name",
        "Trưởng phòng",
        "--email",
        "Truong.Phong@so.example",
    )
    run(store, "add", "a", "--role", "specialist")
    run(store, "disable", "a")
    code, said = run(store, "list", "--json")
    assert code == 0
    assert json.loads(said) == [
        {
            "login_name": "a",
            "display_name": "a",
            "role": "specialist",
            "school_code": None,
            "is_disabled": True,
            "must_change": True,
            "email": None,
            "password_changed_at": "2026-09-07 15:00:00+07:00",
        },
        {
            "login_name": "b",
            "display_name": "Trưởng phòng",
            "role": "leadership",
            "school_code": None,
            "is_disabled": False,
            "must_change": True,
            "email": "truong.phong@so.example",
            "password_changed_at": "2026-09-07 15:00:00+07:00",
        },
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x", "--role", "school"),
        ("add", "x y", "--role", "specialist"),
        ("reset", "x"),
        ("disable", "x"),
        ("enable", "x"),
        ("role", "x", "--role", "specialist"),
        ("email", "x", "a@so.example"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(store: Store, words: tuple[str, ...]) -> None:
    code, said = run(store, *words)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert accounts.listing(store) == []
    assert audit.search(store) == [], "what was not done is no deed"


def test_an_empty_list_says_what_to_do_next(store: Store) -> None:
    assert "account add" in run(store, "list")[1]


def test_role_email_disable_and_enable_do_what_they_say(store: Store) -> None:
    run(store, "add", "a", "--role", "specialist")
    words = [
        ("role", "A", "--role", "leadership"),
        ("email", "a", "A@so.example"),
        ("disable", "a"),
        ("enable", "a"),
    ]
    assert [run(store, *each)[0] for each in words] == [0, 0, 0, 0]
    account = accounts.find(store, "a")
    assert account is not None
    assert (account.role, account.email, account.is_disabled) == ("leadership", "a@so.example", False)
    run(store, "email", "a")
    assert accounts.listing(store)[0].email is None


def test_issue_writes_a_sheet_that_only_its_owner_may_read(store: Store, tmp_path: Path) -> None:
    schools.add(store, "=Bờ Suối", level="THCS", at=AT, by="test", code="S1")
    sheet = tmp_path / "tai-khoan.csv"
    assert run(store, "issue", "--to", str(sheet))[0] == 0
    head, line = sheet.read_text("utf-8-sig").splitlines()
    assert head == "Mã trường,Tên trường,Tên đăng nhập,Mật khẩu dùng một lần"
    code, name, login_name, password = line.split(",")
    assert (code, name, login_name) == ("S1", "'=Bờ Suối", "s1")
    assert accounts.check_password(store, "s1", password) is not None
    assert sheet.stat().st_mode & 0o077 == 0
    again, said = run(store, "issue", "--to", str(sheet))
    assert (again, "đã có" in said) == (2, True), "a sheet is never written over"


def test_every_change_stands_in_the_audit_without_its_password(store: Store) -> None:
    said = run(store, "add", "a", "--role", "specialist")[1] + run(store, "reset", "a")[1]
    passwords = re.findall(r"[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}", said)
    for words in (
        ("email", "a", "a@so.example"),
        ("disable", "a"),
        ("enable", "a"),
        ("role", "a", "--role", "leadership"),
    ):
        run(store, *words)
    printed = audited(store)
    assert [json.loads(line)["action"] for line in audited(store, "--json").splitlines()][::-1] == [
        "account_added", "password_reset", "account_changed", "account_disabled", "account_enabled", "role_changed",
    ]  # fmt: skip
    assert len(printed.splitlines()) == 6
    assert len(passwords) == 2
    assert not any(password in printed for password in passwords)


def test_the_audit_is_searched_from_the_command_line(store: Store) -> None:
    run(store, "add", "a", "--role", "specialist")
    assert "Thêm tài khoản · a" in audited(
        store, "--text", "dòng lệnh", "--since", "2026-09-07", "--until", "2026-09-07"
    )
    assert audited(store, "--until", "2026-09-06") == "Không có dòng nào.\n"
    assert audited(store, "--limit", "0", "--json") == ""


def audited(store: Store, *words: str) -> str:
    parser = argparse.ArgumentParser()
    audit_commands.add_parser(parser.add_subparsers(required=True))
    out = io.StringIO()
    assert audit_commands.run(parser.parse_args(["audit", *words]), store, out) == 0
    return out.getvalue()
