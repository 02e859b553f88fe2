"""Money as schools write it: an amount in đồng, where it comes from, or an explicit "không"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from data.intake.text import as_typed, fold, plain

Source = Literal["school", "state", "community", "mixed"]

_LONGEST = 400  # an amount is said sooner; a cell may hold 32,767 letters
_NONE = frozenset(
    [
        *("khong", "khong co", "khong can", "khong phat sinh", "khong dong", "ko", "mien phi"),
        *("khong kinh phi", "khong co kinh phi", "khong can kinh phi", "khong su dung kinh phi"),
        *("0", "0 d", "0d", "0 dong", "0 vnd", "0 trieu"),
    ]
)
_UNITS = {
    "ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 1000, "ngan": 1000, "k": 1000,
    "dong": 1, "vnd": 1, "d": 1,
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+|\s\d{3}(?!\d))*"
_UNIT = r"(?:ty|ti|trieu|tr|nghin|ngan|k|dong|vnd|d)"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})\s*(?:(?P<unit>{_UNIT})(?![a-z]))?(?:\s*(?:dong|vnd|d)\b)?"
)
_SHORT_TAIL = re.compile(r"(\d)\s*(?:trieu|tr)\s*(\d{1,3})(?![\d.,])(?!\s*(?:trieu|tr|nghin|ngan|k)\b)")
_RANGE = re.compile(rf"{_NUMBER}\s*{_UNIT}?\s*(?:dong\s*)?(?:-|den|~)\s*{_NUMBER}\s*{_UNIT}?\b")
_APPROXIMATE = re.compile(r"\b(?:khoang|du kien|uoc|tren|duoi|toi da|toi thieu|hon|gan)\b|~|±")
_NOT_FIXED = re.compile(r"\btheo (?:thuc te|du toan|quy dinh|nhu cau|hoa don|tinh hinh)|\btuy\b")
_SOURCES: tuple[tuple[Source, re.Pattern[str]], ...] = (
    (
        "school",
        re.compile(
            r"nha truong|kinh phi (?:cua )?truong|\bquy (?!dinh)|hoc phi|su nghiep|tu chu"
            r"|hoat dong thuong xuyen|noi bo"
        ),
    ),
    (
        "state",
        re.compile(
            r"ngan sach(?! (?:cua )?(?:nha )?truong)|nsnn|nha nuoc|\bubnd\b|uy ban|cap tren|phong gd|so gd"
        ),
    ),
    (
        "community",
        re.compile(
            r"xa hoi ?hoa|\bxhh|tai tro|phu huynh|cha me|\b[cp]m?hhs\b|\bcmhs\b"
            r"|van dong|manh thuong quan|ung ho|khuyen hoc|dong gop"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount of money with the text it was read from; an explicit "không" is 0 and `is_none`."""

    text: str
    amount_vnd: int | None = None
    source: Source | None = None
    is_none: bool = False
    doubt: str | None = None


@lru_cache(maxsize=8192, typed=True)
def parse(value: object) -> Budget:
    """Read a cell of a budget column."""
    text = as_typed(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(text, float(value))
    wanted = plain(text)[:_LONGEST]
    if not wanted:
        return Budget(text)
    if fold(text) in _NONE:
        return Budget(text, 0, is_none=True)
    if not any(each.isalnum() for each in wanted):
        return Budget(text, 0, is_none=True, doubt="only_a_dash")
    amount, doubt = _amount(wanted)
    source = _source(wanted)
    if amount == 0:
        return Budget(text, 0, source, is_none=True, doubt=doubt)
    if amount is None and doubt is None and _NOT_FIXED.search(wanted):
        doubt = "no_fixed_amount"
    if amount is None and doubt is None and source is None:
        doubt = "not_understood"
    return Budget(text, amount, source, doubt=doubt)


def _of_number(text: str, value: float) -> Budget:
    """A number cell: whole đồng, unless it is so small that thousands or millions were meant."""
    if not math.isfinite(value):
        return Budget(text, doubt="not_understood" if text else None)
    if value == 0:
        return Budget(text, 0, is_none=True)
    if value < 0 or not value.is_integer():
        return Budget(text, doubt="unit_unclear" if value > 0 else "negative")
    return Budget(text, int(value), doubt="unit_unclear" if value < 100_000 else None)


def _amount(wanted: str) -> tuple[int | None, str | None]:
    """The amount in đồng and what is doubtful about it."""
    if _RANGE.search(wanted):
        return None, "range"
    wanted = _SHORT_TAIL.sub(lambda hit: f"{hit[1]} trieu {hit[2]:0<3} nghin", wanted)  # 5tr5 is 5tr500
    found = list(_AMOUNT.finditer(wanted))
    with_unit = [each for each in found if each["unit"] or _has_currency(each[0])]
    # "10 máy tính, 50 triệu": a bare number beside money counts something else.
    money = with_unit or [
        each for each in found if len(re.sub(r"\D", "", each["number"])) > 3 or len(found) == 1
    ]
    if not money:
        return None, "several_amounts" if found else None
    readings = [_read(each) for each in money]
    doubt = next((each for _, each in readings if each), None)
    amount = sum(each for each, _ in readings)
    if len(readings) > 1 and not _is_one_amount(wanted, money):
        doubt = "several_amounts"
        if "=" in wanted:
            amount = readings[-1][0]
    if doubt is None and _APPROXIMATE.search(wanted):
        doubt = "approximate"
    has_words = re.search(r"[a-z]{3,}", _AMOUNT.sub(" ", wanted)) is not None
    if doubt is None and not with_unit and has_words and _source(wanted) is None:
        doubt = "unit_unclear"
    return amount, doubt


def _has_currency(hit: str) -> bool:
    return re.search(r"(?:dong|vnd|d)$", hit.strip()) is not None


def _is_one_amount(wanted: str, money: list[re.Match[str]]) -> bool:
    """ "1 tỷ 200 triệu": units fall from left to right and nothing stands between."""
    units = [_UNITS[each["unit"] or "dong"] for each in money]
    falls = all(left > right for left, right in pairwise(units))
    gaps = (wanted[left.end() : right.start()] for left, right in pairwise(money))
    return falls and all(not gap.strip() for gap in gaps)


def _read(hit: re.Match[str]) -> tuple[int, str | None]:
    unit = _UNITS[hit["unit"] or "dong"]
    number, doubt = _number(hit["number"])
    amount = round(number * unit)
    has_unit = bool(hit["unit"]) or _has_currency(hit[0])
    if not has_unit and amount < 100_000:
        return amount, "unit_unclear"
    # "1.500 triệu" is one and a half billion, or one and a half million typed with three decimals.
    return amount, doubt if unit >= 10**6 else None


def _number(figures: str) -> tuple[float, str | None]:
    """Dots, commas or blanks between groups of three are thousands; anything else is a decimal sign."""
    figures = figures.replace(" ", "")
    marks = [each for each in figures if each in ".,"]
    groups = re.split(r"[.,]", figures)
    if not marks:
        return float(figures[:30]), None
    if (
        len(set(marks)) == 1
        and all(len(each) == 3 for each in groups[1:])
        and len(groups[0]) <= 3
        and groups[0] != "0"
    ):
        return float("".join(groups)[:30]), "two_readings" if len(marks) == 1 else None
    if len(marks) == 1 or (len(set(marks)) == 2 and marks.count(marks[-1]) == 1):
        return float("".join(groups[:-1])[:30] + "." + groups[-1][:30]), None
    return float("".join(groups)[:30]), "two_readings"


def _source(wanted: str) -> Source | None:
    named = [source for source, pattern in _SOURCES if pattern.search(wanted)]
    return "mixed" if len(named) > 1 else (named[0] if named else None)
