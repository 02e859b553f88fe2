"""Who owes which report, since when."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store, Trial
from queries import asking
from queries.choice import Choice


def register(
    store: Store | Trial,
    lens: Lens,
    choice: Choice,
    *,
    obligation: str | None = None,
    state: str | None = None,
) -> pd.DataFrame:
    """Who owes what by when: the register itself, longest overdue first.

    Columns: school_code, school_name, level, ward, obligation_code, obligation_name, short_name, ground, school_year,
    warn_from, due_early, due_late, received_on, state, late_days, waiver_reason, waived_until, concern_line_count,
    line_count, successor_name, kind, arrival, revision_id, file_name, recorded_at, recorded_by.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "obligation": obligation,
        "state": state,
    }
    return asking.ask(store, lens, "reports.register", params)


def by_obligation(store: Store | Trial, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The register counted per report.

    Columns: obligation_code, obligation_name, short_name, school_year, owed_count, received_count,
    received_late_count, hollow_count, waived_count, ended_count, due_soon_count, overdue_count, not_due_count, due_late.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "reports.by_obligation", params)


def by_school(store: Store | Trial, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The register counted per school, longest overdue first.

    Columns: school_code, school_name, level, ward, owed_count, overdue_count, longest_late_days,
    due_soon_count, received_late_count, received_count, hollow_count, waived_count, ended_count, not_due_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "reports.by_school", params)


def entries(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """What the office has entered by hand: waivers, and what came on paper.

    Columns: entry, school_code, school_name, level, ward, obligation_code, short_name, school_year, reason, until_on,
    is_in_force, received_on, document_number, entered_at, entered_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "reports.entries", params)


def letters(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The due days that are the same for all schools, and which of them a letter has set.

    Columns: obligation_code, obligation_name, short_name, school_year, rule, due_on, warn_from, document_number,
    is_by_letter.
    """
    return asking.ask(store, lens, "reports.letters", {"school_year": choice.school_year})
