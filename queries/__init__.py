"""The only way to ask the store: one question, one .sql, one function.

Every function takes the store, the lens and the choice of the shared filters:
`queries.completion.by_criterion(store, lens, choice)`.
"""

from queries import (
    completion,
    hand_ins,
    hollow,
    lifelines,
    office,
    reports,
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
    "completion",
    "hand_ins",
    "hollow",
    "lifelines",
    "office",
    "reports",
    "schedule",
    "school_years",
    "schools",
    "since",
    "templates",
    "weaknesses",
]
