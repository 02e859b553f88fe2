"""Workbooks of the binary formats, .xls and .xlsb: python-calamine for the values, our own look at the records beside it.

For .xlsb the look tells no number formats: a number is shown as stored there, and 1.1 stays in doubt as 1.10.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import python_calamine

from data.intake import answers, xls_records
from data.intake.answers import Written
from data.intake.guard import Limits, Part
from data.intake.other_formats import encrypted
from data.intake.sheets import Unreadable
from data.intake.workbook_xml import damaged, main_part, part, relations, too_many
from data.intake.xls_records import ERRORS, Look


def read(content: bytes, parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    """The sheets of a workbook, looked at before the reader lays anything out; `parts` are those of an .xlsb."""
    looks = _looks(parts, limits) if parts else xls_records.look_at(content, limits)
    if sum(look.last_row * look.last_column for look in looks.values()) > limits.area:
        raise too_many("dòng và cột")
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = [meta for meta in book.sheets_metadata if str(meta.typ).endswith(".WorkSheet")]
            if len(found) > limits.sheets:
                raise too_many("trang tính")
            sheets = [_sheet(book, meta, looks.get(meta.name, Look()), limits) for meta in found]
    except python_calamine.PasswordError:
        raise encrypted() from None
    except (Unreadable, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in the reader is no Exception
        raise damaged() from None
    return answers.check_size(sheets, limits)


def _sheet(book: Any, meta: Any, look: Look, limits: Limits) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(meta.name)
    if sheet.total_height * sheet.total_width > limits.area or sheet.total_width > limits.last_column:
        raise too_many("dòng và cột")
    merged = sheet.merged_cell_ranges or []
    merges = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged]
    cells = [
        Written(row, column, value, look.formats.get((row, column), ""))
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != "" and value is not None and (row, column) not in look.errors
    ]
    cells += [Written(*place, error, is_error=True) for place, error in look.errors.items()]
    is_hidden = not str(meta.visible).endswith(".Visible")
    return answers.sheet(meta.name, cells, merges=merges, hidden_rows=look.hidden_rows, is_hidden=is_hidden)


# --- Our own look at an .xlsb


_ROW, _CELLS, _ERRORS, _SHEET = 0, range(1, 12), (3, 11), 156  # numbers of records


def _looks(parts: Mapping[str, Part], limits: Limits) -> dict[str, Look]:
    """The look at each sheet, by its name."""
    contents = {name: each.content for name, each in parts.items()}
    path = main_part(contents)
    related = relations(contents, path)
    looks = {}
    for kind, data in _records(part(contents, path)):
        if kind == _SHEET:
            relation, at = _text(data, 8)
            name, _ = _text(data, at)
            kind_of_part, where = related.get(relation, ("", ""))
            if kind_of_part == "worksheet":
                looks[name] = _look(part(contents, where), limits)
    return looks


def _look(content: bytes, limits: Limits) -> Look:
    look, row, cells = Look(), 0, 0
    for kind, data in _records(content):
        if kind == _ROW and len(data) >= 4:
            row = int.from_bytes(data[:4], "little") + 1
        elif kind in _CELLS and len(data) >= 4:
            cells += 1
            column = int.from_bytes(data[:4], "little") + 1
            look.last_row, look.last_column = max(look.last_row, row), max(look.last_column, column)
            if kind in _ERRORS and len(data) >= 9:
                look.errors[row, column] = ERRORS.get(data[8], "#VALUE!")
        if cells > limits.cell_elements:
            raise too_many("ô")
        if look.last_row > limits.last_row or look.last_column > limits.last_column:
            raise too_many("dòng và cột")
    return look


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text that says its length before itself, and where it ends."""
    end = at + 4 + 2 * int.from_bytes(data[at : at + 4], "little")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's number and data; both its number and its length are written in seven bits a byte."""
    at, end = 0, len(content)
    while at < end:
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        if at + size > end:
            raise damaged()
        yield kind, content[at : at + size]
        at += size


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for position in range(most):
        if at >= len(content):
            raise damaged()
        value |= (content[at] & 0x7F) << (7 * position)
        at += 1
        if content[at - 1] < 0x80:
            break
    return value, at
