"""What the office says of itself."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def settings(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The office's settings by name.

    Columns: name, value.
    """
    return asking.ask(store, lens, "office.settings", {})


def changes(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Who set what when, the newest first; for the office alone.

    Columns: setting, value, before, recorded_at, recorded_by.
    """
    return asking.ask(store, lens, "office.changes", {})
