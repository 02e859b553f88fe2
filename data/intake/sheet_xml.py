"""Our own look at the XML of one sheet, for what the reader of values does not tell.

Where each cell stands, which are errors or formulas without a value, what is merged or hidden. It runs before that reader and
counts positions just as it does, so that it can refuse what would break it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from data.intake.guard import Limits
from data.intake.sheets import Unreadable
from data.intake.workbook_xml import Attributes, damaged, number, too_many

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of any Excel sheet


@dataclass(slots=True)
class Look:
    """What one sheet's XML says: cells that hold something, as (row, column) -> style, and the odd ones among them."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    def reach(self, row: int, column: int, limits: Limits) -> None:
        """Counts in a cell that holds something; the rectangle up to the last of them is what the reader lays out."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if self.last_row > limits.last_row or self.last_column > limits.last_column:
            raise _hostile()
        if self.last_row * self.last_column > limits.area:
            raise too_many("dòng và cột")


def _hostile() -> Unreadable:
    return Unreadable(
        "hostile_reference",
        "Tệp có ô nằm quá xa vùng dữ liệu thông thường; hãy chép phần có dữ liệu sang một tệp mới rồi gửi lại.",
    )


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})").fullmatch


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE(reference)
    if match is None:
        raise _hostile()
    row, column = int(match[2]), _column(match[1])
    if not 0 < row <= _LAST_ROW or column > _LAST_COLUMN:
        raise _hostile()
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
            if not 0 < self.row <= _LAST_ROW:
                raise _hostile()
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
            raise _hostile()
        if len(self.look.merges) > self.limits.merges:
            raise too_many("ô gộp")


_WITHIN_TEXT = frozenset(
    {"t", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "charset", "scheme", "vertAlign"}
)


# One cell as programs write it: column, row, style, kind, formula, value, other content.
_CELL = re.compile(
    r"""<c\ r="([A-Z]{1,3}+)([0-9]{1,7}+)"(?:\ s="([0-9]{1,6}+)")?(?:\ t="([a-zA-Z]{1,9}+)")?(?:/>|>
        (<f(?:\ [a-z]+="[^"<>]*")*(?:/>|>[^<]*+</f>))?
        (?:<v>([^<]*+)</v>|(<v\ ?/>|<is><t(?:\ [a-z:]+="[^"<>]*")*(?:/>|>[^<]*+</t>)</is>))?</c>)""",
    re.VERBOSE,
)
_ROW = re.compile(r'<row((?: [A-Za-z0-9:]+="[^"<>]*")*) ?/?>|</row>|\s+')
_ROW_NUMBER = re.compile(r' r="([0-9]{1,7})"')
_ROW_HIDDEN = re.compile(r' hidden="(?:1|true)"')


def _plain_rows(rows: str, limits: Limits) -> Look | None:
    """The same as _Pass for rows written the way programs write them, several times faster; None where some are not.

    The patterns must account for every character, so nothing can hide from them.
    """
    pieces = _CELL.split(rows)
    between = _ROW.split("".join(pieces[::8]))
    if any(between[::2]):
        return None
    look = Look()
    _plain_row_tags(between[1::2], look)
    letters, digits, styles, kinds, formulas, values, others = (pieces[group::8] for group in range(1, 8))
    row_numbers, column_of = list(map(int, digits)), {letter: _column(letter) for letter in set(letters)}
    if min(row_numbers, default=1) < 1 or max(row_numbers, default=1) > _LAST_ROW:
        raise _hostile()
    if max(column_of.values(), default=1) > _LAST_COLUMN:
        raise _hostile()
    places = list(zip(row_numbers, map(column_of.__getitem__, letters), strict=True))
    filled = [
        (at, int(style) if style else 0)
        for at, style, formula, value, other in zip(places, styles, formulas, values, others, strict=True)
        if value is not None or formula is not None or other is not None
    ]
    look.styles = dict(filled)
    if len(look.styles) < len(filled):
        return None  # an address twice: _Pass refuses that
    if formulas.count(None) < len(formulas):
        look.formulas = {
            at
            for at, kind, formula, value, other in zip(places, kinds, formulas, values, others, strict=True)
            if formula is not None and (kind != "str" or (value is None and other is None))
        }
    if "e" in kinds:
        cells = zip(places, kinds, values, strict=True)
        look.errors = {
            at: value[:20].strip() for at, kind, value in cells if kind == "e" and value is not None
        }
    if look.styles:
        look.reach(max(look.styles)[0], max(column for _, column in look.styles), limits)
    return look


def _plain_row_tags(tags: list[str | None], look: Look) -> None:
    row = 0
    for attributes in tags:
        if attributes is None:
            continue
        explicit = _ROW_NUMBER.search(attributes)
        row = int(explicit[1]) if explicit else row + 1
        if not 0 < row <= _LAST_ROW or (explicit is None and " r=" in attributes):
            raise _hostile()
        if "hidden" in attributes and _ROW_HIDDEN.search(attributes):
            look.hidden_rows.append(row)


def look_at(content: bytes, limits: Limits) -> Look:
    """What a sheet's XML says of its cells; raises Unreadable where they would be too much for any reader."""
    if content.count(b"<c ") > limits.cell_elements:
        raise too_many("ô")
    if max(content.count(b"<row"), content.count(b"</row")) > limits.row_elements:
        raise too_many("dòng")
    opening, closing = b"<sheetData>", b"</sheetData>"
    start, end = content.find(opening) + len(opening), content.rfind(closing)
    look = None
    if content.count(opening) == 1 and start <= end:
        look = _plain_rows(content[start:end].decode(), limits)
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
