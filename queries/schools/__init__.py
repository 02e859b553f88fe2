"""The schools the office keeps."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def listing(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """All schools that the lens shows; the choice does not narrow them.

    Columns: school_code, school_name, level, level_name, ownership, ward, is_open.
    """
    return asking.ask(store, lens, "schools.listing", {})
