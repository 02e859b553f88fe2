"""How one workbook is messy: the habits of whoever typed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True, slots=True)
class Mess:
    """Which of the many ways of filling in a form this one shows."""

    code_style: str
    standard_style: str
    ordinal_style: str
    head_style: str
    heading_style: str
    is_decomposed: bool
    has_hard_spaces: bool
    is_shifted: bool
    continued_line: int | None
    has_footer: bool
    has_tail: bool
    has_column_numbers: bool
    is_sheet_per_standard: bool


def mess_of(rng: Random, *, line_count: int) -> Mess:
    """Mostly the form as printed; every kind of mess now and then."""
    code_style = rng.choices(
        ("Tiêu chí {}", "Tiêu chí {}: {}", "TC {}", "{}", "{}.", "Tiêu chí{}:", "number", "bare number"),
        (50, 15, 8, 10, 4, 3, 9, 1),
    )[0]
    is_shifted = rng.random() < 0.06 and code_style.startswith("Tiêu chí")
    is_sheet_per_standard = not is_shifted and rng.random() < 0.04
    return Mess(
        code_style=code_style,
        standard_style="merged" if is_shifted else rng.choice(("cells", "cells", "merged", "plain", "none")),
        ordinal_style="standards"
        if is_shifted
        else rng.choice(("standards", "standards", "lines", "gap", "empty")),
        head_style=rng.choice(("full", "full", "full", "short", "bare")),
        heading_style=rng.choices(("printed", "short", "other"), (60, 25, 15))[0],
        is_decomposed=rng.random() < 0.06,
        has_hard_spaces=rng.random() < 0.08,
        is_shifted=is_shifted,
        continued_line=rng.randrange(line_count) if not is_shifted and rng.random() < 0.07 else None,
        has_footer=rng.random() < 0.6,
        has_tail=rng.random() < 0.2,
        has_column_numbers=rng.random() < 0.1,
        is_sheet_per_standard=is_sheet_per_standard,
    )


def tidy(mess: Mess) -> Mess:
    """As people fill in a form that they have only just been given: no row is shifted, broken or numbered by Excel."""
    style = mess.code_style if mess.code_style.startswith("Tiêu chí") else "Tiêu chí {}"
    return replace(
        mess,
        code_style=style,
        standard_style="cells",
        is_shifted=False,
        continued_line=None,
        is_sheet_per_standard=False,
    )


def is_code_sure(code: str, mess: Mess) -> bool:
    """A number without two decimals does not tell 1.10 from 1.1."""
    return mess.code_style != "bare number" or code not in ("1.1", "1.10")
