"""What the office says of two laws: which criterion of the earlier framework corresponds to which of the later one.

Each answer is a row with its name and moment; the newest of a pair counts, and none is ever changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.lens import later
from data.store import Store, Writer

SAME, PART, NONE = "same", "part", "none"
KINDS = (SAME, PART, NONE)
TAKEN_BACK = "withdrawn"
LONGEST_NOTE = 300


class NotPaired(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A criterion of the earlier framework and one of the later; to_criterion is empty where nothing corresponds."""

    from_framework: str
    from_criterion: str
    to_framework: str
    to_criterion: str = ""

    @property
    def key(self) -> dict[str, object]:
        """The columns that name it."""
        return {
            "from_framework_code": self.from_framework,
            "from_criterion_code": self.from_criterion,
            "to_framework_code": self.to_framework,
            "to_criterion_code": self.to_criterion,
        }


def say(store: Store, pair: Pair, kind: str, *, note: str | None, by: str, at: datetime) -> bool:
    """Write an answer down; False when it has been given already.

    Raises NotPaired where it contradicts another answer or there is no such criterion; ValueError for a kind that is none
    or does not fit the pair.
    """
    if kind not in KINDS or (kind == NONE) != (pair.to_criterion == ""):
        raise ValueError(f"{kind} is no answer for {pair}.")
    said = " ".join((note or "").split())[:LONGEST_NOTE] or None
    with store.transaction() as writer:
        _stop_unless_criteria(writer, pair)
        _stop_if_contradicted(writer, pair)
        before = _answers(writer, pair).get(pair.to_criterion)
        if before is not None and (before["kind"], before["note"]) == (kind, said):
            return False
        _add(writer, pair, kind, note=said, by=by, at=at)
    return True


def take_back(store: Store, pair: Pair, *, by: str, at: datetime) -> bool:
    """Take an answer back; False when there is none."""
    with store.transaction() as writer:
        before = _answers(writer, pair).get(pair.to_criterion)
        if before is None or before["kind"] == TAKEN_BACK:
            return False
        _add(writer, pair, TAKEN_BACK, note=None, by=by, at=at)
    return True


def _answers(writer: Writer, pair: Pair) -> dict[str, dict[str, Any]]:
    """The newest answer for each counterpart of the criterion, taken back or not."""
    rows = writer.rows(
        "select to_criterion_code, arg_max({'kind': kind, 'note': note}, recorded_at) as said, "
        "max(recorded_at) as recorded_at from kept.crosswalk "
        "where from_framework_code = $from_framework_code and from_criterion_code = $from_criterion_code "
        "and to_framework_code = $to_framework_code group by to_criterion_code",
        {name: value for name, value in pair.key.items() if name != "to_criterion_code"},
    )
    return {row["to_criterion_code"]: {**row["said"], "recorded_at": row["recorded_at"]} for row in rows}


def _add(writer: Writer, pair: Pair, kind: str, *, note: str | None, by: str, at: datetime) -> None:
    before = _answers(writer, pair).get(pair.to_criterion)
    moment = later(at, before["recorded_at"] if before else None)
    row = {**pair.key, "kind": kind, "note": note, "recorded_at": moment, "recorded_by": by}
    writer.add("kept.crosswalk", [row])


def _stop_unless_criteria(writer: Writer, pair: Pair) -> None:
    """Raises NotPaired."""
    known = {
        (row["framework_code"], row["criterion_code"])
        for row in writer.rows("select framework_code, criterion_code from law.criterion")
    }
    wanted = {(pair.from_framework, pair.from_criterion)}
    wanted |= {(pair.to_framework, pair.to_criterion)} if pair.to_criterion else set()
    follows = writer.rows(
        "select 1 from law.framework as earlier, law.framework as later "
        "where earlier.framework_code = $earlier and later.framework_code = $later "
        "and later.valid_from > earlier.valid_to and exists (select 1 from law.framework_scope as mine "
        "join law.framework_scope as theirs using (level) "
        "where mine.framework_code = $earlier and theirs.framework_code = $later)",
        {"earlier": pair.from_framework, "later": pair.to_framework},
    )
    if not wanted <= known or not follows:
        raise NotPaired("Không có tiêu chí này trong hai thông tư đang đối chiếu.")


def _stop_if_contradicted(writer: Writer, pair: Pair) -> None:
    """Something cannot correspond to a criterion and to nothing. Raises NotPaired."""
    standing = {code for code, said in _answers(writer, pair).items() if said["kind"] != TAKEN_BACK}
    if pair.to_criterion and "" in standing:
        raise NotPaired(
            "Tiêu chí này đang được ghi là không có tiêu chí tương ứng. Hãy bỏ dòng đó trước rồi ghi lại."
        )
    if not pair.to_criterion and standing - {""}:
        raise NotPaired(
            "Tiêu chí này đang được ghi là ứng với tiêu chí khác. Hãy bỏ các dòng đó trước rồi ghi lại."
        )
