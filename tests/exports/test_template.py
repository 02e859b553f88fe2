"""A form to fill in: opened and read, as a person's Excel would."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports import template
from exports.template import Column, Form

FORM = Form(
    sheet="Kế hoạch",
    title="KẾ HOẠCH CẢI TIẾN",
    subtitle="Năm học 2025-2026",
    sender=("UBND QUẬN MẪU", "TRƯỜNG THCS SUỐI MƠ"),
    number="Số: ……/KH-……",
    instruction="Mỗi việc một dòng.",
    mark="Mẫu KH-CTCL · phiên bản 2026.1 · mã trường A&B · năm học 2025-2026",
    columns=[
        Column("ordinal", "TT", 5, is_centred=True),
        Column("criterion", "Tiêu chuẩn, tiêu chí", 24, choices=("Tiêu chí 1.1. Một", "Tiêu chí 1.10. Mười")),
        Column("time_start", "Thời gian bắt đầu", 12, choices=("Học kỳ I",), advice="Ví dụ: 10/2025."),
        Column("note", "Ghi chú", 20),
    ],
    rows=[
        {"ordinal": 1, "criterion": "Tiêu chí 1.10. Mười", "note": "Năm trước"},
        {"ordinal": 2, "criterion": "1.10"},
        {},
        {"ordinal": 4},
    ],
)


def opened(form: Form) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template.workbook(form)))


def sheet_of(form: Form) -> Worksheet:
    return opened(form).worksheets[0]


def rule_of(sheet: Worksheet, cell: str) -> DataValidation:
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def test_the_head_says_who_sends_what_for_which_year() -> None:
    sheet = sheet_of(FORM)
    texts = [
        str(cell.value)
        for row in sheet.iter_rows(max_row=template.HEADER_ROW - 1)
        for cell in row
        if cell.value
    ]
    assert texts == [
        "UBND QUẬN MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THCS SUỐI MƠ",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ……/KH-……",
        "……………, ngày …… tháng …… năm ………",
        "KẾ HOẠCH CẢI TIẾN",
        "Năm học 2025-2026",
        "Mỗi việc một dòng.",
        "Mẫu KH-CTCL · phiên bản 2026.1 · mã trường A&B · năm học 2025-2026",
    ]
    assert sheet.cell(1, 1).font.name == "Times New Roman"


def test_headings_stand_as_they_are_given_and_stay_in_view() -> None:
    sheet = sheet_of(FORM)
    assert [cell.value for cell in sheet[template.HEADER_ROW]] == [column.heading for column in FORM.columns]
    assert sheet.freeze_panes == f"A{template.HEADER_ROW + 1}"
    assert sheet.print_title_rows == f"${template.HEADER_ROW}:${template.HEADER_ROW}"


def test_it_prints_on_one_landscape_page_in_width() -> None:
    sheet = sheet_of(FORM)
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9  # A4
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert "A&&B" in sheet.oddFooter.left.text, "an & of a footer is a code"


def test_rows_are_prepared_and_empty_ones_follow() -> None:
    sheet = sheet_of(FORM)
    first = template.HEADER_ROW + 1
    assert [cell.value for cell in sheet[first]] == [1, "Tiêu chí 1.10. Mười", None, "Năm trước"]
    assert [cell.border.bottom.style for cell in sheet[first + 3]] == ["thin"] * 4
    assert sheet.max_row == first + 3


def test_what_is_typed_stays_as_it_is_typed() -> None:
    """A text cell: Excel makes no date of 9/2025, no 1.1 of 1.10, no formula of "- Sửa mái che"."""
    sheet = sheet_of(FORM)
    for row in range(template.HEADER_ROW + 1, template.HEADER_ROW + 5):
        assert {sheet.cell(row, column).number_format for column in (2, 3, 4)} == {"@"}
    assert sheet.cell(template.HEADER_ROW + 2, 2).value == "1.10"


def test_rows_grow_with_their_text() -> None:
    long = replace(FORM, rows=[{"criterion": "Tiêu chí 1.10. " + "mười " * 16}, {"ordinal": 2}])
    first = template.HEADER_ROW + 1
    with zipfile.ZipFile(io.BytesIO(template.workbook(long))) as parts:
        rows = parts.read("xl/worksheets/sheet1.xml").decode().split("<row ")[1:]
    told = {row.split('"')[1]: row.split(">")[0] for row in rows}
    assert 'ht="45"' in told[str(first)]  # 95 letters in a column 24 wide
    assert "customHeight" not in told[str(first)]  # where it begins, not where it stays
    assert "ht=" not in told[str(first + 1)]
    assert sheet_of(long).cell(first, 4).alignment.wrap_text


def test_lists_suggest_and_do_not_compel() -> None:
    book = opened(FORM)
    rule = rule_of(book.worksheets[0], "B9")
    assert (rule.type, rule.formula1, bool(rule.showErrorMessage)) == ("list", "'Danh mục'!$A$1:$A$2", False)
    lists = book["Danh mục"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]] == ["Tiêu chí 1.1. Một", "Tiêu chí 1.10. Mười", "Học kỳ I"]


def test_rows_added_below_have_the_lists_too() -> None:
    assert "B200" in rule_of(sheet_of(FORM), "B9").sqref


def test_advice_is_shown_where_it_is_needed() -> None:
    rule = rule_of(sheet_of(FORM), "C9")
    assert (rule.promptTitle, rule.prompt) == ("Thời gian bắt đầu", "Ví dụ: 10/2025.")


def test_nothing_is_locked() -> None:
    assert not sheet_of(FORM).protection.sheet


def test_plain_reading_has_a_sheet_of_its_own() -> None:
    book = opened(replace(FORM, reading_title="Việc còn mở", reading=[("Tiêu chí 1.1", "Mục tiêu: một")]))
    assert book.sheetnames == ["Kế hoạch", "Danh mục", "Để đọc"]
    assert [cell.value for cell in book["Để đọc"][3]] == ["Tiêu chí 1.1", "Mục tiêu: một"]


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://a.example")']
)
def test_nothing_of_a_school_becomes_a_formula(typed: str) -> None:
    hostile = replace(
        FORM,
        sheet=typed,
        title=typed,
        sender=(typed, typed),
        mark=typed,
        rows=[{"criterion": typed, "note": typed}],
        columns=[replace(column, choices=(typed,)) for column in FORM.columns],
        reading_title=typed,
        reading=[(typed, typed)],
    )
    made = template.workbook(hostile)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 3
        assert not [name for name in sheets if b"<f>" in parts.read(name)]
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    cell = sheet.cell(template.HEADER_ROW + 1, 2)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


def test_a_long_sender_is_not_cut() -> None:
    """Merged cells do not grow: the head leaves as many lines as the text needs."""
    short = sheet_of(FORM).row_dimensions[2].height
    long = sheet_of(replace(FORM, sender=("UBND", "TRƯỜNG " + "RẤT DÀI " * 12))).row_dimensions[2].height
    assert long >= 2 * short
