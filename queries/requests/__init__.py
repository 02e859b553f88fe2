"""Money and help that plans need and reports ask for: how much, from whom, unanswered for how long."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking
from queries.choice import Choice


def lines(
    store: Store,
    lens: Lens,
    choice: Choice,
    *,
    asked_in: str | None = None,
    request: str | None = None,
    amount: str | None = None,
    answer_state: str | None = None,
) -> pd.DataFrame:
    """The lines of plans with the money and help that they need, and the requests of reports; the open ones first.

    Columns: school_code, school_name, level, ward, school_year, asked_in, framework_code, criterion_code, criterion_name,
    target, action, budget_text, budget_vnd, budget_source, amount, support, addressee, note, request, asked_of, since_on,
    waiting_days, state, reply, replied_at, replied_by, is_waiting, file_name, sheet, first_row, cells,
    revision_id, line_no, recorded_at, recorded_by.
    """
    params = {
        "school_year": choice.school_year,
        **choice.of_schools(),
        "asked_in": asked_in,
        "request": request,
        "amount": amount,
        "answer_state": answer_state,
    }
    return asking.ask(store, lens, "requests.lines", params)


def by_school(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The same counted by school; amounts that are not clear are counted apart, never as zero.

    Columns: school_code, school_name, level, ward, school_year, line_count, known_amount_count, budget_vnd,
    unclear_amount_count, no_money_count, unwritten_amount_count, request_count, unclear_request_count,
    open_request_count, replied_count, longest_waiting_days.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "requests.by_school", params)


def by_source(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The money by where it is to come from.

    Columns: school_year, budget_source, line_count, school_count, known_amount_count, budget_vnd,
    unclear_amount_count.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "requests.by_source", params)
