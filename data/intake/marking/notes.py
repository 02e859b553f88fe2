"""Notes on cells: the comments of a sheet and the drawing of their boxes. Ours are told by their author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from xml.sax.saxutils import escape

from data.intake.marking import splice
from data.intake.marking.package import MAIN, XML
from data.intake.marking.splice import Edit, Element, NotMarkable
from data.intake.sheets import Unreadable, position

AUTHOR = "Phần mềm"
# Where somebody else's note already stands on the cell, ours goes below it, behind these words.
BELOW = f"— {AUTHOR}: "
EMPTY = XML + f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_WIDE, _LINE_HEIGHT, _LETTERS_A_LINE, _TALLEST = 320, 17, 46, 400

_OFFICE = "urn:schemas-microsoft-com"
_NAMES = f'xmlns:v="{_OFFICE}:vml" xmlns:o="{_OFFICE}:office:office" xmlns:x="{_OFFICE}:office:excel"'
_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_DRAWING = (
    f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>{_TYPE}</xml>'
).encode()
_SHAPE, _SHAPE_END = b"<v:shape ", b"</v:shape>"
_SHAPE_NUMBER = re.compile(rb"_x0000_s([0-9]{1,9})\b")
_SHAPE_PLACE = re.compile(rb"<(?:\w{1,9}:)?(Row|Column)>\s*([0-9]{1,7})\s*</")


class _Comments:
    """The comments part of one sheet, comment by comment."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        elements = splice.outline(content, lambda depth, *_: depth < 7)
        self.prefix = elements[0].prefix
        self.authors, self.list = _first(elements, "authors"), _first(elements, "commentList")
        self.names = [
            splice.words(content, each) for each in elements if each.local == "author" and each.depth == 2
        ]
        self.by_cell: dict[str, Element] = {}
        self._inside: dict[int, list[Element]] = {}
        for each in elements:
            if each.local == "comment" and each.depth == 2:
                self.by_cell[each.attributes.get("ref", "")] = each
                self._inside[each.start] = inside = []
            elif each.depth > 2 and self._inside:
                inside.append(each)

    def author_of(self, comment: Element) -> str:
        return _author(self.names, comment.attributes.get("authorId", ""))

    def within(self, comment: Element, local: str) -> list[Element]:
        return [each for each in self._inside[comment.start] if each.local == local]


def _author(names: list[str], said: str) -> str:
    return (
        names[int(said)]
        if said.isascii() and said.isdigit() and len(said) < 7 and int(said) < len(names)
        else ""
    )


def without_ours(content: bytes) -> tuple[bytes, set[str]]:
    """The comments without what this software wrote, and the cells whose box is then gone."""
    found = _Comments(content)
    edits: list[Edit] = []
    gone: set[str] = set()
    for ref, comment in found.by_cell.items():
        if found.author_of(comment) == AUTHOR:
            edits.append(Edit(comment.start, comment.end, b""))
            gone.add(ref)
        else:
            edits += _cut_below(found, comment)
    return splice.spliced(content, edits), gone


def _cut_below(found: _Comments, comment: Element) -> list[Edit]:
    """What was put below somebody's own words is cut off again, with all that stands behind."""
    for text in found.within(comment, "t"):
        own, mark, _ = splice.words(found.content, text).partition(BELOW)
        if not mark:
            continue
        runs = found.within(comment, "r")
        rest = [Edit(each.start, each.end, b"") for each in runs if each.start > text.start]
        run = next((each for each in runs if each.start < text.start < each.end), None)
        if run is not None and not own.strip():
            return [Edit(run.start, run.end, b""), *rest]
        return [Edit(text.inner, text.close, escape(own.rstrip()).encode()), *rest]
    return []


def with_ours(content: bytes, notes: Mapping[str, str]) -> tuple[bytes, set[str]]:
    """The comments with a note on each of these cells, and the cells that need a box for it.

    Where a conversation of newer Excel stands on a cell, nobody would see our words: it is left as it is.
    """
    found = _Comments(content)
    edits: list[Edit] = []
    names = list(found.names)
    if AUTHOR not in names:
        names.append(AUTHOR)
        author = f"<{found.prefix}author>{AUTHOR}</{found.prefix}author>".encode()
        edits.append(splice.appended(content, found.authors, author))
    number, there, added = names.index(AUTHOR), found.by_cell, b""
    for ref, words in notes.items():
        comment = there.get(ref)
        if comment is None:
            text = f"<{found.prefix}text>{_runs(found.prefix, words)}</{found.prefix}text>"
            added += f'<{found.prefix}comment ref="{ref}" authorId="{number}">{text}</{found.prefix}comment>'.encode()
        elif not found.author_of(comment).startswith("tc="):
            edits += _put_below(found, comment, words)
    edits.append(splice.appended(content, found.list, added))
    return splice.spliced(content, edits), set(notes) - set(there)


def _put_below(found: _Comments, comment: Element, words: str) -> list[Edit]:
    text = next(iter(found.within(comment, "text")), None)
    if text is None or text.is_empty:
        return []
    run = _runs(found.prefix, f"\n\n{BELOW}{words}").encode()
    edits = []
    for plain in found.within(comment, "t"):
        if plain.depth == text.depth + 1:  # words without a run beside runs would not be shown
            edits.append(Edit(plain.start, plain.start, f"<{found.prefix}r>".encode()))
            edits.append(Edit(plain.end, plain.end, f"</{found.prefix}r>".encode()))
    return [*edits, Edit(text.close, text.close, run)]


def _runs(p: str, words: str) -> str:
    font = f'<{p}sz val="10"/><{p}color indexed="81"/><{p}rFont val="Arial"/><{p}family val="2"/>'
    return f'<{p}r><{p}rPr>{font}</{p}rPr><{p}t xml:space="preserve">{splice.text(words)}</{p}t></{p}r>'


def without_boxes(drawing: bytes, cells: set[str]) -> bytes:
    """The drawing without the boxes of notes on these cells."""
    places = set()
    for cell in cells:
        with suppress(ValueError):  # a name that is none has no box either
            row, column = position(cell)
            places.add((row - 1, column - 1))
    return splice.spliced(
        drawing,
        [Edit(start, end, b"") for start, end in _shapes(drawing) if _place_of(drawing[start:end]) in places],
    )


def _shapes(drawing: bytes) -> Iterator[tuple[int, int]]:
    """Where each shape stands. Excel's own drawings are not always good XML; then they bear the usual prefix."""
    try:
        for each in splice.outline(drawing, lambda depth, local, _: depth == 1 and local == "shape"):
            yield each.start, each.end
        return
    except Unreadable:
        pass
    start = drawing.find(_SHAPE)
    while start >= 0 and (end := drawing.find(_SHAPE_END, start)) >= 0:
        yield start, end + len(_SHAPE_END)
        start = drawing.find(_SHAPE, end)


def _place_of(shape: bytes) -> tuple[int, int] | None:
    if b'ObjectType="Note"' not in shape:
        return None
    said = {name: int(value) for name, value in _SHAPE_PLACE.findall(shape)}
    return (said[b"Row"], said[b"Column"]) if len(said) == 2 else None


def with_boxes(drawing: bytes, notes: Mapping[str, str]) -> bytes:
    """The drawing with a box for each note; it need not be good XML, as Excel's own often is not."""
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise NotMarkable
    first = max((int(each) for each in _SHAPE_NUMBER.findall(drawing)), default=1024) + 1
    made = "" if b'id="_x0000_t202"' in drawing else _TYPE
    made += "".join(
        _box(number, ref, words) for number, (ref, words) in enumerate(notes.items(), start=first)
    )
    return drawing[:end] + made.encode() + drawing[end:]


def _box(number: int, ref: str, words: str) -> str:
    row, column = position(ref)
    lines = sum(len(line) // _LETTERS_A_LINE + 1 for line in words.split("\n"))
    size = f"width:{_WIDE}px;height:{min(_TALLEST, lines * _LINE_HEIGHT + 14)}px"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;{size};z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"'
        f" {_NAMES}>"
        '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _first(elements: list[Element], local: str) -> Element:
    found = next((each for each in elements if each.local == local and each.depth == 1), None)
    if found is None:
        raise NotMarkable
    return found
