"""How much one account may upload in a while: what is uploaded waits in memory until a page takes it."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque

FILE_BYTES = 20 * 2**20
# What the browser wraps around the file.
_WRAPPING = 64 * 2**10


class UploadLimit:
    """Counts the uploads of each account over a sliding window, in memory: a restart starts anew."""

    def __init__(self, *, count: int = 60, size: int = 120 * 2**20, seconds: float = 600.0) -> None:
        self._count = count
        self._size = size
        self._seconds = seconds
        self._lock = threading.Lock()
        self._taken: defaultdict[str, deque[tuple[float, int]]] = defaultdict(deque)

    def refusal(self, login_name: str, length: bytes | None) -> int | None:
        """The HTTP status with which an upload of this declared length is refused; None takes it in and counts it."""
        if length is None or not length.isdigit():
            return 411  # a length that is not declared cannot be limited beforehand
        size = int(length[:20])
        if size > FILE_BYTES + _WRAPPING:
            return 413
        now = time.monotonic()
        with self._lock:
            taken = self._taken[login_name]
            while taken and taken[0][0] < now - self._seconds:
                taken.popleft()
            if len(taken) >= self._count or sum(each for _, each in taken) + size > self._size:
                return 429
            taken.append((now, size))
        return None
