"""Where the state lives, and how the store in it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from data import catalogue
from data.lens import TIME_ZONE
from data.store import Store, open_store

HOME_VARIABLE = "DASHBOARD_HOME"


def home_folder(environ: Mapping[str, str]) -> Path:
    """The folder named by DASHBOARD_HOME, `var` beside the program's working folder when it names none."""
    return Path(environ.get(HOME_VARIABLE) or "var")


def store_path(home: Path) -> Path:
    """The file of the store."""
    return home / "dashboard.duckdb"


def open_home(home: Path) -> Store:
    """The store of a home, made when it is not there, with today's catalogue. Raises StoreBusy."""
    store = open_store(store_path(home))
    catalogue.load(store)
    return store


def today(store: Store, real_now: datetime) -> date:
    """The fixed day of a sample store, else the day of this moment in Vietnam."""
    fixed = store.rows("select value from kept.fact where name = 'today'")
    return date.fromisoformat(fixed[0]["value"]) if fixed else real_now.astimezone(TIME_ZONE).date()


def now(store: Store, real_now: datetime) -> datetime:
    """The moment at which something is recorded: a sample store's fixed day with the real time of day."""
    local = real_now.astimezone(TIME_ZONE)
    return datetime.combine(today(store, real_now), local.timetz())
