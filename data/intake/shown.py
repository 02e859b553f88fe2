"""The text that a person sees in a cell, for numbers and dates: 1.1 under the format 0.00 is shown as 1.10."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class _Picture:
    """How one number format writes a number; digits are never grouped, as 1,500 reads as one and a half in Vietnamese."""

    before: str
    after: str
    whole: int  # least digits before the point
    least: int  # digits after the point, at least
    most: int
    scale: int  # power of ten by which the number is multiplied before it is shown


_NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
_PLACES = re.compile(r"[0#?](?:[0#?,]*[0#?])?(,*)(?:\.([0#?]*))?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


def number_text(value: float, number_format: str) -> str:
    """A number as its format shows it; formats that are not simple decimals show it as General does."""
    picture = _picture(number_format)
    if picture is None:
        return _general(value)
    number = Decimal(repr(value)).scaleb(picture.scale)
    if abs(number) >= 10**21:
        return _general(value)
    shown = f"{abs(number).quantize(Decimal(1).scaleb(-picture.most), ROUND_HALF_UP):f}"
    whole, _, places = shown.partition(".")
    while len(places) > picture.least and places.endswith("0"):
        places = places[:-1]
    digits = whole.lstrip("0").rjust(picture.whole, "0") + ("." + places if places else "")
    sign = "-" if number < 0 and re.search(r"[1-9]", digits) else ""
    return picture.before + sign + (digits or "0") + picture.after


@lru_cache(maxsize=512)
def _picture(number_format: str) -> _Picture | None:
    section = _sections(number_format)[0]
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] if match[1] is not None else match[2])
        return "\0"

    bare = _NOT_SHOWN.sub("", _LITERAL.sub(keep, section))
    places = _PLACES.search(bare)
    if places is None or re.search(r"[eE/@]|[0#?]", bare[: places.start()] + bare[places.end() :]):
        return None
    fraction = places[2] or ""
    whole = places[0].partition(".")[0].count("0")
    texts = iter(literals)
    before, after = (
        re.sub("\0", lambda _: next(texts), side) for side in (bare[: places.start()], bare[places.end() :])
    )
    scale = 2 * bare.count("%") - 3 * len(places[1])
    return _Picture(before.lstrip(), after.rstrip(), whole, fraction.count("0"), len(fraction), scale)


def _sections(number_format: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', number_format) or [""]


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shown = f"{value:.15g}"
    return shown if "e" not in shown else f"{value:.15g}".upper()


def date_text(value: date | datetime, number_format: str) -> str:
    """15/10/2023, or only the month and year, or the year, where the format shows no more."""
    code = _NOT_SHOWN.sub("", _LITERAL.sub("", _sections(number_format)[0])).lower()
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%d/%m/%Y %H:%M}"
    if "y" in code and "d" not in code and "h" not in code:
        month = (
            ""
            if "m" not in code
            else f"{value.month:02}/"
            if re.search(r"(?<!m)mm(?!m)", code)
            else f"{value.month}/"
        )
        return f"{month}{value.year:04}"
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def time_text(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def duration_text(value: timedelta) -> str:
    """Hours and minutes, as [h]:mm shows them; 36:30 is a day and a half and a bit."""
    minutes = round(value / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
