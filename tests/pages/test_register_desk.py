"""What the specialist enters into the register of reports, what others may not, and what a bar of it opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.register import Report
from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book

PAGE = "questions/overdue.py"
VIEW = {"xem-bao-cao": "Miễn nộp, nhận trên giấy, đặt hạn"}
PLAN = Report("S08", "2025-2026")
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


@pytest.fixture
def store(school_store: Store) -> Store:
    """The day is 20/11/2025; both schools owe the plan of the year since 30/09/2025."""
    return school_store


def kept(store: Store, table: str) -> list[dict[str, Any]]:
    return store.rows(f"select * from kept.{table} order by recorded_at, school_code")


def deeds(store: Store) -> list[tuple[str, str, str | None]]:
    rows = store.rows(
        "select action, subject, school_code from kept.audit where action like '%re%' order by audit_id"
    )
    return [
        (row["action"], row["subject"], row["school_code"]) for row in rows if row["action"] != "page_refused"
    ]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_the_specialist_waives_a_report_of_several_schools(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **VIEW)
    app.multiselect(key="mien-truong").set_value(["A", "B"])
    app.text_input(key="mien-ly-do").set_value("trường sửa chữa")
    app.text_input(key="mien-den").set_value("31/12/2025")
    app = press(app, "Miễn nộp")
    assert not app.exception
    assert [one.value for one in app.success] == ["Đã miễn nộp cho 2 trường."]
    found = [
        (row["school_code"], row["reason"], row["until_on"], row["recorded_by"])
        for row in kept(store, "waiver")
    ]
    day = date(2025, 12, 31)
    assert found == [
        ("A", "trường sửa chữa", day, "chuyen-vien"),
        ("B", "trường sửa chữa", day, "chuyen-vien"),
    ]
    assert set(deeds(store)) == {("report_waived", "S08 2025-2026", code) for code in "AB"}


@pytest.mark.parametrize(
    ("schools", "reason", "until", "said"),
    [
        ([], "sửa chữa", "", "Hãy chọn ít nhất một trường."),
        (["A"], "", "", "Hãy ghi lý do, nhiều nhất 200 chữ."),
        (["A"], "sửa chữa", "31-12-2025", "Hãy ghi ngày như 20/12/2026."),
        (["A"], "sửa chữa", "19/11/2025", "Ngày hết miễn không được ở trong quá khứ."),
    ],
)
def test_what_is_not_whole_is_not_entered(
    schools: list[str], reason: str, until: str, said: str, store: Store, ask: Ask
) -> None:
    app = ask(PAGE, "specialist", **VIEW)
    app.multiselect(key="mien-truong").set_value(schools)
    app.text_input(key="mien-ly-do").set_value(reason)
    app.text_input(key="mien-den").set_value(until)
    app = press(app, "Miễn nộp")
    assert [one.value for one in app.error] == [said]
    assert kept(store, "waiver") == []


def test_the_specialist_enters_a_report_on_paper_and_takes_it_back(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **VIEW)
    app.multiselect(key="giay-truong").set_value(["A"])
    app.text_input(key="giay-ngay").set_value("28/09/2025")
    app.text_input(key="giay-so").set_value("12/BC-SM")
    app = press(app, "Ghi đã nhận")
    assert not app.exception
    (row,) = kept(store, "received")
    assert (row["received_on"], row["document_number"]) == (date(2025, 9, 28), "12/BC-SM")
    app = press(app, "Bỏ mục này")
    assert not app.exception
    assert [row["is_taken_back"] for row in kept(store, "received")] == [None, True]
    assert [deed[0] for deed in deeds(store)].count("register_taken_back") == 1
    assert "Chưa có mục nào để bỏ." in [one.value for one in app.markdown]


def test_the_specialist_sets_a_letters_due_day(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **VIEW)
    app.text_input(key="cong-van-han").set_value("15/12/2025")
    app.text_input(key="cong-van-so").set_value("77/PGDĐT")
    app = press(app, "Đặt hạn")
    assert not app.exception
    (row,) = store.rows("select * from kept.notice")
    assert (row["obligation_code"], row["due_on"], row["document_number"]) == (
        "S08",
        date(2025, 12, 15),
        "77/PGDĐT",
    )


@pytest.mark.parametrize("role", ["leadership", "administrator", "school"])
def test_others_read_and_enter_nothing(role: str, store: Store, ask: Ask, sent: Sent) -> None:
    book = Book(store)
    for school in ("A", "B"):
        book.waiver(
            school, "S08", "2025-2026", f"vì {'mình' if school == 'A' else FOREIGN}", day=date(2025, 11, 1)
        )
    app = ask(PAGE, role, **VIEW)
    assert not app.exception
    assert [
        button.label
        for button in app.button
        if button.label in {"Miễn nộp", "Ghi đã nhận", "Đặt hạn", "Bỏ mục này"}
    ] == []
    assert (FOREIGN in sent(app)) == (role != "school")


def test_on_a_past_day_nothing_is_entered(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **VIEW, **{"den-ngay": "01/11/2025"})
    assert "Miễn nộp" not in [button.label for button in app.button]
    assert any("ngày đã qua" in one.value for one in app.caption)
