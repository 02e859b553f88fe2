"""Words that choose among a few: a school's level and ownership, a kind of recognition, keeping or mending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.intake.text import as_typed, clean, fold
from data.intake.values import school_name

_OWNERSHIP = {
    "public": ("cong lap", "cl", "truong cong", "nha nuoc"),
    "private": ("ngoai cong lap", "ncl", "tu thuc", "dan lap", "tu", "truong tu", "ngoai cong"),
}
_LINE_KIND = {
    "keep": ("phat huy", "duy tri", "giu vung", "phat huy diem manh", "diem manh"),
    "improve": ("khac phuc", "cai tien", "khac phuc diem yeu", "diem yeu", "cai thien"),
}
_LEVELS = {
    "MN": ("mn", "mam non", "mau giao", "mg", "nha tre"),
    "TH": ("th", "tieu hoc", "tih", "cap 1"),
    "THCS": ("thcs", "trung hoc co so", "cap 2"),
    "THPT": ("thpt", "trung hoc pho thong", "cap 3"),
    "TH-THCS": ("th-thcs", "th thcs", "tieu hoc va thcs", "tieu hoc va trung hoc co so", "th va thcs"),
    "THCS-THPT": ("thcs-thpt", "thcs thpt", "thcs va thpt", "trung hoc co so va trung hoc pho thong"),
}
_KDCL = re.compile(r"\b(?:kdcl|kdclgd|kiem dinh|cap do)\b")
_CQG = re.compile(r"\b(?:cqg|chuan quoc gia|chuan qg|muc do|dat chuan)\b")
_GRADE = re.compile(r"(?:.*\b(?:cap do|muc do|cap|muc|cd|md)\s*)?(?P<grade>[1-4]|i{1,3}|iv)")
_GRADES = re.compile(r"\b(?:[a-z]*\d|i{1,3}|iv)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, in the code's word; None where the text chooses nothing that is known."""

    text: str
    value: str | int | None
    doubt: str | None = None


def ownership(value: object) -> Choice:
    """public or private."""
    return _of(value, _OWNERSHIP)


def line_kind(value: object) -> Choice:
    """keep (phát huy) or improve (khắc phục)."""
    return _of(value, _LINE_KIND)


def school_level(value: object) -> Choice:
    """MN, TH, THCS, THPT, TH-THCS, THCS-THPT; "Trường Tiểu học" counts as "Tiểu học"."""
    found = _of(value, _LEVELS)
    if found.value is None and found.doubt:
        named = school_name.parse(found.text).level
        return Choice(found.text, named, None if named else found.doubt)
    return found


def recognition_kind(value: object) -> Choice:
    """KDCL or CQG, also out of "Chuẩn quốc gia mức độ 1"."""
    text = as_typed(value)
    folded = fold(clean(text))
    if not folded:
        return Choice(text, None)
    is_kdcl, is_cqg = bool(_KDCL.search(folded)), bool(_CQG.search(folded))
    if is_kdcl == is_cqg:
        return Choice(text, None, "not_understood")
    return Choice(text, "CQG" if is_cqg else "KDCL")


def grade(value: object) -> Choice:
    """The number of a Cấp độ or Mức độ, 1 to 4."""
    text = as_typed(value)
    folded = fold(clean(text))
    if not folded:
        return Choice(text, None)
    found = _GRADE.fullmatch(folded)
    if not found or len(_GRADES.findall(folded)) > 1:
        return Choice(text, None, "not_understood")
    number = found["grade"]
    return Choice(text, _ROMAN.get(number) or int(number))


def _of(value: object, words: Mapping[str, tuple[str, ...]]) -> Choice:
    text = as_typed(value)
    folded = fold(clean(text)).removeprefix("truong ") if text else ""
    if not folded:
        return Choice(text, None)
    for chosen, spellings in words.items():
        if folded in spellings or f"truong {folded}" in spellings:
            return Choice(text, chosen)
    return Choice(text, None, "not_understood")
