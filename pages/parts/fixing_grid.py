"""The lines of a table as a grid to type into: which column is which field, which cell is which address of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from data.intake import layouts
from data.intake.draft import LineCells, Understood
from data.intake.edits import Edit, place
from data.intake.problems import NOTE, Problem
from data.intake.understanding import Line

ROW, LOOK = "row", "look"
LOCKED = "(ô gộp) "
MORE = "…"
Row = tuple[str, int]  # sheet, first row


@dataclass(frozen=True)
class Grid:
    """Lines of one kind, row by row: what is shown, and which cell of the sheet each field of each row is."""

    kind: str
    fields: tuple[str, ...]
    frame: pd.DataFrame
    rows: tuple[Row, ...]
    sheets: tuple[str, ...]
    cells: tuple[Mapping[str, str], ...] = field(repr=False)

    def edits(self, edited_rows: Mapping[object, Mapping[str, object]]) -> tuple[list[Edit], list[str]]:
        """What was typed, as edits of cells; and what cannot be typed here, as "dòng 12, cột ...".

        `edited_rows` is what Streamlit holds: position of the row -> column -> new value. Whatever is no cell of this
        grid is left out, whoever sent it.
        """
        edits: list[Edit] = []
        refused: list[str] = []
        for position, changed in edited_rows.items():
            number = int(str(position)) if str(position).isdigit() else -1
            if not 0 <= number < len(self.rows):
                continue
            for name, value in changed.items():
                if name not in self.fields:
                    continue
                text = "" if value is None else str(value)
                if text == (self.frame[name].iloc[number] or ""):
                    continue
                address = self.cells[number].get(name)
                if address is None:
                    refused.append(f"dòng {self.rows[number][1]}, cột «{_heading(self.kind, name)}»")
                else:
                    edits.append(Edit(self.sheets[number], address, text))
        return edits, refused


def lines_of(understood: Understood, kind: str) -> list[tuple[Line, LineCells]]:
    """The lines of one kind, each with its cells."""
    pairs = zip(understood.lines, understood.line_cells, strict=True)
    return [(line, cells) for line, cells in pairs if line.kind == kind]


def grid(
    kind: str, lines: Sequence[tuple[Line, LineCells]], *, fields: Sequence[str], looks: Mapping[Row, str]
) -> Grid:
    """The grid of these lines. `fields` are shown in this order; `looks` says which cells of a row need a look."""
    is_many = len({line.sheet for line, _ in lines}) > 1
    records = [
        {
            ROW: f"{line.sheet}, {line.first_row}" if is_many else str(line.first_row),
            LOOK: looks.get(row_of(line), ""),
            **{name: _shown(cells, name) for name in fields},
        }
        for line, cells in lines
    ]
    return Grid(
        kind,
        tuple(fields),
        pd.DataFrame(records, columns=[ROW, LOOK, *fields], dtype="object"),
        tuple(row_of(line) for line, _ in lines),
        tuple(line.sheet for line, _ in lines),
        tuple(cells.own for _, cells in lines),
    )


def fields_of(lines: Sequence[tuple[Line, LineCells]]) -> list[str]:
    """The fields that the tables of these lines have, from left to right; their own numbers are not asked for."""
    columns: dict[str, int] = {}
    for _, cells in lines:
        for name, address in cells.own.items():
            where = place(address)
            if where is not None:
                columns.setdefault(name, where[1])
        for name in cells.texts:
            columns.setdefault(name, 0 if name == "criterion" else 999)
    ordinals = {each.name for layout in layouts.layouts() for each in layout.fields if each.kind == "ordinal"}
    return sorted((name for name in columns if name not in ordinals), key=lambda name: columns[name])


def letter_of(lines: Sequence[tuple[Line, LineCells]], name: str) -> str:
    """The letter over a field's column, where it is the same in all lines that are not shifted."""
    letters = [re.sub(r"\d", "", address) for _, cells in lines if (address := cells.own.get(name))]
    return max(set(letters), key=letters.count) if letters else ""


def looks(understood: Understood) -> dict[Row, str]:
    """Row -> the cells in it that a person should look at, as they are called in the list of problems."""
    found: dict[Row, dict[str, None]] = {}
    lines = {
        (line.sheet, row): row_of(line)
        for line in understood.lines
        for row in range(line.first_row, line.last_row + 1)
    }
    for sheet, address in _cells(understood.problems):
        where = place(address)
        row = lines.get((sheet, where[0])) if where else None
        if row is not None:
            found.setdefault(row, {})[address] = None
    return {row: ", ".join(cells) for row, cells in found.items()}


def is_cut(understood: Understood) -> bool:
    """Whether a problem stands in more cells than it names: then nobody can say which rows need no look."""
    return any(problem.level != NOTE and MORE in (problem.cell or "") for problem in understood.problems)


def row_of(line: Line) -> Row:
    """How a line is found again after its file was read anew."""
    return line.sheet, line.first_row


def _cells(problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    for problem in problems:
        if problem.level != NOTE:
            for address in re.findall(r"\b[A-Z]{1,3}[1-9]\d*\b", problem.cell or ""):
                yield problem.sheet or "", address


def _shown(cells: LineCells, name: str) -> str:
    text = cells.texts.get(name, "")
    return LOCKED + text if text and name not in cells.own else text


def _heading(kind: str, name: str) -> str:
    return next(
        (
            layout.field(name).heading
            for layout in layouts.layouts()
            if layout.kind == kind and layout.has(name)
        ),
        name,
    )
