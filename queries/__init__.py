"""The only way to ask the store: one question, one .sql, one function.

Every function takes the store, the lens and the choice of the shared filters:
`queries.completion.by_criterion(store, lens, choice)`.
"""

from queries import (
    coming,
    completion,
    crosswalk,
    hand_ins,
    hollow,
    levels,
    lifelines,
    office,
    reports,
    requests,
    schedule,
    school_years,
    schools,
    since,
    templates,
    weaknesses,
)
from queries.choice import Choice

__all__ = [
    "Choice",
    "coming",
    "completion",
    "crosswalk",
    "hand_ins",
    "hollow",
    "levels",
    "lifelines",
    "office",
    "reports",
    "requests",
    "schedule",
    "school_years",
    "schools",
    "since",
    "templates",
    "weaknesses",
]
