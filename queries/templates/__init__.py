"""What a form is filled with before a school gets it."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def open_items(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The criteria of a school year that are not known to be done, with what was planned for them.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, position,
    state, target, action.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "templates.open_items", params)


def plan_lines(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The lines of the plans in use.

    Columns: school_code, school_name, school_year, framework_code, line_no, criterion_code, criterion_name,
    criterion_text, content, target, action, responsible, time_text.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "templates.plan_lines", params)


def weaknesses(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The weaknesses that schools say of themselves.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, position,
    weakness, cause.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "templates.weaknesses", params)
