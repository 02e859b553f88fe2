"""The school years there is something about."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def listing(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """School years with data, and the current one, newest first.

    Columns: school_year, plan_count, result_count, evaluation_count.
    """
    params = {**choice.of_schools()}
    return asking.ask(store, lens, "school_years.listing", params)
