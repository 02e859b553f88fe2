"""From the lines of a form to values: each keeps its text, and says when it is unsure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.intake.criteria import CriterionRead, read_criteria
from data.intake.known import Framework, Known
from data.intake.raw import RawLine, RawValue
from data.intake.values import budget, line_kind, mark, school_name, status, time_phrase


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of an improvement plan; the columns of kept.plan_line."""

    criterion_code: str | None
    criterion_text: str | None
    criterion_doubt: str | None
    line_kind: str | None
    target: str | None
    action: str | None
    responsible: str | None
    time_text: str | None
    starts_on: date | None
    ends_on: date | None
    time_precision: str | None
    is_recurring: bool | None
    time_doubt: str | None
    budget_text: str | None
    budget_vnd: int | None
    budget_source: str | None
    budget_doubt: str | None
    support: str | None
    supervision: str | None
    note: str | None
    sheet: str
    first_row: int
    last_row: int
    cells: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of a results table; the columns of kept.result_line."""

    criterion_code: str | None
    criterion_text: str | None
    criterion_doubt: str | None
    plan_initial: str | None
    plan_adjusted: str | None
    done_text: str | None
    doing_text: str | None
    not_started_text: str | None
    note: str | None
    suggested_status: str
    status_hint: str | None
    sheet: str
    first_row: int
    last_row: int
    cells: str


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One school in a schedule of external evaluations; the columns of kept.schedule_line."""

    school_code: str | None
    school_text: str | None
    school_doubt: str | None
    time_text: str | None
    starts_on: date | None
    ends_on: date | None
    time_precision: str | None
    time_doubt: str | None
    kdcl_text: str | None
    asks_kdcl: bool | None
    cqg_text: str | None
    asks_cqg: bool | None
    sheet: str
    first_row: int
    last_row: int
    cells: str


Line = PlanLine | ResultLine | ScheduleLine


def plan_lines(
    raw: Sequence[RawLine], framework: Framework, *, school_year: str, known: Known
) -> tuple[PlanLine, ...]:
    """The lines of a plan for a school year under a framework."""
    criteria = read_criteria(raw, framework)
    return tuple(
        _plan_line(line, criterion, school_year=school_year, known=known)
        for line, criterion in zip(raw, criteria, strict=True)
    )


def result_lines(raw: Sequence[RawLine], framework: Framework) -> tuple[ResultLine, ...]:
    """The lines of a results table; the status is only suggested (see values.status)."""
    criteria = read_criteria(raw, framework)
    return tuple(_result_line(line, criterion) for line, criterion in zip(raw, criteria, strict=True))


def schedule_lines(raw: Sequence[RawLine], *, school_year: str, known: Known) -> tuple[ScheduleLine, ...]:
    """The lines of a schedule; a school that is not known for sure has no code and a doubt."""
    return tuple(_schedule_line(line, school_year=school_year, known=known) for line in raw)


def _plan_line(line: RawLine, criterion: CriterionRead, *, school_year: str, known: Known) -> PlanLine:
    time = _time(line, school_year=school_year, known=known)
    money = line.values.get("budget")
    cost = budget.parse(money.stored if money else None)
    return PlanLine(
        criterion_code=criterion.code,
        criterion_text=criterion.text,
        criterion_doubt=criterion.doubt,
        line_kind=line_kind.parse(line.text("target"), line.text("action")),
        target=line.text("target"),
        action=line.text("action"),
        responsible=line.text("responsible"),
        time_text=time.text or None,
        starts_on=time.starts_on,
        ends_on=time.ends_on,
        time_precision=time.precision,
        is_recurring=time.is_recurring if time.text else None,
        time_doubt=time.doubt,
        budget_text=line.text("budget"),
        budget_vnd=cost.amount_vnd,
        budget_source=cost.source,
        budget_doubt=cost.doubt,
        support=line.text("support"),
        supervision=line.text("supervision"),
        note=line.text("note"),
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=_cells(line),
    )


def _result_line(line: RawLine, criterion: CriterionRead) -> ResultLine:
    suggestion = status.suggest(line.text("done"), line.text("doing"), line.text("not_started"))
    suggested: str = suggestion.status
    # A row whose cells may have moved must not look done.
    if any(code == "row_maybe_shifted" for code, _ in line.marks):
        suggested = "needs_review"
    return ResultLine(
        criterion_code=criterion.code,
        criterion_text=criterion.text,
        criterion_doubt=criterion.doubt,
        plan_initial=line.text("plan_initial"),
        plan_adjusted=line.text("plan_adjusted"),
        done_text=line.text("done"),
        doing_text=line.text("doing"),
        not_started_text=line.text("not_started"),
        note=line.text("note"),
        suggested_status=suggested,
        status_hint=suggestion.hint,
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=_cells(line),
    )


def _schedule_line(line: RawLine, *, school_year: str, known: Known) -> ScheduleLine:
    name = line.text("school")
    match = school_name.match(name, known.schools) if name else None
    time = _time(line, school_year=school_year, known=known)
    kdcl, cqg = (mark.parse(v.stored if (v := line.values.get(name)) else None) for name in ("kdcl", "cqg"))
    doubt = match.doubt if match else "missing"
    if match is not None and match.code is None and school_name.parse(name or "").is_outside_scope_hint:
        doubt = "outside_scope"
    return ScheduleLine(
        school_code=match.code if match and match.doubt is None else None,
        school_text=name,
        school_doubt=doubt,
        time_text=time.text or None,
        starts_on=time.starts_on,
        ends_on=time.ends_on,
        time_precision=time.precision,
        time_doubt=time.doubt,
        kdcl_text=line.text("kdcl"),
        asks_kdcl=kdcl.is_marked,
        cqg_text=line.text("cqg"),
        asks_cqg=cqg.is_marked,
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=_cells(line),
    )


def _time(line: RawLine, *, school_year: str, known: Known) -> time_phrase.TimePhrase:
    """The time of a line, from one column or from a start and a finish column."""
    whole, start, end = (line.values.get(name) for name in ("time", "time_start", "time_end"))
    if whole is not None or (start is None and end is None):
        return _phrase(whole, school_year=school_year, known=known)
    first, last = (_phrase(value, school_year=school_year, known=known) for value in (start, end))
    text = " - ".join(part.text for part in (first, last) if part.text)
    if start is None or end is None:
        return replace(last if start is None else first, text=text)
    return replace(
        last,
        text=text,
        starts_on=first.starts_on,
        precision="range",
        is_recurring=first.is_recurring or last.is_recurring,
        doubt=first.doubt or last.doubt,
    )


def _phrase(value: RawValue | None, *, school_year: str, known: Known) -> time_phrase.TimePhrase:
    if value is None:
        return time_phrase.parse(None, school_year=school_year, calendar=known.calendar)
    phrase = time_phrase.parse(
        value.stored,
        school_year=school_year,
        calendar=known.calendar,
        number_format=value.cell.number_format,
    )
    return replace(phrase, text=value.text)


def _cells(line: RawLine) -> str:
    """Field -> the cells it came from, as JSON, so that every figure can be traced."""
    return json.dumps(
        {name: [cell.address for cell in value.cells] for name, value in line.values.items()},
        ensure_ascii=False,
    )
