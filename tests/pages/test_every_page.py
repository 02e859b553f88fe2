"""Every page there is, with an empty and a full store, for each role and for nobody. New pages are found by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.access import roles
from data.store import Store, open_store
from pages.parts import house
from tests.pages.conftest import FOREIGN, LOGIN_NAMES, ROOT

PAGES = sorted(
    file.relative_to(ROOT / "pages").as_posix()
    for file in (ROOT / "pages").glob("*/*.py")
    if file.parent.name not in {"parts", "door"} and file.name != "__init__.py"
)
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


def every_view(app: AppTest) -> Iterator[AppTest]:
    """The page as it opens, then each of its views."""
    yield app
    for key in [group.key for group in app.button_group]:
        for option in list(app.button_group(key=key).options):
            code = next(code for code, label in _codes(app, key) if label == option)
            yield app.button_group(key=key).set_value(code).run()


def _codes(app: AppTest, key: str) -> list[tuple[str, str]]:
    group = app.button_group(key=key)
    return [(option, option) for option in group.options]


def test_there_are_pages() -> None:
    assert {"questions/overview.py", "hand_in/upload.py"} <= set(PAGES)


@pytest.mark.usefixtures("full_store")
@pytest.mark.parametrize("role", list(LOGIN_NAMES))
@pytest.mark.parametrize("page", PAGES)
def test_a_full_store_fills_every_view(page: str, role: str, ask: Ask, sent: Sent) -> None:
    for app in every_view(ask(page, role)):
        assert not app.exception
        assert [title.value for title in app.title], "the page has its name"
        assert "Số liệu tính đến hết ngày 20/11/2025" in sent(app)
        if role == roles.SCHOOL:
            assert FOREIGN not in sent(app)
    if role == roles.LEADERSHIP:
        assert FOREIGN in sent(ask("hand_in/upload.py", role)), "the mark is found where it may be seen"


@pytest.mark.usefixtures("school_store")
@pytest.mark.parametrize("role", list(LOGIN_NAMES))
@pytest.mark.parametrize("page", PAGES)
def test_schools_without_any_table_are_told_what_to_do(page: str, role: str, ask: Ask) -> None:
    for app in every_view(ask(page, role)):
        assert not app.exception
        assert app.title


@pytest.mark.parametrize("page", PAGES)
def test_a_store_without_schools_breaks_no_page(page: str, ask: Ask, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from data import catalogue
    from data.access import accounts

    store = open_store(None)
    catalogue.load(store)
    accounts.add(store, "lanh-dao", role="leadership", at=datetime(2020, 1, 1, tzinfo=UTC))
    with house.lent(store, tmp_path):
        for app in every_view(ask(page, "leadership")):
            assert not app.exception
            assert app.title
    store.close()


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_nothing(page: str, ask: Ask, sent: Sent, full_store: Store) -> None:
    app = ask(page)
    assert len(app.error) == 1
    assert not app.title
    assert not app.dataframe
    assert FOREIGN not in sent(app)
    assert "Suối Mơ" not in sent(app)


@pytest.mark.usefixtures("full_store")
@pytest.mark.parametrize("page", PAGES)
def test_an_address_with_another_school_shows_a_school_only_itself(page: str, ask: Ask, sent: Sent) -> None:
    address = {"truong": f"THCS {FOREIGN}", "dia-ban": f"Phường {FOREIGN}", "loai-hinh": "Ngoài công lập"}
    foreign = ask(page, "school", **address)
    assert not foreign.exception
    # The address itself is the visitor's own; nothing of the store may carry the mark.
    assert FOREIGN not in sent(foreign)
    assert [text.value for text in foreign.markdown] == [text.value for text in ask(page, "school").markdown]


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


@pytest.mark.usefixtures("full_store")
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ({"nam-hoc": "2031-2032"}, "a year without data"),
        ({"truong": "Trường không có"}, "no school"),
        ({"den-ngay": "31/02/2025"}, "no day"),
        ({"den-ngay": "20/11/2099"}, "a day that has not come"),
        ({"cap-hoc": "'; drop table kept.revision"}, "no level"),
        ({"xem-lich": "x"}, "no view"),
    ],
)
def test_what_nobody_offered_is_no_filter(address: dict[str, str], why: str, ask: Ask) -> None:
    app = ask("questions/schedule.py", "leadership", **address)
    assert not app.exception, why
    assert not app.warning, why
    plain = ask("questions/schedule.py", "leadership")
    assert [text.value for text in app.markdown] == [text.value for text in plain.markdown], why


@pytest.mark.usefixtures("full_store")
def test_a_table_leaves_through_our_own_door_with_the_same_filters(ask: Ask) -> None:
    app = ask("questions/overdue.py", "leadership", **{"nam-hoc": "2025-2026", "truong": "THCS Suối Mơ"})
    addresses = [link.proto.url for link in app.link_button]
    assert addresses == [
        "/tai-ve/bang/reports.register.xlsx?den-ngay=2025-11-20&school_year=2025-2026&school=A"
    ]
