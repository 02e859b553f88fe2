"""Our own look at an .xls: the container's chains, and the records of its sheets for what the reader of values does not tell.

Chains that run in circles or out of the file are refused here, before the reader follows them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.intake.guard import Limits
from data.intake.other_formats import encrypted
from data.intake.workbook_xml import BUILT_IN_FORMATS, damaged, too_many

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Look:
    """What the records of one sheet say: how far its cells reach, which are errors, their formats, which rows are hidden."""

    last_row: int = 0
    last_column: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


# --- The container

_HEADER = struct.Struct("<30xHH10xLL4xLLLLL")
_END_OF_CHAIN = 0xFFFFFFFE
_MINI_BELOW = 4096


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4])


def _stream(content: bytes) -> bytes:
    """The stream of the workbook, put together from its sectors."""
    shift, mini_shift, _, directory_start, _, mini_start, _, more_start, more_count = _HEADER.unpack_from(
        content
    )
    size = 1 << shift
    sector_count = len(content) // size  # the header takes the place of one

    def sector(number: int) -> bytes:
        if number >= sector_count:
            raise damaged()
        return content[(number + 1) * size : (number + 2) * size]

    def chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
        count = 0
        while start < 0xFFFFFFFA:
            count += 1
            if start >= len(table) or count > len(table):
                raise damaged()
            yield start
            start = table[start]

    places = list(_words(content[76:512]))
    for _ in range(min(more_count, sector_count)):
        if more_start >= 0xFFFFFFFA:
            break
        *more, more_start = _words(sector(more_start))
        places += more
    table = tuple(each for place in places if place < 0xFFFFFFFA for each in _words(sector(place)))
    directory = b"".join(map(sector, chain(directory_start, table)))
    root, found = None, None
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        name = entry[: max(0, int.from_bytes(entry[64:66], "little") - 2)]
        if entry[66] == 5 and root is None:
            root = entry
        elif entry[66] == 2 and found is None and name.lower() in _NAMES:
            found = entry
    if root is None or found is None:
        raise damaged()
    start, length = struct.unpack_from("<LL", found, 116)
    if length >= _MINI_BELOW:
        return b"".join(map(sector, chain(start, table)))[:length]
    whole = b"".join(map(sector, chain(int.from_bytes(root[116:120], "little"), table)))
    minis = tuple(each for place in chain(mini_start, table) for each in _words(sector(place)))
    step = 1 << mini_shift if mini_shift < 16 else 64
    return b"".join(whole[place * step : (place + 1) * step] for place in chain(start, minis))[:length]


_NAMES = {name.encode("utf-16-le") for name in ("workbook", "book")}


# --- The records

_BOUND_SHEET, _FORMAT, _XF, _FILE_PASS, _BEGIN, _END, _ROW = 0x85, 0x41E, 0xE0, 0x2F, 0x809, 0x0A, 0x208
_FORMULA, _BOOL_OR_ERROR, _NUMBERS = 0x06, 0x205, 0xBD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, 0x203, 0x27E, 0xFD, 0x204})
_BIFF8 = 0x600


def look_at(content: bytes, limits: Limits) -> dict[str, Look]:
    """The look at each sheet, by its name; empty for a workbook of before Excel 97, which is read without."""
    try:
        return _looks(_stream(content), limits)
    except (struct.error, IndexError):
        raise damaged() from None


def _looks(stream: bytes, limits: Limits) -> dict[str, Look]:
    codes, styles, sheets = dict(BUILT_IN_FORMATS), list[int](), dict[str, int]()
    if int.from_bytes(stream[4:6], "little") != _BIFF8:
        return {}
    for kind, data in _records(stream, 0):
        if kind == _FILE_PASS:
            raise encrypted()
        if kind == _BOUND_SHEET:
            sheets[_text(data[7:], data[6])] = int.from_bytes(data[:4], "little")
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", data)
            codes[number] = _text(data[4:], length)
        elif kind == _XF:
            styles.append(int.from_bytes(data[2:4], "little"))
    if len(sheets) > limits.sheets:
        raise too_many("trang tính")
    formats = ["" if (code := codes.get(style, "")).lower() == "general" else code for style in styles]
    return {name: _look(stream, start, formats, limits) for name, start in sheets.items()}


def _look(stream: bytes, start: int, formats: list[str], limits: Limits) -> Look:
    look, count = Look(), 0
    for kind, data in _records(stream, start):
        if kind == _ROW:
            if data[12] & 0x20:
                look.hidden_rows.append(int.from_bytes(data[:2], "little") + 1)
        elif kind in _CELLS or kind == _NUMBERS:
            row, column = (each + 1 for each in struct.unpack_from("<HH", data))
            styles = (
                [data[at : at + 2] for at in range(4, len(data) - 2, 6)] if kind == _NUMBERS else [data[4:6]]
            )
            for place, style in enumerate(styles):
                number = int.from_bytes(style, "little")
                if number < len(formats) and formats[number]:
                    look.formats[row, column + place] = formats[number]
            error = _error(kind, data)
            if error is not None:
                look.errors[row, column] = ERRORS.get(error, "#VALUE!")
            count += len(styles)
            look.last_row, look.last_column = max(look.last_row, row), max(look.last_column, column)
            if count > limits.cell_elements:
                raise too_many("ô")
    return look


def _error(kind: int, data: bytes) -> int | None:
    """The code of an error that stands in a cell, or that a formula came to."""
    if kind == _BOOL_OR_ERROR and data[7]:
        return data[6]
    return data[8] if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2 else None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream; those of a chart within it are left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, data


def _text(data: bytes, length: int) -> str:
    """A text of that many letters, of one or two bytes each, as the byte before it says."""
    if data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")
