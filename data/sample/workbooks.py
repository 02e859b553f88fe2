"""Workbook bytes that are the same on every run: sheets of placed cells, in the few parts of a workbook that they need.

Written by hand and not by openpyxl: a thousand workbooks then take a second, and no library's clock is in them.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import escape

CellValue = str | int | float | datetime | None
MONTH_FORMAT = "mmm-yy"  # what Excel makes of a typed "9/2023"

_MOMENT = (2022, 7, 1, 8, 0, 0)
_FIRST_DAY = datetime(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS: dict[str | None, int] = {None: 0, "0.00": 2, MONTH_FORMAT: 17}
_KINDS = ("plain", "title", "header", "body")
_FONTS = ('<sz val="12"/>', '<b/><sz val="13"/>', '<b/><sz val="12"/>')
_LOOKS = {"plain": (0, 0, ""), "title": (1, 0, ""), "header": (2, 1, "centre"), "body": (0, 1, "top")}
_ALIGNMENTS = {
    "centre": '<alignment horizontal="center" vertical="center" wrapText="1"/>',
    "top": '<alignment vertical="top" wrapText="1"/>',
    "": "",
}


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


def content(pages: Sequence[Page]) -> bytes:
    """The bytes of a workbook with these sheets."""
    strings: dict[str, int] = {}
    sheets = [_sheet(page, strings) for page in pages]
    numbers = range(1, len(pages) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(pages),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *((f"rId{n}", f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
                ("rIdStrings", f"{_OFFICE}/sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in zip(numbers, sheets, strict=True)},
        "xl/sharedStrings.xml": _shared(strings),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, _HEAD + text, compresslevel=4)
    return buffer.getvalue()


def _sheet(page: Page, strings: dict[str, int]) -> str:
    rows: dict[int, list[str]] = defaultdict(list)
    for (row, column), (value, number_format) in sorted(page.values.items()):
        style = _style(_kind(page, row), number_format)
        place = f'r="{_letter(column)}{row}" s="{style}"'
        if isinstance(value, str):  # A text that begins with "=" stays a text.
            number = strings.setdefault(value, len(strings))
            rows[row].append(f'<c {place} t="s"><v>{number}</v></c>')
        else:
            typed = (value - _FIRST_DAY).days if isinstance(value, datetime) else value
            rows[row].append(f"<c {place}><v>{typed}</v></c>")
    body = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(page.widths, start=1)
    )
    merges = "".join(f'<mergeCell ref="{_letter(b)}{a}:{_letter(d)}{c}"/>' for a, b, c, d in page.merges)
    return (
        f'<worksheet xmlns="{_MAIN}">'
        + (f"<cols>{widths}</cols>" if widths else "")
        + f"<sheetData>{body}</sheetData>"
        + (f'<mergeCells count="{len(page.merges)}">{merges}</mergeCells>' if merges else "")
        + "</worksheet>"
    )


def _kind(page: Page, row: int) -> str:
    if row in page.header_rows:
        return "header"
    return "title" if row in page.title_rows else "body" if row in page.body_rows else "plain"


def _style(kind: str, number_format: str | None) -> int:
    return _KINDS.index(kind) * len(_FORMATS) + list(_FORMATS).index(number_format)


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)


def _styles() -> str:
    fonts = "".join(f'<font>{size}<name val="Times New Roman"/></font>' for size in _FONTS)
    box = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    looks = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1">'
        f"{_ALIGNMENTS[alignment]}</xf>"
        for font, border, alignment in (_LOOKS[kind] for kind in _KINDS)
        for number in _FORMATS.values()
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="{len(_FONTS)}">{fonts}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border/><border>{box}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_KINDS) * len(_FORMATS)}">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _shared(strings: Iterable[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'<sst xmlns="{_MAIN}">{items}</sst>'


def _workbook(pages: Iterable[Page]) -> str:
    quote = {'"': "&quot;"}
    sheets = "".join(
        f'<sheet name="{escape(page.name, quote)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, page in enumerate(pages, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(found: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(numbers: Iterable[int]) -> str:
    named = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{_TYPE}.worksheet+xml" for n in numbers},
    }
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )
