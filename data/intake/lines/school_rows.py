"""Lines that are a school each: the schedule, lists of schools and of recognitions."""

from __future__ import annotations

from data.intake import leftovers
from data.intake.lines.rows import FEWEST_CELLS_OF_A_LINE, Rows
from data.intake.sheets import Cell
from data.intake.values import school_name


class SchoolRows(Rows):
    """Rows of the forms in which a line is a school, or, under a merged school, one thing more about it."""

    def take(self, row: int, cells: list[Cell]) -> None:
        line = self.line(row)
        if leftovers.is_below_table(cells) and not self.is_whole(line, cells):
            self.end(cells)
            return
        if self._is_title(row, cells):
            return
        own = {name for name, value in line.values.items() if value.cell.row == row}
        if self.is_after_footer and not self.is_numbered(line) and len(cells) < FEWEST_CELLS_OF_A_LINE:
            return
        if self.table.constants and not own & self.table.layout.content:
            return  # The school has no recognition of this kind.
        if "school" in own or ("school" in line.values and own & self.table.layout.content):
            self.lines.append(line)
            self.go_on()
        elif own == {"ordinal"} and self.is_numbered(line):
            return
        elif own - {"ordinal"} and self.lines and not self.is_after_footer:
            self.join(line, own)
        else:
            self.loose.append(cells[0])

    def _is_title(self, row: int, cells: list[Cell]) -> bool:
        """A title of a group of schools ("Mầm non", "Phường Một"), perhaps with a number beside it."""
        number = self.table.columns.get("ordinal")
        named = [cell for cell in cells if cell.column != number] or cells
        if len(named) > 1:
            return False
        title = named[0]
        if leftovers.is_level_title(title.text):
            return True
        is_wide = self.grid.anchor(row, title.column + 1) == (row, title.column)
        is_beside = title.column not in self.table.columns.values() or title.column == number
        names_school = bool(school_name.parse(title.text).level)
        return len(cells) == 1 and (is_wide or is_beside) and not names_school
