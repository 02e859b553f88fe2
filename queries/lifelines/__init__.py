"""What became of each weakness: recommended or found, planned, reported, gone, or back again."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def lines(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Each weakness of each school, and how far it has come.

    Columns: lifeline_id, school_code, school_name, level, ward, framework_code, criterion_code, criterion_name, theme_code,
    theme_name, lifeline_status, raised_by, first_school_year, last_raised_year, last_planned_year, last_school_year,
    last_state, year_count.
    """
    return _ask(store, lens, choice, "lines")


def years(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """What happened to each weakness in each school year.

    Columns: lifeline_id, school_code, school_name, framework_code, criterion_code, theme_code, school_year, is_recommended,
    is_weakness, is_planned, state.
    """
    return _ask(store, lens, choice, "years")


def stages(
    store: Store,
    lens: Lens,
    choice: Choice,
    *,
    lifeline: str | None = None,
    framework: str | None = None,
    criterion: str | None = None,
    theme: str | None = None,
) -> pd.DataFrame:
    """The texts themselves, stage by stage; theme "none" is no theme.

    Columns: lifeline_id, school_code, school_name, framework_code, criterion_code, criterion_name, theme_code,
    theme_name, school_year, stage, state, text, text_themes, likeness_share, file_name, sheet, first_row, cells,
    revision_id, line_no, lifeline_status, recorded_at, recorded_by.
    """
    narrowed = {"lifeline": lifeline, "framework": framework, "criterion": criterion, "theme": theme}
    return _ask(store, lens, choice, "stages", **narrowed)


def not_taken_up(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Recommendations that no plan took up.

    Columns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name,
    theme_code, theme_name, plan_state, text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at,
    recorded_by.
    """
    return _ask(store, lens, choice, "not_taken_up")


def answers_nothing(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Plan lines whose ground is not known, or cannot be known.

    Columns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name,
    theme_code, theme_name, ground_state, text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at,
    recorded_by.
    """
    return _ask(store, lens, choice, "answers_nothing")


def by_theme(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """How many weaknesses of each theme, in how many schools, and how far they have come.

    Columns: theme_code, theme_name, line_count, school_count, first_school_year, last_school_year, open_count,
    planned_count, in_work_count, unclear_count, silent_count, back_count, solved_count.
    """
    return _ask(store, lens, choice, "by_theme")


def unplaced(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Lines that cannot be followed: nobody knows what they are about.

    Columns: school_code, school_name, level, ward, school_year, stage, text, file_name, sheet, first_row, cells,
    revision_id, line_no, recorded_at, recorded_by.
    """
    return _ask(store, lens, choice, "unplaced")


def _ask(store: Store, lens: Lens, choice: Choice, question: str, **narrowed: object) -> pd.DataFrame:
    params = {"school_year": choice.school_year, **choice.of_schools(), **narrowed}
    return asking.ask(store, lens, f"lifelines.{question}", params)
