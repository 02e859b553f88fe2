"""What was sent becomes the files of a batch: archives are opened, within bounds that hold for the whole batch."""

from __future__ import annotations

from data.intake.bulk import archive
from data.intake.bulk.archive import Bounds, NotOpened
from data.intake.bulk.item import Item
from data.intake.problems import problem

MOST_NESTED_BYTES = 64 * 2**20  # of archives inside archives, which stay in memory until the batch is done


class Opening:
    """Counts what was opened so far."""

    def __init__(self, *, most_files: int, bounds: Bounds | None = None) -> None:
        self._most_files = most_files
        self._bounds = bounds or Bounds()
        self._unpacked = self._nested = self._count = 0
        self.left_out_count = 0

    def opened(self, item: Item, content: bytes) -> list[Item]:
        """The file itself, or all that it holds where it is an archive; each that may not be read knows why."""
        if not archive.is_archive(content, item.name):
            return self._within_bounds([item])
        try:
            listed = archive.listing(content, self._bounds)
        except NotOpened as refusal:
            item.refusal = refusal.problem
            return self._within_bounds([item])
        self.left_out_count += listed.left_out_count
        inside = (*item.folders, item.name)
        made = []
        for number, packed in enumerate(listed.files):
            why = packed.refusal
            self._unpacked += packed.size if why is None else 0
            if why is None and self._unpacked > self._bounds.unpacked_bytes:
                why = problem("batch_too_heavy", most=self._bounds.unpacked_bytes // 2**20)
            within = (*inside, *packed.folders)
            key = f"{item.key}/{number}"
            made.append(Item(key, packed.name, within, packed.content, item.depth + 1, why))
        return self._within_bounds(made)

    def opened_inside(self, item: Item, content: bytes) -> list[Item]:
        """What an archive inside an archive holds; one deeper stays closed. Raises NotOpened."""
        if item.depth > 1:
            raise NotOpened(problem("archive_in_archive"))
        self._nested += len(content)
        if self._nested > MOST_NESTED_BYTES:
            raise NotOpened(problem("batch_too_heavy", most=MOST_NESTED_BYTES // 2**20))
        self._count -= 1  # it makes room for what is in it
        return self.opened(item, content)

    def _within_bounds(self, more: list[Item]) -> list[Item]:
        for item in more[max(0, self._most_files - self._count) :]:
            item.refusal = problem("batch_too_many", most=self._most_files)
        self._count += len(more)
        return more
