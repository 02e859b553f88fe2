"""The lens: through whose eyes, and as of which moment, the store is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Lens:
    """Who looks (OFFICE, or one school's code) and as of which moment.

    Everything recorded after `as_of` is invisible, so a past day shows what was known on that day.
    """

    viewer: str
    as_of: datetime

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise ValueError("The lens's moment must carry its time zone.")
        if not self.viewer:
            raise ValueError("A lens needs a viewer.")

    @property
    def as_of_on(self) -> date:
        """The lens's day in Vietnam."""
        return self.as_of.astimezone(TIME_ZONE).date()


def later(at: datetime, *before: datetime | None) -> datetime:
    """The moment of a word said `at` some moment: later than the ones before it, even if the clock stood still or went back.

    The last word counts, so no two of one thing may have the same moment.
    """
    return max([at, *(each + timedelta(microseconds=1) for each in before if each is not None)])


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Vietnam: what the office means by "as it stood on that day"."""
    return datetime.combine(day, time.max, TIME_ZONE)


def office_lens(day: date) -> Lens:
    """The whole office's view at the end of a day."""
    return Lens(OFFICE, end_of_day(day))


def school_lens(school_code: str, day: date) -> Lens:
    """One school's view of itself at the end of a day. ValueError for the word that means the whole office."""
    if school_code == OFFICE:
        raise ValueError("A school's lens is never the office's.")
    return Lens(school_code, end_of_day(day))
