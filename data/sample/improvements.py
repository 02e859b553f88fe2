"""What each school wants to improve in a school year, and what became of it, before any of it is put on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from data.sample import district, phrases, texts
from data.sample.district import COPYING, SEED, VAGUE, School
from data.sample.phrases import Budget, Time
from data.sample.texts import Story

# The criteria that come back year after year.
_WEAK = {
    "TT19-2018": ("3.1", "3.2", "3.5", "3.6", "2.2", "5.1", "5.3"),
    "TT17-2018": ("3.2", "3.3", "3.5", "3.6", "2.2", "5.3", "5.5"),
    "TT18-2018": ("3.2", "3.4", "3.5", "3.6", "2.2", "5.2", "5.4", "5.6"),
    "TT57-2026-MN": ("4.1", "2.2", "3.2", "1.4", "4.2"),
    "TT57-2026-PT": ("4.1", "2.2", "3.5", "1.4", "3.2"),
}
_MENDING = (
    "cải tạo",
    "hạn chế",
    "bổ sung",
    "thiếu",
    "sửa",
    "thay",
    "xuống cấp",
    "nâng",
    "hỗ trợ",
    "chưa",
    "mới",
    "hoàn thiện",
)
_OUTCOMES = ("done", "needs_review", "in_progress", "not_started", "no_data")
_USUAL, _FACILITIES, _COMES_BACK = (52, 28, 9, 5, 6), (44, 27, 15, 8, 6), (24, 30, 26, 14, 6)
_NOTHING = ("Không", "Không", "Không", "KHông", "Không có", None, None)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One line of a plan."""

    criterion_code: str
    story: Story
    target: str
    action: str
    responsible: str
    time: Time
    budget: Budget
    support: str | None
    is_keep: bool
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the three status columns say of an improvement, and the status that suggests."""

    improvement: Improvement
    done: str | None
    doing: str | None
    not_started: str | None
    suggested_status: str


@cache
def weak_codes(school: School) -> dict[str, tuple[str, ...]]:
    """School year -> the criteria that the school has in its plans for several years on end."""
    rng = Random(f"{SEED}/weak/{school.school_code}")
    years = district.SCHOOL_YEARS
    found: dict[str, list[str]] = {year: [] for year in years}
    pool = _WEAK[district.framework_of(school, years[0])]
    for code in rng.sample(pool, rng.choice((2, 3, 3, 4))):
        length = rng.choice((2, 2, 3, 3, 4))
        first = rng.randint(0, 4 - length)
        for year in years[first : first + length]:
            found[year].append(code)
    found[years[-1]] = rng.sample(_WEAK[district.framework_of(school, years[-1])], 2)
    return {year: tuple(codes) for year, codes in found.items()}


@cache
def planned(school: School, school_year: str) -> tuple[Improvement, ...]:
    """The lines of a school's plan, in the order of the criteria."""
    rng = Random(f"{SEED}/planned/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    weak = weak_codes(school)[school_year]
    others = [code for code in texts.THEMES[framework] if code not in _WEAK[framework]]
    count = rng.choice((5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12)) - len(weak)
    codes = set(weak) | set(rng.sample(others, max(count, 1)))
    if rng.random() < 0.4:
        codes.add(rng.choice(_WEAK[framework]))
    return tuple(
        _improvement(rng, school, school_year, code, is_weak=code in weak)
        for code in sorted(codes, key=_position)
    )


def outcomes(school: School, school_year: str) -> tuple[Outcome, ...]:
    """What the school reports at the end of the year; now and then it forgets a line of its plan."""
    rng = Random(f"{SEED}/outcomes/{school.school_code}/{school_year}")
    next_year = dict(zip(district.SCHOOL_YEARS, district.SCHOOL_YEARS[1:], strict=False))[school_year]
    returning = weak_codes(school)[next_year] if next_year != district.SCHOOL_YEARS[-1] else ()
    found = []
    for improvement in planned(school, school_year):
        code = improvement.criterion_code
        weights = _COMES_BACK if code in returning else _FACILITIES if code.startswith("3.") else _USUAL
        status = rng.choices(_OUTCOMES, weights)[0]
        outcome = _outcome(rng, school, improvement, status)
        if rng.random() >= 0.03:
            found.append(outcome)
    return tuple(found)


def _improvement(rng: Random, school: School, school_year: str, code: str, *, is_weak: bool) -> Improvement:
    framework = district.framework_of(school, school_year)
    # A copying school writes the same sentences about the same criterion every year.
    source = Random(f"{SEED}/copied/{school.school_code}/{code}") if school.manner == COPYING else rng
    story = texts.story(source, framework, code, level=school.level)
    is_vague = school.manner == VAGUE and rng.random() < 0.7
    is_keep = (
        not is_weak and not is_vague and not any(w in story.work for w in _MENDING) and rng.random() < 0.15
    )
    action = rng.choice(texts.VAGUE_ACTIONS) if is_vague else story.action
    if not is_vague and rng.random() < 0.35:
        action = f"{action}. {rng.choice(texts.TAILS)}"
    target = rng.choice(texts.VAGUE_TARGETS) if is_vague else story.target
    return Improvement(
        criterion_code=code,
        story=story,
        target=texts.keeping(rng, story) if is_keep else target,
        action=action,
        responsible=rng.choice(phrases.RESPONSIBLE),
        time=phrases.time_of(rng, school_year, is_vague=is_vague),
        budget=Budget(None) if is_vague else phrases.budget_of(rng),
        support=None if is_vague else rng.choice(phrases.SUPPORT),
        is_keep=is_keep,
        is_vague=is_vague,
    )


def _outcome(rng: Random, school: School, improvement: Improvement, status: str) -> Outcome:
    story = improvement.story
    done = rng.choice(texts.VAGUE_DONE) if improvement.is_vague else story.done
    if school.manner == COPYING and rng.random() < 0.8:
        done = improvement.action
    none_left, none_open = rng.choice(_NOTHING), rng.choice(_NOTHING)
    if status == "done":
        return Outcome(improvement, done, none_open, none_left, status)
    if status == "needs_review":
        return Outcome(improvement, done, texts.carrying_on(rng, story), none_left, status)
    if status == "in_progress":
        doing = texts.slow(rng, story) if rng.random() < 0.5 else texts.under_way(rng, story)
        return Outcome(improvement, None, doing, none_left, status)
    if status == "not_started":
        return Outcome(improvement, None, None, texts.not_started(rng, story), status)
    return Outcome(improvement, None, None, None, status)


def _position(code: str) -> tuple[int, int]:
    standard, number = code.split(".")
    return int(standard), int(number)
