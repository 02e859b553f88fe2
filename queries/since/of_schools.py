"""What schools lack, ask for and need, and the office's table of two laws: their things on a day, and why one of them moved."""

from __future__ import annotations

import pandas as pd

from data.lens import Lens
from data.store import Store
from queries import crosswalk, levels, requests
from queries.choice import Choice
from queries.since.history import OTHER, Cause, day_of
from queries.since.pairs import Row
from queries.since.topic import Figure, Frames, Known, Subject, Topic, Why, by_plan, of_school


def _standing(row: Row) -> str:
    if row["standing"] != "told":
        return str(row["standing"])
    if pd.isna(row["blocking_count"]):
        return "top"
    return "one_left" if row["blocking_count"] == 1 else "more_left"


def _levels(store: Store, lens: Lens, choice: Choice) -> Frames:
    schools = levels.by_school(store, lens, choice)
    states = [_standing(row._asdict()) for row in schools.itertuples(index=False)]
    state = pd.Series(states, index=schools.index, dtype=object)
    # Before the highest Mức told here nothing lacks; where nobody can tell, nobody can tell that either.
    amount = schools["blocking_count"].astype(object).where(state != "top", 0)
    return {"standing": schools.assign(state=state, amount=amount)}


def _told_levels(frames: Frames) -> frozenset[str]:
    """Of one school how many criteria it lacks; of many how many schools lack one, and of how many nobody can tell."""
    if len(frames["standing"]) == 1:
        return frozenset({"criteria_left"})
    return frozenset({"one_left", "untold"})


def _why_standing(known: Known) -> Why:
    def why(was: Row | None, is_: Row | None) -> Cause:
        school = (is_ or was or {})["school_code"]
        changed = known.tables.newest_change("self_evaluation", school)
        return of_school(known, was, is_) or changed or OTHER

    return why


LEVELS = Topic(
    ask=_levels,
    subjects={
        "standing": Subject(
            keys=("school_code",),
            why=_why_standing,
            values=("state", "amount", "next_level"),
            amount="amount",
        )
    },
    figures=(
        Figure("one_left", "standing", frozenset({"one_left"})),
        Figure("untold", "standing", frozenset({"incomplete", "no_rule", "silent"})),
        Figure("criteria_left", "standing", is_amount=True),
    ),
    told=_told_levels,
)


def _requests(store: Store, lens: Lens, choice: Choice) -> Frames:
    lines = requests.lines(store, lens, choice, request="asked")
    waiting, replied = lines["is_waiting"].astype(bool), lines["reply"].notna()
    settled = replied.map({True: "answered", False: "settled"})
    schools = requests.by_school(store, lens, choice)
    schools = schools[schools["line_count"] > 0]
    # Requests handed in beside a plan and beside a report are counted through each from its own first line.
    lines = lines.sort_values("revision_id", kind="stable")
    lines["nth"] = lines.groupby(["school_code", "school_year", "asked_in", "line_no"]).cumcount()
    lines["what"] = lines["criterion_name"].fillna(lines["support"])
    return {
        "request": lines.assign(status=lines["state"], state=settled.where(~waiting, "waiting")),
        "budget": schools.assign(state="budget", amount=schools["budget_vnd"]),
    }


def _year_of_plans(store: Store, lens: Lens, choice: Choice) -> str | None:
    schools = requests.by_school(store, lens, choice)
    return choice.school_year or (None if schools.empty else str(schools["school_year"].iloc[0]))


def _why_request(known: Known) -> Why:
    """By the table in which it stands; else by an answer of the office, or by what came of it."""

    def why(was: Row | None, is_: Row | None) -> Cause:
        row = is_ or was or {}
        if cause := of_school(known, was, is_) or _by_table(known, was, is_):
            return cause
        if was is None or is_ is None:
            return OTHER
        if (was["reply"], was["replied_at"]) != (is_["reply"], is_["replied_at"]):
            return Cause("answered", day_of(is_["replied_at"]), is_["replied_by"], is_["revision_id"])
        place = (row["school_code"], row["school_year"])
        return known.tables.cause("results", *place) or known.spoken(is_, school_year=place[1]) or OTHER

    return why


def _by_table(known: Known, was: Row | None, is_: Row | None) -> Cause | None:
    """A plan is replaced by a plan; the requests of a report are there as long as what they were handed in beside."""
    row = is_ or was or {}
    if row["asked_in"] == "plan":
        return known.tables.cause("plan", row["school_code"], row["school_year"])
    revisions = [side["revision_id"] for side in (is_, was) if side is not None]
    if len(set(revisions)) == 1 and was is not None and is_ is not None:
        return None
    causes = (known.tables.came_or_went(revision, beside=("results", "plan")) for revision in revisions)
    return next((cause for cause in causes if cause), None)


REQUESTS = Topic(
    ask=_requests,
    subjects={
        "request": Subject(
            keys=("school_code", "school_year", "asked_in", "line_no", "nth"), why=_why_request,
            code="criterion_code",
            name="what", on="since_on",
        ),
        "budget": Subject(keys=("school_code", "school_year"), why=by_plan, values=("state", "amount"), amount="amount"),
    },
    figures=(
        Figure("requests", "request", frozenset({"waiting", "answered", "settled"})),
        Figure("waiting", "request", frozenset({"waiting"})),
        Figure("budget", "budget", is_amount=True),
    ),
    year=_year_of_plans,
)  # fmt: skip


def _crosswalk(store: Store, lens: Lens, choice: Choice) -> Frames:
    """One row per criterion of an earlier law, which may have several answers: the surest of them, the newest word on it."""
    said = crosswalk.pairs(store, lens, choice)
    said = said.assign(
        school_code=None,
        school_name=None,
        school_year=None,
        framework_code=said["from_framework_code"],
        state=said["answer"].fillna("unsaid"),
    )
    said["place"] = said["state"].map({"same": 0, "part": 1, "none": 2, "unsaid": 3})
    keys = ["from_framework_code", "to_framework_code", "from_criterion_code"]
    said["said_at"] = said.groupby(keys)["recorded_at"].transform("max")
    once = said.sort_values("place", kind="stable").drop_duplicates(keys).sort_index()
    return {"pair": once}


def _why_pair(known: Known) -> Why:
    def why(was: Row | None, is_: Row | None) -> Cause:
        return Cause("crosswalk_said", day_of((is_ or was or {})["said_at"]))

    return why


CROSSWALK = Topic(
    ask=_crosswalk,
    subjects={
        "pair": Subject(
            keys=("from_framework_code", "to_framework_code", "from_criterion_code"), why=_why_pair,
            code="from_criterion_code", name="from_criterion_name", nothing="unsaid",
        )
    },
    figures=(Figure("crosswalk", "pair", frozenset({"same", "part", "none"}), by="framework_code"),),
)  # fmt: skip
