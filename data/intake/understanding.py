"""From the lines of a form to values: each keeps its text, and says when it is unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from data.intake.answered import SCHOOL, Answered
from data.intake.criteria import CriterionRead, read_criteria
from data.intake.form_line import FormLine, cells_json
from data.intake.known import Framework, Known
from data.intake.raw import RawLine
from data.intake.reading_times import read_time
from data.intake.values import budget, choice, line_kind, mark, school_name, status


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of an improvement plan; the columns of kept.plan_line."""

    kind: ClassVar[str] = "plan"
    criterion_code: str | None
    criterion_text: str | None
    criterion_doubt: str | None
    line_kind: str | None
    content: str | None
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
    indicator: str | None
    evidence: str | None
    progress_text: str | None
    progress: str | None
    note: str | None
    sheet: str
    first_row: int
    last_row: int
    cells: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of a results table; the columns of kept.result_line."""

    kind: ClassVar[str] = "results"
    criterion_code: str | None
    criterion_text: str | None
    criterion_doubt: str | None
    plan_initial: str | None
    plan_adjusted: str | None
    done_text: str | None
    doing_text: str | None
    not_started_text: str | None
    status_text: str | None
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

    kind: ClassVar[str] = "schedule"
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


Line = PlanLine | ResultLine | ScheduleLine | FormLine


def plan_lines(
    raw: Sequence[RawLine],
    framework: Framework,
    *,
    school_year: str,
    known: Known,
    answered: Answered,
    weaknesses: Mapping[str, str],
) -> tuple[PlanLine, ...]:
    """The lines of a plan for a school year under a framework.

    `weaknesses` are the criteria of the weaknesses in the same workbook by their number, for the form of TT57, whose plan
    has no column for the criterion.
    """
    criteria = read_criteria(raw, framework, answered, weaknesses=weaknesses)
    return tuple(
        _plan_line(line, criterion, school_year=school_year, known=known)
        for line, criterion in zip(raw, criteria, strict=True)
    )


def result_lines(raw: Sequence[RawLine], framework: Framework, answered: Answered) -> tuple[ResultLine, ...]:
    """The lines of a results table; the status is only suggested (see values.status)."""
    criteria = read_criteria(raw, framework, answered)
    return tuple(_result_line(line, criterion) for line, criterion in zip(raw, criteria, strict=True))


def schedule_lines(
    raw: Sequence[RawLine], *, school_year: str, known: Known, answered: Answered
) -> tuple[ScheduleLine, ...]:
    """The lines of a schedule; a school that is not known for sure has no code and a doubt."""
    return tuple(
        _schedule_line(line, school_year=school_year, known=known, answered=answered) for line in raw
    )


def _plan_line(line: RawLine, criterion: CriterionRead, *, school_year: str, known: Known) -> PlanLine:
    time = read_time(line, school_year=school_year, known=known)
    said = {name: value.text or None for name, value in line.values.items()}.get
    kind = choice.line_kind(said("line_kind")).value
    money = line.values.get("budget")
    cost = budget.parse(money.stored if money else None)
    return PlanLine(
        criterion_code=criterion.code,
        criterion_text=criterion.text,
        criterion_doubt=criterion.doubt,
        line_kind=str(kind) if kind else line_kind.of_texts(said("target") or "", said("action") or ""),
        content=said("content"),
        target=said("target"),
        action=said("action"),
        responsible=said("responsible"),
        time_text=time.text or None,
        starts_on=time.starts_on,
        ends_on=time.ends_on,
        time_precision=time.precision,
        is_recurring=time.is_recurring if time.text else None,
        time_doubt=time.doubt,
        budget_text=said("budget"),
        budget_vnd=cost.amount_vnd,
        budget_source=cost.source,
        budget_doubt=cost.doubt,
        support=said("support"),
        supervision=said("supervision"),
        indicator=said("indicator"),
        evidence=said("evidence"),
        progress_text=said("status"),
        progress=status.parse_level(said("status")),
        note=said("note"),
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=cells_json(line),
    )


def _result_line(line: RawLine, criterion: CriterionRead) -> ResultLine:
    suggestion = status.suggest(
        line.text("done"), line.text("doing"), line.text("not_started"), said=line.text("status")
    )
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
        status_text=line.text("status"),
        note=line.text("note"),
        suggested_status=suggested,
        status_hint=suggestion.hint,
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=cells_json(line),
    )


def _schedule_line(line: RawLine, *, school_year: str, known: Known, answered: Answered) -> ScheduleLine:
    name = line.text("school")
    said = answered.get(SCHOOL, name) if name else None
    match = school_name.match(said or name, known.schools) if name else None
    time = read_time(line, school_year=school_year, known=known)
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
        cells=cells_json(line),
    )
