"""What the three columns of the results form say about a row: done, doing, not started."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from data.intake.text import as_typed, clean, fold

Status = Literal["done", "in_progress", "not_started", "needs_review", "no_data"]
Hint = Literal["late", "partial", "upkeep", "said", "contradiction"]

_NEGATION = re.compile(
    r"(?:khong|ko|khg|k)(?: (?:co|con))?(?: (?:noi dung|cong viec|viec|gi|nao|phat sinh|ton dong|ca))*"
    r"|0|none|n a|chua co(?: (?:noi dung|cong viec|viec))?"
)
# With accents: folded, "trễ" (late) would be "trẻ" (child), and kindergartens write of nothing else.
_LATE = re.compile(r"(?<!\w)(?:chậm|trễ|l[ýí] do|chưa kịp)(?!\w)")
_UPKEEP = re.compile(r"(?:tiep tuc|duy tri)\b")
_LEVELS: dict[str, Status] = {
    "hoan thanh": "done",
    "da hoan thanh": "done",
    "da thuc hien": "done",
    "da xong": "done",
    "dang thuc hien": "in_progress",
    "dang trien khai": "in_progress",
    "dang tien hanh": "in_progress",
    "chua hoan thanh": "not_started",
    "chua thuc hien": "not_started",
    "chua trien khai": "not_started",
    "can ra soat": "needs_review",
    "chua co du lieu": "no_data",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A status to confirm; the hint says what the words beside it tell."""

    status: Status
    hint: Hint | None = None


def negation(text: object) -> bool:
    """Whether a cell says that there is nothing: "Không", "không có", "0", "-", "/". Empty says nothing."""
    typed = as_typed(text)
    folded = fold(typed)
    if not folded:
        return bool(clean(typed)) and all(each in "-–—/\\_. \n" for each in clean(typed))
    return _NEGATION.fullmatch(folded) is not None


def suggest(done: object, doing: object, not_started: object, *, said: object = None) -> Suggestion:
    """The status the three columns suggest; which column is filled is a hint, the officer confirms.

    `said` is a column of its own for the status, which newer forms have: it ends the doubt, but not where work that was
    not begun stands beside "Hoàn thành".

    Text in both "xong" and "đang" is needs_review, not done: in real forms every row looks so. Only negations
    ("Không" everywhere) are needs_review too: somebody answered but named no work, so it is neither "no data"
    nor done.
    """
    has_done, has_doing, has_not_started = (_is_text(each) for each in (done, doing, not_started))
    status_said = parse_level(said)
    if status_said is not None:
        is_contradicted = status_said == "done" and has_not_started
        return (
            Suggestion("needs_review", "contradiction")
            if is_contradicted
            else Suggestion(status_said, "said")
        )
    if has_not_started:
        return Suggestion("not_started", "partial" if has_done or has_doing else None)
    if has_done and has_doing:
        return Suggestion("needs_review", "upkeep" if _UPKEEP.match(fold(as_typed(doing))) else None)
    if has_done:
        return Suggestion("done")
    if has_doing:
        return Suggestion("in_progress", "late" if _LATE.search(clean(as_typed(doing)).lower()) else None)
    is_answered = any(negation(each) for each in (done, doing, not_started))
    return Suggestion("needs_review" if is_answered else "no_data")


def parse_level(text: object) -> Status | None:
    """TT57's one column "Mức độ thực hiện"; its third value, "Chưa hoàn thành", is not started."""
    return _LEVELS.get(fold(as_typed(text)))


def _is_text(value: object) -> bool:
    return bool(clean(as_typed(value))) and not negation(value)
