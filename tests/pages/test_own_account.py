"""Everybody's own account: the password, the sessions, what one may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts, roles, sessions
from data.store import Store
from pages.parts import house
from tests.pages.conftest import LONG_AGO
from tests.pages.test_accounts import GOOD, MINE, everything_in, field, press, written

Ask = Callable[..., AppTest]


def change(app: AppTest, old: str, new: str, again: str | None = None) -> AppTest:
    field(app, "Mật khẩu đang dùng").set_value(old)
    field(app, "Mật khẩu mới (ít nhất 12 ký tự)").set_value(new)
    field(app, "Ghi lại mật khẩu mới").set_value(new if again is None else again)
    return press(app, "Đổi mật khẩu")


@pytest.mark.parametrize(
    ("new", "again", "is_changed", "why"),
    [
        (GOOD, GOOD, True, "good"),
        (GOOD, "khác đi một chút", False, "typed differently the second time"),
        ("ngắn", "ngắn", False, "too short"),
        ("", "", False, "nothing"),
    ],
)
def test_a_password_is_changed_by_its_owner(
    new: str, again: str, is_changed: bool, why: str, school_store: Store, ask: Ask
) -> None:
    old = accounts.reset_password(school_store, "truong-a", at=LONG_AGO)
    app = change(ask(MINE, roles.SCHOOL), old, new, again)
    assert not app.exception
    assert bool(app.error) == (not is_changed), why
    assert bool(accounts.check_password(school_store, "truong-a", GOOD)) == is_changed, why
    assert ("password_changed", "truong-a", "ok") in written(school_store) or not is_changed
    assert GOOD not in everything_in(school_store)
    assert [each.value for each in app.text_input] == ["", "", ""], "nothing stays in the fields"
    assert not [secret for secret in (old, GOOD, "ngắn") if secret in repr(app.session_state)]


def test_an_open_tab_is_no_place_to_guess(school_store: Store, ask: Ask) -> None:
    right = accounts.reset_password(school_store, "truong-a", at=LONG_AGO)
    app = ask(MINE, roles.SCHOOL)
    for number in range(5):
        change(app, f"thử lần {number}", GOOD)
        assert app.error[0].value == "Mật khẩu hiện tại không đúng."
    change(app, right, GOOD)
    assert app.error[0].value.startswith("Đã sai quá nhiều lần.")
    assert accounts.check_password(school_store, "truong-a", GOOD) is None


def test_signing_out_everywhere_else(school_store: Store, ask: Ask) -> None:
    for name in ("truong-a", "truong-a", "lanh-dao"):
        sessions.open_for(school_store, name, at=house.clock())
    app = ask(MINE, roles.SCHOOL)
    assert len(app.dataframe[0].value) == 2, "one's own alone"
    press(app, "Đăng xuất mọi nơi khác")
    assert [row.login_name for row in sessions.listing(school_store, at=house.clock()) if row.is_live] == [
        "lanh-dao"
    ]
    assert written(school_store) == [("session_ended", "truong-a", "ok")]


@pytest.mark.parametrize(
    ("role", "count"),
    [(roles.LEADERSHIP, 1), (roles.SPECIALIST, 9), (roles.SCHOOL, 1), (roles.ADMINISTRATOR, 5)],
)
@pytest.mark.usefixtures("full_store")
def test_everybody_reads_what_they_may_do(role: str, count: int, ask: Ask) -> None:
    app = ask(MINE, role)
    said = [text.value for text in app.markdown if text.value.startswith("- ")]
    assert len(said) == 1
    assert len(said[0].splitlines()) == count
