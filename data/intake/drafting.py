"""From the cells of a workbook to a draft: its tables, whose they are, their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.intake import (
    edits,
    form_line,
    legacy_sheets,
    lines,
    preface,
    request_text,
    tables,
    templates,
    understanding,
    wide_tables,
)
from data.intake.answered import Answered
from data.intake.draft import Draft, Given
from data.intake.known import Known
from data.intake.layouts import Layout
from data.intake.marking.index import is_index
from data.intake.raw import RawLine
from data.intake.request_text import Section
from data.intake.sheets import Sheet
from data.intake.tables import Table
from data.intake.understanding import Line

NO_YEAR = ""


def understand(
    sheets: tuple[Sheet, ...],
    office: Known,
    *,
    given: Given,
    file_name: str,
    remembered: Answered | None = None,
) -> Draft:
    """Everything a workbook's sheets say, held against what the office knows. Never raises for what stands in them.

    `remembered` is what was answered for the school's earlier files; `given.answers` outweigh it.
    """
    answered = (remembered or Answered()).with_new(given.answers)
    read = [legacy_sheets.in_unicode(sheet) for sheet in sheets if not is_index(sheet)]
    sheets, edited = edits.apply([sheet for sheet, _ in read], given.edits)
    draft = Draft(
        given,
        office,
        answered,
        sheets,
        converted=tuple(each for _, changed in read for each in changed),
        edited=edited,
    )
    headings = answered.headings()
    shown = _tables((sheet for sheet in sheets if not sheet.is_hidden), headings)
    hidden = _tables((sheet for sheet in sheets if sheet.is_hidden), headings)
    draft.hidden_tables = tuple(dict.fromkeys(table.sheet.name for table in hidden))
    draft.found_tables = tuple(shown)
    draft.tables, draft.untouched = templates.without_offers(_chosen(shown, given))
    asked = _sections(draft)
    draft.tables = request_text.cut(draft.tables, asked)
    draft.bodies = tuple(lines.read(table, is_title=office.is_title) for table in draft.tables)
    _read_preface(draft, file_name)
    _add_sections(draft, asked)
    _read_lines(draft)
    return draft


def _sections(draft: Draft) -> tuple[Section, ...]:
    """The sections of requests beside the tables of a school."""
    if not draft.tables or draft.is_office:
        return ()
    return request_text.sections((each for each in draft.sheets if not each.is_hidden), draft.found_tables)


def _add_sections(draft: Draft, asked: tuple[Section, ...]) -> None:
    """What is asked for in running text is a table like any other from here on; read last, for it says nothing of the file.

    One that a correction emptied stays a table, without lines: it takes the place of what it said before.
    """
    found = [each for each in asked if each.body.lines or any(map(each.table.holds, draft.edited))]
    draft.found_tables += tuple(each.table for each in found)
    wanted = [each for each in found if _is_wanted(each.table, draft.given)]
    draft.tables += tuple(each.table for each in wanted)
    draft.bodies += tuple(each.body for each in wanted)


def _tables(sheets: Iterable[Sheet], headings: Mapping[tuple[str, str], str]) -> list[Table]:
    return [
        each
        for sheet in sheets
        for table in tables.find(sheet, headings)
        for each in wide_tables.by_kind(table)
    ]


def _chosen(shown: list[Table], given: Given) -> tuple[Table, ...]:
    """The tables that are read: all of them, unless a person chose, or they belong partly to the office.

    Two forms of one kind in one workbook (the plan of 2018 and that of TT57) are not one table: the first form counts.
    """
    wanted = [table for table in shown if _is_wanted(table, given)]
    if len({table.layout.owner for table in wanted}) > 1:
        return ()
    form_of: dict[str, Layout] = {}
    for table in wanted:
        form_of.setdefault(table.layout.kind, table.layout)
    return tuple(table for table in wanted if form_of[table.layout.kind] is table.layout)


def _is_wanted(table: Table, given: Given) -> bool:
    return given.kind in (None, table.layout.kind) and table.layout.kind not in given.without


def _read_preface(draft: Draft, file_name: str) -> None:
    draft.said = preface.statements(draft.tables, file_name, found=draft.found_tables)
    # A table that is left out may be the one under whose title the school and the year stand.
    left_out = preface.statements(_left_out(draft), "", found=draft.found_tables)
    draft.said_years = preface.school_years(draft.said) or preface.school_years(left_out)
    draft.school_year = draft.given.school_year or (
        draft.said_years[0] if len(draft.said_years) == 1 else None
    )
    if draft.tables and not draft.is_yearly:
        draft.school_year = NO_YEAR
    draft.document_number, draft.document_on = preface.numbered(draft.said)
    if draft.is_office:
        return
    draft.named_schools = preface.schools(draft.said, draft.known.schools) or preface.schools(
        left_out, draft.known.schools
    )
    sure = {school.code for school in draft.named_schools if school.code}
    draft.school_code = draft.given.school_code or (sure.pop() if len(sure) == 1 else None)


def _left_out(draft: Draft) -> list[Table]:
    owner = draft.tables[0].layout.owner if draft.tables else None
    return [
        table
        for table in draft.found_tables
        if table.layout.kind in draft.given.without and table.layout.owner == owner
    ]


def _read_lines(draft: Draft) -> None:
    if draft.school_year is None:
        return
    if not draft.is_office:
        school = draft.known.school(draft.school_code) if draft.school_code else None
        if school is None or school.level is None:
            return
        draft.framework = draft.known.framework_for(school.level, draft.school_year)
        if draft.framework is None:
            return
    by_table: dict[int, tuple[Line, ...]] = {}
    # What a weakness's criterion is tells the criterion of the plan's line that answers it.
    weaknesses: dict[str, str] = {}
    order = sorted(
        range(len(draft.tables)), key=lambda number: draft.tables[number].layout.kind != "findings"
    )
    for number in order:
        raw = draft.bodies[number].lines
        by_table[number] = _lines_of(draft, draft.tables[number].layout, raw, weaknesses)
        if draft.tables[number].layout.code == "findings_tt57":
            weaknesses |= _by_number(raw, by_table[number])
    draft.lines = tuple(line for number in range(len(draft.tables)) for line in by_table[number])


def _lines_of(
    draft: Draft, layout: Layout, raw: tuple[RawLine, ...], weaknesses: Mapping[str, str]
) -> tuple[Line, ...]:
    year = draft.school_year or NO_YEAR
    if layout.kind == "schedule":
        return understanding.schedule_lines(raw, school_year=year, known=draft.known, answered=draft.answered)
    if layout.kind == "plan" and draft.framework is not None:
        return understanding.plan_lines(
            raw,
            draft.framework,
            school_year=year,
            known=draft.known,
            answered=draft.answered,
            weaknesses=weaknesses,
        )
    if layout.kind == "results" and draft.framework is not None:
        return understanding.result_lines(raw, draft.framework, draft.answered)
    return form_line.form_lines(
        raw, layout, draft.framework, school_year=year, known=draft.known, answered=draft.answered
    )


def _by_number(raw: tuple[RawLine, ...], read: tuple[Line, ...]) -> dict[str, str]:
    """The number in the first column -> criterion, for numbers that stand once."""
    found: dict[str, set[str]] = {}
    for line, understood in zip(raw, read, strict=True):
        number = line.text("ordinal")
        code = getattr(understood, "criterion_code", None)
        if number and code:
            found.setdefault(number.strip(" .)"), set()).add(code)
    return {number: codes.pop() for number, codes in found.items() if len(codes) == 1}
