"""Measures what the intake promises, side by side with a bare read: `make bench`.

No machine is quiet. So the contenders take turns within every round, each with files of its own, and the medians of the rounds
are compared, never a time of now with one of another day. Ends with 1 where a figure is not reached.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

import pandas as pd

from data import catalogue, schools
from data.intake import desk
from data.intake.reading import Reader
from data.intake.sheets import Unreadable
from data.lens import TIME_ZONE
from data.store import Store, open_store
from tests.bench import books

ROUNDS = 40
AT_ONCE = 5  # files that each contender takes in a turn of its own
MANY = 1000
AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
Turn = Callable[[Sequence[bytes]], object]


def main() -> int:
    """Run all; 0 where every figure is reached."""
    started = time.monotonic()
    if hasattr(os, "getloadavg"):
        print(
            f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} of them busy: what runs in several processes needs free ones"
        )
    reached = [*one_by_one(), *in_bulk(), *the_whole_intake(), *hostile()]
    print(f"\n{sum(reached)} of {len(reached)} figures reached, in {time.monotonic() - started:.0f} s")
    return 0 if all(reached) else 1


def one_by_one() -> Iterator[bool]:
    """One workbook after another, the way a page reads them."""
    for name, plan in (("as LibreOffice saved it", books.plan), ("as openpyxl writes it", books.original)):
        title(f"Reading one workbook of 30 lines, {name}: guard, limited process, cells")
        files = [plan(number) for number in range(25)]
        with Reader() as reader:
            times = compared({"bare": bare, "ours": lambda some: protected(reader, some)}, files)
        yield figure("times faster than pandas.read_excel with openpyxl", times["bare"] / times["ours"], 4)


def in_bulk() -> Iterator[bool]:
    """A thousand workbooks in one go, between the two halves of the bare loop; both processes are ready before."""
    title(f"Reading {MANY} workbooks in bulk")
    files = books.plans(MANY)
    half = MANY // 2
    with Reader() as reader:
        in_one_go(reader, files[: MANY // 10])
        before = sum(map(resident_kb, ("self", *reader.process_ids)))
        bare_seconds = taken(bare, files[:half])
        our_seconds = taken(lambda some: in_one_go(reader, some), files)
        bare_seconds += taken(bare, files[half:])
        after = sum(map(resident_kb, ("self", *reader.process_ids)))
    print(f"  bare {bare_seconds:.2f} s, ours {our_seconds:.2f} s")
    yield figure("times faster than that loop", bare_seconds / our_seconds, 8)
    print(
        f"  memory of parent and children: {before // 1024} MB after the first hundred, {after // 1024} MB after all"
    )
    yield figure("MB more after all than after the first hundred", (after - before) / 1024, -30)


def the_whole_intake() -> Iterator[bool]:
    """Read, understood, checked, kept: from the bytes to the receipt, on a real file; each school hands in once.

    What is committed is durable; the log is written into the file half a second later, by a thread, and here between turns.
    The figure is that of the workbook that an office program saved. The same as a library writes it is told beside it: there
    is less of what a bare read looks at and we do not (styles).
    """
    title("The whole intake of one workbook, as LibreOffice saved it, kept with its receipt in a DuckDB file")
    yield figure("times as long as that bare read", _intake_to_bare(books.plan), -1)
    title("The same workbook as openpyxl writes it")
    print(f"  told {_intake_to_bare(books.original):.2f} times as long as that bare read")


def _intake_to_bare(plan: Callable[[int], bytes]) -> float:
    count = min(ROUNDS * 3, len(books.SCHOOLS))
    files = [plan(number) for number in range(count)]
    times: dict[str, list[float]] = {"bare": [], "ours": [], "settling": []}
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        store = district(Path(folder) / "bench.duckdb")
        for number, content in enumerate(files):
            times["bare"].append(taken(bare, [content]))
            times["ours"].append(
                taken(lambda some: hand_in(store, reader, some, Path(folder) / "files"), [content])
            )
            if number % 5 == 4:
                times["settling"].append(taken(lambda _: store.settle(), []))
        kept = store.rows("select count(*) as lines from kept.plan_line")[0]["lines"]
        store.close()
    if kept != count * books.LINE_COUNT:
        raise AssertionError(f"{kept} lines were kept.")
    told = {name: median(each[5:]) for name, each in times.items()}
    print("  " + ", ".join(f"{name} {seconds * 1000:.2f} ms" for name, seconds in told.items()))
    return told["ours"] / told["bare"]


def district(path: Path) -> Store:
    """A store with its catalogue and all the schools."""
    store = open_store(path)
    catalogue.load(store)
    for name in books.SCHOOLS:
        schools.add(store, name, level="THCS", at=AT, by="bench")
    store.settle()
    return store


def hand_in(store: Store, reader: Reader, files: Sequence[bytes], folder: Path) -> None:
    for content in files:
        understood = desk.examine(store, reader, content, file_name="ke-hoach.xlsx")
        desk.keep(store, understood, content, folder=folder, by="bench", at=AT)


def hostile() -> Iterator[bool]:
    """Files that nobody should send, against an ordinary one."""
    title("Files that would take minutes or gigabytes elsewhere")
    ordinary = books.plan()
    bad = {
        "one million empty styled rows": books.million_empty_rows(),
        "the same in short tags": books.million_short_rows(),
        "a cell at XFD1048576": books.far_cell(),
    }
    with Reader() as reader:
        for name, content in bad.items():
            turns: dict[str, Turn] = {
                "ordinary": lambda some: protected(reader, [ordinary] * len(some)),
                "this": lambda some: refused(reader, some),
            }
            times = compared(turns, [content])
            yield figure(f"times as long as an ordinary file: {name}", times["this"] / times["ordinary"], -5)


def bare(files: Sequence[bytes]) -> None:
    for content in files:
        pd.read_excel(io.BytesIO(content), engine="openpyxl")


def protected(reader: Reader, files: Sequence[bytes]) -> None:
    for content in files:
        reader.read(content, file_name="ke-hoach.xlsx")


def in_one_go(reader: Reader, files: Sequence[bytes]) -> None:
    for answer in reader.read_many(("ke-hoach.xlsx", content) for content in files):
        if isinstance(answer, Unreadable):
            raise answer


def refused(reader: Reader, files: Sequence[bytes]) -> None:
    for content in files:
        try:
            reader.read(content, file_name="la.xlsx")
        except Unreadable:
            continue
        raise AssertionError("This file should not be read.")


def compared(turns: Mapping[str, Turn], files: Sequence[bytes]) -> dict[str, float]:
    """The median time of each contender for one file; they take turns, and each sees each file equally often."""
    times: dict[str, list[float]] = {name: [] for name in turns}
    for turn in turns.values():
        turn(files[:1])
    for number in range(ROUNDS):
        some = [files[(number * AT_ONCE + each) % len(files)] for each in range(AT_ONCE)]
        for name, turn in turns.items():
            times[name].append(taken(turn, some) / AT_ONCE)
    told = {name: median(each) for name, each in times.items()}
    print("  " + ", ".join(f"{name} {seconds * 1000:.2f} ms" for name, seconds in told.items()))
    return told


def taken(turn: Turn, files: Sequence[bytes]) -> float:
    begin = time.perf_counter()
    turn(files)
    return time.perf_counter() - begin


def resident_kb(process: int | str) -> int:
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)


def title(text: str) -> None:
    print(f"\n{text}")


def figure(name: str, value: float, wanted: float) -> bool:
    """Print a figure; `wanted` is the least, or below zero the most, that it may be."""
    is_reached = value <= -wanted if wanted < 0 else value >= wanted
    limit = f"at most {-wanted:g}" if wanted < 0 else f"at least {wanted:g}"
    print(f"  {'ok  ' if is_reached else 'MISS'} {value:.2f} {name} ({limit})")
    return is_reached


if __name__ == "__main__":
    sys.exit(main())
