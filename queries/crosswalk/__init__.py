"""Two laws side by side: which criterion of the earlier framework corresponds to which of the later one.

Only what the office says counts. It joins nothing into one number: rates stay apart by framework.
"""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def pairs(store: Store, lens: Lens, choice: Choice, *, framework: str | None = None) -> pd.DataFrame:
    """Every criterion of an earlier framework with what the office said of it.

    Columns: from_framework_code, from_criterion_code, from_criterion_name, to_framework_code, to_criterion_code,
    to_criterion_name, answer, note, recorded_at, recorded_by, criterion_answer.
    """
    return asking.ask(store, lens, "crosswalk.pairs", {"framework": framework})


def coverage(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """How far each crosswalk is filled in.

    Columns: from_framework_code, from_framework_schools, to_framework_code, criterion_count, answered_count, same_count,
    part_count, none_count, to_criterion_count, met_criterion_count.
    """
    return asking.ask(store, lens, "crosswalk.coverage", {})


def likely(
    store: Store, lens: Lens, choice: Choice, *, framework: str | None = None, criterion: str | None = None
) -> pd.DataFrame:
    """The criteria of the later framework, those with a title like this criterion's first; an offer, never an answer.

    Columns: from_framework_code, from_criterion_code, to_framework_code, to_criterion_code, to_criterion_name,
    is_mandatory, shared_share.
    """
    params = {"framework": framework, "criterion": criterion}
    return asking.ask(store, lens, "crosswalk.likely", params)


def continued(store: Store, lens: Lens, choice: Choice, *, framework: str | None = None) -> pd.DataFrame:
    """Runs of a weakness that go on, under the later law, at a criterion that the office says corresponds; still two runs.

    Columns: school_code, school_name, from_framework_code, from_criterion_code, from_criterion_name, first_school_year,
    last_school_year, answer, to_framework_code, to_criterion_code, to_criterion_name, next_first_school_year,
    next_last_school_year.
    """
    return asking.ask(store, lens, "crosswalk.continued", {"framework": framework, **choice.of_schools()})
