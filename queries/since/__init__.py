"""What changed since a past day. A cursor knows one lens, so the same questions are asked through two and held together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import asking, hand_ins, weaknesses
from queries.choice import Choice
from queries.since.figures import figures as _figures
from queries.since.moves import Answers
from queries.since.moves import moves as _moves

__all__ = [
    "between",
    "figures",
    "items",
    "meetings",
    "recognitions",
    "reports",
    "schools",
    "visits",
    "weakness_year",
]
LEAST_YEARS = 2


def meetings(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The meetings known at the lens's moment, the newest first; `choice` changes nothing.

    Columns: meeting_id, held_on, title.
    """
    return asking.ask(store, lens, "since.meetings", {})


def schools(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Every school as it is known, whatever is chosen but the school itself.

    Columns: school_code, school_name, level, ownership, ward, is_open.
    """
    return asking.ask(store, lens, "since.schools", {"school": choice.school})


def items(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """Planned items with their state and what decided it.

    Columns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, state, decided_by,
    decided_on, decided_by_whom, revision_id, plan_revision_id, result_revision_id, spoken_at, is_office_word.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.items", params)


def reports(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The register of reports with their state and what decided it.

    Columns: school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late,
    received_on, arrival, said_on, said_by, revision_id, waived_on, waived_by.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.reports", params)


def visits(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The schools of the current schedules.

    Columns: school_code, school_name, school_year, starts_on, ends_on, asks_kdcl, asks_cqg, state, revision_id,
    decided_on, decided_by_whom.
    """
    params = {"school_year": choice.school_year, **choice.of_schools()}
    return asking.ask(store, lens, "since.visits", params)


def recognitions(store: Store, lens: Lens, choice: Choice) -> pd.DataFrame:
    """The newest recognition of each school and kind.

    Columns: school_code, school_name, kind, grade, recognition_id, signed_on, expires_on, state.
    """
    return asking.ask(store, lens, "since.recognitions", {**choice.of_schools()})


def between(store: Store, then: Lens, now: Lens, choice: Choice) -> pd.DataFrame:
    """What moved from one moment to another: `queries.since.moves.moves`. The viewer of both must be the same."""
    return _derived("since.between", store, then, now, choice, lambda was, is_, year: _moves(was, is_))


def figures(store: Store, then: Lens, now: Lens, choice: Choice) -> pd.DataFrame:
    """The headline figures of both moments: `queries.since.figures.figures`. The viewer of both must be the same."""
    return _derived(
        "since.figures",
        store,
        then,
        now,
        choice,
        lambda was, is_, year: _figures(was, is_, weakness_year=year),
    )


def _derived(
    name: str,
    store: Store,
    then: Lens,
    now: Lens,
    choice: Choice,
    made_of: Callable[[Answers, Answers, str | None], pd.DataFrame],
) -> pd.DataFrame:
    if then.viewer != now.viewer:
        raise ValueError("Two lenses of one viewer are compared.")

    def work_out() -> pd.DataFrame:
        year = weakness_year(store, now, choice)
        was, is_ = (_answers(store, lens, choice, year) for lens in (then, now))
        return made_of(was, is_, year)

    return store.derived(name, {"then": then.as_of, **asdict(choice)}, lens=now, work_out=work_out)


def weakness_year(store: Store, lens: Lens, choice: Choice) -> str | None:
    """The school year up to which weaknesses are told on both days: the chosen one, else the newest in which any came back.

    A year whose first plans are just coming in would make all others' weaknesses seem to have gone.
    """
    years = weaknesses.by_year(store, lens, choice)
    came_back = years[years["persistent_count"].fillna(0) > 0]["school_year"]
    return choice.school_year or (None if came_back.empty else str(came_back.max()))


def _answers(store: Store, lens: Lens, choice: Choice, year: str | None) -> Answers:
    """All that is compared, through one lens."""
    up_to = replace(choice, school_year=year)
    recurring = weaknesses.persistent(store, lens, up_to, year_count=LEAST_YEARS)
    return Answers(
        at=lens.as_of,
        items=items(store, lens, choice),
        reports=reports(store, lens, choice),
        visits=visits(store, lens, choice),
        recognitions=recognitions(store, lens, choice),
        weaknesses=recurring[recurring["is_current"].fillna(False).astype(bool)],
        schools=schools(store, lens, choice),
        tables=hand_ins.revisions(store, lens, choice),
    )
