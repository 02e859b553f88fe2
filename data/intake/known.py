"""What the office already knows and a file is held against: its schools, the frameworks, the school calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process

from data.intake.text import fold
from data.intake.values.school_name import KnownSchool, Schools
from data.intake.values.school_year import Calendar
from data.store import Store

TITLE_LIKE_ENOUGH = 90


@dataclass(frozen=True)
class Framework:
    """One set of criteria with the names that mean them."""

    code: str
    name: str
    levels: frozenset[str]
    valid_from: date
    valid_to: date | None
    standards: Mapping[int, str]
    criteria: Mapping[str, str]
    aliases: Mapping[str, str]
    highest_levels: Mapping[str, int]

    def highest_level(self, criterion_code: str) -> int:
        """The highest Mức for which a criterion has a requirement; 4 where the catalogue does not say."""
        return self.highest_levels.get(criterion_code, 4)

    @cached_property
    def by_title(self) -> dict[str, str]:
        """Folded title -> code, for titles that mean one criterion only."""
        titles: dict[str, set[str]] = {}
        for alias, code in self.aliases.items():
            titles.setdefault(fold(alias), set()).add(code)
        for code, name in self.criteria.items():
            titles.setdefault(fold(name), set()).add(code)
        return {title: next(iter(codes)) for title, codes in titles.items() if len(codes) == 1}

    def code_of_title(self, text: str) -> tuple[str | None, bool]:
        """The criterion a title means, and whether that is sure (the exact title or an alias)."""
        folded = fold(text)
        if folded in self.by_title:
            return self.by_title[folded], True
        found = process.extractOne(
            folded, list(self.by_title), scorer=fuzz.ratio, score_cutoff=TITLE_LIKE_ENOUGH
        )
        return (self.by_title[found[0]], False) if found else (None, False)


@dataclass(frozen=True)
class Known:
    """The office's schools, the frameworks and the calendar at one moment."""

    schools: Schools
    frameworks: tuple[Framework, ...]
    calendar: Calendar

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(title for framework in self.frameworks for title in framework.by_title)

    def is_title(self, text: str) -> bool:
        """Whether a text is (nearly) a criterion's title in any framework."""
        folded = fold(text)
        if folded in self._titles:
            return True
        return process.extractOne(folded, self._titles, scorer=fuzz.ratio, score_cutoff=80) is not None

    def school(self, code: str) -> KnownSchool | None:
        """The school of that code, None when the office does not know it."""
        return next((school for school in self.schools if school.code == code), None)

    def framework_for(self, level: str, school_year: str) -> Framework | None:
        """The framework in force when the school year begins, for schools of that level; None when there is none."""
        opening = self.calendar.first_day(school_year)
        for framework in self.frameworks:
            is_in_force = framework.valid_from <= opening and (
                framework.valid_to is None or opening <= framework.valid_to
            )
            if level in framework.levels and is_in_force:
                return framework
        return None


def load(store: Store) -> Known:
    """Everything a file is held against, as the store holds it now."""
    return store.steady("what the office knows", lambda: _load(store))


def _load(store: Store) -> Known:
    aliases: dict[str, list[str]] = {}
    for row in store.rows("select school_code, alias from kept.school_alias order by alias"):
        aliases.setdefault(row["school_code"], []).append(row["alias"])
    names = store.rows(
        "select school_code, arg_max(name, version_no) as name, arg_max(level, version_no) as level, "
        "list(distinct name) as names from kept.school_version group by school_code order by school_code"
    )
    schools = Schools(
        KnownSchool(
            row["school_code"],
            row["name"],
            row["level"],
            tuple(aliases.get(row["school_code"], []))
            + tuple(n for n in sorted(row["names"]) if n != row["name"]),
        )
        for row in names
    )
    return Known(schools, tuple(_frameworks(store)), _calendar(store))


def _frameworks(store: Store) -> list[Framework]:
    levels = _grouped(store, "select framework_code, level from law.framework_scope", "level")
    standards = _grouped(
        store, "select framework_code, standard_no, name from law.standard", "standard_no", "name"
    )
    criteria = _grouped(
        store,
        "select framework_code, criterion_code, name from law.criterion order by position",
        "criterion_code",
        "name",
    )
    aliases = _grouped(
        store,
        "select framework_code, alias, criterion_code from law.criterion_alias",
        "alias",
        "criterion_code",
    )
    highest = _grouped(
        store,
        "select framework_code, criterion_code, max(level_no) as level_no from law.criterion_level group by all",
        "criterion_code",
        "level_no",
    )
    return [
        Framework(
            code=row["framework_code"],
            name=row["name"],
            levels=frozenset(levels.get(row["framework_code"], {})),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            standards=standards.get(row["framework_code"], {}),
            criteria=criteria.get(row["framework_code"], {}),
            aliases=aliases.get(row["framework_code"], {}),
            highest_levels=highest.get(row["framework_code"], {}),
        )
        for row in store.rows("select * from law.framework order by valid_from desc, framework_code")
    ]


def _grouped(store: Store, sql: str, key: str, value: str | None = None) -> dict[str, dict[Any, Any]]:
    found: dict[str, dict[Any, Any]] = {}
    for row in store.rows(sql):
        found.setdefault(row["framework_code"], {})[row[key]] = row[value] if value else None
    return found


def _calendar(store: Store) -> Calendar:
    terms = {row["term"]: row for row in store.rows("select * from law.term")}
    if not {"school_year", "term_1", "term_2"} <= set(terms):
        return Calendar()
    year, first, second = terms["school_year"], terms["term_1"], terms["term_2"]
    return Calendar(
        starts=(year["start_month"], year["start_day"]),
        first_term_ends=(first["end_month"], first["end_day"]),
        second_term_starts=(second["start_month"], second["start_day"]),
        ends=(year["end_month"], year["end_day"]),
    )
