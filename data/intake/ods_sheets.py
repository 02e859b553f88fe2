"""OpenDocument spreadsheets, by our own look at their content.xml.

The file itself states what each cell shows and how often it repeats: so 1.10 is read as shown, and a cell that repeats to
the end of the sheet is counted before anything is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from data.intake import answers
from data.intake.answers import Written
from data.intake.guard import Limits, Part, check_xml
from data.intake.other_formats import encrypted
from data.intake.sheets import Unreadable
from data.intake.workbook_xml import Attributes, damaged, number, part, too_many

_SKIPPED = frozenset({"annotation", "tracked-changes", "dde-links", "shapes", "forms", "content-validations"})
_BLANKS = {"tab": " ", "line-break": "\n"}
_ERROR = re.compile(r"#[A-Z/0!?]{3,8}|(?:Err|Lỗi):\d{3}")
_SHOWN_NUMBER = re.compile(r"-?\d+[.,](\d+)")


@dataclass(slots=True)
class _Sheet:
    name: str
    style: str
    cells: list[Written] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def read(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    """The sheets of an .ods."""
    check_xml(parts)
    contents = {name: each.content for name, each in parts.items()}
    if b"encryption-data" in contents.get("META-INF/manifest.xml", b""):
        raise encrypted()
    content = _Pass(limits)
    try:
        content.parser.Parse(part(contents, "content.xml"), True)
    except expat.ExpatError:
        raise damaged() from None
    finally:
        # The parser holds us and we hold it: let go by hand.
        content.parser.StartElementHandler = content.parser.EndElementHandler = None
        content.parser.CharacterDataHandler = None
    return answers.check_size(
        [
            answers.sheet(
                sheet.name,
                sheet.cells,
                merges=sheet.merges,
                hidden_rows=sheet.hidden_rows,
                is_hidden=sheet.style in content.hidden_styles,
            )
            for sheet in content.sheets
        ],
        limits,
    )


class _Pass:
    """One pass over content.xml, counting as it goes."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.style = ""
        self.depth = self.skip_from = self.cell_from = 0
        self.row = self.column = self.row_repeat = self.cell_count = 0
        self.in_row: list[Written] = []
        self.cell: Attributes = {}
        self.lines: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Unreadable(
                "too_big_inside", "Tệp có các phần lồng vào nhau quá sâu; hãy lưu lại bằng Excel rồi gửi."
            )
        if self.skip_from:
            return
        space, _, local = name.partition(":")
        if local in _SKIPPED:
            self.skip_from = self.depth
        elif space == "table":
            self.start_of_table(local, attributes)
        elif space == "style":
            self.start_of_style(local, attributes)
        elif space == "text" and self.cell_from:
            self.start_of_text(local, attributes)

    def start_of_style(self, local: str, attributes: Attributes) -> None:
        if local == "style":
            self.style = attributes.get("style:name", "")
        elif local == "table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def start_of_table(self, local: str, attributes: Attributes) -> None:
        if local == "table":
            if self.cell_from:  # a table within a cell: no spreadsheet program writes one
                raise damaged()
            self.sheets.append(
                _Sheet(attributes.get("table:name", ""), attributes.get("table:style-name", ""))
            )
            self.row = 0
            if len(self.sheets) > self.limits.sheets:
                raise too_many("trang tính")
        elif not self.sheets:
            return
        elif local == "table-row":
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self.column, self.in_row = 0, []
            if attributes.get("table:visibility") in ("collapse", "filter"):
                last = min(self.row + self.row_repeat, self.limits.last_row)
                self.sheets[-1].hidden_rows += range(self.row + 1, last + 1)
        elif local in ("table-cell", "covered-table-cell") and not self.cell_from:
            self.cell, self.lines, self.cell_from = attributes, [], self.depth

    def start_of_text(self, local: str, attributes: Attributes) -> None:
        if local in ("p", "h"):
            self.lines.append("")
            self.parser.CharacterDataHandler = self.add
        elif local in _BLANKS:
            self.add(_BLANKS[local])
        elif local == "s":
            self.add(" ")

    def add(self, text: str) -> None:
        if self.lines and not self.skip_from:
            self.lines[-1] += text

    def end(self, name: str) -> None:
        if self.skip_from == self.depth:
            self.skip_from = 0
        elif not self.skip_from:
            if self.cell_from == self.depth:
                self.end_of_cell()
            elif name in ("text:p", "text:h"):
                self.parser.CharacterDataHandler = None
            elif name == "table:table-row" and self.sheets:
                self.end_of_row()
        self.depth -= 1

    def end_of_cell(self) -> None:
        self.cell_from = 0
        repeat = _repeat(self.cell, "table:number-columns-repeated")
        cell = _written(self.cell, "\n".join(self.lines))
        wide = _repeat(self.cell, "table:number-columns-spanned")
        high = _repeat(self.cell, "table:number-rows-spanned")
        if cell is not None and not (cell.value == "" and not cell.is_formula_without_value):
            self.cell_count += repeat
            if self.column + repeat > self.limits.last_column or self.cell_count > self.limits.cell_elements:
                raise too_many("ô")
            self.in_row += [cell._replace(column=self.column + place + 1) for place in range(repeat)]
        if wide * high > 1:
            row, column = self.row + 1, self.column + 1
            self.sheets[-1].merges.append((row, column, row + high - 1, column + wide - 1))
        self.column += repeat

    def end_of_row(self) -> None:
        if self.in_row:
            self.cell_count += len(self.in_row) * (self.row_repeat - 1)
            if (
                self.row + self.row_repeat > self.limits.last_row
                or self.cell_count > self.limits.cell_elements
            ):
                raise too_many("dòng")
            for place in range(self.row_repeat):
                self.sheets[-1].cells += [cell._replace(row=self.row + place + 1) for cell in self.in_row]
        self.row += self.row_repeat


def _repeat(attributes: Attributes, name: str) -> int:
    return max(1, number(attributes.get(name, "1")))


def _written(cell: Attributes, text: str) -> Written | None:
    """A cell by its kind and what it shows; its place is filled in by who knows it."""
    kind = cell.get("office:value-type") or cell.get("calcext:value-type", "")
    if cell.get("calcext:value-type") == "error" or (
        "table:formula" in cell and _ERROR.fullmatch(text.strip())
    ):
        return Written(0, 0, text.strip() or "#VALUE!", is_error=True)
    if not kind:
        is_uncalculated = "table:formula" in cell and not text
        return Written(0, 0, text, is_formula_without_value=is_uncalculated)
    try:
        return _of_kind(kind, cell, text)
    except ValueError:
        return Written(0, 0, text)


def _of_kind(kind: str, cell: Attributes, text: str) -> Written:
    if kind in ("float", "percentage", "currency"):
        value = float(cell.get("office:value", ""))
        shown = _SHOWN_NUMBER.fullmatch(text.strip())
        places = "0." + "0" * len(shown[1]) if shown else ""
        is_same = shown is not None and abs(float(text.strip().replace(",", ".")) - value) <= 10.0 ** -len(
            shown[1]
        )
        return Written(0, 0, value, "0%" if kind == "percentage" else places if is_same else "")
    if kind == "boolean":
        return Written(0, 0, cell.get("office:boolean-value") == "true")
    if kind == "date":
        stored = cell.get("office:date-value", "")
        moment = datetime.fromisoformat(stored) if "T" in stored else date.fromisoformat(stored)
        return Written(0, 0, moment, _date_format(text))
    return Written(0, 0, text or cell.get("office:string-value", ""))


def _date_format(text: str) -> str:
    """A date that shows its month and year only was typed as a month."""
    return "m/yyyy" if re.fullmatch(r"\d{1,2}[/.-]\d{4}", text.strip()) else "dd/mm/yyyy"
