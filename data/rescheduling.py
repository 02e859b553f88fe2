"""Taking a proposal: the schedule as it becomes is a hand-in of its own, with a receipt, a file and who did it.

The schedule before it stays as it was, and taking the new one back brings it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from data.intake import desk
from data.intake.marking import copying
from data.intake.sheets import Cell, Sheet, address
from data.lens import later
from data.planning import Move
from data.store import Store, Writer

FILE_NAME = "Điều chỉnh lịch trên phần mềm.xlsx"
SHEET = "Lịch ĐGN"
_HEADINGS = ("STT", "TÊN TRƯỜNG", "THỜI GIAN ĐÁNH GIÁ NGOÀI", "KĐCL", "CQG")
_FIELDS = ("ordinal", "school", "time", "kdcl", "cqg")
_TITLE_ROWS = 3


class NotMoved(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def take(
    store: Store, moves: Sequence[Move], *, revision_id: str, folder: Path, by: str, at: datetime
) -> str:
    """Move these visits of the schedule with this receipt; the receipt of the schedule as it becomes.

    Raises NotMoved when another schedule is in use by now, or a visit stands elsewhere in it than the proposal says.
    """
    # A revision that no hand-in makes: what is kept beside the store of hand-ins is worked out anew (earlier.Seen).
    with store.transaction(checkpoint=True) as writer:
        current = _current(writer, revision_id)
        at = later(at, current["recorded_at"])
        lines = writer.rows(
            "select * from kept.schedule_line where revision_id = $id order by line_no", {"id": revision_id}
        )
        by_line = {move.visit.line_no: move for move in moves}
        content = _apply(lines, by_line, current["school_year"])
        sha256 = hashlib.sha256(content).hexdigest()
        desk.keep_bytes(content, sha256, folder)
        receipt = desk.receipt_number(writer, f"{sha256} {revision_id} {at.isoformat()}", at)
        deed = {"revision_id": receipt, "recorded_at": at, "recorded_by": by}
        writer.add("kept.revision", [_revision(current, deed, sha256=sha256, row_count=len(lines))])
        writer.add("kept.schedule_line", [{**line, "revision_id": receipt} for line in lines])
        moved = [line for line in lines if line["line_no"] in by_line]
        writer.add(
            "kept.schedule_move",
            [_row(by_line[line["line_no"]], line, deed, before=revision_id) for line in moved],
        )
    return receipt


def _current(writer: Writer, revision_id: str) -> dict[str, Any]:
    """The schedule in use, which has to be the one that was looked at. Raises NotMoved."""
    found = writer.rows(
        "select newest.* from kept.revision as newest anti join kept.withdrawal using (revision_id) "
        "join kept.revision as seen on seen.revision_id = $id and seen.school_year = newest.school_year "
        "where newest.kind = 'schedule' and seen.kind = 'schedule' "
        "order by newest.recorded_at desc, newest.revision_id desc limit 1",
        {"id": revision_id},
    )
    if not found or found[0]["revision_id"] != revision_id:
        raise NotMoved("Lịch vừa được thay bằng bản khác nên chưa dời gì. Hãy xem lại đề xuất theo lịch mới.")
    return found[0]


def _apply(lines: list[dict[str, Any]], moves: Mapping[int, Move], school_year: str) -> bytes:
    """Change the lines that move and give every line its place in a workbook of our own; that workbook."""
    cells: dict[tuple[int, int], Cell] = {}

    def put(row: int, column: int, text: str | None) -> None:
        if text:
            cells[row, column] = Cell(row, column, text, text)

    put(1, 1, f"LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC {school_year}")
    put(2, 1, "Điều chỉnh trên phần mềm theo đề xuất san lịch; các dòng khác giữ nguyên như lịch trước.")
    for column, heading in enumerate(_HEADINGS, start=1):
        put(_TITLE_ROWS + 1, column, heading)
    for row, line in enumerate(lines, start=_TITLE_ROWS + 2):
        if move := moves.get(line["line_no"]):
            _move(line, move)
        marks = (line["kdcl_text"], line["cqg_text"])  # as they were typed: a move changes none of them
        texts = (str(row - _TITLE_ROWS - 1), line["school_text"], line["time_text"], *marks)
        for column, text in enumerate(texts, start=1):
            put(row, column, text)
        places = {
            field: [address(row, column)]
            for column, (field, text) in enumerate(zip(_FIELDS, texts, strict=True), start=1)
            if text
        }
        line |= {"sheet": SHEET, "first_row": row, "last_row": row, "cells": json.dumps(places)}
    missing = moves.keys() - {line["line_no"] for line in lines}
    if missing:
        raise NotMoved("Lịch đang dùng không có dòng này nữa nên chưa dời gì.")
    return copying.workbook([Sheet(SHEET, False, cells, (), frozenset())])


def _move(line: dict[str, Any], move: Move) -> None:
    """Raises NotMoved where the visit stands elsewhere than the proposal says."""
    if (line["starts_on"], line["ends_on"] or line["starts_on"]) != (
        move.visit.starts_on,
        move.visit.ends_on,
    ):
        raise NotMoved("Thời gian của trường này trong lịch đã khác nên chưa dời gì. Hãy xem lại đề xuất.")
    is_month = move.starts_on.day == 1 and (move.ends_on + timedelta(days=1)).day == 1
    line |= {
        "time_text": f"Tháng {move.starts_on:%m/%Y}"
        if is_month
        else f"Từ {move.starts_on:%d/%m/%Y} đến {move.ends_on:%d/%m/%Y}",
        "starts_on": move.starts_on,
        "ends_on": move.ends_on,
        "time_precision": "month" if is_month else "range",
        "time_doubt": None,
    }


def _revision(
    current: Mapping[str, Any], deed: Mapping[str, object], *, sha256: str, row_count: int
) -> dict[str, object]:
    return {
        **deed,
        "hand_in_id": deed["revision_id"],
        "kind": "schedule",
        "school_code": None,
        "school_year": current["school_year"],
        "framework_code": None,
        # The letter that fixed the schedule: the office writes a new one when it sees fit.
        "document_number": current["document_number"],
        "document_on": current["document_on"],
        "file_sha256": sha256,
        "file_name": FILE_NAME,
        "row_count": row_count,
        "warning_count": 0,
    }


def _row(
    move: Move, line: Mapping[str, Any], deed: Mapping[str, object], *, before: str
) -> dict[str, object]:
    return {
        **deed,
        "line_no": line["line_no"],
        "from_revision_id": before,
        "from_line_no": line["line_no"],
        "school_code": line["school_code"],
        "from_starts_on": move.visit.starts_on,
        "from_ends_on": move.visit.ends_on,
        "to_starts_on": move.starts_on,
        "to_ends_on": move.ends_on,
        "reason": move.reason,
    }
