"""What comes: recognitions that run out, and the steps before each visit; their things on a day, and why one of them moved."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import coming
from queries.choice import Choice
from queries.since import pairs
from queries.since.history import OTHER, Cause
from queries.since.pairs import Row
from queries.since.topic import Figure, Frames, Known, Subject, Topic, Why, of_school

_CAME = ("received", "received_late")
LATE_TURNS = Figure("late_turns", "turn", frozenset({"lapses"}), of_year=False)


def _what_comes(store: Store, lens: Lens, choice: Choice) -> Frames:
    ahead = coming.schools(store, lens, choice)
    steps = coming.deadlines(store, lens, choice)
    # A school that is not one of the office's is known by what the schedule calls it; one may stand in it twice.
    steps = steps.assign(who=steps["school_code"].fillna(steps["school_name"]), state=steps["step_state"])
    steps["nth"] = steps.groupby(["who", "school_year", "step_code"], dropna=False).cumcount()
    lapsed = ahead["is_lapsed"].astype(bool)
    return {"expiry": ahead.assign(state=lapsed.map({True: "lapsed", False: "ahead"})), "step": steps}


def _year_of_schedule(store: Store, lens: Lens, choice: Choice) -> str | None:
    steps = coming.deadlines(store, lens, choice)
    return choice.school_year or (None if steps.empty else str(steps["school_year"].iloc[0]))


def _why_expiry(known: Known) -> Why:
    sides = [
        {(row["school_code"], row["kind"]): row for row in pairs.rows(answers.recognitions)}
        for answers in (known.then, known.now)
    ]

    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        if cause := of_school(known, was, is_):
            return cause
        before, after = (side.get((row["school_code"], row["kind"])) for side in sides)
        if before is None or after is None:
            return Cause("recognition_changed", after["signed_on"] if after else None)
        names = ("recognition_id", "signed_on", "expires_on")
        if any(before[name] != after[name] for name in names):
            return Cause("recognition_changed", after["signed_on"])
        if is_ is not None and is_["state"] == "lapsed":
            return Cause("recognition_expired", is_["expires_on"] + timedelta(days=1))
        return Cause("day_came") if was is None else OTHER

    return why


def turns(capacity: int) -> Topic:
    """Whose recognition runs out before its turn, when so many schools are visited in a month; for the office alone."""

    def ask(store: Store, lens: Lens, choice: Choice) -> Frames:
        found = coming.lapsing(store, lens, choice, capacity=capacity)
        return {"turn": found.assign(state=found["outcome"])}

    return Topic(
        ask=ask,
        subjects={
            "turn": Subject(
                keys=("school_code", "kind"), why=_why_turn, code="kind", on="expires_on", year=""
            )
        },
        figures=(LATE_TURNS,),
    )


def _why_turn(known: Known) -> Why:
    """By the recognition itself; else by the schedule, which gives it a turn or takes it; else others stand before it."""
    of_recognition = _why_expiry(known)

    def why(was: Row | None, is_: Row | None) -> Cause:
        cause = of_recognition(was, is_)
        if cause != OTHER or was is None or is_ is None:
            return cause
        if "schedule" in (was["turn_source"], is_["turn_source"]):
            return Cause("schedule_changed")
        return Cause("queue_moved")

    return why


def _why_step(known: Known) -> Why:
    visits = _by_school(known.now.visits)
    reports = known.now.reports[known.now.reports["rule"] == "before_visit"]
    arrived = _by_school(reports[reports["arrival"].notna()])

    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        if cause := of_school(known, was, is_):
            return cause
        visit = visits.get((row["school_code"], row["school_year"]), {})
        names = ("visit_starts_on", "visit_ends_on")
        if was is None or is_ is None or any(was[name] != is_[name] for name in names):
            return Cause(
                "schedule_changed", visit.get("decided_on"), visit.get("decided_by_whom"), visit.get("revision_id")
            )  # fmt: skip
        if is_["state"] in _CAME and is_["received_on"] != was["received_on"]:
            report = arrived.get((row["school_code"], row["school_year"]))
            return _arrived(report) if report and report["received_on"] == is_["received_on"] else OTHER
        if (was["due_early"], was["due_late"]) != (is_["due_early"], is_["due_late"]):
            return Cause("days_set")
        return _by_time(is_)

    return why


def _by_school(frame: pd.DataFrame) -> dict[tuple[str, str], Row]:
    return {(row["school_code"], row["school_year"]): row for row in pairs.rows(frame)}


def _arrived(report: Row) -> Cause:
    name = {"upload": "new_upload", "office": "received"}.get(report["arrival"], "schedule_changed")
    return Cause(name, report["said_on"], report["said_by"], report["revision_id"])


def _by_time(is_: Row) -> Cause:
    if is_["state"] == "overdue":
        return Cause("deadline_passed", is_["due_late"] + timedelta(days=1))
    if is_["state"] == "past":
        return Cause("day_came", is_["due_late"] + timedelta(days=1))
    return Cause("day_came") if is_["state"] == "due_soon" else OTHER


COMING = Topic(
    ask=_what_comes,
    subjects={
        "expiry": Subject(
            keys=("school_code", "kind"), why=_why_expiry, values=("state", "expires_on"), code="kind",
            on="expires_on", year="expiry_year",
        ),
        "step": Subject(
            keys=("who", "school_year", "step_code", "nth"), why=_why_step, values=("state", "due_late"),
            code="step_code", name="step_name", on="due_late",
        ),
    },
    figures=(
        Figure("expiring", "expiry", frozenset({"ahead"}), of_year=False),
        Figure("lapsed", "expiry", frozenset({"lapsed"}), of_year=False),
        Figure("late_steps", "step", frozenset({"overdue"})),
    ),
    year=_year_of_schedule,
)  # fmt: skip
