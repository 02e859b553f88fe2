"""The numbers that Word writes by itself before paragraphs of a list: they stand in no text, and yet everybody sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.intake.workbook_xml import Attributes, number, parse

_LEVELS = 9
_LONGEST = 60


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


class Numbering:
    """Counts the lists of one document, paragraph by paragraph in the order of reading."""

    def __init__(self, numbering: bytes | None = None, styles: bytes | None = None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # of each abstract list
        self._abstract: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._own_count: set[str] = set()  # lists that begin anew
        # Where the passes over the two files stand.
        self._current = self._number = self._style = ""
        self._style_level = 0
        self._level = _Level()
        if numbering:
            parse(numbering, self._on_numbering)
        if styles and b"numPr" in styles:
            parse(styles, self._on_styles)

    def next(self, number_id: str | None, level: int | None, style: str) -> str:
        """What stands before the next paragraph of a list; "" for a paragraph of none, "-" for a bullet."""
        of_style = self._styles.get(style)
        if number_id is None and of_style is not None:
            number_id = of_style[0]
        if level is None:
            level = of_style[1] if of_style else 0
        abstract = self._abstract.get(number_id or "")
        if abstract is None or level >= _LEVELS:
            return ""
        levels = self._levels.get(abstract, {})
        # Lists of one abstract list count on together, unless one says that it begins anew.
        whose = f"own {number_id}" if number_id in self._own_count else abstract
        counts = self._counts.setdefault(whose, [None] * _LEVELS)
        now = counts[level]
        counts[level] = levels.get(level, _Level()).start if now is None else now + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        form = levels.get(level, _Level())
        if form.kind == "none":
            return ""
        return "-" if form.kind == "bullet" else self._written(form.pattern, counts, levels)

    def _written(self, pattern: str, counts: list[int | None], levels: Mapping[int, _Level]) -> str:
        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = levels.get(place, _Level())
            count = counts[place]
            return _digits(form.start if count is None else count, form.kind)

        return re.sub(r"%([1-9])", one, pattern)

    def _on_numbering(self, name: str, attributes: Attributes) -> None:
        value = _attribute(attributes, "val")
        if name == "abstractNum":
            self._current = _attribute(attributes, "abstractNumId")
            self._levels[self._current] = {}
        elif name == "lvl" and self._current:
            self._level = _Level()
            self._levels[self._current][number(_attribute(attributes, "ilvl"))] = self._level
        elif name == "num":
            self._current = ""
            self._level = _Level()
            self._number = _attribute(attributes, "numId")
        elif name == "startOverride":
            self._own_count.add(self._number)
        elif name == "abstractNumId":
            self._abstract[self._number] = value
        elif name == "start":
            self._level.start = number(value)
        elif name == "numFmt":
            self._level.kind = value
        elif name == "lvlText":
            self._level.pattern = value[:_LONGEST]

    def _on_styles(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style, self._style_level = _attribute(attributes, "styleId"), 0
        elif name == "ilvl":
            self._style_level = number(_attribute(attributes, "val"))
        elif name == "numId":
            self._styles[self._style] = (_attribute(attributes, "val"), self._style_level)


def _attribute(attributes: Attributes, name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _digits(count: int, kind: str) -> str:
    if kind in ("lowerRoman", "upperRoman") and count < 4000:
        written = ""
        for value, letters in (*_ROMAN, *_ROMAN_SMALL):
            written += letters * (count // value)
            count %= value
        return written.upper() if kind == "upperRoman" else written
    if kind in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{count:02}" if kind == "decimalZero" else str(count)
