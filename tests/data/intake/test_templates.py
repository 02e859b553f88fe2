"""Forms of ours that come back: the mark is read, prepared rows that nobody filled in are an offer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.intake import layouts, templates
from data.intake.draft import Understood
from data.intake.layouts import Layout
from data.intake.sheets import Cell
from tests.data.intake.conftest import build

Examine = Callable[..., Understood]
PLAN = [
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt (so với hiện trạng)",
    "Công việc/giải pháp cần thực hiện",
    "Thời gian bắt đầu",
    "Thời gian kết thúc",
    "Ghi chú",
]
FILLED = [1, "Tiêu chí 1.1", "Có kế hoạch", "Rà soát", "9/2023", "5/2024", "Năm trước (cần rà soát): cũ"]
UNTOUCHED = [2, "Tiêu chí 1.2", None, None, None, None, "Năm trước (cần rà soát): cũ"]


def mark(*, version: str = "", school: str = "THCS-Minh", year: str = "2023-2024") -> str:
    made = templates.mark_text(layouts.of_kind("plan"), school_code=school, school_year=year)
    return (
        made.replace(f"phiên bản {layouts.of_kind('plan').version}", f"phiên bản {version}")
        if version
        else made
    )


def plan(said: str | None, *lines: list[object]) -> bytes:
    head = [["TRƯỜNG THCS BÌNH MINH"], ["KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG"], ["Năm học 2023-2024"], [said]]
    return build({"Kế hoạch": [*head, PLAN, *lines]})


def told(understood: Understood) -> list[tuple[str, str, str | None]]:
    return [(each.level, each.code, each.cell) for each in understood.problems]


def test_the_newest_form_is_read_in_silence(examine: Examine) -> None:
    found = examine(plan(mark(), FILLED))
    assert (found.school_code, found.school_year, told(found)) == ("THCS-Minh", "2023-2024", [])


def test_an_old_form_is_named_as_such_and_still_read(examine: Examine) -> None:
    found = examine(plan(mark(version="2025.2"), FILLED))
    assert told(found) == [("note", "template_old", "A4")]
    assert "phiên bản 2025.2, nay là" in found.problems[0].message
    assert len(found.lines) == 1


@pytest.mark.parametrize(
    ("version", "than", "is_older"),
    [
        ("2026.1", "2026.1", False),
        ("2026.2", "2026.10", True),
        ("2026.10", "2026.9", False),
        ("2025.9", "2026.1", True),
    ],
)
def test_versions_are_numbers(version: str, than: str, is_older: bool) -> None:
    said = templates.Mark(version, None, None, Cell(1, 1, "", ""))
    assert said.is_older_than(than) is is_older


def test_a_form_made_for_another_school_is_pointed_at_and_what_is_seen_counts(examine: Examine) -> None:
    found = examine(plan(mark(school="TH-Phượng"), FILLED))
    assert told(found) == [("warning", "template_other_school", "A4")]
    assert "cho Tiểu học Hoa Phượng nhưng đang nộp cho THCS Bình Minh" in found.problems[0].message
    assert found.school_code == "THCS-Minh", "the name that a person sees outweighs the mark"


def test_a_form_made_for_another_year_is_pointed_at_and_what_is_seen_counts(examine: Examine) -> None:
    found = examine(plan(mark(year="2022-2023"), FILLED))
    assert told(found) == [("warning", "template_other_year", "A4")]
    assert found.school_year == "2023-2024"


def test_a_prepared_row_that_nobody_filled_in_is_no_line_and_is_told(examine: Examine) -> None:
    found = examine(plan(mark(), FILLED, UNTOUCHED))
    assert [line.criterion_code for line in found.lines] == ["1.1"]
    assert told(found) == [("note", "template_row_untouched", "B7")]


def test_a_word_of_ones_own_makes_it_a_line(examine: Examine) -> None:
    own = [*UNTOUCHED[:-1], "Chuyển sang năm sau"]
    assert [line.criterion_code for line in examine(plan(mark(), FILLED, own)).lines] == ["1.1", "1.2"]


def test_without_the_mark_a_bare_criterion_is_a_line_to_be_mended(examine: Examine) -> None:
    found = examine(plan(None, FILLED, UNTOUCHED))
    assert [line.criterion_code for line in found.lines] == ["1.1", "1.2"]
    assert ("warning", "line_empty", "B7") in told(found)


def test_a_form_in_which_nothing_was_filled_in_is_refused(examine: Examine) -> None:
    found = examine(plan(mark(), UNTOUCHED, UNTOUCHED))
    assert found.outcome == "rejected"
    assert "bên dưới không có dòng nội dung nào" in found.problems[0].message


def test_a_results_form_with_nothing_but_the_plan_is_refused(examine: Examine) -> None:
    layout = layouts.of_kind("results")
    said = templates.mark_text(layout, school_code="THCS-Minh", school_year="2023-2024")
    headings = [
        "TT",
        "Tiêu chuẩn, tiêu chí",
        layout.field("plan_initial").heading,
        layout.field("done").heading,
    ]
    lines = [[1, "Tiêu chí 1.1", "Rà soát"], [2, "Tiêu chí 1.2", "Họp"]]
    head = [["TRƯỜNG THCS BÌNH MINH"], ["KẾT QUẢ THỰC HIỆN"], ["Năm học 2023-2024"], [said]]
    found = examine(build({"Kết quả": [*head, headings, *lines]}))
    errors = [each.message for each in found.problems if each.level == "error"]
    assert errors == ["Mẫu chưa được điền: 2 dòng đều chỉ có nội dung ghi sẵn. Hãy điền rồi nộp lại."]


def test_the_sheet_of_last_year_is_ours_and_needs_no_word(examine: Examine) -> None:
    head = [["TRƯỜNG THCS BÌNH MINH"], ["Năm học 2023-2024"], [mark()], PLAN, FILLED]
    found = examine(
        build({"Kế hoạch": head, templates.READING_SHEET: [["Việc còn mở"], ["Tiêu chí 1.1", "Mục tiêu"]]})
    )
    assert told(found) == []


@pytest.mark.parametrize("layout", layouts.layouts(), ids=lambda layout: layout.code)
def test_every_form_has_a_version_that_its_mark_tells(layout: Layout) -> None:
    said = templates.mark_text(layout, school_code="A-1", school_year="2023-2024")
    found = templates.mark_in([Cell(1, 1, said, said)])
    assert found is not None
    assert (found.version, found.school_code) == (layout.version, "A-1")
    assert found.school_year == ("2023-2024" if layout.is_yearly else None)
    assert found.is_older_than("9999.1")
