"""What each school wants to improve in a school year, in its own words or in copied ones, before it is put on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from random import Random

from data.sample import arriving, district, grammar, needs, phrases, texts
from data.sample.district import COPYING, GOOD, SEED, VAGUE, School
from data.sample.phrases import Budget, Time
from data.sample.texts import Story

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
# How many of its lines a school copies, by its manner; the others now and then.
_COPIES = {GOOD: 0.0, VAGUE: 0.0, COPYING: 0.75}
_COPIES_NOW_AND_THEN = 0.05


@dataclass(frozen=True, slots=True)
class Origin:
    """The line whose text a line bears: its own, or that of another from which it was copied."""

    school_code: str
    school_year: str
    criterion_code: str


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
    origin: Origin


@cache
def planned(school: School, school_year: str) -> tuple[Improvement, ...]:
    """The lines of a school's plan, in the order of the criteria."""
    return tuple(line(school, school_year, code) for code in needs.codes(school, school_year))


@cache
def line(school: School, school_year: str, code: str) -> Improvement:
    """One line of a plan, copied or its school's own."""
    own = _own(school, school_year, code)
    origin = origin_of(school, school_year, code)
    if origin == own.origin:
        return own
    rng = Random(f"{SEED}/edited/{school.school_code}/{school_year}/{code}")
    source = _own(district.school(origin.school_code), origin.school_year, code)
    return replace(
        own,
        story=source.story,
        target=grammar.edited(rng, source.target),
        action=grammar.edited(rng, source.action),
        is_keep=False,
        origin=origin,
    )


@cache
def origin_of(school: School, school_year: str, code: str) -> Origin:
    """Whose text a line of a plan bears; only what had come by then can have been copied."""
    own = Origin(school.school_code, school_year, code)
    rng = Random(f"{SEED}/copied/{school.school_code}/{school_year}/{code}")
    at = arriving.first_at("plan", school, school_year)
    if needs.advice_behind(school, school_year, code) is not None:
        return own
    if at is None or rng.random() >= _COPIES.get(school.manner, _COPIES_NOW_AND_THEN):
        return own
    before = district.year_before(school_year)
    if rng.random() < 0.75 and before and _can_be_copied(school, before, code, at, school):
        return origin_of(school, before, code)
    found = [
        Origin(other.school_code, year, code)
        for year in (school_year, before)
        for other in district.schools()
        if year and other != school and _can_be_copied(other, year, code, at, school)
    ]
    # Only of those that wrote themselves, so that every copy stands one step from its origin.
    found = [
        each for each in found if origin_of(district.school(each.school_code), each.school_year, code) == each
    ]
    return rng.choice(found) if found else own


def _can_be_copied(other: School, school_year: str, code: str, before: datetime, copier: School) -> bool:
    """Whether a school's plan had come by then with a line of this criterion that says something."""
    if other.manner in (GOOD, VAGUE) or code not in needs.codes(other, school_year):
        return False
    is_same_framework = district.framework_of(other, school_year) == district.framework_of(
        copier, school_year
    )
    came_at = arriving.first_at("plan", other, school_year)
    is_there = came_at is not None and came_at < before
    return is_there and is_same_framework and not _own(other, school_year, code).is_keep


@cache
def _own(school: School, school_year: str, code: str) -> Improvement:
    """A line as the school writes it by itself."""
    rng = Random(f"{SEED}/line/{school.school_code}/{school_year}/{code}")
    hand = texts.Hand(school.level, school_year)
    story = needs.story_of(school, school_year, code)
    is_vague = school.manner == VAGUE and rng.random() < 0.7
    is_weak = (
        code in needs.weak_codes(school)[school_year]
        or needs.advice_behind(school, school_year, code) is not None
    )
    is_mending = any(word in story.work for word in _MENDING)
    is_keep = not is_weak and not is_vague and not is_mending and rng.random() < 0.15
    target = texts.keeping(rng, story) if is_keep else texts.target(rng, story, hand)
    return Improvement(
        criterion_code=code,
        story=story,
        target=rng.choice(texts.VAGUE_TARGETS) if is_vague else target,
        action=rng.choice(texts.VAGUE_ACTIONS) if is_vague else texts.action(rng, story, hand),
        responsible=rng.choice(phrases.RESPONSIBLE),
        time=phrases.time_of(rng, school_year, is_vague=is_vague),
        budget=Budget(None) if is_vague else phrases.budget_of(rng),
        support=None if is_vague else rng.choice(phrases.SUPPORT),
        is_keep=is_keep,
        is_vague=is_vague,
        origin=Origin(school.school_code, school_year, code),
    )
