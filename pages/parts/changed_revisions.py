"""Which revision a table is compared with, and what the comparison says; also as a workbook."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

import queries
from data.intake import changes, request_text
from data.intake.changes import Comparison
from data.intake.changes.lines import of_lines, of_rows
from data.intake.draft import Understood
from data.intake.earlier import taken_over
from data.lens import Lens
from data.store import Store
from exports import table
from pages.parts import changed_words, words

Revision = Mapping[Hashable, Any]


def in_use_or_last(store: Store, lens: Lens, understood: Understood, kind: str) -> Revision | None:
    """What a file about to be handed in is compared with: the table in use; where none is, the last one taken back."""
    if kind not in taken_over(understood):
        return None
    found = _of_one(store, lens, kind, understood.school_code, understood.school_year)
    return next((each for each in found if each["is_current"]), found[0] if found else None)


def one_before(store: Store, lens: Lens, revision: Revision) -> Revision | None:
    """The newest earlier revision of the same kind, school and year, even one that was taken back."""
    if revision["kind"] == request_text.KIND:
        return None  # which of the earlier ones it goes with is not told here
    school = None if words.is_missing(revision["school_code"]) else revision["school_code"]
    found = _of_one(store, lens, revision["kind"], school, revision["school_year"])
    numbers = [each["revision_id"] for each in found]
    later = numbers.index(revision["revision_id"]) + 1 if revision["revision_id"] in numbers else len(found)
    return found[later] if later < len(found) else None


def with_file(store: Store, lens: Lens, earlier: Revision, understood: Understood) -> Comparison:
    """What a file that is not kept yet says otherwise."""
    after = of_lines(understood.lines_of(earlier["kind"]))
    return changes.compare(_kept(store, lens, earlier), after)


def between(store: Store, lens: Lens, earlier: Revision, later: Revision) -> Comparison:
    """What the later of two revisions says otherwise."""
    return changes.compare(_kept(store, lens, earlier), _kept(store, lens, later))


def content(store: Store, lens: Lens, revision_id: str, *, mark: str) -> bytes | None:
    """All changes of a revision against the one before as a workbook, under a mark of the store; None without either."""
    known = queries.hand_ins.revisions(store, lens, queries.Choice()).to_dict("records")
    later = next((each for each in known if each["revision_id"] == revision_id), None)
    earlier = one_before(store, lens, later) if later else None
    if later is None or earlier is None:
        return None
    compared = between(store, lens, earlier, later)
    made = [
        (row.key, row.place, row.what, row.before, row.after)
        for row in changed_words.rows(compared, later["kind"])
    ]
    headings = {
        "key": changed_words.key_heading(later["kind"]),
        "place": "Dòng",
        "what": "Thay đổi",
        "before": f"Lần nộp trước ({earlier['revision_id']})",
        "after": f"Lần nộp này ({revision_id})",
    }
    said = [] if words.is_missing(later["school_name"]) else [str(later["school_name"])]
    return table.workbook(
        pd.DataFrame(made, columns=list(headings)),
        headings=headings,
        title=f"Thay đổi so với lần nộp trước: {words.kind_word(later['kind'])}",
        subtitle=". ".join(
            [*([mark] if mark else []), *said, words.capital(changed_words.summary(compared, later["kind"]))]
        )
        + ".",
    )


def _of_one(store: Store, lens: Lens, kind: str, school: str | None, year: str | None) -> list[Revision]:
    """All revisions of one kind for one school and year, newest first."""
    choice = queries.Choice(school_year=year, school=school)
    found: list[Revision] = queries.hand_ins.revisions(store, lens, choice, kind=kind).to_dict("records")
    return found


def _kept(store: Store, lens: Lens, revision: Revision) -> Any:
    lines = queries.hand_ins.lines(store, lens, queries.Choice(), revision=revision["revision_id"])
    return of_rows(lines.to_dict("records"))
