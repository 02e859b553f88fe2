"""Sheets with one-time passwords on their way to whoever issued them: in memory, for that account, for ten minutes.

The passwords are written nowhere else. A sheet that was not fetched in time is gone, and the passwords are issued anew.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

KEPT_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A sheet that waits: how many slips it has and when it goes."""

    content: bytes
    slip_count: int
    until: datetime


class Shelf:
    """One sheet an account; a newer one takes the place of the older."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sheets: dict[str, Sheet] = {}

    def leave(self, login_name: str, content: bytes, *, slip_count: int, at: datetime) -> None:
        """Keep a sheet for this account."""
        with self._lock:
            self._sheets[login_name] = Sheet(content, slip_count, at + KEPT_FOR)

    def waiting(self, login_name: str, *, at: datetime) -> Sheet | None:
        """The sheet that waits for this account."""
        with self._lock:
            self._sheets = {name: sheet for name, sheet in self._sheets.items() if sheet.until > at}
            return self._sheets.get(login_name)

    def forget(self, login_name: str) -> None:
        """Throw the sheet of this account away."""
        with self._lock:
            self._sheets.pop(login_name, None)


@cache
def shelf() -> Shelf:
    """The one shelf of this process."""
    return Shelf()
