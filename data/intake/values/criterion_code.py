"""The code of a criterion, as text: 1.10 is not 1.1, and a date may once have been a code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from data.intake.text import as_typed, clean, skeleton

_LEAD = r"\s*(?:[-+*•●▪]\s*)?(?:(?:\d{1,2}|[ivx]{1,4})\s*[.):/-]?\s+)?"
_CRITERION = r"(?:tieu\s*chi|t\s*\.?\s*chi|t\.?c\b\.?|tc(?=\d))"
_STANDARD = r"(?:tieu\s*chuan|t\s*\.?\s*chuan)"
_CODE = r"(?P<first>\d{1,2}|[ivx]{1,4}|[lo])\s*(?P<mark>[.,·/_-])\s*(?P<second>\d{1,2}|[lo])(?![\da-z])"
_NAMED = re.compile(rf"{_LEAD}{_CRITERION}\s*(?:so\b)?\s*[:.]?\s*{_CODE}")
_INSIDE = re.compile(rf"\b{_CRITERION}\s*(?:so\b)?\s*[:.]?\s*{_CODE}")
_BARE = re.compile(
    r"\s*[(\[]?(?P<first>\d{1,2})(?P<mark>[.,-])(?P<second>\d{1,2})(?![\d%]|[.,/-]\d{2,4}(?!\d))"
)
_STANDARD_ROW = re.compile(
    rf"{_LEAD}{_STANDARD}\s*(?:so\b)?\s*[:.]?\s*(?P<number>\d{{1,2}}|[ivx]{{1,4}})(?![\da-z])"
)
_SHORT_STANDARD = re.compile(rf"{_LEAD}t\.?c\.?\s*(?P<number>\d{{1,2}}|[ivx]{{1,4}})(?![\da-z])")
_HALF = re.compile(rf"{_LEAD}(?:tieu\s*chi|t\s*\.?\s*chi)\s*(?:(?P<number>\d{{1,2}})(?!\d)|(?=[:\n]))")
_NO_NUMBER = re.compile(rf"{_LEAD}{_STANDARD}\s*:")
_WRONG_WORD = re.compile(rf"{_LEAD}{_STANDARD}\s*[:.]?\s*{_CODE}")
_INDICATOR = re.compile(r"\s*(?:[-+*•]\s*)?(?:noi ham|chi bao|muc)\b")
_MORE_CODES = re.compile(rf"\s*(?:[,;&+-]|va\b|den\b)\s*(?:{_CRITERION}\s*)?\d{{1,2}}[.,]\d{{1,2}}(?!\d)")
_TITLE_EDGE = " \n\t.:;,-–—)]"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_MISREAD = {"l": 1, "o": 0}
_MOST = 30  # no framework has so many standards, or criteria in one; beyond it a number is something else


@dataclass(frozen=True, slots=True)
class CriterionCode:
    """A criterion's or a standard's heading; `other_code` is the second reading where there are two."""

    text: str
    code: str | None = None
    title: str = ""
    kind: Literal["criterion", "standard"] | None = None
    standard_no: int | None = None
    doubt: str | None = None
    other_code: str | None = None


@lru_cache(maxsize=8192, typed=True)
def parse(value: object, *, number_format: str = "") -> CriterionCode:
    """Read a cell of a criterion column; `number_format` is the cell's own, "0.00" tells 1.10 from 1.1."""
    text = as_typed(value)
    if isinstance(value, bool):
        return CriterionCode(text, doubt="not_understood")
    if isinstance(value, date):
        return _of_date(text, value)
    if isinstance(value, int | float):
        return _of_number(text, value, number_format)
    cleaned = clean(text)
    if not cleaned:
        return CriterionCode(text)
    bare = skeleton(cleaned)
    for read in (_named, _standard, _bare, _half, _inside):
        found = read(text, cleaned, bare)
        if found is not None:
            return found
    return CriterionCode(text, title=cleaned, doubt="not_understood")


def _of_date(text: str, value: date) -> CriterionCode:
    """A typed "1.2" that Excel took for 1 February: day, then month, as Vietnamese Excel reads."""
    code = f"{value.day}.{value.month}"
    other = f"{value.month}.{value.day}"
    other_code = other if other != code else None
    return CriterionCode(text, code, "", "criterion", value.day, "was_date", other_code)


def _of_number(text: str, value: float, number_format: str) -> CriterionCode:
    """A code typed as a number has lost its last nought; two decimals on show bring it back."""
    is_near = abs(value) < 100 and abs(value * 100 - round(value * 100)) < 1e-6
    if not is_near or value != value or int(value) < 1 or float(value).is_integer():
        return CriterionCode(text, doubt="not_understood" if text else None)
    standard = int(value)
    hundredths = round((value - standard) * 100)
    if hundredths % 10:
        code = f"{standard}.{hundredths:02}"
        return CriterionCode(
            text, code, "", "criterion", standard, "two_readings" if hundredths < 10 else None
        )
    tenths = hundredths // 10
    shows_two = re.search(r"0[.,]0[0#](?![0#])", number_format) is not None
    whole, short = f"{standard}.{tenths}0", f"{standard}.{tenths}"
    if tenths == 1 and shows_two:
        return CriterionCode(text, whole, "", "criterion", standard, None, short)
    doubtful = tenths == 1 or shows_two
    doubt, other_code = ("maybe_trailing_zero", whole) if doubtful else (None, None)
    return CriterionCode(text, short, "", "criterion", standard, doubt, other_code)


def _named(text: str, cleaned: str, bare: str) -> CriterionCode | None:
    match = _NAMED.match(bare)
    return _from_code(text, cleaned, bare, match) if match else None


def _bare(text: str, cleaned: str, bare: str) -> CriterionCode | None:
    match = _BARE.match(bare)
    # 1.5 triệu is money: after a bare code comes the end, a sign, or a title with a capital letter.
    if match is None or not re.match(r"$|\s*[\].:;)\n-]*\s*(?:$|(?![\d/])\W|[^\W\d_])", bare[match.end() :]):
        return None
    after = cleaned[match.end() :]
    if re.match(r"\s+[^\W\d_]", after) and not after.lstrip()[:1].isupper():
        return None
    found = _from_code(text, cleaned, bare, match)
    if found is not None and match["mark"] == ",":
        return replace(found, doubt=found.doubt or "two_readings")
    return found


def _from_code(text: str, cleaned: str, bare: str, match: re.Match[str]) -> CriterionCode | None:
    first, second = _count(match["first"]), _count(match["second"])
    if first is None or second is None or not (1 <= first <= _MOST and 1 <= second <= _MOST):
        return None
    doubt = None
    looks_odd = match["mark"] in "-/_" or not match["first"].isdigit() or not match["second"].isdigit()
    if (
        looks_odd
        or match["second"].startswith("0")
        or re.search(r",\s", match[0][match.start("mark") - match.start() :])
    ):
        doubt = "two_readings"
    rest = bare[match.end() :]
    if _MORE_CODES.match(rest):
        doubt = "several_codes"
    elif re.match(r"[.,]\d", rest):
        doubt = "two_readings"
    title = cleaned[match.end() :].lstrip(_TITLE_EDGE)
    return CriterionCode(text, f"{first}.{second}", title, "criterion", first, doubt)


def _count(figures: str) -> int | None:
    if figures.isascii() and figures.isdigit():
        return int(figures)
    return _ROMAN.get(figures, _MISREAD.get(figures))


def _standard(text: str, cleaned: str, bare: str) -> CriterionCode | None:
    wrong = _WRONG_WORD.match(bare)
    found = _from_code(text, cleaned, bare, wrong) if wrong else None
    if found is not None:
        return replace(found, doubt=found.doubt or "two_readings")
    for pattern, doubt in ((_STANDARD_ROW, None), (_SHORT_STANDARD, "two_readings")):
        match = pattern.match(bare)
        number = _count(match["number"]) if match else None
        if match is None or number is None or not 1 <= number <= _MOST:
            continue
        below = _INSIDE.search(bare, match.end())
        row = _from_code(text, cleaned, bare, below) if below else None
        if row is not None and row.standard_no == number:
            return row  # the standard's heading and its criterion in one cell
        return CriterionCode(
            text, None, cleaned[match.end() :].lstrip(_TITLE_EDGE), "standard", number, doubt
        )
    match = _NO_NUMBER.match(bare)
    if match is None:
        return None
    return CriterionCode(text, None, cleaned[match.end() :].lstrip(_TITLE_EDGE), "standard", None, "no_code")


def _half(text: str, cleaned: str, bare: str) -> CriterionCode | None:
    """ "Tiêu chí 3", "Tiêu chí: Thư viện": surely a criterion, but which one."""
    match = _HALF.match(bare)
    if match is None:
        return None
    title = cleaned[match.end() :].lstrip(_TITLE_EDGE)
    return CriterionCode(
        text, None, title, "criterion", None, "half_a_code" if match["number"] else "no_code"
    )


def _inside(text: str, cleaned: str, bare: str) -> CriterionCode | None:
    """A code named further on: sure after "Chỉ báo b, ...", else the cell may only mention it."""
    readings = [(each, _from_code(text, cleaned, bare, each)) for each in _INSIDE.finditer(bare)]
    found = [(match, reading) for match, reading in readings if reading is not None]
    if not found:
        return None
    match, first = found[0]
    if len({reading.code for _, reading in found}) > 1:
        return replace(first, doubt="several_codes")
    if _INDICATOR.match(bare) and match.start() <= 60:
        return first
    return replace(first, title=cleaned, doubt="inside_text")
