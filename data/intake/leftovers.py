"""Rows that belong to no line: rules, numbers of columns, totals, signatures and what stands below a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.sheets import Cell
from data.intake.text import fold

_RULE = re.compile(r"^[\s\-–—_=|:.]+$")
_SECTION = re.compile(r"^[IVX]+\s*[.)]\s*\S")
_BELOW = ("noi nhan", "luu vt", "xac nhan cua", "duyet cua", "thu truong don vi")
_SIGNER = re.compile(
    r"^(hieu truong|pho hieu truong|chu tich hoi dong|truong phong|pho truong phong|nguoi lap|ki ten|giam doc)\b"
    r"|^(tm|kt|tl|tuq)\b.*\b(hieu truong|truong phong|hoi dong|chu tich|giam doc|thu truong)\b"
)
_PLACE_AND_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
LONGEST_SIGNATURE = 60


def is_rule(text: str) -> bool:
    """A cell of dashes or dots that only draws a line."""
    return bool(_RULE.match(text))


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """A row "(1) (2) (3)" that numbers the columns."""
    numbers = [cell.text.strip("() .[]") for cell in cells]
    if len(numbers) < 3 or not all(number.isdigit() for number in numbers):
        return False
    first = int(numbers[0])
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def is_total(cells: Sequence[Cell]) -> bool:
    """A row that adds the lines up."""
    return fold(cells[0].text).startswith("tong cong")


def is_below_table(cells: Sequence[Cell]) -> bool:
    """A row that shows that the table is over: receivers, signature, place and day, the next section's title.

    Careful with short words: "KT" begins a signature (KT. HIỆU TRƯỞNG) and means "kiểm tra" in a sentence.
    """
    for cell in cells:
        folded = fold(cell.text)
        is_capitals = cell.text == cell.text.upper()
        if folded.startswith(_BELOW) or (is_capitals and _SECTION.match(cell.text)):
            return True
        if len(cells) <= 3 and len(cell.text) <= LONGEST_SIGNATURE:
            if _SIGNER.search(folded) and (is_capitals or (len(cells) == 1 and len(folded.split()) <= 3)):
                return True
            if len(cells) <= 2 and _PLACE_AND_DAY.search(folded):
                return True
    return False
