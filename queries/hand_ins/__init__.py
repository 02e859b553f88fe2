"""What was handed in, and what was found in it."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def revisions(store: Store, lens: Lens, choice: Choice, *, kind: str | None = None) -> pd.DataFrame:
    """Handed-in workbooks, newest first.

    Columns: revision_id, hand_in_id, kind, school_code, school_name, school_year, framework_code, document_number,
    file_name, row_count, warning_count, recorded_at, recorded_by, is_current, hand_in_state, accepted_at, accepted_by,
    withdrawn_at, withdrawn_by, withdrawn_reason, is_to_redo.
    """
    params = {"school_year": choice.school_year, **choice.of_schools(), "kind": kind}
    return asking.ask(store, lens, "hand_ins.revisions", params)


def problems(store: Store, lens: Lens, choice: Choice, *, revision: str) -> pd.DataFrame:
    """The problems found in one handed-in workbook.

    Columns: problem_no, code, level, sheet, cell, message.
    """
    params = {"revision": revision}
    return asking.ask(store, lens, "hand_ins.problems", params)


def lines(store: Store, lens: Lens, choice: Choice, *, revision: str) -> pd.DataFrame:
    """The lines of one handed-in workbook, as `data.intake.changes.lines.of_rows` takes them.

    Columns: kind, line_no, school_code, key_code, key_text, texts, readings, sheet, first_row, last_row, cells,
    revision_id, file_name, recorded_at, recorded_by.
    """
    params = {"revision": revision}
    return asking.ask(store, lens, "hand_ins.lines", params)
