"""A store of its own for each test, without running all migrations for each: a copy of one that is made once in a process."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from data import catalogue
from data.store import Store, open_store

_NUMBERS = itertools.count()


def fresh_store() -> Store:
    """An empty store with its catalogue, in a file that nobody else sees and that goes when it is closed."""
    folder = Path(_folder().name)
    path = folder / f"{next(_NUMBERS)}.duckdb"
    shutil.copy(folder / "made.duckdb", path)
    store = open_store(path)
    with suppress(OSError):  # Windows keeps it until the folder goes
        path.unlink()
    return store


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="fresh-stores-", ignore_cleanup_errors=True)
    store = open_store(Path(folder.name) / "made.duckdb")
    catalogue.load(store)
    store.close()
    return folder
