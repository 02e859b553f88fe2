"""Our own look at the XML of a Word document: its paragraphs and tables in their order, as a person sees them.

What was deleted, moved away or hidden is left out; what was inserted under tracked changes, or stands in a content control,
counts. A table within a cell, and a text box, are flattened to text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from data.intake.guard import Limits
from data.intake.sheets import Unreadable
from data.intake.word_numbering import Numbering
from data.intake.workbook_xml import damaged, number, too_many


@dataclass(slots=True)
class WordCell:
    """One cell of a row: its text, how many grid columns it takes, and whether it goes on from above or from the left."""

    text: str
    span: int = 1
    is_from_above: bool = False
    is_from_left: bool = False


@dataclass(slots=True)
class WordRow:
    """One row: `before` grid columns stay free at its beginning."""

    before: int
    cells: list[WordCell]


@dataclass(slots=True)
class WordTable:
    """One table of the body, with the widths of its grid columns where it states them."""

    widths: list[int] = field(default_factory=list)
    rows: list[WordRow] = field(default_factory=list)


Block = str | WordTable

_WORD = ("/wordprocessingml/2006/main", "/wordprocessingml/main")  # as Microsoft and as ISO name it
_MATH = ("/officeDocument/2006/math", "/officeDocument/math")
_TRANSPARENT = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
# Ticks, crosses, boxes and bullets as the fonts Wingdings, Wingdings 2 and Symbol number them.
_SIGNS = {
    0xFC: "✓",
    0xFE: "☑",
    0xFB: "✗",
    0xFD: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0x78: "☒",
    0x52: "☑",
    0xD6: "✓",
    0xB7: "-",
}


def blocks(content: bytes, limits: Limits, numbering: Numbering) -> list[Block]:
    """The paragraphs and tables of a document's body, in their order."""
    _measure(content, limits)
    try:
        body = next(each for each in ElementTree.fromstring(content) if _name(each) == "body")
    except (ElementTree.ParseError, StopIteration):
        raise damaged() from None
    return list(_Walk(limits, numbering).blocks(body))


def _measure(content: bytes, limits: Limits) -> None:
    """One pass that only counts, before anything is laid out."""
    if len(content) > limits.document_bytes:
        raise _too_big("có quá nhiều chữ")
    most = {
        "tbl": limits.tables,
        "tr": limits.row_elements,
        "tc": limits.cell_elements,
        "p": limits.cell_elements,
    }
    counts = dict.fromkeys(most, 0)
    depth = 0

    def start(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise _too_big("có các phần lồng vào nhau quá sâu")
        local = name.rpartition(":")[2]
        if local in counts:
            counts[local] += 1
            if counts[local] > most[local]:
                raise _too_big("có quá nhiều bảng, dòng hoặc ô")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise damaged() from None


def _too_big(what: str) -> Unreadable:
    return Unreadable(
        "too_big_inside", f"Tệp Word {what}; hãy chép riêng bảng cần nộp sang một tệp mới rồi gửi lại."
    )


def _name(element: Element) -> str:
    """The local name of an element of Word's own, or of the text of a formula; "" for all others."""
    space, _, local = element.tag.rpartition("}")
    if space.endswith(_WORD) or (local == "t" and space.endswith(_MATH)):
        return local
    return local if local == "Fallback" else ""


def _value(element: Element, *path: str) -> str | None:
    """The w:val of a property, "" where it is there without one, None where it is not there."""
    for name in path:
        found = next((child for child in element if _name(child) == name), None)
        if found is None:
            return None
        element = found
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _is_on(element: Element, *path: str) -> bool:
    return (_value(element, *path) or "on").lower() not in ("0", "false", "off") and _value(
        element, *path
    ) is not None


class _Walk:
    """The way through a document, in the order of reading, as its automatic numbers need it."""

    def __init__(self, limits: Limits, numbering: Numbering) -> None:
        self.limits = limits
        self.numbering = numbering

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in _seen(parent):
            name = _name(child)
            if name == "p":
                yield self.paragraph(child)
            elif name == "tbl":
                yield self.table(child)

    def paragraph(self, element: Element) -> str:
        number_id, level = _value(element, "pPr", "numPr", "numId"), _value(element, "pPr", "numPr", "ilvl")
        style = _value(element, "pPr", "pStyle") or ""
        lead = self.numbering.next(number_id, number(level) if level else None, style)
        text = "".join(self.pieces(element))
        return f"{lead} {text}".strip() if lead else text

    def pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "sym":
                yield _sign(child)
            elif name == "p":  # in a text box
                yield f"\n{self.paragraph(child)}\n"
            elif name == "tbl":
                yield f"\n{self.flat(child)}\n"
            elif name in _LEFT_OUT or name == "Fallback" or (name == "r" and _is_on(child, "rPr", "vanish")):
                continue
            else:
                yield from self.pieces(child)

    def flat(self, element: Element) -> str:
        """A table within a cell: a line for each row."""
        rows = ([cell.text for cell in row.cells if cell.text] for row in self.table(element).rows)
        return "\n".join(" ".join(texts) for texts in rows if texts)

    def table(self, element: Element) -> WordTable:
        grid = next((child for child in element if _name(child) == "tblGrid"), ())
        table = WordTable([number(_attribute(column, "w")) for column in grid if _name(column) == "gridCol"])
        for row in _seen(element):
            if _name(row) == "tr" and not _is_on(row, "trPr", "del"):
                before = min(number(_value(row, "trPr", "gridBefore") or "0"), self.limits.last_column)
                cells = [self.cell(cell) for cell in _seen(row) if _name(cell) == "tc"]
                if before + sum(cell.span for cell in cells) > self.limits.last_column:
                    raise too_many("cột")
                table.rows.append(WordRow(before, cells))
        return table

    def cell(self, element: Element) -> WordCell:
        texts = (
            self.flat(each) if _name(each) == "tbl" else self.paragraph(each)
            for each in _seen(element)
            if _name(each) in ("p", "tbl")
        )
        down, right = _value(element, "tcPr", "vMerge"), _value(element, "tcPr", "hMerge")
        return WordCell(
            text="\n".join(texts).strip(),
            span=min(max(1, number(_value(element, "tcPr", "gridSpan") or "1")), self.limits.last_column),
            is_from_above=down is not None and down != "restart",
            is_from_left=right is not None and right != "restart",
        )


def _seen(parent: Element) -> Iterator[Element]:
    """The children, and those of wrappers around them that nobody sees."""
    for child in parent:
        if _name(child) in _TRANSPARENT:
            yield from _seen(child)
        else:
            yield child


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _sign(element: Element) -> str:
    code = _attribute(element, "char")
    try:
        return _SIGNS.get(int(code, 16) & 0xFF, "") if len(code) <= 4 else ""
    except ValueError:
        return ""
