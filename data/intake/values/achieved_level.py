"""The Mức that a school says a criterion has reached, from a row of X marks or from one word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.intake.text import as_typed, clean, fold
from data.intake.values import mark

NOT_REACHED = 0
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LEVEL = re.compile(r"(?:dat )?(?:muc|m)? ?(?P<number>[1-4]|i{1,3}|iv)")
_NOT = re.compile(r"(?:khong|chua) dat(?: muc(?: 1)?)?")
_YES = frozenset(("dat", "co dat"))


@dataclass(frozen=True, slots=True)
class AchievedLevel:
    """0 is "Không đạt"; None where nothing, or nothing clear, is said."""

    text: str
    level_no: int | None
    doubt: str | None = None


def parse(value: object) -> AchievedLevel:
    """One cell: "Mức 2", "Đạt Mức 1", "Không đạt", 3. "Đạt" alone does not say which."""
    text = as_typed(value)
    folded = fold(clean(text))
    if not folded or folded == "-":
        return AchievedLevel(text, None, None)
    if _NOT.fullmatch(folded):
        return AchievedLevel(text, NOT_REACHED)
    found = _LEVEL.fullmatch(folded)
    if found:
        number = found["number"]
        return AchievedLevel(text, _ROMAN.get(number) or int(number))
    return AchievedLevel(text, None, "no_level" if folded in _YES else "not_understood")


def of_marks(cells: Mapping[int, object]) -> AchievedLevel:
    """A row of X marks by Mức, 0 for the column "Không đạt": the highest marked one.

    "Không đạt" as a word says so of its own column. The official table marks every Mức that is reached, many schools only
    the highest. "Không đạt" beside a Mức is a contradiction and gives none.
    """
    marked: list[int] = []
    texts: list[str] = []
    doubt: str | None = None
    failed: list[int] = []
    for number, value in sorted(cells.items()):
        text = as_typed(value)
        texts += [text] if clean(text) else []
        folded = fold(text)
        tick = mark.parse(value)
        if tick.is_marked or folded in _YES:
            marked.append(number)
        elif _NOT.fullmatch(folded):
            failed.append(max(number, 1))
        elif tick.is_marked is None:
            doubt = "not_understood"
    shown = "; ".join(texts)
    highest = max(marked, default=None)
    is_contradicted = highest is not None and any(number <= highest for number in failed)
    if (NOT_REACHED in marked and len(marked) > 1) or is_contradicted:
        return AchievedLevel(shown, None, "contradiction")
    if doubt:
        return AchievedLevel(shown, None, doubt)
    if highest is None and 1 in failed:
        return AchievedLevel(shown, NOT_REACHED)
    return AchievedLevel(shown, highest, "missing" if highest is None else None)
