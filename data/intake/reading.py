"""From the bytes of a file to its cells: the guard here, the readers in child processes kept ready with limits."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, Self

from data.intake import guard
from data.intake.child import Child, Watch, stopped
from data.intake.guard import Limits, Taken
from data.intake.sheets import Cell, Sheet, Unreadable, Value, Workbook

_FILES_PER_CHILD = (
    300  # then a new one takes its place, so that memory does not grow with the number of files
)
_TOO_BIG = "Tệp cần quá nhiều bộ nhớ để đọc; hãy chép riêng phần có dữ liệu sang một tệp mới rồi gửi lại."


class Reader:
    """Reads workbooks, at most two at a time; safe to share between threads. Close it, or use it in a `with`."""

    def __init__(self, *, limits: Limits | None = None, worker_count: int = 2) -> None:
        self._limits = limits or Limits()
        self._places = threading.BoundedSemaphore(worker_count)
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._watch = Watch()
        self._is_closed = False
        self._at_exit = weakref.finalize(self, self._watch.end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, content: bytes, *, file_name: str) -> Workbook:
        """The workbook's sheets and cells, or Unreadable with a sentence for the sender; nothing else is raised."""
        try:
            # Also unpacked two at a time: many files at once, each a hundred times larger inside, would fill the memory.
            with self._places:
                answer = self._answer(guard.unpack(content, self._limits))
                if "sheets" in answer:
                    return Workbook(tuple(_sheet(sheet) for sheet in answer["sheets"]))
            raise Unreadable(str(answer["code"]), str(answer.get("message") or _TOO_BIG))
        except (LookupError, TypeError, ValueError, MemoryError):
            raise stopped() from None

    def close(self) -> None:
        """Ends the child processes, also one at work; reading afterwards is refused."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        self._at_exit()
        for child in idle:
            child.stop()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The child processes that are alive now."""
        return tuple(child.process.pid for child in self._watch.children())

    def _answer(self, taken: Taken) -> dict[str, Any]:
        child = self._take() or self._new()
        is_sound = False
        try:
            answer = child.ask(taken, self._watch)
            is_sound = "leaving" not in answer and child.file_count < _FILES_PER_CHILD
            return answer
        finally:
            with self._lock:
                is_kept = is_sound and not self._is_closed
                if is_kept:
                    self._idle.append(child)
            if not is_kept:
                self._drop(child)

    def _take(self) -> Child | None:
        """A child that waits; those that died in the meantime are put away."""
        while True:
            with self._lock:
                if self._is_closed:
                    raise stopped()
                child = self._idle.pop() if self._idle else None
            if child is None or child.process.poll() is None:
                return child
            self._drop(child)

    def _new(self) -> Child:
        child = Child(self._limits, environment=_bare_environment())
        self._watch.add(child)
        try:
            child.make_ready(self._watch)
        except Unreadable:
            self._drop(child)
            raise
        return child

    def _drop(self, child: Child) -> None:
        self._watch.remove(child)
        child.stop()


def _bare_environment() -> dict[str, str]:
    """No secret goes along: nothing, but on Windows its own folder, without which no program starts there."""
    names = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    return {name: os.environ[name] for name in names if name in os.environ}


def _sheet(answer: Mapping[str, Any]) -> Sheet:
    rows, columns, values = answer["rows"], answer["columns"], answer["values"]
    texts = ["" if value is None else value for value in values]
    formats, is_error, is_uncalculated = [""] * len(rows), [False] * len(rows), [False] * len(rows)
    for number, text in answer["texts"]:
        texts[number] = text
    for number, code in answer["formats"]:
        formats[number] = code
    for number, kind, text in answer["moments"]:
        values[number] = _moment(kind, text)
    for number in answer["errors"]:
        is_error[number] = True
    for number in answer["uncalculated"]:
        is_uncalculated[number] = True
    made = _cells(len(rows), rows, columns, values, texts, formats, is_error, is_uncalculated)
    cells = dict(zip(zip(rows, columns, strict=True), made, strict=True))
    for number in answer["empty"]:
        del cells[rows[number], columns[number]]
    merges = tuple((top, left, bottom, right) for top, left, bottom, right in answer["merges"])
    return Sheet(answer["name"], answer["is_hidden"], cells, merges, frozenset(answer["hidden_rows"]))


def _cells(count: int, *columns: list[Any]) -> list[Cell]:
    """The cells from one list for each of their fields, in a third of the time that Cell(...) takes for each.

    A frozen class sets its fields one by one through `object`; filling one field of all cells is a loop in C.
    """
    cells = [object.__new__(Cell) for _ in range(count)]
    for field, values in zip(fields(Cell), columns, strict=True):
        deque(map(getattr(Cell, field.name).__set__, cells, values), maxlen=0)
    return cells


def _moment(kind: str, text: str) -> Value:
    if kind == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if kind == "datetime" else time.fromisoformat(text)
