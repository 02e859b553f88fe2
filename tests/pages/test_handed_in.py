"""What becomes of tables on the page of hand-ins: accepted by the specialist, withdrawn by their school, returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts
from data.intake import after
from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, planned

PAGE = "hand_in/upload.py"
NOON = datetime(2025, 11, 20, 5, tzinfo=UTC)
Ask = Callable[..., AppTest]


@pytest.fixture
def store(school_store: Store) -> Store:
    """A's plans BN001 (replaced) and BN002, B's plan BN003."""
    book = Book(school_store)
    book.hand_in("plan", "A", "2025-2026", date(2025, 9, 10), planned("1.1"))
    book.hand_in("plan", "A", "2025-2026", date(2025, 9, 20), planned("1.2"))
    book.hand_in("plan", "B", "2025-2026", date(2025, 9, 25), planned("1.1", mark=FOREIGN))
    return school_store


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, receipt: str) -> AppTest:
    return app.selectbox(key="chon-bien-nhan").set_value(receipt).run()


def tick(app: AppTest, *positions: int) -> AppTest:
    """As the browser says it: these rows of the list are ticked."""
    key = app.dataframe[0].proto.id.split("-", 2)[2]
    app.session_state[key] = {"selection": {"rows": list(positions), "columns": [], "cells": []}}
    return app.run()


def accepted(store: Store) -> set[str]:
    return {row["revision_id"] for row in store.rows("select * from kept.acceptance")}


def taken_out(store: Store) -> list[tuple[str, str, bool, str]]:
    rows = store.rows("select * from kept.withdrawal order by recorded_at")
    return [(row["revision_id"], row["reason"], row["is_return"], row["recorded_by"]) for row in rows]


def actions(store: Store) -> list[tuple[str, str, str]]:
    rows = store.rows("select * from kept.audit where action like 'hand_in_%' order by recorded_at, subject")
    return [(row["action"], row["subject"], row["school_code"]) for row in rows]


def test_all_tables_in_use_are_accepted_with_one_click(store: Store, ask: Ask) -> None:
    app = press(ask(PAGE, "specialist"), "Tiếp nhận cả 2 bảng đang dùng")
    assert accepted(store) == {"BN002", "BN003"}
    assert [said.value for said in app.success] == ["Đã tiếp nhận 2 bảng."]
    assert list(app.dataframe[0].value["hand_in_state"]) == [
        "đã tiếp nhận",
        "đã tiếp nhận",
        "đã thay bằng bản mới",
    ]
    assert not [label for label in labels(app) if label.startswith("Tiếp nhận")]
    assert sorted(actions(store)) == [
        ("hand_in_accepted", "BN002", "A"),
        ("hand_in_accepted", "BN003", "B"),
    ]


def test_only_the_ticked_ones_are_accepted(store: Store, ask: Ask) -> None:
    press(tick(ask(PAGE, "specialist"), 0, 2), "Tiếp nhận 1 bảng đã chọn")
    assert accepted(store) == {"BN003"}, "the newest stands first; the replaced one needs no acceptance"


def test_a_school_cannot_withdraw_what_was_accepted(store: Store, ask: Ask) -> None:
    Book(store).accept("BN002", date(2025, 10, 1))
    app = choose(ask(PAGE, "school"), "BN002")
    assert not [label for label in labels(app) if label.startswith("Rút lại")]
    assert any("Chuyên viên đã tiếp nhận" in text.value for text in app.caption)


def test_what_is_accepted_while_the_school_writes_its_reason_stays(store: Store, ask: Ask) -> None:
    app = choose(ask(PAGE, "school"), "BN002")
    app.text_input(key="ly-do-rut-BN002").set_value("nộp nhầm")
    after.accept(store, ["BN002"], by="chuyen-vien", at=NOON)
    app = press(app, "Rút lại BN002")
    assert ["Chuyên viên đã tiếp nhận" in error.value for error in app.error] == [True]
    assert taken_out(store) == []


def test_the_specialist_returns_with_a_reason_that_the_school_sees_until_it_hands_in_again(
    store: Store, ask: Ask, sent: Callable[[AppTest], str]
) -> None:
    Book(store).accept("BN002", date(2025, 10, 1))
    app = choose(ask(PAGE, "specialist"), "BN002")
    app = press(app, "Trả lại BN002")
    assert [error.value for error in app.error] == ["Hãy ghi lý do để trường biết phải sửa gì."]
    app.text_input(key="ly-do-tra-BN002").set_value("thiếu *tiêu chuẩn* 5")
    press(app, "Trả lại BN002")
    assert taken_out(store) == [("BN002", "thiếu *tiêu chuẩn* 5", True, "chuyen-vien")]
    assert actions(store) == [("hand_in_returned", "BN002", "A")]

    app = ask(PAGE, "school")
    [told] = [error.value for error in app.error]
    assert told.startswith("Chuyên viên trả lại **kế hoạch cải tiến chất lượng** năm học 2025-2026")
    assert "Lý do: **thiếu \\*tiêu chuẩn\\* 5**. Hãy sửa và nộp lại." in told
    assert FOREIGN not in sent(app)
    assert not ask(PAGE, "specialist").error, "it is the school that has to do something"
    assert not ask(PAGE, "school", **{"den-ngay": "19/11/2025"}).error, (
        "on the day before nothing was returned"
    )
    book = Book(store)
    book._count = 10
    book.hand_in("plan", "A", "2025-2026", date(2025, 11, 21), planned("1.2"))
    with store.transaction() as writer:
        writer.run("update kept.fact set value = '2025-11-22' where name = 'today'")
    assert not ask(PAGE, "school").error


def test_the_specialist_takes_back_what_was_handed_in_by_the_same_account(store: Store, ask: Ask) -> None:
    with store.transaction() as writer:
        writer.run("update kept.revision set recorded_by = 'chuyen-vien' where revision_id = 'BN003'")
    app = choose(ask(PAGE, "specialist"), "BN003")
    app.text_input(key="ly-do-rut-BN003").set_value("chọn nhầm trường")
    press(app, "Rút lại BN003")
    assert taken_out(store) == [("BN003", "chọn nhầm trường", False, "chuyen-vien")]


@pytest.mark.parametrize("role", ["leadership", "administrator"])
def test_who_only_looks_can_neither_accept_nor_return(role: str, store: Store, ask: Ask) -> None:
    app = choose(ask(PAGE, role), "BN002")
    assert labels(app) == []
    assert [each.key for each in app.text_input] == ["den-ngay"]


def test_the_right_to_accept_is_asked_for_at_the_moment_of_writing(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist")
    accounts.set_role(store, "chuyen-vien", role="leadership", school_code=None, at=NOON)
    app = press(app, "Tiếp nhận cả 2 bảng đang dùng")
    assert [error.value for error in app.error] == ["Tài khoản này không được tiếp nhận, trả lại bảng tính."]
    assert accepted(store) == set()


@pytest.mark.parametrize("role", ["school", "specialist"])
def test_a_past_day_shows_the_state_of_that_day_and_changes_nothing(
    role: str, store: Store, ask: Ask
) -> None:
    Book(store).accept("BN002", date(2025, 10, 1))
    app = choose(ask(PAGE, role, **{"den-ngay": "30/09/2025"}), "BN002")
    assert any("Đang dùng: nộp lúc 20/09/2025" in text.value for text in app.markdown)
    assert labels(app) == []
