"""Ticks: the X of "đề nghị công nhận" in its many shapes."""

from __future__ import annotations

from dataclasses import dataclass

from data.intake.text import as_typed, clean

_YES = frozenset(
    ("x", "xx", "х", "×", "✕", "✗", "✘", "☒", "✓", "✔", "☑", "√", "v", "có", "co", "1", "yes", "true", "đúng")
)
_NO = frozenset(("", "không", "khong", "ko", "0", "no", "false", "-", "–", "—", "/", "☐", "□"))


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a cell is ticked; None where it holds something that is no tick."""

    text: str
    is_marked: bool | None
    doubt: str | None = None


def parse(value: object) -> Mark:
    """Read a cell of a column of ticks; an empty cell is no tick."""
    text = as_typed(value)
    wanted = clean(text).lower().strip("()[]. \n")
    if wanted in _YES:
        return Mark(text, True)
    if wanted in _NO:
        return Mark(text, False)
    return Mark(text, None, "not_understood")
