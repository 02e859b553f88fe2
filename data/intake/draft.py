"""A workbook as far as it was understood: what the checks look at, what the page shows, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from data.intake.known import Framework, Known
from data.intake.legacy_sheets import Converted
from data.intake.preface import NamedSchool, Statement
from data.intake.problems import ERROR, WARNING, Problem
from data.intake.raw import Body
from data.intake.sheets import Sheet
from data.intake.tables import Table
from data.intake.understanding import Line


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who hands in says of the file; None is left to the file to say."""

    school_code: str | None = None
    school_year: str | None = None
    kind: str | None = None


@dataclass(slots=True)
class Draft:
    """Everything known of a workbook while it is being understood."""

    given: Given
    known: Known
    sheets: tuple[Sheet, ...] = ()
    converted: tuple[Converted, ...] = ()
    found_kinds: tuple[str, ...] = ()
    hidden_tables: tuple[str, ...] = ()
    kind: str | None = None
    tables: tuple[Table, ...] = ()
    bodies: tuple[Body, ...] = ()
    said: tuple[Statement, ...] = ()
    named_schools: tuple[NamedSchool, ...] = ()
    said_years: tuple[str, ...] = ()
    school_code: str | None = None
    school_year: str | None = None
    framework: Framework | None = None
    document_number: str | None = None
    document_on: date | None = None
    lines: Sequence[Line] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Understood:
    """The answer to one file. Nothing of it is kept yet.

    `lines` is empty and the school, year or framework None where an error stands in the way.
    """

    file_name: str
    file_sha256: str
    kind: str | None
    school_code: str | None
    school_year: str | None
    framework_code: str | None
    document_number: str | None
    document_on: date | None
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> str:
        """rejected (an error), needs_review (a warning), accepted."""
        levels = {problem.level for problem in self.problems}
        return "rejected" if ERROR in levels else "needs_review" if WARNING in levels else "accepted"

    def has(self, code: str) -> bool:
        """Whether a problem of that code was found."""
        return any(problem.code == code for problem in self.problems)
