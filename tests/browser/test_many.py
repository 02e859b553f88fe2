"""The specialist drops many files of many schools, and an archive, into a real browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data.home import open_home
from tests.browser.conftest import Server
from tests.pages.conftest import FOREIGN
from tests.pages.test_upload import workbook
from tests.wall_office import PASSWORD, SPECIALIST, furnish

pytestmark = pytest.mark.browser


@pytest.fixture
def office(server: Callable[..., Server], tmp_path: Path) -> Server:
    """Two schools and an account of every kind."""
    furnish(tmp_path / "home")
    return server(tmp_path / "home")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Twelve plans of twelve years, and an archive with one of another school and a scan."""
    made = []
    for year in range(2012, 2024):
        path = tmp_path / f"kế hoạch {year}.xlsx"
        path.write_bytes(workbook(year=f"{year + 10}-{year + 11}"))
        made.append(path)
    archive = tmp_path / "trường khác.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("B/kế hoạch.xlsx", workbook(school=f"THCS {FOREIGN}"))
        packed.writestr("B/bản quét.pdf", b"%PDF-1.7")
    return [*made, archive]


def test_many_files_are_read_kept_and_summed_up(office: Server, files: list[Path], page: Page) -> None:
    page.goto(f"{office.address}/dang-nhap?tiep=/nop-nhieu-tep")
    page.get_by_label("Tên đăng nhập").fill(SPECIALIST)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Nhận tất cả tệp không có lỗi (13)").click()
    expect(page.get_by_text("14 tệp của 2 trường: 13 tệp đã nhận, 1 tệp chưa nhận được.")).to_be_visible(
        timeout=60_000
    )
    with page.expect_download() as fetched:
        page.get_by_role("link", name=re.compile("Tải tổng hợp")).click()
    book = load_workbook(io.BytesIO(Path(fetched.value.path()).read_bytes()))
    assert book["Theo tệp"].max_row == 4 + 14
    page.get_by_role("button", name="Nộp các tệp khác").click()
    expect(page.get_by_text("Thả tệp của nhiều trường")).to_be_visible()
    page.locator("input[type=file]").set_input_files(files)
    expect(
        page.get_by_text("14 tệp của 2 trường: 13 tệp đã nộp trước đó, 1 tệp chưa nhận được.")
    ).to_be_visible(timeout=60_000)
    office.stop()
    store = open_home(office.home)
    kept = store.rows("select count(*) as n from kept.revision where recorded_by = $by", {"by": SPECIALIST})
    store.close()
    assert kept == [{"n": 13}]
