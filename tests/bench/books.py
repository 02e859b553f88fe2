"""Workbooks for measuring: improvement plans of 30 lines as schools send them, and two that nobody should send."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

_NAMES = (
    "An",
    "Bình",
    "Cầu",
    "Diên",
    "Đông",
    "Giang",
    "Hòa",
    "Khánh",
    "Lâm",
    "Minh",
    "Ninh",
    "Phong",
    "Quang",
    "Sơn",
)
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
_CODES = [
    f"{standard}.{number}"
    for standard, count in ((1, 10), (2, 4), (3, 6), (4, 2), (5, 6))
    for number in range(1, count + 1)
]
_TARGETS = (
    "100% hồ sơ của tổ chuyên môn được lưu trữ đầy đủ, khoa học",
    "Ít nhất 85% giáo viên đạt chuẩn nghề nghiệp mức khá trở lên",
    "Thư viện đạt tiêu chuẩn mức độ 1; bổ sung 200 đầu sách",
    "Tỉ lệ học sinh lên lớp thẳng đạt từ 98% trở lên",
    "Có đủ phòng học bộ môn theo quy định",
)
_ACTIONS = (
    "Xây dựng kế hoạch bồi dưỡng; phân công giáo viên cốt cán kèm cặp, dự giờ ít nhất hai tiết mỗi tháng",
    "Rà soát, sắp xếp lại hồ sơ theo từng năm học; tập huấn nhân viên văn thư về công tác lưu trữ",
    "Tham mưu với địa phương và huy động cha mẹ học sinh cùng tham gia các hoạt động giáo dục",
    "Tổ chức câu lạc bộ, phụ đạo học sinh còn hạn chế vào chiều thứ năm hằng tuần",
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


def plan(number: int = 0) -> bytes:
    """An improvement plan of 30 lines, with a head, merged titles and a formatted table; another for each number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch"
    for row, text in enumerate(_head(number), start=1):
        sheet.cell(row, 1, text).font = Font(name="Times New Roman", size=13, bold=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_HEADINGS))
    side = Side(style="thin")
    box = Border(left=side, right=side, top=side, bottom=side)
    first = sheet.max_row + 2
    for row, values in enumerate((_HEADINGS, *_lines(number)), start=first):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.border, cell.alignment = box, Alignment(vertical="top", wrap_text=True)
            cell.font = Font(name="Times New Roman", size=12, bold=row == first)
    sheet.cell(sheet.max_row + 2, 8, "HIỆU TRƯỞNG")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(number: int) -> tuple[str, ...]:
    return (
        "UBND QUẬN SÔNG MẪU",
        f"TRƯỜNG {SCHOOLS[number % len(SCHOOLS)].upper()}",
        f"Số: {number + 1}/KH-BM",
        "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
        f"Năm học {SCHOOL_YEAR}",
    )


def _lines(number: int) -> Iterator[tuple[object, ...]]:
    for line in range(LINE_COUNT):
        pick = number * LINE_COUNT + line
        yield (
            line + 1,
            f"Tiêu chí {_CODES[line % len(_CODES)]}",
            f"{_TARGETS[pick % len(_TARGETS)]} (đợt {pick})",
            f"{_ACTIONS[pick % len(_ACTIONS)]} (lần {pick})",
            _PEOPLE[pick % len(_PEOPLE)],
            _TIMES[pick % len(_TIMES)],
            _MONEY[pick % len(_MONEY)],
            _SUPPORT[pick % len(_SUPPORT)] or None,
            None,
        )


def as_excel(content: bytes) -> bytes:
    """The same workbook with its texts in a table of their own, as Excel writes it; openpyxl writes them into the cells."""
    texts: dict[bytes, int] = {}

    def shared(match: re.Match[bytes]) -> bytes:
        number = texts.setdefault(html.unescape(match[1].decode()).encode(), len(texts))
        return b't="s"><v>%d</v>' % number

    parts = _parts(content)
    cells = re.sub(rb't="inlineStr"><is><t>([^<]*)</t></is>', shared, parts[_SHEET])
    parts[_SHEET] = re.sub(
        rb'<row r="(\d+)">', rb'<row r="\1" spans="1:9" ht="47.25" customHeight="1">', cells
    )
    table = b"".join(
        b"<si><t>%b</t></si>" % text.replace(b"&", b"&amp;").replace(b"<", b"&lt;") for text in texts
    )
    count = len(texts)
    parts[_TEXTS] = b'<sst xmlns="%b" count="%d" uniqueCount="%d">%b</sst>' % (_MAIN, count, count, table)
    relation = b'<Relationship Id="rIdTexts" Type="%b/sharedStrings" Target="sharedStrings.xml"/>' % _OFFICE
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", relation + b"</Relationships>")
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/>' % _TEXTS_KIND
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind + b"</Types>")
    return _packed(parts)


def plans(count: int, *, of: int = 25) -> list[bytes]:
    """So many plans, no two with the same bytes: `of` written cell by cell, the others each with a number of their own."""
    written = [_parts(as_excel(plan(number))) for number in range(min(count, of))]
    head = "UBND QUẬN SÔNG MẪU".encode()
    return [
        _packed(parts | {_TEXTS: parts[_TEXTS].replace(head, head + b" %d" % number)})
        for number in range(count)
        for parts in [written[number % of]]
    ]


_SHEET, _TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXTS_KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _with_rows(rows: bytes) -> bytes:
    parts = _parts(as_excel(plan()))
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


def plan_of_excel() -> bytes:
    return as_excel(plan())
