"""How much of what was planned is done."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store, Trial
from queries import asking
from queries.choice import Choice


def frameworks(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The frameworks of the school year's plans, the most used first.

    Columns: school_year, framework_code, framework_name, framework_schools, school_count, planned_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "completion.frameworks", params)


def by_standard(store: Store, lens: Lens, choice: Choice, *, framework: str | None = None) -> pd.DataFrame:
    """Progress per standard; None takes the framework most schools use.

    Columns: school_year, framework_code, standard_no, standard_name, school_count, planned_count,
    reported_count, done_count, in_progress_count, not_started_count, needs_review_count, no_data_count,
    low_share, high_share.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "framework": framework}
    return asking.ask(store, lens, "completion.by_standard", params)


def by_criterion(store: Store, lens: Lens, choice: Choice, *, framework: str | None = None) -> pd.DataFrame:
    """Progress per criterion; None takes the framework most schools use.

    Columns: school_year, framework_code, standard_no, standard_name, criterion_code, criterion_name,
    position, school_count, planned_count, reported_count, done_count, in_progress_count,
    not_started_count, needs_review_count, no_data_count, low_share, high_share.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "framework": framework}
    return asking.ask(store, lens, "completion.by_criterion", params)


def by_school_criterion(
    store: Store, lens: Lens, choice: Choice, *, framework: str | None = None
) -> pd.DataFrame:
    """The state of each criterion in each school; None takes the framework most schools use.

    Columns: school_year, framework_code, school_code, school_name, level, criterion_code,
    criterion_name, position, state, plan_line_count, result_line_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "framework": framework}
    return asking.ask(store, lens, "completion.by_school_criterion", params)


def by_school(
    store: Store | Trial, lens: Lens, choice: Choice, *, framework: str | None = None
) -> pd.DataFrame:
    """Progress per school, by name; None takes the framework most schools use.

    Columns: school_year, framework_code, school_code, school_name, level, ward, planned_count, reported_count,
    done_count, in_progress_count, not_started_count, needs_review_count, no_data_count, low_share, high_share.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "framework": framework}
    return asking.ask(store, lens, "completion.by_school", params)


def by_year(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Progress per school year and framework, whichever school year is chosen.

    Columns: school_year, framework_code, framework_name, framework_schools, planned_count, reported_count,
    done_count, needs_review_count, low_share, high_share.
    """
    params = {**choice.of_schools()}
    return asking.ask(store, lens, "completion.by_year", params)


def lines(
    store: Store,
    lens: Lens,
    choice: Choice,
    *,
    framework: str | None = None,
    standard: int | None = None,
    criterion: str | None = None,
    state: str | None = None,
) -> pd.DataFrame:
    """The lines of plans and results side by side, as typed.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name,
    item_state, status, suggested_status, said_status, confirmed_status, status_source, status_at,
    status_by, status_hint, target, action, responsible, time_text, ends_on, done_text, doing_text,
    not_started_text, plan_file_name, plan_sheet, plan_first_row, plan_cells, plan_recorded_at,
    plan_recorded_by, result_file_name, result_sheet, result_first_row, result_cells,
    result_recorded_at, result_recorded_by, plan_revision_id, plan_line_no, result_revision_id,
    result_line_no.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "framework": framework,
        "standard": standard,
        "criterion": criterion,
        "state": state,
    }
    return asking.ask(store, lens, "completion.lines", params)


def statuses(store: Store, lens: Lens, choice: Choice, *, step: str | None = None) -> pd.DataFrame:
    """The lines of results tables with what their school and the office say of them, the open ones first.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, step, status,
    suggested_status, said_status, said_at, said_by, confirmed_status, confirmed_at, confirmed_by, earlier_status,
    earlier_source, earlier_at, earlier_revision_id, plan_initial, plan_adjusted, done_text, doing_text,
    not_started_text, status_hint, revision_id, line_no, recorded_at, file_name, sheet, first_row, cells, recorded_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "step": step}
    return asking.ask(store, lens, "completion.statuses", params)


def unconfirmed(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """How much of the rates rests on the word of schools alone, and how many lines are open.

    Columns: school_year, framework_code, said_item_count, said_line_count, open_line_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "completion.unconfirmed", params)
