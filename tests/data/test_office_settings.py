"""What the office says of itself: kept as rows, each later than the one before, and nothing that makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

import queries
from data import office_settings
from data.lens import TIME_ZONE, office_lens, school_lens
from data.office_settings import HOLLOW_SHARE, OFFICE_NAME, REGISTER_FROM, NotSet
from data.store import Store
from queries.choice import Choice
from tests.fresh import fresh_store

NOON = datetime(2026, 11, 20, 12, tzinfo=TIME_ZONE)
DAY = date(2026, 11, 20)


@pytest.fixture
def store() -> Iterator[Store]:
    store = fresh_store()
    yield store
    store.close()


def test_the_newest_word_counts_from_its_day_on(store: Store) -> None:
    early, late = NOON - timedelta(days=10), NOON
    assert office_settings.change(store, HOLLOW_SHARE, "0.5", by="chuyen vien", at=early)
    assert office_settings.change(store, HOLLOW_SHARE, "0.8", by="quan tri", at=late)

    def told(day: date) -> dict[str, str]:
        found = queries.office.settings(store, office_lens(day), Choice())
        return dict(zip(found["name"], found["value"], strict=True))

    assert told(DAY - timedelta(days=11)) == {}
    assert told(DAY - timedelta(days=1)) == {HOLLOW_SHARE: "0.5"}
    assert told(DAY) == {HOLLOW_SHARE: "0.8"}


def test_who_changed_what_when_is_the_offices_to_read(store: Store) -> None:
    office_settings.change(store, OFFICE_NAME, "  Phòng   GDĐT A ", by="quan tri", at=NOON)
    office_settings.change(store, HOLLOW_SHARE, "0.5", by="chuyen vien", at=NOON + timedelta(minutes=1))
    office_settings.change(store, HOLLOW_SHARE, "", by="chuyen vien", at=NOON + timedelta(minutes=2))
    found = queries.office.changes(store, office_lens(DAY), Choice())
    columns = ("setting", "value", "before", "recorded_by")
    told = [
        tuple(None if value != value else value for value in row)
        for row in zip(*(found[name] for name in columns), strict=True)
    ]
    assert told == [
        (HOLLOW_SHARE, None, "50 %", "chuyen vien"),
        (HOLLOW_SHARE, "50 %", None, "chuyen vien"),
        (OFFICE_NAME, "Phòng GDĐT A", None, "quan tri"),
    ]
    assert queries.office.changes(store, school_lens("A", DAY), Choice()).empty


def test_the_same_again_is_nothing_new_and_a_clock_that_stands_still_loses_nothing(store: Store) -> None:
    assert office_settings.change(store, REGISTER_FROM, "2024-2025", by="a", at=NOON)
    assert not office_settings.change(store, REGISTER_FROM, "2024-2025", by="a", at=NOON)
    assert office_settings.change(store, REGISTER_FROM, "2025-2026", by="a", at=NOON)
    found = queries.office.settings(store, office_lens(DAY), Choice())
    assert list(found["value"]) == ["2025-2026"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (REGISTER_FROM, "2024", "Năm học phải ghi như"),
        (REGISTER_FROM, "2024-2026", "Năm học phải ghi như"),
        (REGISTER_FROM, "", "Năm học phải ghi như"),
        (HOLLOW_SHARE, "0", "Tỉ lệ phải từ 1 đến 100"),
        (HOLLOW_SHARE, "1.5", "Tỉ lệ phải từ 1 đến 100"),
        (HOLLOW_SHARE, "một nửa", "Tỉ lệ phải từ 1 đến 100"),
        (OFFICE_NAME, "x" * 121, "Tên nhiều nhất 120 chữ"),
        ("tier", "commune", "Không có cài đặt này"),
    ],
)
def test_what_makes_no_sense_is_not_kept(name: str, value: str, said: str, store: Store) -> None:
    with pytest.raises(NotSet, match=said):
        office_settings.change(store, name, value, by="a", at=NOON)
    assert store.rows("select * from kept.office_setting") == []


@pytest.mark.parametrize(("percent", "text"), [(None, ""), (1, "0.01"), (50, "0.5"), (100, "1")])
def test_a_percent_is_kept_as_a_share(percent: int | None, text: str) -> None:
    assert office_settings.share_text(percent) == text
