"""Rows that belong to no line: rules, numbers of columns, totals, signatures and what stands below a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.sheets import Cell
from data.intake.text import fold, plain
from data.intake.values import school_name

_RULE = re.compile(r"^[\s\-–—_=|:.]+$")
_SECTION = re.compile(r"^[IVX]+\s*[.)]\s*\S")
_BELOW = ("noi nhan", "luu vt", "xac nhan cua", "duyet cua", "thu truong don vi")
_SIGNER = re.compile(
    r"^(hieu truong|pho hieu truong|chu tich hoi dong|truong phong|pho truong phong|nguoi lap|ki ten|giam doc)\b"
    r"|^(tm|kt|tl|tuq)\b.*\b(hieu truong|truong phong|hoi dong|chu tich|giam doc|thu truong)\b"
)
_TOTAL = re.compile(
    r"(?:tong(?: cong| so)?|cong(?: chung)?|ti le)(?: (?:kinh phi|so|cac|tieu chi|truong|dat|phan tram))*"
)
_AMOUNT = re.compile(r"[\d\s.,%/+-]*(?:d|dong|vnd|trieu|trieu dong|ti|truong|tieu chi)?")
_PAGE_NUMBER = re.compile(r"(?:trang )?\d{1,3}|trang \d{1,3} ?/ ?\d{1,3}")
_ENUMERATION = re.compile(r"^(?:[ivx]{1,4}|[a-e]|\d{1,2}) ")
_BEFORE_LEVEL = re.compile(r"^(?:(?:cac|khoi|bac|cap hoc|cap|nhom|loai) )+")
_COUNT = re.compile(r"(?:^| )(?:tong so )?\d+ (?:truong|don vi|co so)$")
_PLACE_AND_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
LONGEST_SIGNATURE, LONGEST_TOTAL = 60, 60
MOST_SIGNING = 4  # beside each other: receivers, who drew it up, the accountant, the head


def is_rule(text: str) -> bool:
    """A cell of dashes or dots that only draws a line."""
    return not text[:1].isalnum() and bool(_RULE.match(text))


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """A row "(1) (2) (3)" that numbers the columns."""
    if len(cells) < 3 or not cells[-1].text.strip("() .[]").isdigit():
        return False
    numbers = [cell.text.strip("() .[]") for cell in cells]
    if not all(number.isdigit() for number in numbers):
        return False
    first = int(numbers[0])
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def is_total(cells: Sequence[Cell]) -> bool:
    """A row that adds the lines up: a word for it, perhaps beside a number, and otherwise amounts alone."""
    has_number = cells[0].text.strip("() .").isdigit()
    if has_number and len(cells) == 1:
        return False
    named = cells[1] if has_number else cells[0]
    label = fold(named.text)
    if label.startswith("tong cong") and len(label) <= LONGEST_TOTAL:
        return True
    others = (cell for cell in cells if cell is not named)
    return _TOTAL.fullmatch(label) is not None and all(is_amount(other.text) for other in others)


def is_amount(text: str) -> bool:
    """A number, perhaps with its unit, as sums and counts are."""
    return _AMOUNT.fullmatch(plain(text)) is not None


def is_page_number(text: str) -> bool:
    """A printed page number: "2", "- 2 -", "Trang 2/5"."""
    return _PAGE_NUMBER.fullmatch(plain(text).strip(" -.()[]")) is not None


def is_level_title(text: str) -> bool:
    """The title of a group of schools, which names their level or ownership and no school: "I. Khối Mầm non (5 trường)"."""
    folded = _COUNT.sub("", _ENUMERATION.sub("", fold(text)))
    shorter = _BEFORE_LEVEL.sub("", folded)
    return bool(folded) and any(not school_name.parse(each).key for each in (folded, shorter))


def is_below_table(cells: Sequence[Cell]) -> bool:
    """A row that shows that the table is over: receivers, signature, place and day, the next section's title.

    Careful with short words: "KT" begins a signature (KT. HIỆU TRƯỞNG) and means "kiểm tra" in a sentence.
    """
    for cell in cells:
        folded = fold(cell.text)
        is_capitals = cell.text == cell.text.upper()
        if (folded.startswith(_BELOW) and len(cells) <= MOST_SIGNING) or (
            is_capitals and _SECTION.match(cell.text)
        ):
            return True
        if len(cells) <= 3 and len(cell.text) <= LONGEST_SIGNATURE:
            if _SIGNER.search(folded) and (is_capitals or (len(cells) == 1 and len(folded.split()) <= 3)):
                return True
            if len(cells) <= 2 and _PLACE_AND_DAY.search(folded):
                return True
    return False
