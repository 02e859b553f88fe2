"""Which cell may be typed into so that one field of one line changes, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from data.intake import desk, drafting, known, layouts, line_cells
from data.intake.answered import CRITERION, HEADING, Answer
from data.intake.draft import Given, LineCells, Understood
from data.intake.edits import Edit, place
from data.intake.known import Known
from data.intake.reading import Reader
from data.intake.sheets import Cell, Sheet
from data.intake.understanding import PlanLine
from data.intake.values.school_name import KnownSchool
from data.lens import TIME_ZONE
from data.store import Store
from tests.data.intake.test_desk import PLAN
from tests.fresh import fresh_store

OFFICE_SCHOOL = KnownSchool("A", "THCS Bình Minh", "THCS", ())
TEXTS = (
    "Tiêu chí 1.10", "Đủ sổ", "HKI", "9/2024", "5 triệu", "X", "Không", "Hoàn thành", "1", "Trường THCS Bình Minh",
    "Tiêu chí 3.1 Trồng cây", "Tiêu chuẩn 2",
)  # fmt: skip
NEW = "Trồng cây sen"
Book = Callable[..., bytes]
Examine = Callable[..., Understood]
TIME, BUDGET = 5, 6  # places in a row of PLAN


def own(understood: Understood, number: int) -> dict[str, str]:
    return dict(understood.line_cells[number].own)


def test_each_field_has_its_cell_and_an_empty_one_the_cell_it_would_stand_in(
    book: Book, examine: Examine
) -> None:
    understood = examine(book({"A": [PLAN, [1, "Tiêu chí 1.1", "Đủ sổ", "Lập sổ", None, "HKI"]]}))
    assert understood.line_cells[0].texts == {
        "ordinal": "1",
        "criterion": "Tiêu chí 1.1",
        "target": "Đủ sổ",
        "action": "Lập sổ",
        "time": "HKI",
    }
    assert {name: own(understood, 0)[name] for name in ("criterion", "time", "responsible", "budget")} == {
        "criterion": "B2",
        "time": "F2",
        "responsible": "E2",
        "budget": "G2",
    }


def test_a_row_shifted_left_keeps_its_own_cells(book: Book, examine: Examine) -> None:
    understood = examine(book({"A": [PLAN, ["Tiêu chí 1.1", "Đủ sổ", "Lập sổ", None, "HKI"]]}))
    assert {name: own(understood, 0)[name] for name in ("criterion", "target", "responsible", "time")} == {
        "criterion": "A2",
        "target": "B2",
        "responsible": "D2",
        "time": "E2",
    }


def test_joined_shared_and_inherited_cells_are_nobodys_own(book: Book, examine: Examine) -> None:
    rows = [
        PLAN,
        [1, "Tiêu chí 1.1", "Đủ sổ, có người", "Lập sổ", "Hiệu trưởng", "HKI"],
        [None, None, "giữ và ghi", None, "và tổ trưởng"],
        [2, "Tiêu chí 1.3", "Đủ", "Họp", None, "HKI", "5 triệu"],
        [None, None, "Đủ nữa", "Họp nữa", None, "HKII"],
        [3, "Tiêu chí 2.1 Mọi người đều học", None, "Cử đi học", None, "HKI"],
    ]
    understood = examine(book({"A": rows}, merges=["A4:A5", "B4:B5", "G4:G5"]))
    assert [line.first_row for line in understood.lines] == [2, 4, 5, 6]
    joined, _, second, shared = (own(understood, number) for number in range(4))
    assert joined.keys().isdisjoint({"target", "responsible"}), "two rows make one text"
    assert (joined["action"], joined["time"]) == ("D2", "F2")
    assert "criterion" not in second, "its criterion is that of the line above"
    assert "budget" not in second, "a text in a merged area is seen elsewhere"
    assert second["action"] == "D5"
    assert shared.keys().isdisjoint({"criterion", "target", "budget"}), (
        "what was moved has no place of its own"
    )


def test_what_is_typed_into_a_cell_is_read_in_its_field(book: Book, office: Store, reader: Reader) -> None:
    content = book(
        {"A": [PLAN, [1, "Tiêu chí 1.1", "Đủ", "Lập"], ["Tiêu chí 1.3", "Đủ", "Họp", None, "HKI"]]}
    )
    before = desk.examine(office, reader, content, file_name="a.xlsx", given=Given("THCS-Minh", "2023-2024"))
    typed = tuple(
        Edit("A", cells.own[name], f"{name} {number}")
        for number, cells in enumerate(before.line_cells)
        for name in ("target", "action", "responsible", "support")
    )
    after = desk.examine(
        office, reader, content, file_name="a.xlsx", given=Given("THCS-Minh", "2023-2024", edits=typed)
    )
    lines = [line for line in after.lines if isinstance(line, PlanLine)]
    assert [(line.target, line.action, line.responsible, line.support) for line in lines] == [
        ("target 0", "action 0", "responsible 0", "support 0"),
        ("target 1", "action 1", "responsible 1", "support 1"),
    ]
    assert [line.criterion_code for line in lines] == ["1.1", "1.3"]


def test_a_question_comes_with_an_example_to_recognise_it_by(
    book: Book, office: Store, reader: Reader
) -> None:
    rows = [
        ["TT", "Tiêu chí", "Kết quả cần đạt", "Việc phải lo"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Tiêu chí 9.9", "Đủ sổ", "Lập sổ mới"],
    ]
    understood = desk.examine(
        office, reader, book({"A": rows}), file_name="a.xlsx", given=Given("THCS-Minh", "2023-2024")
    )
    assert {(each.question, each.text): each.example for each in understood.questions} == {
        (HEADING, "Việc phải lo"): "Lập sổ mới",
        (CRITERION, "Tiêu chí 9.9"): "Đủ sổ",
    }


def test_a_remembered_answer_can_be_taken_back(
    book: Book, office: Store, reader: Reader, tmp_path: object
) -> None:
    content = book({"A": [PLAN, [1, "Tiêu chí 9.9", "Đủ", "Lập"], [2, "Tiêu chí 1.1", "Đủ", "Họp"]]})

    def handed_in(answer: str | None, minute: int) -> Understood:
        answers = () if answer is None else (Answer(CRITERION, "Tiêu chí 9.9", answer),)
        given = Given("THCS-Minh", "2023-2024", answers=answers)
        understood = desk.examine(office, reader, content, file_name="a.xlsx", given=given)
        at = datetime(2026, 9, 20, 8, minute, tzinfo=TIME_ZONE)
        desk.keep(office, understood, content, folder=Path(str(tmp_path)), by="test", at=at)
        return understood

    def codes(understood: Understood) -> list[str | None]:
        return [line.criterion_code for line in understood.lines if isinstance(line, PlanLine)]

    assert codes(handed_in("1.3", 1)) == ["1.3", "1.1"]
    assert codes(handed_in(None, 2)) == ["1.3", "1.1"], "remembered"
    assert codes(handed_in("", 3)) == [None, "1.1"], "taken back"
    assert codes(handed_in(None, 4)) == [None, "1.1"], "and not remembered any more"


def test_cells_go_with_the_lines_of_every_table(book: Book, examine: Examine) -> None:
    weak = ["TT", "Tiêu chí", "Điểm mạnh", "Điểm yếu"]
    understood = examine(
        book({"A": [PLAN, [1, "1.1", "Đủ", "Lập"]], "B": [weak, [1, "1.1", "Có sổ", "Sổ cũ"]]})
    )
    assert [cells.layout for cells in understood.line_cells] == ["plan", "findings"]
    assert isinstance(understood.line_cells[1], LineCells)
    assert understood.line_cells[1].own["weakness"] == "D2"


@st.composite
def forms(draw: st.DrawFn) -> Sheet:
    """A form with all its columns: some rows shifted, cells empty, shared, merged."""
    fields = draw(st.sampled_from(layouts.layouts())).fields
    cells = {
        (1, column): Cell(1, column, each.heading, each.heading) for column, each in enumerate(fields, 1)
    }
    for row in range(2, draw(st.integers(3, 7))):
        shift = draw(st.sampled_from([0, 0, 0, 1, 2]))
        for column, each in enumerate(fields, 1):
            heads = {"criterion": ("Tiêu chí 1.1", "TC 1.3", None), "school": ("THCS Bình Minh", None)}
            text = draw(st.sampled_from(heads.get(each.kind, (*TEXTS, None, None, None, None))))
            if text and column > shift:
                cells[row, column - shift] = Cell(row, column - shift, text, text)
    areas = draw(st.lists(st.tuples(st.integers(2, 5), st.integers(1, 8), st.integers(0, 2)), max_size=2))
    return Sheet(
        "A",
        False,
        cells,
        tuple((row, column, row + more, column) for row, column, more in areas),
        frozenset(),
    )


@pytest.fixture(scope="module")
def known_office() -> Iterator[Known]:
    store = fresh_store()
    loaded = known.load(store)
    yield Known((OFFICE_SCHOOL,), loaded.frameworks, loaded.calendar)
    store.close()


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheet=forms(), year=st.sampled_from(["2023-2024", "2026-2027"]), data=st.data())
def test_typing_into_any_cell_changes_one_field_of_one_line(
    known_office: Known, sheet: Sheet, year: str, data: st.DataObject
) -> None:
    def read(*edits: Edit) -> list[tuple[int, dict[str, str], dict[str, str]]]:
        draft = drafting.understand(
            (sheet,), known_office, given=Given("A", year, edits=edits), file_name="a.xlsx"
        )
        cells = line_cells.of_draft(draft)
        kinds.update((each.layout, name) for each in cells for name in each.own)
        return [
            (line.first_row, dict(each.texts), dict(each.own))
            for line, each in zip(draft.lines, cells, strict=True)
        ]

    kinds: set[tuple[str, str]] = set()
    before = read()
    plain = {
        (layout.code, each.name)
        for layout in layouts.layouts()
        for each in layout.fields
        if each.kind == "text" and each.name != "criterion_title"
    }
    merged = {(row, left) for top, left, bottom, _ in sheet.merges for row in range(top, bottom + 1)}
    names = {name for layout, name in kinds if (layout, name) in plain}
    choices = [
        (number, name)
        for number, (_, _, own) in enumerate(before)
        for name, address in own.items()
        if name in names and place(address) not in merged
    ]
    event("compared" if choices else "none")
    if not choices:
        return
    number, name = data.draw(st.sampled_from(choices))
    after = read(Edit("A", before[number][2][name], NEW))
    before[number][1][name] = NEW
    assert [(row, texts) for row, texts, _ in after] == [(row, texts) for row, texts, _ in before]
