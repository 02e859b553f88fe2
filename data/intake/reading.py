"""From the bytes of a file to its cells: the guard here, the readers in child processes kept ready with limits."""

from __future__ import annotations

import gc
import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from data.intake import guard, received
from data.intake.child import Child, Watch, stopped
from data.intake.guard import Limits, Taken
from data.intake.sheets import Unreadable, Workbook

_FILES_PER_CHILD = 1000  # then a new one takes its place: memory does not grow with the number of files
_BATCH_FILES, _BATCH_BYTES = 16, 4 * 2**20
_TOO_BIG = "Tệp cần quá nhiều bộ nhớ để đọc; hãy chép riêng phần có dữ liệu sang một tệp mới rồi gửi lại."


class Reader:
    """Reads workbooks, at most two at a time; safe to share between threads. Close it, or use it in a `with`."""

    def __init__(self, *, limits: Limits | None = None, worker_count: int = 2) -> None:
        self._limits = limits or Limits()
        self._worker_count = worker_count
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
        (answer,) = self._read([content])
        if isinstance(answer, Unreadable):
            raise answer
        return answer

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[Workbook | Unreadable]:
        """The answer to each (file name, content), in the order of the items; one that cannot be read stops no other.

        Items are taken a few ahead of the answers, so a generator of thousands needs the memory of some dozens. Use the
        iterator up, or close it.
        """
        waiting: deque[Future[list[Workbook | Unreadable]]] = deque()
        # What is there already stays: looking through it for garbage after every few files takes as long as the files.
        gc.freeze()
        with ThreadPoolExecutor(self._worker_count, "reader of many") as threads:
            try:
                for some in _in_batches(content for _, content in items):
                    waiting.append(threads.submit(self._read_together, some))
                    if len(waiting) > self._worker_count + 1:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            finally:
                gc.unfreeze()
                for future in waiting:
                    future.cancel()

    def _read_together(self, contents: Sequence[bytes]) -> list[Workbook | Unreadable]:
        """Several files, each put before the guard by the process that reads it: there several are unpacked at once."""
        if len(contents) == 1:
            return self._read(contents)
        with self._places:
            return self._ask(contents)

    def _read(self, contents: Sequence[bytes]) -> list[Workbook | Unreadable]:
        # Also unpacked two at a time: many files at once, each a hundred times larger inside, would fill the memory.
        with self._places:
            answers: list[Workbook | Unreadable] = []
            together: list[Taken] = []
            for content in contents:
                try:
                    taken = guard.unpack(content, self._limits)
                except Unreadable as refusal:
                    answers += [*self._ask(together), refusal]
                    together = []
                else:
                    if together and sum(map(_size, together)) + _size(taken) > _BATCH_BYTES:
                        answers += self._ask(together)
                        together = []
                    together.append(taken)
            return answers + self._ask(together)

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

    def _ask(self, files: Sequence[Taken | bytes]) -> list[Workbook | Unreadable]:
        """The answers to files that passed the guard; one that ends its child does not end those after it."""
        answers: list[Workbook | Unreadable] = []
        while len(answers) < len(files):
            try:
                child = self._take() or self._new()
            except Unreadable as refusal:
                answers.append(refusal)
            else:
                answers += self._ask_child(child, files[len(answers) :])
        return answers

    def _ask_child(self, child: Child, files: Sequence[Taken | bytes]) -> list[Workbook | Unreadable]:
        """The answers of one child, to the first file at least; those after one that ends it are for another."""
        answers: list[Workbook | Unreadable] = []
        is_sound = False
        try:
            for answer in child.ask(files, self._watch):
                answers.append(_understood(answer))
            is_sound = not child.is_leaving and child.file_count < _FILES_PER_CHILD
        except Unreadable as refusal:
            answers.append(refusal)
        finally:
            with self._lock:
                is_kept = is_sound and not self._is_closed
                if is_kept:
                    self._idle.append(child)
            if not is_kept:
                self._drop(child)
        return answers

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


def _in_batches(contents: Iterable[bytes]) -> Iterator[list[bytes]]:
    """A few small files at a time, so that a child is not waited for with each; a large one alone."""
    some: list[bytes] = []
    for content in contents:
        some.append(content)
        if len(some) == _BATCH_FILES or sum(map(len, some)) > _BATCH_BYTES:
            yield some
            some = []
    if some:
        yield some


def _size(taken: Taken) -> int:
    return sum(len(part.content) for part in taken.parts.values())


def _understood(answer: Mapping[str, Any]) -> Workbook | Unreadable:
    try:
        if "sheets" in answer:
            return received.workbook(answer)
        return Unreadable(str(answer["code"]), str(answer.get("message") or _TOO_BIG))
    except (LookupError, TypeError, ValueError, MemoryError):
        raise stopped() from None


def _bare_environment() -> dict[str, str]:
    """No secret goes along: nothing, but on Windows its own folder, without which no program starts there."""
    names = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    return {name: os.environ[name] for name in names if name in os.environ}
