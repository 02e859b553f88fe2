"""Checks of the whole workbook: its table, school, school year, framework, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake import questions, templates, words
from data.intake.checks import left_out, places
from data.intake.draft import Draft
from data.intake.lines import MOST_ROWS
from data.intake.problems import Problem, problem
from data.intake.understanding import ScheduleLine


def table_is_there(draft: Draft) -> Iterator[Problem]:
    """A table of a known form stands in the workbook, and it is clear which one is meant."""
    found = words.listed(words.kind(kind) for kind in draft.found_kinds)
    if not draft.found_kinds:
        yield problem("no_table")
    elif draft.given.kind is not None and draft.given.kind not in draft.found_kinds:
        yield problem("kind_other", kind=words.kind(draft.given.kind), found=found)
    elif set(draft.found_kinds) <= set(draft.given.without):
        yield problem("nothing_chosen", found=found)
    elif not draft.tables:
        yield problem("kind_unsure", kinds=found)
    elif not any(body.lines for body in draft.bodies):
        table = draft.tables[0]
        cell = table.sheet.address(table.header_row, min(table.columns.values()))
        yield problem("no_lines", sheet=table.sheet.name, cell=cell, kind=table.layout.name)


def each_table_has_lines(draft: Draft) -> Iterator[Problem]:
    """Beside tables that were filled in, an empty one is pointed at: it is not handed in."""
    filled = {table.layout.kind for table, body in zip(draft.tables, draft.bodies, strict=True) if body.lines}
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        if filled and not body.lines and not table.constants and not table.is_section:
            cell = table.sheet.address(table.header_row, min(table.columns.values()))
            yield problem("table_empty", sheet=table.sheet.name, cell=cell, kind=table.layout.name)


def one_form_of_a_kind(draft: Draft) -> Iterator[Problem]:
    """Two forms of one kind of table in one workbook: the second is not read, and that is said."""
    read = {(table.sheet.name, table.layout.code) for table in draft.tables}
    for table in draft.found_tables:
        is_wanted = table.layout.kind in draft.kinds
        if is_wanted and (table.sheet.name, table.layout.code) not in read:
            cell = table.sheet.address(table.header_row, min(table.columns.values()))
            yield problem("other_form_of_kind", sheet=table.sheet.name, cell=cell, kind=table.layout.name)


def table_is_not_too_long(draft: Draft) -> Iterator[Problem]:
    """No table is longer than a form can be."""
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        if body.is_cut:
            yield problem("too_many_rows", sheet=table.sheet.name, most=f"{MOST_ROWS:,}".replace(",", "."))


def school_is_clear(draft: Draft) -> Iterator[Problem]:
    """The school is said or named, one only, and the workbook names no other than the one it is handed in for."""
    if draft.is_office or not draft.tables:
        return
    given = draft.known.school(draft.given.school_code) if draft.given.school_code else None
    if given is not None:
        for named in draft.named_schools:
            if named.code != given.code and given.code not in named.candidates:
                said = named.statement
                yield problem(
                    "other_school",
                    sheet=said.sheet,
                    cell=said.cell,
                    found=places.short(said.text),
                    school=given.name,
                )
        return
    if draft.school_code is not None:
        return
    if not draft.named_schools:
        yield problem("school_unknown")
        return
    named = draft.named_schools[0]
    place = {"sheet": named.statement.sheet, "cell": named.statement.cell}
    sure = [school.code for school in draft.named_schools if school.code]
    if len(sure) > 1:
        names = words.listed(each.name for code in sure if (each := draft.known.school(code)))
        yield problem("several_schools", found=names, **place)
    elif named.candidates:
        names = words.listed(
            (each.name for code in named.candidates if (each := draft.known.school(code))), "hoặc"
        )
        yield problem("school_unsure", found=places.short(named.statement.text), candidates=names, **place)
    elif named.is_outside_scope:
        yield problem("school_outside", found=places.short(named.statement.text), **place)
    else:
        yield problem("school_unknown", **place)


def year_is_clear(draft: Draft) -> Iterator[Problem]:
    """The school year is said or named once; what is named beside it is pointed at."""
    if not draft.tables or not draft.is_yearly:
        return
    if draft.school_year is None:
        if draft.said_years:
            yield problem("year_unsure", years=words.listed(draft.said_years))
        else:
            yield problem("year_unknown")
    elif draft.said_years and draft.school_year not in draft.said_years:
        yield problem("year_differs", found=words.listed(draft.said_years), year=draft.school_year)
    elif len(draft.said_years) > 1:
        yield problem("several_years", years=words.listed(draft.said_years), year=draft.school_year)


def framework_is_known(draft: Draft) -> Iterator[Problem]:
    """There is a framework for the school's level and year, and at least one line belongs to it."""
    if draft.is_office or draft.school_code is None or draft.school_year is None:
        return
    school = draft.known.school(draft.school_code)
    if draft.framework is None and school is not None:
        yield problem("framework_unknown", level=school.level, year=draft.school_year)
        return
    # Forms that may leave the criterion open do not speak against the framework.
    is_doubted = any(line.criterion_doubt for line in draft.lines if not isinstance(line, ScheduleLine))
    if draft.framework is not None and is_doubted and not any(places.code(line) for line in draft.lines):
        yield problem("no_criterion_known", framework=draft.framework.name)


def letters_are_unicode(draft: Draft) -> Iterator[Problem]:
    """What was typed in an old font is shown as it was and as it is read now: once a sheet, and each unsure cell."""
    told: set[str] = set()
    for each in draft.converted:
        place = {"sheet": each.sheet, "cell": each.cell}
        words_of = {"before": places.short(each.before, 40), "after": places.short(each.after, 40)}
        if not each.is_sure:
            yield problem("legacy_font_unsure", **place, **words_of)
        elif each.sheet not in told:
            told.add(each.sheet)
            yield problem("legacy_font", **place, font=each.encoding, **words_of)


def sheets_are_read(draft: Draft) -> Iterator[Problem]:
    """Sheets and columns that were left out are named."""
    read = {table.sheet.name for table in draft.tables if not table.is_section}
    if not read:
        return
    for sheet in draft.sheets:
        if sheet.name in draft.hidden_tables:
            yield problem("sheet_hidden", sheet=sheet.name, found=sheet.name)
        elif sheet.name == templates.READING_SHEET and any(map(templates.mark_of, draft.tables)):
            continue
        elif sheet.name not in read and sheet.cells and not sheet.is_hidden:
            is_known = any(table.sheet.name == sheet.name for table in draft.found_tables)
            is_like_table = not is_known and left_out.looks_like_lines(sheet, draft)
            code = "sheet_like_table" if is_like_table else "sheet_unread"
            yield problem(code, sheet=sheet.name, found=sheet.name)
    for table in draft.tables:
        for cell in table.unknown_headings:
            if left_out.is_repeated(table, cell):
                continue
            yield problem(
                "unknown_heading", sheet=table.sheet.name, cell=cell.address, found=places.short(cell.text)
            )


def answers_are_told(draft: Draft) -> Iterator[Problem]:
    """What was decided for an earlier file of the school, and is taken over here, is said."""
    for each in questions.all_questions(draft):
        if each.is_remembered and each.answer is not None:
            name = dict(each.options).get(each.answer, each.answer)
            yield problem(
                "answer_remembered",
                sheet=each.sheet,
                cell=each.cell or None,
                found=places.short(each.text),
                name=name,
            )


def edits_are_told(draft: Draft) -> Iterator[Problem]:
    """Cells that were typed anew here, so that the file as it came and the lines as they are kept can be told apart."""
    for each in draft.edited:
        yield problem(
            "cell_edited",
            sheet=each.sheet,
            cell=each.cell,
            before=places.short(each.before, 60) or "(trống)",
            after=places.short(each.after, 60) or "(trống)",
        )
