"""Lines that begin with neither a criterion nor a school: the forms of TT57, recommendations."""

from __future__ import annotations

from data.intake import leftovers
from data.intake.lines.rows import FEWEST_CELLS_OF_A_LINE, Rows
from data.intake.sheets import Cell
from data.intake.tables import Table
from data.intake.values import criterion_code


class PlainRows(Rows):
    """A line begins at a number of its own, or, where the table has none, at what its form requires."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.first_column = min(table.columns.values())

    def take(self, row: int, cells: list[Cell]) -> None:
        if leftovers.is_below_table(cells):
            self.is_after_footer = True
            return
        if self._is_standard_row(cells):
            return
        if self.is_after_footer and len(cells) < FEWEST_CELLS_OF_A_LINE:
            return
        line = self.line(row)
        own = {name for name, value in line.values.items() if value.cell.row == row}
        if self.is_after_footer and "ordinal" not in own:
            self.loose.append(cells[0])
        elif self._begins(own):
            self.lines.append(line)
            self.is_after_footer = False
        elif own and self.lines:
            line.values = {name: value for name, value in line.values.items() if name in own}
            self.lines[-1].append(line)
        elif not self._is_number_alone(own):
            self.loose.append(cells[0])

    def _begins(self, own: set[str]) -> bool:
        """Whether a row is a line of its own and not the rest of the line above, which a page break cut."""
        if not own & self.table.layout.content:
            return False
        starts = {"ordinal", "criterion"} & own
        return (
            bool(starts) or not self.lines or ("ordinal" not in self.lines[-1].values and self._is_whole(own))
        )

    def _is_whole(self, own: set[str]) -> bool:
        required = self.table.layout.required
        return required <= own or len(own & self.table.layout.content) > 1

    def _is_number_alone(self, own: set[str]) -> bool:
        return own == {"ordinal"}

    def _is_standard_row(self, cells: list[Cell]) -> bool:
        """The title of a standard standing alone, as a heading between the lines."""
        code = criterion_code.parse(cells[0].text)
        is_title = len(cells) == 1 and code.kind == "standard" and cells[0].column <= self.first_column + 1
        if is_title:
            self.standards.append(cells[0])
        return is_title
