"""The days on which the office met. A meeting recorded by mistake is taken back by one more row; nothing is changed or lost."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from data.lens import TIME_ZONE, later
from data.store import Store, Writer

LONGEST_TITLE = 120

_PRESENT = """
    select meeting_id, said.held_on as held_on, said.title as title
    from (
        select meeting_id,
            arg_max({'held_on': held_on, 'title': title, 'is_withdrawn': is_withdrawn}, recorded_at) as said
        from kept.meeting
        group by meeting_id
    )
    where not said.is_withdrawn
"""


class MeetingRefused(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def record(store: Store, held_on: date, *, title: str | None, by: str, at: datetime) -> str:
    """Note that the office met; gives the meeting's id. Raises MeetingRefused for a day to come or one noted before."""
    if held_on > at.astimezone(TIME_ZONE).date():
        raise MeetingRefused("Ngày họp chưa đến nên chưa ghi được.")
    shown = " ".join((title or "").split())
    if len(shown) > LONGEST_TITLE:
        raise MeetingRefused(f"Tên cuộc họp dài không quá {LONGEST_TITLE} kí tự.")
    with store.transaction() as writer:
        if any(row["held_on"] == held_on for row in writer.rows(_PRESENT)):
            raise MeetingRefused(f"Cuộc họp ngày {held_on:%d/%m/%Y} đã được ghi.")
        meeting_id = f"H{held_on:%Y%m%d}-{secrets.token_hex(4)}"
        row = {"meeting_id": meeting_id, "held_on": held_on, "title": shown or None, "is_withdrawn": False}
        _say(writer, row, by=by, at=at)
    return meeting_id


def take_back(store: Store, meeting_id: str, *, by: str, at: datetime) -> date:
    """Say that a meeting was noted by mistake; gives its day. Raises MeetingRefused when there is none."""
    with store.transaction() as writer:
        found = [row for row in writer.rows(_PRESENT) if row["meeting_id"] == meeting_id]
        if not found:
            raise MeetingRefused("Không có cuộc họp này, hoặc vừa có người bỏ ghi. Hãy xem lại danh sách.")
        held_on: date = found[0]["held_on"]
        _say(writer, {**found[0], "is_withdrawn": True}, by=by, at=at)
    return held_on


def _say(writer: Writer, row: dict[str, Any], *, by: str, at: datetime) -> None:
    said = writer.rows(
        "select max(recorded_at) as at from kept.meeting where meeting_id = $id", {"id": row["meeting_id"]}
    )
    writer.add("kept.meeting", [{**row, "recorded_at": later(at, said[0]["at"]), "recorded_by": by}])
