"""The command `account`, as a person types it."""

from __future__ import annotations

import argparse
import io
import json
import re
from datetime import UTC, datetime

import pytest

from data.access import accounts, commands
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
    run(store, "add", "b", "--role", "leadership", "--name", "Trưởng phòng")
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
        },
        {
            "login_name": "b",
            "display_name": "Trưởng phòng",
            "role": "leadership",
            "school_code": None,
            "is_disabled": False,
        },
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x", "--role", "school"),
        ("add", "x y", "--role", "specialist"),
        ("reset", "x"),
        ("disable", "x"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(store: Store, words: tuple[str, ...]) -> None:
    code, said = run(store, *words)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert accounts.listing(store) == []


def test_an_empty_list_says_what_to_do_next(store: Store) -> None:
    assert "account add" in run(store, "list")[1]
