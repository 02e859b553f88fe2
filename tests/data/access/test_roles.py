"""What each role may do and see: the whole table, written out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from data.access import roles
from data.access.roles import Account, NotAllowed

DAY = date(2026, 11, 20)
WHO = {
    "leadership": Account("a", "A", "leadership", None, False),
    "specialist": Account("b", "B", "specialist", None, False),
    "school": Account("c", "C", "school", "thcs-a", False),
    "administrator": Account("k", "K", "administrator", None, False),
    "disabled administrator": Account("l", "L", "administrator", None, True),
    "disabled leadership": Account("d", "D", "leadership", None, True),
    "disabled specialist": Account("e", "E", "specialist", None, True),
    "disabled school": Account("f", "F", "school", "thcs-a", True),
    "school without a code": Account("g", "G", "school", None, False),
    "school named office": Account("h", "H", "school", "office", False),
    "unknown role": Account("i", "I", "root", None, False),
}
# Who may, by what: everybody else may not.
MAY = {
    "read_office": {"leadership", "specialist", "administrator"},
    "hand_in_for_any": {"specialist"},
    "hand_in_for_own": {"school", "school named office"},
    "confirm_statuses": {"specialist"},
    "accept_hand_ins": {"specialist"},
    "keep_schedule": {"specialist"},
    "keep_deadlines": {"specialist"},
    "keep_themes": {"specialist"},
    "keep_crosswalk": {"specialist"},
    "answer_requests": {"specialist"},
    "keep_meetings": {"leadership", "specialist"},
    "read_settings": {"leadership", "specialist", "administrator"},
    "keep_rules": {"specialist", "administrator"},
    "keep_accounts": {"administrator"},
    "read_audit": {"administrator"},
    "configure": {"administrator"},
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("right", MAY)
def test_the_pair_agrees_with_the_table(right: str, who: str) -> None:
    may: Callable[[Account], bool] = getattr(roles, f"may_{right}")
    stop: Callable[[Account], None] = getattr(roles, f"stop_unless_may_{right}")
    assert may(WHO[who]) is (who in MAY[right])
    if who in MAY[right]:
        stop(WHO[who])
    else:
        with pytest.raises(NotAllowed):
            stop(WHO[who])


def test_every_right_has_its_twin_and_stands_in_the_table() -> None:
    asked = {name.removeprefix("may_") for name in vars(roles) if name.startswith("may_")}
    stops = {
        name.removeprefix("stop_unless_may_") for name in vars(roles) if name.startswith("stop_unless_may_")
    }
    assert asked == stops
    assert asked == {*MAY, "hand_in_for", "say_status_for"}


@pytest.mark.parametrize(
    ("who", "school", "may"),
    [
        ("specialist", "thcs-b", True),
        ("school", "thcs-a", True),
        ("school", "thcs-b", False),
        ("leadership", "thcs-a", False),
        ("administrator", "thcs-a", False),
        ("disabled school", "thcs-a", False),
        ("school without a code", "", False),
    ],
)
def test_handing_in_for_a_school(who: str, school: str, may: bool) -> None:
    assert roles.may_hand_in_for(WHO[who], school) is may
    if not may:
        with pytest.raises(NotAllowed):
            roles.stop_unless_may_hand_in_for(WHO[who], school)


@pytest.mark.parametrize(
    ("who", "school", "may"),
    [
        ("school", "thcs-a", True),
        ("school", "thcs-b", False),
        ("specialist", "thcs-a", False),
        ("leadership", "thcs-a", False),
        ("administrator", "thcs-a", False),
        ("disabled school", "thcs-a", False),
        ("school without a code", "", False),
    ],
)
def test_saying_the_status_of_a_line_for_a_school(who: str, school: str, may: bool) -> None:
    assert roles.may_say_status_for(WHO[who], school) is may
    if not may:
        with pytest.raises(NotAllowed):
            roles.stop_unless_may_say_status_for(WHO[who], school)


@pytest.mark.parametrize(
    ("who", "viewer"),
    [
        ("leadership", "office"),
        ("specialist", "office"),
        ("administrator", "office"),
        ("school", "thcs-a"),
        ("disabled leadership", None),
        ("disabled administrator", None),
        ("disabled specialist", None),
        ("disabled school", None),
        ("school without a code", None),
        ("school named office", None),
        ("unknown role", None),
    ],
)
def test_the_lens_of_an_account(who: str, viewer: str | None) -> None:
    lens = roles.lens_of(WHO[who], DAY)
    assert (lens.viewer if lens else None) == viewer
    assert lens is None or lens.as_of_on == DAY


def test_nobody_has_no_lens() -> None:
    assert roles.lens_of(None, DAY) is None
