"""Levelling a year's schedule: which visits to move so that no month holds more than it can, with a reason for each.

Nothing is changed here: a proposal is taken, or not, by a specialist (data/rescheduling.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# Costs, each beyond any sum of the ones below: a visit too many; a move; a month of distance; the nearer expiry.
_TOO_MANY, _MOVE, _MONTH = 10**12, 10**9, 10**4
_STAYS_TOO_MANY = date.max


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of the schedule and what binds it. `ready_on`: before it no dossier can have lain long enough."""

    line_no: int
    school: str
    starts_on: date
    ends_on: date
    is_fixed: bool
    is_past: bool
    ready_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the school year with its longest run of days without a pause; no run, or too short a one: not usable."""

    month_on: date
    first_on: date | None
    last_on: date | None
    is_usable: bool
    pause_names: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A proposal: this visit into these days, because."""

    visit: Visit
    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Levelled:
    """The proposals in the order of the calendar; `full` says of months that stay too full why."""

    moves: tuple[Move, ...]
    before: Mapping[date, int]
    after: Mapping[date, int]
    full: Mapping[date, str]


def level(visits: Sequence[Visit], months: Sequence[Month], *, capacity: int) -> Levelled:
    """As few moves as possible, as near as possible, so that no month holds more than `capacity` where that can be.

    A fixed day and a visit that may have begun stay. Nothing goes into a pause, before its dossier can be ready, or beyond
    the expiry of what it renews (unless that is over already and the move brings it forward). The same input, in any order,
    gives the same proposals; what was levelled is left alone.
    """
    known = {month.month_on: month for month in sorted(months, key=lambda month: month.month_on)}
    inside = sorted(
        (visit for visit in visits if _month_of(visit) in known),
        key=lambda visit: (visit.starts_on, visit.school, visit.line_no),
    )
    before = Counter(dict.fromkeys(known, 0))
    before.update(_month_of(visit) for visit in inside)
    movable = [visit for visit in inside if not (visit.is_fixed or visit.is_past)]
    room = {on: capacity if month.is_usable else 0 for on, month in known.items()}
    for visit in inside:
        if visit.is_fixed or visit.is_past:
            room[_month_of(visit)] -= 1
    costs = _costs(movable, list(known.values()))
    places = _cheapest(costs, {**room, _STAYS_TOO_MANY: len(movable)})
    after, moves = Counter(before), []
    for visit, place in zip(movable, places, strict=True):
        month = known.get(place)
        if month is None or place == _month_of(visit) or month.first_on is None or month.last_on is None:
            continue
        after.subtract([_month_of(visit)])
        after.update([place])
        reason = _reason(visit, known[_month_of(visit)], month, before=before, capacity=capacity)
        moves.append(Move(visit, month.first_on, month.last_on, reason))
    return Levelled(tuple(moves), dict(before), dict(after), _full(inside, known, after, capacity))


def _month_of(visit: Visit) -> date:
    return visit.starts_on.replace(day=1)


def _may_go(visit: Visit, month: Month) -> bool:
    """Whether the visit could be held in the month as well."""
    if not month.is_usable or month.first_on is None or month.last_on is None:
        return False
    if month.first_on < visit.ready_on:
        return False
    is_in_time = visit.expires_on is None or month.last_on <= visit.expires_on
    return is_in_time or month.month_on < _month_of(visit)


def _costs(visits: Sequence[Visit], months: Sequence[Month]) -> list[dict[date, int]]:
    """What each place costs each visit; of two that are as good the one whose recognition lasts longer moves."""
    by_expiry = sorted({visit.expires_on or date.max for visit in visits}, reverse=True)
    made = []
    for visit in visits:
        home = _month_of(visit)
        own = {home: 0, _STAYS_TOO_MANY: _TOO_MANY}
        for month in months:
            if month.month_on != home and _may_go(visit, month):
                apart = (month.month_on.year - home.year) * 12 + month.month_on.month - home.month
                # Of two months equally near the later one: the school has more time for its dossier.
                distance = 2 * abs(apart) - (apart > 0)
                own[month.month_on] = (
                    _MOVE + distance * _MONTH + by_expiry.index(visit.expires_on or date.max)
                )
        made.append(own)
    return made


def _cheapest(costs: Sequence[Mapping[date, int]], room: Mapping[date, int]) -> list[date]:
    """A place for each visit at the least cost of all together: one visit after another, each by the cheapest way, on
    which visits that have a place already may change theirs."""
    places: list[date] = []
    for new, own in enumerate(costs):
        cost, came = dict(own), dict.fromkeys(own, new)
        changed = True
        while changed:
            changed = False
            for visit, place in enumerate(places):
                if place not in cost:
                    continue
                for other, price in costs[visit].items():
                    dearer = cost[place] + price - costs[visit][place]
                    if other not in cost or dearer < cost[other]:
                        cost[other], came[other], changed = dearer, visit, True
        held = Counter(places)
        target = min((on for on in cost if held[on] < room[on]), key=lambda on: (cost[on], on))
        while came[target] != new:
            visit = came[target]
            places[visit], target = target, places[visit]
        places.append(target)
    return places


def _reason(visit: Visit, home: Month, month: Month, *, before: Mapping[date, int], capacity: int) -> str:
    count = before[home.month_on]
    if not home.is_usable:
        why = f"Tháng {home.month_on:%m/%Y} vướng {home.pause_names or 'thời gian nghỉ'}"
    elif count > capacity:
        why = f"Tháng {home.month_on:%m/%Y} có {count} trường, vượt {capacity} trường/tháng"
    else:
        why = f"Nhường chỗ tháng {home.month_on:%m/%Y} cho trường khác chỉ dời được sang đó"
    there = before[month.month_on]
    said = [f"{why}; tháng {month.month_on:%m/%Y} {'mới có ' + str(there) if there else 'chưa có'} trường"]
    if month.pause_names:
        said.append(f"tránh {month.pause_names} ({month.first_on:%d/%m}–{month.last_on:%d/%m/%Y})")
    said.append("hồ sơ kịp chuẩn bị")
    if visit.expires_on is not None:
        is_before = month.last_on is not None and month.last_on <= visit.expires_on
        word = "vẫn trước ngày" if is_before else "sớm hơn, vì"
        said.append(f"{word} công nhận hết hạn {visit.expires_on:%d/%m/%Y}")
    return ", ".join(said) + "."


def _full(
    visits: Sequence[Visit], months: Mapping[date, Month], after: Mapping[date, int], capacity: int
) -> dict[date, str]:
    """Why a month that is not over yet stays too full; what is over is nobody's business any more."""
    full = {}
    for month_on, month in months.items():
        here = [visit for visit in visits if _month_of(visit) == month_on]
        limit = capacity if month.is_usable else 0
        if after[month_on] <= limit or all(visit.is_past for visit in here):
            continue
        bound = sum(visit.is_fixed or visit.is_past for visit in here)
        why = f"{bound} trường có ngày cố định hoặc đã đến lượt" if bound else ""
        rest = (
            "không tháng nào khác còn chỗ mà kịp hồ sơ và kịp hạn công nhận"
            if bound < after[month_on]
            else ""
        )
        full[month_on] = "; ".join(part for part in (why, rest) if part)
    return full
