"""The other files that schools send: Word, text, OpenDocument, old and binary Excel come in as the same lines."""

from __future__ import annotations

import io
import json
import random
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake.draft import Understood
from data.intake.guard import Limits
from data.intake.reading import Reader
from data.intake.sheets import Cell, Sheet, Unreadable
from data.intake.text_table import decoded

Examine = Callable[..., Understood]
Rows = Sequence[Sequence[str]]

HEAD = [
    "TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt (so với hiện trạng)", "Công việc/giải pháp cần thực hiện",
    "Chủ trì và phối hợp thực hiện", "Thời gian thực hiện và hoàn thành", "Dự kiến kinh phí",
    "Điều kiện hỗ trợ khác", "Ghi chú",
]  # fmt: skip
TITLE = "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG. Năm học 2023-2024"
FIRST = [
    "1",
    "Tiêu chí 1.1",
    "Đủ hồ sơ; có mục lục",
    "Rà soát, bổ sung",
    "Hiệu trưởng",
    "HKI",
    "5 triệu",
    "",
    "",
]
SECOND = ["2", "Tiêu chí 1.10", "Trường an toàn", "Lắp thêm đèn", "Bảo vệ", "9/2023", "0", "", "gấp"]
PLAN = [[TITLE, *[""] * 8], HEAD, FIRST, SECOND]
COLUMNS = range(1, 10)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def put(document: docx.document.Document, rows: Rows) -> docx.table.Table:
    """A table with a cell for each text."""
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return table


def word(*blocks: str | Rows) -> bytes:
    """A document of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            put(document, block)
            document.add_paragraph("")  # as Word itself keeps tables apart
    return saved(document)


def container(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # OpenDocument has its kind stand at the beginning, readable.
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"/></Relationships>'
)


def word_xml(body: str, *, before: str = "") -> bytes:
    """A document whose XML is written here."""
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return container({"_rels/.rels": RELATIONS.format("word/document.xml"), "word/document.xml": document})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def text_file(encoding: str, delimiter: str) -> bytes:
    lines = []
    for row in PLAN:
        cells = [f'"{cell}"' if delimiter in cell else cell for cell in row]
        lines.append(delimiter.join(cells) + "\r\n")
    text = "".join(lines)
    if encoding == "cp1258":
        return as_windows_1258(text)
    return text.encode(encoding)


def as_windows_1258(text: str) -> bytes:
    """Windows keeps the letter with its hat or horn, and puts the tone after it."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
            out.append(base.encode("cp1258") + "".join(tones).encode("cp1258"))
    return b"".join(out)


def open_document(rows: Rows, *, after: str = "", styles: str = "", sheet_style: str = "") -> bytes:
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return container(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content{names}><office:automatic-styles>{styles}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Biểu" table:style-name="{sheet_style}">{body}{after}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def old_excel(rows: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Biểu")
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                sheet.write(row, column, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def record(kind: int, data: bytes) -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return number + size + bytes([length]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_excel(cells: dict[tuple[int, int], tuple[int, bytes]]) -> bytes:
    """An .xlsb of one sheet: (row, column) from 0 -> number and data of the cell's record."""
    book = record(131, b"") + record(143, b"")
    book += (
        record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("Biểu"))
        + record(144, b"")
        + record(132, b"")
    )
    rows, now = b"", -1
    for (row, column), (kind, data) in sorted(cells.items()):
        if row != now:
            rows, now = rows + record(0, struct.pack("<I", row) + bytes(21)), row
        rows += record(kind, struct.pack("<II", column, 0) + data)
    sheet = (
        record(129, b"")
        + record(148, bytes(16))
        + record(145, b"")
        + rows
        + record(146, b"")
        + record(130, b"")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS.format("xl/workbook.bin"))
        relations = RELATIONS.replace('officeDocument" ', 'worksheet" ').format("worksheets/sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return buffer.getvalue()


def binary_texts(rows: Rows) -> bytes:
    return binary_excel(
        {
            (row, column): (6, wide(text))
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
            if text
        }
    )


def with_macros(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([cell or None for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    return buffer.getvalue()


def grid(sheet: Sheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells.values()}


def only(reader: Reader, content: bytes) -> Sheet:
    sheets = reader.read(content, file_name="bieu").sheets
    assert len(sheets) == 1
    return sheets[0]


def code_of(reader: Reader, content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        reader.read(content, file_name="bieu")
    assert refusal.value.message.endswith(".")
    return refusal.value.code


def meaning(understood: Understood) -> list[dict[str, object]]:
    """The lines without where they stand."""
    placed = ("sheet", "first_row", "last_row", "cells")
    return [
        {name: value for name, value in asdict(line).items() if name not in placed}
        for line in understood.lines
    ]


FILES = {
    "ke-hoach.docx": word(TITLE, [HEAD, FIRST, SECOND]),
    "utf8-bom-comma.csv": text_file("utf-8-sig", ","),
    "utf8-semicolon.csv": text_file("utf-8", ";"),
    "utf16-tab.txt": text_file("utf-16", "\t"),
    "utf16-be-tab.txt": b"\xfe\xff" + text_file("utf-16-be", "\t"),
    "cp1258-semicolon.csv": text_file("cp1258", ";"),
    "cp1258-comma.csv": text_file("cp1258", ","),
    "ke-hoach.ods": open_document(PLAN),
    "ke-hoach.xls": old_excel(PLAN),
    "ke-hoach.xlsb": binary_texts(PLAN),
    "ke-hoach.xlsm": with_macros(PLAN),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_plan_comes_in_with_the_same_lines_from_every_kind_of_file(
    name: str, examine: Examine
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in PLAN:
        book.active.append([cell or None for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    expected = meaning(examine(buffer.getvalue()))
    assert [line["criterion_code"] for line in expected] == ["1.1", "1.10"]
    understood = examine(FILES[name], name, year=None)
    assert meaning(understood) == expected
    assert (understood.outcome, understood.school_year) == ("accepted", "2023-2024")
    if not name.endswith(".docx"):
        assert json.loads(understood.lines[1].cells)["action"] == ["D4"]


@pytest.mark.parametrize(
    ("encoding", "row"),
    [
        ("TCVN3", "1;Tiªu chÝ 1.1;§ñ hå s¬;Rµ so¸t, bæ sung;HiÖu tr\u00adëng;HKI;;;"),
        ("VNI", "1;Tieâu chí 1.1;Ñuû hoà sô;Raø soaùt, boå sung;Hieäu tröôûng;HKI;;;"),
    ],
)
def test_a_text_file_in_an_old_font_is_read_and_says_so(encoding: str, row: str, examine: Examine) -> None:
    head = {
        "TCVN3": "TT;Tiªu chuÈn, tiªu chÝ;KÕt qu¶ cÇn ®¹t;C«ng viÖc/gi¶i ph¸p cÇn thùc hiÖn;Chñ tr×;Thêi gian;;;Ghi chó",
        "VNI": "TT;Tieâu chuaån, tieâu chí;Keát quaû caàn ñaït;Coâng vieäc/giaûi phaùp caàn thöïc hieän;Chuû trì;"
        "Thôøi gian;;;Ghi chuù",
    }[encoding]
    understood = examine(f"{head}\r\n{row}\r\n".encode("cp1252"), "ke-hoach.csv")
    (line,) = meaning(understood)
    assert (line["criterion_code"], line["target"], line["action"], line["responsible"]) == (
        "1.1",
        "Đủ hồ sơ",
        "Rà soát, bổ sung",
        "Hiệu trưởng",
    )
    assert understood.has("legacy_font")


# --- Text files


@pytest.mark.parametrize(
    ("content", "cells", "reason"),
    [
        (b"a;b\n1;2", {"A1": "a", "B1": "b", "A2": "1", "B2": "2"}, "semicolons"),
        (b"a\tb\n1\t2\n\x1a", {"A1": "a", "B1": "b", "A2": "1", "B2": "2"}, "the end mark of DOS"),
        (b"sep=|\r\na|b;c\r\n", {"A1": "a", "B1": "b;c"}, "says what parts the cells"),
        (b'a,b\n"x, y\nz",1.10', {"A1": "a", "B1": "b", "A2": "x, y\nz", "B2": "1.10"}, "quotes over two lines"),
        (b'a;b\n"he said ""yes""";001', {"A1": "a", "B1": "b", "A2": 'he said "yes"', "B2": "001"}, "quotes in quotes"),
        (b"a;b\nx, y, z;1,5\nu, v;2,5", {"A1": "a", "B1": "b", "A2": "x, y, z", "B2": "1,5", "A3": "u, v", "B3": "2,5"},
         "commas within sentences"),
        (b"a;b\n=1+1;@x", {"A1": "a", "B1": "b", "A2": "=1+1", "B2": "@x"}, "a formula is text and never run"),
        (b"a;b\n;;\n", {"A1": "a", "B1": "b"}, "a row of nothing"),
        ("a;b\nTie\u0302\u0301ng;x".encode(), {"A1": "a", "B1": "b", "A2": "Tiếng", "B2": "x"}, "decomposed letters"),
    ],
)  # fmt: skip
def test_a_text_file_is_a_grid_of_texts(
    reader: Reader, content: bytes, cells: dict[str, str], reason: str
) -> None:
    sheet = only(reader, content)
    assert grid(sheet) == cells, reason
    assert all(isinstance(cell.value, str) for cell in sheet.cells.values()), reason


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"mot dong chu", "not_a_workbook", "prose, nothing parts it"),
        (b"a;b\n\0\1\2", "not_a_workbook", "bytes of a program"),
        (b"\xff\xfea", "damaged", "half a letter at the end"),
        (b"\xef\xbb\xbfa;b\n\xff\xfe;1", "damaged", "says UTF-8 and is none"),
        (
            b"TT;Tr??ng;Ti?u h?c\n1;Hi?u tr??ng;k? ho?ch",
            "letters_lost",
            "letters became question marks",
        ),
        (b"a;b\n" + b";" * 400_001, "too_big_inside", "cells without end"),
        (b"a;\n" * 100_001, "too_big_inside", "rows without end"),
        (b"a" + b";" * 1_500 + b"b\n", "too_big_inside", "columns without end"),
    ],
)
def test_refuses_text_that_is_no_table(reader: Reader, content: bytes, code: str, reason: str) -> None:
    assert code_of(reader, content) == code, reason


def test_one_question_is_no_lost_letter() -> None:
    assert decoded("Đạt chưa?Rồi;Vì sao?".encode()) == "Đạt chưa?Rồi;Vì sao?"


# --- Word


def test_merged_cells_of_word_are_merges(reader: Reader) -> None:
    document = docx.Document()
    table = put(document, [[f"{row}{column}" for column in "abcd"] for row in range(1, 5)])
    for place in ((1, 0), (2, 0), (1, 1), (1, 2), (3, 1), (3, 2), (3, 3)):
        table.cell(*place).text = ""
    table.cell(0, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 3))
    sheet = only(reader, saved(document))
    assert sheet.merges == ((1, 1, 3, 1), (4, 1, 4, 4))
    assert grid(sheet)["A1"] == "1a"
    assert "A2" not in grid(sheet)


def test_a_merged_criterion_holds_for_all_its_lines(examine: Examine) -> None:
    more = ["", "", "Sân sạch", "Quét sân", "Bảo vệ", "HKII", "", "", ""]
    document = docx.Document()
    table = put(document, [HEAD, FIRST, more])
    table.cell(1, 1).merge(table.cell(2, 1))
    lines = meaning(examine(saved(document), "a.docx"))
    assert [(line["criterion_code"], line["action"]) for line in lines] == [
        ("1.1", "Rà soát, bổ sung"),
        ("1.1", "Quét sân"),
    ]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ([SECOND], "no heading on the second page"),
        ([HEAD, SECOND], "the heading again on the second page"),
        ([[*HEAD[:-1], "Ghi  chú"], SECOND], "the heading typed anew"),
    ],
)
def test_a_table_split_over_pages_is_one_form(second: Rows, reason: str, examine: Examine) -> None:
    understood = examine(word(TITLE, [HEAD, FIRST], "", second, "Nơi nhận: như trên"), "a.docx")
    assert meaning(understood) == meaning(examine(FILES["ke-hoach.docx"])), reason


def test_a_row_broken_by_the_page_goes_on_in_the_next_table(examine: Examine) -> None:
    rest = ["", "", "và có mục lục", "hằng tháng", "", "", "", "", ""]
    lines = meaning(examine(word(TITLE, [HEAD, FIRST], [rest, SECOND]), "a.docx"))
    assert [line["target"] for line in lines] == ["Đủ hồ sơ; có mục lục và có mục lục", "Trường an toàn"]


def test_titles_between_tables_stay_and_prose_after_them_does_not(examine: Examine) -> None:
    content = word(
        "1. Mục đích chung", TITLE, "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", [HEAD, FIRST],
        "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên, học sinh", [HEAD, ["1", "Tiêu chí 2.1", *SECOND[2:]]],
        "VI. TỔ CHỨC THỰC HIỆN", "1. Hiệu trưởng", "- Tiêu chí 1.5 do tổ văn phòng lo.",
    )  # fmt: skip
    lines = meaning(examine(content, "a.docx"))
    assert [(line["criterion_code"], line["note"]) for line in lines] == [("1.1", None), ("2.1", "gấp")]


def test_the_letterhead_names_the_school_and_the_document(examine: Examine) -> None:
    letterhead = [
        ["UBND QUẬN MẪU\nTRƯỜNG THCS BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/KH-BM", "Quận Mẫu, ngày 15 tháng 8 năm 2023"],
    ]
    understood = examine(
        word(letterhead, "KẾ HOẠCH", TITLE, [HEAD, FIRST], [["Nơi nhận", "HIỆU TRƯỞNG"]]),
        "a.docx",
        school=None,
        year=None,
    )
    assert (understood.school_code, understood.school_year) == ("THCS-Minh", "2023-2024")
    assert (understood.document_number, str(understood.document_on)) == ("12/KH-BM", "2023-08-15")


def test_two_forms_in_one_document_are_two_sheets(reader: Reader) -> None:
    results = [
        "TT", "Tiêu chuẩn, tiêu chí", "ND Kế hoạch cải tiến chất lượng được XD đầu năm",
        "ND Kế hoạch cải tiến chất lượng giáo dục đã được điều chỉnh", "Những công việc đã triển khai xong theo đúng KH",
        "Những công việc đang triển khai theo KH, hoặc chậm so với KH", "Những công việc chưa triển khai", "Ghi chú", "Khác",
    ]  # fmt: skip
    sheets = reader.read(
        word("Trường THCS Bình Minh", [HEAD, FIRST], "BÁO CÁO", [results, FIRST], "Hết"), file_name="a.docx"
    ).sheets
    assert [(sheet.name, sheet.row_count) for sheet in sheets] == [
        ("Bảng 1", 3),
        ("Bảng 2", 4),
        ("Ngoài bảng", 1),
    ]
    assert [grid(sheet)["A1"] for sheet in sheets] == [
        "Trường THCS Bình Minh",
        "Trường THCS Bình Minh",
        "Hết",
    ]


def test_lines_without_a_heading_that_fit_no_form_are_told_by_name(examine: Examine) -> None:
    stray = [["Tiêu chí 4.1", "Họp phụ huynh", "Ban giám hiệu", "HKI"]]
    understood = examine(word(TITLE, [HEAD, FIRST], stray, "Nơi nhận: như trên"), "a.docx")
    assert [line["criterion_code"] for line in meaning(understood)] == ["1.1"]
    unread = {problem.sheet: problem.code for problem in understood.problems}
    assert unread["Bảng thiếu dòng tiêu đề 1"] == "sheet_like_table"  # a warning: lines may be missing
    assert unread["Ngoài bảng"] == "sheet_unread"


def test_a_document_in_an_old_font_is_read_and_says_so(examine: Examine) -> None:
    head = [
        "TT",
        "Tiªu chuÈn, tiªu chÝ",
        "KÕt qu¶ cÇn ®¹t",
        "C«ng viÖc/gi¶i ph¸p cÇn thùc hiÖn",
        "Chñ tr×",
        "Thêi gian",
    ]
    rows = [["1", "Tiªu chÝ 1.1", "§ñ hå s¬", "Rµ so¸t, bæ sung", "HiÖu tr\u00adëng", "HKI"]]
    more = [["2", "Tiªu chÝ 1.2", "Tr\u00adêng ®Ñp", "Trång c©y", "B¶o vÖ", "HKII"]]
    understood = examine(word([head, *rows], more), "a.docx")
    assert [(line["criterion_code"], line["target"]) for line in meaning(understood)] == [
        ("1.1", "Đủ hồ sơ"),
        ("1.2", "Trường đẹp"),
    ]
    assert understood.has("legacy_font")


def test_a_row_shifted_to_the_left_is_read_in_its_place(examine: Examine) -> None:
    shifted = ["Tiêu chí 3.1", "Trường xanh", "Trồng cây", "Bảo vệ", "HKI", "", "", "", ""]
    understood = examine(word(TITLE, [HEAD, FIRST, shifted]), "a.docx")
    line = meaning(understood)[1]
    assert (line["criterion_code"], line["target"], line["action"]) == ("3.1", "Trường xanh", "Trồng cây")
    assert understood.has("row_shifted")


def test_edges_moved_by_hand_leave_the_columns_as_they_are(reader: Reader) -> None:
    """Every row has three cells; Word counts five grid columns, because no two edges stand above each other."""
    grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 60, 1000, 80, 900))
    span = '<w:gridSpan w:val="{}"/>'.format
    rows = (
        tr(tc("TT", span(1)), tc("Tiêu chí", span(3)), tc("Ghi chú", span(1))),
        tr(tc("1", span(2)), tc("1.1", span(1)), tc("x", span(2))),
        tr(tc("2", span(2)), tc("1.2", span(2)), tc("y", span(1))),
        tr(tc("Tiêu chuẩn 2", span(5))),
        tr(tc("3", span(1)), tc("2.1 và ghi chú", span(4))),
    )
    sheet = only(reader, word_xml(f"<w:tbl><w:tblGrid>{grid_columns}</w:tblGrid>{''.join(rows)}</w:tbl>"))
    assert grid(sheet) == {
        "A1": "TT", "B1": "Tiêu chí", "C1": "Ghi chú", "A2": "1", "B2": "1.1", "C2": "x", "A3": "2", "B3": "1.2",
        "C3": "y", "A4": "Tiêu chuẩn 2", "A5": "3", "B5": "2.1 và ghi chú",
    }  # fmt: skip
    assert sheet.merges == ((4, 1, 4, 3), (5, 2, 5, 3))


RUN = "<w:r><w:t>{}</w:t></w:r>".format


@pytest.mark.parametrize(
    ("paragraph", "text", "reason"),
    [
        (RUN("Tiêu ") + RUN("chí"), "Tiêu chí", "runs cut where the spelling was checked"),
        (
            f"<w:ins>{RUN('thêm')}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>",
            "thêm",
            "tracked changes",
        ),
        (
            f"<w:moveFrom>{RUN('đi')}</w:moveFrom><w:moveTo>{RUN('đến')}</w:moveTo>",
            "đến",
            "moved under tracking",
        ),
        (f"<w:sdt><w:sdtContent>{RUN('chọn')}</w:sdtContent></w:sdt>", "chọn", "a content control"),
        (f"<w:hyperlink>{RUN('liên kết')}</w:hyperlink>", "liên kết", "the words of a link"),
        (
            "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/></w:r>",
            "a\nb c-",
            "breaks",
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" + RUN("hiện"), "hiện", "hidden letters"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t></w:r>', "hiện", "hiding switched off"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", "a tick from the sign font"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + RUN("5"), "5", "a field: its result, not its code"),
        (
            f"<w:r><w:pict><w:txbxContent>{p('trong khung')}</w:txbxContent></w:pict></w:r>",
            "trong khung",
            "a text box",
        ),
    ],
)
def test_a_cell_of_word_is_read_as_a_person_sees_it(
    reader: Reader, paragraph: str, text: str, reason: str
) -> None:
    cell = f"<w:tc><w:p>{paragraph}</w:p></w:tc>"
    assert grid(only(reader, word_xml(f"<w:tbl>{tr(cell, tc('x'))}</w:tbl>"))) == {"A1": text, "B1": "x"}, (
        reason
    )


def test_rows_and_cells_within_content_controls_count_and_deleted_rows_do_not(reader: Reader) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('bỏ')}</w:tr>"
    body = f"<w:tbl>{tr(tc('a'), control(tc('b')))}{gone}{control(tr(tc('c'), tc('d')))}</w:tbl>"
    assert grid(only(reader, word_xml(control(body)))) == {"A1": "a", "B1": "b", "A2": "c", "B2": "d"}


def test_a_table_within_a_cell_is_its_text(reader: Reader) -> None:
    inner = f"<w:tbl>{tr(tc('5'), tc('triệu'))}{tr(tc('ngân sách'))}</w:tbl>"
    cell = f"<w:tc>{p('Dự kiến:')}{inner}{p('hết')}</w:tc>"
    sheet = only(reader, word_xml(f"<w:tbl>{tr(cell, tc('x'))}</w:tbl>"))
    assert grid(sheet) == {"A1": "Dự kiến:\n5 triệu\nngân sách\nhết", "B1": "x"}


def test_numbers_that_word_writes_by_itself_are_read(reader: Reader) -> None:
    def numbered(level: int, text: str = "", number: int = 7) -> str:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{numbers}</w:pPr>{RUN(text)}</w:p>"

    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, kind, pattern in (
            (0, "decimal", "Tiêu chuẩn %1:"),
            (1, "decimal", "%1.%2"),
            (2, "bullet", "•"),
        )
    )
    xml = f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, docx.oxml.parse_xml(xml))
    numbering.append(
        docx.oxml.parse_xml(f'<w:num xmlns:w="{W}" w:numId="7"><w:abstractNumId w:val="77"/></w:num>')
    )
    paragraphs = [
        numbered(0, "Tổ chức"),
        numbered(1),
        numbered(1),
        numbered(2, "họp"),
        numbered(0),
        numbered(1, "Sân"),
    ]
    rows = "".join(f"<w:tr><w:tc>{paragraph}</w:tc></w:tr>" for paragraph in paragraphs)
    body = document.element.body
    body.insert(0, docx.oxml.parse_xml(f'<w:tbl xmlns:w="{W}">{rows}</w:tbl>'))
    assert list(grid(only(reader, saved(document))).values()) == [
        "Tiêu chuẩn 1: Tổ chức", "1.1", "1.2", "- họp", "Tiêu chuẩn 2:", "2.1 Sân",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (word_xml("", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "has_dtd", "entities"),
        (word_xml("<w:tbl></w:tbl>" * 1_001), "too_big_inside", "thousands of tables"),
        (word_xml("<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000), "too_big_inside", "tables in tables"),
        (word_xml("<w:ins>" * 50_000 + "</w:ins>" * 50_000), "too_big_inside", "wrappers in wrappers"),
        (word_xml(f"<w:tbl>{'<w:tr/>' * 100_001}</w:tbl>"), "too_big_inside", "rows without end"),
        (word_xml(f"<w:tbl>{tr(*[tc('', '<w:gridSpan w:val=' + chr(34) + '900' + chr(34) + '/>')] * 2)}</w:tbl>"),
         "too_big_inside", "columns without end"),
        (word_xml("<w:p/>" * 3_000_000), "too_big_inside", "a bomb of paragraphs"),
        (word_xml("<w:p>"), "damaged", "tags that do not close"),
        (container({"_rels/.rels": RELATIONS.format("word/gone.xml"), "word/document.xml": "<a/>"}), "damaged", "no body"),
        (container({"_rels/.rels": RELATIONS.format("word/document.xml"), "word/document.xml": "<a/>"}), "damaged", "no Word"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_hostile_document_gets_one_sentence(reader: Reader, content: bytes, code: str, reason: str) -> None:
    children = reader.process_ids
    assert code_of(reader, content) == code, reason
    assert set(children) <= set(reader.process_ids), "refused by looking, not by dying"


# --- OpenDocument


def cell_xml(attributes: str, text: str = "") -> str:
    return f"<table:table-row><table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell></table:table-row>"


@pytest.mark.parametrize(
    ("attributes", "text", "shown", "reason"),
    [
        ('office:value-type="float" office:value="1.1"', "1.10", "1.10", "criterion 1.10 typed as a number"),
        ('office:value-type="float" office:value="1.1"', "1,1", "1.1", "a comma for the point"),
        ('office:value-type="float" office:value="1500000"', "1.500.000", "1500000", "never grouped"),
        ('office:value-type="percentage" office:value="0.75"', "75%", "75%", "share"),
        ('office:value-type="date" office:date-value="2023-09-01"', "9/2023", "9/2023", "9/2023 typed in a cell"),
        ('office:value-type="date" office:date-value="2023-10-15"', "15/10/23", "15/10/2023", "a day"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "TRUE", "logical value"),
        ('office:value-type="float" office:value="x"', "5", "5", "a number that is none: what is shown"),
        ('table:formula="of:=[.Z9]" office:value-type="string"', "#REF!", "#REF!", "an error"),
        ('office:value-type="string"', 'a<text:s/>b<text:line-break/>c<text:span>d</text:span>', "a b\ncd", "breaks"),
    ],
)  # fmt: skip
def test_a_cell_of_open_document_is_read_as_shown(
    reader: Reader, attributes: str, text: str, shown: str, reason: str
) -> None:
    assert grid(only(reader, open_document([["x"]], after=cell_xml(attributes, text)))) == {
        "A1": "x",
        "A2": shown,
    }, reason


def test_open_document_tells_repeats_merges_and_what_is_hidden(reader: Reader) -> None:
    after = (
        '<table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="2"><text:p>y</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>z'
        "<office:annotation><text:p>lời bàn</text:p></office:annotation></text:p></table:table-cell>"
        '<table:covered-table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    sheet = only(reader, open_document([["x"]], after=after, styles=styles, sheet_style="ta2"))
    assert grid(sheet) == {"A1": "x", "A2": "y", "B2": "y", "A3": "y", "B3": "y", "A4": "z"}
    assert (sheet.is_hidden, sheet.hidden_rows, sheet.merges) == (True, {2, 3}, ((4, 1, 4, 2),))


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ('table:number-rows-repeated="1048576"', "a row to the end of the sheet"),
        ('table:number-rows-repeated="999999999"', "and far beyond"),
    ],
)
def test_refuses_rows_that_repeat_to_the_end_of_the_sheet(
    reader: Reader, attributes: str, reason: str
) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>y</text:p></table:table-cell>'
    content = open_document([["x"]], after=f"<table:table-row {attributes}>{cell}</table:table-row>")
    assert code_of(reader, content) == "too_big_inside", reason


# --- Old and binary Excel


def old_book(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("filling", [0, 300], ids=["small enough for the small sectors", "larger"])
def test_old_excel_keeps_merges_formats_errors_and_what_is_hidden(reader: Reader, filling: int) -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet, hidden = book.add_sheet("Biểu"), book.add_sheet("Ẩn")
        sheet.write_merge(0, 1, 0, 0, "a")
        sheet.write(1, 1, 1.1, xlwt.easyxf(num_format_str="0.00"))
        sheet.row(2).set_cell_error(1, 0x17)
        sheet.write(3, 0, "b")
        sheet.row(3).hidden = True
        for row in range(filling):
            hidden.write(row + 1, 0, f"dòng {row}")
        hidden.write(0, 0, "x")
        hidden.visibility = 1

    first, second = reader.read(old_book(fill), file_name="a.xls").sheets
    assert grid(first) == {"A1": "a", "B2": "1.10", "B3": "#REF!", "A4": "b"}
    assert (first.merges, first.hidden_rows) == (((1, 1, 2, 1),), {4})
    assert (second.name, second.is_hidden, second.row_count) == ("Ẩn", True, filling + 1)


def test_old_excel_that_runs_in_circles_is_damaged(reader: Reader) -> None:
    content = bytearray(FILES["ke-hoach.xls"])
    fat = 512 * (1 + int.from_bytes(content[76:80], "little"))
    content[fat : fat + 4] = bytes(4)  # the first sector is followed by itself
    children = reader.process_ids
    assert code_of(reader, bytes(content)) == "damaged"
    assert set(children) <= set(reader.process_ids)


def test_a_number_of_binary_excel_stays_in_doubt(examine: Examine) -> None:
    cells = {(0, column): (6, wide(text)) for column, text in enumerate(HEAD)}
    for row, code, texts in ((1, 1.9, FIRST), (2, 1.1, SECOND)):
        cells |= {(row, column): (6, wide(text)) for column, text in enumerate(texts) if text}
        cells[row, 1] = (5, struct.pack("<d", code))
    understood = examine(binary_excel(cells), "a.xlsb")
    assert [line["criterion_code"] for line in meaning(understood)] == ["1.9", "1.10"]
    assert understood.has("criterion_trailing_zero")


def test_binary_excel_tells_errors(reader: Reader) -> None:
    content = binary_excel(
        {(0, 0): (6, wide("x")), (1, 1): (3, b"\x17"), (2, 0): (5, struct.pack("<d", 1.5))}
    )
    sheet = only(reader, content)
    assert grid(sheet) == {"A1": "x", "B2": "#REF!", "A3": "1.5"}
    assert [cell.is_error for cell in sheet.cells.values()].count(True) == 1


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({(0, 0): (6, wide("x")), (1_048_575, 16_383): (6, wide("y"))}, "the reader would reserve 400 GB"),
        ({(0, 0): (6, wide("x")), (99_998, 998): (1, b"")}, "styled only, but laid out as well"),
    ],
)
def test_refuses_binary_cells_far_away(
    reader: Reader, cells: dict[tuple[int, int], tuple[int, bytes]], reason: str
) -> None:
    children = reader.process_ids
    assert code_of(reader, binary_excel(cells)) == "too_big_inside", reason
    assert set(children) <= set(reader.process_ids)


# --- Whatever comes


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.lists(
                st.tuples(st.integers(0, 12), st.sampled_from(["", "<w:vMerge w:val='restart'/>"])),
                max_size=9,
            ),
        ),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.integers(0, 3000), max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_no_text_of_a_table_is_lost_however_its_cells_are_joined(
    reader: Reader, rows: list[tuple[int, list[tuple[int, str]]]], widths: list[int]
) -> None:
    names = [[f"r{row}c{column}" for column in range(len(cells))] for row, (_, cells) in enumerate(rows)]
    written = "".join(
        f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/></w:trPr>'
        + "".join(
            tc(name, f'<w:gridSpan w:val="{span}"/>{merge}')
            for name, (span, merge) in zip(texts, cells, strict=True)
        )
        + "</w:tr>"
        for texts, (before, cells) in zip(names, rows, strict=True)
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sheet = only(reader, word_xml(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>"))
    assert [[cell.text for cell in sorted(sheet.cells.values(), key=place) if cell.row == row] for row in
            range(1, len(rows) + 1)] == names  # fmt: skip


def place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=6), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(",;\t"),
)
def test_any_text_file_yields_cells_or_a_sentence(
    reader: Reader, rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in rows)
    with suppress(Unreadable):  # nothing else may come out
        reader.read(text.encode(encoding, "replace"), file_name="a.csv")


@pytest.mark.parametrize(
    "name",
    ["ke-hoach.docx", "cp1258-comma.csv", "utf16-tab.txt", "ke-hoach.ods", "ke-hoach.xls", "ke-hoach.xlsb"],
)
def test_damaged_files_are_read_or_refused_with_a_sentence(name: str) -> None:
    chance = random.Random(name)
    with Reader(limits=Limits(wall_seconds=3, cpu_seconds=1)) as reader:
        for _ in range(120):
            content = changed(FILES[name], chance)
            with suppress(Unreadable):  # nothing else may come out
                reader.read(content, file_name=name)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed; inside its parts where it is a container, so that its checksums agree."""
    if not content.startswith(b"PK") or chance.random() < 0.2:
        return spoiled(content, chance)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        names = before.namelist()
        likely = [
            name for name in names if name in ("word/document.xml", "content.xml") or name.endswith(".bin")
        ]
        chosen = chance.choice(likely if chance.random() < 0.7 else names)
        for name in names:
            data = before.read(name)
            after.writestr(name, spoiled(data, chance) if name == chosen else data)
    return buffer.getvalue()


def spoiled(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        piece = data[at : at + chance.randint(0, 300)]
        match chance.randrange(4):
            case 0:
                data[at : at + len(piece)] = b""
            case 1:
                data[at:at] = piece * chance.randint(1, 5)
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                data[at:at] = chance.choice(
                    [b"<", b">", b'"', b";", b"\n", b"\0", b"9999999", b"<w:tbl>", b"&a;", b"\xff"]
                )
    return bytes(data)
