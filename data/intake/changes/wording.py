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
    """Some words of a text, and whether the other text has them too."""

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
    """Both texts cut into what they share and what they do not; joined with blanks they give the texts again."""
    old, new = before.split(), after.split()
    old_kept, new_kept = [False] * len(old), [False] * len(new)
    for step in Indel.opcodes(old, new):
        length = step.src_end - step.src_start
        is_at_end = step.src_start == 0 or step.src_end == len(old)
        if step.tag == "equal" and (length >= _FEWEST_KEPT or is_at_end):
            old_kept[step.src_start : step.src_end] = [True] * length
            new_kept[step.dest_start : step.dest_end] = [True] * length
    return _joined(old, old_kept), _joined(new, new_kept)


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


def _joined(words: list[str], kept: list[bool]) -> tuple[Words, ...]:
    runs: list[tuple[list[str], bool]] = []
    for word, is_kept in zip(words, kept, strict=True):
        if runs and runs[-1][1] == (not is_kept):
            runs[-1][0].append(word)
        else:
            runs.append(([word], not is_kept))
    return tuple(Words(" ".join(run), is_changed) for run, is_changed in runs)
