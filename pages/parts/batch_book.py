"""The workbook of a batch on its way to whoever sent the files: made when it is fetched, from tables that wait in memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from data.access import roles
from exports import table
from exports.table import Part
from pages.door import letters
from pages.parts import batch_tables, house, words
from pages.parts.batch_tables import Tables

KEPT_FOR = timedelta(hours=2)
MOST_EACH = 3  # batches of one account: it may have several tabs
TITLE = "Tổng hợp nộp nhiều tệp"


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """The tables of a batch, the day on which they were made, and when they go."""

    tables: Tables
    day: date
    is_sample: bool
    until: datetime


class Shelf:
    """A few batches an account; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, str], Waiting] = {}

    def leave(self, login_name: str, mark: str, waiting: Waiting, *, at: datetime) -> None:
        """Keep the tables of a batch for this account; those of the same batch before them go."""
        with self._lock:
            self._drop_old(at)
            self._waiting.pop((login_name, mark), None)
            self._waiting[login_name, mark] = waiting
            own = [key for key in self._waiting if key[0] == login_name]
            for key in own[:-MOST_EACH]:
                del self._waiting[key]

    def waiting(self, login_name: str, mark: str, *, at: datetime) -> Waiting | None:
        """The tables that wait for this account under this mark."""
        with self._lock:
            self._drop_old(at)
            return self._waiting.get((login_name, mark))

    def _drop_old(self, at: datetime) -> None:
        self._waiting = {key: each for key, each in self._waiting.items() if each.until > at}


@cache
def shelf() -> Shelf:
    """The one shelf of this process."""
    return Shelf()


def leave(login_name: str, mark: str, tables: Tables, *, day: date, is_sample: bool) -> None:
    """Let the tables of a batch be fetched by this account."""
    at = house.clock()
    shelf().leave(login_name, mark, Waiting(tables, day, is_sample, at + KEPT_FOR), at=at)


def of_waiting(account: roles.Account, mark: str) -> bytes | None:
    """The workbook of a batch that this account has sent; None for any other."""
    if not roles.may_hand_in_for_any(account):
        return None
    found = shelf().waiting(account.login_name, mark, at=house.clock())
    return None if found is None else _made(found)


def _made(found: Waiting) -> bytes:
    notice = f"{letters.SAMPLE_NOTICE}. " if found.is_sample else ""
    tables = found.tables
    parts = [
        Part(
            "Chỗ cần xem lại",
            "Lỗi và chỗ cần xem lại của tất cả các tệp",
            words.readable(tables.problems),
            batch_tables.PROBLEMS,
        ),
        Part("Theo trường", "Tổng hợp theo trường", tables.by_school, batch_tables.BY_SCHOOL),
        Part("Theo tệp", "Tổng hợp theo tệp", tables.by_file, batch_tables.BY_FILE),
        Part(
            "Trường chưa có tệp", "Các trường chưa có tệp trong lần này", tables.without, batch_tables.WITHOUT
        ),
    ]
    return table.several(parts, title=TITLE, subtitle=f"{notice}Lập ngày {found.day:%d/%m/%Y}.")
