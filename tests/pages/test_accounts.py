"""The accounts on the administrator's page: what a press does to the store, and what it writes into the audit."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts, audit, lockout, roles, sessions
from data.lens import TIME_ZONE
from data.store import Store
from pages.parts import handout, house
from tests.pages.conftest import LOGIN_NAMES, LONG_AGO

ADMINISTRATION, MINE = "account/administration.py", "account/mine.py"
ADMINISTRATOR = LOGIN_NAMES[roles.ADMINISTRATOR]
GOOD = "đường làng mùa gặt 7"
# Of the fields with one label the last is the new account's; the one before it belongs to the account that is chosen.
ONE = -2
NOON = datetime(2025, 11, 20, 12, tzinfo=TIME_ZONE)
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    handout.shelf().forget(ADMINISTRATOR)


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button whose label begins so."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def field(app: AppTest, label: str, at: int = -1) -> object:
    return [each for each in [*app.text_input, *app.selectbox] if each.label == label][at]


def administer(ask: Ask, account: str | None = None, **url: str) -> AppTest:
    """The administrator's page, with this account chosen."""
    app = ask(ADMINISTRATION, roles.ADMINISTRATOR, **url)
    return app.selectbox(key="chon-tai-khoan").set_value(account).run() if account else app


def written(store: Store) -> list[tuple[str, str | None, str]]:
    """What the audit says, the oldest first: the action, its subject, its outcome."""
    return [(row.action, row.subject, row.outcome) for row in reversed(audit.search(store))]


def everything_in(store: Store) -> str:
    """Every cell of every table."""
    tables = store.rows("select schema_name || '.' || table_name as name from duckdb_tables()")
    return "\n".join(str(store.rows(f"select * from {table['name']}")) for table in tables)


# --- Who may


@pytest.mark.parametrize("role", [roles.LEADERSHIP, roles.SPECIALIST, roles.SCHOOL])
def test_who_may_not_is_told_so_and_written_down_once(role: str, school_store: Store, ask: Ask) -> None:
    app = ask(ADMINISTRATION, role)
    app.run()
    assert [error.value for error in app.error] == ["Tài khoản này không được quản lý tài khoản."]
    assert not app.title
    assert not app.dataframe
    assert not app.button
    assert written(school_store) == [("page_refused", "/quan-tri", "refused")]


@pytest.mark.parametrize(
    "label", ["Cấp tài khoản cho", "Cấp lại mật khẩu", "Khoá tài khoản", "Thêm tài khoản"]
)
def test_the_right_is_asked_for_at_the_moment_of_acting(label: str, school_store: Store, ask: Ask) -> None:
    app = administer(ask, "truong-a")
    accounts.add(school_store, "quan-tri-2", role=roles.ADMINISTRATOR, at=LONG_AGO)
    accounts.set_role(school_store, ADMINISTRATOR, role=roles.LEADERSHIP, school_code=None, at=LONG_AGO)
    before = school_store.rows("select * from kept.account order by all")
    press(app, label)
    assert app.error
    assert school_store.rows("select * from kept.account order by all") == before
    assert written(school_store) == [("page_refused", "/quan-tri", "refused")]


@pytest.mark.parametrize("role", [roles.LEADERSHIP, roles.SPECIALIST, roles.SCHOOL])
@pytest.mark.usefixtures("full_store")
def test_nobody_else_reads_the_name_of_an_account(role: str, ask: Ask, sent: Sent) -> None:
    others = set(LOGIN_NAMES.values()) - {LOGIN_NAMES[role]}
    for page in ("questions/overview.py", "hand_in/upload.py", MINE, ADMINISTRATION):
        said = sent(ask(page, role))
        assert [name for name in others if name in said] == [], page


# --- Accounts for all schools


def test_one_click_gives_every_school_without_one_an_account_and_its_slip(
    school_store: Store, ask: Ask
) -> None:
    app = press(administer(ask), "Cấp tài khoản cho 1 trường")
    assert not app.exception
    sheet = handout.shelf().waiting(ADMINISTRATOR, at=house.clock())
    assert sheet is not None
    cards = openpyxl.load_workbook(io.BytesIO(sheet.content))["Phiếu tài khoản"]
    login, password = (str(cards[f"A{row}"].value).split()[-1] for row in (2, 3))
    issued = accounts.check_password(school_store, login, password)
    assert issued is not None
    assert (issued.role, issued.school_code, issued.must_change) == (roles.SCHOOL, "B", True)
    assert [link.proto.url for link in app.link_button] == ["/tai-ve/tai-khoan.xlsx"]
    assert password not in everything_in(school_store)
    assert [line[:2] for line in written(school_store)] == [
        ("accounts_issued", None),
        ("account_added", login),
    ]
    assert not [label for label in labels(app) if label.startswith("Cấp tài khoản cho")], "there is none left"


def test_the_sheet_is_thrown_away_when_it_was_fetched(school_store: Store, ask: Ask) -> None:
    app = press(administer(ask), "Cấp tài khoản cho")
    press(app, "Đã tải xong")
    assert handout.shelf().waiting(ADMINISTRATOR, at=house.clock()) is None
    assert not app.link_button


def test_a_lost_slip_is_issued_anew_and_the_old_password_is_dead(school_store: Store, ask: Ask) -> None:
    old = accounts.add(school_store, "truong-b", role=roles.SCHOOL, school_code="B", at=LONG_AGO)
    accounts.add(school_store, "truong-a-2", role=roles.SCHOOL, school_code="A", password=GOOD, at=LONG_AGO)
    app = press(administer(ask), "Cấp lại phiếu")
    assert not app.exception
    assert accounts.check_password(school_store, "truong-b", old) is None
    assert accounts.check_password(school_store, "truong-a-2", GOOD), "who has a password of its own keeps it"
    assert {line[:2] for line in written(school_store)} == {
        ("password_reset", "truong-a"),
        ("password_reset", "truong-b"),
    }


@pytest.mark.parametrize(
    ("who", "minutes", "is_there", "why"),
    [
        ("a", 0, True, "just left"),
        ("a", 9, True, "within ten minutes"),
        ("a", 10, False, "too late"),
        ("b", 0, False, "somebody else's"),
    ],
)
def test_a_sheet_waits_ten_minutes_for_its_own_account(
    who: str, minutes: int, is_there: bool, why: str
) -> None:
    shelf = handout.Shelf()
    shelf.leave("a", b"first", slip_count=1, at=NOON)
    shelf.leave("a", b"second", slip_count=2, at=NOON)
    sheet = shelf.waiting(who, at=NOON + timedelta(minutes=minutes))
    assert (sheet.content if sheet else None) == (b"second" if is_there else None), why
    assert "second" not in repr(sheet), "a log that shows it shows no password"


# --- One account


def test_a_reset_password_is_shown_once_and_ends_the_sessions(school_store: Store, ask: Ask) -> None:
    token = sessions.open_for(school_store, "truong-a", at=house.clock())
    app = press(administer(ask, "truong-a"), "Cấp lại mật khẩu")
    login, password = app.code[0].value.split("\n")
    found = accounts.check_password(school_store, login, password)
    assert found is not None
    assert (found.login_name, found.must_change) == ("truong-a", True)
    assert sessions.find(school_store, token, at=house.clock()) is None
    assert written(school_store) == [("password_reset", "truong-a", "ok")]
    assert password not in everything_in(school_store)
    press(app, "Đã ghi lại")
    assert not app.code


def test_an_account_is_disabled_and_opened_again(school_store: Store, ask: Ask) -> None:
    app = press(administer(ask, "truong-a"), "Khoá tài khoản")
    assert accounts.find(school_store, "truong-a").is_disabled
    press(app, "Mở lại tài khoản")
    assert not accounts.find(school_store, "truong-a").is_disabled
    assert [line[0] for line in written(school_store)] == ["account_disabled", "account_enabled"]


def test_a_wait_after_wrong_passwords_is_shown_and_can_be_ended(school_store: Store, ask: Ask) -> None:
    place = {"login_name": "truong-a", "address": "10.1.2.3"}
    for _ in range(5):
        lockout.failed(school_store, **place, at=house.clock())
    app = administer(ask, "truong-a")
    standing = dict(
        zip(app.dataframe[0].value["login_name"], app.dataframe[0].value["standing"], strict=True)
    )
    assert "sai mật khẩu: chờ đến" in standing["truong-a"]
    assert "sai mật khẩu" not in standing["lanh-dao"]
    app = press(app, "Cho thử lại mật khẩu ngay")
    assert lockout.refusal(school_store, **place, at=house.clock()) is None
    assert written(school_store) == [("account_enabled", "truong-a", "ok")]
    assert "Cho thử lại mật khẩu ngay" not in labels(app)


def test_another_role_and_school(school_store: Store, ask: Ask) -> None:
    app = administer(ask, "truong-a")
    field(app, "Trường").set_value("B")
    press(app, "Lưu vai trò")
    assert accounts.find(school_store, "truong-a").school_code == "B"
    field(app, "Vai trò", ONE).set_value(roles.SPECIALIST)
    press(app, "Lưu vai trò")
    moved = accounts.find(school_store, "truong-a")
    assert (moved.role, moved.school_code) == (roles.SPECIALIST, None), "an office's account has no school"
    assert [row.detail for row in audit.search(school_store)] == [
        "Trường học B → Chuyên viên",
        "Trường học A → Trường học B",
    ]


def test_a_school_account_needs_a_school(school_store: Store, ask: Ask) -> None:
    app = administer(ask, "chuyen-vien")
    field(app, "Vai trò", ONE).set_value(roles.SCHOOL)
    press(app, "Lưu vai trò")
    assert app.error
    assert accounts.find(school_store, "chuyen-vien").role == roles.SPECIALIST
    assert written(school_store) == []


def test_a_name_and_an_address_are_mended(school_store: Store, ask: Ask) -> None:
    app = administer(ask, "truong-a")
    field(app, "Tên hiển thị", ONE).set_value("Văn thư Suối Mơ")
    field(app, "E-mail").set_value("VanThu@suoimo.example")
    press(app, "Lưu tên")
    assert not app.exception
    mended = accounts.find(school_store, "truong-a")
    assert (mended.display_name, mended.email) == ("Văn thư Suối Mơ", "vanthu@suoimo.example")
    lines = [(row.action, row.detail) for row in audit.search(school_store)]
    assert lines == [("account_changed", "tên hiển thị, e-mail")], "what was changed, not to what"


def test_nobody_locks_the_own_account(school_store: Store, ask: Ask) -> None:
    app = administer(ask, ADMINISTRATOR)
    assert not {"Khoá tài khoản", "Cấp lại mật khẩu"} & set(labels(app))
    assert next(button for button in app.button if button.label.startswith("Lưu vai trò")).disabled


@pytest.mark.parametrize(
    ("login", "role", "school", "is_added", "why"),
    [
        ("van-thu", roles.SPECIALIST, "", True, "the office's own"),
        ("truong-b", roles.SCHOOL, "B", True, "a school's"),
        ("van-thu-2", roles.LEADERSHIP, "B", True, "a school chosen by mistake is left out"),
        ("truong-a", roles.SPECIALIST, "", False, "the name is taken"),
        ("Văn thư", roles.SPECIALIST, "", False, "no letters for a login name"),
        ("truong-b", roles.SCHOOL, "", False, "a school's account needs a school"),
    ],
)
def test_an_account_is_added_or_the_reason_is_said(
    login: str, role: str, school: str, is_added: bool, why: str, school_store: Store, ask: Ask
) -> None:
    app = administer(ask)
    count = len(accounts.listing(school_store))
    field(app, "Tên đăng nhập").set_value(login)
    field(app, "Vai trò").set_value(role)
    field(app, "Trường (nếu là tài khoản trường)").set_value(school)
    press(app, "Thêm tài khoản")
    assert not app.exception
    assert bool(app.error) == (not is_added), why
    assert len(accounts.listing(school_store)) == count + is_added, why
    if is_added:
        assert accounts.check_password(school_store, *app.code[0].value.split("\n")).must_change
        assert written(school_store) == [("account_added", login, "ok")]


def test_accounts_are_found_without_accents(school_store: Store, ask: Ask) -> None:
    app = administer(ask)
    app.text_input(key="tim-tai-khoan").set_value("suoi mo").run()
    assert list(app.dataframe[0].value["login_name"]) == ["truong-a"]


def test_a_school_that_asks_for_another_by_the_filters_is_written_down_once(
    school_store: Store, ask: Ask
) -> None:
    app = ask("questions/overview.py", roles.SCHOOL, truong="THCS Khác", **{"nam-hoc": "2024-2025"})
    app.run()
    assert not app.exception
    assert written(school_store) == [("page_refused", "bộ lọc", "refused")]
    assert [row.detail for row in audit.search(school_store)] == ["truong"]


def test_the_office_may_filter_without_a_line(school_store: Store, ask: Ask) -> None:
    ask("questions/overview.py", roles.LEADERSHIP, truong="THCS Khác")
    assert written(school_store) == []
