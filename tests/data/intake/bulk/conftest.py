"""A small office, plans typed for its schools, and batches of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data import schools
from data.intake.bulk import Batch
from data.intake.reading import Reader
from data.lens import TIME_ZONE
from data.store import Store
from tests.fresh import fresh_store

AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
HEADINGS = ["TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt", "Giải pháp", "Người thực hiện", "Thời gian"]
Files = dict[str, bytes]


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as ready:
        yield ready


@pytest.fixture
def office() -> Iterator[Store]:
    """An office with three schools, two of which share a name."""
    store = fresh_store()
    for code, name, level in (
        ("BM", "THCS Bình Minh", "THCS"),
        ("HP", "Tiểu học Hoa Phượng", "TH"),
        ("VTS", "THCS Võ Thị Sáu", "THCS"),
    ):
        schools.add(store, name, level=level, at=AT, by="test", code=code)
    yield store
    store.close()


@pytest.fixture(scope="session")
def plan() -> Callable[..., bytes]:
    """plan(school, year, target=...): a plan of one line, as a school types it."""

    def make(
        school: str | None = "THCS Bình Minh", year: str | None = "2023-2024", target: str = "Đạt"
    ) -> bytes:
        book = Workbook()
        sheet = book.active
        if school:
            sheet.append([f"TRƯỜNG {school}"])
        sheet.append([f"KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG{f' NĂM HỌC {year}' if year else ''}"])
        sheet.append(HEADINGS)
        sheet.append([1, "Tiêu chí 1.1", target, "Rà soát", "Hiệu trưởng", "HKI"])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def zipped() -> Callable[[Files], bytes]:
    def make(files: Files) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in files.items():
                made.writestr(name, content)
        return out.getvalue()

    return make


@pytest.fixture
def batch_of(office: Store, reader: Reader) -> Callable[..., Batch]:
    """A batch of files, examined and compared."""

    def make(files: Files, **bounds: int) -> Batch:
        batch = Batch(**bounds)
        for number, (name, content) in enumerate(files.items()):
            batch.add(name, lambda content=content: content, key=str(number))
        look(office, reader, batch)
        return batch

    return make


def look(store: Store, reader: Reader, batch: Batch) -> None:
    while batch.examine_some(store, reader):
        pass
    batch.settle(store)


@pytest.fixture
def look_again(office: Store, reader: Reader) -> Callable[[Batch], None]:
    """Examine what waits, and compare anew."""
    return lambda batch: look(office, reader, batch)


@pytest.fixture
def keep_all(office: Store, tmp_path: Path) -> Callable[[Batch], None]:
    """Keep all that is ready, as the page and the command do."""

    def keep(batch: Batch) -> None:
        for item in batch.ready:
            batch.keep(office, item, folder=tmp_path / "files", by="test", at=AT)

    return keep
