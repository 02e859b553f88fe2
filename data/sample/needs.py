"""What a school has to mend, before anybody plans it: weaknesses that come back, what evaluation teams recommended, what the
school finds of itself. Which plan answers what is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from data.sample import district, texts
from data.sample.district import NOW, SEED, School
from data.sample.texts import Story

# The self-evaluations that stand in the sample's store.
APPRAISED_YEARS = district.SCHOOL_YEARS[1:-1]
# The criteria that come back year after year.
_WEAK = {
    "TT19-2018": ("3.1", "3.2", "3.5", "3.6", "2.2", "5.1", "5.3"),
    "TT17-2018": ("3.2", "3.3", "3.5", "3.6", "2.2", "5.3", "5.5"),
    "TT18-2018": ("3.2", "3.4", "3.5", "3.6", "2.2", "5.2", "5.4", "5.6"),
    "TT57-2026-MN": ("4.1", "2.2", "3.2", "1.4", "4.2"),
    "TT57-2026-PT": ("4.1", "2.2", "3.5", "1.4", "3.2"),
}
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation of an evaluation team; `taken_up` is the criterion of the plan line that answers it the year after."""

    criterion_code: str
    story: Story
    text: str
    taken_up: str | None


@dataclass(frozen=True, slots=True)
class Weakness:
    """What a school itself calls weak at the end of a school year."""

    criterion_code: str
    text: str
    cause: str | None


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
def codes(school: School, school_year: str) -> tuple[str, ...]:
    """The criteria of a school's plan, in their order: its own choice, and recommendations of the year before."""
    taken_up = {each.taken_up for each in _advice_before(school, school_year) if each.taken_up}
    return tuple(sorted({*_own_codes(school, school_year), *taken_up}, key=position))


def advice_behind(school: School, school_year: str, code: str) -> Advice | None:
    """The recommendation that a line of a plan answers; None where the school planned it by itself."""
    return next((each for each in _advice_before(school, school_year) if each.taken_up == code), None)


@cache
def story_of(school: School, school_year: str, code: str) -> Story:
    """What a line of a plan is about: what the team recommended, else the school's own choice."""
    behind = advice_behind(school, school_year, code)
    if behind is not None:
        return behind.story
    rng = Random(f"{SEED}/story/{school.school_code}/{school_year}/{code}")
    hand = texts.Hand(school.level, school_year)
    return texts.story(rng, district.framework_of(school, school_year), code, hand)


@cache
def advised_on(school: School, school_year: str) -> date | None:
    """When the table of the team's recommendations of a year's visit came; None without one, and for schools that exist."""
    for visit in district.visits():
        if not district.is_real(school) and (visit.school_code, visit.school_year) == (
            school.school_code,
            school_year,
        ):
            rng = Random(f"{SEED}/advised/{school.school_code}/{school_year}")
            on = visit.ends_on + timedelta(days=rng.randint(25, 55))
            is_there = on <= NOW.date() and district.is_open_on(school, on)
            return on if is_there else None
    return None


@cache
def advice(school: School, school_year: str) -> tuple[Advice, ...]:
    """What the team of that year's visit recommended, in the order of the criteria."""
    if advised_on(school, school_year) is None:
        return ()
    rng = Random(f"{SEED}/advice/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    next_year = district.year_after(school_year)
    hand = texts.Hand(school.level, school_year)
    found: list[Advice] = []
    for code in sorted(
        rng.sample(sorted(texts.THEMES[framework], key=position), rng.choice((3, 3, 4, 5))), key=position
    ):
        story = texts.story(rng, framework, code, hand)
        answer = _same_theme(school, school_year, next_year, code) if next_year else None
        is_free = answer is not None and next_year is not None and answer not in _own_codes(school, next_year)
        taken_up = [each.taken_up for each in found if each.taken_up]
        has_room = next_year is None or len(_own_codes(school, next_year)) + len(taken_up) < _MOST_LINES
        is_taken_up = is_free and has_room and rng.random() < 0.75 and answer not in taken_up
        text = hand.pen(rng, story).write("advice")
        found.append(Advice(code, story, text, answer if is_taken_up else None))
    return tuple(found)


@cache
def weaknesses(school: School, school_year: str) -> tuple[Weakness, ...]:
    """What the school writes down at the end of a year: what its next plan mends, one that no plan takes up, and in some
    schools one that was gone for a year. Nothing is made up of schools that exist."""
    if district.is_real(school):
        return ()
    rng = Random(f"{SEED}/weaknesses/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    next_year = district.year_after(school_year)
    is_same_law = next_year is not None and district.framework_of(school, next_year) == framework
    planned_year = next_year if next_year and is_same_law else school_year
    found = set(weak_codes(school)[planned_year])
    others = [code for code in texts.THEMES[framework] if code not in codes(school, planned_year)]
    if rng.random() < 0.5:
        found.add(rng.choice(others))
    back = coming_back(school)
    found.discard(back or "")
    if back is not None and school_year != "2024-2025":
        found.add(back)
    hand = texts.Hand(school.level, school_year)
    rows = []
    for code in sorted(found, key=position):
        is_planned = code in codes(school, planned_year) and code != back
        story = story_of(school, planned_year, code) if is_planned else _lasting_story(school, code)
        pen = hand.pen(rng, story)
        rows.append(Weakness(code, pen.write("weakness"), pen.write("cause") if rng.random() < 0.7 else None))
    return tuple(rows)


@cache
def coming_back(school: School) -> str | None:
    """The criterion of a weakness found in 2023-2024, gone a year later and back in 2025-2026; None in most schools."""
    rng = Random(f"{SEED}/back/{school.school_code}")
    if rng.random() >= 0.3:
        return None
    framework = district.framework_of(school, "2024-2025")
    weak = {code for year in district.SCHOOL_YEARS[:-1] for code in weak_codes(school)[year]}
    return rng.choice([code for code in texts.THEMES[framework] if code not in weak])


def position(code: str) -> tuple[int, int]:
    """For sorting: 1.10 after 1.9."""
    standard, number = code.split(".")
    return int(standard), int(number)


@cache
def _own_codes(school: School, school_year: str) -> tuple[str, ...]:
    rng = Random(f"{SEED}/planned/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    weak = weak_codes(school)[school_year]
    others = [code for code in texts.THEMES[framework] if code not in _WEAK[framework]]
    count = rng.choice((5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12)) - len(weak)
    found = set(weak) | set(rng.sample(others, max(count, 1)))
    if rng.random() < 0.4:
        found.add(rng.choice(_WEAK[framework]))
    return tuple(sorted(found, key=position))


def _advice_before(school: School, school_year: str) -> tuple[Advice, ...]:
    before = district.year_before(school_year)
    return advice(school, before) if before else ()


def _same_theme(school: School, school_year: str, next_year: str, code: str) -> str | None:
    """The criterion of the next year's framework that is about the same; None where there is none."""
    theme = texts.THEMES[district.framework_of(school, school_year)][code]
    later = texts.THEMES[district.framework_of(school, next_year)]
    if later.get(code) == theme:
        return code
    return next((other for other, its_theme in later.items() if its_theme == theme), None)


def _lasting_story(school: School, code: str) -> Story:
    rng = Random(f"{SEED}/lasting/{school.school_code}/{code}")
    year = APPRAISED_YEARS[0]
    return texts.story(rng, district.framework_of(school, year), code, texts.Hand(school.level, year))
