"""Our own look at the XML of one sheet, for what the reader of values does not tell.

Where each cell stands, which are errors or formulas without a value, what is merged or hidden. It runs before that reader and
counts positions just as it does, so that it can refuse what would break it.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from data.intake.guard import Limits
from data.intake.look import LAST_COLUMN, LAST_ROW, Look, column_number, hostile
from data.intake.plain_rows import plain_rows
from data.intake.workbook_xml import Attributes, damaged, number, too_many

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})").fullmatch


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE(reference)
    if match is None:
        raise hostile()
    row, column = int(match[2]), column_number(match[1])
    if not 0 < row <= LAST_ROW or column > LAST_COLUMN:
        raise hostile()
    return row, column


class _Pass:
    """One pass over a sheet's XML, counting as it goes, so that it stops at the first thing too large."""

    def __init__(self, look: Look, limits: Limits) -> None:
        self.look = look
        self.limits = limits
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.row = self.column = self.rows = self.cells = self.merged = 0
        self.at = (0, 0)
        self.style = 0
        self.kind: str | None = None
        self.is_in_cell = self.has_content = False

    def start(self, name: str, attributes: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self.start_cell(attributes)
        elif name in ("v", "f", "is"):
            if self.is_in_cell:
                self.start_content(name)
        elif name == "row":
            self.start_row(attributes)
        elif name == "mergeCell":
            self.merge(attributes.get("ref", ""))
        elif name not in _WITHIN_TEXT:
            self.is_in_cell = False

    def start_row(self, attributes: Attributes) -> None:
        self.rows += 1
        if self.rows > self.limits.row_elements:
            raise too_many("dòng")
        reference = attributes.get("r")
        if reference is None:
            self.row += 1
        else:
            self.row = number(reference)
            if not 0 < self.row <= LAST_ROW:
                raise hostile()
        self.column = 0
        self.is_in_cell = False
        if attributes.get("hidden") in ("1", "true"):
            self.look.hidden_rows.append(self.row)

    def start_cell(self, attributes: Attributes) -> None:
        self.cells += 1
        if self.cells > self.limits.cell_elements:
            raise too_many("ô")
        reference = attributes.get("r")
        self.at = (self.row, self.column + 1) if reference is None else _position(reference)
        self.column = self.at[1]
        self.style = number(attributes.get("s", "0"))
        self.kind = attributes.get("t")
        self.is_in_cell = True
        self.has_content = False
        self.parser.CharacterDataHandler = None

    def start_content(self, name: str) -> None:
        """A cell counts only from here: styled empty ones may stand anywhere, even at the far end of the sheet."""
        look, at = self.look, self.at
        if not self.has_content and at in look.styles:
            raise damaged()  # one address, two cells: nobody knows which one counts
        self.has_content = True
        look.styles[at] = self.style
        if at[0] > look.last_row or at[1] > look.last_column:
            look.reach(*at, self.limits)
        if name == "f":
            look.formulas.add(at)
        elif name == "v" and self.kind == "e":
            look.errors[at] = ""
            self.parser.CharacterDataHandler = self.error_text
        elif self.kind == "str":
            look.formulas.discard(at)  # calculated, and the result may well be an empty text

    def error_text(self, text: str) -> None:
        self.look.errors[self.at] = (self.look.errors[self.at] + text)[:20].strip()

    def merge(self, reference: str) -> None:
        self.is_in_cell = False
        first, _, last = reference.replace("$", "").partition(":")
        top, left = _position(first)
        bottom, right = _position(last or first)
        if bottom < top or right < left:
            raise damaged()
        self.look.merges.append((top, left, bottom, right))
        self.merged += (bottom - top + 1) * (right - left + 1)
        if self.merged > self.limits.merged_cells:
            raise hostile()
        if len(self.look.merges) > self.limits.merges:
            raise too_many("ô gộp")


_WITHIN_TEXT = frozenset(
    {"t", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "charset", "scheme", "vertAlign"}
)


def look_at(content: bytes, limits: Limits) -> Look:
    """What a sheet's XML says of its cells; raises Unreadable where they would be too much for any reader."""
    if len(content) > min(
        3 * limits.cell_elements, 4 * limits.row_elements
    ):  # else there is no room for so many
        if content.count(b"<c ") > limits.cell_elements:
            raise too_many("ô")
        if max(content.count(b"<row"), content.count(b"</row")) > limits.row_elements:
            raise too_many("dòng")
    opening, closing = b"<sheetData>", b"</sheetData>"
    start, end = content.find(opening) + len(opening), content.rfind(closing)
    look = None
    if content.count(opening) == 1 and start <= end:
        look = plain_rows(content[start:end].decode(), limits)
    rest = content if look is None else content[:start] + content[end:]
    sheet = _Pass(look or Look(), limits)
    try:
        sheet.parser.Parse(rest, True)
    except expat.ExpatError:
        raise damaged() from None
    finally:
        # The parser holds us and we hold it: let go by hand, rather than leave it to the collector of garbage.
        sheet.parser.StartElementHandler = sheet.parser.CharacterDataHandler = None
    return _cut(sheet.look)


def _cut(look: Look) -> Look:
    """Without merges and hidden rows that lie wholly beyond the cells; a title merged over a whole row is cut short."""
    look.merges = [
        (top, left, min(bottom, look.last_row), min(right, look.last_column))
        for top, left, bottom, right in look.merges
        if top <= look.last_row and left <= look.last_column
    ]
    look.hidden_rows = [row for row in look.hidden_rows if row <= look.last_row]
    return look
