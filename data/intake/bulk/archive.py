"""A .zip of files as a person packs it: what is in it, measured before anything is unpacked, one file at a time.

Nothing of it is ever written under the name that it bears, and a file that cannot be taken keeps no other out.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from data.intake import guard
from data.intake.guard import Entry, Limits
from data.intake.problems import Problem, problem
from data.intake.sheets import Unreadable
from data.intake.text import clean

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENT_PARTS = frozenset((b"[content_types].xml", b"content.xml", b"mimetype"))
_LEFT_BEHIND = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_UNIX = 3
_UTF_8, _ENCRYPTED = 0x800, 1
_UNICODE_PATH = 0x7075
_MEGABYTE = 2**20
_NO_ROWS_COUNTED = 2**40


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive may hold; far above what the schools of one district send at once."""

    archive_bytes: int = 200 * _MEGABYTE
    entries: int = 2_000  # with folders, and what systems leave behind
    files: int = 400
    file_bytes: int = 20 * _MEGABYTE
    unpacked_bytes: int = 400 * _MEGABYTE
    ratio: int = 250  # only looked at from ratio_from_bytes on: small repetitive files pack better
    ratio_from_bytes: int = 4 * _MEGABYTE


class NotOpened(Exception):
    """An archive, or a file in it, is not opened; `problem` says why."""

    def __init__(self, refusal: Problem) -> None:
        super().__init__(refusal.message)
        self.problem = refusal


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """One file in an archive, not yet unpacked; `refusal` says why it will not be."""

    name: str
    folders: tuple[str, ...]
    refusal: Problem | None
    _entry: Entry
    _bytes: memoryview

    @property
    def size(self) -> int:
        """How many bytes it has once it is unpacked."""
        return self._entry.unpacked

    def content(self) -> bytes:
        """The file, as long and with the CRC that the archive says; raises NotOpened."""
        if self.refusal is not None:
            raise NotOpened(self.refusal)
        try:
            return guard.inflated(self._entry, self._bytes, _NO_ROWS_COUNTED)[0]
        except Unreadable:
            raise NotOpened(problem("packed_damaged")) from None


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of an archive in its own order, and how many more there are that are nobody's."""

    files: tuple[Packed, ...]
    left_out_count: int


def is_archive(content: bytes, file_name: str) -> bool:
    """Whether this is an archive of files and not a workbook or a document, which are containers too: by its content."""
    if not content.startswith(_STARTS):
        return False
    try:
        entries = guard.central_directory(content, Limits())
    except Unreadable:
        return file_name.lower().endswith(".zip")
    return not any(entry.name.lower() in _DOCUMENT_PARTS for entry in entries)


def listing(content: bytes, bounds: Bounds | None = None) -> Listing:
    """What is in an archive. Raises NotOpened for an archive that is to be packed anew."""
    bounds = bounds or Bounds()
    if len(content) > bounds.archive_bytes:
        raise NotOpened(problem("archive_too_large", most=bounds.archive_bytes // _MEGABYTE))
    if content.startswith(_STARTS[1]):
        raise NotOpened(problem("archive_empty"))
    files: list[Packed] = []
    left_out = 0
    for entry, packed in _parts(content, bounds):
        path = _path(entry)
        if path is not None and is_left_behind(path):
            left_out += bool(path[-1])  # a folder is nothing that could be missed
            continue
        *folders, name = path or [_shown(_name(entry))]
        refusal = problem("packed_name") if path is None else _refusal(entry, bounds)
        files.append(Packed(name, tuple(folders), refusal, entry, packed))
    if not files:
        raise NotOpened(problem("archive_empty"))
    if len(files) > bounds.files:
        raise NotOpened(problem("archive_too_many", count=len(files), most=bounds.files))
    if sum(each.size for each in files if each.refusal is None) > bounds.unpacked_bytes:
        raise NotOpened(problem("archive_too_big_inside", most=bounds.unpacked_bytes // _MEGABYTE))
    return Listing(tuple(files), left_out)


def is_left_behind(path: list[str]) -> bool:
    """Folders, and what systems and open programs put beside files without anybody's wish."""
    name = path[-1].lower() if path else ""
    is_of_a_system = name in _LEFT_BEHIND or name.startswith(("~$", "._", ".~lock"))
    return not name or is_of_a_system or "__MACOSX" in path[:-1]


def _parts(content: bytes, bounds: Bounds) -> Iterator[tuple[Entry, memoryview]]:
    """The entries with their packed bytes, in the order of the directory."""
    try:
        entries = guard.central_directory(content, Limits(entries=bounds.entries))
        packed = {entry.offset: part for entry, part in guard.packed_parts(content, entries)}
    except Unreadable as refusal:
        if refusal.code == "too_big_inside":
            raise NotOpened(problem("archive_too_many_entries", most=bounds.entries)) from None
        raise NotOpened(problem("archive_damaged")) from None
    for entry in entries:
        yield entry, packed[entry.offset]


def _refusal(entry: Entry, bounds: Bounds) -> Problem | None:
    if entry.flags & _ENCRYPTED:
        return problem("packed_encrypted")
    if entry.system == _UNIX and stat.S_ISLNK(entry.attributes >> 16):
        return problem("packed_link")
    if entry.method not in (0, 8):
        return problem("packed_method")
    if entry.unpacked > bounds.file_bytes:
        return problem("packed_too_large", most=bounds.file_bytes // _MEGABYTE)
    is_large = entry.unpacked > bounds.ratio_from_bytes
    if is_large and entry.unpacked > bounds.ratio * max(entry.packed, 1):
        return problem("packed_ratio")
    return None


def _path(entry: Entry) -> list[str] | None:
    """The folders and the name, empty for a folder; None for a name that points out of the archive."""
    parts = _name(entry).replace("\\", "/").split("/")
    is_odd = ".." in parts or not parts[0] or ":" in parts[0] or any("\0" in part for part in parts)
    if is_odd:
        return None
    *folders, name = parts
    shown = [_shown(folder) for folder in folders if folder not in ("", ".")]
    return [*shown, _shown(name) if name else ""]


def _shown(name: str) -> str:
    return clean(name).replace("\n", " ")[:200] or "(không tên)"


def _name(entry: Entry) -> str:
    """The name as its packer meant it: programs of different years and systems write it in different letters."""
    told = _unicode_path(entry)
    if told is not None:
        return told
    if entry.flags & _UTF_8:
        return unicodedata.normalize("NFC", entry.name.decode("utf-8", "replace"))
    for encoding in ("utf-8", "cp1258", "cp437"):
        try:
            name = unicodedata.normalize("NFC", entry.name.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "cp437" or all(letter.isascii() or _is_latin(letter) for letter in name):
            return name
    return entry.name.decode("cp437")


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "COMBINING"))


def _unicode_path(entry: Entry) -> str | None:
    """The name in UTF-8 that WinRAR and others add beside the one in old letters, where it belongs to that one."""
    extra, position = entry.extra, 0
    while position + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, position)
        field = extra[position + 4 : position + 4 + size]
        position += 4 + size
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            (crc,) = struct.unpack_from("<L", field, 1)
            if crc == zlib.crc32(entry.name):
                return unicodedata.normalize("NFC", field[5:].decode("utf-8", "replace"))
    return None
