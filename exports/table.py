"""One table as a workbook that prints well and in which nothing that was typed can run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import fit_row, lines_in, write_text

NO_DATA = "chưa có dữ liệu"
FONT = "Arial"
HEADER_ROW = 4
WIDEST, NARROWEST = 60, 9

_LINE = Side(style="thin", color="FFC9D3DE")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL = PatternFill("solid", fgColor="FFE3EDF7")


def _is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _write(cell: Cell, value: Any, *, is_share: bool) -> None:
    cell.font = Font(name=FONT, size=11)
    cell.border = _BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if _is_missing(value):
        # A share nobody reported is not zero; other gaps are simply empty.
        if is_share:
            write_text(cell, NO_DATA)
        return
    if isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:
        write_text(cell, "có" if value else "không")
    elif isinstance(value, datetime):
        # Workbooks know no time zones: the time stays as it is shown.
        cell.value = pd.Timestamp(value).to_pydatetime().replace(tzinfo=None, microsecond=0)
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        cell.value = value.item() if hasattr(value, "item") else value
        is_whole = float(value).is_integer()
        cell.number_format = "0%" if is_share else "#,##0" if is_whole else "#,##0.##"
    else:
        write_text(cell, str(value))


def _width(heading: str, values: list[Any]) -> float:
    """Wide enough for most of what stands there; longer texts wrap."""
    lengths = sorted(len(str(value)) for value in values if not _is_missing(value))
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    longest_word = max((len(word) for word in heading.split()), default=0)
    return min(WIDEST, max(NARROWEST, usual + 3, longest_word + 3, len(heading) / 2 + 3))


def _write_head(sheet: Worksheet, title: str, subtitle: str, headings: list[str]) -> None:
    write_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(name=FONT, size=14, bold=True)
    write_text(sheet.cell(2, 1), subtitle)
    sheet.cell(2, 1).font = Font(name=FONT, size=11, italic=True)
    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(HEADER_ROW, place)
        write_text(cell, heading)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.fill = _HEADER_FILL
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _set_up_page(sheet: Worksheet, *, last_column: str, last_row: int) -> None:
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last_column}{last_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.right.text = "Trang &P/&N"


@dataclass(frozen=True, slots=True)
class Part:
    """One table of several in a workbook; `name` is what its tab says."""

    name: str
    title: str
    frame: pd.DataFrame
    headings: Mapping[str, str]


def workbook(frame: pd.DataFrame, *, headings: Mapping[str, str], title: str, subtitle: str) -> bytes:
    """The columns named in `headings`, in that order, as an .xlsx; columns ending in _share become percentages.

    Codes are to be words already; what `headings` does not name is left out.
    """
    return several([Part(title, title, frame, headings)], title=title, subtitle=subtitle)


def several(parts: Sequence[Part], *, title: str, subtitle: str) -> bytes:
    """Tables of one matter, each on a sheet of its own, as `workbook` makes one."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    book.properties.title = title
    for part in parts:
        _write_sheet(book.create_sheet(_tab(part.name)), part, subtitle)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _tab(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip()[:31].strip("' ") or "Bảng"


def _write_sheet(sheet: Worksheet, part: Part, subtitle: str) -> None:
    columns = [column for column in part.headings if column in part.frame.columns]
    _write_head(sheet, part.title, subtitle, [part.headings[column] for column in columns])
    most, headed = [1] * len(part.frame), 1  # lines of text in each row, and in the headings
    for place, column in enumerate(columns, start=1):
        values = list(part.frame[column])
        for row, value in enumerate(values, start=HEADER_ROW + 1):
            _write(sheet.cell(row, place), value, is_share=column.endswith("_share"))
        width = _width(part.headings[column], values)
        sheet.column_dimensions[get_column_letter(place)].width = width
        lines = [lines_in(str(value), width * 1.1) for value in values]
        most = [max(pair) for pair in zip(most, lines, strict=True)]
        headed = max(headed, lines_in(part.headings[column], width * 0.9))
    fit_row(sheet, HEADER_ROW, headed)
    for row, count in enumerate(most, start=HEADER_ROW + 1):
        fit_row(sheet, row, count)
    last = get_column_letter(max(1, len(columns)))
    _set_up_page(sheet, last_column=last, last_row=HEADER_ROW + len(part.frame))
