"""What opens each figure of each answer: one row here for each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from queries import asking
from queries.choice import Choice
from queries.figure import Opening, Row, typed

# What counts once.
SCHOOL = ("school_code",)
ITEM = ("school_code", "school_year", "framework_code", "criterion_code")
WEAKNESS = ("school_code", "framework_code", "criterion_code")
LINE = ("revision_id", "line_no")
LIFELINE = ("lifeline_id",)
VISITED = ("school_code", "school_name")
# In `where`: the value that the row has.
AS_IN_THE_ROW = ("as in the row",)

Figures = Mapping[str, Opening]

_STATES = ("done", "in_progress", "not_started", "needs_review", "no_data", "reported")
_ITEMS: Figures = {
    "planned_count": Opening("completion.lines", unit=ITEM),
    "school_count": Opening("completion.lines", unit=SCHOOL),
    **{
        f"{state}_count": Opening("completion.lines", unit=ITEM, extras={"state": state}) for state in _STATES
    },
    **{
        share: Opening(
            "completion.lines",
            unit=ITEM,
            extras={"state": "reported"},
            where={"item_state": states},
            is_share=True,
        )
        for share, states in (("low_share", ("done",)), ("high_share", ("done", "needs_review")))
    },
}
_REPORTS: Figures = {
    "owed_count": Opening("reports.register"),
    **{
        f"{state}_count": Opening("reports.register", extras={"state": state})
        for state in (
            "received",
            "received_late",
            "hollow",
            "waived",
            "ended",
            "due_soon",
            "overdue",
            "not_due",
        )
    },
    "longest_late_days": Opening("reports.register", extras={"state": "overdue"}, largest="late_days"),
}
_VISITS: Figures = {
    "evaluation_count": Opening("schedule.lines", unit=LINE),
    **{
        f"{asks}_count": Opening("schedule.lines", unit=LINE, extras={"asks": asks})
        for asks in ("kdcl", "cqg", "kdcl_only", "cqg_only", "both")
    },
    "unasked_count": Opening(
        "schedule.lines", unit=LINE, where={"asks_kdcl": (False,), "asks_cqg": (False,)}
    ),
}
_PLAN_SAYS = {
    **{name: f"has_{name}" for name in ("solution", "start", "finish", "people", "budget", "supervision")},
    "measurable": "is_measurable",
}
_PLANS: Figures = {
    "line_count": Opening("hollow.checked", unit=LINE, extras={"kind": "plan"}),
    **{
        f"{prefix}{name}_count": Opening(
            "hollow.checked", unit=LINE, extras={"kind": "plan"}, where={column: values}
        )
        for name, column in _PLAN_SAYS.items()
        for prefix, values in (("", (True,)), ("no_", (False, None)))
    },
}
_CONCERNS: Figures = {
    f"{concern}_count": Opening("hollow.lines", unit=LINE, extras={"concern": concern})
    for concern in ("repeats_plan", "copied_school", "copied_year", "empty_phrase", "nothing_to_check")
}
_MONEY: Figures = {
    "known_amount_count": Opening("requests.lines", unit=LINE, where={"amount": ("known",)}),
    "unclear_amount_count": Opening("requests.lines", unit=LINE, where={"amount": ("unclear",)}),
    "budget_vnd": Opening("requests.lines", unit=LINE, where={"amount": ("known",)}, adds="budget_vnd"),
}
_LIFELINES: Figures = {
    "line_count": Opening("lifelines.stages", unit=LIFELINE),
    "school_count": Opening("lifelines.stages", unit=SCHOOL),
    **{
        f"{status}_count": Opening("lifelines.stages", unit=LIFELINE, where={"lifeline_status": (status,)})
        for status in ("open", "planned", "in_work", "unclear", "silent", "back", "solved")
    },
}

# Of each answer the columns that say which row it is, and the figures of that row. A chart that adds rows up leaves some
# of these columns out; a figure that is no column of the answer is a part of a chart (row_count: so many rows of the answer).
_FIGURES: dict[str, tuple[tuple[str, Figures], ...]] = {
    "completion.by_standard": (("school_year framework_code standard_no", _ITEMS),),
    "completion.by_criterion": (("school_year framework_code criterion_code", _ITEMS),),
    "completion.by_school": (("school_year framework_code school_code", _ITEMS),),
    "completion.by_year": (("school_year framework_code", _ITEMS),),
    "completion.frameworks": (("school_year framework_code", _ITEMS),),
    "completion.by_school_criterion": (
        (
            "school_year framework_code school_code criterion_code",
            {
                "row_count": Opening("completion.lines", unit=ITEM),
                "plan_line_count": Opening("completion.lines", unit=("plan_revision_id", "plan_line_no")),
                "result_line_count": Opening(
                    "completion.lines", unit=("result_revision_id", "result_line_no")
                ),
            },
        ),
    ),
    "completion.unconfirmed": (
        (
            "school_year framework_code",
            {
                "said_item_count": Opening("completion.statuses", unit=ITEM, extras={"step": "said"}),
                "said_line_count": Opening("completion.statuses", unit=LINE, extras={"step": "said"}),
                "open_line_count": Opening(
                    "completion.statuses", unit=LINE, where={"status": ("needs_review", "no_data")}
                ),
            },
        ),
    ),
    "weaknesses.persistent": (
        (
            "school_code framework_code criterion_code first_school_year",
            {"year_count": Opening("weaknesses.run_lines", unit=("school_year",))},
        ),
        (
            "framework_code criterion_code year_count longest run_state",
            {"row_count": Opening("weaknesses.run_lines", unit=(*WEAKNESS, "first_school_year"))},
        ),
        # The dotted line beside a bar: in how many schools it goes on under the later law.
        (
            "from_framework_code from_criterion_code school_code",
            {"continued_count": Opening("crosswalk.continued", unit=SCHOOL)},
        ),
    ),
    "weaknesses.common": (
        (
            "school_year level framework_code criterion_code",
            {
                # The lines are those of earlier years as well.
                "school_count": Opening(
                    "weaknesses.lines", unit=SCHOOL, where={"school_year": AS_IN_THE_ROW}
                ),
            },
        ),
        (
            "school_year level framework_code",
            {
                "plan_school_count": Opening(
                    "hand_ins.revisions", unit=SCHOOL, extras={"kind": "plan"}, where={"is_current": (True,)}
                ),
            },
        ),
    ),
    "weaknesses.by_year": (
        (
            "school_year",
            {
                "persistent_count": Opening(
                    "weaknesses.run_lines", unit=WEAKNESS, extras={"run_state": "current"}
                ),
                "school_count": Opening("weaknesses.run_lines", unit=SCHOOL, extras={"run_state": "current"}),
            },
        ),
    ),
    "hollow.by_concern": (
        (
            "school_year kind concern",
            {
                "line_count": Opening("hollow.lines", unit=LINE),
                "school_count": Opening("hollow.lines", unit=SCHOOL),
                "checked_line_count": Opening("hollow.checked", unit=LINE),
                "checked_school_count": Opening("hollow.checked", unit=SCHOOL),
            },
        ),
    ),
    "hollow.by_school": (
        (
            "school_year school_code",
            {
                "checked_line_count": Opening("hollow.checked", unit=LINE),
                "concern_line_count": Opening("hollow.lines", unit=LINE),
                **_CONCERNS,
            },
        ),
    ),
    "hollow.plans": (("school_year school_code", _PLANS),),
    "reports.by_obligation": (("school_year obligation_code", _REPORTS),),
    "reports.by_school": (("school_code", _REPORTS),),
    "reports.register": (
        (
            "school_year school_code kind",
            {
                "concern_line_count": Opening("hollow.lines", unit=LINE),
                "line_count": Opening("hand_ins.revisions", where={"is_current": (True,)}, adds="row_count"),
            },
        ),
        ("school_year obligation_code state late_days", {"row_count": Opening("reports.register")}),
    ),
    "schedule.by_month": (("school_year month_on", _VISITS),),
    "schedule.evaluations": (
        ("school_year school_code first_row", {"visit_count": Opening("schedule.lines", unit=LINE)}),
        ("school_year school_code obligation_code", {"dossier_count": Opening("reports.register")}),
    ),
    "schedule.expiring": (("kind is_scheduled expires_on", {"row_count": Opening("schedule.expiring")}),),
    "school_years.listing": (
        (
            "school_year",
            {
                "evaluation_count": Opening("schedule.lines", unit=LINE),
                **{
                    column: Opening(
                        "hand_ins.revisions", extras={"kind": kind}, where={"is_current": (True,)}
                    )
                    for column, kind in (("plan_count", "plan"), ("result_count", "results"))
                },
            },
        ),
    ),
    "hand_ins.revisions": (
        (
            "revision_id",
            {
                "row_count": Opening("hand_ins.lines"),
                "warning_count": Opening("hand_ins.problems", where={"level": ("warning",)}),
            },
        ),
    ),
    "lifelines.by_theme": (("theme_code", _LIFELINES),),
    "lifelines.lines": (
        ("lifeline_id", {"year_count": Opening("lifelines.stages", unit=("school_year",))}),
        (
            "framework_code criterion_code lifeline_status",
            {"row_count": Opening("lifelines.stages", unit=LIFELINE)},
        ),
    ),
    "lifelines.not_taken_up": (
        ("framework_code criterion_code plan_state", {"row_count": Opening("lifelines.not_taken_up")}),
    ),
    "lifelines.answers_nothing": (
        ("framework_code criterion_code ground_state", {"row_count": Opening("lifelines.answers_nothing")}),
    ),
    "requests.by_school": (
        (
            "school_year school_code",
            {
                **_MONEY,
                "line_count": Opening("requests.lines", unit=LINE, where={"asked_in": ("plan",)}),
                "no_money_count": Opening("requests.lines", unit=LINE, where={"amount": ("none",)}),
                "unwritten_amount_count": Opening(
                    "requests.lines", unit=LINE, where={"amount": ("unwritten",)}
                ),
                "request_count": Opening("requests.lines", unit=LINE, where={"request": ("asked",)}),
                "unclear_request_count": Opening(
                    "requests.lines", unit=LINE, where={"request": ("unclear",)}
                ),
                "open_request_count": Opening("requests.lines", unit=LINE, where={"is_waiting": (True,)}),
                "replied_count": Opening("requests.lines", unit=LINE, extras={"answer_state": "answered"}),
                "longest_waiting_days": Opening(
                    "requests.lines", extras={"answer_state": "open"}, largest="waiting_days"
                ),
            },
        ),
    ),
    "requests.by_source": (
        (
            "school_year budget_source",
            {
                **_MONEY,
                "line_count": Opening("requests.lines", unit=LINE, where={"amount": ("known", "unclear")}),
                "school_count": Opening(
                    "requests.lines", unit=SCHOOL, where={"amount": ("known", "unclear")}
                ),
            },
        ),
    ),
    "requests.lines": (
        ("school_year asked_of is_waiting waiting_days", {"row_count": Opening("requests.lines", unit=LINE)}),
    ),
    "coming.expiries": (
        (
            "half level",
            {
                "recognition_count": Opening("coming.schools"),
                "school_count": Opening("coming.schools", unit=SCHOOL),
                "kdcl_count": Opening("coming.schools", where={"kind": ("KDCL",)}),
                "cqg_count": Opening("coming.schools", where={"kind": ("CQG",)}),
                "scheduled_count": Opening("coming.schools", where={"is_scheduled": (True,)}),
            },
        ),
    ),
    "coming.months": (
        ("school_year month_on", {"evaluation_count": Opening("coming.visits", unit=LINE)}),
        ("school_year line_no", {"levelled_count": Opening("coming.visits", unit=LINE)}),
    ),
    "coming.deadlines": (
        ("school_year school_code first_row step_code", {"row_count": Opening("coming.deadlines")}),
    ),
    "levels.by_school": (
        (
            "school_code",
            {
                "told_count": Opening("levels.lines", where={"is_clear": (True,)}),
                "unclear_criteria": Opening("levels.lines", where={"is_clear": (False,)}),
                "expected_count": Opening("levels.lines"),
                "blocking_count": Opening("levels.blocking", adds="is_counted"),
            },
        ),
    ),
    "levels.lifting": (
        (
            "framework_code next_level criterion_code",
            {
                "blocked_count": Opening("levels.blocking", extras={"standing": "told"}),
                **{
                    name: Opening("levels.blocking", extras={"standing": "told"}, where={column: (value,)})
                    for name, column, value in (
                        ("choice_count", "is_choice", True),
                        ("lifted_count", "is_only", True),
                        ("not_lifted_count", "is_only", False),
                    )
                },
            },
        ),
        (
            "framework_code next_level",
            {"school_count": Opening("levels.blocking", unit=SCHOOL, extras={"standing": "told"})},
        ),
    ),
    "crosswalk.coverage": (
        (
            "from_framework_code to_framework_code",
            {
                "criterion_count": Opening("crosswalk.pairs", unit=("from_criterion_code",)),
                "answered_count": Opening(
                    "crosswalk.pairs",
                    unit=("from_criterion_code",),
                    where={"criterion_answer": ("same", "part", "none")},
                ),
                **{
                    f"{answer}_count": Opening(
                        "crosswalk.pairs",
                        unit=("from_criterion_code",),
                        where={"criterion_answer": (answer,)},
                    )
                    for answer in ("same", "part", "none")
                },
                "met_criterion_count": Opening("crosswalk.pairs", unit=("to_criterion_code",)),
            },
        ),
    ),
    # The headline figures of a day; each is a row of the answer.
    "since.figures": (
        (
            "",
            {
                "overdue": Opening("reports.register", extras={"state": "overdue"}),
                "unsolved": Opening(
                    "lifelines.stages",
                    unit=LIFELINE,
                    where={"lifeline_status": ("back", "open", "silent", "unclear", "planned", "in_work")},
                ),
                "back": Opening("lifelines.stages", unit=LIFELINE, where={"lifeline_status": ("back",)}),
                "not_taken_up": Opening(
                    "lifelines.not_taken_up", where={"plan_state": ("missed", "waiting")}
                ),
                "late_turns": Opening("coming.lapsing", extras={"outcome": "lapses"}),
                "expiring": Opening("coming.schools", where={"is_lapsed": (False,)}),
                "lapsed": Opening("coming.schools", where={"is_lapsed": (True,)}),
                "one_left": Opening(
                    "levels.blocking",
                    unit=SCHOOL,
                    extras={"standing": "told"},
                    where={"blocking_count": (1,)},
                ),
                "untold": Opening(
                    "levels.by_school", where={"standing": ("incomplete", "no_rule", "silent")}
                ),
                "criteria_left": Opening("levels.blocking", extras={"standing": "told"}, adds="is_counted"),
            },
        ),
        (
            "school_year",
            {
                "weaknesses": Opening("weaknesses.run_lines", unit=WEAKNESS, extras={"run_state": "current"}),
                "visits": Opening("schedule.lines", unit=VISITED),
                "visited": Opening("schedule.lines", unit=VISITED, where={"is_past": (True,)}),
                "to_read": Opening("hollow.lines", unit=LINE),
                "supervised": _PLANS["supervision_count"],
                "late_steps": Opening("coming.deadlines", where={"step_state": ("overdue",)}),
                "requests": Opening("requests.lines", unit=LINE, extras={"request": "asked"}),
                "waiting": Opening(
                    "requests.lines", unit=LINE, extras={"request": "asked"}, where={"is_waiting": (True,)}
                ),
                "budget": _MONEY["budget_vnd"],
            },
        ),
        (
            "school_year framework_code",
            {"done": Opening("completion.lines", unit=ITEM, extras={"state": "done"})},
        ),
        (
            "framework_code",
            {
                "crosswalk": Opening(
                    "crosswalk.pairs",
                    unit=("from_criterion_code",),
                    where={"criterion_answer": ("same", "part", "none")},
                )
            },
        ),
    ),
}

# The questions whose figures can be opened.
QUESTIONS = frozenset(_FIGURES)
# The questions that open them.
OPENED = frozenset(
    opened.question for rows in _FIGURES.values() for _, figures in rows for opened in figures.values()
)
# What a question calls the column of a row by which it can be asked; the others bear its name.
_PARAMS = {
    "school_code": "school",
    "framework_code": "framework",
    "from_framework_code": "framework",
    "standard_no": "standard",
    "criterion_code": "criterion",
    "obligation_code": "obligation",
    "theme_code": "theme",
    "lifeline_id": "lifeline",
    "revision_id": "revision",
    "next_level": "step",
}
_OF_CHOICE = {"school_year", "level", "school"}


def columns(question: str) -> frozenset[str]:
    """The figures of a question's answer that can be opened."""
    return frozenset(column for _, figures in _FIGURES.get(question, ()) for column in figures)


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
    for keys, figures in _FIGURES.get(question, ()):
        if column in figures and not pd.isna(row.get(column)):
            known = {key: row[key] for key in keys.split() if key in row}
            return _narrowed(figures[column], known, choice, extras or {})
    return None


def _narrowed(opened: Opening, row: Row, choice: Choice, extras: Row) -> Opening:
    """The lines of this row alone: asked for where the question that opens them can be asked, else named in `where`."""
    header = asking.header(opened.question)
    params, returns = ({name.strip() for name in header[part].split(",")} for part in ("params", "returns"))
    chosen: dict[str, Any] = {}
    asked = {name: value for name, value in extras.items() if name in params} | dict(opened.extras)
    where = dict(opened.where)
    for key, value in row.items():
        param = _PARAMS.get(key, key)
        if where.get(key) == AS_IN_THE_ROW:
            where[key] = (value,)
        if isinstance(value, list | tuple):
            where[key] = tuple(typed(key, each) for each in value)
        elif pd.isna(value):
            # A row without a school year is of none, and the choice stands; any other null is what the lines have as well.
            where |= {key: (None,)} if key in returns and key != "school_year" else {}
        elif param in params:
            (chosen if param in _OF_CHOICE else asked)[param] = typed(key, value)
        elif key in returns:
            where[key] = (typed(key, value),)
    return replace(opened, choice=replace(choice, **chosen), extras=asked, where=where)
