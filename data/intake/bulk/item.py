"""One file of a batch, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from data.intake.draft import Given, Understood
from data.intake.earlier import Standing, taken_over
from data.intake.problems import ERROR, Problem

IN_ORDER = "in order"
WAITING, REJECTED, UNSAID, UNCLEAR, RIVAL, LEFT = "waiting", "rejected", "unsaid", "unclear", "rival", "left"
SAME, KNOWN, REPLACED, WITHDRAWN, READY, KEPT = "same", "known", "replaced", "withdrawn", "ready", "kept"
# What a person only has to say because the file does not.
TO_BE_SAID = frozenset(
    ("kind_unsure", "kind_other", "year_unknown", "year_unsure", "framework_unknown", "school_unknown")
    + ("school_unsure", "several_schools", "other_school", "folder_other_school")
)
TableKey = tuple[str | None, str, str]  # school, kind, school year


@dataclass(slots=True, eq=False)
class Item:
    """One file of a batch: where it came from, what a person said of it, and what became of it."""

    key: str
    name: str
    folders: tuple[str, ...]
    read: Callable[[], bytes]
    depth: int = 0  # how many archives it lies in
    refusal: Problem | None = None
    given: Given = field(default_factory=Given)
    understood: Understood | None = None
    same_as: Item | None = None
    standing: Standing | None = None
    receipt: str | None = None

    @property
    def path(self) -> str:
        """Folders and name, as a person reads them."""
        return " / ".join((*self.folders, self.name))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of tables that were found in it."""
        return self.understood.kinds if self.understood else ()

    @property
    def is_unclear(self) -> bool:
        """Whether the file and its folder speak of different schools."""
        return self.understood is not None and self.understood.has("folder_other_school")

    @property
    def to_be_said(self) -> tuple[str, ...]:
        """The sentences about what a person has to say of this file."""
        found = self.understood.problems if self.understood else ()
        return tuple(problem.message for problem in found if problem.code in TO_BE_SAID)

    @property
    def is_only_unsaid(self) -> bool:
        """Whether nothing but a word from a person stands in the way."""
        found = self.understood.problems if self.understood else ()
        errors = {problem.code for problem in found if problem.level == ERROR}
        return bool(errors) and errors <= TO_BE_SAID

    @property
    def is_past(self) -> bool:
        """Whether it came before and is not in use now: superseded, or taken back."""
        return self.standing is not None and self.standing.receipt is not None and not self.standing.is_in_use

    @property
    def is_new(self) -> bool:
        """Whether it never came before, as far as is known."""
        return self.receipt is None and (self.standing is None or self.standing.receipt is None)

    @property
    def table_keys(self) -> tuple[TableKey, ...]:
        """Which tables of the office it would become; nothing while it is not understood."""
        found = self.understood
        if found is None or found.outcome == "rejected" or found.school_year is None:
            return ()
        return tuple((found.school_code, kind, found.school_year) for kind in taken_over(found))
