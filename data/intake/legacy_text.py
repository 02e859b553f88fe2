"""Vietnamese typed for the fonts of before Unicode, TCVN3 (ABC, .VnTime) and VNI (VNI-Times): recognised, converted.

Such a cell holds Western letters and signs that only its font shows as Vietnamese: "Tr\u00adêng TiÓu häc" and
"Tröôøng Tieåu hoïc" are "Trường Tiểu học". Ask BEFORE `text.clean`: TCVN3's ư is the soft hyphen and its é is Ð, and
`clean` drops the one and makes Đ of the other. A word is a sign of an encoding where it is a Vietnamese syllable when
read in it and none as it stands; so Unicode Vietnamese, French, units, and signs like ©, § 5, ½ are left alone.

What cannot be known from the text without its font:
- TCVN3 has capitals for ĂÂÊÔƠƯĐ only; fonts like .VnTimeH show small codes as capitals. A word in capitals gets all
  of them back ("TR¦êNG" is TRƯỜNG), but "ñy ban" is "ủy ban" also where a capital was shown, and a heading typed
  wholly in small letters under .VnTimeH comes as small letters.
- A short text may be a word in either reading: "cá" is "cá", or "cỏ" in TCVN3; "hoàng" is "hoàng", or "hồng" in VNI.
  Alone it is left as it is; in a sheet that `encoding_of` finds to be legacy it is converted, with `is_sure` false.

Not recognised: VPS and other encodings of outside Vietnam; legacy bytes that were read as cp1258.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from data.intake.syllables import is_like_syllable, is_syllable

Encoding = Literal["TCVN3", "VNI"]
FILE = Path(__file__).parent / "legacy_letters.csv"

# Letters that Vietnamese has and the old encodings lack, and accents on their own: such a text is Unicode.
_UNICODE = re.compile("[\u0100-\u024f\u0300-\u036f\u1ea0-\u1eff]")
_ACCENTED = re.compile("[\u00a1-\u00ff]")
# With the signs that are letters in TCVN3; °, ², ³ and the like are letters in neither.
_WORD = re.compile("[A-Za-z¡-®µ-¹»-¾À-ÿ]+")
_LONGEST_WORD = 12  # nghieâng has 8 letters; abbreviations have a few more
_FOREIGN = re.compile("[^A-Za-zÀ-ÃÈ-ÊÌÍÐÒ-ÕÙÚÝà-ãè-êìíðò-õùúý]")  # no letter of Unicode Vietnamese
_ASCII = re.compile("[A-Za-z]")
_CASE_BREAK = re.compile("[a-z][À-ÖØ-Þ]|[A-Z][à-öø-ÿ][A-Z]")
_ABBREVIATIONS: Mapping[Encoding, re.Pattern[str]] = {
    "TCVN3": re.compile("[B-DF-HJ-NP-TV-Z]+§[A-Z]*|§[B-DF-HJ-NP-TV-Z]+"),
    "VNI": re.compile("[B-DF-HJ-NP-TV-Z]+Ñ[B-DF-HJ-NP-TV-Z]*|Ñ[B-DF-HJ-NP-TV-Z]+"),
}
_CURRENCY = re.compile(r"(?<=\d)( ?)[®ñ](?![^\W\d_])")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Legacy:
    """A text that was typed in an old encoding; sure where each word fits and some word can be nothing else."""

    encoding: Encoding
    text: str
    is_sure: bool


@lru_cache(maxsize=8192)
def recognised(text: str, *, sheet: Encoding | None = None) -> Legacy | None:
    """The text in Unicode where its own words say it is legacy, or its `sheet` is and it fits; None leaves it alone."""
    if not is_doubtful(text):
        return None
    signs = {encoding: _signs(text, encoding) for encoding in _CONVERTERS}
    encoding = _heaviest({name: sum(found) for name, found in signs.items() if max(found, default=0) > 1})
    if encoding is None and sheet is not None and not signs[sheet] and _is_small_change(text, sheet):
        return Legacy(sheet, converted(text, sheet), True)
    if encoding is None:
        fitting = [sign >= 0 for sign in signs[sheet]] if sheet else []
        if sheet is None or -2 in signs[sheet] or sum(fitting) * 2 <= len(fitting):
            return None
        encoding = sheet
    is_sure = min(signs[encoding]) >= 0 and max(signs[encoding]) > 1
    return Legacy(encoding, converted(text, encoding), is_sure)


def is_doubtful(text: str) -> bool:
    """Whether a text could be legacy at all: accents, and no letter that only Unicode has. Quick to say of most."""
    return not text.isascii() and not _UNICODE.search(text) and bool(_ACCENTED.search(text))


def _is_small_change(text: str, encoding: Encoding) -> bool:
    """Words that say nothing outside a legacy sheet: the đ of an amount, and TCVN3's ì, which is the sign ×."""
    rest = _CURRENCY.sub("", text)
    words = [word for word in _WORD.findall(rest) if not word.isascii()]
    if rest == text and not words:
        return False
    return not re.search(r"\d\s?\w{0,3}\s?×", rest) and all(
        len(word) > 1 and _is_known(word, encoding) and is_syllable(converted(word, encoding))
        for word in words
    )


def is_clear(text: str) -> bool:
    """Whether some word of a text can hardly be anything but legacy; without such a text no sheet is."""
    return any(max(_signs(text, encoding), default=0) > 1 for encoding in _CONVERTERS)


def encoding_of(texts: Iterable[str]) -> Encoding | None:
    """What most of a sheet's words are in, for `recognised(..., sheet=)`; None for Unicode and without clear signs.

    Each text that is certainly Unicode weighs against it: a Unicode sheet with one pasted legacy line stays Unicode,
    and the line is recognised by itself.
    """
    weights: dict[Encoding, int] = {}
    is_clear: set[Encoding] = set()
    different = dict.fromkeys(texts)  # a French word that returns in each line is one word
    for text in filter(is_doubtful, different):
        for encoding in _CONVERTERS:
            signs = _signs(text, encoding)
            weights[encoding] = weights.get(encoding, 0) + sum(signs)
            if max(signs, default=0) > 1:
                is_clear.add(encoding)
    if not is_clear:
        return None
    unicode_count = sum(1 for text in different if _UNICODE.search(text))
    clear = {encoding: weight for encoding, weight in weights.items() if encoding in is_clear}
    return _heaviest(clear, enough=_ENOUGH * (unicode_count + 1))


def converted(text: str, encoding: Encoding) -> str:
    """The text read in that encoding, NFC; what the encoding does not know stays."""
    return unicodedata.normalize("NFC", _CONVERTERS[encoding](text))


def _heaviest(weights: Mapping[Encoding, int], *, enough: int = _ENOUGH) -> Encoding | None:
    best = max(weights, key=weights.__getitem__, default=None)
    if best is None or weights[best] < enough or list(weights.values()).count(weights[best]) > 1:
        return None
    return best


# --- The letters


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Written -> letter, for TCVN3 and for VNI."""
    tcvn3, vni = {}, {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["tcvn3_code"]:
                tcvn3[chr(int(row["tcvn3_code"], 16))] = row["letter"]
            vni[row["vni"]] = row["letter"]
            # After a capital some type the small mark: "Aùnh" is Ánh.
            vni[row["vni"][0] + row["vni"][1:].lower()] = row["letter"]
    return tcvn3, vni


_TCVN3, _VNI = _tables()
_TCVN3_LETTERS = str.maketrans(_TCVN3)
_TCVN3_REMOVED = dict.fromkeys(map(ord, _TCVN3))
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = re.compile("[a-zăâêôơưđ]")
_IN_CAPITALS = re.compile(r"[^\W\d_A-ZĂÂÊÔƠƯĐ][A-ZĂÂÊÔƠƯĐ]|[A-ZĂÂÊÔƠƯĐ].*[A-ZĂÂÊÔƠƯĐ]")


def _from_tcvn3(text: str) -> str:
    return "\n".join(map(_with_capitals, text.translate(_TCVN3_LETTERS).split("\n")))


def _with_capitals(line: str) -> str:
    """A line with the capitals TCVN3 lacks: in words of capitals, and in all of it where it is all in capitals.

    Abbreviations do not make it so: "Së GD§T" is Sở GDĐT.
    """
    words = {word for word in _LETTERS.findall(line) if _IN_CAPITALS.search(word) and not _SMALL.search(word)}
    if not _SMALL.search(line) and any(map(is_like_syllable, words)):
        return line.upper()
    return _LETTERS.sub(lambda word: word[0].upper() if word[0] in words else word[0], line)


def _from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda written: _VNI[written[0]], text)


_CONVERTERS: Mapping[Encoding, Callable[[str], str]] = {"TCVN3": _from_tcvn3, "VNI": _from_vni}


# --- The words


@lru_cache(maxsize=8192)
def _signs(text: str, encoding: Encoding) -> Sequence[int]:
    """What each different word with accents says; those that say nothing are left out."""
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    signs = (_sign(word, encoding) if len(word) <= _LONGEST_WORD else -1 for word in words)
    return [sign for sign in signs if sign is not None]


@lru_cache(maxsize=16384)
def _sign(word: str, encoding: Encoding) -> int | None:
    """How much a word speaks for an encoding, 1 to 3; 0: fits as it stands too; -1: no word; -2: only as it stands."""
    foreign = _FOREIGN.findall(word)
    if len(word) == len(foreign) == 1 or set(foreign) == {"×"}:  # ½ or 20m×30m
        return None
    if _ABBREVIATIONS[encoding].fullmatch(word):  # Q§ and BGD§T, QÑ and BGDÑT: QĐ, BGDĐT
        return 1 if word[0] in "§Ñ" else 2 if len(word) == 2 else 3
    stands = not foreign and not _CASE_BREAK.search(word) and is_like_syllable(word)
    if _is_known(word, encoding) and is_syllable(converted(word, encoding)):
        return 0 if stands else _weight(word, foreign, encoding)
    return -2 if stands else -1


def _is_known(word: str, encoding: Encoding) -> bool:
    rest = word.translate(_TCVN3_REMOVED) if encoding == "TCVN3" else _VNI_LETTER.sub("", word)
    return rest.isascii()


def _weight(word: str, foreign: list[str], encoding: Encoding) -> int:
    """How hard it is to come by such a word in any other way: N·m, µm, Nª, TH¹ or the French dû are no proof."""
    ascii_count = len(_ASCII.findall(word))
    if encoding == "VNI":
        return 3 if foreign and len(word) - ascii_count > 1 else 2
    if _CASE_BREAK.search(word) or (foreign and len(word) - ascii_count > 1):
        return 3
    if not foreign:
        return 1
    place = word.index(foreign[0])
    if foreign[0] >= "À" and foreign[0] != "÷":
        return 2
    if place == 0:
        return 2 if foreign[0] == "®" else 1
    if place == len(word) - 1:
        return 2 if foreign[0] in "µ¸" else 1
    return (2 if foreign[0] in "·÷" else 3) - (ascii_count < 3)
