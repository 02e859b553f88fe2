"""Which criteria come back year after year, in one school or in many."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def persistent(store: Store, lens: Lens, choice: Choice, *, year_count: int = 2) -> pd.DataFrame:
    """Criteria that stood in a school's plans for so many school years on end.

    Columns: school_code, school_name, level, ward, framework_code, criterion_code, criterion_name,
    first_school_year, last_school_year, year_count, last_state, is_current.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "year_count": year_count}
    return asking.ask(store, lens, "weaknesses.persistent", params)


def common(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Criteria to improve per school level, with how many schools they trouble.

    Columns: school_year, level, level_name, framework_code, criterion_code, criterion_name, position,
    school_count, plan_school_count, school_share.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "weaknesses.common", params)


def by_year(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """How many weaknesses came back, per school year, whichever is chosen.

    Columns: school_year, persistent_count, school_count.
    """
    params = {**choice.of_schools()}
    return asking.ask(store, lens, "weaknesses.by_year", params)


def lines(
    store: Store, lens: Lens, choice: Choice, *, framework: str | None = None, criterion: str | None = None
) -> pd.DataFrame:
    """What plans wrote about a weakness, school year after school year.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name,
    target, action, time_text, state, file_name, sheet, first_row, cells, revision_id, line_no,
    recorded_at, recorded_by.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "framework": framework,
        "criterion": criterion,
    }
    return asking.ask(store, lens, "weaknesses.lines", params)


def run_lines(
    store: Store,
    lens: Lens,
    choice: Choice,
    *,
    year_count: int = 2,
    longest: int | None = None,
    run_state: str | None = None,
    framework: str | None = None,
    criterion: str | None = None,
) -> pd.DataFrame:
    """What plans wrote in the runs of `persistent`.

    Columns: school_code, school_name, level, school_year, framework_code, criterion_code,
    criterion_name, first_school_year, last_school_year, year_count, is_current, target, action,
    time_text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "year_count": year_count,
        "longest": longest,
        "run_state": run_state,
        "framework": framework,
        "criterion": criterion,
    }
    return asking.ask(store, lens, "weaknesses.run_lines", params)
