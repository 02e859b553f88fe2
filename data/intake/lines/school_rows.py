"""Lines that are a school each: the schedule, lists of schools and of recognitions."""

from __future__ import annotations

from data.intake import leftovers
from data.intake.lines.rows import Rows
from data.intake.sheets import Cell


class SchoolRows(Rows):
    """Rows of the forms in which a line is a school."""

    def take(self, row: int, cells: list[Cell]) -> None:
        if leftovers.is_below_table(cells):
            self.is_after_footer = True
            return
        line = self.line(row)
        is_inherited = "school" in line.values and line.values["school"].cell.row < row
        has_more = self.table.layout.content & set(line.values)
        if "school" in line.values and not is_inherited and has_more:
            self.lines.append(line)
            self.is_after_footer = False
        elif self.is_after_footer or len(cells) == 1 or (not has_more and "ordinal" not in line.values):
            return  # A group title ("Mầm non"), or text below the table.
        elif "school" in line.values and not is_inherited:
            self.lines.append(line)
        elif self.lines and not is_inherited:
            self.lines[-1].append(line)
        else:
            self.loose.append(cells[0])
