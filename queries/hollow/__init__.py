"""Handed in, but hollow: what repeats, is copied or says nothing. For attention, never a score."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def by_concern(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """How many lines to read again, by reason.

    Columns: school_year, kind, concern, line_count, school_count, checked_line_count, checked_school_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "hollow.by_concern", params)


def by_school(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The same by school, those with most to read first; where to read, not how good a school is.

    Columns: school_code, school_name, level, ward, school_year, checked_line_count, concern_line_count,
    repeats_plan_count, copied_school_count, copied_year_count, empty_phrase_count, nothing_to_check_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "hollow.by_school", params)


def lines(
    store: Store, lens: Lens, choice: Choice, *, kind: str | None = None, concern: str | None = None
) -> pd.DataFrame:
    """The lines themselves, beside what they repeat or copy.

    Columns: school_code, school_name, school_year, kind, framework_code, criterion_code, criterion_name, concern,
    shared_share, text, other_text, other_school_code, other_school_name, other_school_year, file_name, sheet, first_row,
    cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, "kind": kind, "concern": concern, **choice.of_schools()}
    return asking.ask(store, lens, "hollow.lines", params)


def checked(store: Store, lens: Lens, choice: Choice, *, kind: str | None = None) -> pd.DataFrame:
    """The lines of plans and results that were looked at, with what those of plans say.

    Columns: school_code, school_name, school_year, kind, framework_code, criterion_code, criterion_name, text,
    has_solution, has_start, has_finish, has_people, has_budget, has_supervision, is_measurable, file_name, sheet,
    first_row, cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, "kind": kind, **choice.of_schools()}
    return asking.ask(store, lens, "hollow.checked", params)


def plans(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """What each plan says of what the office asks a plan to say: how many of its lines.

    Columns: school_code, school_name, level, ward, school_year, line_count, solution_count, start_count, finish_count,
    people_count, budget_count, supervision_count, measurable_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "hollow.plans", params)
