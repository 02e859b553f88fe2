"""What runs in the child process: takes the checked parts of one file after another, answers with its cells.

Nothing here is trusted by the parent beyond plain JSON. A crash, a hang or too much memory ends this process and no other.
"""

from __future__ import annotations

import gc
import io
import json
import math
import struct
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, BinaryIO

import python_calamine

from data.intake import guard, plain_values, sheet_xml, workbook_xml
from data.intake.answers import other_value
from data.intake.guard import Limits, Part, Taken
from data.intake.look import Look
from data.intake.sheets import Unreadable
from data.intake.text import clean, is_plain
from data.intake.workbook_xml import SheetPart

try:
    import resource
except ImportError:  # Windows: only the parent's clock limits the work
    resource = None  # type: ignore[assignment]

LENGTH = struct.Struct(">I")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def serve() -> None:
    """Answers requests until the parent closes our standard input, or is gone."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _send(target, {"ready": True})
    limits = Limits(**(_receive(source) or {}))
    _confine(limits)
    gc.disable()  # a file leaves next to nothing that only the collector would find, and this process is not long-lived
    while (header := _receive(source)) is not None:
        files = [_received(source, file) for file in header["files"]]
        while files:
            _allow_seconds(limits.cpu_seconds)
            answer = _answer(files.pop(0), limits)
            _send(target, answer)
            if "leaving" in answer:
                return
            del answer


def _received(source: BinaryIO, file: Mapping[str, Any]) -> Taken | bytes:
    """One file of a request: its parts, or its bytes, which no guard has seen yet."""
    if "size" in file:
        return source.read(file["size"])
    return Taken(file["kind"], {name: Part(source.read(size), crc) for name, size, crc in file["parts"]})


def _answer(file: Taken | bytes, limits: Limits) -> dict[str, Any]:
    try:
        taken = guard.unpack(file, limits) if isinstance(file, bytes) else file
        return {"sheets": _READERS[taken.kind](taken.parts, limits)}
    except Unreadable as refusal:
        return {"code": refusal.code, "message": refusal.message}
    except MemoryError:
        return {"code": "too_big_inside", "leaving": True}


def _receive(source: BinaryIO) -> dict[str, Any] | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return json.loads(source.read(LENGTH.unpack(head)[0]))


def _send(target: BinaryIO, answer: Mapping[str, Any]) -> None:
    content = json.dumps(answer, ensure_ascii=False, check_circular=False).encode("utf-8", "replace")
    target.write(LENGTH.pack(len(content)) + content)
    target.flush()


def _confine(limits: Limits) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(kind, (0, 0))


def _allow_seconds(seconds: int) -> None:
    """CPU time is counted over the life of the process, so each file gets the time so far and its own share."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = math.ceil(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _read_docx(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    from data.intake import word_sheets  # each of these only where such a file comes: most are .xlsx

    return word_sheets.read(parts, limits)


def _read_ods(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    from data.intake import ods_sheets

    return ods_sheets.read(parts, limits)


def _read_csv(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    from data.intake import text_table

    return text_table.read(parts[""].content, limits)


def _read_xls(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    from data.intake import binary_sheets

    return binary_sheets.read(parts[""].content, {}, limits)


def _read_xlsb(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    from data.intake import binary_sheets

    return binary_sheets.read(_stored(parts), parts, limits)


def read_parts(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    """Each sheet as its cells, row by row, with what is not the rule stated by the number of the cell."""
    guard.check_xml(parts)
    contents = {name: part.content for name, part in parts.items()}
    found, formats, shared = workbook_xml.contents(contents, limits)
    for content in contents.values():
        if len(content) > 5 * limits.shared_strings < 5 * (content.count(b"<si") + content.count(b":si")):
            raise workbook_xml.too_many("chuỗi chữ")
    looks = [sheet_xml.look_at(workbook_xml.part(contents, sheet.path), limits) for sheet in found]
    if sum(look.last_row * look.last_column for look in looks) > limits.area:
        raise workbook_xml.too_many("dòng và cột")
    values = plain_values.of(looks, formats, shared) or _values(parts, found, looks)
    return [
        {
            "name": clean(sheet.name),
            "is_hidden": sheet.is_hidden,
            "merges": look.merges,
            "hidden_rows": look.hidden_rows,
        }
        | _cells(read, look, formats)
        for sheet, look, read in zip(found, looks, values, strict=True)
    ]


def _values(parts: Mapping[str, Part], found: Sequence[SheetPart], looks: Sequence[Look]) -> list[list[Any]]:
    """The values of each sheet's cells by the reader that knows everything, in the order of our own look."""
    contents = {name: part.content for name, part in parts.items()}
    readable = dict(parts)
    for sheet, look in zip(found, looks, strict=True):
        if newer_errors := set(look.errors.values()) - _ERRORS_THE_READER_KNOWS:
            readable[sheet.path] = _with_known_errors(workbook_xml.part(contents, sheet.path), newer_errors)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_stored(readable))) as book:
            grids = [book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) for sheet in found]
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in the reader is no Exception
        raise workbook_xml.damaged() from None
    return [_in_order(grid, look) for grid, look in zip(grids, looks, strict=True)]


def _in_order(grid: list[list[Any]], look: Look) -> list[Any]:
    height, width = len(grid), len(grid[0]) if grid else 0
    values = [
        grid[row - 1][column - 1] if row <= height and column <= width else "" for row, column in look.styles
    ]
    if len(values) - values.count("") != sum(len(row) - row.count("") for row in grid):
        raise workbook_xml.damaged()  # the reader and our own look saw different cells: then neither is to be trusted
    return values


_READERS: Mapping[str, Callable[[Mapping[str, Part], Limits], list[dict[str, Any]]]] = {
    "xlsx": read_parts,
    "docx": _read_docx,
    "ods": _read_ods,
    "csv": _read_csv,
    "xls": _read_xls,
    "xlsb": _read_xlsb,
}

_ERRORS_THE_READER_KNOWS = {"", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def _with_known_errors(content: bytes, errors: set[str]) -> Part:
    """The sheet with #SPILL! and the like as #VALUE!, for the reader refuses them; our own look keeps the true text."""
    for error in errors:
        content = content.replace(f">{error}</".encode(), b">#VALUE!</")
    return Part(content, zlib.crc32(content))


def _stored(parts: Mapping[str, Part]) -> bytes:
    """The checked parts as a plain container without compression: the reader never sees the one that was sent."""
    body, central = io.BytesIO(), []
    for name, part in parts.items():
        raw, size, start = name.encode(), len(part.content), body.tell()
        body.write(_LOCAL.pack(b"PK\x03\x04", 20, 0x800, 0, 0, 0x21, part.crc, size, size, len(raw), 0) + raw)
        body.write(part.content)
        fields = (20, 20, 0x800, 0, 0, 0x21, part.crc, size, size, len(raw), 0, 0, 0, 0, 0, start)
        central.append(_CENTRAL.pack(b"PK\x01\x02", *fields) + raw)
    start, directory = body.tell(), b"".join(central)
    body.write(directory + _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), start, 0))
    return body.getvalue()


def _cells(values: list[Any], look: Look, formats: list[str]) -> dict[str, Any]:
    """The cells that hold something: rows, columns and values of equal length; text and number format where they differ."""
    places = list(look.styles)
    if sorted(places) != places:
        values = [value for _, value in sorted(zip(places, values, strict=True), key=itemgetter(0))]
        places.sort()
    codes = [""] * len(places)
    if any(style < len(formats) and formats[style] for style in set(look.styles.values())):
        styles = map(look.styles.__getitem__, places)
        codes = [formats[style] if style < len(formats) else "" for style in styles]
    texts: dict[int, str] = {}
    moments: list[tuple[int, str, str]] = []
    errors, uncalculated, empty = [], [], []
    # One question for all texts: it stands for itself where every one of them does.
    are_plain = is_plain("\n".join({value for value in values if value.__class__ is str}))
    for number, value in enumerate(values):
        if value.__class__ is str:
            if are_plain or is_plain(value):
                continue
            if places[number] in look.errors:
                errors.append(number)
                values[number], texts[number] = None, look.errors[places[number]] or "#VALUE!"
            elif value:
                texts[number] = clean(value)
                if not texts[number]:
                    empty.append(number)
            elif places[number] in look.formulas:
                uncalculated.append(number)
                values[number] = None
            else:
                empty.append(number)
        elif isinstance(value, float) and not math.isfinite(value):
            errors.append(number)
            values[number], texts[number] = None, "#NUM!"
        else:
            values[number], moment, texts[number] = other_value(value, codes[number])
            if moment:
                moments.append((number, *moment))
    return {
        "rows": [row for row, _ in places],
        "columns": [column for _, column in places],
        "values": values,
        "texts": list(texts.items()),
        "formats": [(number, code) for number, code in enumerate(codes) if code],
        "moments": moments,
        "errors": errors,
        "uncalculated": uncalculated,
        "empty": empty,
    }
