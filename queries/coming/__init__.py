"""What comes: recognitions that run out, the chain of deadlines before each visit, and room in the schedule."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice

DEFAULT_CAPACITY = 2


def expiries(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Recognitions that expire within five years, by half of a school year and level; those that have, apart.

    Columns: half, is_lapsed, expiry_year, term, level, level_name, recognition_count, school_count, kdcl_count, cqg_count,
    scheduled_count.
    """
    return asking.ask(store, lens, "coming.expiries", choice.of_schools())


def schools(store: Store, lens: Lens, choice: Choice, *, half: str | None = None) -> pd.DataFrame:
    """The recognitions behind them, with the visit that renews each.

    Columns: school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on,
    is_expiry_printed, is_lapsed, expiry_year, term, register_by_on, visit_starts_on, visit_ends_on, is_scheduled,
    revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by.
    """
    params = {"half": half, **choice.of_schools()}
    return asking.ask(store, lens, "coming.schools", params)


def lapsing(
    store: Store, lens: Lens, choice: Choice, *, capacity: int = DEFAULT_CAPACITY, outcome: str | None = None
) -> pd.DataFrame:
    """Whose recognition runs out before its turn, when so many schools are visited in a month; for the office alone.

    Columns: school_code, school_name, level, ward, kind, grade, expires_on, register_by_on, turn_source,
    turn_starts_on, turn_ends_on, outcome, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at,
    recorded_by.
    """
    params = {"capacity": capacity, "outcome": outcome, **choice.of_schools()}
    return asking.ask(store, lens, "coming.lapsing", params)


def deadlines(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The steps before each visit of the school year, counted back from it.

    Columns: school_year, school_code, school_name, level, ward, time_text, visit_starts_on, visit_ends_on, step_code,
    step_name, copies, done_by, lead_days, lead_months, is_own_rule, due_early, due_late, received_on, step_state,
    ground, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "coming.deadlines", params)


def months(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The months of the school year: how many visits each has, and when it can hold one.

    Columns: school_year, month_on, evaluation_count, first_on, last_on, is_usable, pause_names.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "coming.months", params)


def visits(store: Store, lens: Lens, choice: Choice, *, month_on: date | None = None) -> pd.DataFrame:
    """The visits of the school year, with what binds each to its time.

    Columns: school_year, school_code, school_name, level, ward, time_text, starts_on, ends_on, is_fixed, is_past,
    ready_on, expires_on, file_name, sheet, first_row, revision_id, line_no, cells, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, "month_on": month_on, **choice.of_schools()}
    return asking.ask(store, lens, "coming.visits", params)


def moves(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """What was moved in the schedule by taking a proposal, and why.

    Columns: school_year, school_code, school_name, level, ward, from_starts_on, from_ends_on, to_starts_on,
    to_ends_on, reason, moved_at, revision_id, line_no.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "coming.moves", params)
