"""What is to be read again, and what became of weaknesses: their things on a day, and why one of them moved."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import hollow, lifelines
from queries.choice import Choice
from queries.since import pairs
from queries.since.history import OTHER, Cause
from queries.since.pairs import Row
from queries.since.topic import Figure, Frames, Known, Subject, Topic, Why, by_plan, newest, of_school

_TABLES = ("plan", "results", "findings", "recommendations", "self_evaluation")
_UNSOLVED = frozenset({"back", "open", "silent", "unclear", "planned", "in_work"})


def _to_read_again(store: Store, lens: Lens, choice: Choice) -> Frames:
    """A line with several reasons is one line; of these the one that names another text is kept, for that text may go."""
    lines = hollow.lines(store, lens, choice)
    lines = lines.sort_values("other_school_year", na_position="last", kind="stable")
    once = lines.drop_duplicates(["revision_id", "line_no"]).sort_index()
    return {"line": once.assign(state="to_read")}


def _year_of_lines(store: Store, lens: Lens, choice: Choice) -> str | None:
    told = hollow.by_school(store, lens, choice)
    return choice.school_year or (None if told.empty else str(told["school_year"].iloc[0]))


def _why_line(known: Known) -> Why:
    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        tables = known.tables
        places = [(kind, row["school_code"], row["school_year"]) for kind in (row["kind"], "plan")]
        if row["other_school_year"]:
            other = row["other_school_code"] or row["school_code"]
            places += [(row["kind"], other, row["other_school_year"])]
        causes = (tables.cause(*place) for place in places)
        return of_school(known, was, is_) or next((cause for cause in causes if cause), OTHER)

    return why


READ_AGAIN = Topic(
    ask=_to_read_again,
    subjects={
        "line": Subject(
            keys=("school_code", "school_year", "kind", "line_no"), why=_why_line, code="criterion_code",
            name="criterion_name",
        )
    },
    figures=(Figure("to_read", "line", frozenset({"to_read"})),),
    year=_year_of_lines,
)  # fmt: skip


def _lines_of_plans(store: Store, lens: Lens, choice: Choice) -> Frames:
    lines = hollow.checked(store, lens, choice, kind="plan")
    is_supervised = lines["has_supervision"].fillna(False).astype(bool)
    return {"plan_line": lines.assign(state=is_supervised.map({True: "supervised", False: "unsupervised"}))}


def _year_of_plans(store: Store, lens: Lens, choice: Choice) -> str | None:
    told = hollow.plans(store, lens, choice)
    return choice.school_year or (None if told.empty else str(told["school_year"].iloc[0]))


PLANS = Topic(
    ask=_lines_of_plans,
    subjects={
        "plan_line": Subject(
            keys=("school_code", "school_year", "line_no"), why=by_plan, code="criterion_code",
            name="criterion_name", nothing="unsupervised",
        )
    },
    figures=(Figure("supervised", "plan_line", frozenset({"supervised"})),),
    year=_year_of_plans,
)  # fmt: skip


def _weaknesses(store: Store, lens: Lens, choice: Choice) -> Frames:
    lines = lifelines.lines(store, lens, choice)
    left = lifelines.not_taken_up(store, lens, choice)
    return {
        "lifeline": lines.assign(state=lines["lifeline_status"]),
        "recommendation": left.assign(state=left["plan_state"]),
        "stages": lifelines.stages(store, lens, choice),
    }


class _Tables:
    """In which tables the weaknesses of a school's criterion stand, and what these report, on one of the two days."""

    def __init__(self, stages: pd.DataFrame) -> None:
        self.revisions: dict[Any, set[str]] = defaultdict(set)
        self.states: dict[Any, set[tuple[str, int, str]]] = defaultdict(set)
        for row in pairs.rows(stages.drop_duplicates(["lifeline_id", "revision_id", "line_no"])):
            # A text without a criterion may stand in any weakness of its framework.
            for place in {place_of(row), (row["school_code"], row["framework_code"], None)}:
                self.revisions[place].add(row["revision_id"])
                if row["state"]:
                    self.states[place].add((row["revision_id"], row["line_no"], row["state"]))


def place_of(row: Row) -> tuple[str, str, str | None]:
    """The school's criterion that a weakness belongs to."""
    return row["school_code"], row["framework_code"], row["criterion_code"]


def _why_weakness(known: Known) -> Why:
    was_in, is_in = (_Tables(frames["stages"]) for frames in (known.was, known.is_))

    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        place = place_of(row)
        if cause := of_school(known, was, is_):
            return cause
        if cause := _by_table(known, was_in.revisions[place] ^ is_in.revisions[place]):
            return cause
        if was_in.states[place] != is_in.states[place] and (cause := known.spoken(row)):
            return cause
        causes = [
            cause for kind in _TABLES if (cause := known.tables.newest_change(kind, row["school_code"]))
        ]
        if cause := newest(causes):
            return cause
        if known.year_began and "silent" in {(was or {}).get("state"), (is_ or {}).get("state")}:
            return Cause("year_began")
        return Cause("terms_changed") if was is None or is_ is None else OTHER

    return why


def _by_table(known: Known, revisions: set[str]) -> Cause | None:
    """What happened last to the tables in which a weakness stands on one of the two days only."""
    causes = []
    for revision in revisions:
        table = known.tables.now.get(revision)
        if table is not None:
            place = (table["kind"], table["school_code"], table["school_year"])
            causes.append(known.tables.cause(*place) or known.tables.taken_out(revision))
    return newest([cause for cause in causes if cause])


def _why_recommendation(known: Known) -> Why:
    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        school = row["school_code"]
        if cause := of_school(known, was, is_):
            return cause
        own = known.tables.cause("recommendations", school, row["school_year"])
        changed = known.tables.newest_change("plan", school)
        return own or changed or (Cause("terms_changed") if was is None or is_ is None else OTHER)

    return why


LIFELINES = Topic(
    ask=_weaknesses,
    subjects={
        "lifeline": Subject(
            keys=("lifeline_id",), why=_why_weakness, code="criterion_code", name="criterion_name",
            year="last_school_year",
        ),
        "recommendation": Subject(
            keys=("school_code", "school_year", "line_no"), why=_why_recommendation, code="criterion_code",
            name="criterion_name",
        ),
    },
    figures=(
        Figure("unsolved", "lifeline", _UNSOLVED),
        Figure("back", "lifeline", frozenset({"back"})),
        Figure("not_taken_up", "recommendation", frozenset({"missed", "waiting"})),
    ),
)  # fmt: skip
