"""Other styles for some cells of a sheet's XML, made in their right place where they are not there; and its notes and views."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from data.intake.marking import splice
from data.intake.marking.package import RELATIONS
from data.intake.marking.splice import Edit, Element, NotMarkable
from data.intake.sheets import address, position
from data.intake.workbook_xml import Attributes, number

Place = tuple[int, int]
LAST_COLUMN = 16_384

# What stands before the reference to the notes in a sheet; Excel repairs, and empties, a sheet in any other order.
_BEFORE_NOTES = frozenset(
    """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing""".split()
)
_DIMENSION = re.compile(r"\$?([A-Za-z]{1,3}\$?[0-9]{1,7})(?::\$?([A-Za-z]{1,3}\$?[0-9]{1,7}))?").fullmatch


@dataclass(slots=True)
class _Row:
    number: int
    element: Element
    cells: list[tuple[int, Element]] = field(default_factory=list)


class SheetXml:
    """A sheet's XML, its rows, and those cells of it that stand in the rows that are asked for."""

    def __init__(self, content: bytes, rows: Collection[int]) -> None:
        self._content = content
        self._asked = frozenset(rows)
        self._rows: list[_Row] = []
        self._row = self._column = 0
        self._is_asked = False
        self._columns: list[Attributes] = []
        self._elements = splice.outline(content, self._wanted)
        self._attach()
        self.root = self._elements[0]
        self._edits: list[Edit] = []
        self._texts: Mapping[Place, str] = {}

    def _wanted(self, depth: int, local: str, attributes: Attributes) -> bool:
        if depth == 2 and local == "row":
            self._row = number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            self._is_asked = self._row in self._asked
            return True
        if depth == 3 and local == "c":
            return self._is_asked
        if depth == 2 and local == "col" and len(self._columns) < LAST_COLUMN:
            self._columns.append(attributes)
        return depth < 2 or (depth == 2 and local in ("sheetView", "sheetFormatPr"))

    def _attach(self) -> None:
        """Which cell is where; a row or cell that does not say stands behind the one before."""
        row = column = 0
        for each in self._elements:
            if each.depth == 2 and each.local == "row":
                row = number(each.attributes["r"]) if "r" in each.attributes else row + 1
                column = 0
                self._rows.append(_Row(row, each))
            elif each.depth == 3 and each.local == "c":
                said = each.attributes.get("r")
                column = position(said)[1] if said else column + 1
                self._rows[-1].cells.append((column, each))

    @property
    def there(self) -> set[Place]:
        """The cells that are in the XML, of the rows that were asked for."""
        return {(row.number, column) for row in self._rows for column, _ in row.cells}

    def restyle(
        self,
        places: Collection[Place],
        style_of: Callable[[Place, int], int],
        *,
        texts: Mapping[Place, str] | None = None,
    ) -> None:
        """Give each of these cells the style that `style_of` makes of where it is and of the style it has; and a new text."""
        self._texts = texts or {}
        rows = {row.number: row for row in self._rows}
        missing: dict[int, list[Place]] = {}
        for place in sorted({*places, *self._texts}):
            row = rows.get(place[0])
            cells = row.cells if row is not None else ()
            cell = next((each for column, each in cells if column == place[1]), None)
            if cell is None:
                missing.setdefault(place[0], []).append(place)
                continue
            style = style_of(place, number(cell.attributes.get("s", "0")))
            if place in self._texts:
                self._retype(place, cell, style)
            else:
                tag = splice.with_attributes(splice.tag(self._content, cell), s=str(style))
                self._edits.append(Edit(cell.start, cell.inner, tag))
        if missing:
            self._make(missing, rows, style_of)
            self._extend_dimension([place for made in missing.values() for place in made])

    def _retype(self, place: Place, cell: Element, style: int) -> None:
        inside = self._content[cell.inner : cell.close]
        if f"<{cell.prefix}f".encode() in inside:
            raise NotMarkable  # others may lean on the formula, and Excel keeps a list of all of them elsewhere
        self._edits.append(Edit(cell.start, cell.end, self._cell(place, style)))

    def _make(
        self,
        missing: Mapping[int, list[Place]],
        rows: Mapping[int, _Row],
        style_of: Callable[[Place, int], int],
    ) -> None:
        data = self._child("sheetData")
        whole: list[bytes] = []
        for row_number, places in missing.items():
            row = rows.get(row_number)
            cells = [
                (place[1], self._cell(place, style_of(place, self._empty_style(place, row))))
                for place in places
            ]
            if row is not None:
                self._put_in_row(row, cells)
                continue
            made = f'<{data.prefix}row r="{row_number}">'.encode() + b"".join(each for _, each in cells)
            made += f"</{data.prefix}row>".encode()
            later = next((each.element for each in self._rows if each.number > row_number), None)
            if later is None:
                whole.append(made)
            else:
                self._edits.append(Edit(later.start, later.start, made))
        if whole:
            self._edits.append(splice.appended(self._content, data, b"".join(whole)))

    def _put_in_row(self, row: _Row, cells: list[tuple[int, bytes]]) -> None:
        behind: list[bytes] = []
        for column, made in cells:
            later = next((each for other, each in row.cells if other > column), None)
            if later is None:
                behind.append(made)
            else:
                self._edits.append(Edit(later.start, later.start, made))
        # The span is a hint that need not be there; a wrong one would be worse.
        tag = splice.with_attributes(splice.tag(self._content, row.element), spans=None)
        if row.element.is_empty:
            tag = tag[:-2].rstrip() + b">" + b"".join(behind) + f"</{row.element.name}>".encode()
            self._edits.append(Edit(row.element.start, row.element.end, tag))
            return
        self._edits.append(Edit(row.element.start, row.element.inner, tag))
        if behind:
            self._edits.append(Edit(row.element.close, row.element.close, b"".join(behind)))

    def _cell(self, place: Place, style: int) -> bytes:
        p, words = self.root.prefix, self._texts.get(place, "")
        start = f'<{p}c r="{address(*place)}" s="{style}"'
        if not words:
            return f"{start}/>".encode()
        text = f'<{p}t xml:space="preserve">{splice.text(words)}</{p}t>'
        return f'{start} t="inlineStr"><{p}is>{text}</{p}is></{p}c>'.encode()

    def _empty_style(self, place: Place, row: _Row | None) -> int:
        """The style that Excel shows where no cell is: the row's, else the column's."""
        said = row.element.attributes if row is not None else {}
        if said.get("customFormat") in ("1", "true"):
            return number(said.get("s", "0"))
        for column in self._columns:
            if number(column.get("min", "0")) <= place[1] <= number(column.get("max", "0")):
                return number(column.get("style", "0"))
        return 0

    def _extend_dimension(self, places: list[Place]) -> None:
        """Readers that trust the stated size would not see a cell beyond it."""
        stated = next(
            (each for each in self._elements if each.depth == 1 and each.local == "dimension"), None
        )
        match = _DIMENSION(stated.attributes.get("ref", "")) if stated is not None else None
        if stated is None or match is None:
            return
        first, last = position(match[1]), position(match[2] or match[1])
        rows = [first[0], last[0], *(row for row, _ in places)]
        columns = [first[1], last[1], *(column for _, column in places)]
        reference = f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"
        tag = splice.with_attributes(splice.tag(self._content, stated), ref=reference)
        self._edits.append(Edit(stated.start, stated.inner, tag))

    def refer_to_notes(self, relation_id: str) -> None:
        """The reference to the drawing of the notes, in the one place where Excel takes it."""
        children = [each for each in self._elements if each.depth == 1]
        if any(each.local == "legacyDrawing" for each in children):
            return
        last = next((each for each in reversed(children) if each.local in _BEFORE_NOTES), None)
        said = f'<{self.root.prefix}legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation_id}"/>'.encode()
        if last is None:
            raise NotMarkable
        self._edits.append(Edit(last.end, last.end, said))

    def notes_relation(self) -> str | None:
        """The relation under which the sheet names the drawing of its notes."""
        for each in self._elements:
            if each.depth == 1 and each.local == "legacyDrawing":
                return next(
                    (value for key, value in each.attributes.items() if key.rpartition(":")[2] == "id"), None
                )
        return None

    def deselect(self) -> None:
        """Two selected sheets would be edited together."""
        for each in self._views():
            tag = splice.with_attributes(splice.tag(self._content, each), tabSelected=None)
            self._edits.append(Edit(each.start, each.inner, tag))

    def _views(self) -> Iterator[Element]:
        return (
            each
            for each in self._elements
            if each.depth == 2 and each.local == "sheetView" and "tabSelected" in each.attributes
        )

    def _child(self, local: str) -> Element:
        found = next((each for each in self._elements if each.depth == 1 and each.local == local), None)
        if found is None:
            raise NotMarkable
        return found

    def content(self) -> bytes:
        return splice.spliced(self._content, self._edits)
