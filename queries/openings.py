"""What opens each figure of each answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from queries.choice import Choice
from queries.figure import Opening, Row

SCHOOL = ("school_code",)
ITEM = ("school_code", "school_year", "framework_code", "criterion_code")
LINE = ("revision_id", "line_no")
STATES = ("done", "in_progress", "not_started", "needs_review", "no_data")
REGISTER_STATES = (
    "received",
    "received_late",
    "hollow",
    "waived",
    "ended",
    "due_soon",
    "overdue",
    "not_due",
)
CONCERNS = ("repeats_plan", "copied_school", "copied_year", "empty_phrase", "nothing_to_check")
PLAN_SAYS = {
    "solution_count": "has_solution",
    "start_count": "has_start",
    "finish_count": "has_finish",
    "people_count": "has_people",
    "budget_count": "has_budget",
    "supervision_count": "has_supervision",
    "measurable_count": "is_measurable",
}
ASKS = {
    "evaluation_count": None,
    **{f"{asks}_count": asks for asks in ("kdcl", "cqg", "kdcl_only", "cqg_only", "both")},
}


def opening(
    question: str,
    column: str,
    row: Row,
    choice: Choice,
    extras: Row | None = None,
) -> Opening | None:
    """What opens the figure in `column` of a row of the question's answer, asked with this choice and these extras.

    None where there is no figure: another column, or nothing known.
    """
    if pd.isna(row.get(column)) or question not in _OPENERS:
        return None
    return _OPENERS[question](column, {**(extras or {}), **row}, choice)


def _at(choice: Choice, row: Row, **more: Any) -> Choice:
    """The choice narrowed to the school year of the row, where it has one, and to what else is named."""
    year = row.get("school_year")
    known = {} if year is None or pd.isna(year) else {"school_year": year}
    return replace(choice, **known, **more)


def _of_state(column: str, states: tuple[str, ...]) -> str | None:
    state = column.removesuffix("_count")
    return state if state in states else None


def _completion(choice: Choice, column: str, **narrowed: Any) -> Opening | None:
    """A count of planned items, by state or all, or the share of those reported that are done."""
    name = "completion.lines"
    if column == "planned_count":
        return Opening(name, choice, narrowed, ITEM)
    if column == "school_count":
        return Opening(name, choice, narrowed, SCHOOL)
    if column in {"low_share", "high_share"}:
        done = ("done",) if column == "low_share" else ("done", "needs_review")
        return Opening(
            name, choice, {**narrowed, "state": "reported"}, ITEM, {"item_state": done}, is_share=True
        )
    state = _of_state(column, (*STATES, "reported"))
    return Opening(name, choice, {**narrowed, "state": state}, ITEM) if state else None


def _by_standard(column: str, row: Row, choice: Choice) -> Opening | None:
    return _completion(
        _at(choice, row), column, framework=row["framework_code"], standard=int(row["standard_no"])
    )


def _by_criterion(column: str, row: Row, choice: Choice) -> Opening | None:
    return _completion(
        _at(choice, row), column, framework=row["framework_code"], criterion=row["criterion_code"]
    )


def _completion_of_school(column: str, row: Row, choice: Choice) -> Opening | None:
    framework = row.get("framework")
    if framework is None or choice.school_year is None:
        return None
    return _completion(replace(choice, school=row["school_code"]), column, framework=framework)


def _of_framework(column: str, row: Row, choice: Choice) -> Opening | None:
    return _completion(_at(choice, row), column, framework=row["framework_code"])


def _tile(column: str, row: Row, choice: Choice) -> Opening | None:
    kind = {"plan_line_count": "plan", "result_line_count": "result"}.get(column)
    if kind is None or pd.isna(row["criterion_code"]):
        return None
    return Opening(
        "completion.lines",
        _at(choice, row, school=row["school_code"]),
        {"framework": row["framework_code"], "criterion": row["criterion_code"]},
        (f"{kind}_revision_id", f"{kind}_line_no"),
    )


def _unconfirmed(column: str, row: Row, choice: Choice) -> Opening | None:
    found = {
        "said_item_count": ("said", ITEM),
        "said_line_count": ("said", LINE),
        "open_line_count": (None, LINE),
    }.get(column)
    if found is None:
        return None
    step, unit = found
    where: dict[str, tuple[Any, ...]] = {"framework_code": (row["framework_code"],)}
    if step is None:
        where["status"] = ("needs_review", "no_data")
    return Opening("completion.statuses", _at(choice, row), {"step": step}, unit, where)


def _persistent(column: str, row: Row, choice: Choice) -> Opening | None:
    if column != "year_count":
        return None
    return Opening(
        "weaknesses.run_lines",
        replace(choice, school=row["school_code"]),
        {"framework": row["framework_code"], "criterion": row["criterion_code"]},
        ("school_year",),
        {"first_school_year": (row["first_school_year"],)},
    )


def _common(column: str, row: Row, choice: Choice) -> Opening | None:
    at = _at(choice, row, level=row["level"])
    if column == "plan_school_count":
        where = {"is_current": (True,), "framework_code": (row["framework_code"],)}
        return Opening("hand_ins.revisions", at, {"kind": "plan"}, SCHOOL, where)
    if column != "school_count":
        return None
    return Opening(
        "weaknesses.lines",
        at,
        {"framework": row["framework_code"], "criterion": row["criterion_code"]},
        SCHOOL,
        {"school_year": (row["school_year"],)},
    )


def _weaknesses_of_year(column: str, row: Row, choice: Choice) -> Opening | None:
    unit = {"persistent_count": ITEM[:1] + ITEM[2:], "school_count": SCHOOL}.get(column)
    return Opening("weaknesses.run_lines", _at(choice, row), {"run_state": "current"}, unit) if unit else None


def _concern(column: str, row: Row, choice: Choice) -> Opening | None:
    kind = {"kind": row["kind"]}
    unit = LINE if column.endswith("line_count") else SCHOOL
    if column in {"checked_line_count", "checked_school_count"}:
        return Opening("hollow.checked", _at(choice, row), kind, unit)
    if column in {"line_count", "school_count"}:
        return Opening("hollow.lines", _at(choice, row), {**kind, "concern": row["concern"]}, unit)
    return None


def _hollow_of_school(column: str, row: Row, choice: Choice) -> Opening | None:
    at = _at(choice, row, school=row["school_code"])
    if column == "checked_line_count":
        return Opening("hollow.checked", at, {}, LINE)
    if column == "concern_line_count":
        return Opening("hollow.lines", at, {}, LINE)
    concern = _of_state(column, CONCERNS)
    return Opening("hollow.lines", at, {"concern": concern}, LINE) if concern else None


def _plan_says(column: str, row: Row, choice: Choice) -> Opening | None:
    at = _at(choice, row, school=row["school_code"])
    if column == "line_count":
        return Opening("hollow.checked", at, {"kind": "plan"}, LINE)
    said = PLAN_SAYS.get(column)
    return Opening("hollow.checked", at, {"kind": "plan"}, LINE, {said: (True,)}) if said else None


def _obligation(column: str, row: Row, choice: Choice) -> Opening | None:
    return _register(_at(choice, row), column, obligation=row["obligation_code"])


def _owed_by_school(column: str, row: Row, choice: Choice) -> Opening | None:
    return _register(replace(choice, school=row["school_code"]), column)


def _register(choice: Choice, column: str, **narrowed: Any) -> Opening | None:
    if column == "owed_count":
        return Opening("reports.register", choice, narrowed)
    if column == "longest_late_days":
        return Opening("reports.register", choice, {**narrowed, "state": "overdue"}, largest="late_days")
    state = _of_state(column, REGISTER_STATES)
    return Opening("reports.register", choice, {**narrowed, "state": state}) if state else None


def _month(column: str, row: Row, choice: Choice) -> Opening | None:
    if column not in ASKS:
        return None
    return Opening(
        "schedule.lines", _at(choice, row), {"month_on": row["month_on"], "asks": ASKS[column]}, LINE
    )


def _year(column: str, row: Row, choice: Choice) -> Opening | None:
    if column == "evaluation_count":
        return Opening("schedule.lines", _at(choice, row), {}, LINE)
    kind = {"plan_count": "plan", "result_count": "results"}.get(column)
    where = {"is_current": (True,)}
    return Opening("hand_ins.revisions", _at(choice, row), {"kind": kind}, where=where) if kind else None


def _hand_in(column: str, row: Row, choice: Choice) -> Opening | None:
    revision = {"revision": row["revision_id"]}
    if column == "row_count":
        return Opening("hand_ins.lines", choice, revision)
    if column == "warning_count":
        return Opening("hand_ins.problems", choice, revision, where={"level": ("warning",)})
    return None


def _theme(column: str, row: Row, choice: Choice) -> Opening | None:
    unit = {"line_count": ("lifeline_id",), "school_count": SCHOOL}.get(column)
    theme = "none" if pd.isna(row["theme_code"]) else row["theme_code"]
    return Opening("lifelines.stages", choice, {"theme": theme}, unit) if unit else None


REQUESTS: dict[str, dict[str, tuple[Any, ...]]] = {
    "line_count": {"asked_in": ("plan",)},
    **{
        f"{name}_count": {"amount": (amount,)}
        for name, amount in (
            ("known_amount", "known"),
            ("unclear_amount", "unclear"),
            ("no_money", "none"),
            ("unwritten_amount", "unwritten"),
        )
    },
    "budget_vnd": {"amount": ("known",)},
    "request_count": {"request": ("asked",)},
    "unclear_request_count": {"request": ("unclear",)},
    "open_request_count": {"is_waiting": (True,)},
}


def _requests(column: str, row: Row, choice: Choice) -> Opening | None:
    at = _at(choice, row, school=row["school_code"])
    if column == "longest_waiting_days":
        return Opening("requests.lines", at, {"answer_state": "open"}, largest="waiting_days")
    if column == "replied_count":
        return Opening("requests.lines", at, {"answer_state": "answered"}, LINE)
    if column not in REQUESTS:
        return None
    adds = column if column == "budget_vnd" else None
    return Opening("requests.lines", at, {}, LINE, REQUESTS[column], adds=adds)


def _source(column: str, row: Row, choice: Choice) -> Opening | None:
    if column not in {
        "line_count",
        "school_count",
        "known_amount_count",
        "budget_vnd",
        "unclear_amount_count",
    }:
        return None
    amount = (
        {"amount": ("known", "unclear")} if column in {"line_count", "school_count"} else REQUESTS[column]
    )
    source = None if pd.isna(row["budget_source"]) else row["budget_source"]
    return Opening(
        "requests.lines",
        _at(choice, row),
        {},
        SCHOOL if column == "school_count" else LINE,
        {**amount, "budget_source": (source,)},
        adds=column if column == "budget_vnd" else None,
    )


_Opener = Callable[[str, Row, Choice], "Opening | None"]
_OPENERS: dict[str, _Opener] = {
    "completion.by_standard": _by_standard,
    "completion.by_criterion": _by_criterion,
    "completion.by_school": _completion_of_school,
    "completion.by_school_criterion": _tile,
    "completion.by_year": _of_framework,
    "completion.frameworks": _of_framework,
    "completion.unconfirmed": _unconfirmed,
    "weaknesses.persistent": _persistent,
    "weaknesses.common": _common,
    "weaknesses.by_year": _weaknesses_of_year,
    "hollow.by_concern": _concern,
    "hollow.by_school": _hollow_of_school,
    "hollow.plans": _plan_says,
    "reports.by_obligation": _obligation,
    "reports.by_school": _owed_by_school,
    "schedule.by_month": _month,
    "requests.by_school": _requests,
    "requests.by_source": _source,
    "school_years.listing": _year,
    "hand_ins.revisions": _hand_in,
    "lifelines.by_theme": _theme,
}

# The questions whose figures can be opened.
QUESTIONS = frozenset(_OPENERS)
