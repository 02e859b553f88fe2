"""Workbooks for measuring: improvement plans of 30 lines as schools send them, and two that nobody should send.

`plan.xlsx` is what `original` makes, opened in LibreOffice 7.4 and saved: a file as an office program writes it, with styles
and settings of the program's own. Here each number has its own school and its own texts in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

SAVED = Path(__file__).parent / "plan.xlsx"
_NAMES = (
    "An", "Bình", "Cầu", "Diên", "Đông", "Giang", "Hòa", "Khánh", "Lâm", "Minh", "Ninh", "Phong", "Quang", "Sơn",
)  # fmt: skip
# As many as a large district has; each hands in once.
SCHOOLS = tuple(f"THCS {first} {second}" for first in _NAMES for second in _NAMES if first != second)
SCHOOL_YEAR = "2023-2024"
LINE_COUNT = 30

_HEADINGS = (
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt (so với hiện trạng)",
    "Công việc/giải pháp cần thực hiện",
    "Chủ trì và phối hợp thực hiện",
    "Thời gian thực hiện và hoàn thành",
    "Dự kiến kinh phí",
    "Điều kiện hỗ trợ khác",
    "Ghi chú",
)
_WIDTHS = (5, 17, 38, 42, 18, 16, 14, 16, 10)
_STANDARDS = (
    ("Tổ chức và quản lý nhà trường", 10),
    ("Cán bộ quản lý, giáo viên, nhân viên và học sinh", 4),
    ("Cơ sở vật chất và thiết bị dạy học", 6),
    ("Quan hệ giữa nhà trường, gia đình và xã hội", 2),
    ("Hoạt động giáo dục và kết quả giáo dục", 6),
)
_CODES = [
    f"{standard}.{number}"
    for standard, (_, count) in enumerate(_STANDARDS, start=1)
    for number in range(1, count + 1)
]
_TARGETS = (
    "Toàn bộ hồ sơ của các tổ chuyên môn được lưu theo từng năm học, tìm được ngay khi cần; sổ theo dõi được kiểm mỗi tháng",
    "Ít nhất 85% giáo viên đạt chuẩn nghề nghiệp mức khá trở lên, không còn giáo viên phải dạy chéo môn",
    "Thư viện đạt tiêu chuẩn mức độ 1; bổ sung 200 đầu sách, mở cửa cả buổi trưa, có sổ mượn trả cho từng lớp",
    "Tỉ lệ học sinh lên lớp thẳng đạt từ 98% trở lên; học sinh phải rèn luyện thêm trong hè giảm một nửa",
    "Có đủ phòng học bộ môn theo quy định, thiết bị hỏng được thay trước ngày khai giảng",
)
_ACTIONS = (
    "Lập lịch bồi dưỡng ngay từ tháng tám; phân công giáo viên cốt cán kèm cặp, dự giờ ít nhất hai tiết mỗi tháng, "
    "ghi nhận xét vào sổ chung",
    "Rà soát, sắp xếp lại hồ sơ theo từng năm học; tập huấn nhân viên văn thư về lưu trữ, kiểm tra chéo giữa các tổ "
    "vào cuối học kì",
    "Tham mưu với địa phương và mời cha mẹ học sinh cùng tham gia các hoạt động giáo dục, báo kết quả trong buổi họp "
    "đầu tháng sau",
    "Mở câu lạc bộ, phụ đạo học sinh còn gặp khó khăn vào chiều thứ năm hằng tuần, mỗi nhóm không quá mười em",
)
_PEOPLE = (
    "Hiệu trưởng",
    "Phó hiệu trưởng, tổ trưởng chuyên môn",
    "Tổ văn phòng",
    "Ban đại diện cha mẹ học sinh",
)
_TIMES = (
    "Tháng 9/2023",
    "Từ tháng 10/2023 đến tháng 5/2024",
    "Học kì I",
    "Trong năm học 2023-2024",
    "30/11/2023",
)
_MONEY = ("5.000.000 đồng", "Không", "12 triệu đồng", "Ngân sách nhà nước", "2.500.000")
_SUPPORT = ("Kinh phí của đơn vị", "Sự phối hợp của cha mẹ học sinh", "")
_ABOVE = (
    "I. MỤC ĐÍCH",
    "1. Những điểm yếu mà hội đồng tự đánh giá đã nêu đều có việc làm, người phụ trách và thời hạn.",
    "2. Việc dễ làm xong trong học kì I, việc cần kinh phí được ghi rõ nguồn.",
    "II. CĂN CỨ",
    "- Báo cáo tự đánh giá và ý kiến của đoàn đánh giá ngoài;",
    "- Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ Giáo dục và Đào tạo;",
    "- Công văn số 5932/BGDĐT-QLCL của Bộ Giáo dục và Đào tạo;",
    "- Những việc của năm học trước chưa làm xong.",
    "III. NỘI DUNG",
)
_BELOW = (
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Hiệu trưởng chịu trách nhiệm chung, nghe báo cáo vào tuần đầu mỗi tháng.",
    "2. Mỗi thành viên hội đồng theo dõi một tiêu chuẩn và giữ minh chứng của tiêu chuẩn ấy.",
    "3. Các tổ đưa việc của mình vào kế hoạch tháng; tổ văn phòng tổng hợp trước ngày 25.",
)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top")
_JUSTIFIED = Alignment(horizontal="justify", vertical="top", wrap_text=True)
_THIN, _HAIR = Side(style="thin"), Side(style="hair")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINE_BOX = Border(left=_THIN, right=_THIN, top=_HAIR, bottom=_HAIR)
_BLUE, _GREY = PatternFill("solid", fgColor="DDEBF7"), PatternFill("solid", fgColor="F2F2F2")


def original(number: int = 0) -> bytes:
    """An improvement plan of 30 lines, laid out and formatted as schools do, as a library writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _across(sheet, 1, "UBND QUẬN SÔNG MẪU", 1, 3, _font(12), _CENTRE)
    _across(sheet, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 4, 9, _font(12, bold=True), _CENTRE)
    _across(sheet, 2, f"TRƯỜNG {SCHOOLS[number].upper()}", 1, 3, _font(12, bold=True), _CENTRE)
    _across(sheet, 2, "Độc lập - Tự do - Hạnh phúc", 4, 9, _font(13, bold=True, line="single"), _CENTRE)
    _across(sheet, 3, f"Số: {number + 1}/KH-BM", 1, 3, _font(13), _CENTRE)
    _across(sheet, 3, "Sông Mẫu, ngày 15 tháng 8 năm 2023", 4, 9, _font(13, italic=True), _CENTRE)
    _across(sheet, 5, "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", 1, 9, _font(14, bold=True), _CENTRE)
    _across(sheet, 6, f"Năm học {SCHOOL_YEAR}", 1, 9, _font(14, bold=True), _CENTRE)
    for row, text in enumerate(_ABOVE, start=8):
        font = _font(13, bold=text[0] in "IV", italic=text[0] == "-")
        _across(sheet, row, text, 1, 9, font, _JUSTIFIED)
    row = sheet.max_row + 1
    for column, heading in enumerate(_HEADINGS, start=1):
        _put(sheet, row, column, heading, _font(12, bold=True), _CENTRE, _BOX, _BLUE)
    _lines(sheet, row + 1, number)
    for row, text in enumerate(_BELOW, start=sheet.max_row + 2):
        _across(sheet, row, text, 1, 9, _font(13, bold=not text[0].isdigit()), _JUSTIFIED)
    row = sheet.max_row + 1
    _across(sheet, row, "Nơi nhận:", 1, 3, _font(11, bold=True, italic=True), _LEFT)
    _across(sheet, row, "HIỆU TRƯỞNG", 6, 9, _font(13, bold=True), _CENTRE)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lines(sheet: Worksheet, row: int, number: int) -> None:
    """The lines, those of each standard under its title."""
    order = sorted(range(LINE_COUNT), key=lambda line: (line % len(_CODES), line))
    standard = ""
    for line in order:
        code = _CODES[line % len(_CODES)]
        if code.partition(".")[0] != standard:
            standard = code.partition(".")[0]
            title = f"Tiêu chuẩn {standard}: {_STANDARDS[int(standard) - 1][0]}"
            for column, value in enumerate((int(standard), title, *[None] * 7), start=1):
                align = _CENTRE if column == 1 else _LEFT
                _put(sheet, row, column, value, _font(12, bold=True), align, _BOX, _GREY)
            row += 1
        pick = number * LINE_COUNT + line
        values = (
            None,
            f"Tiêu chí {code}",
            f"{_TARGETS[line % len(_TARGETS)]} (đợt {pick})",
            f"{_ACTIONS[line % len(_ACTIONS)]} (lần {pick})",
            _PEOPLE[line % len(_PEOPLE)],
            _TIMES[line % len(_TIMES)],
            _MONEY[line % len(_MONEY)],
            _SUPPORT[line % len(_SUPPORT)] or None,
            None,
        )
        for column, value in enumerate(values, start=1):
            align = {1: _CENTRE, 3: _JUSTIFIED, 4: _JUSTIFIED, 6: _CENTRE, 7: _RIGHT}.get(column, _LEFT)
            _put(sheet, row, column, value, _font(12, bold=column == 2, italic=column == 9), align, _LINE_BOX)
        row += 1


def _font(size: int, *, bold: bool = False, italic: bool = False, line: str | None = None) -> Font:
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic, underline=line)


def _across(
    sheet: Worksheet, row: int, text: str, first: int, last: int, font: Font, align: Alignment
) -> None:
    for column in range(first, last + 1):
        _put(sheet, row, column, text if column == first else None, font, align)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    font: Font,
    align: Alignment,
    border: Border | None = None,
    fill: PatternFill | None = None,
) -> None:
    cell = sheet.cell(row, column, value)
    cell.font, cell.alignment = font, align
    if border is not None:
        cell.border = border
    if fill is not None:
        cell.fill = fill


def plan(number: int = 0) -> bytes:
    """The plan of another school for each number, as LibreOffice saved it."""
    return _packed(_parts_of(number))


def plans(count: int, *, of: int = 25) -> list[bytes]:
    """So many plans, no two with the same bytes: `of` with other texts, the others each with a number of their own."""
    written = [_parts_of(number) for number in range(min(count, of))]
    head = "UBND QUẬN SÔNG MẪU".encode()
    return [
        _packed(parts | {_TEXTS: parts[_TEXTS].replace(head, head + b" %d" % number)})
        for number in range(count)
        for parts in [written[number % of]]
    ]


_SHEET, _TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def _parts_of(number: int) -> dict[str, bytes]:
    def moved(match: re.Match[str]) -> str:
        return f"({match[1]} {int(match[2]) + number * LINE_COUNT})"

    texts = _saved_parts()[_TEXTS].decode()
    for before, after in (
        (f"TRƯỜNG {SCHOOLS[0].upper()}", f"TRƯỜNG {SCHOOLS[number].upper()}"),
        ("Số: 1/KH-BM", f"Số: {number + 1}/KH-BM"),
    ):
        if texts.count(before) != 1:
            raise AssertionError(f"{before} does not stand once in {SAVED.name}.")
        texts = texts.replace(before, after)
    return {**_saved_parts(), _TEXTS: re.sub(r"\((đợt|lần) (\d+)\)", moved, texts).encode()}


@cache
def _saved_parts() -> Mapping[str, bytes]:
    with zipfile.ZipFile(SAVED) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _with_rows(rows: bytes) -> bytes:
    parts = _parts_of(0)
    return _packed(parts | {_SHEET: parts[_SHEET].replace(b"</sheetData>", rows + b"</sheetData>")})


def million_empty_rows() -> bytes:
    """A plan, and below it one million rows that hold nothing but a style, as Excel writes them."""
    return _with_rows(
        b"".join(b'<row r="%d" spans="1:9" s="1" customFormat="1"/>' % row for row in range(100, 1_000_100))
    )


def million_short_rows() -> bytes:
    """The same in as few letters as there can be, so that its size alone says nothing."""
    return _with_rows(b'<row s="1"/>' * 1_000_000)


def far_cell() -> bytes:
    """A plan, and one cell with a text at the last row and column that Excel has."""
    return _with_rows(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
