"""Edits of XML by the place of its bytes: what is not named stays as it came, to the last byte.

A parser that reads a document and writes it again changes prefixes, spaces and whatever it does not know; Excel minds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from data.intake.workbook_xml import Attributes, damaged

Wanted = Callable[[int, str, Attributes], bool]

_START_TAG = re.compile(rb"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_TAG_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
# Everything that XML 1.0 does not allow, with the lone halves of pairs.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_TEXT = 32_767  # what one cell of a workbook can hold
MOST_ELEMENTS, MOST_DEPTH = 300_000, 200  # of one part; a form has a few thousand, ten deep


class NotMarkable(Exception):
    """The file is built in a way that this code leaves alone; its cells are copied instead."""


@dataclass(slots=True)
class Element:
    """One element by its place in the bytes: "<" of its start tag, its inside, and its end."""

    name: str
    attributes: Attributes
    depth: int
    start: int
    inner: int
    close: int = 0
    end: int = 0

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """What stands before the names of its kind: "" or "x:"."""
        return self.name[: len(self.name) - len(self.local)]

    @property
    def is_empty(self) -> bool:
        """Written as one tag, without an inside."""
        return self.end == self.inner


@dataclass(frozen=True, slots=True)
class Edit:
    """New bytes for those from start to end; an insertion where the two are one."""

    start: int
    end: int
    content: bytes


def outline(content: bytes, wanted: Wanted) -> list[Element]:
    """The elements that are wanted by depth (0 is the root), local name and attributes, as they stand in the document."""
    found: list[Element] = []
    stack: list[Element | None] = []
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: Attributes) -> None:
        if len(stack) > MOST_DEPTH:
            raise NotMarkable
        element = None
        if wanted(len(stack), name.rpartition(":")[2], attributes):
            at = parser.CurrentByteIndex
            element = Element(name, attributes, len(stack), at, at + len(_tag_at(content, at)))
            found.append(element)
            if len(found) > MOST_ELEMENTS:
                raise NotMarkable
        stack.append(element)

    def end(_: str) -> None:
        element = stack.pop()
        if element is None:
            return
        if content[element.inner - 2 : element.inner] == b"/>":
            element.close = element.end = element.inner
        else:
            element.close = parser.CurrentByteIndex
            element.end = content.index(b">", element.close) + 1

    def refuse(*_: object) -> None:
        raise damaged()  # no office program declares types or entities of its own

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise damaged() from None
    finally:
        parser.StartElementHandler = parser.EndElementHandler = parser.StartDoctypeDeclHandler = None
    return found


def _tag_at(content: bytes, start: int) -> bytes:
    match = _START_TAG.match(content, start)
    if match is None:
        raise damaged()
    return match[0]


def words(content: bytes, element: Element) -> str:
    """The text inside an element, as it is meant: programs write one letter in several ways."""
    found: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.CharacterDataHandler = found.append
    parser.Parse(content[element.start : element.end], True)
    return "".join(found)


def tag(content: bytes, element: Element) -> bytes:
    """The start tag as it is written."""
    return content[element.start : element.inner]


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with its edits; an insertion goes before what begins at the same place."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [content[at : edit.start], edit.content]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def appended(content: bytes, element: Element, inside: bytes) -> Edit:
    """New children behind those of an element, which is opened where it was one tag."""
    if not element.is_empty:
        return Edit(element.close, element.close, inside)
    opened = tag(content, element)[:-2].rstrip() + b">"
    return Edit(element.start, element.end, opened + inside + f"</{element.name}>".encode())


def with_attributes(start_tag: bytes, **values: str | None) -> bytes:
    """A start tag with these attributes, or without those that are None; the others stay as they are."""
    edits = []
    left = dict(values)
    for match in _attributes(start_tag):
        name = match[1].decode()
        if name in values:
            value = values[name]
            left.pop(name, None)
            new = b"" if value is None else f" {name}={quoteattr(value)}".encode()
            edits.append(Edit(match.start(), match.end(), new))
    behind = _name_end(start_tag)
    added = "".join(f" {name}={quoteattr(value)}" for name, value in left.items() if value is not None)
    return spliced(start_tag, [Edit(behind, behind, added.encode()), *edits] if added else edits)


def _attributes(start_tag: bytes) -> Iterator[re.Match[bytes]]:
    return _ATTRIBUTE.finditer(start_tag, _name_end(start_tag))


def _name_end(start_tag: bytes) -> int:
    match = _TAG_NAME.match(start_tag)
    if match is None:
        raise damaged()
    return match.end()


def text(words: str) -> str:
    """Words fit to stand between tags: no letter that XML forbids, and none that Excel would take for an escape."""
    return escape(
        _LOOKS_ESCAPED.sub("_x005F_", _ILLEGAL.sub("", words)[:LONGEST_TEXT]).replace("\r", "&#13;")
    )


def attribute(words: str) -> str:
    """Words as the quoted value of an attribute."""
    return quoteattr(_ILLEGAL.sub("", words), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def tag_length(element: bytes) -> int:
    """How long the start tag is with which these bytes begin."""
    return len(_tag_at(element, 0))
