"""What a file must be before any reader sees it: sizes, container and XML, measured with the standard library only.

The reader crashes on a few kilobytes of malice and cannot be caught. So the container is taken apart here, by the central
directory alone, and the reader is given only the parts that passed: what was checked is what is read. The container is checked
in the parent; the XML in the child, so that a large file does not hold up the dashboard.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from data.intake.other_formats import SAVE_AGAIN, Kind, container_kind, encrypted, plain_kind
from data.intake.sheets import Unreadable

DAMAGED = f"Tệp bị hỏng hoặc chưa tải xong nên không đọc được; hãy {SAVE_AGAIN}."


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file, and the work it makes, may be; far above any form that schools fill in."""

    file_bytes: int = 20 * 2**20
    entries: int = 2_000
    part_bytes: int = 24 * 2**20
    unpacked_bytes: int = 64 * 2**20
    ratio: int = 250  # only looked at from ratio_from_bytes on: small repetitive parts pack better
    ratio_from_bytes: int = 4 * 2**20
    sheets: int = 100
    row_elements: int = 100_000
    cell_elements: int = 400_000
    last_row: int = 100_000  # of cells that hold something
    last_column: int = 1_000
    area: int = 2_000_000  # last row times last column: the reader lays out a full rectangle
    merges: int = 10_000
    merged_cells: int = 500_000
    styles: int = 65_500
    defined_names: int = 20_000
    shared_strings: int = 500_000
    tables: int = 1_000  # of a text document, nested ones included
    depth: int = 200  # of elements in one another, of a document; a form stays below 30
    document_bytes: int = 16 * 2**20  # of the text of a document or of a text file
    wall_seconds: float = 20.0
    cpu_seconds: int = 15
    memory_bytes: int = 768 * 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """One inflated, checked file of the container."""

    content: bytes
    crc: int


class Taken(NamedTuple):
    """A file that passed: what it is, and the parts of it that a reader needs; one part where it has none."""

    kind: Kind
    parts: dict[str, Part]


class Entry(NamedTuple):
    """One file of a container, as its directory tells of it."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int
    offset: int
    system: int  # that wrote it: 3 is Unix
    attributes: int
    extra: bytes


def unpack(content: bytes, limits: Limits) -> Taken:
    """The parts of a file, each as long and with the CRC that it says; raises Unreadable for what cannot be read."""
    if not content:
        raise Unreadable(
            "empty_file", "Tệp không có nội dung (0 byte); hãy kiểm tra lại tệp trên máy rồi gửi lại."
        )
    if len(content) > limits.file_bytes:
        raise Unreadable(
            "too_large",
            f"Tệp nặng hơn {limits.file_bytes // 2**20} MB; hãy bỏ hình ảnh và các phần không cần rồi gửi lại.",
        )
    if not content.startswith(b"PK\x03\x04"):
        return Taken(plain_kind(content), {"": Part(content, 0)})
    entries = central_directory(content, limits)
    kind = container_kind({entry.name.lower() for entry in entries}, content)
    _check_entries(entries, limits)
    parts = {}
    rows_left = limits.row_elements
    for entry, packed in packed_parts(content, entries):
        # What is not handed on is inflated too: a lie about the size of a picture is still a lie.
        data, rows_left = inflated(entry, packed, rows_left)
        name = entry.name.lower()
        if _IS_READ[kind](name) and not name.startswith(_NEVER_READ):
            parts[_decoded_name(entry)] = Part(data, entry.crc)
    return Taken(kind, parts)


_NEVER_READ = (b"docprops/", b"xl/theme/", b"xl/drawings/", b"xl/charts/", b"xl/media/", b"customxml/")
_IS_READ: Mapping[str, Callable[[bytes], object]] = {
    "xlsx": re.compile(rb".*\.(?:xml|rels)").fullmatch,
    "xlsb": re.compile(rb".*\.rels|xl/(?:workbook|sharedstrings|styles|worksheets/[^/]+)\.bin").fullmatch,
    "ods": re.compile(rb"content\.xml|meta-inf/manifest\.xml").fullmatch,
    "docx": re.compile(rb"_rels/\.rels|word/[^/]+\.xml|word/_rels/[^/]+\.rels").fullmatch,
}
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


def _damaged() -> Unreadable:
    return Unreadable("damaged", DAMAGED)


def _too_big_inside(what: str) -> Unreadable:
    return Unreadable(
        "too_big_inside",
        f"Tệp {what}; hãy chép riêng phần có dữ liệu sang một tệp mới rồi gửi lại.",
    )


def central_directory(content: bytes, limits: Limits) -> list[Entry]:
    """What a container says that it holds; raises Unreadable where that makes no sense."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or end + _END.size > len(content):
        raise _damaged()
    _, disk, start_disk, here, count, size, start, _ = _END.unpack_from(content, end)
    if count > limits.entries:
        raise _too_big_inside("chứa quá nhiều thành phần bên trong")
    if disk or start_disk or here != count or start + size != end:
        raise _damaged()  # also ZIP64, which no workbook of an allowed size needs
    entries, position = [], start
    for _ in range(count):
        if position + _CENTRAL.size > end:
            raise _damaged()
        fields = _CENTRAL.unpack_from(content, position)
        name_end = position + _CENTRAL.size + fields[10]
        name = content[position + _CENTRAL.size : name_end]
        extra = content[name_end : name_end + fields[11]]
        position = name_end + fields[11] + fields[12]
        if fields[0] != b"PK\x01\x02" or position > end:
            raise _damaged()
        sizes = fields[7], fields[8], fields[9]
        system, attributes = fields[1] >> 8, fields[15]
        entries.append(Entry(name, fields[3], fields[4], *sizes, fields[16], system, attributes, extra))
    if position != end or not entries:
        raise _damaged()
    return entries


def _check_entries(entries: list[Entry], limits: Limits) -> None:
    names = {entry.name.lower() for entry in entries}
    if len(names) != len(entries):
        raise _damaged()
    for entry in entries:
        if entry.flags & 1:
            raise encrypted()
        pieces = entry.name.split(b"/")
        if entry.method not in (0, 8) or b".." in pieces or not pieces[0] or _ODD_NAME(entry.name):
            raise _damaged()
        unpacked = entry.unpacked
        if unpacked > limits.part_bytes:
            raise _too_big_inside("có phần bên trong quá lớn (thường do kẻ khung hàng trăm nghìn dòng trống)")
        if unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * max(entry.packed, 1):
            raise _too_big_inside("nén bất thường: bên trong lớn gấp hàng trăm lần bên ngoài")
    if sum(entry.unpacked for entry in entries) > limits.unpacked_bytes:
        raise _too_big_inside("có nội dung bên trong quá lớn")


def packed_parts(content: bytes, entries: list[Entry]) -> list[tuple[Entry, memoryview]]:
    """Each file with its packed bytes, none of which belongs to two of them."""
    view, found, free_from = memoryview(content), [], 0
    central_start = _END.unpack_from(content, content.rfind(b"PK\x05\x06"))[6]
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < free_from or entry.offset + _LOCAL.size > central_start:
            raise _damaged()  # two entries over the same bytes, or outside
        fields = _LOCAL.unpack_from(content, entry.offset)
        name_start = entry.offset + _LOCAL.size
        start = name_start + fields[9] + fields[10]
        free_from = start + entry.packed
        same_name = content[name_start : name_start + fields[9]] == entry.name
        if fields[0] != b"PK\x03\x04" or not same_name or free_from > central_start:
            raise _damaged()
        found.append((entry, view[start:free_from]))
    return found


_STEP = 2**20
_ODD_NAME = re.compile(rb"[\\\0:]").search


def inflated(entry: Entry, packed: memoryview, rows_left: int) -> tuple[bytes, int]:
    """The bytes of an entry, never more than it declared; stops early where empty rows go on and on."""
    chunks, length, rest = [], 0, bytes(packed)
    engine = zlib.decompressobj(-15) if entry.method == 8 else None
    while True:
        try:
            chunk = rest if engine is None else engine.decompress(rest, _STEP)
        except zlib.error:
            raise _damaged() from None
        rest = b"" if engine is None else engine.unconsumed_tail
        chunks.append(chunk)
        length += len(chunk)
        rows_left -= chunk.count(b"<row ")
        if rows_left < 0:
            raise _too_big_inside("có quá nhiều dòng (thường là dòng trống nhưng có kẻ khung, tô màu)")
        if length > entry.unpacked:
            raise _damaged()
        if engine is None or engine.eof or not chunk:
            break
    data = chunks[0] if len(chunks) == 1 else b"".join(chunks)
    whole = engine is None or (engine.eof and not engine.unused_data)
    if not whole or length != entry.unpacked or zlib.crc32(data) != entry.crc:
        raise _damaged()
    return data, rows_left


def _decoded_name(entry: Entry) -> str:
    try:
        return entry.name.decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged() from None


_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_LONG_COUNT = re.compile(rb"""ount\s*=\s*["'](?![0-9]{1,6}["'])""")
_LONG_COUNT_IN_TAG = re.compile(rb"""<[^<>]*?\s(?:count|uniqueCount)\s*=\s*["'](?![0-9]{1,6}["'])""")


def check_xml(parts: Mapping[str, Part]) -> None:
    """Refuses XML that could mean something else to another parser, or make one reserve memory by its mere word."""
    for part in parts.values():
        if len(part.content) > _SMALL_PART:
            _check_one(part.content)
        else:
            _check_small(part.content)


_SMALL_PART = 2**13


@lru_cache(maxsize=64)
def _check_small(content: bytes) -> None:
    """Files from one program share most of their small parts."""
    _check_one(content)


def _check_one(content: bytes) -> None:
    encoding = _ENCODING.search(content[3:400] if content.startswith(b"\xef\xbb\xbf") else content[:400])
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise _damaged()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged() from None
    if b"\0" in content:
        raise _damaged()
    if b"<!" in content and _DECLARATION.search(content):
        raise Unreadable(
            "has_dtd",
            f"Tệp có phần khai báo lạ (DTD) mà Excel, Word không bao giờ tạo ra; hãy {SAVE_AGAIN}.",
        )
    if b"ount" in content and _LONG_COUNT.search(content) and _LONG_COUNT_IN_TAG.search(content):
        raise _too_big_inside("khai báo số lượng ô chữ bất thường")
