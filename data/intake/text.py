"""Texts as people type them, made fit for reading and for comparing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | date | time | timedelta | None

LONGEST_NAME = 200
_LINE_ENDS = re.compile(r"\r\n?|[\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
_BLOCK_TAGS = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|table)\b[^<>]*>", re.IGNORECASE)
_INLINE_TAGS = re.compile(r"</?(?:i|b|u|s|em|strong|span|sub|sup|font|td|th|a|o:p)\b[^<>]*>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]*)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?)(?<=[^\s*])\*(?![\w*])")
_BLANKS = re.compile(r"[^\S\n]+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
# Format and control characters but line ends and tabs; variation selectors (the tail of an emoji-like tick), the
# combining grapheme joiner and the Hangul fillers are marks by category, invisible all the same.
_INVISIBLE = dict.fromkeys(
    [
        point
        for point in (*range(0x20000), *range(0xE0000, 0xE0200))
        if unicodedata.category(chr(point)) in ("Cc", "Cf") and chr(point) not in "\n\t"
    ]
    + [ord(letter) for letter in "\ufe0e\ufe0f\u034f\u115f\u1160\u3164"]
)
_NO_LETTERS = re.compile(r"[^\w-]|_")
_NO_ASCII_LETTERS = {
    ord(letter): " " for letter in map(chr, range(128)) if not (letter.isalnum() or letter == "-")
}
_AROUND_HYPHENS = re.compile(r" ?-[ -]*")
# The y first: few texts hold one, and that is quickly seen.
_SOUND_ALIKE_Y = re.compile(r"y\b(?:(?<=\b[hklmst]y)|(?<=\bquy))")


# Words of plain characters with single blanks between them: `clean` would hand back the same. Most texts are such.
_PLAIN = r"[!-%'()+-;=?-^`-~À-ÏÑ-ïñ-ɏẠ-ỹ]"
is_plain = re.compile(rf"{_PLAIN}++(?:[ \n]{_PLAIN}++)*+").fullmatch
# Vietnamese and nothing else: each letter falls apart into one of ASCII and its accents.
_IS_VIETNAMESE = re.compile("[\n -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*+").fullmatch


def as_typed(value: object) -> str:
    """What stood in the cell, as a person would type it: 5.0 as "5", a date as dd/mm/yyyy, nothing as ""."""
    if value is None or value != value:  # a NaN is how pandas says "empty"
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        has_time = (value.hour, value.minute) != (0, 0)
        # strftime drops leading zeros of years before 1000 and refuses some platforms' early years.
        day = as_typed(value.date())
        return f"{day} {value.hour:02}:{value.minute:02}" if has_time else day
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return str(value)


def clean(text: str) -> str:
    """The text without what nobody meant to type; letters, accents, punctuation and line breaks stay.

    NFC; no zero-width, bidi or soft-hyphen characters; every kind of blank is one space; leftovers of markup
    (<i>, <p>, **bold**) go, and a form feed is a line break.
    """
    if is_plain(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _INLINE_TAGS.sub("", _BLOCK_TAGS.sub("\n", text.replace("&nbsp;", " ")))
    # Format and control characters before NFC: a joiner between a letter and its accent hinders composing.
    text = text.translate(_INVISIBLE)
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def file_name(name: str) -> str:
    """A file's name on one line, without what turns or hides letters ("exe" read as "xlsx" backwards), and not too long."""
    flat = " ".join(_LINE_ENDS.sub(" ", name).translate(_INVISIBLE).split())
    flat = unicodedata.normalize("NFC", flat) or "tep"
    return flat if len(flat) <= LONGEST_NAME else f"{flat[: LONGEST_NAME - 21]}…{flat[-20:]}"


def skeleton(text: str) -> str:
    """Lower case, without accents, every dash a hyphen; position by position as long as `text`.

    So that a pattern is searched in the skeleton, and the words are cut from the (cleaned) text itself.
    """
    if _IS_VIETNAMESE(text):
        letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
        return letters.encode("ascii", "ignore").decode().lower()
    return "".join(map(_bare_letter, text.translate(_DASHES)))


def plain(text: str) -> str:
    """One line, lower case, without accents; punctuation stays. For patterns over values."""
    return skeleton(clean(text).replace("\n", " "))


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text for comparing with other folded texts, never for showing.

    Without accents (so hoà is hòa), đ as d, punctuation as one space, hyphens without blanks around them, and
    i for y where both are written for one sound (kỹ is kĩ, quý is quí): compare only with other folded text.
    """
    letters = plain(text)
    apart = letters.translate(_NO_ASCII_LETTERS) if letters.isascii() else _NO_LETTERS.sub(" ", letters)
    joined = " ".join(apart.split())
    if "-" in joined:
        joined = _AROUND_HYPHENS.sub("-", joined).strip("- ")
    return _SOUND_ALIKE_Y.sub("i", joined)


@lru_cache(maxsize=4096)
def _bare_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    parts = unicodedata.normalize("NFD", letter)
    bare = parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else letter
    lower = bare.lower()
    return lower if len(lower) == 1 else bare
