"""The office's settings: who reads, who changes which, what is written down, and what a change does from its day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import likeness
from data.lens import office_lens
from data.store import Store
from queries.choice import Choice
from tests.queries.conftest import Book, planned

PAGE = "account/settings.py"
Ask = Callable[..., AppTest]


@pytest.fixture
def store(school_store: Store) -> Store:
    """The day is 20/11/2025. Two of the five lines of A's plan say nothing."""
    book = Book(school_store)
    book.setting("register_from", "2025-2026")
    lines = [planned(f"1.{number}") for number in range(1, 4)]
    empty = [{**planned(f"2.{number}"), "action": "Thực hiện tốt"} for number in (1, 2)]
    book.hand_in("plan", "A", "2025-2026", date(2025, 9, 10), *lines, *empty)
    likeness.catch_up(school_store)
    return school_store


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def kept(store: Store) -> list[tuple[Any, ...]]:
    rows = store.rows(
        "select name, value, recorded_by from kept.office_setting where recorded_by is not null order by recorded_at"
    )
    return [tuple(row.values()) for row in rows]


def state_of_the_plan(store: Store, day: date) -> str:
    found = queries.reports.register(store, office_lens(day), Choice(school="A"), obligation="S08")
    return str(found["state"].iloc[0])


def test_the_specialist_says_when_a_table_counts_as_hollow_from_now_on(store: Store, ask: Ask) -> None:
    assert state_of_the_plan(store, date(2025, 11, 20)) == "received"
    app = ask(PAGE, "specialist")
    app.number_input(key="cai-dat-ti-le").set_value(40)
    app = press(app, "Lưu quy tắc")
    assert not app.exception
    assert kept(store) == [("hollow_share", "0.4", "chuyen-vien")]
    assert [one.value for one in app.success] == ["Đã đổi: mức cần đọc kỹ."]
    audit = store.rows("select subject, detail from kept.audit where action = 'setting_changed'")
    assert audit == [{"subject": "hollow_share", "detail": "0.4"}]
    assert state_of_the_plan(store, date(2025, 11, 20)) == "hollow"
    assert state_of_the_plan(store, date(2025, 11, 19)) == "received", "a past day is shown by its own rule"
    assert any("từ 40 % số dòng" in text.value for text in app.markdown)


def test_the_administrator_names_the_office(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "administrator")
    app.text_input(key="cai-dat-office_name").set_value("Phòng GDĐT *A*")
    app = press(app, "Lưu tên")
    assert kept(store) == [("office_name", "Phòng GDĐT *A*", "quan-tri")]
    assert any(text.value.startswith(r"Phòng GDĐT \*A\*: sổ") for text in app.markdown)


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        ("leadership", []),
        ("specialist", ["Lưu quy tắc"]),
        ("administrator", ["Lưu quy tắc", "Lưu tên"]),
        ("school", []),
    ],
)
def test_each_may_change_what_is_theirs(role: str, buttons: list[str], store: Store, ask: Ask) -> None:
    app = ask(PAGE, role)
    assert [button.label for button in app.button if button.label.startswith("Lưu")] == buttons
    assert bool(app.error) == (role == "school")


def test_nothing_said_is_nothing_changed(store: Store, ask: Ask) -> None:
    app = press(ask(PAGE, "specialist"), "Lưu quy tắc")
    assert [one.value for one in app.success] == ["Không có gì thay đổi."]
    assert kept(store) == []
