"""Lines that begin with a criterion: plans, results, self-evaluations."""

from __future__ import annotations

import re
from collections.abc import Callable

from data.intake import leftovers
from data.intake.lines.rows import FEWEST_CELLS_OF_A_LINE, Rows
from data.intake.raw import RawLine, RawValue
from data.intake.sheets import Cell
from data.intake.tables import Table
from data.intake.text import fold
from data.intake.values import criterion_code, status


class CriterionRows(Rows):
    """Rows of the forms in which a line begins with a criterion."""

    def __init__(self, table: Table, is_title: Callable[[str], bool]) -> None:
        super().__init__(table)
        self.is_title = is_title
        self.content = table.layout.content
        self.criterion_column = table.columns["criterion"]
        self.standard_text: str | None = None
        self.group: RawValue | None = None  # A criterion that stands alone as a title above its lines.

    def take(self, row: int, cells: list[Cell]) -> None:
        found = self._criterion_cell(row, cells)
        if found is None and self._is_standard_row(cells):
            return
        if found is None and leftovers.is_below_table(cells):
            self.end(cells)
            return
        if found is not None and self.is_after_footer and len(cells) == 1:
            self.loose.append(found)  # A sentence of the report that names a criterion.
            return
        if found is not None:
            self._start(row, found, alone=len(cells) == 1)
            return
        if self.is_after_footer and len(cells) < FEWEST_CELLS_OF_A_LINE:
            return
        self._without_code(row, cells)

    def _criterion_cell(self, row: int, cells: list[Cell]) -> Cell | None:
        """The cell with a criterion's code, in its column or, in a row shifted left, before it."""
        for cell in reversed(cells):
            if cell.column > self.criterion_column:
                continue
            code = criterion_code.parse(_value(cell), number_format=cell.number_format)
            is_own = cell.column == self.criterion_column
            if code.kind == "criterion" and code.code and (is_own or _names_criterion(cell.text)):
                return cell
        return None

    def _is_standard_row(self, cells: list[Cell]) -> bool:
        for cell in cells:
            code = criterion_code.parse(_value(cell), number_format=cell.number_format)
            others = [other for other in cells if other is not cell and other.column > cell.column]
            has_counts_alone = all(leftovers.is_amount(other.text) for other in others)
            if code.kind == "standard" and cell.column <= self.criterion_column and has_counts_alone:
                self.standards.append(cell)
                self.standard_text = cell.text
                return True
        return False

    def _start(self, row: int, criterion: Cell, *, alone: bool) -> None:
        if alone:  # A title over the whole row is not shifted, wherever it begins.
            title = {"criterion": RawValue(criterion.text, [criterion])}
            line = RawLine(self.table.sheet.name, row, row, title, standard_text=self.standard_text)
            self._add(line)
            return
        shift = self.criterion_column - criterion.column
        line = self.line(row, shift=shift)
        line.values.setdefault("criterion", RawValue(criterion.text, [criterion]))  # also one under a merge
        line.standard_text = self.standard_text
        if shift:
            line.values.pop("ordinal", None)
            line.marks.append(("row_shifted", criterion.address))
        self._add(line)

    def _add(self, line: RawLine) -> None:
        self._split_shared_cell(line)
        self.lines.append(line)
        self.group = None
        self.go_on()

    def _without_code(self, row: int, cells: list[Cell]) -> None:
        """A row without a code: a line of a merged or titled criterion, the rest of the line above, or loose."""
        previous = self.lines[-1] if self.lines else None
        line = self.line(row, shift=previous.shift if previous else 0)
        own = {name for name, value in line.values.items() if value.cell.row == row}
        is_merged_below = "criterion" in line.values and "criterion" not in own
        begins = bool(own & {"criterion", "ordinal"}) or is_merged_below
        if self.is_after_footer:
            self.loose.append(cells[0])
        elif begins and own & self.content and not line.shift:
            line.standard_text = self.standard_text
            self._under_title(line, previous)
            self.lines.append(line)
        elif previous is None:
            self.loose.append(cells[0])
        else:
            if "criterion" in own:
                line.marks.append(("row_joined", line.values["criterion"].cell.address))
            self.join(line, own - {"criterion"})

    def _under_title(self, line: RawLine, previous: RawLine | None) -> None:
        """Give a line the criterion that stands as a title above it; the title itself is no line."""
        if "criterion" in line.values:
            return
        if (
            previous is not None
            and "criterion" in previous.values
            and not self.content & set(previous.values)
        ):
            self.group = self.lines.pop().values["criterion"]
        if self.group is not None:
            line.values["criterion"] = self.group

    def _split_shared_cell(self, line: RawLine) -> None:
        """A criterion and the text that follows it in one cell: give the text its own field."""
        value = line.values["criterion"]
        title = criterion_code.parse(value.text).title
        if not title or self.is_title(title):
            return
        code_alone = RawValue(
            value.text[: value.text.rfind(title[:20])].strip(" \n:.-–") or value.text, value.cells
        )
        first = "target" if "target" in self.table.columns else "plan_initial"
        if first not in self.table.columns:
            return
        following = [
            name
            for name in ("plan_initial", "plan_adjusted", "done", "doing", "not_started")
            if name in line.values
        ]
        if first == "target" and "target" not in line.values:
            line.values |= {"criterion": code_alone, "target": RawValue(title, value.cells)}
            line.marks.append(("cell_shared", value.cell.address))
        elif following == ["plan_initial", "plan_adjusted", "done"] and first == "plan_initial":
            # Three texts directly after a shared cell: the three columns of the outcome, moved two to the left.
            moved = [line.values.pop(name) for name in following]
            line.values |= {"criterion": code_alone, "plan_initial": RawValue(title, value.cells)}
            line.values.update(zip(("done", "doing", "not_started"), moved, strict=True))
            line.marks.append(("row_realigned", value.cell.address))
        elif first == "plan_initial" and first not in line.values:
            line.values |= {"criterion": code_alone, "plan_initial": RawValue(title, value.cells)}
            line.marks.append(("cell_shared", value.cell.address))

    def finish(self) -> None:
        """A results row that lost its empty "đã điều chỉnh" cell looks done: say so instead of believing it."""
        if "plan_adjusted" not in self.table.columns or "not_started" not in self.table.columns:
            return
        usual = [line for line in self.lines if line.text("not_started") and not line.text("plan_adjusted")]
        noted = [line for line in self.lines if line.text("note")]
        for line in self.lines:
            adjusted, not_started = line.text("plan_adjusted"), line.text("not_started")
            is_short = not not_started and status.negation(line.text("doing") or "")
            has_note_inside = not_started and not status.negation(not_started) and not line.text("note")
            is_unusual = (is_short and len(usual) * 2 > len(self.lines)) or (
                has_note_inside and len(noted) * 2 > len(self.lines) <= len(usual) * 2
            )
            if adjusted and is_unusual:
                line.marks.append(("row_maybe_shifted", line.values["plan_adjusted"].cell.address))


def _value(cell: Cell) -> object:
    return cell.text if cell.value is None else cell.value


def _names_criterion(text: str) -> bool:
    return bool(re.search(r"\b(tieu chi|t chi\b|tc\b|tc\d)", fold(text)))
