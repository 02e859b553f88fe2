"""A workbook that goes back with its bad cells marked: nothing else of it changes, and what is corrected in it comes in clean."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.dom import minidom

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from python_calamine import CalamineWorkbook

from data.intake import problems as sentences
from data.intake.draft import Understood
from data.intake.edits import Edit
from data.intake.marking import Marked, copying, is_index, marked, worth_marking
from data.intake.marking.index import COLOURS, NAME
from data.intake.marking.notes import AUTHOR
from data.intake.problems import ERROR, NOTE, WARNING, Problem
from data.intake.reading import Reader
from data.intake.sheets import Sheet, Unreadable, address

Examine = Callable[..., Understood]
RED, YELLOW = COLOURS[ERROR], COLOURS[WARNING]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument"

# The one order in which Excel takes what a sheet's XML holds (ECMA-376, CT_Worksheet).
ORDER = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts
    extLst""".split()
STYLE_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return stream.getvalue()


def picture() -> Picture:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "png")
    return Picture(stream)


def rich() -> bytes:
    """A workbook with whatever schools put into one, which most programs lose when they save it again."""
    book = openpyxl.Workbook()
    sheet: Worksheet = book.active
    sheet.title, sheet.sheet_view.tabSelected = "Kế hoạch", True
    sheet["A1"] = "TRƯỜNG THCS BÌNH MINH"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet["A3"], sheet["B3"], sheet["C3"] = 1.1, "khi rảnh", "=A3*2"
    sheet["A3"].number_format = "0.00"
    sheet["B3"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["B3"].border = Border(bottom=Side(style="double"))
    sheet["A4"], sheet["B4"] = "x", "y"
    sheet.merge_cells("B6:C8")
    sheet["B6"] = "gộp"
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].hidden = 44, True
    sheet.row_dimensions[3].height, sheet.row_dimensions[4].hidden = 50, True
    sheet.freeze_panes = "B3"
    sheet.add_data_validation(DataValidation("list", formula1='"Có,Không"', sqref="D3:D9"))
    sheet.conditional_formatting.add(
        "A3:A9", CellIsRule("greaterThan", ["5"], fill=PatternFill(bgColor="FFFF0000"))
    )
    sheet.print_title_rows, sheet.page_setup.orientation = "3:3", "landscape"
    sheet.oddFooter.center.text = "Trang &P"
    sheet.auto_filter.ref = "A3:C9"
    sheet.add_image(picture(), "F2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=3, max_row=4))
    sheet.add_chart(chart, "F12")
    hidden = book.create_sheet("Ẩn")
    hidden["A1"], hidden.sheet_state = "bí mật", "hidden"
    book.defined_names["vung"] = DefinedName("vung", attr_text="'Kế hoạch'!$A$3:$C$9")
    return saved(book)


def problem(level: str, sheet: str | None, cell: str | None, message: str = "Sai. Hãy sửa.") -> Problem:
    return Problem("any", level, message, sheet, cell)


PROBLEMS = [
    problem(ERROR, None, None, "Chưa rõ trường. Hãy chọn trường."),
    problem(WARNING, "Kế hoạch", "B3, C3", "Không đọc được thời gian «khi rảnh». Hãy ghi tháng."),
    problem(ERROR, "Kế hoạch", "B3, E11", "Thiếu mã. Hãy ghi mã."),
    problem(WARNING, "Kế hoạch", "C7"),
    problem(NOTE, "Ẩn", "A1", "Trang này đang ẩn."),
]


@pytest.fixture
def mark(reader: Reader) -> Callable[..., Marked]:
    def run(content: bytes, problems: Sequence[Problem] = PROBLEMS, name: str = "ke-hoach.xlsx") -> Marked:
        return marked(reader, content, file_name=name, problems=problems)

    return run


def look(cell: object) -> tuple[object, ...]:
    """Everything of a cell's look but its fill."""
    names = ("font", "border", "alignment", "number_format", "protection")
    return tuple(repr(getattr(cell, name)) for name in names)


def colour(cell: object) -> str | None:
    fill = cell.fill  # type: ignore[attr-defined]
    return fill.fgColor.rgb if fill.fill_type == "solid" else None


def notes(sheet: Worksheet) -> dict[str, str]:
    """What this software says on each cell."""
    return {
        cell.coordinate: cell.comment.text
        for row in sheet
        for cell in row
        if getattr(cell, "comment", None) and cell.comment.author == AUTHOR
    }


def children(content: bytes) -> list[str]:
    root = minidom.parseString(content).documentElement
    return [each.localName for each in root.childNodes if each.nodeType == each.ELEMENT_NODE]


# --- The same workbook


def test_every_part_without_a_mark_is_the_same_to_the_last_byte(mark: Callable[..., Marked]) -> None:
    before, after = parts(rich()), parts(mark(rich()).content)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert set(after) - set(before) == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet3.xml",
    }
    assert list(after)[: len(before)] == list(before), "the entries keep their order"


def test_of_a_marked_sheet_only_the_marked_cells_change(mark: Callable[..., Marked]) -> None:
    name = "xl/worksheets/sheet1.xml"
    before, after = (
        re.findall(rb"<[^<>]+>[^<]*", parts(each)[name]) for each in (rich(), mark(rich()).content)
    )
    gone = [each.decode() for each in before if each not in set(after)]
    new = [each.decode() for each in after if each not in set(before)]
    assert [re.sub(r' s="\d+"', "", each) for each in gone] == [
        '<dimension ref="A1:D8"/>',
        '<sheetView tabSelected="1" workbookViewId="0">',
        '<c r="B3" t="inlineStr">',
        '<c r="C3">',
        '<c r="B6" t="inlineStr">',
    ]
    assert [re.sub(r' (?:s|xmlns:r)="[^"]+"', "", each) for each in new] == [
        '<dimension ref="A1:E11"/>',
        '<sheetView workbookViewId="0">',
        '<c r="B3" t="inlineStr">',
        '<c r="C3">',
        '<c r="B6" t="inlineStr">',
        '<row r="11">',
        '<c r="E11"/>',
        '<legacyDrawing r:id="rId3"/>',
    ]


def test_values_formats_merges_formulas_and_settings_stay(mark: Callable[..., Marked]) -> None:
    before, after = opened(rich()), opened(mark(rich()).content)
    assert after.sheetnames == [*before.sheetnames, NAME]
    for old in before:
        new = after[old.title]
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert new.sheet_state == old.sheet_state
        assert new.freeze_panes == old.freeze_panes
        assert new.print_title_rows == old.print_title_rows
        assert new.page_setup.orientation == old.page_setup.orientation
        assert new.oddFooter.center.text == old.oddFooter.center.text
        assert new.auto_filter.ref == old.auto_filter.ref
        assert [repr(each) for each in new.data_validations.dataValidation] == [
            repr(each) for each in old.data_validations.dataValidation
        ]
        assert list(new.conditional_formatting) == list(old.conditional_formatting)
        assert len(new._images) == len(old._images)
        assert len(new._charts) == len(old._charts)
        for side in ("column_dimensions", "row_dimensions"):
            sizes = getattr(old, side)
            assert {
                key: (each.hidden, getattr(each, "width", None) or each.height) for key, each in sizes.items()
            } == {
                key: (each.hidden, getattr(each, "width", None) or each.height)
                for key, each in getattr(new, side).items()
                if key in sizes
            }
        for row in old:
            for cell in row:
                twin = new[cell.coordinate]
                assert (twin.value, *look(twin)) == (cell.value, *look(cell))
                if cell.coordinate not in {"B3", "C3", "B6"}:
                    assert repr(twin.fill) == repr(cell.fill)
    assert after.defined_names["vung"].attr_text == before.defined_names["vung"].attr_text
    assert after["Kế hoạch"]["C3"].value == "=A3*2"


def test_a_cell_in_error_and_one_in_doubt_bear_a_colour_and_what_to_do(mark: Callable[..., Marked]) -> None:
    sheet = opened(mark(rich()).content)["Kế hoạch"]
    assert {name: colour(sheet[name]) for name in ("B3", "C3", "E11", "B6", "A3")} == {
        "B3": RED,
        "C3": YELLOW,
        "E11": RED,  # was not there
        "B6": YELLOW,  # shows for C7, with which it is merged
        "A3": None,
    }
    assert notes(sheet) == {
        "B3": "LỖI: Thiếu mã. Hãy ghi mã.\nCẦN XEM LẠI: Không đọc được thời gian «khi rảnh». Hãy ghi tháng.",
        "C3": "CẦN XEM LẠI: Không đọc được thời gian «khi rảnh». Hãy ghi tháng.",
        "E11": "LỖI: Thiếu mã. Hãy ghi mã.",
        "B6": "CẦN XEM LẠI: Sai. Hãy sửa.",
    }


def test_the_list_names_every_problem_and_leads_to_its_cell(mark: Callable[..., Marked]) -> None:
    book = opened(mark(rich()).content)
    sheet = book[NAME]
    assert book.active is sheet
    assert [each.title for each in book if each.sheet_view.tabSelected] == [NAME], (
        "two would be edited together"
    )
    rows = [[cell.value for cell in row[1:5]] for row in sheet.iter_rows(min_row=9)]
    assert rows == [
        ["Lỗi", None, None, "Chưa rõ trường. Hãy chọn trường."],
        ["Lỗi", "Kế hoạch", "B3", "Thiếu mã. Hãy ghi mã."],
        ["Lỗi", "Kế hoạch", "E11", "Thiếu mã. Hãy ghi mã."],
        ["Cần xem lại", "Kế hoạch", "B3", "Không đọc được thời gian «khi rảnh». Hãy ghi tháng."],
        ["Cần xem lại", "Kế hoạch", "C3", "Không đọc được thời gian «khi rảnh». Hãy ghi tháng."],
        ["Cần xem lại", "Kế hoạch", "C7", "Sai. Hãy sửa."],
        ["Ghi chú", "Ẩn", "A1", "Trang này đang ẩn."],
    ]
    links = [cell.hyperlink.location if cell.hyperlink else None for cell in sheet["D"][8:]]
    assert links == [None, *(f"'{name}'!{cell}" for _, name, cell, _ in rows[1:])]
    assert sheet["A2"].value == "Tệp «ke-hoach.xlsx»: 2 lỗi, 2 điểm cần xem lại, 1 ghi chú."
    assert "Nộp bảng tính" in sheet["A3"].value
    assert sheet.column_dimensions["F"].hidden


def test_other_readers_read_it(mark: Callable[..., Marked], reader: Reader) -> None:
    content = mark(rich()).content
    before, after = (reader.read(each, file_name="x.xlsx").sheets for each in (rich(), content))
    assert after[:2] == before
    assert is_index(after[2])
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Kế hoạch", "Ẩn", NAME]


def test_what_stands_in_the_xml_stands_in_the_order_that_excel_takes(mark: Callable[..., Marked]) -> None:
    for name, content in parts(mark(rich()).content).items():
        if name.startswith("xl/worksheets/sheet"):
            found = [ORDER.index(each) for each in children(content)]
            assert found == sorted(found), name
        if name == "xl/styles.xml":
            found = [STYLE_ORDER.index(each) for each in children(content)]
            assert found == sorted(found)


def test_the_same_file_is_marked_the_same_way(mark: Callable[..., Marked]) -> None:
    content = rich()
    assert mark(content) == mark(content)


# --- Marked again


def test_new_marks_take_the_place_of_the_old_ones(mark: Callable[..., Marked]) -> None:
    first = mark(rich())
    again = mark(
        saved(opened(first.content)), [problem(WARNING, "Kế hoạch", "A4", "Khác. Hãy xem.")], first.file_name
    )
    before, book = opened(rich()), opened(again.content)
    sheet = book["Kế hoạch"]
    assert book.sheetnames == ["Kế hoạch", "Ẩn", NAME]
    assert notes(sheet) == {"A4": "CẦN XEM LẠI: Khác. Hãy xem."}
    assert colour(sheet["A4"]) == YELLOW
    assert {name: colour(sheet[name]) for name in ("B3", "C3", "B6", "E11")} == {
        "B3": "FF00B050",  # the school's own green is back
        "C3": None,
        "B6": None,
        "E11": None,
    }
    assert look(sheet["B3"]) == look(before["Kế hoạch"]["B3"])
    assert [row[4].value for row in book[NAME].iter_rows(min_row=9)] == ["Khác. Hãy xem."]
    assert again.file_name == first.file_name == "ke-hoach (đã đánh dấu).xlsx"


def test_marking_again_and_again_does_not_make_the_file_grow(mark: Callable[..., Marked]) -> None:
    first = mark(rich()).content
    second = mark(first).content
    assert {name: len(content) for name, content in parts(mark(second).content).items()} == {
        name: len(content) for name, content in parts(second).items()
    }
    assert set(parts(first)) == set(parts(second))


def test_a_cell_that_the_school_has_coloured_since_keeps_that_colour(mark: Callable[..., Marked]) -> None:
    book = opened(mark(rich()).content)
    book["Kế hoạch"]["C3"].fill = PatternFill("solid", fgColor="FF123456")
    again = opened(mark(saved(book), []).content)["Kế hoạch"]
    assert colour(again["C3"]) == "FF123456"


def test_what_somebody_wrote_into_the_list_is_not_believed(mark: Callable[..., Marked]) -> None:
    book = opened(mark(rich()).content)
    for row, said in enumerate(
        ['B3: solid fg(rgb=FF)"/><x', "ZZZZ9: none", "B3", "1: none", "A99999999: none"], start=10
    ):
        book[NAME].cell(row, 6).value = said
    again = opened(mark(saved(book), []).content)["Kế hoạch"]
    assert colour(again["B3"]) == RED
    assert colour(again["C3"]) == YELLOW


# --- Notes that are there


def noted() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch"
    sheet["B3"], sheet["C3"], sheet["D3"] = 1, 2, 3
    sheet["B3"].comment = Comment("Cô Lan xem lại\nô này", "Cô Lan")
    sheet["D3"].comment = Comment("để nguyên", "Cô Lan")
    return saved(book)


def said(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {
        cell.coordinate: (cell.comment.author, cell.comment.text)
        for row in sheet
        for cell in row
        if cell.comment
    }


def test_the_notes_of_others_stay_and_ours_stands_below(mark: Callable[..., Marked]) -> None:
    problems = [problem(WARNING, "Kế hoạch", "B3, C3")]
    content = mark(noted(), problems).content
    assert said(opened(content)["Kế hoạch"]) == {
        "B3": ("Cô Lan", "Cô Lan xem lại\nô này\n\n— Phần mềm: CẦN XEM LẠI: Sai. Hãy sửa."),
        "C3": (AUTHOR, "CẦN XEM LẠI: Sai. Hãy sửa."),
        "D3": ("Cô Lan", "để nguyên"),
    }
    (drawing,) = [each for name, each in parts(content).items() if name.endswith(".vml")]
    assert drawing.count(b'ObjectType="Note"') == 3, "one box for each note"
    for again in (content, saved(opened(content))):
        assert said(opened(mark(again, []).content)["Kế hoạch"]) == {
            "B3": ("Cô Lan", "Cô Lan xem lại\nô này"),
            "D3": ("Cô Lan", "để nguyên"),
        }
    (drawing,) = [each for name, each in parts(mark(content, []).content).items() if name.endswith(".vml")]
    assert drawing.count(b'ObjectType="Note"') == 2


def test_a_conversation_of_newer_excel_is_left_as_it_is(mark: Callable[..., Marked]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Kế hoạch"
    book.active["B3"].comment = Comment("[Threaded comment] xem giúp", "tc={0B7C-1}")
    content = mark(saved(book), [problem(ERROR, "Kế hoạch", "B3")]).content
    sheet = opened(content)["Kế hoạch"]
    assert said(sheet) == {"B3": ("tc={0B7C-1}", "[Threaded comment] xem giúp")}
    assert colour(sheet["B3"]) == RED, "the colour and the list say it"


# --- Workbooks as other programs write them


def by_hand(
    sheet: str,
    *,
    prefix: str = "",
    more: Mapping[str, str] | None = None,
    types: str = "",
    target: str = "worksheets/sheet1.xml",
    kind: str = "sheet.main",
) -> bytes:
    """A workbook of one sheet, "S", its XML written out."""
    p = f"{prefix}:" if prefix else ""
    names = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    xf = f'<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    text = xf.replace('numFmtId="0"', 'numFmtId="49"')
    styles = (
        f"<{p}styleSheet {names}><{p}fonts><{p}font/></{p}fonts><{p}fills count='2'><{p}fill><{p}patternFill/></{p}fill>"
        f'<{p}fill><{p}patternFill patternType="gray125"/></{p}fill></{p}fills><{p}borders><{p}border/></{p}borders>'
        f"<{p}cellStyleXfs>{xf}</{p}cellStyleXfs><{p}cellXfs>{xf}{text}</{p}cellXfs>"
        f'<{p}cellStyles><{p}cellStyle name="Normal" xfId="0" builtinId="0"/></{p}cellStyles></{p}styleSheet>'
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.spreadsheetml.{kind}+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.spreadsheetml.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.spreadsheetml.styles+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Target="xl/workbook.xml"'
            f' Type="{RELATED}/officeDocument"/></Relationships>',
            "xl/workbook.xml": f'<{p}workbook {names} xmlns:r="{RELATED}"><{p}sheets><{p}sheet name="S" sheetId="7"'
            f' r:id="rId1"/></{p}sheets></{p}workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Target="{target}" Type="{RELATED}/worksheet"/><Relationship Id="rId2" Target="styles.xml"'
            f' Type="{RELATED}/styles"/></Relationships>',
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": f'<{p}worksheet {names} xmlns:r="{RELATED}">{sheet}</{p}worksheet>',
            **(more or {}),
        }
    )


def rows_of(content: bytes) -> str:
    return re.sub(r' (?:s|applyFill)="\d+"', "", parts(content)["xl/worksheets/sheet1.xml"].decode())


@pytest.mark.parametrize(
    ("sheet", "prefix", "expected", "why"),
    [
        (
            '<sheetData><row r="2" spans="1:2"><c r="A2"><v>1</v></c><c r="D2"><v>2</v></c></row></sheetData>',
            "",
            '<row r="2"><c r="A2"><v>1</v></c><c r="C2"/><c r="D2"><v>2</v></c></row>',
            "made between its neighbours, the hint of width gone",
        ),
        (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row></sheetData>',
            "",
            '</row><row r="2"><c r="C2"/></row><row r="5">',
            "its row made between the others",
        ),
        (
            '<sheetData><row r="2" ht="30"/></sheetData>',
            "",
            '<row r="2" ht="30"><c r="C2"/></row>',
            "an empty row",
        ),
        ("<sheetData/>", "", '<sheetData><row r="2"><c r="C2"/></row></sheetData>', "an empty sheet"),
        (
            "<sheetData><row><c><v>1</v></c></row><row><c><v>1</v></c><c/><c><v>3</v></c></row></sheetData>",
            "",
            "<row><c><v>1</v></c><c/><c><v>3</v></c></row>",
            "cells and rows that do not say where they stand",
        ),
        (
            "<x:sheetData><x:row r='2'><x:c r='A2'><x:v>1</x:v></x:c></x:row></x:sheetData>",
            "x",
            "<x:row r='2'><x:c r='A2'><x:v>1</x:v></x:c><x:c r=\"C2\"/></x:row>",
            "names with a prefix",
        ),
        (
            '<sheetData><row r="2"><c r="C2" t="s>" ><f t="shared" ref="C2:C9" si="0">A1&gt;0</f></c></row></sheetData>'.replace(
                "s>", "n"
            ),
            "",
            '<c r="C2" t="n" ><f t="shared" ref="C2:C9" si="0">A1&gt;0</f></c>',
            "a shared formula stays",
        ),
    ],
)
def test_the_cell_is_found_or_made_in_its_place(
    sheet: str, prefix: str, expected: str, why: str, mark: Callable[..., Marked]
) -> None:
    content = mark(by_hand(sheet, prefix=prefix), [problem(ERROR, "S", "C2")]).content
    assert expected in rows_of(content), why
    cell = opened(content)["S"]["C2"]
    assert (colour(cell), cell.comment.text) == (RED, "LỖI: Sai. Hãy sửa."), why


def test_a_cell_that_is_made_looks_like_its_column_or_row(mark: Callable[..., Marked]) -> None:
    columns = '<cols><col min="3" max="3" width="9" style="1"/></cols>'
    made = mark(by_hand(f"{columns}<sheetData/>"), [problem(ERROR, "S", "C2")]).content
    assert opened(made)["S"]["C2"].number_format == "@"
    row = '<sheetData><row r="2" s="1" customFormat="1"/></sheetData>'
    assert opened(mark(by_hand(row), [problem(ERROR, "S", "C2")]).content)["S"]["C2"].number_format == "@"


def test_absolute_targets_lead_to_the_sheet(mark: Callable[..., Marked]) -> None:
    content = by_hand("<sheetData/>", target="/xl/worksheets/sheet1.xml")
    assert colour(opened(mark(content, [problem(ERROR, "S", "A1")]).content)["S"]["A1"]) == RED


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1030" type="#_x0000_t201">'
    '<v:textbox><div>Nút<br></div></v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>'
)


def test_a_drawing_of_old_buttons_keeps_them(mark: Callable[..., Marked]) -> None:
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="v" Type="{RELATED}/vmlDrawing"'
        f' Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    content = by_hand(
        '<sheetData/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><legacyDrawing r:id="v"/>',
        more={"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/vmlDrawing1.vml": VML},
        types=f'<Default Extension="vml" ContentType="{TYPES}.vmlDrawing"/>',
    )
    once = mark(content, [problem(ERROR, "S", "B2")]).content
    drawing = parts(once)["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.startswith(VML.removesuffix("</xml>"))
    assert 'id="_x0000_s1031"' in drawing
    assert parts(once)["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing ") == 1
    again = parts(mark(once, []).content)["xl/drawings/vmlDrawing1.vml"]
    assert again.count(b"<v:shape ") == 1


def test_macros_stay_untouched_and_the_ending_says_so(mark: Callable[..., Marked]) -> None:
    macros = bytes(range(256)) * 40
    content = by_hand("<sheetData/>", kind="sheet.macroEnabled.main", more={"xl/vbaProject.bin": macros})
    made = mark(content, [problem(ERROR, "S", "A1")], "bang.xlsm")
    assert parts(made.content)["xl/vbaProject.bin"] == macros
    assert made.file_name == "bang (đã đánh dấu).xlsm"


def test_a_sheet_of_the_schools_own_with_the_name_of_the_list_stays(
    mark: Callable[..., Marked], reader: Reader
) -> None:
    book = openpyxl.Workbook()
    book.active.title = NAME
    book.active["A1"] = "của trường"
    again = mark(saved(book), [problem(ERROR, NAME, "A1")]).content
    assert opened(again).sheetnames == [NAME, f"{NAME} (2)"]
    assert [is_index(sheet) for sheet in reader.read(again, file_name="x.xlsx").sheets] == [False, True]


def test_a_workbook_without_styles_is_copied_rather_than_guessed_at(mark: Callable[..., Marked]) -> None:
    contents = parts(by_hand('<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'))
    contents["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}"/>'.encode()
    made = opened(mark(packed(contents), [problem(ERROR, "S", "A1")]).content)
    assert (made["S"]["A1"].value, colour(made["S"]["A1"])) == (5, RED)
    assert made[NAME]["A2"].value.startswith("Đây là bản Excel chép từ tệp «ke-hoach.xlsx»")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 30))
GRIDS = st.dictionaries(PLACES, TEXTS | st.integers(-9, 10**6) | st.booleans(), min_size=1, max_size=30)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRIDS, bad=st.lists(PLACES, max_size=12), words=TEXTS)
def test_whatever_a_sheet_holds_its_cells_read_the_same_with_marks(
    reader: Reader, grid: dict[tuple[int, int], object], bad: list[tuple[int, int]], words: str
) -> None:
    book = openpyxl.Workbook()
    for place, value in grid.items():
        cell = book.active.cell(*place, value)
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
    before = reader.read(saved(book), file_name="x").sheets
    problems = [problem(WARNING, "Sheet", address(*place), words) for place in bad]
    made = marked(reader, saved(book), file_name="x.xlsx", problems=problems).content
    (*after, listed) = reader.read(made, file_name="x").sheets
    assert tuple(after) == before
    assert is_index(listed)
    assert set(notes(opened(made)["Sheet"])) == {address(*place) for place in bad}
    (again, _) = reader.read(
        marked(reader, made, file_name="x.xlsx", problems=[]).content, file_name="x"
    ).sheets
    assert (again,) == before


# --- Hostile words


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<b>&amp;]]></b>", "_x0041_", "a\x01\ud800b", "\"'"]
)
def test_words_of_others_are_only_ever_text(words: str, mark: Callable[..., Marked]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "=1+1 'a'"
    book.active["A1"] = "x"
    content = mark(saved(book), [problem(ERROR, "=1+1 'a'", "A1", words)], f"{words}.xlsx").content
    made = opened(content)
    legal = re.sub("[\x01\ud800]", "", words)
    assert [cell.data_type for row in made[NAME] for cell in row if cell.value is not None] == ["s"] * sum(
        cell.value is not None for row in made[NAME] for cell in row
    )
    row = made[NAME][9]
    assert (row[2].value, row[4].value) == ("=1+1 'a'", legal)
    assert row[2].quotePrefix
    assert row[3].hyperlink.location == "'=1+1 ''a'''!A1"
    noted = made["=1+1 'a'"]["A1"].comment.text
    assert noted.replace("_x005F_", "_") == f"LỖI: {legal}", "openpyxl leaves Excel's escape in notes"
    assert b"<f>" not in parts(content)["xl/worksheets/sheet2.xml"]


def test_what_the_guard_refuses_is_refused_here_too(mark: Callable[..., Marked]) -> None:
    entity = f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    contents = parts(by_hand("<sheetData/>"))
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        with pytest.raises(Unreadable):
            mark(packed({**contents, name: entity}), [problem(ERROR, "S", "A1")])


def test_a_doctype_where_the_guard_does_not_look_is_refused(mark: Callable[..., Marked]) -> None:
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="v" Type="{RELATED}/comments"'
        f' Target="../drawings/c.xml"/></Relationships>'
    )
    comments = f'<!DOCTYPE x [<!ENTITY a "b">]><comments xmlns="{MAIN}"><authors/><commentList/></comments>'
    content = by_hand(
        "<sheetData/>",
        more={"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/c.xml": comments},
    )
    with pytest.raises(Unreadable):
        mark(content, [problem(ERROR, "S", "A1")])


@pytest.mark.parametrize("cell", ["B2 và gì đó", "", "ZZZZ1", "A0", "A1, , =B2"])
def test_cells_that_are_none_mark_nothing_else(cell: str, mark: Callable[..., Marked]) -> None:
    made = opened(mark(noted(), [problem(ERROR, "Kế hoạch", cell), problem(ERROR, "không có", "A1")]).content)
    assert set(notes(made["Kế hoạch"])) <= {"A1", "B2"}


# --- Corrected and handed in again

HEAD = [
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt",
    "Công việc/giải pháp",
    "Chủ trì",
    "Thời gian thực hiện",
    "Dự kiến kinh phí",
]
TITLE = "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG NĂM HỌC 2023-2024"
GOOD = ["1", "Tiêu chí 1.1", "Đủ hồ sơ", "Rà soát hồ sơ", "Hiệu trưởng", "10/2023", "5 triệu"]
BAD = [
    ["2", "Tiêu chí 9.9", "Có vườn", "Trồng cây", "Bảo vệ", "11/2023", "0"],
    ["3", "Tiêu chí 2.1", "Bồi dưỡng", "Cử đi học", "Tổ trưởng", "khi thuận lợi", "3 triệu"],
    ["4", "Tiêu chí 1.4", "Đủ tổ", "Kiện toàn tổ", "Hiệu trưởng", "12/2023", "tùy tình hình"],
]
PLAN = [["TRƯỜNG THCS BÌNH MINH"], [TITLE], HEAD, GOOD, *BAD]
# What somebody types who has read the note.
CURES = {"không có trong": "Tiêu chí 1.2", "thời gian": "3/2024", "Kinh phí": "2.000.000 đồng"}


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A2:G2")
    book.create_sheet("Trang phụ")["A1"] = "=1+2"
    return saved(book)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    return "\r\n".join(";".join(f'"{each}"' for each in row) for row in rows).encode("utf-8-sig")


def as_docx(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    for row in rows[:2]:
        document.add_paragraph(row[0])
    table = document.add_table(len(rows) - 2, len(HEAD))
    for row, texts in zip(table.rows, rows[2:], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def cured(content: bytes) -> bytes:
    """Every noted cell with what its note asks for, by somebody who touches nothing else."""
    book = opened(content)
    for sheet in book:
        for cell, words in notes(sheet).items():
            sheet[cell].value = next(cure for sign, cure in CURES.items() if sign in words)
    return saved(book)


@pytest.mark.parametrize(
    ("write", "name"), [(as_xlsx, "ke-hoach.xlsx"), (as_csv, "ke-hoach.csv"), (as_docx, "ke-hoach.docx")]
)
def test_done_what_the_notes_say_the_next_upload_is_clean(
    write: Callable[..., bytes], name: str, examine: Examine, reader: Reader
) -> None:
    found = examine(write(PLAN), name, school=None, year=None)
    assert {each.code for each in found.problems if each.level != NOTE} == {
        "criterion_not_in_framework",
        "time_not_understood",
        "budget_unsure",
    }
    back = marked(reader, write(PLAN), file_name=name, problems=found.problems)
    unchanged = examine(back.content, back.file_name, school=None, year=None)
    assert unchanged.lines == found.lines, "the marked file reads as the one that was sent"
    assert unchanged.problems == found.problems

    clean = examine(cured(back.content), back.file_name, school=None, year=None)
    assert [each for each in clean.problems if each.level != NOTE] == []
    assert [line.criterion_code for line in clean.lines] == ["1.1", "1.2", "2.1", "1.4"]
    assert clean.outcome == "accepted"
    assert [each for each in clean.problems if NAME in each.message] == []


def test_a_copy_reads_as_the_original_whatever_kind_of_value_it_holds(reader: Reader) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bảng 1"
    for column, value in enumerate(["chữ", "=1+1", 1.1, 7, True, "  cách  ", "a\nb", "_x0041_"], start=1):
        sheet.cell(2, column, value)
    sheet["B2"].data_type = "s"
    sheet["C2"].number_format = "0.00"
    sheet["J4"] = date(2024, 9, 5)
    sheet["K4"] = datetime(2024, 9, 5, 7, 30)
    sheet["K5"], sheet["K5"].number_format = date(2024, 9, 5), 'd"."m"."yyyy'
    sheet["L4"] = "#N/A"
    sheet["A6"] = "gộp"
    sheet.merge_cells("A6:C7")
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("Ẩn")["A1"] = "x"
    book["Ẩn"].sheet_state = "hidden"
    before = reader.read(saved(book), file_name="x").sheets
    after = reader.read(copying.workbook(before), file_name="x").sheets
    for old, new in zip(before, after, strict=True):
        assert (new.name, new.is_hidden, new.merges, new.hidden_rows) == (
            old.name, old.is_hidden, old.merges, old.hidden_rows,
        )  # fmt: skip
        texts = {at: (cell.text, cell.is_error) for at, cell in old.cells.items()}
        assert {at: (cell.text, cell.is_error) for at, cell in new.cells.items()} == texts | (
            {(5, 11): ("05/09/2024", False)} if old.name == "Bảng 1" else {}
        ), "a format that is not plain is shown in a plain way"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Bảng 1", "bảng 1"], ["Bảng 1", "bảng 1 (2)"]),
        (["a/b:c", "", "'x'"], ["a b c", "Bảng", "x"]),
        (["dài" * 20, "dài" * 20], [("dài" * 20)[:31], f"{('dài' * 20)[:27]} (2)"]),
    ],
)
def test_sheets_of_a_copy_have_names_that_excel_allows(names: list[str], expected: list[str]) -> None:
    sheets = [Sheet(name, False, {}, (), frozenset()) for name in names]
    assert copying.names(sheets) == expected
    assert opened(copying.workbook(sheets)).sheetnames == expected


def test_cells_typed_anew_on_the_page_are_typed_anew_in_the_file(reader: Reader) -> None:
    edits = [
        Edit("Kế hoạch", "B3", " 10/2024 "),
        Edit("Kế hoạch", "A4", ""),
        Edit("Kế hoạch", "E12", "=1+1"),
        Edit("không có", "A1", "x"),
    ]
    made = marked(reader, rich(), file_name="a.xlsx", problems=PROBLEMS[:1], edits=edits)
    before, after = opened(rich())["Kế hoạch"], opened(made.content)["Kế hoạch"]
    assert [(after[name].value, after[name].data_type) for name in ("B3", "A4", "E12", "C3")] == [
        ("10/2024", "s"),
        (None, "n"),
        ("=1+1", "s"),
        ("=A3*2", "f"),
    ]
    assert (colour(after["B3"]), look(after["B3"])) == (colour(before["B3"]), look(before["B3"]))
    text = "Tên;Cấp\nA;B".encode()
    name = reader.read(text, file_name="a.csv").sheets[0].name
    copy = marked(reader, text, file_name="a.csv", problems=[], edits=[Edit(name, "B2", "mới")])
    assert [cell.value for cell in opened(copy.content).worksheets[0][2]] == ["A", "mới"]


def test_a_formula_typed_over_gives_a_copy_rather_than_a_workbook_that_excel_repairs(reader: Reader) -> None:
    made = marked(reader, rich(), file_name="a.xlsx", problems=[], edits=[Edit("Kế hoạch", "C3", "9")])
    book = opened(made.content)
    assert book["Kế hoạch"]["C3"].value == "9"
    assert book[NAME]["A2"].value.startswith("Đây là bản Excel chép từ tệp «a.xlsx»")


def test_every_sentence_of_a_note_says_what_to_do() -> None:
    with Path(sentences.__file__).with_name("problems.csv").open(encoding="utf-8", newline="") as lines:
        silent = [
            row["code"]
            for row in csv.DictReader(lines)
            if row["level"] != NOTE and "ãy " not in row["message"]
        ]
    assert silent == []


def test_only_a_cell_is_worth_a_marked_file() -> None:
    assert worth_marking([problem(WARNING, "S", "A1")])
    assert not worth_marking([problem(ERROR, None, None), problem(NOTE, "S", "A1")])
