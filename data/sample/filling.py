"""The sample district brought into an empty store: the office's books, then every workbook through the intake."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from data import home as homes
from data import likeness, themes
from data.access import demo
from data.access.roles import ROLES
from data.intake import after, desk, known
from data.intake.draft import Given
from data.intake.known import Known
from data.intake.reading import Reader
from data.intake.sheets import Unreadable, Workbook
from data.sample import afterwards, arrivals, district, inventory, office
from data.sample.district import NOW, OFFICE_LOGIN
from data.sample.inventory import HandIn
from data.store import Store

FILES = "files"
Progress = Callable[[int, int], None]


def fill(
    store: Store,
    home: Path,
    reader: Reader,
    *,
    school_codes: Collection[str] | None = None,
    progress: Progress | None = None,
) -> int:
    """Fill an empty store with the district, or with some of its schools; gives the number of workbooks taken in.

    `progress` is told after each workbook how many of how many are in. Raises RuntimeError when the intake refuses one.
    """
    chosen = [s for s in district.schools() if school_codes is None or s.school_code in school_codes]
    _record_facts(store, {"kind": "sample", "today": district.TODAY.isoformat()})
    office.record(store, chosen)
    total = len(inventory.events(chosen))
    books = known.load(store)
    for count, (hand_in, found) in enumerate(_read_ahead(reader, inventory.hand_ins(school_codes)), start=1):
        _take_in(store, home, hand_in, found, office=books)
        if progress is not None:
            progress(count, total)
    arrivals.record_waivers_of_missing(store)
    afterwards.record(store)
    likeness.catch_up(store)
    themes.catch_up(store, at=NOW)
    for role in ROLES:
        demo.account_of(store, role, at=NOW)
    _record_facts(store, {"filled": "yes"})
    return total


def _read_ahead(reader: Reader, hand_ins: Iterable[HandIn]) -> Iterator[tuple[HandIn, Workbook | Unreadable]]:
    """Each workbook with what was read of it; the next are read meanwhile."""
    waiting: deque[HandIn] = deque()

    def items() -> Iterator[tuple[str, bytes]]:
        for hand_in in hand_ins:
            waiting.append(hand_in)
            yield hand_in.file_name, hand_in.content

    for found in reader.read_many(items()):
        yield waiting.popleft(), found


def _take_in(
    store: Store, home: Path, hand_in: HandIn, found: Workbook | Unreadable, *, office: Known
) -> None:
    """One workbook over the intake's desk."""
    given = Given(
        school_code=hand_in.school_code,
        school_year=hand_in.school_year,
        kind=hand_in.kind if len(hand_in.told) == 1 else None,
    )
    understood = desk.understand(
        store, found, hand_in.content, file_name=hand_in.file_name, given=given, office=office
    )
    if understood.outcome == "rejected":
        messages = "; ".join(problem.message for problem in understood.problems)
        raise RuntimeError(f"Sample workbook {hand_in.school_code} {hand_in.school_year} refused: {messages}")
    folder = home / FILES
    receipt = desk.keep(
        store, understood, hand_in.content, folder=folder, by=hand_in.by, at=hand_in.at, checkpoint=False
    )
    if hand_in.withdrawal is not None:
        taken_back = hand_in.withdrawal
        after.give_back(store, receipt, reason=taken_back.reason, by=OFFICE_LOGIN, at=taken_back.at)


def fill_home(home: Path, *, tell: Callable[[str], None]) -> str:
    """Fill the store of a home when it is empty; gives one sentence on what was done. Raises StoreBusy.

    A sample that was interrupted half way is made anew; any other store is left alone.
    """
    store = homes.open_home(home)
    try:
        if _is_half_filled(store):
            store.close()
            homes.store_path(home).unlink()
            store = homes.open_home(home)
        kind = homes.kind_of(store)
        if kind == homes.REAL:
            return "Đây là kho thật nên được giữ nguyên, không nạp quận mẫu."
        if kind == homes.SAMPLE:
            return "Kho mẫu (dữ liệu hư cấu) đã được nạp từ trước nên được giữ nguyên."
        tell("Đang nạp quận mẫu (dữ liệu hư cấu) qua cửa nhận bảng tính…")
        with Reader() as reader:
            count = fill(store, home, reader, progress=lambda done, total: _tell_share(tell, done, total))
    finally:
        store.close()
    return f"Đã nạp quận mẫu (dữ liệu hư cấu): {count} bảng tính đã qua cửa nhận."


def _tell_share(tell: Callable[[str], None], done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        tell(f"  {done}/{total} bảng tính")


def _is_half_filled(store: Store) -> bool:
    # A real store says its kind too, and is never made anew.
    is_filled = store.rows("select 1 from kept.fact where name = 'filled'")
    return homes.kind_of(store) == homes.SAMPLE and not is_filled


def _record_facts(store: Store, facts: dict[str, str]) -> None:
    with store.transaction() as writer:
        writer.add("kept.fact", [{"name": name, "value": value} for name, value in facts.items()])
