"""The questions of one moment that are held together with those of another."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def meetings(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The meetings known at the lens's moment, the newest first; `choice` changes nothing.

    Columns: meeting_id, held_on, title.
    """
    return asking.ask(store, lens, "since.meetings", {})


def schools(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Every school as it is known, whatever is chosen but the school itself.

    Columns: school_code, school_name, level, ownership, ward, is_open.
    """
    return asking.ask(store, lens, "since.schools", {"school": choice.school})


def items(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Planned items with their state and what decided it.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, state, decided_by,
    decided_on, decided_by_whom, revision_id, plan_revision_id, result_revision_id, spoken_at, is_office_word.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.items", params)


def reports(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The register of reports with their state and what decided it.

    Columns: school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late,
    received_on, arrival, said_on, said_by, revision_id, waived_on, waived_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.reports", params)


def visits(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The schools of the current schedules.

    Columns: school_code, school_name, school_year, starts_on, ends_on, asks_kdcl, asks_cqg, state, revision_id,
    decided_on, decided_by_whom.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.visits", params)


def recognitions(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The newest recognition of each school and kind.

    Columns: school_code, school_name, kind, grade, recognition_id, signed_on, expires_on, state.
    """
    return asking.ask(store, lens, "since.recognitions", {**choice.of_schools()})
