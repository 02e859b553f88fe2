"""A real office from the first start: its administrator, the slip of a school, and the way out again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from data import schools
from data.access import audit
from data.home import open_home
from tests.browser.conftest import Server
from tests.browser.test_first_use import settled
from tests.pages.door.conftest import LONG_AGO

pytestmark = pytest.mark.browser

OWN = "bốn chú vịt qua cầu"
OF_SCHOOL = "năm chú gà qua sông"


@pytest.fixture
def office(server: Callable[..., Server], tmp_path: Path) -> Server:
    """One school, no account."""
    store = open_home(tmp_path)
    schools.add(store, "Trường THCS Bờ Suối", level="THCS", at=LONG_AGO, by="test")
    store.close()
    return server(tmp_path)


@pytest.fixture
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = Workbook()
    sheet = book.active
    for row in (
        ["KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG"],
        ["Năm học 2025 - 2026"],
        ["TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt (so với hiện trạng)", "Công việc/giải pháp cần thực hiện",
         "Chủ trì và phối hợp thực hiện", "Thời gian thực hiện và hoàn thành", "Dự kiến kinh phí",
         "Điều kiện hỗ trợ khác", "Ghi chú"],
        [1, "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"],
        [None, "Tiêu chí 1.1", "Phụ huynh nắm được kế hoạch", "Gửi thư ngỏ", "Hiệu trưởng", "10/2025"],
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path_factory.mktemp("plan") / "ke-hoach.xlsx"
    book.save(path)
    return path


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, exact=True).first).to_be_visible()


def new_password(page: Page, password: str) -> None:
    page.get_by_label("Mật khẩu mới", exact=True).fill(password)
    page.get_by_label("Nhập lại mật khẩu mới").fill(password)


def slip_of(content: bytes) -> tuple[str, str]:
    """The login name and the one-time password on the only slip."""
    cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].values for cell in row]
    slip = "\n".join(str(cell) for cell in cells)
    return (
        re.findall(r"Tên đăng nhập: +(\S+)", slip)[0],
        re.findall(r"Mật khẩu dùng một lần: +(\S+)", slip)[0],
    )


def make_administrator(page: Page, office: Server) -> None:
    page.goto(office.address)
    heading(page, "Thiết lập lần đầu")
    code = re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}", office.output)[-1]
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_label("Tên đăng nhập").fill("quan-tri")
    new_password(page, OWN)
    page.get_by_role("button", name="Tạo tài khoản quản trị").click()
    expect(page.get_by_text("quan-tri · Quản trị")).to_be_visible()


def issue(page: Page, office: Server) -> tuple[str, str]:
    page.get_by_role("navigation").get_by_text("Tài khoản", exact=True).click()
    page.get_by_role("menuitem", name="Quản trị", exact=True).click()
    page.get_by_role("button", name="Cấp tài khoản cho 1 trường chưa có").click()
    expect(page.get_by_role("link", name="Tải phiếu tài khoản (Excel)")).to_be_visible()
    answer = page.request.get(f"{office.address}/tai-ve/tai-khoan.xlsx")
    assert answer.ok
    return slip_of(answer.body())


def hand_in(page: Page, office: Server, plan: Path) -> None:
    page.goto(f"{office.address}/nop-bang-tinh")
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="Xác nhận nộp 1 dòng").click()
    expect(page.get_by_text("Số biên nhận:")).to_be_visible()


def test_from_the_first_start_to_the_last_sign_out(
    office: Server, page: Page, chromium: Browser, plan: Path
) -> None:
    make_administrator(page, office)
    login, password = issue(page, office)

    context = chromium.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(20_000)
    school = context.new_page()
    school.goto(f"{office.address}/nop-bang-tinh")
    school.get_by_label("Tên đăng nhập").fill(login)
    school.get_by_label("Mật khẩu").fill(password)
    school.get_by_role("button", name="Đăng nhập").click()
    heading(school, "Đổi mật khẩu")
    school.goto(f"{office.address}/nop-bang-tinh")
    heading(school, "Đổi mật khẩu")
    school.get_by_label("Mật khẩu hiện tại").fill(password)
    new_password(school, OF_SCHOOL)
    school.get_by_role("button", name="Đổi mật khẩu").click()
    heading(school, "Tổng quan")

    hand_in(school, office, plan)
    school.goto(f"{office.address}/quan-tri")
    expect(school.get_by_text("Tài khoản này không được quản lý tài khoản.")).to_be_visible()
    school.goto(f"{office.address}/khong-co")
    heading(school, "Không tìm thấy")
    assert school.request.get(f"{office.address}/tai-ve/so-ghi.xlsx").status == 404
    school.goto(f"{office.address}/nop-bang-tinh")
    settled(school)

    page.goto(f"{office.address}/quan-tri")
    chosen = page.get_by_role("combobox", name=re.compile("Chọn một tài khoản"))
    chosen.fill(login)
    chosen.press("Enter")
    page.get_by_role("button", name="Kết thúc 1 phiên đang mở").click()
    expect(page.get_by_text(f"Đã kết thúc mọi phiên của {login}.")).to_be_visible()
    school.get_by_role("link", name="Báo cáo quá hạn").first.click()
    heading(school, "Đăng nhập")
    context.close()

    office.stop()
    store = open_home(office.home)
    written = {row.action for row in audit.search(store)}
    store.close()
    assert written >= {
        "set_up",
        "sign_in",
        "accounts_issued",
        "download",
        "password_changed",
        "hand_in_kept",
        "page_refused",
        "download_refused",
        "session_ended",
    }
