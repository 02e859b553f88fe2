"""As on the first day: the sample district, a school that hands in its plan, leadership that sees it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, Request, expect

from data import sample
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser

PAGES = {
    "": "Tổng quan",
    "lich-danh-gia-ngoai": "Lịch đánh giá ngoài",
    "ti-le-hoan-thanh": "Tỉ lệ hoàn thành tiêu chí",
    "diem-yeu-lap-lai": "Điểm yếu lặp lại",
    "bao-cao-qua-han": "Báo cáo quá hạn",
    "nop-bang-tinh": "Bảng tính đã nộp",
    "xac-nhan-tinh-trang": "Xác nhận tình trạng",
}
MARK = "Mười hai chậu hoa mới"  # in no other workbook


@pytest.fixture(scope="module")
def district(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The whole sample district, filled as `make run` fills it."""
    home = tmp_path_factory.mktemp("district")
    sample.fill_home(home, tell=lambda line: None)
    return server(home)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The hosts the browser asks for anything."""
    hosts: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss"):
            hosts.append(urlsplit(request.url).hostname or "")

    page.on("request", note)
    page.on("websocket", lambda socket: hosts.append(urlsplit(socket.url).hostname or ""))
    return hosts


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in the form that schools really use: title rows, a page break, rows shifted left, a footer."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["KẾ HOẠCH"],
        ["CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC"],
        ["Năm học 2023 – 2024"],
        [],
        [
            "TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt (so với hiện trạng)", "Công việc/giải pháp cần thực hiện",
            "Chủ trì và phối hợp thực hiện", "Thời gian thực hiện và hoàn thành", "Dự kiến kinh phí",
            "Điều kiện hỗ trợ khác", "Ghi chú",
        ],
        [1, "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"],
        [None, "Tiêu chí 1.1", "Phụ huynh nắm được chiến", "Họp đầu năm", "Hiệu trưởng,", "HKI, năm học 23-24"],
        [None, None, "lược của trường", "và gửi thư ngỏ", "tổ trưởng"],
        [None, "Tiêu chí 2.1", "Cán bộ quản lý học nâng cao", "Cử đi học", "Hiệu trưởng", "9/2023"],
        ["3 Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"],
        ["Tiêu chí 3.1", MARK, "Chăm sóc hằng tuần", "Bảo vệ", "Suốt năm học"],
        ["Nơi nhận:", None, None, None, None, "HIỆU TRƯỞNG"],
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "ke-hoach.xlsx"
    book.save(path)
    return path


def enter_as(page: Page, server: Server, role: str) -> None:
    page.goto(f"{server.address}/dang-nhap")
    page.get_by_role("button", name=role).click()
    expect(page.get_by_text("DỮ LIỆU MẪU")).to_be_visible()


def settled(page: Page) -> None:
    """The script has run to its end and nothing on the page is from an earlier run."""
    page.wait_for_function(
        "() => document.querySelector('[data-test-script-state=notRunning]')"
        " && !document.querySelector('[data-stale=true]')"
    )


def test_leadership_finds_a_sentence_and_a_chart_on_every_page(
    district: Server, page: Page, asked: list[str]
) -> None:
    enter_as(page, district, "Lãnh đạo")
    for path, title in PAGES.items():
        page.goto(f"{district.address}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
        settled(page)
        if path not in {"nop-bang-tinh", "xac-nhan-tinh-trang"}:
            expect(page.locator(".js-plotly-plot").first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{title} scrolls sideways"
    assert set(asked) == {"127.0.0.1"}, "nothing is asked of another host"


@pytest.mark.parametrize("role", ["Lãnh đạo", "Trường học"])
def test_the_overview_is_one_screen_of_the_projector(district: Server, page: Page, role: str) -> None:
    enter_as(page, district, role)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    settled(page)
    heights = page.get_by_test_id("stMain").evaluate("main => [main.scrollHeight, main.clientHeight]")
    assert heights[0] <= heights[1]


def test_a_school_hands_in_its_plan_and_the_office_sees_it_at_once(
    district: Server, page: Page, plan: Path
) -> None:
    enter_as(page, district, "Trường học")
    page.goto(f"{district.address}/nop-bang-tinh")
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="Xác nhận nộp 3 dòng").click()
    receipt = page.get_by_text("Số biên nhận:")
    expect(receipt).to_be_visible()
    number = receipt.locator("strong").inner_text()
    assert number.startswith("BN261120-")
    expect(page.get_by_text("ke-hoach.xlsx").first).to_be_attached()

    page.context.clear_cookies()
    enter_as(page, district, "Lãnh đạo")
    answer = page.request.get(
        f"{district.address}/tai-ve/bang/completion.lines.xlsx?school_year=2023-2024&criterion=3.1"
    )
    assert answer.ok
    assert MARK in read_texts(answer.body())
    page.goto(f"{district.address}/nop-bang-tinh?nam-hoc=2023-2024")
    settled(page)
    expect(page.get_by_text("Số biên nhận").first).to_be_attached()


def test_a_school_says_what_a_line_is_and_the_specialist_ticks_and_confirms_it(
    district: Server, page: Page
) -> None:
    lines = f"{district.address}/xac-nhan-tinh-trang?nam-hoc=2025-2026"
    enter_as(page, district, "Trường học")
    page.goto(lines)
    page.get_by_role("button", name="Hoàn thành", exact=True).first.click()
    expect(page.get_by_text("không còn dòng nào trường cần báo; 1 dòng chờ")).to_be_visible()

    page.context.clear_cookies()
    enter_as(page, district, "Chuyên viên")
    page.goto(f"{lines}&truong=MN+Hoa+Nắng&xem-tinh-trang=Trường+đã+báo")
    settled(page)
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 60)
    page.get_by_role("button", name="Xác nhận 1 dòng là Hoàn thành").click()
    expect(page.get_by_text("Đã ghi: 1 dòng đã hoàn thành.")).to_be_visible()
    expect(page.get_by_text("không còn dòng nào cần rà soát; 2 dòng đã xác nhận")).to_be_visible()


def test_the_filters_stay_in_the_url_and_over_a_change_of_page(district: Server, page: Page) -> None:
    enter_as(page, district, "Lãnh đạo")
    page.goto(f"{district.address}/bao-cao-qua-han?cap-hoc=Trung+học+cơ+sở&den-ngay=31/12/2025")
    expect(page.get_by_text("Đang xem theo số liệu ngày 31/12/2025")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Lịch đánh giá ngoài").first.click()
    expect(page.get_by_role("heading", name="Lịch đánh giá ngoài", exact=True)).to_be_visible()
    settled(page)
    expect(page.get_by_text("Đang xem theo số liệu ngày 31/12/2025")).to_be_visible()
    assert "cap-hoc=Trung" in page.url
    assert "den-ngay=31" in page.url


def read_texts(content: bytes) -> set[str]:
    """All texts of a downloaded workbook."""
    sheet = load_workbook(io.BytesIO(content)).active
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
