"""One-time passwords as slips to cut and hand out, and a list on which whoever takes one signs.

The slips hold the only copy of the passwords; the list holds none, so that it can be filed.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import write_text
from exports.table import FONT

SLIPS_ACROSS, SLIPS_DOWN = 2, 5
# The lines of one slip: school, login name, password, what to do with them; the last is the room to cut.
SLIP_ROWS = (34, 20, 26, 46, 14)
SIGNED = {"no": "STT", "school_name": "Trường", "login_name": "Tên đăng nhập"}
TO_SIGN = ("Người nhận", "Ngày nhận", "Ký nhận")
_CUT = Side(style="dashed", color="FF8A97A6")
_LINE = Side(style="thin", color="FFC9D3DE")


def workbook(slips: pd.DataFrame, *, address: str, day: date, notice: str = "") -> bytes:
    """`slips` has school_name, login_name, password, one row a slip; `address` is where to sign in, "" when unknown."""
    book = Workbook()
    cards: Worksheet = book.active
    cards.title = "Phiếu tài khoản"
    book.properties.creator = ""
    book.properties.title = "Phiếu tài khoản"
    rows: list[dict[str, Any]] = slips.to_dict("records")
    for place, slip in enumerate(rows):
        _write_slip(cards, place, slip, address=address, notice=notice)
    _set_up_cards(cards, len(rows))
    _write_list(book.create_sheet("Danh sách ký nhận"), rows, day=day, notice=notice)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_slip(sheet: Worksheet, place: int, slip: Mapping[str, Any], *, address: str, notice: str) -> None:
    first = 1 + place // SLIPS_ACROSS * len(SLIP_ROWS)
    column = 1 + place % SLIPS_ACROSS * 2
    where = f"Mở {address}, đăng nhập" if address else "Đăng nhập vào bảng điều hành"
    mark = f" {notice}." if notice else ""
    said = (
        (slip["school_name"], Font(name=FONT, size=12, bold=True)),
        (f"Tên đăng nhập:  {slip['login_name']}", Font(name=FONT, size=11)),
        (f"Mật khẩu dùng một lần:  {slip['password']}", Font(name="Courier New", size=12, bold=True)),
        (
            f"{where} rồi đặt mật khẩu mới ngay lần đầu. Không chụp ảnh, không gửi phiếu này qua mạng.{mark}",
            Font(name=FONT, size=9, italic=True),
        ),
    )
    for step, (text, font) in enumerate(said):
        cell = sheet.cell(first + step, column)
        write_text(cell, text)
        cell.font = font
        cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
        cell.border = Border(
            left=_CUT,
            right=_CUT,
            top=_CUT if step == 0 else None,
            bottom=_CUT if step == len(said) - 1 else None,
        )


def _set_up_cards(sheet: Worksheet, count: int) -> None:
    down = math.ceil(count / SLIPS_ACROSS)
    for step in range(down * len(SLIP_ROWS)):
        sheet.row_dimensions[step + 1].height = SLIP_ROWS[step % len(SLIP_ROWS)]
    for letter, width in zip("ABC", (46, 3, 46), strict=True):
        sheet.column_dimensions[letter].width = width
    for page in range(SLIPS_DOWN, down, SLIPS_DOWN):
        sheet.row_breaks.append(Break(id=page * len(SLIP_ROWS)))
    _set_up_print(sheet)


def _write_list(sheet: Worksheet, rows: list[dict[str, Any]], *, day: date, notice: str) -> None:
    write_text(sheet.cell(1, 1), "Danh sách ký nhận tài khoản")
    sheet.cell(1, 1).font = Font(name=FONT, size=14, bold=True)
    write_text(sheet.cell(2, 1), f"{f'{notice}. ' if notice else ''}Cấp ngày {day:%d/%m/%Y}.")
    sheet.cell(2, 1).font = Font(name=FONT, size=11, italic=True)
    for place, heading in enumerate([*SIGNED.values(), *TO_SIGN], start=1):
        _write_cell(sheet.cell(4, place), heading, is_bold=True)
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(
            [str(number), row["school_name"], row["login_name"], "", "", ""], start=1
        ):
            _write_cell(sheet.cell(4 + number, place), text)
        sheet.row_dimensions[4 + number].height = 24
    for letter, width in zip("ABCDEF", (6, 34, 24, 24, 14, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.oddFooter.right.text = "Trang &P/&N"
    _set_up_print(sheet)


def _set_up_print(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5


def _write_cell(cell: Cell, text: str, *, is_bold: bool = False) -> None:
    write_text(cell, text)
    cell.font = Font(name=FONT, size=11, bold=is_bold)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
