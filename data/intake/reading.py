"""From the bytes of a workbook to its cells: the guard here, the reader in child processes kept ready with limits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Self

from data.intake import guard
from data.intake.guard import Limits, Part
from data.intake.sheets import Cell, Sheet, Unreadable, Value, Workbook

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from data.intake.worker import serve; serve()"
_LENGTH_BYTES = 4
_START_SECONDS = 60.0
_LONGEST_ANSWER = 256 * 2**20
_FILES_PER_WORKER = 300


class Reader:
    """Reads workbooks, at most two at a time; safe to share between threads. Close it, or use it in a `with`."""

    def __init__(self, *, limits: Limits | None = None, worker_count: int = 2) -> None:
        self._limits = limits or Limits()
        self._places = threading.BoundedSemaphore(worker_count)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._alive: set[_Worker] = set()
        self._is_closed = False
        self._at_exit = weakref.finalize(self, _stop_all, self._alive)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, content: bytes, *, file_name: str) -> Workbook:
        """The workbook's sheets and cells, or Unreadable with a sentence for the sender; nothing else is raised."""
        try:
            parts = guard.unpack(content, self._limits)
            with self._places:
                answer = self._answer(parts)
            if "sheets" in answer:
                return Workbook(tuple(_sheet(sheet) for sheet in answer["sheets"]))
            raise Unreadable(str(answer["code"]), str(answer.get("message") or _TOO_BIG))
        except (LookupError, TypeError, ValueError, MemoryError):
            raise _stopped() from None

    def close(self) -> None:
        """Ends the child processes, also one at work; reading afterwards is refused."""
        with self._lock:
            self._is_closed = True
            self._idle.clear()
        self._at_exit()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The child processes that are alive now."""
        with self._lock:
            return tuple(worker.process.pid for worker in self._alive)

    def _answer(self, parts: Mapping[str, Part]) -> dict[str, Any]:
        worker = self._take()
        is_sound = False
        try:
            answer = worker.ask(parts)
            is_sound = "leaving" not in answer and worker.file_count < _FILES_PER_WORKER
            return answer
        finally:
            with self._lock:
                is_kept = is_sound and not self._is_closed
                if is_kept:
                    self._idle.append(worker)
                else:
                    self._alive.discard(worker)
            if not is_kept:
                worker.stop()

    def _take(self) -> _Worker:
        """A worker that is ready: one that waits, or a new one where it has died in the meantime."""
        while True:
            with self._lock:
                if self._is_closed:
                    raise _stopped()
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                break
            if worker.process.poll() is None:
                return worker
            with self._lock:
                self._alive.discard(worker)
            worker.stop()
        worker = _Worker(self._limits)
        with self._lock:
            if not self._is_closed:
                self._alive.add(worker)
                return worker
        worker.stop()
        raise _stopped()


class _Worker:
    """One child process; frames of a length and JSON go both ways, the parts of the file follow a request as they are."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.file_count = 0
        # No secret comes along: an empty environment. Windows cannot start a program without its own folder.
        names = ("SYSTEMROOT",) if sys.platform == "win32" else ()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={name: os.environ[name] for name in names if name in os.environ},
                start_new_session=True,  # Ctrl+C in the parent's terminal is for the parent, which then closes us
            )
        except OSError:
            raise _stopped() from None
        self._exchange(_frame(asdict(limits)), seconds=_START_SECONDS)

    def ask(self, parts: Mapping[str, Part]) -> dict[str, Any]:
        self.file_count += 1
        header = {"parts": [(name, len(part.content), part.crc) for name, part in parts.items()]}
        request = _frame(header) + b"".join(part.content for part in parts.values())
        return self._exchange(request, seconds=self._limits.wall_seconds)

    def _exchange(self, request: bytes, *, seconds: float) -> dict[str, Any]:
        source, target = self.process.stdout, self.process.stdin
        assert source is not None
        assert target is not None
        # A clock on a thread of its own, as pipes cannot be waited for with a limit on every system.
        clock = threading.Timer(seconds, self.process.kill)
        clock.daemon = True
        clock.start()
        try:
            target.write(request)
            target.flush()
            length = int.from_bytes(source.read(_LENGTH_BYTES), "big")
            content = source.read(length) if 0 < length <= _LONGEST_ANSWER else b""
            if length and len(content) == length:
                return json.loads(content)
        except (OSError, ValueError):
            pass
        finally:
            is_late = clock.finished.is_set()
            clock.cancel()
        self.process.kill()
        status = self.process.wait()
        self.stop()
        if is_late or status == -getattr(signal, "SIGXCPU", 0):
            raise Unreadable("took_too_long", _TOO_LONG)
        raise _stopped()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not yet sent to a dead process
                    pass


def _frame(message: Mapping[str, Any]) -> bytes:
    content = json.dumps(message).encode()
    return len(content).to_bytes(_LENGTH_BYTES, "big") + content


def _stop_all(workers: set[_Worker]) -> None:
    while workers:
        workers.pop().process.kill()


_TOO_LONG = (
    "Đọc tệp này mất quá nhiều thời gian; hãy chép riêng phần có dữ liệu sang một tệp Excel mới rồi gửi lại."
)
_TOO_BIG = (
    "Tệp cần quá nhiều bộ nhớ để đọc; hãy chép riêng phần có dữ liệu sang một tệp Excel mới rồi gửi lại."
)
_STOPPED = "Phần đọc tệp đã dừng giữa chừng; hãy gửi lại, nếu vẫn vậy hãy chép dữ liệu sang một tệp Excel mới rồi gửi."


def _stopped() -> Unreadable:
    return Unreadable("reader_stopped", _STOPPED)


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
