"""Workbook bytes that are the same on every run: sheets of placed cells, written by openpyxl with a fixed clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.writer.excel import ExcelWriter

CellValue = str | int | float | datetime | None
MONTH_FORMAT = "mmm-yy"  # what Excel makes of a typed "9/2023"

_MOMENT = (2022, 7, 1, 8, 0, 0)
_TITLE = Font(name="Times New Roman", size=13, bold=True)
_HEADER = Font(name="Times New Roman", size=12, bold=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAP = Alignment(vertical="top", wrap_text=True)
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(slots=True)
class Page:
    """One sheet while it is being filled: values with their number format, merged areas, kinds of rows."""

    name: str
    values: dict[tuple[int, int], tuple[CellValue, str | None]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    title_rows: set[int] = field(default_factory=set)
    header_rows: set[int] = field(default_factory=set)
    body_rows: set[int] = field(default_factory=set)
    widths: list[float] = field(default_factory=list)

    def put(self, row: int, column: int, value: CellValue, number_format: str | None = None) -> None:
        """Place a value; None leaves the cell empty."""
        if value is not None:
            self.values[row, column] = (value, number_format)

    def put_row(self, row: int, values: Iterable[CellValue]) -> None:
        """Place a whole row, from the first column on."""
        for column, value in enumerate(values, start=1):
            self.put(row, column, value, MONTH_FORMAT if isinstance(value, datetime) else None)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.merges.append((top, left, bottom, right))


def content(pages: Iterable[Page]) -> bytes:
    """The bytes of a workbook with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "Dữ liệu mẫu"
    workbook.properties.created = workbook.properties.modified = datetime(*_MOMENT)
    for page in pages:
        _draw(workbook, page)
    buffer = io.BytesIO()
    with _StillZip(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return buffer.getvalue()


def _draw(workbook: Any, page: Page) -> None:
    sheet = workbook.create_sheet(page.name)
    for (row, column), (value, number_format) in page.values.items():
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # A text that begins with "=" stays a text.
        if number_format:
            cell.number_format = number_format
        if row in page.header_rows:
            cell.font, cell.alignment, cell.border = _HEADER, _CENTRE, _BOX
        elif row in page.title_rows:
            cell.font = _TITLE
        elif row in page.body_rows:
            cell.alignment, cell.border = _WRAP, _BOX
    for top, left, bottom, right in page.merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for column, width in enumerate(page.widths):
        sheet.column_dimensions[chr(ord("A") + column)].width = width


class _StillZip(zipfile.ZipFile):
    """A zip file whose entries all carry one moment, so that equal sheets give equal bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 0
        super().writestr(entry, data, compresslevel=4)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        with open(filename, "rb") as file:
            self._keep(file, str(arcname))

    def _keep(self, file: IO[bytes], name: str) -> None:
        self.writestr(name, file.read())
