"""A plain workbook of what was read from another kind of file: the same cells at the same places, text where it was text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from data.intake.marking import splice
from data.intake.marking.package import MAIN, RELATIONS, XML
from data.intake.sheets import Cell, Sheet, address, column_letters

_NAMES = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BODY = "application/vnd.openxmlformats-package.relationships+xml"
WORKBOOK = "xl/workbook.xml"
_TEXT, _FIRST_OTHER = 1, 2  # styles of a cell
_WIDEST, _NARROWEST, _USUAL = 45, 6, 9
# A format that Excel does not know would have it repair the file; what is not as plain as this is shown in a plain way.
_PLAIN_FORMAT = re.compile(r"(?:[0#?,.%]{1,20}|[dmyhsDMYHS /:.-]{1,40})").fullmatch
_DAY_ONE = datetime(1899, 12, 30)
_FIRST_SURE_DAY = date(1900, 3, 1)
_HIDDEN_SHEET, _HIDDEN_ROW = ' state="hidden"', ' hidden="1"'
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that Excel allows, each once, as like the sheets' own as can be."""
    found: list[str] = []
    for sheet in sheets:
        base = _FORBIDDEN_IN_NAMES.sub(" ", sheet.name).strip("' ")[:31] or "Bảng"
        name, number = base, 1
        while name.lower() in {each.lower() for each in found}:
            number += 1
            name = f"{base[: 31 - len(str(number)) - 3]} ({number})"
        found.append(name)
    return found


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx of these sheets. What the reader said of them holds of it as well: places, values, merges, what is hidden."""
    formats = _formats(sheets)
    called = names(sheets)
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", WORKBOOK)]),
        WORKBOOK: _workbook(sheets, called),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", _path(place)) for place in range(1, len(sheets) + 1)]
            + [("styles", "xl/styles.xml")]
        ),
        "xl/styles.xml": _styles(formats),
    }
    for place, sheet in enumerate(sheets, start=1):
        parts[_path(place)] = _sheet(sheet, formats)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _ALWAYS)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, XML + content.encode())
    return target.getvalue()


def cut_count(sheets: Sequence[Sheet]) -> int:
    """How many cells hold more than a cell of Excel can: their end is missing in the copy."""
    return sum(1 for sheet in sheets for cell in sheet.cells.values() if len(cell.text) > splice.LONGEST_TEXT)


def _path(place: int) -> str:
    return f"xl/worksheets/sheet{place}.xml"


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/{_path(place)}" ContentType="{_TYPES}.worksheet+xml"/>'
        for place in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_NAMES}/content-types"><Default Extension="rels" ContentType="{_BODY}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{WORKBOOK}" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{sheets}</Types>'
    )


def _relations(related: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="/{path}"/>'
        for number, (kind, path) in enumerate(related, start=1)
    )
    return f'<Relationships xmlns="{_NAMES}/relationships">{each}</Relationships>'


def _workbook(sheets: Sequence[Sheet], called: Sequence[str]) -> str:
    each = "".join(
        f'<sheet name={splice.attribute(name)} sheetId="{number}"{_HIDDEN_SHEET * sheet.is_hidden} r:id="rId{number}"/>'
        for number, (sheet, name) in enumerate(zip(sheets, called, strict=True), start=1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{each}</sheets></workbook>'


def _formats(sheets: Sequence[Sheet]) -> dict[str, int]:
    """Number format -> style, for what is not text."""
    codes = {
        _code(cell)
        for sheet in sheets
        for cell in sheet.cells.values()
        if not isinstance(cell.value, str | None)
    }
    return {code: style for style, code in enumerate(sorted(codes), start=_FIRST_OTHER)}


def _code(cell: Cell) -> str:
    if _PLAIN_FORMAT(cell.number_format):
        return cell.number_format
    if isinstance(cell.value, datetime):
        return "dd/mm/yyyy hh:mm" if (cell.value.hour, cell.value.minute) != (0, 0) else "dd/mm/yyyy"
    if isinstance(cell.value, date):
        return "dd/mm/yyyy"
    return "hh:mm:ss" if isinstance(cell.value, time) else "General"


def _styles(formats: Mapping[str, int]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{162 + style}" formatCode={splice.attribute(code)}/>'
        for code, style in formats.items()
    )
    lines = "".join(
        f'<{side} style="thin"><color rgb="FFC9D3DE"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    wrap = '<alignment vertical="top" wrapText="1"/>'
    used = ' applyNumberFormat="1" applyBorder="1" applyAlignment="1"'
    others = "".join(
        f'<xf numFmtId="{162 + style}" fontId="0" fillId="0" borderId="1" xfId="0"{used}>{wrap}</xf>'
        for style in formats.values()
    )
    return (
        f'<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(formats)}">{codes}</numFmts>' if formats else "")
        + '<fonts count="1"><font><sz val="11"/><name val="Arial"/><family val="2"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{lines}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        # Empty cells are text too: a criterion typed there as 1.10 stays what was typed.
        f'<cellXfs count="{len(formats) + 2}">'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
        f"{wrap}</xf>"
        f'<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0"{used}>{wrap}</xf>{others}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(sheet: Sheet, formats: Mapping[str, int]) -> str:
    rows: dict[int, list[Cell]] = {row: [] for row in sheet.hidden_rows}
    for cell in sheet.cells.values():
        rows.setdefault(cell.row, []).append(cell)
    written = "".join(
        _row(row, cells, row in sheet.hidden_rows, formats) for row, cells in sorted(rows.items())
    )
    merges = "".join(
        f'<mergeCell ref="{address(top, left)}:{address(bottom, right)}"/>'
        for top, left, bottom, right in sheet.merges
        if (top, left) != (bottom, right)
    )
    count = merges.count("<mergeCell ")
    last = f"{column_letters(max(sheet.column_count, 1))}{max(sheet.row_count, 1)}"
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        f'<sheetFormatPr defaultRowHeight="15"/>{_columns(sheet)}<sheetData>{written}</sheetData>'
        + (f'<mergeCells count="{count}">{merges}</mergeCells>' if merges else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(row: int, cells: Sequence[Cell], is_hidden: bool, formats: Mapping[str, int]) -> str:
    inside = "".join(_cell(cell, formats) for cell in sorted(cells, key=lambda cell: cell.column))
    return f'<row r="{row}"{_HIDDEN_ROW * is_hidden}>{inside}</row>'


def _cell(cell: Cell, formats: Mapping[str, int]) -> str:
    value = cell.value
    where = f'<c r="{cell.address}"'
    if cell.is_error:
        return f'{where} s="{_TEXT}" t="e"><v>{splice.text(cell.text)}</v></c>'
    if value is None:  # a formula that was never calculated: there is nothing to copy
        return f'{where} s="{_TEXT}"/>'
    if isinstance(value, str):
        return (
            f'{where} s="{_TEXT}" t="inlineStr"><is><t xml:space="preserve">{splice.text(value)}</t></is></c>'
        )
    style = formats[_code(cell)]
    if isinstance(value, bool):
        return f'{where} s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'{where} s="{style}"><v>{value!r}</v></c>'
    serial = _serial(value)
    if serial is None:
        return f'{where} s="{_TEXT}" t="inlineStr"><is><t>{splice.text(cell.text)}</t></is></c>'
    return f'{where} s="{style}"><v>{serial}</v></c>'


def _serial(value: date | time) -> str | None:
    """A day as Excel counts it; before March 1900 it counts wrongly."""
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return repr(seconds / 86_400)
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if moment.date() < _FIRST_SURE_DAY:
        return None
    passed = moment.replace(tzinfo=None) - _DAY_ONE
    return repr(passed.days + passed.seconds / 86_400) if passed.seconds else str(passed.days)


def _columns(sheet: Sheet) -> str:
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in _widths(sheet)
    )
    return f"<cols>{widths}</cols>" if widths else ""


def _widths(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Wide enough for most of what stands there; longer texts wrap. Merged titles do not count."""
    merged = {(top, left) for top, left, _, right in sheet.merges if right > left}
    lengths: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if (row, column) not in merged:
            lengths.setdefault(column, []).append(max(map(len, cell.text.split("\n")), default=0))
    for column in range(1, sheet.column_count + 1):
        found = sorted(lengths.get(column, []))
        usual = found[int(len(found) * 0.8)] if found else _USUAL
        yield column, min(_WIDEST, max(_NARROWEST, usual + 2))
