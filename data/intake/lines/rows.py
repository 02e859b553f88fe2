"""What the readers of all forms share: which rows are read, which are left out."""

from __future__ import annotations

from data.intake import leftovers
from data.intake.raw import Body, RawLine, RawValue
from data.intake.sheets import Cell
from data.intake.tables import Grid, Headings, Table

MOST_ROWS = 2000  # far above any school's plan; a longer table would hold the dashboard up
FEWEST_CELLS_OF_A_LINE = 3
_WHOLE_VALUES = frozenset(("time", "budget", "level", "level_mark", "mark", "status", "date", "grade"))


class Rows:
    """What the forms share: which rows are read, which are left out."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.grid = Grid.of(table.sheet)
        header = range(table.first_header_row, table.header_row + 1)
        self.headings = Headings(table.layout, table.columns, self.grid, header)
        self.lines: list[RawLine] = []
        self.standards: list[Cell] = []
        self.loose: list[Cell] = []
        self.is_after_footer = False
        # What looked like the end of the table; told, should the table go on below.
        self.set_aside: list[Cell] = []

    def body(self) -> Body:
        last = self.table.last_row or self.table.sheet.row_count
        rows = [row for row in self.grid.rows if self.table.header_row < row <= last]
        for row in rows[:MOST_ROWS]:
            cells = self.grid.row(row)
            texts = [cell for cell in cells if cell.text and not leftovers.is_rule(cell.text)]
            if not texts or leftovers.is_column_numbers(texts) or leftovers.is_total(texts):
                continue
            if self.headings.is_again(texts):
                continue
            if len(texts) == 1 and leftovers.is_page_number(texts[0].text):
                # Beside the text it may be the rest of a line: not guessed at, but told.
                if texts[0].column != self.table.columns.get("ordinal") and not self.is_after_footer:
                    self.loose.append(texts[0])
                continue
            self.take(row, texts)
        self.finish()
        return Body(tuple(self.lines), tuple(self.standards), tuple(self.loose), len(rows) > MOST_ROWS)

    def is_numbered(self, line: RawLine) -> bool:
        """Whether a line has a number of its own in the column for it."""
        return (line.text("ordinal") or "").strip(" .()").isdigit()

    def is_whole(self, line: RawLine, cells: list[Cell]) -> bool:
        """Whether a row is a numbered line, whatever its words: an evidence may well be "Xác nhận của phụ huynh"."""
        return self.is_numbered(line) and len(cells) >= FEWEST_CELLS_OF_A_LINE

    def join(self, line: RawLine, own: set[str]) -> None:
        """Take a row into the line above. Two times, amounts or marks are seldom one value cut in two: that is told."""
        previous = self.lines[-1]
        line.values = {name: value for name, value in line.values.items() if name in own}
        for name in own & previous.values.keys():
            is_marked = any(code in ("row_continued", "row_joined") for code, _ in line.marks)
            if self.table.layout.field(name).kind in _WHOLE_VALUES and not is_marked:
                line.marks.append(("row_continued", line.values[name].cell.address))
        previous.append(line)

    def end(self, cells: list[Cell]) -> None:
        """A row with which the table seems to be over. One in the columns of the contents may be the rest of a line."""
        self.is_after_footer = True
        columns = {self.table.columns[name] for name in self.table.layout.content & self.table.columns.keys()}
        self.set_aside += [cell for cell in cells if cell.column in columns][:1]

    def go_on(self) -> None:
        """A line below what seemed to be the end: so that was a row of the table, and is told."""
        self.is_after_footer = False
        self.loose += self.set_aside
        self.set_aside = []

    def take(self, row: int, cells: list[Cell]) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """Look over all lines together once they are there."""

    def line(self, row: int, *, shift: int = 0) -> RawLine:
        """A row as a line: each field its cell, looking through cells merged downwards."""
        values = {}
        seen = self.grid.seen(row)
        for name, column in self.table.columns.items():
            place = column - shift
            cell = seen.get(place)
            is_inherited = cell is not None and cell.row < row
            if (
                cell is None
                or leftovers.is_rule(cell.text)
                or not (cell.text or cell.is_formula_without_value)
            ):
                continue
            # An amount merged over several lines is one amount: only the first line carries it.
            if is_inherited and (cell.row <= self.table.header_row or name in ("budget", "ordinal")):
                continue
            if cell.column != place and (row, place) not in self.grid.cells and cell.row == row:
                continue  # The tail of a sideways merge belongs to its first column.
            values[name] = RawValue(cell.text, [cell])
        if self.table.constants and not values.keys().isdisjoint(self.table.layout.content):
            values |= {name: RawValue(cell.text, [cell]) for name, cell in self.table.constants.items()}
        line = RawLine(self.table.sheet.name, row, row, values, shift)
        if row in self.table.sheet.hidden_rows:
            line.marks.append(("row_hidden", self.table.sheet.address(row, 1)))
        return line
