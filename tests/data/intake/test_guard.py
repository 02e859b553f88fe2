"""What the guard lets through and what it refuses, on containers made by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest

from data.intake import guard
from data.intake.guard import Limits, Part
from data.intake.sheets import Unreadable

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<Relationships/>",
    "xl/workbook.xml": b"<workbook/>",
    "xl/worksheets/sheet1.xml": b"<worksheet>" + b"<row r='1'/>" * 50 + b"</worksheet>",
}


def container(extra: Mapping[str, bytes] | None = None, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in (PARTS | dict(extra or {})).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def without_workbook(names: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_one_central_entry(content: bytes, change: Callable[[list[int | bytes]], None]) -> bytes:
    """The container with the fields of its last central directory entry changed."""
    layout = struct.Struct("<4s6H3L5H2L")
    at = content.rfind(b"PK\x01\x02")
    fields = list(layout.unpack_from(content, at))
    change(fields)
    return content[:at] + layout.pack(*fields) + content[at + layout.size :]


def set_field(position: int, value: int) -> Callable[[list[int | bytes]], None]:
    def change(fields: list[int | bytes]) -> None:
        fields[position] = value

    return change


def twice_the_same_name() -> bytes:
    return container({"xl/worksheets/SHEET1.xml": b"<worksheet/>"})


def two_entries_over_the_same_bytes() -> bytes:
    content = container()
    end = content.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", content, end + 10)
    central = content[start : start + size]
    last = central[central.rfind(b"PK\x01\x02") :].replace(b"sheet1", b"sheet2")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + len(last), start, 0)
    return content[:start] + central + last + tail


def wrong_content() -> bytes:
    stored = container(method=zipfile.ZIP_STORED)
    return stored.replace(b"<row r='1'/></worksheet>", b"<row r='2'/></worksheet>")


def code_of(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refusal:
        guard.unpack(content, limits or Limits())
    assert refusal.value.message.endswith(".")
    return refusal.value.code


# The sentence of a picture and of a PDF asks for the original, whichever program it was made with.
@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_asks_for_the_original_of_a_picture(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"bản Word \(\.docx\) hoặc Excel \(\.xlsx\) gốc"):
        guard.unpack(content, Limits())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"", "empty_file", "an upload that broke off at once"),
        (b"%PDF-1.7 ...", "not_a_workbook", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "not_a_workbook", "a picture of the screen"),
        (b"\xff\xd8\xff\xe0", "not_a_workbook", "a photo"),
        (OLE + "WordDocument".encode("utf-16-le"), "not_a_workbook", "old Word"),
        (OLE + "Workbook\0".encode("utf-16-le"), "damaged", "old Excel, of a version that never was"),
        (OLE, "not_a_workbook", "another program of before 2007"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "a password makes .xlsx an OLE container",
        ),
        (b"MZ\x90\0\3\0", "not_a_workbook", "a program"),
        (b"{\\rtf1", "not_a_workbook", "RTF"),
        (b"<html><table>", "not_a_workbook", "a web page named .xls"),
        (
            without_workbook({"word/document.xml": b"<w/>"}),
            "not_a_workbook",
            "Word, but nothing says where it begins",
        ),
        (without_workbook({"ppt/presentation.xml": b"<p/>"}), "not_a_workbook", "PowerPoint"),
        (
            without_workbook(
                {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
            ),
            "not_a_workbook",
            "odt",
        ),
        (without_workbook({"ke-hoach.xlsx": b"PK"}), "not_a_workbook", "a zip of files"),
        (container()[:-40], "damaged", "truncated: no end of the directory"),
        (container()[:100], "damaged", "truncated early"),
        (wrong_content(), "damaged", "CRC does not agree"),
        (twice_the_same_name(), "damaged", "two readers could take different ones"),
        (two_entries_over_the_same_bytes(), "damaged", "overlap: a bomb of few bytes"),
        (container({"xl/../../x.xml": b"<x/>"}), "damaged", "a way out of the folder"),
        (container({"/etc/x.xml": b"<x/>"}), "damaged", "absolute name"),
        (with_one_central_entry(container(), set_field(4, 12)), "damaged", "a method that Excel never uses"),
        (with_one_central_entry(container(), set_field(3, 1)), "encrypted", "a part with a password"),
        (
            with_one_central_entry(container(), set_field(9, 10)),
            "damaged",
            "unpacks to more than it declares",
        ),
        (
            with_one_central_entry(container(), set_field(9, 10**6)),
            "damaged",
            "unpacks to less than it declares",
        ),
        (
            with_one_central_entry(container(), set_field(9, 2**31)),
            "too_big_inside",
            "declares two gigabytes",
        ),
        (with_one_central_entry(container(), set_field(16, 2**31)), "damaged", "starts beyond the end"),
        (container({"xl/media/a.png": bytes(20 * 2**20)}), "too_big_inside", "packs a thousand to one"),
        (container({f"xl/a{n}.xml": b"" for n in range(2_001)}), "too_big_inside", "entries without end"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refuses(content: bytes, code: str, reason: str) -> None:
    assert code_of(content) == code, reason


def test_refuses_a_large_file_before_looking_inside() -> None:
    assert code_of(bytes(1001), Limits(file_bytes=1000)) == "too_large"


def test_refuses_a_million_empty_rows_before_all_are_unpacked() -> None:
    rows = b"".join(b'<row r="%d" s="1"></row>' % number for number in range(1, 300_000))
    assert code_of(container({"xl/worksheets/sheet2.xml": rows})) == "too_big_inside"


def test_hands_on_the_parts_that_a_reader_needs() -> None:
    others = {
        "xl/media/image1.png": b"\x89PNG",
        "docProps/app.xml": b"<a/>",
        "xl/vbaProject.bin": b"Sub Auto_Open()",
    }
    kind, parts = guard.unpack(container(others), Limits())
    assert kind == "xlsx"
    assert {name: part.content for name, part in parts.items()} == PARTS
    assert parts["xl/workbook.xml"].crc == zlib.crc32(b"<workbook/>")


RELATIONS = {"_rels/.rels": b"<a/>"}


@pytest.mark.parametrize(
    ("content", "kind", "names", "reason"),
    [
        (
            without_workbook(
                RELATIONS
                | {"word/document.xml": b"<a/>", "word/media/a.xml": b"", "word/vbaProject.bin": b"x"}
            ),
            "docx",
            {"_rels/.rels", "word/document.xml"},
            "macros and pictures stay behind",
        ),
        (
            without_workbook(
                RELATIONS
                | {"xl/workbook.bin": b"x", "xl/worksheets/sheet1.bin": b"x", "xl/vbaProject.bin": b"x"}
            ),
            "xlsb",
            {"_rels/.rels", "xl/workbook.bin", "xl/worksheets/sheet1.bin"},
            "so do those of a binary workbook",
        ),
        (
            without_workbook(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b"",
                    "Basic/x.xml": b"",
                }
            ),
            "ods",
            {"content.xml"},
            "and those of OpenDocument",
        ),
        ("Tiêu chí;Kết quả\n1.1;Đạt".encode(), "csv", {""}, "text"),
        ("BMI;Kết quả".encode(), "csv", {""}, "text that begins like a picture"),
        ("Tiêu chí\t1".encode("utf-16"), "csv", {""}, "text of Excel, with a nought in every other byte"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_takes_every_kind_of_file_that_schools_send(
    content: bytes, kind: str, names: set[str], reason: str
) -> None:
    taken = guard.unpack(content, Limits())
    assert (taken.kind, set(taken.parts)) == (kind, names), reason


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "has_dtd"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE a><a/>', "has_dtd"),
        ('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), "damaged"),
        (b'<?xml version="1.0" encoding="windows-1258"?><a/>', "damaged"),
        (b"<a>\xff</a>", "damaged"),
        (b"<a>\0</a>", "damaged"),
        (b'<sst count="99999999999" uniqueCount="1"/>', "too_big_inside"),
        (b"<sst uniqueCount = '1000000'/>", "too_big_inside"),
        (b'<sst count="-1"/>', "too_big_inside"),
    ],
)
def test_refuses_xml_that_no_office_program_writes(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        guard.check_xml({"xl/a.xml": Part(content, 0)})
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a count="0"/>',
        b'<a><t>amount="12345678901"</t></a>',
        b'<t>set count="12345678" in a text</t>',
        b'<a sqref="A1:A1048576"><dimension ref="A1:XFD1048576"/></a>',
        b"<!-- a remark --><a><![CDATA[<b>]]></a>",
    ],
)
def test_lets_ordinary_xml_pass(content: bytes) -> None:
    guard.check_xml({"xl/a.xml": Part(content, 0)})
