"""What became of each line of a plan, as the school reports it at the end of the year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from data.sample import arriving, district, grammar, improvements, needs, texts
from data.sample.district import COPYING, GOOD, SEED, VAGUE, School
from data.sample.improvements import Improvement, Origin

_OUTCOMES = ("done", "needs_review", "in_progress", "not_started", "no_data")
_USUAL, _FACILITIES, _COMES_BACK = (52, 28, 9, 5, 6), (44, 27, 15, 8, 6), (24, 30, 26, 14, 6)
_NOTHING = ("Không", "Không", "Không", "KHông", "Không có", None, None)
_DEMO_YEAR, _DEMO_UNCLEAR = "2025-2026", 2
PLAN, DONE = "plan", "done"
# How often what was done is the plan's own text, and how often that of an earlier report, by the school's manner.
_REPEATS = {GOOD: 0.0, VAGUE: 0.0, COPYING: 0.75}
_COPIES = {GOOD: 0.0, VAGUE: 0.0, COPYING: 0.6}
_NOW_AND_THEN_REPEATED, _NOW_AND_THEN_COPIED = 0.02, 0.2


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and whose text that is: a plan's line, or a line of somebody's report."""

    text: str
    part: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the three status columns say of an improvement, and the status that suggests."""

    improvement: Improvement
    done: Done | None
    doing: str | None
    not_started: str | None
    suggested_status: str


@cache
def reported(school: School, school_year: str) -> tuple[Outcome, ...]:
    """What the school reports; now and then it forgets a line of its plan."""
    return tuple(
        _outcome(school, school_year, improvements.line(school, school_year, code), status)
        for code, status in _statuses(school, school_year).items()
    )


@cache
def _statuses(school: School, school_year: str) -> dict[str, str]:
    rng = Random(f"{SEED}/outcomes/{school.school_code}/{school_year}")
    next_year = district.year_after(school_year)
    weak = needs.weak_codes(school)
    returning = weak[next_year] if next_year and next_year != district.SCHOOL_YEARS[-1] else ()
    found: dict[str, str] = {}
    for code in needs.codes(school, school_year):
        weights = _COMES_BACK if code in returning else _FACILITIES if code.startswith("3.") else _USUAL
        status = rng.choices(_OUTCOMES, weights)[0]
        if rng.random() >= 0.03:
            found[code] = status
    if (school.school_code, school_year) == (district.DEMO_SCHOOL, _DEMO_YEAR):
        _leave_unclear(found)
    return found


def _leave_unclear(found: dict[str, str]) -> None:
    """The demo school has something to say and something that was confirmed."""
    for code in sorted(found, key=needs.position):
        if list(found.values()).count("needs_review") >= _DEMO_UNCLEAR:
            return
        if found[code] == "done":
            found[code] = "needs_review"


def _outcome(school: School, school_year: str, improvement: Improvement, status: str) -> Outcome:
    rng = Random(f"{SEED}/outcome/{school.school_code}/{school_year}/{improvement.criterion_code}")
    story = improvement.story
    none_left, none_open = rng.choice(_NOTHING), rng.choice(_NOTHING)
    if status == "done":
        return Outcome(improvement, _done(school, school_year, improvement), none_open, none_left, status)
    if status == "needs_review":
        done = _done(school, school_year, improvement)
        return Outcome(improvement, done, texts.carrying_on(rng, story), none_left, status)
    if status == "in_progress":
        doing = texts.slow(rng, story) if rng.random() < 0.5 else texts.under_way(rng, story)
        return Outcome(improvement, None, doing, none_left, status)
    if status == "not_started":
        return Outcome(improvement, None, None, texts.not_started(rng, story), status)
    return Outcome(improvement, None, None, None, status)


def _done(school: School, school_year: str, improvement: Improvement) -> Done:
    own = Origin(school.school_code, school_year, improvement.criterion_code)
    rng = Random(f"{SEED}/done/{school.school_code}/{school_year}/{improvement.criterion_code}")
    if improvement.is_vague:
        return Done(rng.choice(texts.VAGUE_DONE), DONE, own)
    if rng.random() < _REPEATS.get(school.manner, _NOW_AND_THEN_REPEATED) and not improvement.is_keep:
        return Done(improvement.action, PLAN, improvement.origin)
    text = texts.done(rng, improvement.story, texts.Hand(school.level, school_year))
    if rng.random() < _COPIES.get(school.manner, _NOW_AND_THEN_COPIED):
        found = _can_be_copied(school, school_year, improvement)
        if found:
            source = rng.choice(found)
            return Done(grammar.edited(rng, source.text), DONE, source.origin)
    return Done(text, DONE, own)


def _can_be_copied(school: School, school_year: str, improvement: Improvement) -> list[Done]:
    """What was reported of the same work a year before, by others or by the school itself."""
    before = district.year_before(school_year)
    if before is None:
        return []
    return [
        outcome.done
        for other in district.schools()
        if other.manner not in (GOOD, VAGUE)
        and improvement.criterion_code in _statuses(other, before)
        and district.framework_of(other, before) == district.framework_of(school, school_year)
        and arriving.first_at("results", other, before) is not None
        for outcome in reported(other, before)
        if outcome.improvement.story.work == improvement.story.work
        and outcome.done is not None
        and _is_own_work(outcome.done, other, before)
    ]


def _is_own_work(done: Done, school: School, school_year: str) -> bool:
    is_own = (done.part, done.origin.school_code, done.origin.school_year) == (
        DONE,
        school.school_code,
        school_year,
    )
    return is_own and len(done.text.split()) > texts.LONGEST_TERSE
