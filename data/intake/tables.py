"""Where the tables stand in a sheet, and which column means which field: found by meaning, not by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.intake.edits import Applied
from data.intake.layouts import EXACT, LONGEST_HEADING, Layout, all_spellings, layouts, meanings
from data.intake.leftovers import is_rule
from data.intake.sheets import Cell, Sheet, position
from data.intake.text import fold

# A heading may stand up to two rows above the last header row (merged, or with the child heading left empty).
HEADER_DEPTH = 3
FEWEST_HEADINGS = 3
# Below so many rows with anything in them a table has to name its headings word for word.
HEADER_WITHIN = 200
# What a person said of a heading is surer than anything that is worked out.
SAID = EXACT + 1
NOT_READ = "-"
_LEVEL_NUMBERS = frozenset("1234")
# Form (empty: any form) and folded heading -> field, or NOT_READ.
Said = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Table:
    """A form found in a sheet. `header_row` is its last header row; `columns` maps field -> column.

    `last_row` is the last row that may belong to it, where another table begins below; None means to the end.
    `constants` are fields that a heading above the columns says for all lines. `is_section`: running text under a title.
    """

    sheet: Sheet
    layout: Layout
    first_header_row: int
    header_row: int
    columns: dict[str, int]
    unknown_headings: tuple[Cell, ...]
    last_row: int | None = None
    constants: Mapping[str, Cell] = field(default_factory=dict)
    is_section: bool = False

    def holds(self, edit: Applied) -> bool:
        """Whether the cell of a correction stands in the rows of the table; below the last ones, those it emptied."""
        row, last = position(edit.cell)[0], self.last_row or self.sheet.row_count
        is_above_end = row <= last or last >= self.sheet.row_count
        return edit.sheet == self.sheet.name and self.first_header_row <= row and is_above_end


class Grid:
    """A sheet with its merged cells looked through: a merged area answers with its first cell everywhere."""

    def __init__(self, sheet: Sheet) -> None:
        # Not the sheet, which keeps its grid: a ring would wait for the collector of garbage.
        self.cells, self.rows, self.column_count = sheet.cells, sheet.rows, sheet.column_count
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        self._merged: dict[int, set[int]] = {}
        for top, left, bottom, right in sheet.merges:
            for row in range(top, bottom + 1):
                self._merged.setdefault(row, set()).update(range(left, right + 1))
                for column in range(left, right + 1):
                    self._anchors[row, column] = (top, left)
        self._seen: dict[int, dict[int, Cell]] = {}
        self._speaking: dict[int, dict[int, Cell]] = {}

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """The grid of a sheet, made once."""
        return sheet.once("grid", cls)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the merged area of a cell begins; the cell itself when it is not merged."""
        return self._anchors.get((row, column), (row, column))

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that is seen at a place, merged areas included."""
        return self.cells.get(self._anchors.get((row, column), (row, column)))

    def row(self, row: int) -> list[Cell]:
        """The cells that stand in a row themselves, from left to right."""
        return list(self.rows.get(row, ()))

    def seen(self, row: int) -> Mapping[int, Cell]:
        """Column -> the cell that is seen there, merged areas included; worked out once a row."""
        found = self._seen.get(row)
        if found is None:
            found = {cell.column: cell for cell in self.rows.get(row, ())}
            for column in self._merged.get(row, ()):
                cell = self.cell(row, column)
                if cell is None:
                    found.pop(column, None)
                else:
                    found[column] = cell
            self._seen[row] = found
        return found

    def headings(self, row: int) -> dict[int, Cell]:
        """Column -> the cell that would be its heading were this the last header row: of the rows up to it, the nearest
        cell with words."""
        found: dict[int, Cell] = {}
        for above in range(HEADER_DEPTH - 1, -1, -1):
            found.update(self._with_words(row - above))
        return found

    def _with_words(self, row: int) -> dict[int, Cell]:
        found = self._speaking.get(row)
        if found is None:
            found = {
                column: _named_level(self, cell) if cell.text in _LEVEL_NUMBERS else cell
                for column, cell in self.seen(row).items()
                if cell.text and not is_rule(cell.text)
            }
            self._speaking[row] = found
        return found


@dataclass(frozen=True, slots=True)
class _Header:
    """One row as the last header row of one form."""

    layout: Layout
    first_row: int
    row: int
    columns: dict[str, int]
    unknown: tuple[Cell, ...]
    exact: frozenset[str] = field(default_factory=frozenset)

    @property
    def rank(self) -> tuple[int, int]:
        return len(self.columns), -self.row


def find(sheet: Sheet, said: Said | None = None) -> tuple[Table, ...]:
    """The tables of a sheet, from top to bottom: the form that explains most headings, and further ones beside it.

    A further table has to name all that its form requires, word for word, in a row of its own: a row of another table may
    well hold two or three words that are headings elsewhere. `said` gives headings the field that a person said.
    """
    grid = Grid.of(sheet)
    headers = list(_headers(grid, said or {}))
    if not headers:
        return ()
    first = max(headers, key=lambda header: (len(header.columns), *_preference(header)))
    chosen = [first]
    explained: dict[int, int] = {}
    for header in headers:
        explained[header.row] = max(explained.get(header.row, 0), len(header.columns))
    for header in sorted(headers, key=lambda header: header.rank, reverse=True):
        is_best = len(header.columns) == explained[header.row]
        names_all = (
            is_best and header.layout.required <= header.exact and len(header.exact) >= FEWEST_HEADINGS
        )
        is_apart = all(header.first_row > other.row or header.row < other.first_row for other in chosen)
        if names_all and is_apart and not any(_repeats(grid, header, other) for other in chosen):
            chosen.append(header)
    chosen.sort(key=lambda header: header.row)
    found = [
        Table(sheet, each.layout, each.first_row, each.row, each.columns, each.unknown) for each in chosen
    ]
    for number, below in enumerate(found[1:]):
        found[number] = replace(found[number], last_row=_last_row(sheet, below.first_header_row))
    return tuple(found)


class Headings:
    """The headings of a table, to know them again where it is printed over several pages."""

    def __init__(self, layout: Layout, columns: Mapping[str, int], grid: Grid, rows: range) -> None:
        own = [
            (column, cell.text)
            for row in rows
            for column in range(1, grid.column_count + 1)
            if (cell := grid.cell(row, column)) is not None and cell.text
        ]
        self._texts = {(column, fold(text) or text) for column, text in own}
        for name, column in columns.items():
            self._texts |= {(column, spelling) for spelling in layout.field(name).spellings}
        # What is far longer than any of them is none of them, however it is punctuated.
        longest = max([len(text) for _, text in own] + [2 * len(text) for _, text in self._texts], default=0)
        self._longest = min(LONGEST_HEADING, longest)

    def is_again(self, cells: Sequence[Cell]) -> bool:
        """Whether a row of cells is for the most part the headings once more."""
        same = other = 0
        for cell in cells:
            if self._is_heading(cell):
                same += 1
            else:
                other += 1
                if other * 2 >= len(cells):
                    return False  # said of most rows after a few cells
        return same == len(cells) >= 2 or (same >= FEWEST_HEADINGS and same * 2 > len(cells))

    def _is_heading(self, cell: Cell) -> bool:
        is_short = len(cell.text) <= self._longest
        return is_short and (cell.column, fold(cell.text) or cell.text) in self._texts


def _repeats(grid: Grid, header: _Header, other: _Header) -> bool:
    """Whether a header is that of another table again, as on its next page, and begins no table of its own."""
    if header.layout is other.layout and header.columns.items() <= other.columns.items():
        return True
    known = Headings(other.layout, other.columns, grid, range(other.first_row, other.row + 1))
    rows = range(header.first_row, header.row + 1)
    return any(known.is_again([cell for cell in grid.row(row) if cell.text]) for row in rows)


def _preference(header: _Header) -> tuple[int, int]:
    """Between forms that explain as many headings: the one named first, then the upper one, as lines stand below it."""
    return -layouts().index(header.layout), -header.row


def _last_row(sheet: Sheet, next_header_row: int) -> int:
    """The last row above a table that is not its title: titles stand alone in their rows."""
    row = next_header_row - 1
    while row > 0 and sum((row, column) in sheet.cells for column in range(1, sheet.column_count + 1)) <= 1:
        row -= 1
    return row


def _headers(grid: Grid, said: Said) -> Iterator[_Header]:
    most = FEWEST_HEADINGS
    for number, row in enumerate(grid.rows):
        if number >= HEADER_WITHIN and not _spells_headings(grid, row):
            continue
        headings = grid.headings(row)
        # Below a header only one that explains as much, or names its form word for word, can count: see `find`.
        can_name_a_form = bool(said) or most == FEWEST_HEADINGS or _names_a_form(headings)
        scores = _meant(headings, said, FEWEST_HEADINGS if can_name_a_form else most)
        if len(scores) < FEWEST_HEADINGS:
            continue
        explained = Counter(code for found in scores.values() for code in found)
        for layout in layouts():
            if explained[layout.code] < FEWEST_HEADINGS:
                continue
            columns, exact = _assign(layout, scores)
            is_form = layout.required <= columns.keys() and not layout.content.isdisjoint(columns)
            if len(columns) < FEWEST_HEADINGS or not is_form:
                continue
            most = max(most, len(columns))
            yield _Header(
                layout,
                min(headings[column].row for column in columns.values()),
                row,
                columns,
                _unknown(dict(sorted(headings.items())), columns, layout, said),
                exact,
            )


def _spells_headings(grid: Grid, row: int) -> bool:
    """Whether a row far down names headings word for word, as that of a further table does; quick to say of most rows."""
    texts = (cell.text for cell in grid.row(row) if len(cell.text) <= LONGEST_HEADING)
    return sum(1 for text in texts if fold(text) in all_spellings()) >= 2


def _names_a_form(headings: Mapping[int, Cell]) -> bool:
    """Whether so many texts are headings word for word that they might be a further table's; the short ones first."""
    found, left = 0, len(headings)
    for text in sorted([cell.text for cell in headings.values()], key=len):
        if found + left < FEWEST_HEADINGS or len(text) > LONGEST_HEADING:
            return False
        found += (fold(text) or text) in all_spellings()
        left -= 1
        if found == FEWEST_HEADINGS:
            return True
    return False


def _named_level(grid: Grid, cell: Cell) -> Cell:
    """A mere number under a heading over several columns, such as 1 under "Đạt mức", is that Mức."""
    above = grid.cell(cell.row - 1, cell.column)
    is_wide = above is not None and grid.anchor(above.row, above.column + 1) == (above.row, above.column)
    is_level = is_wide and above is not None and "muc" in fold(above.text).split()
    return cell._replace(text=f"Mức {cell.text}") if is_level else cell


def _meant(
    headings: Mapping[int, Cell], said: Said, fewest: int
) -> dict[int, Mapping[str, Mapping[str, int]]]:
    """Column -> what it may mean; nothing where fewer than `fewest` mean anything.

    Given up, from the shortest text on, once too few can be headings: most rows are none.
    """
    scores: dict[int, Mapping[str, Mapping[str, int]]] = {}
    left = len(headings)
    if left < fewest:
        return scores
    for length, column in sorted([(len(cell.text), column) for column, cell in headings.items()]):
        if len(scores) + left < fewest or length > LONGEST_HEADING:
            break
        left -= 1
        cell = headings[column]
        if found := _scores(fold(cell.text) or cell.text, said):
            scores[column] = found
    return scores if len(scores) >= fewest else {}


def _scores(folded: str, said: Said) -> Mapping[str, Mapping[str, int]]:
    if not said:
        return meanings(folded)
    found = dict(meanings(folded))
    for layout in layouts():
        name = _said(said, layout, folded)
        if name is not None:
            found[layout.code] = {name: SAID} if layout.has(name) else {}
    return found


def _said(said: Said, layout: Layout, folded: str) -> str | None:
    """What a person said of a heading: in this very file, else in an earlier one of the same form."""
    return said.get(("", folded), said.get((layout.code, folded)))


def _assign(
    layout: Layout, scores: Mapping[int, Mapping[str, Mapping[str, int]]]
) -> tuple[dict[str, int], frozenset[str]]:
    """Each field its likeliest column, the surest pair first; a column serves one field. And what was word for word."""
    order = {each.name: number for number, each in enumerate(layout.fields)}
    pairs = [
        (-score, column, order[name], name)
        for column, found in scores.items()
        for name, score in found.get(layout.code, {}).items()
    ]
    columns: dict[str, int] = {}
    exact: set[str] = set()
    for score, column, _, name in sorted(pairs):
        if name not in columns and column not in columns.values():
            columns[name] = column
            if -score >= EXACT:
                exact.add(name)
    return columns, frozenset(exact)


def _unknown(
    headings: Mapping[int, Cell], columns: Mapping[str, int], layout: Layout, said: Said
) -> tuple[Cell, ...]:
    """The headings that mean nothing here, but those of which a person said that they need not be read."""
    return tuple(
        cell
        for column, cell in headings.items()
        if column not in columns.values() and _said(said, layout, fold(cell.text) or cell.text) != NOT_READ
    )
