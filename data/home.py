"""Where the state lives, and how the store in it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from data import catalogue
from data.lens import TIME_ZONE
from data.store import Store, Writer, open_store

HOME_VARIABLE = "DASHBOARD_HOME"
# What a store is: the invented district, a real office's, or not yet anybody's. The first two never become each other.
SAMPLE = "sample"
REAL = "real"
EMPTY = "empty"
KIND_NAMES = {SAMPLE: "kho mẫu (dữ liệu hư cấu)", REAL: "kho thật", EMPTY: "kho trống"}


class WrongKind(Exception):
    """What was asked belongs to the other kind of store. The message is for the user, in Vietnamese."""


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


def kind_of(store: Store | Writer) -> str:
    """SAMPLE, REAL or EMPTY. A store that says nothing of itself but holds something is a real one."""
    said = store.rows("select value from kept.fact where name = 'kind'")
    if said:
        return SAMPLE if said[0]["value"] == SAMPLE else REAL
    held = store.rows(
        "select 1 from kept.school_version union all select 1 from kept.revision union all select 1 from kept.account "
        "union all select 1 from kept.office_setting union all select 1 from kept.notice limit 1"
    )
    return REAL if held else EMPTY


def mark_real(store: Store) -> None:
    """Let an empty store say that it is a real office's; one that says so already stays so. Raises WrongKind."""
    with store.transaction() as writer:
        mark_real_within(writer)


def mark_real_within(writer: Writer) -> None:
    """The same, within the transaction that makes the first administrator."""
    if kind_of(writer) == SAMPLE:
        raise WrongKind(
            "Kho này là kho mẫu (dữ liệu hư cấu) nên không dùng làm kho thật được. "
            f"Hãy chọn một thư mục khác cho {HOME_VARIABLE} rồi khởi động lại."
        )
    if not writer.rows("select 1 from kept.fact where name = 'kind'"):
        writer.add("kept.fact", [{"name": "kind", "value": REAL}])


def today(store: Store, real_now: datetime) -> date:
    """The fixed day of a sample store, else the day of this moment in Vietnam."""
    fixed = store.rows("select value from kept.fact where name = 'today'")
    return date.fromisoformat(fixed[0]["value"]) if fixed else real_now.astimezone(TIME_ZONE).date()


def now(store: Store, real_now: datetime) -> datetime:
    """The moment at which something is recorded: a sample store's fixed day with the real time of day."""
    local = real_now.astimezone(TIME_ZONE)
    return datetime.combine(today(store, real_now), local.timetz())
