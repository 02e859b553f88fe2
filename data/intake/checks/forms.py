"""Checks of the forms that are CSV alone: levels reached, and whatever else could not be read for sure."""

from __future__ import annotations

import json
from collections.abc import Iterator

from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.form_line import FormLine
from data.intake.problems import Problem, problem

# Doubts that are told by other checks, with words of their own.
_TOLD_ELSEWHERE = frozenset(("level",))
_BY_DOUBT = {
    "serial_number": "day_unsure",
    "short_year": "day_unsure",
    "several_numbers": "decision_unsure",
    "no_issuer": "decision_unsure",
    "blank_number": "decision_blank",
}


def levels_are_clear(draft: Draft) -> Iterator[Problem]:
    """A self-evaluation says one Mức for every criterion, and no higher one than the criterion has."""
    for raw, line in places.pairs(draft):
        if not isinstance(line, FormLine) or line.kind != "self_evaluation":
            continue
        place = {"sheet": raw.sheet, "cell": places.cell(raw, "level", *_LEVEL_FIELDS, "criterion")}
        doubt, level = line.doubt("level"), line.reading("level")
        if doubt == "contradiction":
            yield problem("level_contradiction", **place)
        elif level is None:
            yield problem("level_unknown" if doubt else "level_missing", found=_found(line), **place)
        elif (
            draft.framework
            and line.criterion_code
            and level > draft.framework.highest_level(line.criterion_code)
        ):
            yield problem("level_too_high", code=line.criterion_code, level=level, **place)


def values_are_clear(draft: Draft) -> Iterator[Problem]:
    """Everything else in a form that was read with a doubt, or not at all."""
    for raw, line in places.pairs(draft):
        if not isinstance(line, FormLine):
            continue
        for name, doubt in json.loads(line.doubts).items():
            if line.kind == "self_evaluation" and name in _TOLD_ELSEWHERE:
                continue
            field = draft.layout_of(line).field(name) if draft.layout_of(line).has(name) else None
            yield problem(
                _BY_DOUBT.get(
                    doubt, "value_not_understood" if line.reading(name) is None else "value_unsure"
                ),
                sheet=raw.sheet,
                cell=places.cell(raw, name),
                found=places.short(line.text(name) or ""),
                heading=field.heading if field else name,
                value=_shown(line.reading(name)),
            )


_LEVEL_FIELDS = tuple(f"level_{number}" for number in range(5))


def _found(line: FormLine) -> str:
    return places.short("; ".join(text for name in ("level", *_LEVEL_FIELDS) if (text := line.text(name))))


def _shown(value: object) -> str:
    """A reading as a sentence shows it: days as dd/mm/yyyy."""
    text = str(value)
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and all(part.isdigit() for part in parts) else text
