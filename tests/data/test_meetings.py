"""Meetings are noted, taken back by one more row, and seen from the day they were held and known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest

import queries
from data import meetings
from data.lens import TIME_ZONE, Lens, office_lens, school_lens
from data.meetings import MeetingRefused
from data.store import Store
from tests.fresh import fresh_store

AT = datetime(2026, 10, 22, 9, tzinfo=TIME_ZONE)
DAY = date(2026, 10, 20)


@pytest.fixture
def store() -> Iterator[Store]:
    made = fresh_store()
    yield made
    made.close()


def seen(store: Store, lens: Lens) -> list[tuple[date, str | None]]:
    found = queries.since.meetings(store, lens, queries.Choice())
    titles = [None if pd.isna(title) else title for title in found["title"]]
    return list(zip(found["held_on"], titles, strict=True))


def test_a_meeting_is_seen_from_when_it_was_noted(store: Store) -> None:
    meetings.record(store, DAY, title="  Giao   ban ", by="x", at=AT)
    assert seen(store, office_lens(date(2026, 10, 21))) == [], "noted on the 22nd"
    assert seen(store, office_lens(date(2026, 10, 22))) == [(DAY, "Giao ban")]


def test_a_school_sees_the_day_without_the_title(store: Store) -> None:
    meetings.record(store, DAY, title="Về trường B", by="x", at=AT)
    assert seen(store, school_lens("A", date(2026, 11, 1))) == [(DAY, None)]


def test_a_meeting_taken_back_stays_on_the_days_before(store: Store) -> None:
    number = meetings.record(store, DAY, title=None, by="x", at=AT)
    assert meetings.take_back(store, number, by="x", at=AT.replace(day=30)) == DAY
    assert seen(store, office_lens(date(2026, 10, 29))) == [(DAY, None)]
    assert seen(store, office_lens(date(2026, 10, 30))) == []
    assert len(store.rows("select * from kept.meeting")) == 2


def test_a_meeting_taken_back_at_once_is_taken_back(store: Store) -> None:
    number = meetings.record(store, DAY, title=None, by="x", at=AT)
    meetings.take_back(store, number, by="x", at=AT)
    assert seen(store, office_lens(date(2026, 11, 1))) == []
    meetings.record(store, DAY, title="lại", by="x", at=AT)
    assert seen(store, office_lens(date(2026, 11, 1))) == [(DAY, "lại")]


@pytest.mark.parametrize(
    ("day", "title", "said"),
    [
        (date(2026, 10, 23), None, "chưa đến"),
        (DAY, "x" * 121, "không quá 120"),
        (date(2026, 10, 19), None, "đã được ghi"),
    ],
)
def test_what_is_no_new_meeting_is_refused(store: Store, day: date, title: str | None, said: str) -> None:
    meetings.record(store, date(2026, 10, 19), title=None, by="x", at=AT)
    with pytest.raises(MeetingRefused, match=said):
        meetings.record(store, day, title=title, by="x", at=AT)


def test_what_is_not_there_is_not_taken_back(store: Store) -> None:
    with pytest.raises(MeetingRefused, match="Không có cuộc họp này"):
        meetings.take_back(store, "H1", by="x", at=AT)
