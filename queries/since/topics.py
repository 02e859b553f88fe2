"""The closer questions that are compared beside the four answers, by name; and in which states each figure counts what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from queries.since.of_days import COMING, LATE_TURNS, turns
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
_TURNS = "turns:"
# Visits are counted by queries.since.figures, for a changed day counts nothing.
COUNTED: Mapping[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("overdue", "report", frozenset({"overdue"})),
        Figure("done", "item", frozenset({"done"}), by="framework_code"),
        Figure("weaknesses", "weakness", frozenset({"current"})),
        Figure("visits", "visit", frozenset({"planned", "past", "unknown"})),
        Figure("visited", "visit", frozenset({"past"})),
        LATE_TURNS,
        *(figure for topic in TOPICS.values() for figure in topic.figures),
    )
}


def topics_of(figures: Sequence[str], *, capacity: int = 0) -> tuple[str, ...]:
    """The topics whose figures these are, in their order; that of late turns is of so many schools a month, none of zero."""
    named = {figure.name: name for name, topic in TOPICS.items() for figure in topic.figures}
    wanted = {named.get(figure, FOUR) for figure in figures if figure != LATE_TURNS.name}
    turns_too = (f"{_TURNS}{capacity}",) if capacity and LATE_TURNS.name in figures else ()
    return *(topic for topic in EVERY if topic in wanted), *turns_too


def named(topic: str) -> Topic:
    """A topic besides the four answers, by its name."""
    return turns(int(topic.removeprefix(_TURNS))) if topic.startswith(_TURNS) else TOPICS[topic]
