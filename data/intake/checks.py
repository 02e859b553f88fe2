"""The checks, in the order in which they speak: each looks at a draft and yields the problems it sees.

One check is one function; a new rule is a new function in CHECKS. They never raise and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.intake import words
from data.intake.draft import Draft
from data.intake.lines import RawLine
from data.intake.problems import Problem, grouped, problem
from data.intake.text import fold
from data.intake.understanding import Line, PlanLine, ResultLine, ScheduleLine
from data.intake.values import criterion_code

Check = Callable[[Draft], Iterator[Problem]]


def all_problems(draft: Draft) -> tuple[Problem, ...]:
    """Every problem of a draft, equal ones grouped, errors first."""
    return grouped(found for check in CHECKS for found in check(draft))


def table_is_there(draft: Draft) -> Iterator[Problem]:
    """A table of a known form stands in the workbook, and it is clear which one is meant."""
    if not draft.found_kinds:
        yield problem("no_table")
    elif draft.kind is None:
        yield problem("kind_unsure", kinds=words.listed(words.kind(kind) for kind in draft.found_kinds))
    elif not draft.tables:
        found = words.listed(words.kind(kind) for kind in draft.found_kinds)
        yield problem("kind_other", kind=words.kind(draft.kind), found=found)
    elif not any(body.lines for body in draft.bodies):
        table = draft.tables[0]
        cell = table.sheet.address(table.header_row, min(table.columns.values()))
        yield problem("no_lines", sheet=table.sheet.name, cell=cell, kind=words.kind(draft.kind))


def school_is_clear(draft: Draft) -> Iterator[Problem]:
    """The school is said or named, one only, and the workbook names no other than the one it is handed in for."""
    if draft.kind == "schedule" or not draft.tables:
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
                    found=_short(said.text),
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
        yield problem("school_unsure", found=_short(named.statement.text), candidates=names, **place)
    elif named.is_outside_scope:
        yield problem("school_outside", found=_short(named.statement.text), **place)
    else:
        yield problem("school_unknown", **place)


def year_is_clear(draft: Draft) -> Iterator[Problem]:
    """The school year is said or named once; what is named beside it is pointed at."""
    if not draft.tables:
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
    if draft.kind == "schedule" or draft.school_code is None or draft.school_year is None:
        return
    school = draft.known.school(draft.school_code)
    if draft.framework is None and school is not None:
        yield problem("framework_unknown", level=school.level, year=draft.school_year)
    elif draft.framework is not None and draft.lines and not any(_code(line) for line in draft.lines):
        yield problem("no_criterion_known", framework=draft.framework.name)


def sheets_are_read(draft: Draft) -> Iterator[Problem]:
    """Sheets and columns that were left out are named."""
    read = {table.sheet.name for table in draft.tables}
    if not read:
        return
    for sheet in draft.sheets:
        if sheet.name in draft.hidden_tables:
            yield problem("sheet_hidden", sheet=sheet.name, found=sheet.name)
        elif sheet.name not in read and sheet.cells and not sheet.is_hidden:
            yield problem("sheet_unread", sheet=sheet.name, found=sheet.name)
    for table in draft.tables:
        for cell in table.unknown_headings:
            yield problem(
                "unknown_heading", sheet=table.sheet.name, cell=cell.address, found=_short(cell.text)
            )


def cells_hold_values(draft: Draft) -> Iterator[Problem]:
    """No error cell and no formula without a result in the columns that are read."""
    for raw in _raw_lines(draft):
        for value in raw.values.values():
            for cell in value.cells:
                if cell.is_formula_without_value:
                    yield problem("formula_without_value", sheet=raw.sheet, cell=cell.address)
                elif cell.is_error:
                    yield problem("cell_error", sheet=raw.sheet, cell=cell.address, found=cell.text)


def rows_were_whole(draft: Draft) -> Iterator[Problem]:
    """What had to be done to a row to read it, and rows that belong to no line."""
    for raw in _raw_lines(draft):
        for code, address in raw.marks:
            yield problem(code, sheet=raw.sheet, cell=address)
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        for cell in body.loose_rows:
            yield problem("loose_row", sheet=table.sheet.name, cell=cell.address, found=_short(cell.text))


def standards_are_named_rightly(draft: Draft) -> Iterator[Problem]:
    """The titles of standards are those of the framework, and criteria stand under their own standard."""
    framework = draft.framework
    if framework is None:
        return
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        for title in body.standard_titles:
            parsed = criterion_code.parse(title.text)
            place = {"sheet": table.sheet.name, "cell": title.address}
            if parsed.standard_no is None:
                continue
            name = framework.standards.get(parsed.standard_no)
            if name is None:
                yield problem("standard_unknown", framework=framework.name, found=_short(title.text), **place)
            elif parsed.title and not fold(name).startswith(fold(parsed.title)):
                yield problem(
                    "standard_title_wrong", framework=framework.name, found=_short(parsed.title),
                    number=parsed.standard_no, name=name, **place,
                )  # fmt: skip
    for raw, line in _pairs(draft):
        code = _code(line)
        if code and raw.standard_text:
            standard_no = criterion_code.parse(raw.standard_text).standard_no
            if standard_no is not None and not code.startswith(f"{standard_no}."):
                yield problem(
                    "standard_mismatch", sheet=raw.sheet, cell=_cell(raw, "criterion"), code=code,
                    found=_short(raw.standard_text),
                )  # fmt: skip


def criteria_are_known(draft: Draft) -> Iterator[Problem]:
    """Every line has a criterion of the framework, read without a doubt."""
    if draft.framework is None:
        return
    problems = {
        "missing": "criterion_missing", "not_in_framework": "criterion_not_in_framework",
        "not_understood": "criterion_not_understood", "maybe_trailing_zero": "criterion_trailing_zero",
        "was_date": "criterion_was_date", "from_title": "criterion_from_title",
        "title_of_another": "criterion_title_of_another",
    }  # fmt: skip
    for raw, line in _pairs(draft):
        if isinstance(line, ScheduleLine) or line.criterion_doubt is None:
            continue
        code = problems.get(
            line.criterion_doubt, "criterion_unsure" if line.criterion_code else "criterion_not_understood"
        )
        yield problem(
            code, sheet=raw.sheet, cell=_cell(raw, "criterion"), found=_short(line.criterion_text or ""),
            code=line.criterion_code, framework=draft.framework.name,
            name=draft.framework.criteria.get(line.criterion_code or ""),
        )  # fmt: skip


def plan_values_are_clear(draft: Draft) -> Iterator[Problem]:
    """A plan's times and budgets are understood."""
    for raw, line in _pairs(draft):
        if not isinstance(line, PlanLine):
            continue
        if not (line.target or line.action):
            yield problem("line_empty", sheet=raw.sheet, cell=_cell(raw, "criterion"))
        yield from _time_problems(draft, raw, line)
        if line.budget_doubt:
            code = "budget_approximate" if line.budget_doubt == "approximate" else "budget_unsure"
            yield problem(
                code, sheet=raw.sheet, cell=_cell(raw, "budget"), found=_short(line.budget_text or "")
            )


def outcomes_are_clear(draft: Draft) -> Iterator[Problem]:
    """A result that is neither done nor open is said to be so."""
    for raw, line in _pairs(draft):
        if not isinstance(line, ResultLine) or any(code == "row_maybe_shifted" for code, _ in raw.marks):
            continue
        if line.suggested_status == "needs_review":
            yield problem("status_needs_review", sheet=raw.sheet, cell=_cell(raw, "done", "doing"))
        elif line.suggested_status == "no_data":
            yield problem("status_no_data", sheet=raw.sheet, cell=_cell(raw, "done", "doing", "criterion"))


def schedule_is_clear(draft: Draft) -> Iterator[Problem]:
    """Every school of a schedule is one of ours, once, with a time and what it asks for."""
    seen: set[str] = set()
    for raw, line in _pairs(draft):
        if not isinstance(line, ScheduleLine):
            continue
        yield from _school_problems(draft, raw, line)
        if line.school_code and line.school_code in seen:
            yield problem("school_twice", sheet=raw.sheet, cell=_cell(raw, "school"))
        seen.add(line.school_code or "")
        if not line.time_text:
            yield problem("visit_time_missing", sheet=raw.sheet, cell=_cell(raw, "time", "school"))
        else:
            yield from _time_problems(draft, raw, line)
        for field, value, text in (
            ("kdcl", line.asks_kdcl, line.kdcl_text),
            ("cqg", line.asks_cqg, line.cqg_text),
        ):
            if value is None and text:
                yield problem("mark_unsure", sheet=raw.sheet, cell=_cell(raw, field), found=_short(text))
        if line.asks_kdcl is False and line.asks_cqg is False:
            yield problem("asks_nothing", sheet=raw.sheet, cell=_cell(raw, "kdcl", "school"))


CHECKS: tuple[Check, ...] = (
    table_is_there,
    school_is_clear,
    year_is_clear,
    framework_is_known,
    cells_hold_values,
    rows_were_whole,
    criteria_are_known,
    standards_are_named_rightly,
    plan_values_are_clear,
    outcomes_are_clear,
    schedule_is_clear,
    sheets_are_read,
)


def _school_problems(draft: Draft, raw: RawLine, line: ScheduleLine) -> Iterator[Problem]:
    place = {"sheet": raw.sheet, "cell": _cell(raw, "school")}
    found = _short(line.school_text or "")
    if line.school_code is not None:
        return
    if line.school_text is None:
        yield problem("school_missing", **place)
    elif line.school_doubt == "outside_scope":
        yield problem("school_out_of_scope", found=found, **place)
    else:
        names = words.listed(words.candidates(line.school_text, draft.known), "hoặc")
        yield problem(
            "school_candidates" if names else "school_not_matched", found=found, candidates=names, **place
        )


def _time_problems(draft: Draft, raw: RawLine, line: PlanLine | ScheduleLine) -> Iterator[Problem]:
    place = {"sheet": raw.sheet, "cell": _cell(raw, "time", "time_end", "time_start")}
    found = _short(line.time_text or "")
    if line.time_doubt == "outside_school_year":
        yield problem("time_outside_year", found=found, year=draft.school_year, **place)
    elif line.time_doubt and line.ends_on is None:
        yield problem("time_not_understood", found=found, **place)
    elif line.time_doubt:
        yield problem("time_unsure", found=found, window=words.window(line.starts_on, line.ends_on), **place)
    elif isinstance(line, PlanLine) and not line.time_text:
        yield problem("time_missing", sheet=raw.sheet, cell=_cell(raw, "criterion"))


def _raw_lines(draft: Draft) -> Iterator[RawLine]:
    for body in draft.bodies:
        yield from body.lines


def _pairs(draft: Draft) -> Iterator[tuple[RawLine, Line]]:
    if draft.lines:
        yield from zip(_raw_lines(draft), draft.lines, strict=True)


def _code(line: Line) -> str | None:
    return None if isinstance(line, ScheduleLine) else line.criterion_code


def _cell(raw: RawLine, *fields: str) -> str | None:
    """Where the first of the fields stands, else the line's first cell."""
    for field in fields:
        if field in raw.values:
            return raw.values[field].cell.address
    first = next(iter(raw.values.values()), None)
    return first.cell.address if first else None


def _short(text: str, most: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
