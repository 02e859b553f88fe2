"""Names of schools: the level apart from the name, and a school found by what somebody called it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from data.intake.text import as_typed, clean, fold, skeleton

# Folded words of a name's beginning; the longer ones first.
_LEVEL_WORDS: tuple[tuple[str, str], ...] = (
    ("trung hoc co so", "THCS"),
    ("trung hoc pho thong", "THPT"),
    ("truong pho thong", ""),
    ("tieu hoc", "TH"),
    ("mam non", "MN"),
    ("mau giao", "MN"),
    ("nha tre", "MN"),
    ("nhom tre", "MN"),
    ("thcs", "THCS"),
    ("thpt", "THPT"),
    ("ptth", "THPT"),
    ("tih", "TH"),
    ("th", "TH"),
    ("mn", "MN"),
    ("mg", "MN"),
    ("cap 1", "TH"),
    ("cap 2", "THCS"),
    ("cap 3", "THPT"),
)
_LEVELS = dict(_LEVEL_WORDS)
# Only before a level: "Trường Chinh" and "Độc Lập" are names too.
_BEFORE_LEVEL = r"he thong|(?:nhom|lop)(?: doc lap)?|co so|phan hieu|truong(?: lien cap)?"
_OTHER_WORDS = r"va|tu thuc|dan lap|cong lap|ngoai cong lap"
_CENTRE = (
    r"trung tam (?:gdkttth ?hn|gdktth(?:[- ]hn)?|gdtx|gdnn[- ]gdtx"
    r"|giao duc (?:ki thuat tong hop(?: va huong nghiep|-huong nghiep)?|thuong xuyen"
    r"|nghe nghiep(?:[- ]giao duc thuong xuyen)?))"
)
_LEVEL = "|".join(word for word, _ in _LEVEL_WORDS)
_LEADING = re.compile(
    rf"[\s-]*(?:(?P<level>{_LEVEL})(?: doc lap(?= ))?|(?P<before>{_BEFORE_LEVEL})|{_OTHER_WORDS}"
    rf"|(?P<centre>{_CENTRE}))(?![a-z0-9])"
)
_OWNERSHIP = re.compile(r"\(?\s*(?:ngoai cong lap|cong lap|tu thuc|dan lap|ncl)\s*\)?")
_PLACE = re.compile(
    r"\s*[,(]\s*(?:phuong|p\.|quan|q\.|huyen|xa|thi tran|thi xa|tp|thanh pho|tinh)(?![a-z]).*$", re.DOTALL
)
_TRAILING_LEVEL = re.compile(r"\(\s*([^()]{2,20}?)\s*\)\s*$")
_PRIVATE = re.compile(r"\b(?:ngoai cong lap|tu thuc|dan lap|ncl)\b")
_JOINED = frozenset(("TH-THCS", "THCS-THPT"))
_LONGEST = 300
_LIKENESS = 88  # of 100; below it two short names differ by a syllable and are two schools
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A name taken apart; `key` is for comparing keys, not for showing."""

    text: str
    level: str | None
    key: str
    is_private_hint: bool | None = None
    is_outside_scope_hint: bool = False


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """A school of the store, as far as finding it needs."""

    code: str
    name: str
    level: str | None = None
    aliases: tuple[str, ...] = ()


class Schools(tuple[KnownSchool, ...]):
    """The schools of the store with what finds one quickly: names are looked for in every line of the office's lists."""

    @cached_property
    def by_code(self) -> dict[str, list[KnownSchool]]:
        """Folded code -> its schools."""
        return _listed((fold(each.code), each) for each in self)

    @cached_property
    def by_key(self) -> dict[str, list[KnownSchool]]:
        """Key of the name -> its schools."""
        return _listed((parse(each.name).key, each) for each in self)

    @cached_property
    def by_alias(self) -> dict[str, list[KnownSchool]]:
        """Folded alias, after an equals sign, and key of an alias -> its schools."""
        return _listed(
            (mark, each)
            for each in self
            for alias in each.aliases
            for mark in (f"={fold(alias)}", parse(alias).key)
        )


def _listed(marked: Iterable[tuple[str, KnownSchool]]) -> dict[str, list[KnownSchool]]:
    found: dict[str, list[KnownSchool]] = {}
    for mark, school in marked:
        if mark and school not in found.setdefault(mark, []):
            found[mark].append(school)
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """The school that is meant, or those that may be meant."""

    code: str | None
    candidates: tuple[str, ...] = ()
    doubt: str | None = None


def parse(value: object) -> SchoolName:
    """Take a name apart; a dash inside the name stays, "MN Canada - Việt Nam" is one school."""
    return _parsed(as_typed(value))


@lru_cache(maxsize=16384)
def _parsed(text: str) -> SchoolName:
    cleaned = clean(text).replace("\n", " ")[:_LONGEST]
    bare = skeleton(cleaned)
    is_private = True if _PRIVATE.search(bare) else (False if re.search(r"\bcong lap\b", bare) else None)
    cleaned = cleaned[: len(_PLACE.sub("", bare))]
    levels: list[str] = []
    tail = _TRAILING_LEVEL.search(skeleton(cleaned))
    if tail and (level := _LEVELS.get(fold(tail[1]))):
        levels.append(level)
        cleaned = cleaned[: tail.start()]
    folded = fold(_OWNERSHIP.sub(lambda hit: " " * len(hit[0]), skeleton(cleaned)))
    is_centre = False
    while match := _LEADING.match(folded):
        if match["before"] and levels:
            break
        levels.extend([_LEVELS[match["level"]]] if match["level"] else [])
        is_centre = is_centre or match["centre"] is not None
        folded = folded[match.end() :]
    named = list(dict.fromkeys(level for level in levels if level))
    is_outside = is_centre or "THPT" in named
    return SchoolName(text, _one_level(named), folded.strip(" -"), is_private, is_outside)


def match(text: object, known: Sequence[KnownSchool]) -> Match:
    """The known school a text means; a merely similar name is a candidate to ask about, never the answer."""
    typed = as_typed(text)
    name = parse(typed)
    if not fold(typed):
        return Match(None)
    schools = known if isinstance(known, Schools) else Schools(known)
    by_code = schools.by_code.get(fold(typed), ())
    if len(by_code) == 1:
        return Match(by_code[0].code)
    for hits in (_by_name(name, schools), _by_alias(typed, name, schools)):
        if hits:
            return _chosen(typed, name, hits)
    similar = _similar(name, known)
    return Match(None, similar, "similar_name" if similar else "unknown_school")


def _one_level(named: list[str]) -> str | None:
    if len(named) == 1:
        return named[0]
    joined = "-".join(sorted(named, key=["MN", "TH", "THCS", "THPT"].index))
    return joined if joined in _JOINED else None


def _level(school: KnownSchool) -> str | None:
    return school.level or parse(school.name).level


def _by_name(name: SchoolName, schools: Schools) -> list[KnownSchool]:
    if not name.key:
        return []
    # "Trường Chinh" without a level: the word may be the first half of the name.
    keys = (name.key, f"truong {name.key}") if name.level is None else (name.key,)
    return sorted((each for key in keys for each in schools.by_key.get(key, ())), key=schools.index)


def _by_alias(typed: str, name: SchoolName, schools: Schools) -> list[KnownSchool]:
    found = (each for mark in (f"={fold(typed)}", name.key) for each in schools.by_alias.get(mark, ()))
    return sorted(dict.fromkeys(found), key=schools.index)


def _chosen(typed: str, name: SchoolName, hits: list[KnownSchool]) -> Match:
    """One of several with the same key: by level, then by its accents; another level is another school."""
    same_level = [each for each in hits if name.level and _level(each) == name.level]
    as_alias = [each for each in hits if any(fold(alias) == fold(typed) for alias in each.aliases)]
    left = same_level or as_alias or hits
    if len(left) > 1:
        spelled = _last_words(typed, name)
        left = [each for each in left if _last_words(each.name, name) == spelled] or left
    codes = tuple(each.code for each in left)
    if len(left) > 1:
        return Match(None, codes, "two_readings")
    is_other_level = name.level and _level(left[0]) not in (None, name.level) and not as_alias
    return Match(None, codes, "other_level") if is_other_level else Match(codes[0])


def _last_words(text: str, name: SchoolName) -> list[str]:
    """The name itself with its accents: as many words from the end as the key has."""
    words = clean(text).casefold().replace("-", " ").replace("–", " ").split()
    return words[-len(re.split(r"[ -]", name.key)) :]


def _similar(name: SchoolName, known: Sequence[KnownSchool]) -> tuple[str, ...]:
    scored = []
    for each in known:
        if not name.key or (name.level and _level(each) not in (None, name.level)):
            continue
        keys = [parse(each.name).key, *(parse(alias).key for alias in each.aliases)]
        score = max(fuzz.ratio(name.key, key) for key in keys)
        if score >= _LIKENESS:
            scored.append((-score, each.code))
    return tuple(code for _, code in sorted(scored)[:_MOST_CANDIDATES])
