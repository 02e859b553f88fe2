"""Answers already worked out, so that a page that many look at is worked out once.

The key is the question with its parameters, the lens, and the revision of the store: nobody can be given a stale or a
foreign answer, because any write makes a new revision and every viewer and moment is a lens of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

import pandas as pd

from data.lens import Lens

T = TypeVar("T")
Key = tuple[str, tuple[tuple[str, object], ...], Lens | None, int]
MOST = 512
LARGEST_ROWS = 20_000


class Answers:
    """The last answers of one store, the least used given up first. Safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Key, pd.DataFrame] = OrderedDict()
        self._lock = threading.Lock()

    def answer(
        self,
        sql: str,
        params: Mapping[str, object],
        lens: Lens | None,
        revision: int,
        work_out: Callable[[], pd.DataFrame],
    ) -> pd.DataFrame:
        """The kept answer, else the one worked out now; always a frame of the caller's own.

        `revision` is read before the work begins: what a writer adds meanwhile is then kept under a number that
        nobody asks for any more.
        """
        key = (sql, tuple(sorted(params.items())), lens, revision)
        with self._lock:
            frame = self._kept.get(key)
            if frame is not None:
                self._kept.move_to_end(key)
        if frame is None:
            frame = work_out()
            if len(frame) <= LARGEST_ROWS:
                with self._lock:
                    self._kept[key] = frame
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
        # Shallow is enough: pandas copies on write.
        return frame.copy(deep=False)


class Steady:
    """What is worked out of tables that hardly change, until a writer says that they may have changed. Safe for threads."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The kept value, else the one worked out now; it is shared, so nobody may change it but a writer, to keep it true."""
        kept = self._kept
        if key not in kept:
            # What a writer changes meanwhile goes into a dictionary that nobody looks into any more.
            kept[key] = work_out()
        return kept[key]

    def forget(self) -> None:
        """Work everything out anew."""
        self._kept = {}
