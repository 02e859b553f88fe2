"""The one store of this process, where its files lie, and what its office has configured.

One process owns the store's file, so this is the one place with state of the process. The dashboard opens it
when it starts and closes it when it stops; a test lends a store of its own instead.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data import home as home_of
from data.access import setup
from data.lens import TIME_ZONE
from data.store import Store
from pages.door import settings as settings_of


@dataclass(frozen=True, slots=True)
class House:
    """An open store and the folder of its files."""

    store: Store
    home: Path
    is_sample: bool

    @property
    def now(self) -> datetime:
        """The moment at which something is recorded: the real time of day, on the store's day."""
        real = clock()
        day = self.today
        return real if day == real.date() else real.replace(year=day.year, month=day.month, day=day.day)

    @property
    def today(self) -> date:
        """The store's day: the real one, but for a sample store, whose day is fixed."""
        return home_of.today(self.store, clock())


_lock = threading.Lock()
_open: House | None = None
_set_up_code: setup.SetupCode | None = None
_settings: settings_of.Settings | None = None


def clock() -> datetime:
    """The real time in Vietnam; sessions live by it, in a sample store too."""
    return datetime.now(TIME_ZONE)


def house() -> House:
    """The house of this process, opened by the first who asks; DASHBOARD_HOME says where it stands."""
    global _open, _set_up_code
    with _lock:
        if _open is None:
            home = home_of.home_folder(os.environ)
            _open = _house_of(home_of.open_home(home), home)
            _set_up_code = setup.code_for(_open.store, tell=_tell)
        return _open


def settings() -> settings_of.Settings:
    """What the office has configured. Raises SettingsError."""
    global _settings
    if _settings is None:
        _settings = settings_of.read(os.environ, home_of.home_folder(os.environ))
    return _settings


def set_up_code() -> setup.SetupCode | None:
    """The code with which the first administrator is made; None as soon as there is an account."""
    return _set_up_code


def forget_set_up_code() -> None:
    """There is an account now."""
    global _set_up_code
    _set_up_code = None


def close() -> None:
    """Wait for the writer and let go of the file; nothing that was accepted is lost."""
    global _open
    with _lock:
        if _open is not None:
            _open.store.close()
            _open = None


@contextmanager
def lent(store: Store, home: Path) -> Iterator[House]:
    """For tests in this process: everything in pages/ works on this store, which the test closes itself."""
    global _open
    before, _open = _open, _house_of(store, home)
    try:
        yield _open
    finally:
        _open = before


def _house_of(store: Store, home: Path) -> House:
    return House(store, home, is_sample=home_of.kind_of(store) == "sample")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
