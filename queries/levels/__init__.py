"""What stands between a school and its next Mức. A list of what to do; it ranks no school and decides nothing."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def by_school(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Where each school stands, by name.

    Columns: school_code, school_name, level, ward, school_year, framework_code, standing, told_count, expected_count,
    unclear_criteria, reached_level, at_least_level, at_most_level, next_level, blocking_count, revision_id, file_name.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "levels.by_school", params)


def blocking(
    store: Store,
    lens: Lens,
    choice: Choice,
    *,
    framework: str | None = None,
    step: int | None = None,
    criterion: str | None = None,
    standing: str | None = None,
) -> pd.DataFrame:
    """The criteria in the way of each school, with what its plan and its own words say of them.

    Columns: school_code, school_name, level, ward, school_year, framework_code, standing, next_level, blocking_count,
    criterion_code, criterion_name, is_mandatory, level_no, needed_level, is_choice, is_only, plan_school_year,
    planned_state, weakness, weakness_school_year, file_name, sheet, first_row, revision_id, is_counted, line_no,
    cells, recorded_at, recorded_by.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "framework": framework,
        "step": step,
        "criterion": criterion,
        "standing": standing,
    }
    return asking.ask(store, lens, "levels.blocking", params)


def lifting(
    store: Store, lens: Lens, choice: Choice, *, framework: str | None = None, step: int | None = None
) -> pd.DataFrame:
    """In how many schools each criterion is in the way, and how many it alone would lift; framework by framework.

    Columns: framework_code, framework_schools, next_level, criterion_code, criterion_name, position, blocked_count,
    choice_count, lifted_count, school_count.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "framework": framework,
        "step": step,
    }
    return asking.ask(store, lens, "levels.lifting", params)


def lines(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """What each school's newest self-evaluation says of each criterion.

    Columns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name,
    is_clear, level_no, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "levels.lines", params)
