"""What was handed in before of the tables in a file: whether it is this very file, and what it would replace."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.intake import request_text
from data.intake.draft import Understood
from data.store import Store, Writer

_EARLIER = (
    "select revision_id, coalesce(hand_in_id, revision_id) as receipt, kind, school_code, school_year, file_sha256, "
    "edits_sha256, revision.recorded_at, withdrawal.revision_id is not null as is_withdrawn "
    "from kept.revision left join kept.withdrawal using (revision_id)"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the office has already of the tables in a file.

    `receipt` is that under which this very file came before, in use, superseded, or withdrawn; `replaced` are those of
    other tables that it would replace.
    """

    receipt: str | None
    is_in_use: bool
    is_withdrawn: bool
    replaced: tuple[str, ...]


def standings(store: Store, files: Sequence[Understood]) -> list[Standing]:
    """How each of many files that were examined stands to what was handed in before; asked of the store once."""
    earlier: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in store.rows(f"{_EARLIER} order by revision.recorded_at desc"):
        earlier.setdefault((row["kind"], row["school_code"], row["school_year"]), []).append(row)
    return [_standing(found, earlier) for found in files]


def _standing(understood: Understood, earlier: Mapping[tuple[Any, ...], list[dict[str, Any]]]) -> Standing:
    same: list[str | None] = []
    replaced: dict[str, None] = {}
    is_in_use, is_withdrawn = True, False
    for kind in understood.kinds:
        ours = (understood.file_sha256, edits_sha256(understood, kind))
        before = _of_kind(
            earlier.get((kind, understood.school_code, understood.school_year), []), understood, kind
        )
        live = [each for each in before if not each["is_withdrawn"]]
        found = [each for each in before if (each["file_sha256"], each["edits_sha256"]) == ours]
        found.sort(key=lambda each: each["is_withdrawn"])
        same.append(str(found[0]["receipt"]) if found else None)
        is_withdrawn |= bool(found) and found[0]["is_withdrawn"]
        is_in_use &= found[:1] == live[:1]
        if live and found[:1] != live[:1]:
            replaced[str(live[0]["receipt"])] = None
    receipt = same[0] if same and all(same) else None
    return Standing(receipt, is_in_use, is_withdrawn, tuple(replaced))


@dataclass(frozen=True, slots=True)
class Seen:
    """The schools (None: the office) that handed in anything for a school year, and all receipts of a day.

    Kept beside the store and added to by each hand-in, so that most of them, being the first, ask the store nothing. May
    hold more than the store does (what could not be committed); it never holds less.
    """

    schools: set[str | None]
    receipts: set[str]

    def is_first(self, school_code: str | None, receipt: str) -> bool:
        """Whether nothing was handed in before by this school, nor anything under that receipt."""
        return school_code not in self.schools and receipt not in self.receipts

    def add(self, school_code: str | None, receipt: str) -> None:
        """From now on something was."""
        self.schools.add(school_code)
        self.receipts.add(receipt)


def seen(store: Store, school_year: str, receipt: str) -> Seen:
    """What was handed in before for the school year, and on the day of the receipt. Ask while you hold the writer."""
    day, _, _ = receipt.partition("-")
    return Seen(
        store.steady(("schools that handed in", school_year), lambda: _schools(store, school_year)),
        store.steady(("receipts of the day", day), lambda: _receipts(store, day)),
    )


def _schools(store: Store, school_year: str) -> set[str | None]:
    asked = "select distinct school_code from kept.revision where school_year = $year"
    return {row["school_code"] for row in store.rows(asked, {"year": school_year})}


def _receipts(store: Store, day: str) -> set[str]:
    asked = "select revision_id from kept.revision where starts_with(revision_id, $day)"
    return {row["revision_id"] for row in store.rows(asked, {"day": day})}


def revisions(writer: Writer, understood: Understood) -> dict[str, list[dict[str, Any]]]:
    """Kind -> what was handed in before of it for this school and year, newest first, withdrawn ones too."""
    params = {"year": understood.school_year, "school": understood.school_code}
    which = "school_year = $year and school_code is not distinct from $school"
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in understood.kinds}
    for row in writer.rows(f"{_EARLIER} where {which} order by revision.recorded_at desc", params):
        if row["kind"] in found:
            found[row["kind"]].append(row)
    return {kind: _of_kind(before, understood, kind) for kind, before in found.items()}


def taken_over(understood: Understood) -> tuple[str, ...]:
    """The kinds of tables in a file that take the place of an earlier one, whichever file that came in."""
    kinds = tuple(kind for kind in understood.kinds if kind != request_text.KIND)
    return kinds or understood.kinds


def _of_kind(before: list[dict[str, Any]], understood: Understood, kind: str) -> list[dict[str, Any]]:
    """What a table would take the place of. Requests take the place of nothing but a reading of the same file: those of a
    plan and those of a report stand beside each other."""
    if kind != request_text.KIND or understood.kinds == (kind,):
        return before
    return [each for each in before if each["file_sha256"] == understood.file_sha256]


def same_in_use(earlier: list[dict[str, Any]], understood: Understood, kind: str) -> str | None:
    """The receipt of the revision in use, when it is this very file with these very corrections of that table."""
    in_use = next((revision for revision in earlier if not revision["is_withdrawn"]), None)
    if in_use is None or in_use["file_sha256"] != understood.file_sha256:
        return None
    return str(in_use["receipt"]) if in_use["edits_sha256"] == edits_sha256(understood, kind) else None


def edits_sha256(understood: Understood, kind: str) -> str | None:
    """What was corrected in a kind of table, and what its doubtful words were said to mean: with others, the same file says
    something else. None where nothing was said.

    What is remembered counts as what is said now: so the same file with the same meaning is known again.
    """
    edited = understood.edits_of(kind)
    answered = [
        each for each in understood.questions if each.answer and understood.concerns(kind, each.sheet)
    ]
    if not edited and not answered:
        return None
    said = sorted([edit.sheet, edit.cell, edit.after] for edit in edited)
    said += sorted([each.question, each.text, str(each.answer)] for each in answered)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
