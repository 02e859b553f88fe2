"""A text file with one row a line (.csv, .txt from Excel): its letters, what stands between its cells, its cells.

Every value stays text: 1.10 is as it was typed. Letters of the old Vietnamese fonts stay as typed too; they are read and
shown later, as those of any sheet.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from typing import Any

from data.intake import answers, legacy_text
from data.intake.answers import Written
from data.intake.guard import DAMAGED, Limits
from data.intake.other_formats import UTF_16, is_text, unknown
from data.intake.sheets import Unreadable
from data.intake.syllables import is_like_syllable
from data.intake.workbook_xml import too_many

NAME = "CSV"
_DELIMITERS = ";,\t|"
_LOOKED_AT = 300  # rows, for telling what stands between the cells


def read(content: bytes, limits: Limits) -> list[dict[str, Any]]:
    """The one sheet of a text file."""
    if len(content) > limits.document_bytes:
        raise too_many("chữ")
    text = decoded(content)
    rows = _rows(text, limits)
    cells = (
        Written(number, column, value)
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value
    )
    return answers.check_size([answers.sheet(NAME, cells)], limits)


# --- Letters


def decoded(content: bytes) -> str:
    """The text, by its mark or by what makes it Vietnamese; Unreadable where letters were lost when it was saved."""
    content = content.rstrip(b"\x1a")  # the end mark of DOS
    try:
        if content.startswith(UTF_16):
            text = content.decode("utf-16")
        elif content.startswith(b"\xef\xbb\xbf") or not _is_old(content):
            text = content.decode("utf-8-sig")
        else:
            text = _old(content)
    except UnicodeDecodeError:
        raise Unreadable("damaged", DAMAGED) from None
    if not is_text(text.encode("utf-8", "replace")):
        raise unknown()
    if len(_LOST.findall(text)) >= _MANY_LOST:
        raise Unreadable(
            "letters_lost",
            "Tệp CSV đã mất chữ có dấu (chỉ còn dấu hỏi «?») khi được lưu; hãy mở bản gốc, lưu dưới dạng "
            "“CSV UTF-8” hoặc “Excel Workbook (*.xlsx)”, rồi gửi lại.",
        )
    return text


# A question mark between letters: what Windows writes for a letter that the encoding lacks.
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\ufffd")
_MANY_LOST = 3


def _is_old(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


_WORD = re.compile(r"[^\W\d_]+")


def _old(content: bytes) -> str:
    """Bytes of one letter each: Windows-1258, or an old font over Windows-1252; by which words are Vietnamese."""
    western = content.decode("cp1252", "surrogateescape").translate(_UNDEFINED)
    windows = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    # Each line stands for itself, so that one name in French does not decide.
    encoding = legacy_text.encoding_of(re.split(r"[\n;\t,]", western))
    if encoding is None:
        return windows
    converted = legacy_text.converted(western, encoding)
    return western if _share(converted) > _share(windows) else windows


_UNDEFINED = {0xDC00 + code: code for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # in Windows-1252


def _share(text: str) -> float:
    """How many of the words with accents are Vietnamese syllables."""
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    return sum(map(is_like_syllable, words)) / len(words) if words else 0.0


# --- Cells


def _rows(text: str, limits: Limits) -> list[list[str]]:
    csv.field_size_limit(limits.part_bytes)
    named = re.match(r'"?sep=(.)"?\r?\n', text)  # so some write it for Excel
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    rows: list[list[str]] = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            count += len(row)
            if len(rows) > limits.row_elements or count > limits.cell_elements:
                raise too_many("dòng hoặc ô")
    except (csv.Error, TypeError):  # a delimiter that is none
        raise Unreadable("damaged", DAMAGED) from None
    return rows


def _delimiter(text: str) -> str:
    """What parts most rows into equally many cells; a comma within sentences does so in few of them."""
    best: tuple[int, int, str] | None = None
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            for row, _ in zip(reader, range(_LOOKED_AT), strict=False):
                if any(row):
                    widths[len(row)] += 1
        except csv.Error:
            continue
        count, width = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if count and (best is None or (count, width) > best[:2]):
            best = count, width, delimiter
    if best is None:
        raise unknown()
    return best[2]
