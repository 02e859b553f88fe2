"""Safe corrections: what one cell should say instead, where only one thing can be meant. A person takes or leaves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.intake import line_cells
from data.intake.checks import places
from data.intake.draft import Draft, Suggestion
from data.intake.raw import RawLine

# Doubts about a criterion after which the code that was understood can be written into the cell as it is.
_CODE_DOUBTS = {
    "maybe_trailing_zero": "criterion_trailing_zero",
    "was_date": "criterion_was_date",
    "from_title": "criterion_from_title",
    "from_ordinal": "criterion_from_ordinal",
}


def all_suggestions(draft: Draft) -> tuple[Suggestion, ...]:
    """The suggestions for a draft, each cell once, in the order of the lines."""
    found: dict[tuple[str, str], Suggestion] = {}
    for suggest in SUGGEST:
        for each in suggest(draft):
            if each.before != each.after:
                found.setdefault((each.sheet, each.cell), each)
    return tuple(found.values())


def criteria_are_written_out(draft: Draft) -> Iterator[Suggestion]:
    """The code that was understood, written as text with its title, so that Excel cannot eat its zero again."""
    if draft.framework is None:
        return
    for raw, line in places.pairs(draft):
        doubt, code = getattr(line, "criterion_doubt", None), places.code(line)
        if doubt not in _CODE_DOUBTS or code is None:
            continue
        cell = _own_cell(raw, "criterion")
        if cell is not None:
            after = f"Tiêu chí {code}: {draft.framework.criteria[code]}"
            yield Suggestion(_CODE_DOUBTS[doubt], raw.sheet, cell, raw.values["criterion"].text, after)


def times_are_written_out(draft: Draft) -> Iterator[Suggestion]:
    """A time that was understood, but not for sure, as the days it was understood as."""
    for raw, line in places.pairs(draft):
        doubt = getattr(line, "time_doubt", None)
        starts_on, ends_on = getattr(line, "starts_on", None), getattr(line, "ends_on", None)
        if not doubt or doubt == "outside_school_year" or starts_on is None or ends_on is None:
            continue
        cell = _own_cell(raw, "time")
        if cell is not None:
            days = dict.fromkeys((f"{starts_on:%d/%m/%Y}", f"{ends_on:%d/%m/%Y}"))
            yield Suggestion("time_unsure", raw.sheet, cell, raw.values["time"].text, " - ".join(days))


SUGGEST: tuple[Callable[[Draft], Iterator[Suggestion]], ...] = (
    criteria_are_written_out,
    times_are_written_out,
)


def _own_cell(raw: RawLine, name: str) -> str | None:
    """The one cell of a field; None where it stands in several, or in one that other lines or fields share with it."""
    value = raw.values.get(name)
    if value is None or not line_cells.is_own(raw, value):
        return None
    return value.cell.address
