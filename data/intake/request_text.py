"""The section "Kiến nghị, đề xuất" of a school's report: what stands under its title, as lines of the form of requests.

It is running text: a paragraph in Word, a row below or above a table in a workbook. Nothing but a title that says so by
itself opens a section; a sentence with the word in it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.intake import layouts, leftovers
from data.intake.raw import Body, RawLine, RawValue
from data.intake.sheets import Cell, Sheet
from data.intake.tables import Table
from data.intake.text import fold
from data.intake.values import status

KIND = "requests"
MOST_LINES = 200
LONGEST_TITLE = 90
LONGEST_ADDRESSEE = 160
_FULL_ROW = 3  # texts beside each other are a line of a table
_LONGEST_NUMBER = 4
# A quick look at the beginning of a text, before anything is folded.
_MAY_OPEN = re.compile(r".{0,40}?(?:ki[ếêe]n ngh[ịi]|đề xuất|đề nghị)", re.IGNORECASE).match
_TITLE = re.compile(
    r"(?:(?:muc|phan) )?(?:(?P<number>[ivx]{1,5}|\d{1,2}|[a-h]) )?"
    r"(?:(?:nhung|cac|mot so|y kien|noi dung) )*"
    r"(?:kien nghi|de xuat|de nghi)(?: (?:va|kien nghi|de xuat|de nghi|ho tro))*"
    r"(?: cua (?:nha truong|truong|don vi|co so giao duc))?"
    r"(?P<to> (?:doi voi|voi|gui|den) .*| (?:cap tren|cac cap))?(?: neu co)?"
)
_NUMBER = re.compile(r"^\W*(?P<number>[IVX]{1,5}|\d{1,2}|[a-h])\s*[.)/:]")
_LEAD = re.compile(r"^\s*(?:[-+•*–—]+\s*|\(?(?:\d{1,2}|[a-hA-H])(?:\.\d{1,2})*\s*[.)]\s+)+")
_TO = re.compile(r"(?:(?:kien nghi|de nghi|de xuat|kinh de nghi) )?(?:doi voi|voi|gui) ")
_NOTHING = re.compile(
    r"(?:nha truong |truong )?khong(?: co)?(?: (?:y kien|kien nghi|de xuat|de nghi|gi|them|noi dung|va))*"
)
_END = ("noi nhan", "tren day la", "bien ban ket thuc", "cuoc hop ket thuc")


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a sheet that a title opens; `table` is what stands below it, with a column of its own."""

    table: Table
    body: Body
    first_row: int
    last_row: int


def sections(sheets: Iterable[Sheet], tables: Sequence[Table]) -> tuple[Section, ...]:
    """The sections of a workbook's sheets; those in which a school asks for nothing have no lines."""
    found = []
    for sheet in sheets:
        taken_up_to = 0
        for row, cells in sheet.rows.items():
            if row <= taken_up_to or not _may_open(cells):
                continue
            title = _title(cells)
            if title is None or _is_inside(row, sheet, tables) or _is_over_form(row, sheet, tables):
                continue
            section = _read(sheet, row, title, tables)
            found.append(section)
            taken_up_to = section.last_row
    return tuple(found)


def bare(typed: str) -> str:
    """A paragraph without the dash or the number before it."""
    return _LEAD.sub("", typed).strip()


def cut(tables: Iterable[Table], found: Iterable[Section]) -> tuple[Table, ...]:
    """The tables, ended above a section that stands below their lines."""
    first = {
        name: [each.first_row for each in found if each.table.sheet.name == name]
        for name in {each.table.sheet.name for each in found}
    }
    return tuple(_ended(table, first.get(table.sheet.name, [])) for table in tables)


def _ended(table: Table, rows: list[int]) -> Table:
    below = [row for row in rows if table.header_row < row <= (table.last_row or table.sheet.row_count)]
    return replace(table, last_row=min(below) - 1) if below else table


def _may_open(cells: Sequence[Cell]) -> bool:
    return len(cells) < _FULL_ROW and any(_MAY_OPEN(cell.text) for cell in cells)


@dataclass(frozen=True, slots=True)
class _Title:
    """A title with its number; what it says beside it: to whom, and the first words of the section itself."""

    cell: Cell
    number: str | None
    addressee: str | None
    rest: str


def _title(cells: Sequence[Cell]) -> _Title | None:
    texts = [cell for cell in cells if cell.text]
    if not texts or len(texts) > 2:
        return None
    cell = texts[-1]
    head, colon, rest = cell.text.partition(":")
    head, _, below = head.partition("\n") if not colon else (head, "", "")
    if len(head) > LONGEST_TITLE:
        return None
    before = f"{texts[0].text} " if len(texts) == 2 else ""
    match = _TITLE.fullmatch(fold(f"{before}{head}").replace("-", " "))
    to = ((match["to"] or "") if match else "").strip()
    # "Đề nghị với nhà trường ..." may be any sentence; a number before it or a colon after it makes it a title.
    if match is None or (to and not (colon or match["number"])):
        return None
    return _Title(cell, match["number"], head.strip() if to else None, (rest or below).strip())


def _is_inside(row: int, sheet: Sheet, tables: Sequence[Table]) -> bool:
    """Whether a table goes on below the row: then the row is one of its own, whatever it says."""
    for table in tables:
        if table.sheet.name != sheet.name or row <= table.header_row:
            continue
        last = table.last_row or sheet.row_count
        if row <= last and any(
            row < below <= last and _is_full(cells) for below, cells in sheet.rows.items()
        ):
            return True
    return False


def _is_over_form(row: int, sheet: Sheet, tables: Sequence[Table]) -> bool:
    """Whether the next table below is a form of requests itself: then the row is its title."""
    below = [each for each in tables if each.sheet.name == sheet.name and each.first_header_row > row]
    return bool(below) and min(below, key=lambda each: each.header_row).layout.kind == KIND


def _is_full(cells: Sequence[Cell]) -> bool:
    return sum(1 for cell in cells if cell.text) >= _FULL_ROW


def _read(sheet: Sheet, first_row: int, title: _Title, tables: Sequence[Table]) -> Section:
    headers = [table.first_header_row for table in tables if table.sheet.name == sheet.name]
    last = min((row - 1 for row in headers if row > first_row), default=sheet.row_count)
    items = _Items(sheet.name, title)
    end = first_row
    for row, cells in sheet.rows.items():
        if row <= first_row:
            continue
        texts = [cell for cell in cells if cell.text and not leftovers.is_rule(cell.text)]
        if row > last or len(items.lines) >= MOST_LINES or (texts and items.is_over(texts)):
            break
        end = row
        if texts:
            items.take(texts)
    layout = layouts.of_kind(KIND)
    columns = dict.fromkeys(("request", "addressee"), title.cell.column)
    table = Table(sheet, layout, first_row, first_row, columns, (), last_row=end, is_section=True)
    return Section(table, Body(tuple(items.lines), (), ()), first_row, end)


class _Items:
    """The paragraphs under a title, one after another."""

    def __init__(self, sheet: str, title: _Title) -> None:
        self.sheet = sheet
        self.number = title.number
        self.lines: list[RawLine] = []
        self.addressee = RawValue(title.addressee, [title.cell]) if title.addressee else None
        self._last_number: int | None = None
        if title.rest:
            self._take_text(title.rest, title.cell)

    def is_over(self, texts: list[Cell]) -> bool:
        """Whether a row shows that the section has ended: another section, a signature, a table, a title in capitals."""
        text = texts[0].text
        if len(texts) >= _FULL_ROW or fold(text).startswith(_END) or leftovers.is_below_table(texts):
            return True
        is_capitals = text == text.upper() and sum(map(str.isalpha, text)) >= 8
        is_addressee = _TO.match(fold(bare(text))) is not None
        return (is_capitals and not is_addressee) or self._is_next_section(text)

    def _is_next_section(self, text: str) -> bool:
        found = _NUMBER.match(text)
        if found is None:
            return False
        number = found["number"]
        if number.isdigit():
            before, self._last_number = self._last_number, int(number)
            own = int(self.number) if self.number and self.number.isdigit() else None
            return own is not None and int(number) == own + 1 and before != own
        if number.isupper():
            return True
        return self.number is not None and len(self.number) == 1 and ord(number) == ord(self.number) + 1

    def take(self, texts: list[Cell]) -> None:
        """A row: a paragraph, perhaps beside its number or beside whom it is addressed to."""
        before, cell = self.addressee, texts[-1]
        is_beside = len(texts) == 2 and len(texts[0].text) > _LONGEST_NUMBER
        if is_beside:
            self.addressee = RawValue(texts[0].text, [texts[0]])
        for text in cell.text.split("\n"):
            self._take_text(text, cell)
        if is_beside:
            self.addressee = before

    def _take_text(self, typed: str, cell: Cell) -> None:
        text = bare(typed)
        folded = fold(text)
        if not folded or _NOTHING.fullmatch(folded) or status.negation(text):
            return
        head, colon, rest = text.partition(":")
        if _TO.match(folded) and colon and len(head) <= LONGEST_ADDRESSEE:
            self.addressee = RawValue(head.strip(), [cell])
            if rest.strip():
                self._take_text(rest, cell)
        elif text.endswith(":") or (_TO.match(folded) and self._is_short(text)):
            self.addressee = RawValue(text.rstrip(" :"), [cell])
        elif self._goes_on(text, typed):
            self.lines[-1].append(
                RawLine(self.sheet, cell.row, cell.row, {"request": RawValue(text, [cell])})
            )
        else:
            values = {"request": RawValue(text, [cell])}
            if self.addressee is not None:
                values["addressee"] = RawValue(self.addressee.text, list(self.addressee.cells))
            self.lines.append(RawLine(self.sheet, cell.row, cell.row, values))

    def _goes_on(self, text: str, typed: str) -> bool:
        """Whether a row is the rest of the sentence above it."""
        is_begun = text == typed.strip() and text[:1].islower()
        return is_begun and bool(self.lines) and (self.lines[-1].text("request") or ".")[-1] not in ".;:"

    def _is_short(self, text: str) -> bool:
        return len(text.split()) <= 9 and text[-1:] not in ".;"
