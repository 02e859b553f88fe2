"""The slips with one-time passwords, and the list that may be filed."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd

from exports import accounts

DAY = date(2025, 11, 20)


def slips(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["school_name", "login_name", "password"])


def book_of(frame: pd.DataFrame, **given: str) -> openpyxl.Workbook:
    content = accounts.workbook(
        frame, address=given.get("address", ""), day=DAY, notice=given.get("notice", "")
    )
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_slip_says_who_where_and_what_to_do() -> None:
    book = book_of(slips(("THCS Suối Mơ", "thcs-suoi-mo", "abcde-fghjk-mnpqr")), address="https://dg.example")
    said = texts(book["Phiếu tài khoản"])
    assert said[0] == "THCS Suối Mơ"
    assert said[1] == "Tên đăng nhập:  thcs-suoi-mo"
    assert said[2] == "Mật khẩu dùng một lần:  abcde-fghjk-mnpqr"
    assert said[3].startswith("Mở https://dg.example, đăng nhập rồi đặt mật khẩu mới ngay lần đầu.")


def test_slips_stand_in_pairs_and_no_page_cuts_one() -> None:
    sheet = book_of(slips(*[(f"Trường {n}", f"truong-{n}", "x") for n in range(23)]))["Phiếu tài khoản"]
    assert [sheet["A1"].value, sheet["C1"].value, sheet["A6"].value] == ["Trường 0", "Trường 1", "Trường 2"]
    assert [each.id for each in sheet.row_breaks.brk] == [25, 50], (
        "five rows of slips a page, five lines each"
    )


def test_the_list_has_room_to_sign_and_no_password() -> None:
    sheet = book_of(slips(("THCS Suối Mơ", "thcs-suoi-mo", "abcde-fghjk-mnpqr")), notice="MẪU")[
        "Danh sách ký nhận"
    ]
    assert [cell.value for cell in sheet[4]] == [
        "STT", "Trường", "Tên đăng nhập", "Người nhận", "Ngày nhận", "Ký nhận",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[5]][:3] == ["1", "THCS Suối Mơ", "thcs-suoi-mo"]
    assert sheet["A2"].value == "MẪU. Cấp ngày 20/11/2025."
    assert not any("abcde" in text for text in texts(sheet))


def test_a_schools_name_is_no_formula() -> None:
    book = book_of(slips(('=HYPERLINK("x")', "a", "b")))
    cells = [book["Phiếu tài khoản"]["A1"], book["Danh sách ký nhận"]["B5"]]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        ('=HYPERLINK("x")', "s", True)
    ] * 2


def test_no_slip_is_an_empty_sheet() -> None:
    assert texts(book_of(slips())["Phiếu tài khoản"]) == []
