"""External evaluations: who is visited when, and whose recognition runs out."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.lens import Lens
from data.store import Store, Trial
from queries import asking
from queries.choice import Choice


def evaluations(store: Store | Trial, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The school year's visits, with the dossier due before each.

    Columns: school_year, school_code, school_name, level, ward, time_text, starts_on, ends_on, time_precision,
    asks_kdcl, asks_cqg, dossier_due_early, dossier_due_late, dossier_received_on, dossier_state, visit_state,
    file_name, sheet, first_row, obligation_code.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "schedule.evaluations", params)


def by_month(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Visits per month of the school year; no row without a schedule.

    Columns: school_year, month_on, evaluation_count, kdcl_only_count, cqg_only_count, both_count,
    kdcl_count, cqg_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "schedule.by_month", params)


def expiring(store: Store, lens: Lens, choice: Choice, *, month_count: int = 24) -> pd.DataFrame:
    """Recognitions that expire within so many months, or have expired without a new one.

    Columns: school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on,
    register_by_on, month_left, is_scheduled, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at,
    recorded_by.
    """
    params = {**choice.of_schools(), "month_count": month_count}
    return asking.ask(store, lens, "schedule.expiring", params)


def lines(
    store: Store, lens: Lens, choice: Choice, *, month_on: date | None = None, asks: str | None = None
) -> pd.DataFrame:
    """The lines of the school year's schedule, as typed.

    Columns: school_year, school_code, school_name, school_text, level, time_text, starts_on, ends_on, asks_kdcl,
    asks_cqg, is_past, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "month_on": month_on, "asks": asks}
    return asking.ask(store, lens, "schedule.lines", params)
