"""Lines that begin with neither a criterion nor a school: the forms of TT57, recommendations."""

from __future__ import annotations

from data.intake import leftovers
from data.intake.lines.rows import FEWEST_CELLS_OF_A_LINE, Rows
from data.intake.raw import RawLine
from data.intake.sheets import Cell
from data.intake.tables import Table
from data.intake.values import criterion_code


class PlainRows(Rows):
    """A line begins at a number of its own, or, where the table has none, at what its form requires."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.first_column = min(table.columns.values())

    def take(self, row: int, cells: list[Cell]) -> None:
        line = self.line(row)
        if leftovers.is_below_table(cells) and not self.is_whole(line, cells):
            self.end(cells)
            return
        if self._is_standard_row(cells):
            return
        if self.is_after_footer and len(cells) < FEWEST_CELLS_OF_A_LINE:
            return
        own = {name for name, value in line.values.items() if value.cell.row == row}
        if self.is_after_footer and not self.is_numbered(line):
            self.loose.append(cells[0])
        elif self._begins(row, line, own):
            self.lines.append(line)
            self.go_on()
        elif own and self.lines:
            is_like_line = len(own & self.table.layout.content) > 1 or self._first_required() in own
            if not self._has_numbers() and is_like_line:
                line.marks.append(("row_continued", cells[0].address))
            self.join(line, own)
        elif not self._is_number_alone(own):
            self.loose.append(cells[0])

    def _begins(self, row: int, line: RawLine, own: set[str]) -> bool:
        """Whether a row is a line of its own and not the rest of the line above, which a page break cut."""
        if not own & self.table.layout.content:
            return False
        if not self.lines or {"ordinal", "criterion"} & own or "criterion" in line.values:
            return True
        number = self.table.columns.get("ordinal")
        if number is not None and self.grid.anchor(row, number)[0] < row:
            return True  # One number merged over several lines.
        has_opening = self._has_numbers() or "criterion" in self.lines[-1].values
        return not has_opening and self._first_required() in line.values

    def _has_numbers(self) -> bool:
        return "ordinal" in self.lines[-1].values

    def _first_required(self) -> str:
        """The column that opens a line where the lines have no numbers."""
        return next(field.name for field in self.table.layout.fields if field.is_required)

    def _is_number_alone(self, own: set[str]) -> bool:
        return own == {"ordinal"}

    def _is_standard_row(self, cells: list[Cell]) -> bool:
        """The title of a standard standing alone, as a heading between the lines."""
        code = criterion_code.parse(cells[0].text)
        is_title = len(cells) == 1 and code.kind == "standard" and cells[0].column <= self.first_column + 1
        if is_title:
            self.standards.append(cells[0])
        return is_title
