"""The closer questions that are compared beside the four answers, by name; and in which states each figure counts what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from queries.since.of_days import COMING
from queries.since.of_schools import CROSSWALK, LEVELS, REQUESTS
from queries.since.of_texts import LIFELINES, PLANS, READ_AGAIN
from queries.since.topic import Figure, Topic

FOUR = "four"
TOPICS: Mapping[str, Topic] = {
    "hollow": READ_AGAIN,
    "plans": PLANS,
    "lifelines": LIFELINES,
    "coming": COMING,
    "levels": LEVELS,
    "requests": REQUESTS,
    "crosswalk": CROSSWALK,
}
EVERY = (FOUR, *TOPICS)
# Visits are counted by queries.since.figures, for a changed day counts nothing.
COUNTED: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("overdue", "report", frozenset({"overdue"})),
        Figure("done", "item", frozenset({"done"}), by="framework_code"),
        Figure("weaknesses", "weakness", frozenset({"current"})),
        Figure("visits", "visit", frozenset({"planned", "past", "unknown"})),
        Figure("visited", "visit", frozenset({"past"})),
        *(figure for topic in TOPICS.values() for figure in topic.figures),
    )
}


def topics_of(figures: Sequence[str]) -> tuple[str, ...]:
    """The topics whose figures these are, in their order."""
    named = {figure.name: name for name, topic in TOPICS.items() for figure in topic.figures}
    wanted = {named.get(figure, FOUR) for figure in figures}
    return tuple(topic for topic in EVERY if topic in wanted)
