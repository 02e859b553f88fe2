"""The store: one DuckDB file, one connection, a cursor for each call, one lock around writes.

This is the only module that executes SQL. Why it is opened the way it is stands in docs/decisions.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from data.answers import Answers
from data.lens import TIME_ZONE, Lens

SCHEMA_FOLDER = Path(__file__).parent / "schema"
READ_SECONDS = 20.0
ROWS_AT_ONCE = 200
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
        if not rows:
            return
        names = list(rows[0])
        marks = f"({', '.join('?' for _ in names)})"
        # Many rows in one statement: row by row is eight times slower.
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            sql = f"insert into {table} ({', '.join(names)}) values {', '.join([marks] * len(some))}"
            self._cursor.execute(sql, [row[name] for row in some for name in names])


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

    def _ask(self, sql: str, params: dict[str, object], lens: Lens | None) -> pd.DataFrame:
        with self._connection.cursor() as cursor:
            return _answered(cursor, sql, params, lens)

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Rows of the kept tables, past any lens: for data/ alone (accounts, the intake, the command line)."""
        with self._connection.cursor() as cursor:
            return _dicts(cursor.execute(sql, dict(params or {})))

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """A transaction that is always taken back: for asking what would be. Nothing is written, no revision is made.

        It waits for the writer and holds the next one up, so ask at once and let go.
        """
        with self._lock, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield Trial(cursor)
            finally:
                cursor.rollback()

    @contextmanager
    def transaction(self, *, checkpoint: bool = False, changes_answers: bool = True) -> Iterator[Writer]:
        """All of it or nothing, one at a time. With `checkpoint` the write-ahead log is emptied afterwards.

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
                if checkpoint:
                    self._checkpoint(cursor)
            except duckdb.FatalException:
                # After a fatal error (disk full) every later statement fails until the file is opened anew.
                self._connection.close()
                self._connection = self._connect()
                raise
            finally:
                cursor.close()

    def close(self) -> None:
        """Wait for the writer, empty the write-ahead log and let go of the file."""
        with self._lock:
            with self._connection.cursor() as cursor:
                self._checkpoint(cursor)
            self._connection.close()

    def _checkpoint(self, cursor: duckdb.DuckDBPyConnection) -> None:
        try:
            cursor.execute("checkpoint")
        except duckdb.TransactionException:
            pass  # A reader is busy; the next hand-in or the stop will do it.

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
