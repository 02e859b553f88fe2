"""Documents as schools really send them: every cell in its right field, or told of at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from data import catalogue, schools
from data.intake import desk, known
from data.intake.draft import Given, Understood
from data.intake.known import Known
from data.intake.reading import Reader
from data.store import Store, open_store
from tests.data.intake.conftest import AT
from tests.data.intake.corpus.cases import CASES
from tests.data.intake.corpus.document import Document
from tests.data.intake.corpus.files import content
from tests.data.intake.corpus.oracle import faults, told

Bring = Callable[[Document], Understood]


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[Store, Known]]:
    """One office for all documents, which are examined and never kept."""
    store = open_store(None)
    try:
        catalogue.load(store)
        for name, level, code in (
            ("THCS Bình Minh", "THCS", "THCS-Minh"),
            ("Tiểu học Hoa Phượng", "TH", "TH-Phượng"),
            ("MN Canada - Việt Nam", "MN", "MN-Nam"),
            ("Tiểu học Võ Thị Sáu", "TH", "TH-Sáu"),
            ("THCS Võ Thị Sáu", "THCS", "THCS-Sáu"),
        ):
            schools.add(store, name, level=level, at=AT, by="test", code=code)
        yield store, known.load(store)
    finally:
        store.close()


@pytest.fixture
def bring(office: tuple[Store, Known], reader: Reader) -> Bring:
    """A document as a file, examined."""
    store, books = office

    def run(document: Document) -> Understood:
        given = Given(document.school, document.year) if document.given else Given()
        name = f"bang.{document.file.rpartition('.')[2]}"
        return desk.examine(store, reader, content(document), file_name=name, given=given, office=books)

    return run


@pytest.mark.parametrize("name", CASES)
def test_comes_in_with_every_cell_in_its_field_or_told_of(name: str, bring: Bring) -> None:
    document = CASES[name]()
    understood = bring(document)
    assert faults(understood, document) == []
    assert document.flags <= told(understood) <= document.flags | document.may, understood.problems
    assert understood.outcome != "rejected"
