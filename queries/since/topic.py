"""How a closer question is held against an earlier day: its things, the states they are in, and why one of them moved.

A figure counts the very things whose moves explain its difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries.choice import Choice
from queries.since import pairs
from queries.since.history import OTHER, Cause, Schools, Tables, day_of
from queries.since.moves import Answers, move
from queries.since.pairs import Row

# By subject: its things with their state (or the amount they add); and what else tells why they moved.
Frames = Mapping[str, pd.DataFrame]
Why = Callable[[Row | None, Row | None], Cause]


@dataclass(frozen=True)
class Known:
    """All that tells why something moved: both moments, what became of tables and schools, the frames of a topic."""

    then: Answers
    now: Answers
    tables: Tables
    schools: Schools
    was: Frames = field(default_factory=dict)
    is_: Frames = field(default_factory=dict)

    @property
    def then_on(self) -> date:
        return day_of(self.then.at) or date.min

    @property
    def now_on(self) -> date:
        return day_of(self.now.at) or date.max

    @property
    def year_began(self) -> bool:
        """Whether another school year has begun in between; it does in August."""
        starts = [on.year if on.month >= 8 else on.year - 1 for on in (self.then_on, self.now_on)]
        return starts[0] != starts[1]

    @cached_property
    def words(self) -> dict[tuple[str, str, str], list[Row]]:
        """By school, framework and criterion: the items on which somebody has spoken in between."""
        found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        items = self.now.items
        for row in pairs.rows(items[items["spoken_at"].notna()]):
            if row["spoken_at"] > self.then.at:
                found[row["school_code"], row["framework_code"], row["criterion_code"]].append(row)
        return found

    def spoken(self, row: Row, *, school_year: str | None = None) -> Cause | None:
        """The last word on the status of a criterion that came in between, in this or in any school year."""
        said = self.words.get((row["school_code"], row["framework_code"], row["criterion_code"]), [])
        told = [word for word in said if school_year in (None, word["school_year"])]
        return newest(
            [
                Cause(
                    "confirmed" if word["is_office_word"] else "said",
                    day_of(word["spoken_at"]),
                    word["decided_by_whom"],
                    word["result_revision_id"],
                )
                for word in told
            ]
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of thing: by which columns it is told apart, what of it can move, and by which rule it did.

    `why` looks at both moments once and gives the rule; `code`, `name`, `on`, `year` are the columns that say which thing it is,
    `amount` the one that is summed up, where one is.
    A thing in the state `nothing` is as good as not there.
    """

    keys: tuple[str, ...]
    why: Callable[[Known], Why]
    values: tuple[str, ...] = ("state",)
    code: str = ""
    name: str = ""
    on: str = ""
    year: str = "school_year"
    amount: str = ""
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: the things of a subject that are in one of these states, or the sum of their amounts.

    `by` is a column whose values are never added up; with `of_year` it speaks of the topic's school year alone.
    """

    name: str
    subject: str
    states: frozenset[str] = frozenset()
    is_amount: bool = False
    by: str | None = None
    of_year: bool = True

    def of(self, things: pd.DataFrame) -> int | None:
        """Its value; of amounts None where none is known."""
        if not self.is_amount:
            return int(things["state"].isin(self.states).sum())
        known = things["amount"].dropna()
        return None if known.empty else int(known.sum())


@dataclass(frozen=True, slots=True)
class Topic:
    """A question that is compared. `ask` answers for the school year that `year` names on the later day, of both days."""

    ask: Callable[[Store, Lens, Choice], Frames]
    subjects: Mapping[str, Subject]
    figures: tuple[Figure, ...]
    year: Callable[[Store, Lens, Choice], str | None] | None = None
    # Which of the figures are told, where that depends on what is there.
    told: Callable[[Frames], frozenset[str]] | None = None


def moves(topic: Topic, known: Known) -> Iterator[Row]:
    """One row per thing that differs, is new or is gone, with its one cause; in the manner of `moves.moves`."""
    for name, subject in topic.subjects.items():
        why = subject.why(known)
        before, after = (
            side[name][side[name]["state"] != subject.nothing] for side in (known.was, known.is_)
        )
        differing = pairs.differing(before, after, keys=subject.keys, values=subject.values)
        for was, is_ in differing:
            cause = why(was, is_)
            yield move(
                name,
                (was, is_),
                cause,
                code=subject.code,
                name=subject.name,
                on=subject.on,
                year=subject.year,
                amount=subject.amount,
            )


def figures(topic: Topic, was: Frames, is_: Frames, *, school_year: str | None) -> Iterator[dict[str, Any]]:
    """The topic's figures of both moments; none where there is nothing to tell of."""
    if topic.year and school_year is None:
        return
    told = topic.told(is_) if topic.told else frozenset(each.name for each in topic.figures)
    for figure in topic.figures:
        if figure.name not in told:
            continue
        before, after = was[figure.subject], is_[figure.subject]
        if topic.year is None and before.empty and after.empty:
            continue
        kinds = sorted({*before[figure.by], *after[figure.by]}) if figure.by else [None]
        for kind in kinds:
            sides = [
                figure.of(side if figure.by is None else side[side[figure.by] == kind])
                for side in (before, after)
            ]
            yield {
                "figure": figure.name, "school_year": school_year if figure.of_year else None, "framework_code": kind,
                "then_count": sides[0], "now_count": sides[1],
            }  # fmt: skip


def newest(causes: list[Cause]) -> Cause | None:
    """The one that happened last; None where there is none."""
    return max(causes, key=lambda cause: cause.on or date.min) if causes else None


def of_school(known: Known, was: Row | None, is_: Row | None) -> Cause | None:
    """What happened to the school itself, where its thing is new or gone."""
    if was is not None and is_ is not None:
        return None
    return known.schools.cause((is_ or was or {})["school_code"])


def by_plan(known: Known) -> Why:
    """Why a thing that a school's plan says moved: the school itself, or the plan that is in use."""

    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        changed = known.tables.cause("plan", row["school_code"], row["school_year"])
        return of_school(known, was, is_) or changed or OTHER

    return why
