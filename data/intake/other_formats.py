"""What a file is, by its first bytes and by what its container holds; each kind that is not read gets its own sentence."""

from __future__ import annotations

import re
from typing import Literal

from data.intake.sheets import Unreadable

Kind = Literal["xlsx", "xlsb", "ods", "docx", "xls", "csv"]

ACCEPTED = "Excel (.xlsx, .xlsm, .xls, .xlsb), Word (.docx), OpenDocument (.ods) hoặc .csv"
SAVE_AS_XLSX = "mở tệp bằng Excel, chọn Lưu dưới dạng (Save As), loại “Excel Workbook (*.xlsx)”, rồi gửi lại"
SAVE_AS_DOCX = "mở tệp bằng Word, chọn Lưu dưới dạng (Save As), loại “Word Document (*.docx)”, rồi gửi lại"
SAVE_AGAIN = "mở tệp bằng chương trình đã tạo ra nó, lưu lại thành tệp mới (.xlsx hoặc .docx), rồi gửi lại"


def container_kind(names: set[bytes], content: bytes) -> Kind:
    """The kind of a container by the (lower case) names of its entries; a macro in it is never handed on to any reader."""
    if b"_rels/.rels" in names:
        if b"xl/workbook.bin" in names:
            return "xlsb"
        if any(name.startswith(b"xl/") and name.endswith(b".xml") for name in names):
            return "xlsx"
        if any(name.startswith(b"word/") and name.endswith(b".xml") for name in names):
            return "docx"
    if b"opendocument.spreadsheet" in content[:200] and b"content.xml" in names:
        return "ods"
    if any(name.startswith(b"ppt/") for name in names):
        raise _not_a_workbook("một tệp trình chiếu PowerPoint")
    if b"opendocument.text" in content[:200]:
        raise _not_a_workbook("một văn bản OpenDocument (.odt)", SAVE_AS_DOCX)
    if b"opendocument" in content[:200]:
        raise _not_a_workbook("một tệp OpenDocument không phải bảng tính")
    raise _not_a_workbook("một tệp nén (.zip)", f"giải nén rồi gửi từng tệp {ACCEPTED}")


def encrypted() -> Unreadable:
    """A whole file, or a part of it, under a password."""
    return Unreadable(
        "encrypted",
        "Tệp được đặt mật khẩu nên không mở được; hãy bỏ mật khẩu trong Excel hoặc Word (Tệp → Thông tin → Bảo vệ), "
        "lưu lại rồi gửi.",
    )


def _not_a_workbook(what: str, advice: str = f"gửi bản {ACCEPTED} của biểu này") -> Unreadable:
    return Unreadable("not_a_workbook", f"Đây là {what} nên chưa đọc được; hãy {advice}.")


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ORIGINAL = "gửi bản Word (.docx) hoặc Excel (.xlsx) gốc"


def plain_kind(content: bytes) -> Kind:
    """The kind of what is not a container of parts; raises the sentence for what is not read."""
    head = content[:1024]
    if head.startswith(_OLE):
        return _ole_kind(content)
    if b"%PDF-" in head:
        raise _not_a_workbook("một tệp PDF", f"{_ORIGINAL} đã dùng để in ra PDF")
    is_picture = head.startswith(_PICTURES) or (head.startswith(b"BM") and not is_text(head))
    if is_picture or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp":
        raise _not_a_workbook("một tệp hình ảnh hoặc phim", f"{_ORIGINAL} thay cho ảnh chụp")
    if head.startswith(b"{\\rtf"):
        raise _not_a_workbook("một tệp văn bản RTF", SAVE_AS_DOCX)
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise _not_a_workbook("một tệp nén", f"giải nén rồi gửi từng tệp {ACCEPTED}")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise _not_a_workbook("một trang web hoặc tệp XML", SAVE_AS_XLSX)
    if not is_text(content):
        raise unknown()
    return "csv"


def unknown() -> Unreadable:
    """Nothing that anybody fills in, as far as can be seen."""
    return _not_a_workbook("tệp không nhận ra được là bảng", f"gửi tệp {ACCEPTED}")


_CONTROL = re.compile(rb"[\0-\x08\x0e-\x19\x1b-\x1f]").search
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def is_text(content: bytes) -> bool:
    """Whether the bytes can be text: no control characters but ends of lines, tabs and the end mark of DOS."""
    return content.startswith(UTF_16) or _CONTROL(content) is None


_SECTOR_SHIFTS = {(3, 9), (4, 12)}  # by version


def _ole_kind(content: bytes) -> Kind:
    """Which of the programs before 2007 wrote it; its streams are named in UTF-16."""
    workbook, document = (name.encode("utf-16-le") for name in ("Workbook\0", "WordDocument\0"))
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise encrypted()
    is_embedded = "MBD0".encode("utf-16-le") in content  # so Excel names what was put into a sheet
    if document in content and not (workbook in content and is_embedded):
        raise _not_a_workbook("một tệp Word kiểu cũ (.doc)", SAVE_AS_DOCX)
    if workbook not in content and "Book\0".encode("utf-16-le") not in content:
        raise unknown()
    shape = int.from_bytes(content[26:28], "little"), int.from_bytes(content[30:32], "little")
    if shape not in _SECTOR_SHIFTS or content[28:30] != b"\xfe\xff":
        raise Unreadable("damaged", f"Tệp bị hỏng hoặc chưa tải xong nên không đọc được; hãy {SAVE_AGAIN}.")
    return "xls"
