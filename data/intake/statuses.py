"""What people say the status of a reported line really is: its school, and the office, whose word outweighs it.

Each word is a row with its name and moment; the newest of a voice counts, and none is ever changed. A word belongs to
one line of one revision: a newer revision of the table inherits nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data.lens import later
from data.store import Store, Writer

STATUSES = ("done", "in_progress", "not_started")
TAKEN_BACK = "needs_review"
# A line: the receipt number of its table, and its number in it.
Line = tuple[str, int]
_LATEST = {
    "kept.statement": "select revision_id, line_no, arg_max(status, recorded_at) as status, "
    "max(recorded_at) as recorded_at from kept.statement where revision_id in (select unnest($ids)) group by all",
    "kept.confirmation": "select revision_id, line_no, arg_max(status, recorded_at) as status, "
    "max(recorded_at) as recorded_at from kept.confirmation where revision_id in (select unnest($ids)) group by all",
}


class NotSaid(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def say(store: Store, words: Mapping[Line, str], *, school_code: str, by: str, at: datetime) -> list[Line]:
    """A school's own word on lines of its current tables; TAKEN_BACK takes it back. The lines whose word changed.

    All of it or nothing. Raises NotSaid when a table is another school's, was replaced or withdrawn, or has no such
    line; ValueError for a status that is none.
    """
    return _record(store, "kept.statement", words, school_code=school_code, by=by, at=at)


def confirm(store: Store, words: Mapping[Line, str], *, by: str, at: datetime) -> list[Line]:
    """The office's word on lines of current tables of any school, as `say` does it."""
    return _record(store, "kept.confirmation", words, school_code=None, by=by, at=at)


def _record(
    store: Store, table: str, words: Mapping[Line, str], *, school_code: str | None, by: str, at: datetime
) -> list[Line]:
    if unknown := set(words.values()) - {*STATUSES, TAKEN_BACK}:
        raise ValueError(f"No status: {sorted(unknown)}.")
    with store.transaction() as writer:
        _stop_unless_current(writer, words, school_code)
        ids = {"ids": sorted({revision_id for revision_id, _ in words})}
        before = {(row["revision_id"], row["line_no"]): row for row in writer.rows(_LATEST[table], ids)}
        rows = [
            _row(line, status, before.get(line), by=by, at=at)
            for line, status in words.items()
            if status != (before[line]["status"] if line in before else TAKEN_BACK)
        ]
        writer.add(table, rows)
    return [(row["revision_id"], row["line_no"]) for row in rows]


def _row(
    line: Line, status: str, before: Mapping[str, Any] | None, *, by: str, at: datetime
) -> dict[str, Any]:
    return {
        "revision_id": line[0],
        "line_no": line[1],
        "status": status,
        "recorded_at": later(at, before["recorded_at"] if before else None),
        "recorded_by": by,
    }


def _stop_unless_current(writer: Writer, words: Mapping[Line, str], school_code: str | None) -> None:
    """Raises NotSaid."""
    found = {
        (row["revision_id"], row["line_no"]): row
        for row in writer.rows(
            "select revision_id, line_no, school_code, withdrawal.revision_id is null and not exists ("
            "  select 1 from kept.revision as newer anti join kept.withdrawal using (revision_id)"
            "  where newer.kind = revision.kind and newer.school_year = revision.school_year"
            "    and newer.school_code is not distinct from revision.school_code"
            "    and (newer.recorded_at, newer.revision_id) > (revision.recorded_at, revision.revision_id)"
            ") as is_current "
            "from kept.result_line join kept.revision using (revision_id) left join kept.withdrawal using (revision_id) "
            "where revision_id in (select unnest($ids))",
            {"ids": sorted({revision_id for revision_id, _ in words})},
        )
    }
    for line in words:
        if line not in found or (school_code is not None and found[line]["school_code"] != school_code):
            raise NotSaid("Không có dòng này trong bảng kết quả của trường.")
        if not found[line]["is_current"]:
            raise NotSaid(
                "Bảng kết quả này vừa được thay bằng bản mới hoặc đã rút, trả lại, nên chưa ghi được gì."
                " Hãy xem lại các dòng rồi chọn lại."
            )
