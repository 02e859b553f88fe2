"""Documents as schools really send them: every cell in its right field, or told of at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from data import catalogue, schools
from data.intake import desk, known
from data.intake.draft import Given, Understood
from data.intake.known import Known
from data.intake.layouts import layouts
from data.intake.reading import Reader
from data.store import Store, open_store
from tests.data.intake.conftest import AT
from tests.data.intake.corpus.cases import CASES
from tests.data.intake.corpus.document import Document, Truth
from tests.data.intake.corpus.files import WRITERS, content
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


def test_there_are_documents_enough_of_every_form_and_kind_of_file() -> None:
    made = [make() for make in CASES.values()]
    assert len(made) >= 150
    assert {sheet.form.layout for document in made for sheet in document.sheets} == {
        each.code for each in layouts()
    }
    assert {document.file for document in made} == set(WRITERS)


def _swapped_columns(document: Document) -> None:
    texts = document.truths[0].texts
    texts["target"], texts["action"] = texts["action"], texts["target"]


def _lost_line(document: Document) -> None:
    document.truths.append(Truth("plan", {"criterion": "Tiêu chí 1.1", "action": "Họp"}, {}))


def _invented_line(document: Document) -> None:
    del document.truths[2]


def _invented_cell(document: Document) -> None:
    del document.truths[0].texts["note"]


def _lost_cell(document: Document) -> None:
    document.truths[1].texts["note"] = "Có biên bản"


def _other_amount(document: Document) -> None:
    document.truths[0].reads["budget_vnd"] = 5_000


def _other_criterion(document: Document) -> None:
    document.truths[1].reads["criterion_code"] = "1.1"


def _other_order(document: Document) -> None:
    document.truths.reverse()


def _other_kind(document: Document) -> None:
    document.truths = []


@pytest.mark.parametrize(
    "plant",
    [
        _swapped_columns, _lost_line, _invented_line, _invented_cell, _lost_cell, _other_amount, _other_criterion,
        _other_order, _other_kind,
    ],
)  # fmt: skip
def test_the_oracle_catches_what_is_silently_wrong(plant: Callable[[Document], None], bring: Bring) -> None:
    document = CASES["plan-as_it_should_be"]()
    understood = bring(document)
    plant(document)
    assert faults(understood, document)


@pytest.mark.parametrize(
    ("field", "is_told"), [("action", True), ("target", False)], ids=["at its cell", "at another cell"]
)
def test_a_problem_excuses_the_cell_at_which_it_stands_and_no_other(
    field: str, is_told: bool, bring: Bring
) -> None:
    document = CASES["plan-an_error_cell"]()  # "action" of the second line
    understood = bring(document)
    document.truths[1].texts[field] = "Điều không có trong tệp"
    assert (faults(understood, document) == []) is is_told
