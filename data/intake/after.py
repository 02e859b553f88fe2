"""What happens to a table after it was handed in: accepted, withdrawn by who handed it in, or returned by the office.

Nothing is deleted: each is a row beside the revision, and what a past day showed stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from data.store import Store, Writer


class NotDone(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def accept(store: Store, revision_ids: Sequence[str], *, by: str, at: datetime) -> list[str]:
    """The office takes tables over; those that it had not taken over before. All or none.

    Raises NotDone when one of them is not there or was withdrawn or returned meanwhile.
    """
    with store.transaction() as writer:
        found = {row["revision_id"]: row for row in _state_of(writer, revision_ids)}
        for number in revision_ids:
            if number not in found or found[number]["is_withdrawn"]:
                raise NotDone(
                    f"Bảng {number} vừa được rút hoặc trả lại nên chưa tiếp nhận bảng nào. Hãy xem lại danh sách."
                )
        fresh = [number for number in dict.fromkeys(revision_ids) if not found[number]["is_accepted"]]
        writer.add(
            "kept.acceptance",
            [{"revision_id": number, "recorded_at": at, "recorded_by": by} for number in fresh],
        )
    return fresh


def withdraw(
    store: Store, revision_id: str, *, reason: str, by: str, at: datetime, even_accepted: bool = False
) -> None:
    """Take a table out of the current state again; it stays readable. Twice is once.

    Raises NotDone when the office has accepted it, unless it is the office's own deed.
    """
    with store.transaction() as writer:
        state = _one(writer, revision_id)
        if state["is_withdrawn"]:
            return
        if state["is_accepted"] and not even_accepted:
            raise NotDone(
                "Chuyên viên đã tiếp nhận bảng này nên trường không tự rút được."
                " Cần sửa thì nộp bản mới, hoặc đề nghị chuyên viên trả lại."
            )
        _take_out(writer, revision_id, reason=reason, is_return=False, by=by, at=at)


def give_back(store: Store, revision_id: str, *, reason: str, by: str, at: datetime) -> None:
    """The office returns a table, accepted or not, with a reason for its school. Twice is once; NotDone without a reason."""
    if not reason.strip():
        raise NotDone("Hãy ghi lý do để trường biết phải sửa gì.")
    with store.transaction() as writer:
        if not _one(writer, revision_id)["is_withdrawn"]:
            _take_out(writer, revision_id, reason=reason.strip(), is_return=True, by=by, at=at)


def _take_out(
    writer: Writer, revision_id: str, *, reason: str, is_return: bool, by: str, at: datetime
) -> None:
    row = {"revision_id": revision_id, "reason": reason, "is_return": is_return}
    writer.add("kept.withdrawal", [{**row, "recorded_at": at, "recorded_by": by}])


def _one(writer: Writer, revision_id: str) -> dict[str, Any]:
    """Raises NotDone."""
    found = _state_of(writer, [revision_id])
    if not found:
        raise NotDone(f"Không có bảng nào mang số biên nhận {revision_id}.")
    return found[0]


def _state_of(writer: Writer, revision_ids: Sequence[str]) -> list[dict[str, Any]]:
    return writer.rows(
        "select revision_id, withdrawal.revision_id is not null as is_withdrawn, "
        "acceptance.revision_id is not null as is_accepted "
        "from kept.revision left join kept.withdrawal using (revision_id) left join kept.acceptance using (revision_id) "
        "where revision_id in (select unnest($ids))",
        {"ids": list(revision_ids)},
    )
