"""Which cell may be typed into so that one field of one line changes, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from data.intake import desk
from data.intake.answered import CRITERION, HEADING, Answer
from data.intake.draft import Given, LineCells, Understood
from data.intake.edits import Edit
from data.intake.reading import Reader
from data.intake.understanding import PlanLine
from data.lens import TIME_ZONE
from data.store import Store
from tests.data.intake.test_desk import PLAN

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
