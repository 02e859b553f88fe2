"""The page of statuses: a school clicks on its own lines, the specialist confirms many, nobody else writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts
from data.intake import statuses
from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, reported

PAGE = "hand_in/statuses.py"
Ask = Callable[..., AppTest]


@pytest.fixture
def store(school_store: Store) -> Store:
    """A with three unclear lines, B with two, as of the end of May."""
    book = Book(school_store)
    book.setting("register_from", "2024-2025")
    lines = [reported(code, "needs_review", mark="*đậm*") for code in ("1.1", "1.2", "1.10")]
    book.hand_in("results", "A", "2024-2025", date(2025, 5, 28), *lines, reported("2.1", "done"))
    theirs = [reported(code, "needs_review", mark=FOREIGN) for code in ("1.1", "1.2")]
    book.hand_in("results", "B", "2024-2025", date(2025, 5, 29), *theirs)
    return school_store


def words(store: Store, table: str) -> list[tuple[str, int, str, str]]:
    rows = store.rows(f"select * from kept.{table} order by recorded_at, revision_id, line_no")
    return [(row["revision_id"], row["line_no"], row["status"], row["recorded_by"]) for row in rows]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def tick(app: AppTest, *positions: int) -> AppTest:
    """As the browser says it: these rows of the table are ticked."""
    key = app.dataframe[0].proto.id.split("-", 2)[2]
    app.session_state[key] = {"selection": {"rows": list(positions), "columns": [], "cells": []}}
    return app.run()


def answer_of(app: AppTest) -> str:
    return next(text.value for text in app.markdown if text.value.startswith("Năm học"))


def test_a_school_says_line_by_line_and_takes_a_slip_back(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school")
    assert answer_of(app) == "Năm học 2024-2025: còn 3 dòng trường cần báo."
    assert labels(app).count("Hoàn thành") == 3
    app = app.button(key="done-BN001-2").click().run()
    assert words(store, "statement") == [("BN001", 2, "done", "truong-a")]
    assert answer_of(app) == "Năm học 2024-2025: còn 2 dòng trường cần báo; 1 dòng chờ chuyên viên xác nhận."
    assert labels(app).count("Hoàn thành") == 3, "the line stays where it was clicked"
    app = app.button(key="in_progress-BN001-2").click().run()
    app = app.button(key="bo-BN001-2").click().run()
    assert [status for _, _, status, _ in words(store, "statement")] == [
        "done",
        "in_progress",
        "needs_review",
    ]
    assert answer_of(app) == "Năm học 2024-2025: còn 3 dòng trường cần báo."
    told = [row["detail"] for row in store.rows("select detail from kept.audit where action = 'status_said'")]
    assert sorted(told) == ["1 dòng bỏ tình trạng đã ghi", "1 dòng đang triển khai", "1 dòng đã hoàn thành"]


def test_what_the_office_confirmed_cannot_be_clicked_over(store: Store, ask: Ask) -> None:
    Book(store).confirm("BN001", 1, "not_started", date(2025, 6, 1))
    app = ask(PAGE, "school", **{"xem-dong": "Tất cả"})
    assert labels(app).count("Hoàn thành") == 2
    assert any("Chuyên viên xác nhận **chưa triển khai**" in text.value for text in app.caption)


def test_what_stood_in_an_earlier_table_is_offered_with_one_click(store: Store, ask: Ask) -> None:
    book = Book(store)
    book._count = 10
    book.say("BN001", 1, "done", date(2025, 5, 30))
    line = reported("1.1", "needs_review", mark="*đậm*")
    newer = book.hand_in("results", "A", "2024-2025", date(2025, 6, 3), line, reported("1.3", "needs_review"))
    press(ask(PAGE, "school"), "Báo như bản trước: 1 dòng")
    assert words(store, "statement")[-1] == (newer, 1, "done", "truong-a")


def test_the_specialist_confirms_the_ticked_lines_and_the_ticks_are_gone(store: Store, ask: Ask) -> None:
    app = tick(ask(PAGE, "specialist"), 0, 3)  # B's two lines stand before A's three
    app = press(app, "Xác nhận 2 dòng là Đang triển khai")
    assert words(store, "confirmation") == [
        ("BN001", 2, "in_progress", "chuyen-vien"),
        ("BN002", 1, "in_progress", "chuyen-vien"),
    ]
    assert [said.value for said in app.success] == ["Đã ghi: 2 dòng đang triển khai."]
    assert answer_of(app) == "Năm học 2024-2025 còn 3 dòng cần rà soát ở 2 trường; 2 dòng đã xác nhận."
    assert not [label for label in labels(app) if label.startswith("Xác nhận")]
    noted = store.rows(
        "select subject, school_code, detail from kept.audit where action = 'status_confirmed'"
    )
    assert sorted((row["subject"], row["school_code"], row["detail"]) for row in noted) == [
        ("BN001", "A", "1 dòng đang triển khai"),
        ("BN002", "B", "1 dòng đang triển khai"),
    ]


def test_all_that_schools_have_said_is_confirmed_with_one_click(store: Store, ask: Ask) -> None:
    book = Book(store)
    book.say("BN001", 1, "done", date(2025, 6, 1))
    book.say("BN002", 2, "not_started", date(2025, 6, 2))
    app = press(ask(PAGE, "specialist"), "Xác nhận như trường đã báo: 2 dòng")
    assert words(store, "confirmation") == [
        ("BN001", 1, "done", "chuyen-vien"),
        ("BN002", 2, "not_started", "chuyen-vien"),
    ]
    app = tick(app.button_group(key="xem-tinh-trang").set_value("Đã xác nhận").run(), 0)
    press(app, "Bỏ xác nhận 1 dòng")
    assert words(store, "confirmation")[-1][:3] == ("BN002", 2, "needs_review")


def test_a_table_replaced_meanwhile_takes_no_word(store: Store, ask: Ask) -> None:
    app = tick(ask(PAGE, "specialist"), 2)
    book = Book(store)
    book._count = 10
    book.hand_in("results", "A", "2024-2025", date(2025, 6, 3), reported("1.1", "needs_review"))
    app = press(app, "Xác nhận 1 dòng là Hoàn thành")
    assert ["vừa được thay bằng bản mới" in error.value for error in app.error] == [True]
    assert words(store, "confirmation") == []


@pytest.mark.parametrize("role", ["leadership", "administrator"])
def test_who_only_looks_has_nothing_to_click(role: str, store: Store, ask: Ask) -> None:
    Book(store).say("BN001", 1, "done", date(2025, 6, 1))
    app = ask(PAGE, role)
    assert answer_of(app).startswith(
        "Năm học 2024-2025 còn 4 dòng cần rà soát ở 2 trường; 1 dòng trường đã báo"
    )
    assert labels(app) == []


@pytest.mark.parametrize("role", ["school", "specialist"])
def test_a_past_day_is_shown_as_it_was_and_takes_no_word(role: str, store: Store, ask: Ask) -> None:
    Book(store).say("BN001", 1, "done", date(2025, 6, 10))
    app = ask(PAGE, role, **{"den-ngay": "09/06/2025"})
    count = "3" if role == "school" else "5"
    assert f"còn {count} dòng" in answer_of(app)
    assert labels(app) == []


def test_a_day_that_became_past_after_the_button_was_drawn_takes_no_word(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school")
    app.text_input(key="den-ngay").set_value("09/06/2025")
    app = app.button(key="done-BN001-2").click().run()
    assert words(store, "statement") == []
    assert ["ngày đã qua" in error.value for error in app.error] == [True]


@pytest.mark.parametrize(("role", "key"), [("school", "done-BN001-2"), ("specialist", None)])
def test_the_right_is_asked_for_at_the_moment_of_writing(
    role: str, key: str | None, store: Store, ask: Ask
) -> None:
    app = ask(PAGE, role) if key else tick(ask(PAGE, role), 0)
    name = {"school": "truong-a", "specialist": "chuyen-vien"}[role]
    if role == "school":
        accounts.disable(store, name, at=datetime(2025, 11, 20, tzinfo=UTC))
        app.button(key=key).click().run()
    else:
        accounts.set_role(
            store, name, role="leadership", school_code=None, at=datetime(2025, 11, 20, tzinfo=UTC)
        )
        press(app, "Xác nhận 1 dòng là Hoàn thành")
    assert words(store, "statement") == words(store, "confirmation") == []


def test_a_school_meets_no_line_of_another(store: Store, ask: Ask, sent: Callable[[AppTest], str]) -> None:
    assert FOREIGN not in sent(ask(PAGE, "school", truong=f"THCS {FOREIGN}"))
    with pytest.raises(statuses.NotSaid):
        statuses.say(
            store,
            {("BN002", 1): "done"},
            school_code="A",
            by="truong-a",
            at=datetime(2025, 11, 20, tzinfo=UTC),
        )
