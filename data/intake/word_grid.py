"""From the cells of a Word table, wherever their edges were moved to, to rows and columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from data.intake.word_xml import WordCell, WordRow, WordTable


@dataclass(slots=True)
class Grid:
    """Texts by (row, column), both from 1, and what is merged."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    height: int = 0
    width: int = 0

    def add(self, other: Grid) -> None:
        """Put another grid below."""
        down = self.height
        self.cells |= {(row + down, column): text for (row, column), text in other.cells.items()}
        self.merges += [(top + down, left, bottom + down, right) for top, left, bottom, right in other.merges]
        self.height += other.height
        self.width = max(self.width, other.width)

    def add_line(self, text: str) -> None:
        """A paragraph is a row of one cell."""
        self.height += 1
        self.cells[self.height, 1] = text


def of_table(table: WordTable) -> Grid:
    """The table's texts in rows and columns.

    Edges that somebody moved by hand give Word many narrow grid columns; the columns of a form are those of most of
    its rows, and the cells of the other rows are put where most of them lies.
    """
    edges = _usual_edges(table)
    grid = Grid(height=len(table.rows), width=max(len(edges) - 1, 0))
    open_above: dict[int, list[int]] = {}  # first column -> the merge that may go on below
    merged: list[list[int]] = []
    for number, row in enumerate(table.rows, 1):
        still_open: dict[int, list[int]] = {}
        for left, right, cell in _placed(table, row, edges):
            area = open_above.get(left) if cell.is_from_above else None
            if area is not None:
                area[2] = number
            else:
                if cell.text:
                    grid.cells[number, left] = cell.text
                area = [number, left, number, right]
                merged.append(area)
            still_open[left] = area
            grid.width = max(grid.width, right)
        open_above = still_open
    grid.merges = [(a, b, c, d) for a, b, c, d in merged if (a, b) != (c, d)]
    return grid


def _edges(table: WordTable, row: WordRow) -> list[int]:
    """Where each cell of a row begins, and where the last one ends, from the left edge of the table."""
    places = [row.before]
    for cell in row.cells:
        if cell.is_from_left and len(places) > 1:
            places[-1] += cell.span
        else:
            places.append(places[-1] + cell.span)
    missing = places[-1] - len(table.widths)
    widths = [*table.widths, *([_USUAL_WIDTH] * missing)] if missing > 0 else table.widths
    at = [0, *accumulate(width or _USUAL_WIDTH for width in widths)]
    return [at[place] for place in places]


_USUAL_WIDTH = 1000  # twentieths of a point; where a table does not say


def _usual_edges(table: WordTable) -> list[int]:
    """The edges of the columns that most of the table is made of: many cells weigh more than many rows."""
    edges = Counter([tuple(_edges(table, row)) for row in table.rows if row.cells])
    weights: Counter[int] = Counter()
    for each, count in edges.items():
        weights[len(each)] += count * (len(each) - 1)
    if not weights:
        return []
    usual = max(weights, key=lambda length: (weights[length], length))
    of_usual = [(count, each) for each, count in edges.items() if len(each) == usual]
    return list(max(of_usual, key=lambda pair: pair[0])[1])


def _placed(table: WordTable, row: WordRow, usual: list[int]) -> Iterator[tuple[int, int, WordCell]]:
    """Each cell of a row with its first and its last column, from 1; no two cells share one."""
    edges = _edges(table, row)
    cells = _joined(row.cells)
    is_usual = len(edges) == len(usual) and not row.before
    last = 0
    for number, cell in enumerate(cells):
        if is_usual:
            left = right = number + 1
        else:
            left = max(_nearest(usual, edges[number]) + 1, last + 1)
            right = max(_nearest(usual, edges[number + 1]), left)
        last = right
        yield left, right, cell


def _joined(cells: list[WordCell]) -> list[WordCell]:
    """The cells without those that go on from the left, as Word wrote merges until 2003; their text is kept."""
    joined: list[WordCell] = []
    for cell in cells:
        if cell.is_from_left and joined:
            before = joined.pop()
            text = "\n".join(filter(None, (before.text, cell.text)))
            cell = WordCell(text, before.span + cell.span, before.is_from_above)
        joined.append(cell)
    return joined


def _nearest(edges: list[int], place: int) -> int:
    """The number of the edge closest to a place."""
    after = bisect_left(edges, place)
    if after == len(edges) or (after and place - edges[after - 1] <= edges[after] - place):
        return after - 1
    return after
