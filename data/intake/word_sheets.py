"""A Word document as sheets: one for each form in it, with what stands before it as the rows above.

Schools split a form into several tables (a page each, a standard each). Tables without a heading row of their own, or with
the same one again, belong to the form before them when they have as many columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.intake import answers, legacy_sheets, legacy_text, tables
from data.intake.answers import Written
from data.intake.guard import Limits, Part, check_xml
from data.intake.sheets import Cell, Sheet
from data.intake.text import clean, fold
from data.intake.values import criterion_code
from data.intake.word_grid import Grid, of_table
from data.intake.word_numbering import Numbering
from data.intake.word_xml import Block, WordTable, blocks
from data.intake.workbook_xml import main_part, part, relations

REST = "Ngoài bảng"
NO_HEADING = "Bảng thiếu dòng tiêu đề"
_HEADING_WITHIN = 6  # rows of a table; a title may stand above them
_FIRST_BLOCKS, _LAST_BLOCKS = 40, 60  # what stands before a form; a report has hundreds of paragraphs between
_FEWEST_COLUMNS = 3  # of a form; what is narrower lays out a letterhead or signatures


def read(parts: Mapping[str, Part], limits: Limits) -> list[dict[str, Any]]:
    """The sheets of a Word document."""
    check_xml(parts)
    contents = {name: each.content for name, each in parts.items()}
    path = main_part(contents)
    numbering = Numbering(*(_beside(contents, path, kind) for kind in ("numbering", "styles")))
    found = arranged(blocks(part(contents, path), limits, numbering))
    sheets = [
        answers.sheet(name, (Written(*place, text) for place, text in grid.cells.items()), merges=grid.merges)
        for name, grid in found
    ]
    return answers.check_size(sheets, limits)


def _beside(contents: Mapping[str, bytes], path: str, kind: str) -> bytes | None:
    """The part of the document of that kind; None where it has none."""
    folder, _, name = path.rpartition("/")
    if f"{folder}/_rels/{name}.rels" not in contents:
        return None
    target = next((where for what, where in relations(contents, path).values() if what == kind), None)
    return contents.get(target or "")


# --- Which tables belong together


def arranged(document: Iterable[Block]) -> list[tuple[str, Grid]]:
    """The named grids: a form each, then all the text that belongs to none."""
    forms: list[Grid] = []
    waiting: list[Grid] = []
    left_over: list[Grid] = []
    preface = Grid()
    heading: tuple[object, ...] | None = None
    width = 0
    for block in document:
        if isinstance(block, str) and not block.strip():
            continue
        grid = _line(block) if isinstance(block, str) else of_table(block)
        own = _heading(grid) if isinstance(block, WordTable) else None
        is_more = heading is not None and (
            own == heading or (own is None and _goes_on(grid, width) and isinstance(block, WordTable))
        )
        if not is_more and own is None:
            waiting.append(grid)
            continue
        if is_more:
            for each in waiting:
                if _is_title(each):
                    forms[-1].add(each)
                else:
                    left_over.append(each)
            forms[-1].add(grid)
        else:
            above = Grid()
            above.add(preface)  # the letterhead is that of all forms in the document
            for place, each in enumerate(waiting):
                is_near = place < _FIRST_BLOCKS or place >= len(waiting) - _LAST_BLOCKS
                if is_near and each.height <= _LAST_BLOCKS and not _is_loose_form(each):
                    above.add(each)
                else:
                    left_over.append(each)
            if not forms:
                preface.add(above)
            above.add(grid)
            forms.append(above)
            heading, width = own, grid.width
        waiting = []
    left_over += waiting
    loose = [grid for grid in left_over if _is_loose_form(grid)]
    rest = Grid()
    for each in left_over:
        if not _is_loose_form(each):
            rest.add(each)
    named = [(f"Bảng {number}", form) for number, form in enumerate(forms, 1)]
    named += [(f"{NO_HEADING} {number}", grid) for number, grid in enumerate(loose, 1)]
    return named + ([(REST, rest)] if rest.cells or not named else [])


def _line(text: str) -> Grid:
    grid = Grid()
    grid.add_line(text)
    return grid


def _heading(grid: Grid) -> tuple[object, ...] | None:
    """What tells the form by the headings in the table's first rows; None where it has no headings."""
    if grid.width < _FEWEST_COLUMNS:
        return None
    cells = {
        (row, column): Cell(row, column, text, clean(text))
        for (row, column), text in grid.cells.items()
        if row <= _HEADING_WITHIN
    }
    merges = tuple(
        (top, left, min(bottom, _HEADING_WITHIN), right) for top, left, bottom, right in grid.merges
    )
    sheet = Sheet("", False, cells, tuple(each for each in merges if each[0] <= each[2]), frozenset())
    sheet, _ = legacy_sheets.in_unicode(sheet)
    found = tables.find(sheet)
    if not found:
        return None
    best = max(found, key=lambda table: len(table.columns))
    return best.layout.code, tuple(sorted(best.columns.items()))


def _goes_on(grid: Grid, width: int) -> bool:
    """Whether a table without headings holds more lines of the form before it.

    One column less is the form without its first one, where the lines say by themselves what they are.
    """
    return grid.width == width or (grid.width == width - 1 and any(map(_is_code, grid.cells.values())))


def _is_title(grid: Grid) -> bool:
    """Whether a paragraph between two tables is the title of a standard or a criterion."""
    return grid.height == 1 and len(grid.cells) == 1 and _is_code(next(iter(grid.cells.values())))


def _is_loose_form(grid: Grid) -> bool:
    """Whether a table without headings looks like lines of a form all the same: its name then says why it was not read."""
    return grid.width >= _FEWEST_COLUMNS and any(map(_is_code, grid.cells.values()))


def _is_code(text: str) -> bool:
    legacy = legacy_text.recognised(text)
    text = legacy.text if legacy else text
    code = criterion_code.parse(text)
    return code.standard_no is not None and fold(text).startswith(("tieu ch", "tc", "t chi", "t chuan"))
