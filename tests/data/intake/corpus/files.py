"""A document as the bytes of a file, of every kind that schools send."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as BookCell

from tests.data.intake.corpus.document import FOOTER, GROUP, HEADER, TITLE, Document, Put, Row, Sheet
from tests.data.intake.test_formats import (
    as_windows_1258,
    binary_texts,
    old_excel,
    open_document,
    p,
    tc,
    tr,
    with_macros,
    word_xml,
)


def as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return "" if value is None else str(value)


def texts(sheet: Sheet) -> list[list[str]]:
    return [[as_text(put.value) if put else "" for put in row.cells] for row in sheet.rows]


def xlsx(document: Document) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    results: list[str] = []
    for sheet in document.sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
        for row, column, put in sheet.puts():
            _fill(page.cell(row, column), put, results)
            if put.down > 1 or put.right > 1:
                page.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + put.down - 1,
                    end_column=column + put.right - 1,
                )
        for number, row_ in enumerate(sheet.rows, 1):
            page.row_dimensions[number].hidden = row_.is_hidden
        for column in sheet.hidden_columns:
            page.column_dimensions[page.cell(1, column).column_letter].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return _with_results(stream.getvalue(), results) if results else stream.getvalue()


def _fill(cell: BookCell, put: Put, results: list[str]) -> None:
    if put.is_formula:
        cell.value = f"=T({len(results)})" if put.has_result else "=T(-1)"
        results.append(as_text(put.value))
    elif isinstance(put.value, str) and put.value.startswith("#"):
        cell.value, cell.data_type = put.value, "e"
    else:
        cell.value = put.value
    if put.format:
        cell.number_format = put.format


def _with_results(content: bytes, results: list[str]) -> bytes:
    """What Excel would have calculated, stored beside each formula, as Excel itself does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(
                    r"<c ([^>]*)><f>T\((\d+)\)</f><v ?/?>(?:</v>)?</c>",
                    lambda hit: (
                        f'<c {re.sub(" t=.n.", "", hit[1])} t="str"><f>T({hit[2]})</f>'
                        f"<v>{escape(results[int(hit[2])])}</v></c>"
                    ),
                    text.decode(),
                ).encode()
            after.writestr(name, text)
    return buffer.getvalue()


def _only(document: Document) -> Sheet:
    (sheet,) = document.sheets
    return sheet


def csv_in(encoding: str, delimiter: str) -> Callable[[Document], bytes]:
    def write(document: Document) -> bytes:
        lines = [
            delimiter.join(f'"{cell}"' if delimiter in cell or "\n" in cell else cell for cell in row)
            for row in texts(_only(document))
        ]
        text = "\r\n".join(lines) + "\r\n"
        return as_windows_1258(text) if encoding == "cp1258" else text.encode(encoding)

    return write


# --- Word


def docx(document: Document) -> bytes:
    """Titles and footers as paragraphs, each sheet's rows as one table."""
    return word_xml("".join(_word_sheet(sheet, (TITLE, FOOTER)) for sheet in document.sheets))


def docx_split(document: Document) -> bytes:
    """Titles of standards and schools' levels stand as paragraphs, and cut the table into several."""
    return word_xml("".join(_word_sheet(sheet, (TITLE, GROUP, FOOTER)) for sheet in document.sheets))


def docx_pages(document: Document) -> bytes:
    """A table for each two lines, the headings on the first alone."""
    return word_xml("".join(_word_sheet(sheet, (TITLE, FOOTER), page=3) for sheet in document.sheets))


def docx_headed_pages(document: Document) -> bytes:
    """A table for each two lines, each with the headings."""
    return word_xml(
        "".join(_word_sheet(sheet, (TITLE, FOOTER), page=3, again=True) for sheet in document.sheets)
    )


def docx_tracked(document: Document) -> bytes:
    """Changed with tracking on: what was typed last counts, what was struck out does not."""

    def cell(put: Put | None, properties: str) -> str:
        text = escape(as_text(put.value)) if put else ""
        old = '<w:del w:id="1"><w:r><w:delText>bản cũ </w:delText></w:r></w:del>'
        new = f'<w:ins w:id="2"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
        return (
            f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{old}{new}</w:p></w:tc>" if text else tc("", properties)
        )

    return word_xml("".join(_word_sheet(sheet, (TITLE, FOOTER), cell=cell) for sheet in document.sheets))


def _plain_cell(put: Put | None, properties: str) -> str:
    paragraphs = "".join(map(p, as_text(put.value).split("\n"))) if put else p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _word_sheet(
    sheet: Sheet,
    outside: tuple[str, ...],
    *,
    page: int | None = None,
    again: bool = False,
    cell: Callable[[Put | None, str], str] = _plain_cell,
) -> str:
    written, rows, head = "", [], []
    below: dict[int, tuple[int, int]] = {}
    for row in sheet.rows:
        if row.role in outside:
            written, rows = written + _table(rows), []
            written += "".join(p(as_text(put.value)) for put in row.cells if put)
            continue
        xml = _word_row(row, len(sheet.fields), below, cell)
        head += [xml] if row.role == HEADER else []
        if page and len(rows) >= page and not below:
            written, rows = written + _table(rows), list(head) if again else []
        rows.append(xml)
    return written + _table(rows)


def _table(rows: list[str]) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>{p('')}" if rows else ""


def _word_row(
    row: Row, width: int, below: dict[int, tuple[int, int]], cell: Callable[[Put | None, str], str]
) -> str:
    """A row; `below` remembers, by column, how many rows a cell above still covers, and how wide it is."""
    cells, column = "", 0
    while column < max(width, len(row.cells)):
        put = row.cells[column] if column < len(row.cells) else None
        if column in below:
            left, right = below.pop(column)
            cells += cell(None, f'<w:gridSpan w:val="{right}"/><w:vMerge/>')
            if left > 1:
                below[column] = left - 1, right
            column += right
            continue
        right = put.right if put else 1
        properties = f'<w:gridSpan w:val="{right}"/>' if right > 1 else ""
        if put and put.down > 1:
            properties += '<w:vMerge w:val="restart"/>'
            below[column] = put.down - 1, right
        cells += cell(put, properties)
        column += right
    return tr(cells)


WRITERS: dict[str, Callable[[Document], bytes]] = {
    "xlsx": xlsx,
    "xlsm": lambda document: with_macros(texts(_only(document))),
    "xls": lambda document: old_excel(texts(_only(document))),
    "xlsb": lambda document: binary_texts(texts(_only(document))),
    "ods": lambda document: open_document(texts(_only(document))),
    "utf8.csv": csv_in("utf-8", ","),
    "bom-semicolon.csv": csv_in("utf-8-sig", ";"),
    "cp1258-semicolon.csv": csv_in("cp1258", ";"),
    "cp1258-tab.csv": csv_in("cp1258", "\t"),
    "utf16-tab.txt": csv_in("utf-16", "\t"),
    "docx": docx,
    "split.docx": docx_split,
    "pages.docx": docx_pages,
    "headed-pages.docx": docx_headed_pages,
    "tracked.docx": docx_tracked,
}


def content(document: Document) -> bytes:
    return WRITERS[document.file](document)
