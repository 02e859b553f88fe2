"""A form to be filled in: headings that are read without a doubt, rows prepared, lists to choose from.

It looks like a document of an office, prints on A4, and is not protected, because schools add rows. Every cell that is
filled in is a text cell: Excel leaves "1.10", "9/2025", "5.000" and "- Sửa mái che" as they are typed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import fit_row, lines_in, write_text

FONT = "Times New Roman"
LISTS = "Danh mục"
# School, state and day above; title, school year, how to fill it in, the version mark; then the headings.
TITLE_ROW, HEADER_ROW = 4, 8
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DAY_LEFT_OPEN = "……………, ngày …… tháng …… năm ………"
# Rows that a school adds below the prepared ones have the same lists.
ROWS_WITH_LISTS = 300
_LINE = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL = PatternFill("solid", fgColor="FFEDEDED")
_PREPARED_FILL = PatternFill("solid", fgColor="FFF7F7F2")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the rows, its heading as it is read again, what may be chosen, a word of advice.

    Prepared columns are filled by us and shaded; a number stays a number.
    """

    name: str
    heading: str
    width: float
    choices: tuple[str, ...] = ()
    advice: str = ""
    is_prepared: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form for one sender; `sender` is who stands at the top left, from the higher to the lower."""

    sheet: str
    title: str
    subtitle: str
    sender: tuple[str, str]
    number: str
    instruction: str
    mark: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, str | int]] = ()
    # A second sheet of plain reading: its name, its title, its lines of two texts.
    reading_sheet: str = "Để đọc"
    reading_title: str = ""
    reading: Sequence[tuple[str, str]] = field(default=())


def workbook(form: Form) -> bytes:
    """The form as an .xlsx."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", form.sheet).strip()[:31].strip("' ") or "Mẫu"
    book.properties.creator = ""
    book.properties.title = form.title
    _write_head(sheet, form)
    _write_headings(sheet, form.columns)
    _write_rows(sheet, form)
    _set_up_lists(book, sheet, form.columns)
    _set_up_page(sheet, form)
    if form.reading:
        _write_reading(book.create_sheet(form.reading_sheet), form)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_head(sheet: Worksheet, form: Form) -> None:
    count = len(form.columns)
    half = _middle([column.width for column in form.columns])
    heads = (
        (1, form.sender[0], NATION[0]),
        (2, form.sender[1], NATION[1]),
        (3, form.number, DAY_LEFT_OPEN),
    )
    for row, left, right in heads:
        font = Font(name=FONT, size=12, bold=row == 2)
        _write_across(sheet, row, (1, half), left, font=font)
        nation = Font(name=FONT, size=12, bold=row < 3, italic=row == 3)
        _write_across(sheet, row, (half + 1, count), right, font=nation)
    below = (
        (TITLE_ROW, form.title, Font(name=FONT, size=14, bold=True), "center"),
        (TITLE_ROW + 1, form.subtitle, Font(name=FONT, size=13, bold=True), "center"),
        (TITLE_ROW + 2, form.instruction, Font(name=FONT, size=11, italic=True), "left"),
        (TITLE_ROW + 3, form.mark, Font(name=FONT, size=9, color="FF6B6B6B"), "right"),
    )
    for row, text, font, side in below:
        _write_across(sheet, row, (1, count), text, font=font, side=side)
    # Merged cells do not grow by themselves. Capitals are wide, small italics narrow.
    widths = [column.width for column in form.columns]
    left_width, right_width = sum(widths[:half]), sum(widths[half:])
    for row, *texts in heads:
        most = max(
            lines_in(text, width * 0.75) for text, width in zip(texts, (left_width, right_width), strict=True)
        )
        sheet.row_dimensions[row].height = 16 * most + 1
    whole = left_width + right_width
    sheet.row_dimensions[TITLE_ROW].height = 19 * lines_in(form.title, whole * 0.6) + 4
    sheet.row_dimensions[TITLE_ROW + 1].height = 20 if form.subtitle else 4
    sheet.row_dimensions[TITLE_ROW + 2].height = 15 * lines_in(form.instruction, whole * 1.1) + 3
    sheet.row_dimensions[TITLE_ROW + 3].height = 13 * lines_in(form.mark, whole * 1.25) + 2


def _write_across(
    sheet: Worksheet, row: int, span: tuple[int, int], text: str, *, font: Font, side: str = "center"
) -> None:
    first, last = span
    cell = sheet.cell(row, first)
    if text:
        write_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _write_headings(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(HEADER_ROW, place)
        write_text(cell, column.heading)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.fill = _HEADER_FILL
        cell.border = _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    # Bold letters are wider, and a line breaks between words.
    most = max(lines_in(column.heading, column.width * 0.95) for column in columns)
    sheet.row_dimensions[HEADER_ROW].height = 15 * most + 6


def _write_rows(sheet: Worksheet, form: Form) -> None:
    for row, values in enumerate(form.rows, start=HEADER_ROW + 1):
        texts = ((str(values.get(column.name, "")), column.width) for column in form.columns)
        fit_row(sheet, row, max(lines_in(text, width * 1.35) for text, width in texts))
        for place, column in enumerate(form.columns, start=1):
            cell = sheet.cell(row, place)
            value = values.get(column.name, "")
            if isinstance(value, int):
                cell.value = value
            else:
                cell.number_format = "@"
                if value:
                    write_text(cell, value)
            cell.font = Font(name=FONT, size=11)
            cell.border = _BOX
            side = "center" if column.is_centred else "left"
            cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
            if column.is_prepared and value != "":
                cell.fill = _PREPARED_FILL


def _set_up_lists(book: Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Suggestions, never a compulsion: what stands in no list can be typed too.

    All lists stand in one column of a hidden sheet, so that nothing there looks like a table.
    """
    lists: Worksheet = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    lists.column_dimensions["A"].width = 80
    next_row = 1
    for place, column in enumerate(columns, start=1):
        if not (column.choices or column.advice):
            continue
        letter = get_column_letter(place)
        rule = DataValidation(allow_blank=True, showErrorMessage=False)
        if column.choices:
            for row, choice in enumerate(column.choices, start=next_row):
                lists.cell(row, 1).number_format = "@"
                write_text(lists.cell(row, 1), choice)
            last = next_row + len(column.choices) - 1
            rule.type = "list"
            rule.formula1 = f"'{LISTS}'!$A${next_row}:$A${last}"
            next_row = last + 1
        if column.advice:
            rule.showInputMessage = True
            rule.promptTitle = column.heading[:32]
            rule.prompt = column.advice[:255]
        rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + ROWS_WITH_LISTS}")
        sheet.add_data_validation(rule)


def _set_up_page(sheet: Worksheet, form: Form) -> None:
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.left.text = _footer(form.mark)
    sheet.oddFooter.right.text = "Trang &P/&N"


def _write_reading(sheet: Worksheet, form: Form) -> None:
    """Two columns of plain text: nothing here is handed in."""
    _write_across(sheet, 1, (1, 2), form.reading_title, font=Font(name=FONT, size=12, bold=True), side="left")
    sheet.row_dimensions[1].height = 16 * lines_in(form.reading_title, 100) + 4
    for row, texts in enumerate(form.reading, start=3):
        fit_row(sheet, row, max(lines_in(text, width) for text, width in zip(texts, (46, 115), strict=True)))
        for place, text in enumerate(texts, start=1):
            cell = sheet.cell(row, place)
            cell.number_format = "@"
            write_text(cell, text)
            cell.font = Font(name=FONT, size=11)
            cell.border = _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _middle(widths: Sequence[float]) -> int:
    """The last column of the left half of the head."""
    if len(widths) < 2:
        return 1
    total, so_far = sum(widths), 0.0
    for place, width in enumerate(widths, start=1):
        so_far += width
        if so_far >= total / 2.4:
            return min(place, len(widths) - 1)
    return len(widths) - 1


def _footer(text: str) -> str:
    """A footer's own codes begin with &."""
    return text.replace("&", "&&")[:200]
