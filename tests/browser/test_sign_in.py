"""The door in a real browser: in, out, and what the other tab does then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from data.access import accounts
from data.home import open_home
from tests.browser.conftest import Server
from tests.pages.door.conftest import LONG_AGO, PASSWORD, furnish

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    home = tmp_path_factory.mktemp("office")
    furnish(home)
    return server(home)


@pytest.fixture(scope="module")
def sample(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    home = tmp_path_factory.mktemp("sample")
    furnish(home)
    store = open_home(home)
    with store.transaction() as writer:
        writer.add(
            "kept.fact", [{"name": "kind", "value": "sample"}, {"name": "today", "value": "2026-11-20"}]
        )
    store.close()
    return server(home)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser refuses to run or load because of the content security policy."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    page.on("console", note)
    return found


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_a_wrong_password_and_then_the_right_one(office: Server, page: Page, complaints: list[str]) -> None:
    page.goto(f"{office.address}/bao-cao-qua-han?ward=X")
    heading(page, "Đăng nhập")
    sign_in(page, "lanh-dao", "không phải")
    expect(page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lanh-dao")
    sign_in(page, "lanh-dao")
    expect(page.get_by_text("Tài khoản lanh-dao")).to_be_visible()
    assert page.url == f"{office.address}/bao-cao-qua-han?ward=X"
    expect(page.get_by_text("DỮ LIỆU MẪU")).to_have_count(0)
    page.get_by_role("link", name="Lịch đánh giá ngoài").first.click()
    page.wait_for_url("**/lich-danh-gia-ngoai*")
    assert complaints == []


def test_signing_out_in_one_tab_closes_the_other(office: Server, page: Page) -> None:
    page.goto(office.address)
    sign_in(page, "chuyen-vien")
    expect(page.get_by_text("Tài khoản chuyen-vien")).to_be_visible()
    other = page.context.new_page()
    other.goto(office.address)
    expect(other.get_by_text("Tài khoản chuyen-vien")).to_be_visible()
    page.get_by_role("link", name="Đăng xuất").click()
    heading(page, "Đăng xuất")
    page.get_by_role("button", name="Đăng xuất").click()
    heading(page, "Đăng nhập")
    other.get_by_role("link", name="Điểm yếu lặp lại").first.click()
    heading(other, "Đăng nhập")
    expect(other.get_by_text("Tài khoản chuyen-vien")).to_have_count(0)


def test_the_form_works_without_javascript(office: Server, page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    try:
        plain = context.new_page()
        plain.goto(f"{office.address}/dang-nhap?tiep=/dang-xuat")
        sign_in(plain, "truong-a")
        plain.goto(f"{office.address}/dang-xuat")
        expect(plain.get_by_text("Tài khoản truong-a")).to_be_visible()
        plain.get_by_role("button", name="Đăng xuất").click()
        heading(plain, "Đăng nhập")
    finally:
        context.close()


def test_a_real_store_offers_no_demo(office: Server, page: Page) -> None:
    page.goto(office.address)
    heading(page, "Đăng nhập")
    expect(page.get_by_role("button", name="Chuyên viên")).to_have_count(0)


@pytest.mark.parametrize("role", ["Lãnh đạo", "Chuyên viên", "Trường học"])
def test_the_sample_store_lets_people_look_around(
    sample: Server, page: Page, complaints: list[str], role: str
) -> None:
    page.goto(sample.address)
    expect(page.get_by_text("DỮ LIỆU MẪU – hoàn toàn hư cấu")).to_be_visible()
    page.get_by_role("button", name=role).click()
    expect(page.get_by_text(f"{role} (mẫu)")).to_be_visible()
    expect(page.get_by_text("DỮ LIỆU MẪU – hoàn toàn hư cấu")).to_be_visible()
    assert complaints == []


def test_the_name_of_an_account_is_shown_as_it_was_typed(
    server: Callable[..., Server], tmp_path: Path, page: Page
) -> None:
    name = "![x](/media/x) **A** <b>B</b> :red[C]"
    store = open_home(tmp_path)
    accounts.add(store, "a", role="leadership", at=LONG_AGO, display_name=name, password=PASSWORD)
    store.close()
    started = server(tmp_path)
    page.goto(started.address)
    sign_in(page, "a")
    expect(page.get_by_text(name)).to_be_visible()
    started.stop()
