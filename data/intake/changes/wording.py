"""Which words of a text were changed, and whether only its spelling was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from data.intake.text import fold

_NUMBERS = re.compile(r"[+-]?\d[\d.,/:]*\s?[%‰]?")
# One word that stayed between two changes is read more easily as part of them.
_FEWEST_KEPT = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a text, and whether the other text has them too; none, where only the other has some here."""

    text: str
    is_changed: bool


def is_spelling_only(before: str, after: str) -> bool:
    """Whether the texts differ only in accents, letter case, punctuation or ways to spell (hoà/hòa, kỹ/kĩ).

    Numbers with their signs have to be the same: 50 is not 50 %.
    """
    return fold(before) == fold(after) and _numbers(before) == _numbers(after)


def _numbers(text: str) -> list[str]:
    return [number.replace(" ", "").rstrip(".,:/") for number in _NUMBERS.findall(text)]


def changed_words(before: str, after: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Both texts cut at every change, part for part; what is left of the parts, joined with blanks, gives the texts."""
    old, new = before.split(), after.split()
    parts: list[tuple[list[str], list[str], bool]] = []
    for step in Indel.opcodes(old, new):
        here, there = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        is_at_end = step.src_start == 0 or step.src_end == len(old)
        is_kept = step.tag == "equal" and (len(here) >= _FEWEST_KEPT or is_at_end)
        if parts and parts[-1][2] == (not is_kept):
            parts[-1][0].extend(here)
            parts[-1][1].extend(there)
        else:
            parts.append((here, there, not is_kept))
    return (
        tuple(Words(" ".join(here), is_changed) for here, _, is_changed in parts),
        tuple(Words(" ".join(there), is_changed) for _, there, is_changed in parts),
    )


def shortened(words: tuple[Words, ...], around: int) -> tuple[Words, ...]:
    """The same with only so many unchanged words beside each change."""
    found = []
    for number, part in enumerate(words):
        kept = part.text.split()
        head = kept[:around] if number else []
        tail = kept[-around:] if number < len(words) - 1 else []
        if part.is_changed or len(kept) <= len(head) + len(tail) + 2:
            found.append(part)
        else:
            found.append(Words(" ".join([*head, "…", *tail]), False))
    return tuple(found)
