"""How the sample's sentences are composed: a story's own words with additions from a small grammar, slots filled anew.

Two schools that tell the same story share its core alone; what they do, by when, where and with whom is their own. `swap`
rows are words that say the same, used when composing and when a copied text is changed a little.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

FILE = Path(__file__).parent / "grammar.csv"
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"(?<![\d/.])\d{1,2}(?![\d/.])")
_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)


@cache
def rules() -> dict[str, tuple[str, ...]]:
    """Symbol -> what may stand for it, slots still open."""
    found: dict[str, list[str]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["symbol"]].append(row["text"])
    return {symbol: tuple(texts) for symbol, texts in found.items()}


class Pen:
    """Fills the slots of one line's texts, in the words of one school in one school year."""

    def __init__(self, rng: Random, *, level: str, school_year: str, story: Mapping[str, str]) -> None:
        self._rng = rng
        self._school_year = school_year
        pupil = "trẻ" if level == "MN" else "học sinh"
        self._fixed = dict(story) | {
            "pupils": pupil,
            "parents": f"cha mẹ {pupil}",
            "hs": pupil,
            "cm": f"cha mẹ {pupil}",
        }
        self._places = rules()["place"] + rules()[f"place_{'THCS' if 'THCS' in level else level}"]

    def write(self, symbol: str) -> str:
        """A text for a symbol, its words varied."""
        return varied(self._rng, self.fill(self._rng.choice(self._texts(symbol))))

    def several(self, symbol: str, count: int) -> list[str]:
        """Different texts for a symbol."""
        return [varied(self._rng, self.fill(text)) for text in self._rng.sample(rules()[symbol], count)]

    def fill(self, text: str) -> str:
        """A text with its slots filled; a slot with a capital letter begins a sentence."""
        while _SLOT.search(text):
            text = _SLOT.sub(lambda slot: self._word(slot[1]), text)
        return text

    def _word(self, symbol: str) -> str:
        if symbol[0].isupper():
            return capitalized(self.fill(f"{{{symbol.lower()}}}"))
        if symbol in self._fixed:
            return self._fixed[symbol]
        if symbol in _NUMBERS:
            return _NUMBERS[symbol](self._rng)
        if symbol in ("month", "day"):
            month = self._rng.choice(_MONTHS)
            year = int(self._school_year[:4]) + (month < 8)
            return (
                f"tháng {month}/{year}"
                if symbol == "month"
                else f"{self._rng.randint(5, 28):02d}/{month:02d}/{year}"
            )
        return self._rng.choice(self._texts(symbol))

    def _texts(self, symbol: str) -> tuple[str, ...]:
        return self._places if symbol == "place" else rules()[symbol]


def varied(rng: Random, text: str) -> str:
    """The same in partly other words of the same meaning."""
    for word, other in _swaps():
        if word in text and other not in text and rng.random() < 0.4:
            text = text.replace(word, other)
    return text


def edited(rng: Random, text: str) -> str:
    """A copy somebody went over: about every twelfth word is another, numbers first."""
    count = max(1, len(text.split()) // 12)
    places = list(_NUMBER.finditer(text))
    for place in sorted(rng.sample(places, min(count, len(places))), key=lambda each: -each.start()):
        number = int(place[0])
        new = number + rng.choice((1, 2, 3)) if number < 97 else number - 2
        text = f"{text[: place.start()]}{new}{text[place.end() :]}"
    if len(places) < count:
        known = [(word, other) for word, other in _swaps() if word in text and other not in text]
        for word, other in rng.sample(known, min(count - len(places), len(known))):
            text = text.replace(word, other, 1)
    return text


def capitalized(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """With a small first letter."""
    return text[:1].lower() + text[1:]


@cache
def _swaps() -> tuple[tuple[str, str], ...]:
    return tuple((word, other) for word, _, other in (text.partition("|") for text in rules()["swap"]))


_NUMBERS: dict[str, Callable[[Random], str]] = {
    "few": lambda rng: str(rng.randint(2, 9)),
    "n": lambda rng: str(rng.randint(2, 9)),
    "many": lambda rng: str(rng.randint(11, 68)),
    "ten": lambda rng: str(rng.randint(10, 60)),
    "pct": lambda rng: str(rng.randint(82, 99)),
    "weekday": lambda rng: rng.choice(("ba", "tư", "năm", "sáu")),
    "letter": lambda rng: rng.choice("ABCD"),
    "storey": lambda rng: str(rng.randint(1, 3)),
}
