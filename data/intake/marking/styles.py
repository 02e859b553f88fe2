"""Cell styles of a workbook: another fill on the style a cell has, and back; nothing that is there is changed."""

from __future__ import annotations

import re

from data.intake.marking import splice
from data.intake.marking.splice import Edit, Element, NotMarkable
from data.intake.workbook_xml import number

MOST_STYLES = 64_000  # what Excel opens
_COLOUR = r"(?:rgb=[0-9A-Fa-f]{8}|theme=[0-9]{1,2}|indexed=[0-9]{1,2}|auto=1)(?:,tint=-?[0-9.eE-]{1,24})?"
_DESCRIBED = re.compile(rf"([a-zA-Z0-9]{{1,20}})(?: fg\(({_COLOUR})\))?(?: bg\(({_COLOUR})\))?").fullmatch
_COLOUR_FIELDS = ("rgb", "theme", "indexed", "auto", "tint")


class _Items:
    """One list of the style sheet, such as the fills: what stands in it, and what is put behind."""

    def __init__(self, content: bytes, name: str, elements: list[Element]) -> None:
        self.list = next((each for each in elements if each.depth == 1 and each.local == name), None)
        if self.list is None or self.list.is_empty:
            raise NotMarkable
        within = (self.list.start, self.list.end)
        self.items = [
            content[each.start : each.end]
            for each in elements
            if each.depth == 2 and within[0] < each.start < within[1]
        ]
        self._count = len(self.items)
        self._places = {item: place for place, item in reversed(list(enumerate(self.items)))}

    def place_of(self, item: bytes) -> int:
        """Where this item stands, put behind the others if it is new."""
        if item not in self._places:
            self._places[item] = len(self.items)
            self.items.append(item)
        return self._places[item]

    def edits(self, content: bytes) -> list[Edit]:
        added = self.items[self._count :]
        if not added or self.list is None:
            return []
        tag = splice.with_attributes(splice.tag(content, self.list), count=str(len(self.items)))
        return [
            Edit(self.list.start, self.list.inner, tag),
            Edit(self.list.close, self.list.close, b"".join(added)),
        ]


class Styles:
    """The style sheet of a workbook, by the numbers that cells name. NotMarkable where its lists are not there."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        elements = splice.outline(content, lambda depth, *_: depth <= 2)
        self.prefix = elements[0].prefix
        self.fonts = _Items(content, "fonts", elements)
        self.fills = _Items(content, "fills", elements)
        self.borders = _Items(content, "borders", elements)
        self._formats = _Items(content, "cellXfs", elements)
        # Many cells share a style: each is worked out once.
        self._filled: dict[tuple[int, bytes], int] = {}
        self._described: dict[int, str] = {}

    def filled(self, style: int, colour: str) -> int:
        """The style that is the same but for its fill."""
        return self._with_fill(style, self._solid(colour))

    def described(self, style: int) -> str:
        """The fill of a style in a few letters, from which `restored` makes it again; "" where it is no plain fill."""
        if style not in self._described:
            place = number(_attributes(self._format(style)).get("fillId", "0"))
            fills = self.fills.items
            self._described[style] = _described(fills[place]) if place < len(fills) else ""
        return self._described[style]

    def restored(self, style: int, description: str) -> int:
        """The style with the fill that it had; itself where the description is none of ours."""
        match = _DESCRIBED(description)
        if match is None:
            return style
        return self._with_fill(style, self._fill(match[1], match[2], match[3]))

    def add(
        self,
        *,
        font: str,
        colour: str | None = None,
        border: str = "",
        attributes: str = "",
        inside: str = "",
    ) -> int:
        """A style of our own; what is written of it has `{p}` for the prefix."""
        fill = self.fills.place_of(self._solid(colour)) if colour else 0
        lines = self.borders.place_of(self._written(border)) if border else 0
        said = f'numFmtId="49" fontId="{self.fonts.place_of(self._written(font))}" fillId="{fill}" borderId="{lines}"'
        said += (
            ' xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        )
        return self._place(self._written(f"<{{p}}xf {said}{attributes}>{inside}</{{p}}xf>"))

    def _written(self, element: str) -> bytes:
        return element.replace("{p}", self.prefix).encode()

    def content(self) -> bytes:
        edits = [
            edit
            for each in (self.fonts, self.fills, self.borders, self._formats)
            for edit in each.edits(self._content)
        ]
        return splice.spliced(self._content, edits)

    def _format(self, style: int) -> bytes:
        formats = self._formats.items
        return formats[style] if style < len(formats) else formats[0]

    def _with_fill(self, style: int, fill: bytes) -> int:
        if (style, fill) not in self._filled:
            format_ = self._format(style)
            inner = splice.tag_length(format_)
            place = str(self.fills.place_of(fill))
            tag = splice.with_attributes(format_[:inner], fillId=place, applyFill="1")
            self._filled[style, fill] = self._place(tag + format_[inner:])
        return self._filled[style, fill]

    def _place(self, format_: bytes) -> int:
        place = self._formats.place_of(format_)
        if place >= MOST_STYLES:
            raise NotMarkable
        return place

    def _solid(self, colour: str) -> bytes:
        return self._fill("solid", f"rgb={colour}", "indexed=64")

    def _fill(self, pattern: str, front: str | None, back: str | None) -> bytes:
        p = self.prefix
        colours = "".join(
            f"<{p}{name} {_written(colour)}/>"
            for name, colour in (("fgColor", front), ("bgColor", back))
            if colour
        )
        inside = f'<{p}patternFill patternType="{pattern}"' + (
            f">{colours}</{p}patternFill>" if colours else "/>"
        )
        return f"<{p}fill>{inside}</{p}fill>".encode()


def _attributes(element: bytes) -> dict[str, str]:
    return dict(splice.outline(element, lambda depth, *_: depth == 0)[0].attributes)


def _described(fill: bytes) -> str:
    elements = splice.outline(fill, lambda *_: True)
    locals_ = [each.local for each in elements]
    if locals_[:2] != ["fill", "patternFill"] or set(locals_[2:]) - {"fgColor", "bgColor"}:
        return ""
    words = [elements[1].attributes.get("patternType", "none")]
    for short, local in (("fg", "fgColor"), ("bg", "bgColor")):
        colour = next((each.attributes for each in elements[2:] if each.local == local), {})
        fields = [f"{name}={colour[name]}" for name in _COLOUR_FIELDS if name in colour]
        words += [f"{short}({','.join(fields)})"] if fields else []
    said = " ".join(words)
    return said if _DESCRIBED(said) else ""


def _written(colour: str) -> str:
    return " ".join('{}="{}"'.format(*field.split("=")) for field in colour.split(","))
