"""Checks of values: times, budgets, outcomes, schools of a schedule."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake import words
from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.problems import Problem, problem
from data.intake.raw import RawLine
from data.intake.understanding import PlanLine, ResultLine, ScheduleLine


def plan_values_are_clear(draft: Draft) -> Iterator[Problem]:
    """A plan's times and budgets are understood."""
    for raw, line in places.pairs(draft):
        if not isinstance(line, PlanLine):
            continue
        if not (line.target or line.action):
            yield problem("line_empty", sheet=raw.sheet, cell=places.cell(raw, "criterion"))
        yield from _time_problems(draft, raw, line)
        if line.progress_text and line.progress is None:
            yield problem(
                "status_word_unknown",
                sheet=raw.sheet,
                cell=places.cell(raw, "status"),
                found=places.short(line.progress_text),
            )
        if line.budget_doubt:
            code = "budget_approximate" if line.budget_doubt == "approximate" else "budget_unsure"
            yield problem(
                code,
                sheet=raw.sheet,
                cell=places.cell(raw, "budget"),
                found=places.short(line.budget_text or ""),
            )


def outcomes_are_clear(draft: Draft) -> Iterator[Problem]:
    """A result that is neither done nor open is said to be so."""
    for raw, line in places.pairs(draft):
        if not isinstance(line, ResultLine) or any(code == "row_maybe_shifted" for code, _ in raw.marks):
            continue
        if line.status_text and line.status_hint not in ("said", "contradiction"):
            yield problem(
                "status_word_unknown",
                sheet=raw.sheet,
                cell=places.cell(raw, "status"),
                found=places.short(line.status_text),
            )
        if line.status_hint == "contradiction":
            yield problem(
                "status_contradiction",
                sheet=raw.sheet,
                cell=places.cell(raw, "status"),
                found=line.status_text,
            )
        elif line.suggested_status == "needs_review":
            yield problem("status_needs_review", sheet=raw.sheet, cell=places.cell(raw, "done", "doing"))
        elif line.suggested_status == "no_data":
            yield problem(
                "status_no_data", sheet=raw.sheet, cell=places.cell(raw, "done", "doing", "criterion")
            )


def schedule_is_clear(draft: Draft) -> Iterator[Problem]:
    """Every school of a schedule is one of ours, once, with a time and what it asks for."""
    seen: set[str] = set()
    for raw, line in places.pairs(draft):
        if not isinstance(line, ScheduleLine):
            continue
        yield from _school_problems(draft, raw, line)
        if line.school_code and line.school_code in seen:
            yield problem(
                "school_twice",
                found=places.short(line.school_text or "…"),
                sheet=raw.sheet,
                cell=places.cell(raw, "school"),
            )
        seen.add(line.school_code or "")
        if not line.time_text:
            yield problem(
                "visit_time_missing",
                found=places.short(line.school_text or "…"),
                sheet=raw.sheet,
                cell=places.cell(raw, "time", "school"),
            )
        else:
            yield from _time_problems(draft, raw, line)
        for field, value, text in (
            ("kdcl", line.asks_kdcl, line.kdcl_text),
            ("cqg", line.asks_cqg, line.cqg_text),
        ):
            if value is None and text:
                yield problem(
                    "mark_unsure", sheet=raw.sheet, cell=places.cell(raw, field), found=places.short(text)
                )
        if line.asks_kdcl is False and line.asks_cqg is False:
            yield problem(
                "asks_nothing",
                found=places.short(line.school_text or "…"),
                sheet=raw.sheet,
                cell=places.cell(raw, "kdcl", "school"),
            )


def _school_problems(draft: Draft, raw: RawLine, line: ScheduleLine) -> Iterator[Problem]:
    place = {"sheet": raw.sheet, "cell": places.cell(raw, "school")}
    found = places.short(line.school_text or "")
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
    if line.time_text and not line.time_doubt:
        return
    place = {"sheet": raw.sheet, "cell": places.cell(raw, "time", "time_end", "time_start")}
    found = places.short(line.time_text or "")
    if line.time_doubt == "outside_school_year":
        yield problem("time_outside_year", found=found, year=draft.school_year, **place)
    elif line.time_doubt and line.ends_on is None:
        yield problem("time_not_understood", found=found, **place)
    elif line.time_doubt:
        yield problem("time_unsure", found=found, window=words.window(line.starts_on, line.ends_on), **place)
    elif isinstance(line, PlanLine) and not line.time_text:
        yield problem("time_missing", sheet=raw.sheet, cell=places.cell(raw, "criterion"))
