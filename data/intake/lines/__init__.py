"""From the rows under a header to the lines a person meant: rows joined, shifted back, titles and footers left out."""

from __future__ import annotations

from collections.abc import Callable

from data.intake.lines.criterion_rows import CriterionRows
from data.intake.lines.plain_rows import PlainRows
from data.intake.lines.rows import MOST_ROWS, Rows
from data.intake.lines.school_rows import SchoolRows
from data.intake.raw import Body
from data.intake.tables import Table

__all__ = ["MOST_ROWS", "read"]


def read(table: Table, *, is_title: Callable[[str], bool]) -> Body:
    """The lines under a table's header. `is_title` says whether a text is a criterion's official title."""
    reader: Rows
    if table.layout.rows == "school":
        reader = SchoolRows(table)
    elif table.layout.rows == "criterion":
        reader = CriterionRows(table, is_title)
    else:
        reader = PlainRows(table)
    return reader.body()
