"""Who may upload where, and how much: what is uploaded stays in memory as long as the tab that it was uploaded from.

Streamlit takes a file for whichever tab the address names, and any number of them; both are held in check here.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from streamlit import runtime

from pages.door import paths
from pages.door.settings import QUOTAS, Quota

if TYPE_CHECKING:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

ADDRESS = f"{paths.BASE}/_stcore/upload_file"
FILE_BYTES = 20 * 2**20
# What the browser wraps around the file.
_WRAPPING = 64 * 2**10
# What the open tabs of one account may keep in memory together.
HELD_BYTES = 200 * 2**20


def is_for_another(path: str, login_name: str) -> bool:
    """Whether the tab named in the address of an upload is somebody else's. A tab that is gone is nobody's."""
    if not runtime.exists():
        return False
    session_id = path.removeprefix(f"{ADDRESS}/").split("/")[0]
    # No public name leads from a tab to whose it is; if this one goes, uploads fail and so does a test.
    tab = runtime.get_instance()._session_mgr.get_session_info(session_id)
    return tab is not None and not _is_of(tab, login_name)


def held_bytes(login_name: str) -> int:
    """What all tabs of an account keep in memory now."""
    if not runtime.exists():
        return 0
    running = runtime.get_instance()
    files: MemoryUploadedFileManager = running.uploaded_file_mgr  # type: ignore[assignment]
    own = [tab.session.id for tab in running._session_mgr.list_sessions() if _is_of(tab, login_name)]
    return sum(len(file.data) for each in own for file in list(files.file_storage.get(each, {}).values()))


def _is_of(tab: Any, login_name: str) -> bool:
    # The gate names nobody but the account, under the key that .streamlit/config.toml gives it.
    return bool(tab.session.matches_user_info({"account": login_name}))


# For a role that has none of its own: nobody else hands in, and the page offers them no field for it.
_SMALLEST = Quota(5, 25 * 2**20)


class UploadLimit:
    """Counts the uploads of each account over a sliding window, in memory: a restart starts anew."""

    def __init__(self, quotas: Mapping[str, Quota] = QUOTAS, *, seconds: float = 600.0) -> None:
        self._quotas = quotas
        self._seconds = seconds
        self._lock = threading.Lock()
        self._taken: defaultdict[str, deque[tuple[float, int]]] = defaultdict(deque)

    def refusal(self, login_name: str, role: str, length: bytes | None, *, held: int = 0) -> int | None:
        """The HTTP status with which an upload of this declared length is refused; None takes it in and counts it.

        `held` is what the account keeps in memory already, whenever it was uploaded.
        """
        if length is None or not length.isdigit():
            return 411  # a length that is not declared cannot be limited beforehand
        size = int(length[:20])
        if size > FILE_BYTES + _WRAPPING:
            return 413
        if held + size > HELD_BYTES:
            return 429
        quota, now = self._quotas.get(role, _SMALLEST), time.monotonic()
        with self._lock:
            taken = self._taken[login_name]
            while taken and taken[0][0] < now - self._seconds:
                taken.popleft()
            if len(taken) >= quota.count or sum(each for _, each in taken) + size > quota.size:
                return 429
            taken.append((now, size))
        return None
