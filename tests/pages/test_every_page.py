"""Every page there is, with an empty and a full store, for each role and for nobody. New pages are found by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import catalogue
from data.access import accounts, roles
from data.store import Store, open_store
from pages.parts import house
from tests.pages.conftest import FOREIGN, LOGIN_NAMES, LONG_AGO, ROOT

PAGES = sorted(
    file.relative_to(ROOT / "pages").as_posix()
    for file in (ROOT / "pages").glob("*/*.py")
    if file.parent.name not in {"parts", "door"} and file.name != "__init__.py"
)
# They speak of no day and name no school.
WITHOUT_LENS = {"account/administration.py", "account/mine.py", "account/settings.py", "hand_in/many.py"}
NOT_FOR_ALL = {
    "account/administration.py": ({roles.ADMINISTRATOR}, "Tài khoản này không được quản lý tài khoản."),
    "account/settings.py": (
        {roles.LEADERSHIP, roles.SPECIALIST, roles.ADMINISTRATOR},
        "Tài khoản này không được xem cài đặt của cơ quan quản lý.",
    ),
    "hand_in/many.py": ({roles.SPECIALIST}, "Tài khoản này không được nộp bảng tính thay cho các trường."),
}
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


def every_view(app: AppTest) -> Iterator[AppTest]:
    """The page as it opens, then each of its other views."""
    yield app
    for key in [group.key for group in app.button_group]:
        for label in app.button_group(key=key).options[1:]:
            app.button_group(key=key).set_value(label).run()
            yield app


def test_there_are_pages() -> None:
    assert {"questions/overview.py", "hand_in/upload.py", *WITHOUT_LENS} <= set(PAGES)


def is_refused(page: str, role: str) -> bool:
    return page in NOT_FOR_ALL and role not in NOT_FOR_ALL[page][0]


def may_open(app: AppTest, page: str, role: str) -> None:
    """The page has its name; or one sentence says that it is not for this role."""
    assert not app.exception, page
    if is_refused(page, role):
        assert not app.title
        assert not app.dataframe
        assert [error.value for error in app.error] == [NOT_FOR_ALL[page][1]]
    else:
        assert app.title, page


@pytest.mark.usefixtures("full_store")
@pytest.mark.parametrize("role", list(LOGIN_NAMES))
@pytest.mark.parametrize("page", PAGES)
def test_a_full_store_fills_every_view(page: str, role: str, ask: Ask, sent: Sent) -> None:
    opened = ask(page, role)
    # These two see what leadership sees; the views are gone through once for all three.
    is_seen = role in {roles.SPECIALIST, roles.ADMINISTRATOR} and page not in WITHOUT_LENS
    for app in [opened] if is_seen else every_view(opened):
        may_open(app, page, role)
        if page not in WITHOUT_LENS:
            assert "Số liệu tính đến hết ngày 20/11/2025" in sent(app)
        if role == roles.SCHOOL:
            assert FOREIGN not in sent(app)
    if role == roles.LEADERSHIP:
        assert FOREIGN in sent(ask("hand_in/upload.py", role)), "the mark is found where it may be seen"


def every_page(app: AppTest) -> Iterator[tuple[str, AppTest]]:
    """The pages one after another, as somebody goes through them."""
    for page in PAGES:
        yield page, app.switch_page(page).run()


@pytest.mark.usefixtures("bare_schools")
@pytest.mark.parametrize("role", list(LOGIN_NAMES))
def test_schools_without_any_table_break_no_page(role: str, ask: Ask) -> None:
    for page, app in every_page(ask(PAGES[-1], role)):
        may_open(app, page, role)


def test_a_store_without_schools_breaks_no_page(ask: Ask, tmp_path: Path) -> None:
    store = open_store(None)
    catalogue.load(store)
    accounts.add(store, LOGIN_NAMES[roles.LEADERSHIP], role=roles.LEADERSHIP, at=LONG_AGO)
    with house.lent(store, tmp_path):
        for page, app in every_page(ask(PAGES[-1], roles.LEADERSHIP)):
            may_open(app, page, roles.LEADERSHIP)
    store.close()


def test_nobody_sees_nothing(ask: Ask, sent: Sent, full_store: Store) -> None:
    app = ask(PAGES[0])
    assert len(app.error) == 1
    assert not app.title
    assert not app.dataframe
    assert FOREIGN not in sent(app)
    assert "Suối Mơ" not in sent(app)


@pytest.mark.usefixtures("full_store")
def test_an_address_with_another_school_shows_a_school_only_itself(ask: Ask, sent: Sent) -> None:
    address = {"truong": f"THCS {FOREIGN}", "dia-ban": f"Phường {FOREIGN}", "loai-hinh": "Ngoài công lập"}
    plain = {page: _said(app) for page, app in every_page(ask(PAGES[-1], roles.SCHOOL))}
    for page, app in every_page(ask(PAGES[-1], roles.SCHOOL, **address)):
        assert not app.exception, page
        assert FOREIGN not in sent(app), page
        assert _said(app) == plain[page], page


def _said(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


@pytest.mark.usefixtures("full_store")
def test_filters_in_the_address_are_followed_and_survive_a_change_of_page(ask: Ask, sent: Sent) -> None:
    address = {"nam-hoc": "2024-2025", "truong": "THCS Suối Mơ", "den-ngay": "30/06/2025"}
    app = ask("questions/completion.py", "leadership", **address)
    assert "Năm học 2024-2025" in sent(app)
    assert "Số liệu tính đến hết ngày 30/06/2025" in sent(app)
    assert "Đang xem theo số liệu ngày **30/06/2025**" in app.warning[0].value
    app.switch_page("questions/overdue.py").run()
    assert {key: app.query_params.get(key) for key in address} == address
    assert app.selectbox(key="nam-hoc").value == "2024-2025"
    assert app.selectbox(key="truong").value == "A"
    assert "Số liệu tính đến hết ngày 30/06/2025" in sent(app)


NOT_OFFERED = {
    "a year without data": {"nam-hoc": "2031-2032"},
    "no school": {"truong": "Trường không có"},
    "no day": {"den-ngay": "31/02/2025"},
    "a day that has not come": {"den-ngay": "20/11/2099"},
    "no level": {"cap-hoc": "'; drop table kept.revision"},
    "no view": {"xem-lich": "x"},
}


@pytest.mark.usefixtures("full_store")
def test_what_nobody_offered_is_no_filter(ask: Ask) -> None:
    plain = _said(ask("questions/schedule.py", roles.LEADERSHIP))
    for why, address in NOT_OFFERED.items():
        app = ask("questions/schedule.py", roles.LEADERSHIP, **address)
        assert not app.exception, why
        assert not app.warning, why
        assert _said(app) == plain, why


@pytest.mark.usefixtures("full_store")
def test_a_table_leaves_through_our_own_door_with_the_same_filters(ask: Ask) -> None:
    app = ask("questions/overdue.py", "leadership", **{"nam-hoc": "2025-2026", "truong": "THCS Suối Mơ"})
    addresses = [link.proto.url for link in app.link_button]
    assert addresses == [
        "/tai-ve/bang/reports.register.xlsx?den-ngay=2025-11-20&school_year=2025-2026&school=A"
    ]
