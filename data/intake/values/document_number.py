"""Numbers of official documents, "100/KH-TTT", and the day beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.intake.text import as_typed, clean

_PART = r"[A-ZĐ][A-ZĐ0-9&.]*g?(?!\w)"
_ISSUER = rf"(?P<kind>{_PART})(?P<issuer>(?:\s*-\s*{_PART}){{0,3}})"
_NUMBER = re.compile(
    rf"(?<![\d/-])(?P<figures>\d{{1,5}}(?:-\d{{1,3}})?)\s*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?{_ISSUER}"
)
_BLANK = re.compile(rf"(?:số|so)?\s*[:.]?[\s.…_]*/\s*{_ISSUER}", re.IGNORECASE)
# Without an issuer, only these words make a document number of "50/KH"; "50/LỚP" is none.
_KINDS = frozenset(("KH", "QĐ", "BC", "CV", "TB", "TT", "TTr", "NĐ", "NQ", "HD", "BB", "CT", "TTLT"))
_DAY = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*(\d{4})(?!\d)"
    r"|(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?![\d/])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number without blanks, with the text it was read from."""

    text: str
    number: str | None = None
    doubt: str | None = None


def parse(value: object) -> DocumentNumber:
    """The one number of a line or cell; a form whose number was left open is "blank_number"."""
    text = as_typed(value)
    wanted = _one_line(text)
    if not wanted:
        return DocumentNumber(text)
    found = _numbers(wanted, is_any_kind=True) or _numbers(wanted.upper(), is_any_kind=False)
    if len(found) > 1:
        return DocumentNumber(text, found[0], "several_numbers")
    if found:
        return DocumentNumber(text, found[0], None if "-" in found[0].rpartition("/")[2] else "no_issuer")
    is_blank = _BLANK.match(wanted) is not None
    return DocumentNumber(text, None, "blank_number" if is_blank else "not_understood")


def find_all(text: str) -> list[str]:
    """The distinct document numbers of a longer text in order of appearance."""
    if "/" not in text:
        return []
    return _numbers(_one_line(text), is_any_kind=False)


def find_day(text: str) -> date | None:
    """The first full day in a text: "ngày 15 tháng 5 năm 2023", "ngày 28/8/2023"; a day left open is none."""
    for match in _DAY.finditer(_one_line(as_typed(text))):
        day, month, year = (int(each) for each in match.groups() if each)
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _numbers(line: str, *, is_any_kind: bool) -> list[str]:
    found = []
    for match in _NUMBER.finditer(line):
        issuer = re.sub(r"\s", "", match["issuer"]).rstrip(".")
        kind = match["kind"].rstrip(".")
        if not issuer and not (is_any_kind or kind in _KINDS):
            continue
        year = f"/{match['year']}" if match["year"] else ""
        found.append(f"{match['figures']}{year}/{kind}{issuer}")
    return list(dict.fromkeys(found))
