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


def recognitions(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Every recognition of the schools, the newest first.

    Columns: school_code, school_name, kind, grade, decision_number, signed_on, expires_on, is_expiry_printed,
    is_newest, is_expired, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by.
    """
    return asking.ask(store, lens, "schools.recognitions", choice.of_schools())
