"""Files that are not an .xlsx: each kind that people send by mistake gets a sentence of its own."""

from __future__ import annotations

from data.intake.sheets import Unreadable

SAVE_AS_XLSX = "mở tệp bằng Excel, chọn Lưu dưới dạng (Save As), loại “Excel Workbook (*.xlsx)”, rồi gửi lại"


def check_kind(names: set[bytes], content: bytes) -> None:
    """Refuses a container that holds no .xlsx, by the (lower case) names of its entries."""
    if any(name.endswith(b"vbaproject.bin") for name in names):
        raise Unreadable("has_macros", f"Tệp có chứa macro (.xlsm) nên chưa được nhận; hãy {SAVE_AS_XLSX}.")
    if b"_rels/.rels" in names and any(name.startswith(b"xl/") and name.endswith(b".xml") for name in names):
        return
    if any(name.startswith(b"word/") for name in names):
        raise _not_a_workbook("một tệp Word")
    if any(name.startswith(b"ppt/") for name in names):
        raise _not_a_workbook("một tệp trình chiếu PowerPoint")
    if b"xl/workbook.bin" in names:
        raise _not_a_workbook("tệp Excel nhị phân (.xlsb)", SAVE_AS_XLSX)
    if b"opendocument.spreadsheet" in content[:200]:
        raise _not_a_workbook("bảng tính OpenDocument (.ods)", SAVE_AS_XLSX)
    if b"opendocument" in content[:200]:
        raise _not_a_workbook("một tệp OpenDocument")
    raise _not_a_workbook(
        "một tệp nén (.zip), không phải bảng tính", "giải nén rồi gửi từng tệp Excel (.xlsx)"
    )


def encrypted() -> Unreadable:
    """A whole file, or a part of it, under a password."""
    return Unreadable(
        "encrypted",
        "Tệp được đặt mật khẩu nên không mở được; hãy bỏ mật khẩu trong Excel (Tệp → Thông tin → Bảo vệ), lưu lại rồi gửi.",
    )


def _not_a_workbook(what: str, advice: str = "gửi bản Excel (.xlsx) của biểu này") -> Unreadable:
    return Unreadable("not_a_workbook", f"Đây là {what}, chưa phải bảng tính .xlsx; hãy {advice}.")


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def other_format(content: bytes) -> Unreadable:
    """The sentence for what is not a container at all, by its first bytes."""
    head = content[:1024]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return encrypted()
        if "WordDocument".encode("utf-16-le") in content:
            return _not_a_workbook("một tệp Word kiểu cũ (.doc)")
        return _not_a_workbook("tệp Excel kiểu cũ (.xls)", SAVE_AS_XLSX)
    if b"%PDF-" in head:
        return _not_a_workbook("một tệp PDF", "gửi bản Excel (.xlsx) gốc đã dùng để in ra PDF")
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp":
        return _not_a_workbook("một tệp hình ảnh hoặc phim", "gửi bản Excel (.xlsx) gốc thay cho ảnh chụp")
    if head.startswith(b"{\\rtf"):
        return _not_a_workbook("một tệp văn bản RTF")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return _not_a_workbook("một tệp nén", "giải nén rồi gửi từng tệp Excel (.xlsx)")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        return _not_a_workbook("một trang web hoặc tệp XML", SAVE_AS_XLSX)
    return _not_a_workbook("tệp không nhận ra được là bảng tính", SAVE_AS_XLSX)
