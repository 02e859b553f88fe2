"""The marked copy of a workbook on its way to whoever handed it in: made when it is fetched, from bytes that wait in memory.

A file that is only being looked at has not been kept, so it waits here, for the account that chose it, for half an hour. A copy
of what was kept is made from what was kept.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pandas as pd
import streamlit as st

import queries
from data.access import files, roles
from data.intake.draft import Understood
from data.intake.edits import Edit
from data.intake.marking import Marked, marked, worth_marking
from data.intake.problems import Problem
from data.intake.sheets import Unreadable
from pages.door import paths
from pages.parts import house, readers, words
from pages.parts.visit import Visit

KEPT_FOR = timedelta(minutes=30)
MOST_EACH = 3  # files of one account: it may have several tabs
MOST_BYTES = 200 * 2**20  # of all accounts
_AT_ONCE = threading.BoundedSemaphore(2)  # of a very large file this takes seconds of this process
_LABEL = "Tải tệp đã đánh dấu chỗ cần sửa"
_HELP = (
    "Chính tệp này, ô có lỗi được tô đỏ, ô cần xem lại tô vàng, kèm ghi chú và một trang liệt kê."
    " Sửa trong Excel, lưu rồi nộp lại; không cần xóa màu và ghi chú."
)


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A file that was looked at, what was found in it, and when it goes."""

    content: bytes
    file_name: str
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...]
    until: datetime


class Shelf:
    """A few files an account, so many bytes in all; the oldest go first."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._files: dict[tuple[str, str], Waiting] = {}

    def leave(self, login_name: str, content: bytes, understood: Understood, *, at: datetime) -> str:
        """Keep a file and what was understood of it for this account; the mark by which it is asked for."""
        mark = hashlib.sha256(content).hexdigest()[:32]
        edits = tuple(Edit(each.sheet, each.cell, each.after, each.origin) for each in understood.edited)
        waiting = Waiting(content, understood.file_name, understood.problems, edits, at + KEPT_FOR)
        with self._lock:
            self._drop_old(at)
            self._files.pop((login_name, mark), None)
            self._files[login_name, mark] = waiting
            own = [key for key in self._files if key[0] == login_name]
            for key in own[:-MOST_EACH]:
                del self._files[key]
            while sum(len(each.content) for each in self._files.values()) > self._most_bytes:
                del self._files[next(iter(self._files))]
        return mark

    def waiting(self, login_name: str, mark: str, *, at: datetime) -> Waiting | None:
        """The file that waits for this account under this mark."""
        with self._lock:
            self._drop_old(at)
            return self._files.get((login_name, mark))

    def _drop_old(self, at: datetime) -> None:
        self._files = {key: each for key, each in self._files.items() if each.until > at}


@cache
def shelf() -> Shelf:
    """The one shelf of this process."""
    return Shelf()


def offer(visit: Visit, understood: Understood, content: bytes) -> None:
    """The button for the marked copy of the file that is being looked at, where there is a cell to point at."""
    if not worth_marking(understood.problems):
        return
    mark = shelf().leave(visit.account.login_name, content, understood, at=house.clock())
    st.link_button(_LABEL, paths.marked_of(mark), icon=":material/edit_note:", help=_HELP)


def offer_kept(revision_id: str, found: pd.DataFrame) -> None:
    """The button for the marked copy of what was handed in, with these problems."""
    if worth_marking(_problems(found)):
        address = paths.marked_original_of(revision_id)
        st.link_button(_LABEL, address, icon=":material/edit_note:", help=_HELP)


def of_waiting(account: roles.Account, mark: str) -> Marked | None:
    """The marked copy of a file that this account is looking at; None for any other."""
    if not (roles.may_hand_in_for_any(account) or roles.may_hand_in_for_own(account)):
        return None
    found = shelf().waiting(account.login_name, mark, at=house.clock())
    return None if found is None else _made(found, found.problems)


def of_kept(account: roles.Account, revision_id: str) -> Marked | None:
    """The marked copy of a hand-in; None alike when there is none and when the account may not see it."""
    open_house = house.house()
    lens = roles.lens_of(account, open_house.today)
    found = files.original_of(open_house.store, open_house.home, revision_id, lens=lens)
    if found is None or lens is None:
        return None
    rows = queries.hand_ins.problems(open_house.store, lens, queries.Choice(), revision=revision_id)
    return _made(found, _problems(rows))


def _problems(rows: pd.DataFrame) -> list[Problem]:
    return [
        Problem(row.code, row.level, row.message, _said(row.sheet), _said(row.cell))
        for row in rows.itertuples(index=False)
    ]


def _said(value: object) -> str | None:
    return None if words.is_missing(value) else str(value)


def _made(file: Waiting | files.Original, problems: Sequence[Problem]) -> Marked | None:
    try:
        with _AT_ONCE:
            return marked(
                readers.reader(), file.content, file_name=file.file_name, problems=problems, edits=file.edits
            )
    except Unreadable:
        return None  # it was read before; whatever stopped the reader now is not this person's doing
