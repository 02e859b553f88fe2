"""A child process that reads workbooks, as its parent sees it, and the watch that ends one that takes too long."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.intake.guard import Limits, Taken
from data.intake.sheets import Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from data.intake.worker import serve; serve()"
_LENGTH_BYTES = 4
_START_SECONDS = 60.0
_LONGEST_ANSWER = 256 * 2**20
_BETWEEN_LOOKS = 0.1  # seconds

_TOO_LONG = (
    "Đọc tệp này mất quá nhiều thời gian; hãy chép riêng phần có dữ liệu sang một tệp mới rồi gửi lại."
)
_STOPPED = (
    "Phần đọc tệp đã dừng giữa chừng; hãy gửi lại, nếu vẫn vậy hãy chép dữ liệu sang một tệp mới rồi gửi."
)


def stopped() -> Unreadable:
    """The child is gone, or gave an answer that makes no sense."""
    return Unreadable("reader_stopped", _STOPPED)


class Child:
    """One process; frames of a length and JSON go both ways, the parts of a file follow their request as they are."""

    def __init__(self, limits: Limits, *, environment: Mapping[str, str]) -> None:
        self._limits = limits
        self.file_count = 0
        self.deadline: float | None = None
        self.is_late = False
        self.is_leaving = False
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=dict(environment),
                start_new_session=True,  # Ctrl+C in the parent's terminal is for the parent, which then closes us
            )
        except OSError:
            raise stopped() from None

    def make_ready(self, watch: Watch) -> None:
        """Waits until the process has loaded the reader and set its own limits."""
        self._exchange(_frame(asdict(self._limits)), watch, seconds=_START_SECONDS)

    def ask(self, files: Sequence[Taken | bytes], watch: Watch) -> Iterator[dict[str, Any]]:
        """The answer for each file in turn; Unreadable where one stops the process. No more follow once it is leaving.

        A file comes in the parts that passed the guard, or as bytes that the process itself first puts before the guard.
        """
        # All is sent before the first answer is read, and read there before it is written: nobody waits for the other.
        request = _frame({"files": [_header(file) for file in files]})
        request += b"".join(content for file in files for content in _contents(file))
        for _ in files:
            self.file_count += 1
            answer = self._exchange(request, watch, seconds=self._limits.wall_seconds)
            self.is_leaving = "leaving" in answer
            yield answer
            if self.is_leaving:
                return
            request = b""

    def _exchange(self, request: bytes, watch: Watch, *, seconds: float) -> dict[str, Any]:
        source, target = self.process.stdout, self.process.stdin
        assert source is not None
        assert target is not None
        self.deadline = time.monotonic() + seconds
        watch.wake()
        try:
            target.write(request)
            target.flush()
            length = int.from_bytes(source.read(_LENGTH_BYTES), "big")
            content = source.read(length) if 0 < length <= _LONGEST_ANSWER else b""
            if length and len(content) == length:
                return json.loads(content)
        except (OSError, ValueError):  # the pipe is closed, or no JSON came through it
            pass
        finally:
            self.deadline = None
        # The death of a process that ran out of CPU time is its own doing: see how it ended before ending it.
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        self.stop()
        if self.is_late or self.process.returncode == -getattr(signal, "SIGXCPU", 0):
            raise Unreadable("took_too_long", _TOO_LONG)
        raise stopped()

    def stop(self) -> None:
        """Ends the process, whatever it does, and closes what is left of it."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet sent to a dead process
                    stream.close()


class Watch:
    """Ends children that are past their deadline; a thread, as pipes cannot be waited for with a limit everywhere.

    It looks a few times a second while something is read, and sleeps otherwise.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: set[Child] = set()
        self._wake = threading.Event()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, child: Child) -> None:
        with self._lock:
            self._children.add(child)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watch over readers", daemon=True)
                self._thread.start()

    def remove(self, child: Child) -> None:
        with self._lock:
            self._children.discard(child)

    def children(self) -> tuple[Child, ...]:
        with self._lock:
            return tuple(self._children)

    def wake(self) -> None:
        self._wake.set()

    def end(self) -> None:
        """Kills all children; their own pipes are closed by whoever is waiting at them."""
        self._end.set()
        self._wake.set()
        for child in self.children():
            child.process.kill()
            self.remove(child)

    def _run(self) -> None:
        while not self._end.is_set():
            self._wake.wait()
            self._wake.clear()
            while not self._end.wait(_BETWEEN_LOOKS):
                busy = [(child, child.deadline) for child in self.children() if child.deadline is not None]
                for child, deadline in busy:
                    if deadline is not None and time.monotonic() > deadline:
                        child.is_late = True
                        child.process.kill()
                if not busy:
                    break


def _header(file: Taken | bytes) -> dict[str, Any]:
    if isinstance(file, bytes):
        return {"size": len(file)}
    return {
        "kind": file.kind,
        "parts": [(name, len(part.content), part.crc) for name, part in file.parts.items()],
    }


def _contents(file: Taken | bytes) -> Iterator[bytes]:
    if isinstance(file, bytes):
        yield file
    else:
        yield from (part.content for part in file.parts.values())


def _frame(message: Mapping[str, Any]) -> bytes:
    content = json.dumps(message).encode()
    return len(content).to_bytes(_LENGTH_BYTES, "big") + content
