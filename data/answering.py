"""What the office answers to a line of a plan or a report that asks for something. Every answer is a row; the newest counts."""

from __future__ import annotations

from datetime import datetime

from data.store import Store

LONGEST = 500


class NotAnswered(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def answer(store: Store, revision_id: str, line_no: int, text: str, *, by: str, at: datetime) -> str | None:
    """Note an answer to a line of a plan or to a request in a report; an empty one takes the last one back. Gives the
    code of the line's school.

    Raises NotAnswered when there is no such line in a table that is still kept, or the answer is too long.
    """
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise NotAnswered(
            f"Câu trả lời dài quá {LONGEST} chữ. Hãy ghi ngắn lại, hoặc ghi số công văn trả lời."
        )
    with store.transaction() as writer:
        found = writer.rows(
            "select revision.school_code from (select revision_id, line_no from kept.plan_line union all "
            "select revision_id, line_no from kept.form_line where kind = 'requests') join kept.revision using (revision_id) "
            "anti join kept.withdrawal using (revision_id) where revision_id = $revision_id and line_no = $line_no",
            {"revision_id": revision_id, "line_no": line_no},
        )
        if not found:
            raise NotAnswered("Bảng này đã rút hoặc trả lại, nên chưa ghi được câu trả lời.")
        row = {"revision_id": revision_id, "line_no": line_no, "answer": said}
        writer.add("kept.answered_request", [{**row, "recorded_at": at, "recorded_by": by}])
    school: str | None = found[0]["school_code"]
    return school
