"""Levelling a school year: by hand with its reasons, and what holds for any schedule."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.planning import Levelled, Month, Visit, level

TODAY = date(2026, 11, 20)
READY = date(2027, 1, 4)  # 45 days later
YEAR = [date(2026, month, 1) for month in range(8, 13)] + [date(2027, month, 1) for month in range(1, 8)]


def last_day(month_on: date) -> date:
    return month_on.replace(day=calendar.monthrange(month_on.year, month_on.month)[1])


def month(month_on: date) -> Month:
    """As the calendar of 2026-2027 has it: no visit in summer, and Tết from 30/01 to 13/02/2027."""
    if month_on.month in (6, 7, 8):
        return Month(month_on, None, None, False, "nghỉ hè")
    if month_on == date(2027, 1, 1):
        return Month(month_on, month_on, date(2027, 1, 29), True, "Tết Đinh Mùi")
    if month_on == date(2027, 2, 1):
        return Month(month_on, date(2027, 2, 14), date(2027, 2, 28), True, "Tết Đinh Mùi")
    return Month(month_on, month_on, last_day(month_on), True)


MONTHS = [month(on) for on in YEAR]


def visit(
    number: int,
    on: date,
    *,
    day: bool = False,
    ready: date = READY,
    expires: date | None = None,
) -> Visit:
    """A visit in a month, or on its fifth day."""
    starts_on = on.replace(day=5) if day else on
    ends_on = starts_on if day else last_day(on)
    return Visit(number, f"S{number:02}", starts_on, ends_on, day, starts_on <= TODAY, ready, expires)


def proposed(made: Levelled) -> list[tuple[str, str]]:
    return [(move.visit.school, f"{move.starts_on:%d/%m}-{move.ends_on:%d/%m/%Y}") for move in made.moves]


JANUARY, FEBRUARY, MARCH = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)


def test_three_in_january_and_two_a_month() -> None:
    made = level([visit(n, JANUARY) for n in (1, 2, 3)], MONTHS, capacity=2)
    # February is the nearest later month; its days after Tết alone.
    assert proposed(made) == [("S03", "14/02-28/02/2027")]
    assert made.moves[0].reason == (
        "Tháng 01/2027 có 3 trường, vượt 2 trường/tháng; tháng 02/2027 chưa có trường, "
        "tránh Tết Đinh Mùi (14/02–28/02/2027), hồ sơ kịp chuẩn bị."
    )
    assert (made.before[JANUARY], made.after[JANUARY], made.after[FEBRUARY], made.full) == (3, 2, 1, {})


def test_nothing_is_proposed_where_nothing_is_too_full() -> None:
    made = level([visit(1, JANUARY), visit(2, MARCH)], MONTHS, capacity=1)
    assert (made.moves, made.before, made.full) == ((), made.after, {})


def test_a_fixed_day_stays_and_the_others_make_room() -> None:
    visits = [visit(1, JANUARY, day=True), visit(2, JANUARY, day=True), visit(3, JANUARY)]
    assert [school for school, _ in proposed(level(visits, MONTHS, capacity=2))] == ["S03"]


def test_a_month_full_of_fixed_days_is_told_and_left() -> None:
    visits = [visit(n, JANUARY, day=True) for n in (1, 2, 3)]
    made = level(visits, MONTHS, capacity=2)
    assert made.moves == ()
    assert made.full == {JANUARY: "3 trường có ngày cố định hoặc đã đến lượt"}


def test_what_has_begun_or_is_over_is_nobodys_business() -> None:
    visits = [visit(n, date(2026, 10, 1)) for n in (1, 2, 3)]
    made = level(visits, MONTHS, capacity=2)
    assert (made.moves, made.full) == ((), {})


def test_the_one_whose_recognition_lasts_longer_moves() -> None:
    visits = [
        visit(1, JANUARY, expires=date(2028, 5, 1)),
        visit(2, JANUARY, expires=date(2027, 12, 1)),
        visit(3, JANUARY, expires=date(2028, 1, 1)),
    ]
    made = level(visits, MONTHS, capacity=2)
    assert proposed(made) == [("S01", "14/02-28/02/2027")]
    assert made.moves[0].reason.endswith("vẫn trước ngày công nhận hết hạn 01/05/2028.")


def test_nothing_moves_beyond_the_expiry_of_what_it_renews() -> None:
    soon = date(2027, 2, 27)  # a day before the end of what is free of February
    made = level([visit(n, JANUARY, expires=soon) for n in (1, 2, 3)], MONTHS, capacity=2)
    assert made.moves == ()
    assert made.full == {JANUARY: "không tháng nào khác còn chỗ mà kịp hồ sơ và kịp hạn công nhận"}
    on_time = level([visit(n, JANUARY, expires=date(2027, 2, 28)) for n in (1, 2, 3)], MONTHS, capacity=2)
    assert proposed(on_time) == [("S03", "14/02-28/02/2027")]


def test_nothing_moves_before_its_dossier_can_be_ready() -> None:
    # December and January would be nearer to March's neighbours; the dossier is there from 04/01 at the earliest.
    visits = [visit(n, FEBRUARY) for n in (1, 2)] + [visit(n, MARCH) for n in (3, 4)]
    visits += [visit(n, date(2027, 4, 1)) for n in (5, 6)]
    assert proposed(level(visits, MONTHS, capacity=2)) == []
    crowded = [*visits, visit(7, FEBRUARY)]
    assert proposed(level(crowded, MONTHS, capacity=2)) == [("S07", "01/05-31/05/2027")]
    received = [*visits, visit(7, FEBRUARY, ready=TODAY + timedelta(days=1))]
    assert proposed(level(received, MONTHS, capacity=2)) == [("S07", "01/01-29/01/2027")]


def test_a_late_visit_may_still_come_earlier() -> None:
    # Its recognition is over before its visit in May: later is worse, earlier is better.
    late = [visit(n, date(2027, 5, 1), expires=date(2027, 1, 31)) for n in (1, 2)]
    made = level(late, MONTHS, capacity=1)
    assert proposed(made) == [("S02", "01/04-30/04/2027")]
    assert made.moves[0].reason.endswith("sớm hơn, vì công nhận hết hạn 31/01/2027.")


def test_a_visit_in_the_summer_is_offered_a_month() -> None:
    made = level([visit(1, date(2027, 6, 1))], MONTHS, capacity=2)
    assert proposed(made) == [("S01", "01/05-31/05/2027")]
    assert made.moves[0].reason.startswith("Tháng 06/2027 vướng nghỉ hè; tháng 05/2027 chưa có trường")


def test_one_makes_room_for_another_only_where_it_must() -> None:
    # Both of January can only go to February, whose own visit can go on to March.
    visits = [
        visit(1, JANUARY, expires=date(2027, 2, 28)),
        visit(2, JANUARY, expires=date(2027, 2, 28)),
        visit(3, FEBRUARY),
    ]
    made = level(visits, MONTHS, capacity=1)
    assert proposed(made) == [("S02", "14/02-28/02/2027"), ("S03", "01/03-31/03/2027")]
    assert made.moves[1].reason.startswith("Nhường chỗ tháng 02/2027 cho trường khác")


# --- Whatever the schedule

places = st.sampled_from(YEAR)
days = st.one_of(st.none(), st.dates(date(2026, 6, 1), date(2029, 6, 1)))
ready_days = st.sampled_from([TODAY + timedelta(days=1), READY])
made_visits = st.lists(st.tuples(places, st.booleans(), ready_days, days), max_size=14).map(
    lambda rows: [
        visit(number, on, day=day, ready=ready, expires=expires)
        for number, (on, day, ready, expires) in enumerate(rows, start=1)
    ]
)
capacities = st.integers(1, 4)


def taken(visits: Sequence[Visit], made: Levelled) -> list[Visit]:
    """The schedule as it is once every proposal is taken."""
    moved = {move.visit.line_no: move for move in made.moves}
    return [
        Visit(
            one.line_no, one.school, moved[one.line_no].starts_on, moved[one.line_no].ends_on, False, False,
            one.ready_on, one.expires_on,
        )
        if one.line_no in moved
        else one
        for one in visits
    ]  # fmt: skip


def counts(visits: Sequence[Visit]) -> Counter[date]:
    return Counter(one.starts_on.replace(day=1) for one in visits)


@settings(max_examples=150, deadline=None)
@given(made_visits, capacities)
def test_a_move_keeps_to_every_rule(visits: list[Visit], capacity: int) -> None:
    made = level(visits, MONTHS, capacity=capacity)
    usable = {each.month_on: each for each in MONTHS if each.is_usable}
    for move in made.moves:
        target = usable[move.starts_on.replace(day=1)]
        assert not move.visit.is_fixed
        assert not move.visit.is_past
        assert (move.starts_on, move.ends_on) == (target.first_on, target.last_on), (
            "only days without a pause"
        )
        assert move.starts_on >= move.visit.ready_on
        is_earlier = move.starts_on < move.visit.starts_on
        assert move.visit.expires_on is None or move.ends_on <= move.visit.expires_on or is_earlier
        assert move.reason.endswith(".")


@settings(max_examples=150, deadline=None)
@given(made_visits, capacities)
def test_no_visit_is_lost_and_no_month_is_filled_beyond_what_it_holds(
    visits: list[Visit], capacity: int
) -> None:
    made = level(visits, MONTHS, capacity=capacity)
    after = counts(taken(visits, made))
    assert sum(made.before.values()) == sum(made.after.values()) == len(visits)
    assert {on: count for on, count in made.after.items() if count} == dict(after)
    for each in MONTHS:
        limit = capacity if each.is_usable else 0
        here = [one for one in visits if one.starts_on.replace(day=1) == each.month_on]
        if made.after[each.month_on] > limit:
            assert made.after[each.month_on] <= made.before[each.month_on], "only what was there before"
            assert each.month_on in made.full or all(one.is_past for one in here), "and it is said"


@settings(max_examples=150, deadline=None)
@given(made_visits, capacities)
def test_what_was_levelled_is_left_alone(visits: list[Visit], capacity: int) -> None:
    again = taken(visits, level(visits, MONTHS, capacity=capacity))
    assert level(again, MONTHS, capacity=capacity).moves == ()


@settings(max_examples=100, deadline=None)
@given(made_visits, capacities, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing(visits: list[Visit], capacity: int, rng) -> None:
    shuffled = list(visits)
    rng.shuffle(shuffled)
    assert level(shuffled, MONTHS, capacity=capacity) == level(visits, MONTHS, capacity=capacity)


def fewest(visits: Sequence[Visit], capacity: int) -> tuple[int, int]:
    """Visits beyond what the months hold, and moves, of the best of all ways: tried one by one."""
    best = (len(visits) + 1, 0)

    def try_from(place: int, held: Counter[date], moves: int) -> None:
        nonlocal best
        if place == len(visits):
            excess = sum(max(0, held[each.month_on] - (capacity if each.is_usable else 0)) for each in MONTHS)
            best = min(best, (excess, moves))
            return
        one = visits[place]
        home = one.starts_on.replace(day=1)
        for each in MONTHS:
            may = each.is_usable and each.first_on >= one.ready_on and not (one.is_fixed or one.is_past)
            late = one.expires_on is not None and each.last_on is not None and each.last_on > one.expires_on
            if each.month_on == home or (may and not (late and each.month_on > home)):
                held[each.month_on] += 1
                try_from(place + 1, held, moves + (each.month_on != home))
                held[each.month_on] -= 1

    try_from(0, Counter(), 0)
    return best


@settings(max_examples=40, deadline=None)
@given(made_visits.map(lambda visits: visits[:4]), st.integers(1, 2))
def test_nobody_finds_a_better_way(visits: list[Visit], capacity: int) -> None:
    made = level(visits, MONTHS, capacity=capacity)
    excess = sum(max(0, made.after[each.month_on] - (capacity if each.is_usable else 0)) for each in MONTHS)
    assert (excess, len(made.moves)) == fewest(visits, capacity)


@pytest.mark.parametrize("capacity", [1, 20])
def test_an_empty_schedule_is_level(capacity: int) -> None:
    assert level([], MONTHS, capacity=capacity).moves == ()
