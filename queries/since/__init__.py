"""What changed since a past day. A cursor knows one lens, so the same questions are asked through two and held together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import TypeVar

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import hand_ins, weaknesses
from queries.choice import Choice
from queries.since import topic
from queries.since.asked import items, meetings, recognitions, reports, schools, visits
from queries.since.figures import COLUMNS as FIGURE_COLUMNS
from queries.since.figures import figures as _figures
from queries.since.moves import Answers
from queries.since.moves import frame as _frame
from queries.since.moves import histories as _histories
from queries.since.moves import moves as _moves
from queries.since.topic import Frames, Known, Topic
from queries.since.topics import COUNTED, EVERY, FOUR, TOPICS, named, topics_of

__all__ = [
    "COUNTED",
    "EVERY",
    "FOUR",
    "TOPICS",
    "between",
    "figures",
    "items",
    "meetings",
    "recognitions",
    "reports",
    "schools",
    "topics_of",
    "visits",
    "weakness_year",
]
LEAST_YEARS = 2
T = TypeVar("T")


def between(
    store: Store, then: Lens, now: Lens, choice: Choice, *, topics: Sequence[str] = EVERY
) -> pd.DataFrame:
    """What moved from one moment to another: `queries.since.moves.moves`, of these topics. The viewer of both is the same."""

    def work_out() -> pd.DataFrame:
        was, is_ = _sides(store, then, now, choice)
        made = [_moves(was, is_)] if FOUR in topics else []
        histories = _histories(was, is_)
        for of in (named(name) for name in topics if name != FOUR):
            before, after, _ = _frames(store, then, now, choice, of)
            known = Known(was, is_, *histories, was=before, is_=after)
            made.append(_frame(topic.moves(of, known)))
        return pd.concat(made, ignore_index=True).astype(object)

    return _derived("since.between", store, then, now, choice, topics, work_out)


def figures(
    store: Store, then: Lens, now: Lens, choice: Choice, *, topics: Sequence[str] = EVERY
) -> pd.DataFrame:
    """The headline figures of both moments: `queries.since.figures.figures`, of these topics. The viewer of both is the same."""

    def work_out() -> pd.DataFrame:
        made = []
        if FOUR in topics:
            year = weakness_year(store, now, choice)
            made += _figures(*_sides(store, then, now, choice), weakness_year=year)
        for of in (named(name) for name in topics if name != FOUR):
            before, after, year = _frames(store, then, now, choice, of)
            made += topic.figures(of, before, after, school_year=year)
        return pd.DataFrame(made, columns=list(FIGURE_COLUMNS), dtype=object)

    return _derived("since.figures", store, then, now, choice, topics, work_out)


def _derived(
    name: str,
    store: Store,
    then: Lens,
    now: Lens,
    choice: Choice,
    topics: Sequence[str],
    work_out: Callable[[], pd.DataFrame],
) -> pd.DataFrame:
    if then.viewer != now.viewer:
        raise ValueError("Two lenses of one viewer are compared.")
    params = {"then": then.as_of, "topics": tuple(topics), **asdict(choice)}
    return store.derived(name, params, lens=now, work_out=work_out)


def _frames(
    store: Store, then: Lens, now: Lens, choice: Choice, of: Topic
) -> tuple[Frames, Frames, str | None]:
    """A topic's things on both days, of one school year: the one that its question answers for on the later day."""
    year = of.year(store, now, choice) if of.year else None
    narrowed = replace(choice, school_year=year) if of.year else choice
    was, is_ = _of_both(lambda lens: of.ask(store, lens, narrowed), then, now)
    return was, is_, year


def _of_both(ask: Callable[[Lens], T], then: Lens, now: Lens) -> tuple[T, T]:
    """What is asked of both days, of one beside the other: each has its cursor, and a question is answered in its thread."""
    with ThreadPoolExecutor(1, "the earlier day") as beside:
        was = beside.submit(ask, then)
        is_ = ask(now)
        return was.result(), is_


def weakness_year(store: Store, lens: Lens, choice: Choice) -> str | None:
    """The school year up to which weaknesses are told on both days: the chosen one, else the newest in which any came back.

    A year whose first plans are just coming in would make all others' weaknesses seem to have gone.
    """
    years = weaknesses.by_year(store, lens, choice)
    came_back = years[years["persistent_count"].fillna(0) > 0]["school_year"]
    return choice.school_year or (None if came_back.empty else str(came_back.max()))


def _sides(store: Store, then: Lens, now: Lens, choice: Choice) -> tuple[Answers, Answers]:
    year = weakness_year(store, now, choice)
    return _of_both(lambda lens: _answers(store, lens, choice, year), then, now)


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
        # What is told of one year may have moved by a table of another.
        tables=hand_ins.revisions(store, lens, replace(choice, school_year=None)),
        school_year=choice.school_year,
    )
