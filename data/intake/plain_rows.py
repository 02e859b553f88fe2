"""The look at rows that are written the way programs write them, several times faster than an XML parser calls back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from itertools import compress
from operator import is_not

from data.intake.guard import Limits
from data.intake.look import LAST_COLUMN, LAST_ROW, Look, column_number, hostile

# One cell: column, row, style, kind, formula, value, text, other content.
_CELL = re.compile(
    r"""<c\ r="([A-Z]{1,3}+)([0-9]{1,7}+)"(?:\ s="([0-9]{1,6}+)")?+(?:\ t="([a-zA-Z]{1,9}+)")?+(?:/>|>
        (<f(?:\ [a-z]++="[^"<>]*+")*+(?:/>|>[^<]*+</f>))?+
        (?:<v>([^<]*+)</v>|(?<=\ t="inlineStr">)<is><t(?:\ xml:space="preserve")?+>([^<]*+)</t></is>
        |(<v\ ?/>|<is><t\ ?/></is>))?+</c>)""",
    re.VERBOSE,
)
_GROUPS = 8
_ROW = re.compile(r'<row((?: [A-Za-z0-9:]++="[^"<>]*+")*+) ?+/?+>|</row>|\s++')
_ROW_NUMBER = re.compile(r' r="([0-9]{1,7})"')
_ROW_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_is_there = partial(is_not, None)


def plain_rows(rows: str, limits: Limits) -> Look | None:
    """What the rows of a sheet hold; None where some are written in another way, for the XML parser to look at.

    The patterns must account for every character, so nothing can hide from them. Loops are in C wherever there is one
    turn for each cell.
    """
    pieces = _CELL.split(rows)
    between = _ROW.split("".join(pieces[:: _GROUPS + 1]))
    if any(between[::2]):
        return None
    letters, digits, styles, kinds, formulas, values, texts, others = (
        pieces[group :: _GROUPS + 1] for group in range(1, _GROUPS + 1)
    )
    # Few are different from one another: each is read once, and then looked up.
    row_of = {digit: int(digit) for digit in set(digits)}
    column_of = {letter: column_number(letter) for letter in set(letters)}
    if row_of and not 0 < min(row_of.values()) <= max(row_of.values()) <= LAST_ROW:
        raise hostile()
    if max(column_of.values(), default=1) > LAST_COLUMN:
        raise hostile()
    look = Look()
    _row_tags(between[1::2], look)
    if texts.count(None) < len(texts):
        values = [value if text is None else text for value, text in zip(values, texts, strict=True)]
    filled = list(map(_is_there, values))
    are_odd = formulas.count(None) + others.count(None) < 2 * len(filled)
    if are_odd:
        marks = zip(filled, formulas, others, strict=True)
        filled = [is_there or formula is not None or other is not None for is_there, formula, other in marks]
    rows_of_cells = list(map(row_of.__getitem__, compress(digits, filled)))
    columns = list(map(column_of.__getitem__, compress(letters, filled)))
    style_of = {style: int(style or 0) for style in set(styles)}
    at = zip(rows_of_cells, columns, strict=True)
    look.styles = dict(zip(at, map(style_of.__getitem__, compress(styles, filled)), strict=True))
    if len(look.styles) < len(columns):
        return None  # an address twice: the parser refuses that
    # A text of its own stands where the cell says so, and only there: else the reader may see it in another way.
    look.is_plain = kinds.count("inlineStr") == len(texts) - texts.count(None)
    look.kinds, look.contents = list(compress(kinds, filled)), list(compress(values, filled))
    if are_odd:
        _mark_formulas(look, compress(formulas, filled), compress(others, filled))
    if "e" in look.kinds:
        cells = zip(look.styles, look.kinds, look.contents, strict=True)
        look.errors = {at: text[:20].strip() for at, kind, text in cells if kind == "e" and text is not None}
    if columns:
        look.reach(max(rows_of_cells), max(columns), limits)
    return look


def _mark_formulas(look: Look, formulas: Iterable[str | None], others: Iterable[str | None]) -> None:
    cells = zip(look.styles, look.kinds, look.contents, formulas, others, strict=True)
    look.formulas = {
        at
        for at, kind, content, formula, other in cells
        if formula is not None and (kind != "str" or (content is None and other is None))
    }


def _row_tags(tags: list[str | None], look: Look) -> None:
    row = 0
    for attributes in tags:
        if attributes is None:
            continue
        explicit = _ROW_NUMBER.search(attributes)
        row = int(explicit[1]) if explicit else row + 1
        if not 0 < row <= LAST_ROW or (explicit is None and " r=" in attributes):
            raise hostile()
        if "hidden" in attributes and _ROW_HIDDEN.search(attributes):
            look.hidden_rows.append(row)
