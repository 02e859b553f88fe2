"""A batch of files on its way in.

It belongs to whoever sends it and lives as long as the tab or the command. It keeps no file open and none unpacked: what is
needed of a file is fetched when it is needed. Every deed is small, so that a page can do a few of them in each run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from data.intake import desk, earlier, known
from data.intake.bulk import archive, folders
from data.intake.bulk.archive import Bounds, NotOpened
from data.intake.bulk.item import (
    IN_ORDER,
    KEPT,
    KNOWN,
    LEFT,
    READY,
    REJECTED,
    REPLACED,
    RIVAL,
    SAME,
    UNCLEAR,
    UNSAID,
    WAITING,
    WITHDRAWN,
    Item,
    TableKey,
)
from data.intake.bulk.opening import Opening
from data.intake.draft import Given, Understood
from data.intake.known import Known
from data.intake.problems import Problem
from data.intake.reading import Reader
from data.intake.sheets import Unreadable, Workbook
from data.store import Store

MOST_FILES = 400
_TOGETHER, _TOGETHER_BYTES = 32, 2 * 2**20
_OF_SCHOOLS = ("school_unknown", "school_unsure", "school_outside", "framework_unknown", "several_schools")


class Batch:
    """The files of one go, in the order in which they came."""

    def __init__(self, *, most_files: int = MOST_FILES, bounds: Bounds | None = None) -> None:
        self._opening = Opening(most_files=most_files, bounds=bounds)
        self._office: Known | None = None
        self._looked_at: tuple[object, ...] = ()
        self.items: list[Item] = []
        self.choices: dict[TableKey, Item | str] = {}

    def add(self, name: str, read: Callable[[], bytes], *, key: str, folders: Iterable[str] = ()) -> None:
        """One file, or all that an archive holds. `key` tells it from every other of the batch."""
        item = Item(key, name, tuple(folders), read)
        try:
            content = read()
        except NotOpened as refusal:
            item.refusal, content = refusal.problem, b""
        self.items += self._opening.opened(item, content)

    @property
    def left_out_count(self) -> int:
        """How many files in the archives are only what systems and open programs leave behind."""
        return self._opening.left_out_count

    def take_over(self, earlier: Batch) -> None:
        """What was found and said of the files that were in an earlier batch of this tab already."""
        known_items = {item.key: item for item in earlier.items if item.refusal is None}
        self.items = [known_items.get(item.key, item) for item in self.items]
        self.choices = {
            key: choice
            for key, choice in earlier.choices.items()
            if choice == IN_ORDER or choice in self.items
        }

    @property
    def is_waiting(self) -> bool:
        """Whether any is still to be looked at, or to be looked at anew."""
        return next(self._waiting(), None) is not None

    def _waiting(self) -> Iterator[Item]:
        return (item for item in self.items if item.understood is None)

    def say(self, item: Item, given: Given) -> None:
        """What a person says of a file; it is looked at anew if that is new."""
        if given != item.given:
            item.given, item.understood, item.standing = given, None, None

    def examine_some(self, store: Store, reader: Reader) -> list[Item]:
        """Look at the next few files; none when none are left. What the office knows is loaded once for all.

        Several small ones are read together, the next while the one before is understood; a large one comes alone.
        """
        self._office = self._office or known.load(store)
        some: dict[Item, bytes] = {}
        for item in list(self._waiting()):
            content = self._content(item)
            if some and sum(map(len, some.values())) + len(content or b"") > _TOGETHER_BYTES:
                break
            if content is None:
                return [*self._read(store, reader, some, self._office), item]
            some[item] = content
            if len(some) == _TOGETHER:
                break
        return self._read(store, reader, some, self._office)

    def _content(self, item: Item) -> bytes | None:
        """The bytes of a file; None for one that is answered already: refused, or an archive and now the files in it."""
        try:
            if item.refusal is not None:
                raise NotOpened(item.refusal)
            content = item.read()
            if not (item.depth and archive.is_archive(content, item.name)):
                return content
            place = self.items.index(item)
            self.items[place : place + 1] = self._opening.opened_inside(item, content)
        except NotOpened as refusal:
            item.understood = _refused(item, refusal.problem)
        return None

    def _read(
        self, store: Store, reader: Reader, contents: Mapping[Item, bytes], office: Known
    ) -> list[Item]:
        answers = reader.read_many((item.name, content) for item, content in contents.items())
        for (item, content), found in zip(contents.items(), answers, strict=True):
            item.understood = _examined(store, found, item, content, office)
        return list(contents)

    def settle(self, store: Store) -> None:
        """Compare the files with each other and with what is in use; done anew when either has changed."""
        looked_at = (store.revision, *(id(item.understood) for item in self.items))
        if looked_at == self._looked_at:
            return
        self._looked_at = looked_at
        understood = [item for item in self.items if item.table_keys]
        standings = earlier.standings(store, [item.understood for item in understood if item.understood])
        for item, standing in zip(understood, standings, strict=True):
            item.standing = standing
        first: dict[tuple[object, ...], Item] = {}
        for item in self.items:
            item.same_as = None
            if item.understood is not None and item.table_keys and not item.is_unclear:
                same = first.setdefault((item.understood.file_sha256, *item.table_keys), item)
                item.same_as = same if same is not item else None

    def states(self) -> dict[Item, str]:
        """Where each file stands: one of the words above."""
        rivals = self.rivals
        return {item: self._state(item, rivals) for item in self.items}

    def _state(self, item: Item, rivals: Collection[TableKey]) -> str:
        if item.receipt is not None:
            return KEPT
        if item.understood is None:
            return WAITING
        if not item.table_keys:
            return UNSAID if item.is_only_unsaid else REJECTED
        if item.is_unclear:
            return UNCLEAR
        if item.same_as is not None:
            return SAME
        if item.standing is not None and item.standing.receipt is not None:
            if item.standing.is_in_use:
                return KNOWN
            return WITHDRAWN if item.standing.is_withdrawn else REPLACED
        chosen = [self.choices.get(key) for key in item.table_keys if key in rivals]
        if any(choice is None for choice in chosen):
            return RIVAL
        return READY if all(choice in (IN_ORDER, item) for choice in chosen) else LEFT

    @property
    def rivals(self) -> dict[TableKey, list[Item]]:
        """School, kind and year for which several different files came, one of them new."""
        found: dict[TableKey, list[Item]] = {}
        for item in self.items:
            if item.same_as is None and not item.is_unclear and not item.is_past:
                for key in item.table_keys:
                    found.setdefault(key, []).append(item)
        return {
            key: items
            for key, items in found.items()
            if len(items) > 1 and any(each.is_new for each in items)
        }

    @property
    def ready(self) -> list[Item]:
        """Those that are kept when the person says so: lists of schools first, for others may need them."""
        found = [item for item, state in self.states().items() if state == READY]
        return sorted(found, key=lambda item: "schools" not in item.kinds)

    def keep(
        self, store: Store, item: Item, *, folder: Path, by: str, at: datetime, checkpoint: bool = True
    ) -> None:
        """Keep one file, whole or not at all. Raises desk.NotKept.

        After a list of schools the files that lacked a school wait to be looked at anew.
        """
        understood, content = item.understood, item.read()
        if understood is None or hashlib.sha256(content).hexdigest() != understood.file_sha256:
            raise desk.NotKept(f"Tệp {item.name} đã thay đổi trong khi đang nộp. Hãy nộp lại tệp này.")
        item.receipt = desk.keep(
            store, understood, content, folder=folder, by=by, at=at, checkpoint=checkpoint
        )
        if "schools" in understood.kinds:
            self._office = None
            for other in self.items:
                if other.understood is not None and any(other.understood.has(code) for code in _OF_SCHOOLS):
                    other.understood = None


def checkpoint(store: Store) -> None:
    """Empty the write-ahead log after a batch that was stopped before its last file."""
    with store.transaction(checkpoint=True, changes_answers=False):
        pass


def _examined(
    store: Store, found: Workbook | Unreadable, item: Item, content: bytes, office: Known
) -> Understood:
    def examine(given: Given) -> Understood:
        return desk.understand(store, found, content, file_name=item.name, given=given, office=office)

    return folders.heard(examine(item.given), item.given, item.folders, office, examine)


def _refused(item: Item, why: Problem) -> Understood:
    return Understood(
        file_name=item.name,
        file_sha256="",
        kinds=(),
        school_code=None,
        school_year=None,
        framework_code=None,
        document_number=None,
        document_on=None,
        lines=(),
        problems=(why,),
    )
