"""A .zip as people pack it, and as somebody who means harm would."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest

from data.intake.bulk import archive
from data.intake.bulk.archive import Bounds, NotOpened

Files = dict[str, bytes]
MEGABYTE = 2**20


def zipped(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def entry(name: str, content: bytes = b"x", **fields: int) -> bytes:
    """An archive of one entry whose fields are set by hand."""
    out = io.BytesIO()
    info = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, content)
    return out.getvalue()


def patched(content: bytes, *, central_at: int, value: bytes) -> bytes:
    """The same with some bytes of the first entry in the directory changed."""
    start = content.index(b"PK\x01\x02") + central_at
    return content[:start] + value + content[start + len(value) :]


def named_raw(raw: bytes, *, flags: int = 0, extra: bytes = b"") -> bytes:
    """An archive of one stored entry whose name is these bytes."""
    crc = zlib.crc32(b"x")
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, 0, 0, 0x21, crc, 1, 1, len(raw), 0) + raw + b"x"
    )
    head = (20, 20, flags, 0, 0, 0x21, crc, 1, 1, len(raw), len(extra), 0, 0, 0, 0, 0)
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *head) + raw + extra
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def names(content: bytes) -> list[tuple[tuple[str, ...], str]]:
    return [(each.folders, each.name) for each in archive.listing(content).files]


def refusals(content: bytes, bounds: Bounds | None = None) -> list[str | None]:
    """Of each file in turn, why it is not opened."""
    found: list[str | None] = []
    for each in archive.listing(content, bounds).files:
        try:
            each.content()
            found.append(None)
        except NotOpened as refusal:
            found.append(refusal.problem.code)
    return found


def why_closed(content: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(NotOpened) as refused:
        archive.listing(content, bounds)
    return refused.value.problem.code


def test_files_come_out_with_their_folders_one_at_a_time() -> None:
    packed = zipped({"THCS Bình Minh/kế hoạch.xlsx": b"one", "b.docx": b"two", "trống/": b""})
    listed = archive.listing(packed)
    assert [(each.folders, each.name, each.content()) for each in listed.files] == [
        (("THCS Bình Minh",), "kế hoạch.xlsx", b"one"),
        ((), "b.docx", b"two"),
    ]


def test_what_systems_leave_behind_is_counted_and_left_out() -> None:
    left = [
        "__MACOSX/._a.xlsx",
        "x/.DS_Store",
        "~$a.xlsx",
        "Thumbs.db",
        "x/desktop.ini",
        ".~lock.a.ods#",
        "x/",
    ]
    listed = archive.listing(zipped(dict.fromkeys(["a.xlsx", *left], b"x")))
    assert [each.name for each in listed.files] == ["a.xlsx"]
    assert listed.left_out_count == 6, "a folder is no file"


@pytest.mark.parametrize(
    ("content", "name", "is_one", "why"),
    [
        (zipped({"a.xlsx": b"x"}), "a.bin", True, "told by its content, not by its name"),
        (
            zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}),
            "a.zip",
            False,
            "a workbook is one too",
        ),
        (zipped({"mimetype": b"x", "content.xml": b"x"}), "a.ods", False, "so is an OpenDocument"),
        (b"PK\x03\x04 and nothing more", "a.zip", True, "a damaged one that says it is one"),
        (b"PK\x03\x04 and nothing more", "a.xlsx", False, "a damaged workbook is the reader's to answer"),
        (b"TT;Ti\xc3\xaau ch\xc3\xad\n1;1.1\n", "a.zip", False, "a text under a false name"),
    ],
)
def test_an_archive_is_told_from_documents(content: bytes, name: str, is_one: bool, why: str) -> None:
    assert archive.is_archive(content, name) is is_one, why


@pytest.mark.parametrize(
    ("content", "folders", "name", "why"),
    [
        (named_raw("Kế hoạch.xlsx".encode(), flags=0x800), (), "Kế hoạch.xlsx", "marked as UTF-8"),
        (named_raw("Kế hoạch.xlsx".encode()), (), "Kế hoạch.xlsx", "UTF-8 without the mark (macOS)"),
        (
            named_raw("Kế hoạch.xlsx".encode().replace("ế".encode(), "e\u0302\u0301".encode()), flags=0x800),
            (),
            "Kế hoạch.xlsx",
            "letters and accents apart (macOS)",
        ),
        (
            named_raw("Ti\u00eau chi\u0301.xlsx".encode("cp1258")),
            (),
            "Tiêu chí.xlsx",
            "the code page of Vietnamese Windows",
        ),
        (named_raw("café.xlsx".encode("cp437")), (), "café.xlsx", "the code page of DOS"),
        (
            named_raw(
                b"K_ ho_ch.xlsx",
                extra=struct.pack(
                    "<2HBL", 0x7075, 5 + len("Kế hoạch.xlsx".encode()), 1, zlib.crc32(b"K_ ho_ch.xlsx")
                )
                + "Kế hoạch.xlsx".encode(),
            ),
            (),
            "Kế hoạch.xlsx",
            "the second name that WinRAR adds",
        ),
        (named_raw(rb"THCS A\KH.xlsx"), ("THCS A",), "KH.xlsx", "folders as old Windows programs write them"),
    ],
)
def test_names_are_read_as_they_were_meant(
    content: bytes, folders: tuple[str, ...], name: str, why: str
) -> None:
    assert names(content) == [(folders, name)], why


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (patched(zipped({"a.xlsx": b"x"}), central_at=8, value=b"\x01\0"), "packed_encrypted"),
        (entry("a.xlsx", external_attr=(stat.S_IFLNK | 0o777) << 16, create_system=3), "packed_link"),
        (zipped({"a.xlsx": b"x" * 99}, method=zipfile.ZIP_LZMA), "packed_method"),
        (zipped({"../../etc/passwd": b"x"}), "packed_name"),
        (zipped({"/etc/passwd": b"x"}), "packed_name"),
        (named_raw(rb"..\..\a.xlsx"), "packed_name"),
        (named_raw(b"C:\\a.xlsx"), "packed_name"),
        (zipped({"a.xlsx": bytes(5 * MEGABYTE)}), "packed_ratio"),
        (patched(zipped({"a.xlsx": b"x" * 99}), central_at=24, value=b"\x10\0\0\0"), "packed_damaged"),
        (patched(zipped({"a.xlsx": b"x" * 99}), central_at=16, value=b"\0\0\0\0"), "packed_damaged"),
    ],
    ids=[
        "encrypted",
        "link",
        "method",
        "upwards",
        "absolute",
        "backslashes",
        "drive",
        "bomb",
        "lies of its size",
        "CRC",
    ],
)
def test_a_file_that_cannot_be_taken_is_answered_by_itself(content: bytes, code: str) -> None:
    assert refusals(content) == [code]


def test_one_bad_file_keeps_no_other_out() -> None:
    content = zipped({"../a.xlsx": b"x", "b.xlsx": b"y", "c.xlsx": bytes(5 * MEGABYTE)})
    assert refusals(content) == ["packed_name", None, "packed_ratio"]


def test_a_file_larger_than_any_workbook_is_not_unpacked() -> None:
    assert refusals(zipped({"a.xlsx": b"xy"}), Bounds(file_bytes=1)) == ["packed_too_large"]


def overlapping() -> bytes:
    """Two entries over the same bytes, as in a quine bomb."""
    one = named_raw(b"a.xlsx")
    start = one.index(b"PK\x01\x02")
    central, end = one[start:-22], one[-22:]
    return one[:start] + central * 2 + end[:8] + struct.pack("<2HL", 2, 2, len(central) * 2) + end[16:]


@pytest.mark.parametrize(
    ("content", "bounds", "code"),
    [
        (zipped({}), None, "archive_empty"),
        (zipped({"x/": b"", ".DS_Store": b"x"}), None, "archive_empty"),
        (zipped({"a.xlsx": b"x"})[:-30], None, "archive_damaged"),
        (overlapping(), None, "archive_damaged"),
        (zipped({"a": b"x", "b": b"x", "c": b"x"}), Bounds(files=2), "archive_too_many"),
        (zipped({"a": b"x", "x/": b"", "y/": b""}), Bounds(entries=2), "archive_too_many_entries"),
        (zipped({"a": b"xx", "b": b"xx"}), Bounds(unpacked_bytes=3), "archive_too_big_inside"),
        (zipped({"a": b"x"}), Bounds(archive_bytes=9), "archive_too_large"),
    ],
    ids=["nothing", "nobody's files", "cut off", "overlap", "files", "entries", "unpacked", "size"],
)
def test_an_archive_that_is_not_opened_says_why(content: bytes, bounds: Bounds | None, code: str) -> None:
    assert why_closed(content, bounds) == code


@pytest.mark.parametrize("make", [overlapping, lambda: zipped({"a.xlsx": b"x" * 300, "b/c.csv": b"1;2"})])
def test_no_broken_archive_does_more_than_say_so(make: Callable[[], bytes]) -> None:
    whole = make()
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        with suppress(NotOpened):
            for each in archive.listing(bytes(broken)).files:
                each.content()
