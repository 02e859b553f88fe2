"""The store: one DuckDB file, one connection, a cursor for each call, one lock around writes.

This is the only module that executes SQL. Why it is opened the way it is stands in docs/decisions.md.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from data.answers import Answers, Steady
from data.lens import TIME_ZONE, Lens

T = TypeVar("T")
SCHEMA_FOLDER = Path(__file__).parent / "schema"
READ_SECONDS = 20.0
CHECKPOINT_AFTER = 0.5  # seconds: of many hand-ins in a row only the last is followed by one
_NULLABLE = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


class StoreBusy(Exception):
    """Another process holds the file. The message is for the user, in Vietnamese."""


class Writer:
    """What a transaction may do: run a statement, read a few rows, add rows to a table."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, sql: str, params: Mapping[str, object] | None = None) -> None:
        """Run one statement."""
        self._cursor.execute(sql, dict(params or {}))

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """The rows as this transaction sees them."""
        return _dicts(self._cursor.execute(sql, dict(params or {})))

    def add(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows to a table, matched by column name; columns left out become null."""
        if rows:
            self.add_columns(table, {name: [row[name] for row in rows] for name in rows[0]})

    def add_columns(self, table: str, columns: Mapping[str, Sequence[object]]) -> None:
        """The same by column, each with the values of all rows, at least one.

        One list for each column: row by row is twenty times slower, a statement of all values three times. What is the
        same in all rows is said once, and what is missing in all is left to become null: half of a wide table.
        """
        different = {
            name: values for name, values in columns.items() if values.count(values[0]) < len(values)
        }
        if not different:  # one row, or the same several times
            different = dict([next(iter(columns.items()))])
        same = {
            name: values[0]
            for name, values in columns.items()
            if name not in different and values[0] is not None
        }
        places = ", ".join((*("unnest(?)" for _ in different), *("?" for _ in same)))
        sql = f"insert into {table} ({', '.join((*different, *same))}) select {places}"
        self._cursor.execute(sql, [*different.values(), *same.values()])


class Trial:
    """What would be if: `writer` writes what will not stay, and questions are answered as if it did."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.writer = Writer(cursor)

    def read(
        self, sql: str, params: Mapping[str, object] | None = None, *, lens: Lens | None
    ) -> pd.DataFrame:
        """Answer a query as `Store.read` does; nothing of it is kept for anybody else."""
        return _answered(self._cursor, sql, dict(params or {}), lens)


class Store:
    """An open store. `revision` grows with every committed transaction."""

    def __init__(self, path: Path | None, *, memory_limit: str = "2GB") -> None:
        self._path = path
        self._memory_limit = memory_limit
        self._lock = threading.RLock()
        self.revision = 0
        self._answers = Answers()
        self._steady = Steady()
        self._checkpoint_due: threading.Timer | None = None
        self._is_closed = False
        self._connection = self._connect()

    def read(
        self, sql: str, params: Mapping[str, object] | None = None, *, lens: Lens | None
    ) -> pd.DataFrame:
        """Answer a query through a lens; without one, every lens view is empty.

        Whole numbers and booleans come back nullable, dates as `datetime.date`, missing values as None or NA.
        Raises `duckdb.InterruptException` when it takes longer than READ_SECONDS. An answer of the same revision is
        given again without asking.
        """
        asked = dict(params or {})
        return self._answers.answer(sql, asked, lens, self.revision, lambda: self._ask(sql, asked, lens))

    def derived(
        self, name: str, params: Mapping[str, object], *, lens: Lens, work_out: Callable[[], pd.DataFrame]
    ) -> pd.DataFrame:
        """What is worked out of several answers, kept as an answer is: `params` must say everything that it depends on
        besides the store and the lens."""
        return self._answers.answer(name, params, lens, self.revision, work_out)

    def _ask(self, sql: str, params: dict[str, object], lens: Lens | None) -> pd.DataFrame:
        with self._connection.cursor() as cursor:
            return _answered(cursor, sql, params, lens)

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Rows of the kept tables, past any lens: for data/ alone (accounts, the intake, the command line)."""
        with self._connection.cursor() as cursor:
            return _dicts(cursor.execute(sql, dict(params or {})))

    def steady(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What was worked out for a key, worked out anew only after a transaction that may have changed it.

        For what every file is held against (schools, frameworks, answers): hand-ins leave that as it is, and say so.
        """
        return self._steady.get(key, work_out)

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """A transaction that is always taken back: for asking what would be. Nothing is written, no revision is made.

        It waits for the writer and holds the next one up, so ask at once and let go.
        """
        with self._lock:
            cursor = self._connection.cursor()
            try:
                cursor.begin()
                try:
                    yield Trial(cursor)
                finally:
                    cursor.rollback()
            except duckdb.FatalException:
                self._open_anew()
                raise
            finally:
                cursor.close()

    @contextmanager
    def transaction(
        self, *, checkpoint: bool = False, changes_answers: bool = True, changes_steady: bool = True
    ) -> Iterator[Writer]:
        """All of it or nothing, one at a time. With `checkpoint` the write-ahead log is emptied soon afterwards.

        Sessions and the audit change no answer of any question: they leave the revision as it is.
        """
        with self._lock:
            cursor = self._connection.cursor()
            try:
                cursor.begin()
                try:
                    yield Writer(cursor)
                except BaseException:
                    cursor.rollback()
                    raise
                cursor.commit()
                self.revision += changes_answers
                if changes_answers and changes_steady:
                    self._steady.forget()
                if checkpoint:
                    self._checkpoint_soon()
            except duckdb.FatalException:
                self._open_anew()
                raise
            finally:
                cursor.close()

    def close(self) -> None:
        """Wait for the writer, empty the write-ahead log and let go of the file."""
        with self._lock:
            self._is_closed = True
            self.settle()
            self._connection.close()

    def settle(self) -> None:
        """Empty the write-ahead log now, unless a reader is busy: then the next hand-in or the stop will do it."""
        with self._lock:
            due, self._checkpoint_due = self._checkpoint_due, None
            if due is not None:
                due.cancel()
            try:
                with self._connection.cursor() as cursor:
                    cursor.execute("checkpoint")
            except duckdb.TransactionException:
                pass
            except duckdb.FatalException:
                self._open_anew()
                raise

    def _checkpoint_soon(self) -> None:
        """What is committed is on the disk already: nobody need wait while the log is written into the file."""
        if self._path is not None and self._checkpoint_due is None:
            self._checkpoint_due = threading.Timer(CHECKPOINT_AFTER, self._settle_late)
            self._checkpoint_due.daemon = True
            self._checkpoint_due.start()

    def _settle_late(self) -> None:
        with self._lock:
            if not self._is_closed and self._checkpoint_due is threading.current_thread():
                self.settle()

    def _open_anew(self) -> None:
        """After a fatal error (disk full) every later statement fails until the file is opened anew."""
        self._connection.close()
        self._connection = self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self._memory_limit,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
        }
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            config["temp_directory"] = str(self._path.parent / "spill")
        try:
            connection = duckdb.connect(str(self._path) if self._path else ":memory:", config=config)
        except duckdb.IOException as error:
            if "lock" in str(error).lower() or "being used by another process" in str(error).lower():
                raise StoreBusy(
                    "Kho dữ liệu đang được một chương trình khác giữ (thường là bảng điều hành đang chạy). "
                    "Hãy dừng chương trình đó rồi chạy lại lệnh này."
                ) from error
            raise
        # A question is answered in its asker's own thread, and several ask at once: more threads for one question cost
        # every small one, and every hand-in, more than they give the large ones.
        connection.execute("set threads = 1")
        connection.execute(f"set global TimeZone = '{TIME_ZONE.key}'")
        if self._path is not None:
            backups = str(self._path.parent / "backups").replace("'", "''")
            connection.execute(f"set allowed_directories = ['{backups}']")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection


def open_store(path: Path | None, *, schema: Path = SCHEMA_FOLDER) -> Store:
    """Open (or make) the store at a path, None for one in memory, and apply the migrations it lacks."""
    store = Store(path)
    _migrate(store, schema)
    return store


def _migrate(store: Store, folder: Path) -> None:
    # A migration and the record that it ran belong to one transaction.
    with store.transaction() as writer:
        writer.run(
            "create table if not exists migration (name text primary key, applied_at timestamptz not null)"
        )
    for file in sorted(folder.glob("[0-9]*.sql")):
        with store.transaction() as writer:
            if writer.rows("select 1 from migration where name = $name", {"name": file.stem}):
                continue
            for statement in duckdb.extract_statements(file.read_text(encoding="utf-8")):
                writer.run(statement.query)
            writer.run("insert into migration values ($name, now())", {"name": file.stem})


def _answered(
    cursor: duckdb.DuckDBPyConnection, sql: str, params: dict[str, object], lens: Lens | None
) -> pd.DataFrame:
    if lens is not None:
        cursor.execute("set variable viewer = $viewer", {"viewer": lens.viewer})
        cursor.execute("set variable as_of = $as_of", {"as_of": lens.as_of})
    timer = threading.Timer(READ_SECONDS, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        table = cursor.execute(sql, params).to_arrow_table()
    finally:
        timer.cancel()
    frame: pd.DataFrame = table.to_pandas(types_mapper=_NULLABLE.get)
    return frame


def _dicts(result: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
