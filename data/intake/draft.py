"""A workbook as far as it was understood: what the checks look at, what the page shows, what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.intake.answered import Answer, Answered
from data.intake.edits import Applied, Edit
from data.intake.known import Framework, Known
from data.intake.layouts import OFFICE, Layout
from data.intake.legacy_sheets import Converted
from data.intake.preface import NamedSchool, Statement
from data.intake.problems import ERROR, WARNING, Problem
from data.intake.raw import Body
from data.intake.sheets import Sheet
from data.intake.tables import Table
from data.intake.understanding import Line


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who hands in says of the file; None and nothing are left to the file to say.

    `kind` reads tables of that kind alone, `without` leaves kinds out; `edits` are cells typed anew, `answers` say what
    doubtful words mean.
    """

    school_code: str | None = None
    school_year: str | None = None
    kind: str | None = None
    without: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A correction of one cell that needs only a yes; `code` is that of the problem it mends."""

    code: str
    sheet: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something doubtful that a person can decide once for the school: `text` is what is asked about.

    `options` are answers in the code's words with the names people read; `answer` is what was said so far, which may come
    from an earlier file; `example` is more of the same column or line, to recognise it by. `scope` is that of the answer.
    """

    question: str
    text: str
    sheet: str
    cell: str
    options: tuple[tuple[str, str], ...]
    answer: str | None = None
    is_remembered: bool = False
    example: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class LineCells:
    """A line as it stands in its sheet: field -> text as typed, and field -> the one cell that holds this field alone.

    A field without text has the empty cell in which it would stand. Fields of joined, shared or inherited cells are not
    in `own`: typing into one of their cells would change something else too.
    """

    layout: str
    texts: Mapping[str, str]
    own: Mapping[str, str]


@dataclass(slots=True)
class Draft:
    """Everything known of a workbook while it is being understood."""

    given: Given
    known: Known
    answered: Answered = field(default_factory=Answered)
    sheets: tuple[Sheet, ...] = ()
    converted: tuple[Converted, ...] = ()
    edited: tuple[Applied, ...] = ()
    found_tables: tuple[Table, ...] = ()
    hidden_tables: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    # Sheet and first cell of prepared rows of a form of ours that nobody filled in; they are in no body.
    untouched: tuple[tuple[str, str], ...] = ()
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

    @property
    def found_kinds(self) -> tuple[str, ...]:
        """The kinds of tables that stand in sheets that are not hidden, read or not."""
        return tuple(dict.fromkeys(table.layout.kind for table in self.found_tables))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of tables that are read, in the order of the workbook."""
        return tuple(dict.fromkeys(table.layout.kind for table in self.tables))

    def layout_of(self, line: Line) -> Layout:
        """The form that a line of this draft belongs to."""
        return next(table.layout for table in self.tables if table.layout.kind == line.kind)

    @property
    def is_office(self) -> bool:
        """Whether the tables are the office's own: about many schools, handed in for none."""
        return bool(self.tables) and self.tables[0].layout.owner == OFFICE

    @property
    def is_yearly(self) -> bool:
        """Whether the tables belong to one school year."""
        return any(table.layout.is_yearly for table in self.tables)


@dataclass(frozen=True, slots=True)
class Understood:
    """The answer to one file. Nothing of it is kept yet.

    `lines` is empty and the school, year or framework None where an error stands in the way. A workbook may hold tables
    of several `kinds`, of which some may have been left out (`found_kinds` has all); school_year is empty for lists that
    belong to none. `line_cells` go with `lines`; `criteria` are the framework's, code -> title. `section_kinds` says of
    corrections in running text, which stands in the sheet of another table, what kind they concern.
    """

    file_name: str
    file_sha256: str
    kinds: tuple[str, ...]
    school_code: str | None
    school_year: str | None
    framework_code: str | None
    document_number: str | None
    document_on: date | None
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    edited: tuple[Applied, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    sheet_kinds: tuple[tuple[str, str], ...] = ()
    section_kinds: Mapping[Applied, str] = field(default_factory=dict)
    found_kinds: tuple[str, ...] = ()
    line_cells: tuple[LineCells, ...] = ()
    criteria: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str | None:
        """The kind of the first table, None where none was found."""
        return self.kinds[0] if self.kinds else None

    @property
    def outcome(self) -> str:
        """rejected (an error), needs_review (a warning), accepted."""
        levels = {problem.level for problem in self.problems}
        return "rejected" if ERROR in levels else "needs_review" if WARNING in levels else "accepted"

    def has(self, code: str) -> bool:
        """Whether a problem of that code was found."""
        return any(problem.code == code for problem in self.problems)

    def lines_of(self, kind: str) -> tuple[Line, ...]:
        """The lines of one kind of table, in the order of the workbook."""
        return tuple(line for line in self.lines if line.kind == kind)

    def problems_of(self, kind: str) -> tuple[Problem, ...]:
        """The problems of one kind of table: those of its sheets; the first kind has those of the whole file too."""
        return tuple(problem for problem in self.problems if self.concerns(kind, problem.sheet))

    def edits_of(self, kind: str) -> tuple[Applied, ...]:
        """The corrections that concern one kind of table."""
        return tuple(
            each
            for each in self.edited
            if (
                self.section_kinds[each] == kind
                if each in self.section_kinds
                else self.concerns(kind, each.sheet)
            )
        )

    def concerns(self, kind: str, sheet: str | None) -> bool:
        """Whether what stands in a sheet, or in none, concerns a kind of table; what concerns no other is the first's."""
        kinds = {held for name, held in self.sheet_kinds if name == sheet}
        return kind in kinds or (not kinds and kind == self.kind)
