"""The batch of a tab and what is being done with it: a little in each run, so that no run holds up the dashboard.

It lives in the state of the tab and goes with it; nothing goes on that nobody looks at. A run that is cut off leaves every file
either kept or not.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.access import roles
from data.intake import bulk, desk, layouts
from data.intake.bulk import Batch, Item
from pages.parts import journal, readers
from pages.parts.visit import Visit

KEY = "nhieu-tep"
EXAMINING, KEEPING, RESTING = "examining", "keeping", "resting"
# A slice of work each time; between two slices others have their turn.
SLICE_SECONDS, EVERY_SECONDS = 0.6, 1.0


@dataclass(slots=True, eq=False)
class Job:
    """A batch at work or at rest."""

    file_ids: tuple[str, ...]
    batch: Batch
    phase: str = EXAMINING
    is_stopped: bool = False
    why_stopped: str = ""
    wanted: int = 0  # files that were to be kept when it was last said so
    mark: str = field(default_factory=lambda: secrets.token_urlsafe(12))

    @property
    def is_busy(self) -> bool:
        """Whether there is something to go on with in the next run."""
        return self.phase != RESTING

    @property
    def kept(self) -> list[Item]:
        """What was kept of this batch so far."""
        return [item for item in self.batch.items if item.receipt is not None]

    @property
    def share_done(self) -> float:
        """How far the present work is, from 0 to 1."""
        if self.phase == KEEPING:
            return 1 - min(self.wanted, len(self.batch.ready)) / max(1, self.wanted)
        looked_at = sum(item.understood is not None for item in self.batch.items)
        return looked_at / max(1, len(self.batch.items))

    def look(self) -> None:
        """Look at what was not looked at yet."""
        self.phase, self.is_stopped, self.why_stopped = EXAMINING, False, ""

    def keep(self) -> None:
        """Keep what is ready."""
        self.phase, self.is_stopped, self.why_stopped = KEEPING, False, ""
        self.wanted = len(self.batch.ready)

    def stop(self, visit: Visit, why: str = "") -> None:
        """Go no further; what is kept stays, and it can be gone on with."""
        if self.phase == KEEPING:
            bulk.checkpoint(visit.store)
        self.phase, self.is_stopped, self.why_stopped = RESTING, True, why

    def work(self, visit: Visit, *, seconds: float) -> None:
        """So much of it as fits into these seconds, one file or a few small ones at least."""
        end = time.monotonic() + seconds
        try:
            while self.is_busy:
                self._examine(visit) if self.phase == EXAMINING else self._keep(visit)
                if time.monotonic() > end:
                    break
        except BaseException:
            # The page would do the same again at once, and for ever.
            self.phase, self.is_stopped = RESTING, True
            raise

    def _examine(self, visit: Visit) -> None:
        if not self.batch.examine_some(visit.store, readers.reader()):
            self.batch.settle(visit.store)
            self.phase = RESTING
            found = [item.understood for item in self.batch.items if item.understood]
            rejected = sum(each.outcome == "rejected" for each in found)
            detail = f"{len(found)} tệp, {rejected} tệp chưa nhận được"
            journal.note(visit, "upload_examined", subject="nhiều tệp", detail=detail)

    def _keep(self, visit: Visit) -> None:
        ready = self.batch.ready
        if not ready or self.batch.is_waiting:
            self.phase = EXAMINING if self.batch.is_waiting else RESTING
            return
        item = ready[0]
        try:
            # `visit` is of this very run, so the right is the one the account has now.
            _stop_unless_may(visit.account, item)
            self.batch.keep(
                visit.store,
                item,
                folder=visit.home / "files",
                by=visit.account.login_name,
                at=visit.now,
                checkpoint=len(ready) == 1,
            )
        except (desk.NotKept, roles.NotAllowed) as reason:
            self.stop(visit, str(reason))
            return
        school = item.understood.school_code if item.understood else None
        journal.note(visit, "hand_in_kept", subject=item.receipt, school_code=school)


def _stop_unless_may(account: roles.Account, item: Item) -> None:
    """Raises NotAllowed."""
    roles.stop_unless_may_hand_in_for_any(account)
    if any(layouts.of_kind(kind).owner == layouts.OFFICE for kind in item.kinds):
        roles.stop_unless_may_keep_schedule(account)


def of_tab() -> Job | None:
    """The job of this tab."""
    found = st.session_state.get(KEY)
    return found if isinstance(found, Job) else None


def for_files(files: Sequence[UploadedFile]) -> Job:
    """The job for these very files; what was found and said of some of them before is taken over."""
    file_ids = tuple(file.file_id for file in files)
    earlier = of_tab()
    if earlier is not None and earlier.file_ids == file_ids:
        return earlier
    batch = Batch()
    for file in files:
        *folders, name = PurePosixPath(file.name.replace("\\", "/")).parts or ("(không tên)",)
        batch.add(name, file.getvalue, key=file.file_id, folders=folders)
    if earlier is not None:
        batch.take_over(earlier.batch)
    st.session_state[KEY] = Job(file_ids, batch)
    return st.session_state[KEY]


def forget() -> None:
    """Start anew with other files."""
    st.session_state.pop(KEY, None)
