"""What a text is about: by the terms of the themes that stand in it, else by being like a text whose theme is known.

Everything here is the same each time for the same texts and terms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from data.intake.text import clean, fold

# Why this measure and this bound stands in docs/decisions.md.
LEAST_LIKENESS = 0.7
# Shorter texts have too few triples to be like anything but by accident.
FEWEST_TRIPLES = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; a broad one (buildings in general, parents, records) counts only where no other is named."""

    theme_code: str
    is_broad: bool
    position: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word folded (no accents, đ as d, kỹ as kĩ), and its accents, however they were placed (hoà, hòa)."""

    folded: str
    accents: str


def words_of(text: str) -> list[Word]:
    """The words of a text; every kind of punctuation parts them."""
    letters = "".join(each if each.isalnum() else " " for each in clean(text))
    return [Word(fold(word), _accents(word)) for word in letters.split() if fold(word)]


def _accents(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sorted(each for each in parts if unicodedata.combining(each) or each == "đ"))


def key_of(term: str) -> str:
    """Two terms of one key are one term, as far as anybody can tell: kỹ năng is kĩ năng, but quá tải is not qua tại."""
    return " ".join(f"{word.folded}{word.accents}" for word in words_of(term))


class Vocabulary:
    """The themes and their terms, ready for looking into texts."""

    def __init__(self, themes: Iterable[Theme], terms: Iterable[tuple[str, str]]) -> None:
        self._themes = {theme.theme_code: theme for theme in themes}
        self._terms: dict[tuple[str, ...], list[tuple[str, tuple[str, ...] | None]]] = {}
        for code, term in terms:
            words = words_of(term)
            if code in self._themes and words:
                # Abbreviations, and terms typed without accents, are looked for without.
                is_bare = term.isupper() or not any(word.accents for word in words)
                accents = None if is_bare else tuple(word.accents for word in words)
                self._terms.setdefault(tuple(word.folded for word in words), []).append((code, accents))
        self._longest = max(map(len, self._terms), default=0)

    def themes_in(self, text: str) -> list[str]:
        """The codes of the themes that a text names, the surest first: not broad, most terms, first to be named."""
        named: dict[str, set[tuple[str, ...]]] = {}
        for code, term in self._found(words_of(text)):
            named.setdefault(code, set()).add(term)
        order = list(named)

        def surest(code: str) -> tuple[bool, int, int, int]:
            theme = self._themes[code]
            return theme.is_broad, -len(named[code]), order.index(code), theme.position

        return sorted(named, key=surest)

    def _found(self, words: list[Word]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The terms in a text from its beginning; a longer one hides those in it: "an toàn thực phẩm" is not "an toàn"."""
        is_accented = any(word.accents for word in words)
        place = 0
        while place < len(words):
            for length in range(min(self._longest, len(words) - place), 0, -1):
                part = words[place : place + length]
                term = tuple(word.folded for word in part)
                accents = tuple(word.accents for word in part)
                codes = [
                    code
                    for code, wanted in self._terms.get(term, ())
                    if wanted is None or not is_accented or wanted == accents
                ]
                if codes:
                    yield from ((code, term) for code in codes)
                    place += length - 1
                    break
            place += 1


def triples(text: str) -> frozenset[str]:
    """The runs of three letters in a folded text, the blanks between its words counted."""
    padded = f" {' '.join(word.folded for word in words_of(text))} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The cosine between two sets of triples."""
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


def most_like(text: frozenset[str], known: Iterable[tuple[frozenset[str], str]]) -> tuple[str, float] | None:
    """The theme of the known text that this one is most like, the earlier of equals; None where it is like none."""
    best, theme = 0.0, ""
    if len(text) < FEWEST_TRIPLES:
        return None
    for other, code in known:
        # The cosine cannot be higher than the sizes allow: sparing most of the comparing.
        smaller, larger = sorted((len(text), len(other)))
        if smaller <= best * best * larger:
            continue
        if (found := likeness(text, other)) > best:
            best, theme = found, code
    return (theme, best) if best >= LEAST_LIKENESS else None
