"""What only a person can decide: asked once, and remembered for the school."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.intake.answered import CRITERION, HEADING, NOT_READ, SCHOOL
from data.intake.checks import places
from data.intake.criteria import what_is_asked
from data.intake.draft import Draft, Question
from data.intake.sheets import Cell
from data.intake.tables import Table
from data.intake.understanding import ScheduleLine

MOST = 40
ROWS_FOR_EXAMPLE = 12
LONGEST_NUMBER = 4  # "(10)" under a heading is no example


def all_questions(draft: Draft) -> tuple[Question, ...]:
    """The questions about a draft, each text asked once, those already answered with their answer."""
    found: dict[tuple[str, str, str], Question] = {}
    for ask in ASK:
        for each in ask(draft):
            found.setdefault((each.question, each.text, each.scope), each)
    return tuple(found.values())[:MOST]


def headings_are_known(draft: Draft) -> Iterator[Question]:
    """Which field a column is whose heading no form explains; only fields that no column has yet.

    Columns of which a person has said it already stay among the questions, also those that are not to be read.
    """
    for table in draft.tables:
        form = table.layout.code
        free = [
            (field.name, field.heading) for field in table.layout.fields if field.name not in table.columns
        ]
        names = {column: name for name, column in table.columns.items()}
        unknown = {cell.address for cell in table.unknown_headings}
        for cell in _header_cells(table):
            name = names.get(cell.column)
            said = draft.answered.get(HEADING, cell.text, form)
            if cell.address not in unknown and said not in (NOT_READ, name or NOT_READ):
                continue
            own = [(name, table.layout.field(name).heading)] if name else []
            options = ((NOT_READ, "Không đọc cột này"), *own, *free)
            example = _below(table, cell.column)
            yield _question(
                draft, HEADING, cell.text, table.sheet.name, cell.address, options, example, scope=form
            )


def _header_cells(table: Table) -> list[Cell]:
    """The headings that no form explains, then the other cells of the last header row."""
    others = [
        cell
        for row in range(table.first_header_row, table.header_row + 1)
        for cell in table.sheet.rows.get(row, ())
    ]
    return list(dict.fromkeys([*table.unknown_headings, *others]))


def criteria_are_known(draft: Draft) -> Iterator[Question]:
    """Which criterion a line is about whose words name none."""
    if draft.framework is None:
        return
    options = tuple((code, f"{code} {name}") for code, name in draft.framework.criteria.items())
    for raw, line in places.pairs(draft):
        doubt = getattr(line, "criterion_doubt", None)
        if isinstance(line, ScheduleLine):
            continue
        text = what_is_asked(raw, line.criterion_text)
        if not text:
            continue
        is_open = places.code(line) is None and doubt is not None
        if is_open or draft.answered.get(CRITERION, text, draft.framework.code):
            cell = places.cell(raw, "criterion", "content", "target")
            more = next(
                (said for name in ("action", "target") if (said := raw.text(name)) and said != text), ""
            )
            yield _question(
                draft, CRITERION, text, raw.sheet, cell or "", options, more, scope=draft.framework.code
            )


def schools_are_known(draft: Draft) -> Iterator[Question]:
    """Which of the office's schools a name in one of its own tables means. A list of schools adds new ones instead."""
    options = tuple((school.code, school.name) for school in draft.known.schools)
    for raw, line in places.pairs(draft):
        text = getattr(line, "school_text", None)
        if not text or line.kind == "schools":
            continue
        is_open = (
            getattr(line, "school_code", None) is None
            and getattr(line, "school_doubt", None) != "outside_scope"
        )
        if is_open or draft.answered.get(SCHOOL, text):
            cell = places.cell(raw, "school") or ""
            yield _question(draft, SCHOOL, text, raw.sheet, cell, options, raw.text("time") or "")


ASK: tuple[Callable[[Draft], Iterator[Question]], ...] = (
    headings_are_known,
    criteria_are_known,
    schools_are_known,
)


def _question(
    draft: Draft,
    question: str,
    text: str,
    sheet: str,
    cell: str,
    options: tuple[tuple[str, str], ...],
    example: str,
    *,
    scope: str = "",
) -> Question:
    return Question(
        question,
        text,
        sheet,
        cell,
        options,
        answer=draft.answered.get(question, text, scope),
        is_remembered=draft.answered.is_remembered(question, text, scope),
        example=places.short(example, 45),
        scope=scope,
    )


def _below(table: Table, column: int) -> str:
    """The first text under a heading: what the column is about is easier to say with an example."""
    rows = range(table.header_row + 1, min(table.header_row + ROWS_FOR_EXAMPLE, table.sheet.row_count) + 1)
    found = (table.sheet.cell(row, column) for row in rows)
    return next((cell.text for cell in found if cell and len(cell.text) > LONGEST_NUMBER), "")
