"""The forms beside plan, results and schedule, several of them in one workbook, corrections, and remembered answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from data import schools
from data.intake import after, desk, layouts
from data.intake.answered import CRITERION, HEADING, NOT_READ, SCHOOL, Answer
from data.intake.draft import Given, Understood
from data.intake.edits import Edit
from data.intake.form_line import FormLine
from data.intake.reading import Reader
from data.intake.understanding import PlanLine, ResultLine, ScheduleLine
from data.lens import TIME_ZONE, office_lens
from data.schools import SchoolVersion
from data.store import Store
from tests.data.intake.test_desk import PLAN, RESULTS, SCHEDULE

AT = datetime(2026, 9, 20, 8, 0, tzinfo=TIME_ZONE)
Book = Callable[..., bytes]
Rows = list[list[object]]
Examine = Callable[..., Understood]

WEAKNESSES: Rows = [
    ["TT", "Tiêu chuẩn", "Tiêu chí liên quan (nếu có)", "Đánh giá hiện trạng", "Điểm hạn chế",
     "Nguyên nhân của hạn chế"],
    [1, "Tiêu chuẩn 1", "1.4", "Có nhóm tự đánh giá", "Chưa họp định kỳ", "Thiếu lịch họp"],
    [2, "Tiêu chuẩn 4", "Tiêu chí 4.1", "Có 20 phòng học", "Thiếu 2 phòng bộ môn", "Chưa có kinh phí"],
]  # fmt: skip
PLAN_57: Rows = [
    ["TT", "Nội dung cải tiến", "Mục tiêu cải tiến", "Hoạt động/giải pháp", "Chỉ số đánh giá kết quả",
     "Thời gian thực hiện", "Đơn vị/cá nhân phụ trách", "Nguồn lực bảo đảm",
     "Thông tin, dữ liệu hoặc minh chứng dự kiến", "Mức độ thực hiện"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
    [1, "Họp tự đánh giá", "Mỗi tháng một lần", "Lập lịch họp", "9 biên bản", "9/2026", "Thư ký hội đồng",
     "Kinh phí nhà trường", "Biên bản họp", "Hoàn thành"],
    [2, "Phòng bộ môn", "Thêm 2 phòng", "Tham mưu phường", "2 phòng", "HKII", "Hiệu trưởng", "200 triệu",
     "Quyết định", "Đang thực hiện"],
]  # fmt: skip
TRACKING: Rows = [
    ["Thời điểm", "Nội dung theo dõi", "Kết quả thực hiện", "Điều chỉnh (nếu có)", "Người đánh giá"],
    ["Cuối học kỳ I", "Lịch họp", "Đã họp 4 lần", "Không", "Tổ giám sát"],
    ["Cuối năm học", "Phòng bộ môn", "Xong 1 phòng", "Lùi sang năm sau", "Tổ giám sát"],
]
LEVELS: Rows = [
    ["Tiêu chuẩn, tiêu chí", "Kết quả", None, None, None],
    [None, "Không đạt", "Đạt", None, None],
    [None, None, "Mức 1", "Mức 2", "Mức 3"],
    ["Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"],
    ["Tiêu chí 1.1", None, "X", "X", "X"],
    ["Tiêu chí 1.2", None, "x", None, None],
    ["Tiêu chí 1.3", "X", None, None, None],
    ["Tiêu chí 1.10", None, "x", "X", None],
]
LEVEL_MERGES = ("A1:A3", "B1:E1", "B2:B3", "C2:E2")


def codes(understood: Understood) -> set[str]:
    return {problem.code for problem in understood.problems}


def forms(understood: Understood, kind: str) -> list[FormLine]:
    return [line for line in understood.lines_of(kind) if isinstance(line, FormLine)]


@pytest.fixture
def hand_in(office: Store, reader: Reader, tmp_path: Path) -> Callable[..., str]:
    """Examine as said and keep; the receipt."""

    def run(content: bytes, given: Given, at: datetime = AT, name: str = "bang.xlsx") -> str:
        understood = desk.examine(office, reader, content, file_name=name, given=given)
        assert understood.outcome != "rejected", understood.problems
        return desk.keep(office, understood, content, folder=tmp_path, by="test", at=at)

    return run


def test_every_form_names_its_fields_once_and_each_field_a_kind_that_is_read() -> None:
    read = {
        "ordinal", "standard", "criterion", "text", "time", "budget", "mark", "level", "level_mark", "status", "date",
        "decision", "ownership", "school_level", "recognition_kind", "grade", "line_kind", "school",
    }  # fmt: skip
    for layout in layouts.layouts():
        names = [field.name for field in layout.fields]
        assert len(names) == len(set(names)), layout.code
        assert {field.kind for field in layout.fields} <= read, layout.code
        assert layout.content, layout.code
        for field in layout.fields:
            assert layouts.meanings(next(iter(field.spellings)))[layout.code][field.name] == 100


def test_biểu_2_of_tt57_is_three_tables_and_the_plan_takes_its_criteria_from_the_weaknesses(
    book: Book, examine: Examine
) -> None:
    understood = examine(
        book({"IV": WEAKNESSES, "V": PLAN_57, "VI": TRACKING}), year="2026-2027", school="THCS-Minh"
    )
    assert (understood.kinds, understood.framework_code) == (("findings", "plan", "tracking"), "TT57-2026-PT")
    plans = [line for line in understood.lines_of("plan") if isinstance(line, PlanLine)]
    assert [(line.criterion_code, line.criterion_doubt) for line in plans] == [
        ("1.4", "from_weakness"),
        ("4.1", "from_weakness"),
    ]
    first = plans[0]
    assert (first.content, first.target, first.action) == (
        "Họp tự đánh giá",
        "Mỗi tháng một lần",
        "Lập lịch họp",
    )
    assert (first.indicator, first.evidence, first.support) == (
        "9 biên bản",
        "Biên bản họp",
        "Kinh phí nhà trường",
    )
    assert (first.responsible, first.starts_on) == ("Thư ký hội đồng", date(2026, 9, 1))
    assert [(line.progress_text, line.progress) for line in plans] == [
        ("Hoàn thành", "done"),
        ("Đang thực hiện", "in_progress"),
    ]
    found = forms(understood, "findings")
    assert [(line.criterion_code, line.text("weakness"), line.text("cause")) for line in found] == [
        ("1.4", "Chưa họp định kỳ", "Thiếu lịch họp"),
        ("4.1", "Thiếu 2 phòng bộ môn", "Chưa có kinh phí"),
    ]
    tracked = forms(understood, "tracking")
    assert [(line.text("moment"), line.text("result"), line.text("adjustment")) for line in tracked] == [
        ("Cuối học kỳ I", "Đã họp 4 lần", "Không"),
        ("Cuối năm học", "Xong 1 phòng", "Lùi sang năm sau"),
    ]
    assert codes(understood) == {"criterion_from_weakness"}


def test_three_tables_one_below_the_other_in_one_sheet_are_told_apart(book: Book, examine: Examine) -> None:
    stacked = [
        ["TRƯỜNG THCS BÌNH MINH"], ["IV. Điểm hạn chế"], *WEAKNESSES, [], ["V. Kế hoạch cải tiến"], *PLAN_57, [],
        ["VI. Theo dõi, đánh giá"], *TRACKING, [], [None, None, None, "HIỆU TRƯỞNG"],
    ]  # fmt: skip
    understood = examine(book({"Biểu 2": stacked}), year="2026-2027")
    assert understood.kinds == ("findings", "plan", "tracking")
    assert [len(understood.lines_of(kind)) for kind in understood.kinds] == [2, 2, 2]
    assert forms(understood, "findings")[1].text("cause") == "Chưa có kinh phí"
    assert [line.first_row for line in understood.lines] == [4, 5, 10, 11, 15, 16]


def test_a_further_table_whose_numbers_stand_under_a_mere_sign_is_found(book: Book, examine: Examine) -> None:
    below = [["#", "Tiêu chí", "Điểm yếu"], [1, "1.2", "Chưa họp định kỳ"]]
    understood = examine(book({"Trường": [PLAN, [1, "1.1", "Đủ sổ", "Lập sổ"], [], *below]}))
    assert understood.kinds == ("plan", "findings")
    assert [line.first_row for line in understood.lines] == [2, 5]


def test_headings_on_the_next_page_are_known_with_all_their_dots(book: Book, examine: Examine) -> None:
    head = ["TT", "Tiêu chí", f"Điểm yếu {'.' * 80}"]
    pages = [head, [1, "1.1", "Chưa họp định kỳ"], head, [2, "1.2", "Thiếu hai phòng"]]
    understood = examine(book({"Điểm yếu": pages}))
    assert [line.text("weakness") for line in forms(understood, "findings")] == [
        "Chưa họp định kỳ",
        "Thiếu hai phòng",
    ]


def test_a_plan_of_tt57_without_weaknesses_asks_for_the_criterion_and_remembers_it(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    content = book({"V": PLAN_57})
    given = Given("THCS-Minh", "2026-2027")
    understood = desk.examine(office, reader, content, file_name="bieu-2.xlsx", given=given)
    asked = [question for question in understood.questions if question.question == CRITERION]
    assert [(question.text, question.cell) for question in asked] == [
        ("Họp tự đánh giá", "B3"),
        ("Phòng bộ môn", "B4"),
    ]
    assert "no_criterion_known" in codes(understood)

    said = (Answer(CRITERION, "Họp tự đánh giá", "1.4"), Answer(CRITERION, "Phòng bộ môn", "4.1"))
    hand_in(content, Given("THCS-Minh", "2026-2027", answers=said))
    again = desk.examine(
        office, reader, book({"V": [*PLAN_57, [3, "Khác"]]}), file_name="b.xlsx", given=given
    )
    assert [line.criterion_code for line in again.lines if isinstance(line, PlanLine)] == ["1.4", "4.1", None]
    assert "answer_remembered" in codes(again)
    other = desk.examine(office, reader, content, file_name="b.xlsx", given=Given("THCS-Sáu", "2026-2027"))
    assert [line.criterion_code for line in other.lines if isinstance(line, PlanLine)] == [None, None]


def test_edits_of_no_cell_of_the_sheet_are_left_out(book: Book, office: Store, reader: Reader) -> None:
    edits = tuple(Edit("V", cell, "x") for cell in ("XFD1048576", "ZZZ9999999", "B5", "K3", "b3", "3B", ""))
    given = Given("THCS-Minh", "2026-2027", edits=(*edits, Edit("không có", "A1", "x")))
    understood = desk.examine(office, reader, book({"V": PLAN_57}), file_name="b.xlsx", given=given)
    assert understood.edited == ()
    assert len(understood.lines) == 2


def test_a_line_in_which_somebody_is_to_confirm_is_no_signature(book: Book, examine: Examine) -> None:
    line = [
        3,
        "Sửa mái",
        "Không dột",
        "Xác nhận của phường",
        "1 lần",
        "HKI",
        "Kế toán",
        "Ngân sách",
        "Xác nhận của phường",
    ]
    understood = examine(book({"V": [*PLAN_57, line]}), year="2026-2027")
    plans = [each for each in understood.lines if isinstance(each, PlanLine)]
    assert [each.content for each in plans] == ["Họp tự đánh giá", "Phòng bộ môn", "Sửa mái"]
    assert plans[2].evidence == "Xác nhận của phường"


def test_a_row_that_looked_like_the_end_of_a_table_is_told_when_the_table_goes_on(
    book: Book, examine: Examine
) -> None:
    rows = [
        ["TT", "Tiêu chí", "Kết quả cần đạt", "Công việc cần thực hiện", "Thời gian"],
        [1, "1.1", "Có sổ", "Lập sổ và lấy", "HKI"],
        [None, None, None, "Xác nhận của phụ huynh"],  # the rest of the line above, or a signature
        [2, "1.2", "Đủ sổ", "Họp", "HKII"],
        ["Nơi nhận:", None, None, "Xác nhận của phường"],
    ]
    understood = examine(book({"A": rows}))
    assert [(each.code, each.cell) for each in understood.problems if each.level == "warning"] == [
        ("loose_row", "D3")
    ]


def test_marks_of_a_self_evaluation_give_the_highest_level(book: Book, examine: Examine) -> None:
    understood = examine(book({"Tổng hợp": LEVELS}, merges=LEVEL_MERGES))
    lines = forms(understood, "self_evaluation")
    assert [(line.criterion_code, line.reading("level")) for line in lines] == [
        ("1.1", 3),
        ("1.2", 1),
        ("1.3", 0),
        ("1.10", 2),
    ]
    assert understood.problems == ()


@pytest.mark.parametrize(
    ("marks", "level", "code"),
    [
        (["X", "X", None, None], None, "level_contradiction"),  # failed and reached at once
        ([None, "tốt", None, None], None, "level_unknown"),  # a word that is no mark
        ([None, None, None, None], None, "level_missing"),  # nothing said is not "Không đạt"
        ([None, "X", "X", "X"], 3, "level_too_high"),  # 1.2 has no Mức 3
    ],
)
def test_a_level_that_is_not_clear_is_pointed_at(
    book: Book, examine: Examine, marks: list[object], level: int | None, code: str
) -> None:
    rows = [*LEVELS[:5], ["Tiêu chí 1.2", *marks]]
    understood = examine(book({"Tổng hợp": rows}, merges=LEVEL_MERGES))
    assert forms(understood, "self_evaluation")[1].reading("level") == level
    assert code in codes(understood)


def test_strengths_and_weaknesses_and_recommendations_are_kept_in_their_fields(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    findings = [
        ["STT", "Tiêu chí", "Điểm mạnh", "Điểm yếu", "Kế hoạch cải tiến", "Tự đánh giá"],
        [1, "1.1", "Chiến lược rõ", "Chưa công khai", "Đăng lên trang web", "Mức 2"],
    ]
    recommended = [
        ["TT", "Tiêu chí", "Khuyến nghị của đoàn đánh giá ngoài", "Thời hạn"],
        [1, "3.1", "Trồng thêm cây xanh", "5/2024"],
    ]
    receipt = hand_in(book({"A": findings, "B": recommended}), Given("THCS-Minh", "2023-2024"))
    lens = office_lens(date(2026, 12, 1))
    rows = office.read("select * from lens.finding order by finding", lens=lens)
    assert list(zip(rows["finding"], rows["text"], rows["criterion_code"], strict=True)) == [
        ("strength", "Chiến lược rõ", "1.1"),
        ("weakness", "Chưa công khai", "1.1"),
    ]
    row = office.read("select * from lens.recommendation", lens=lens).iloc[0]
    assert (row["text"], row["criterion_code"], row["ends_on"]) == (
        "Trồng thêm cây xanh",
        "3.1",
        date(2024, 5, 31),
    )
    revisions = office.rows("select revision_id, hand_in_id, kind from kept.revision order by revision_id")
    assert [(row["revision_id"], row["hand_in_id"], row["kind"]) for row in revisions] == [
        (receipt, receipt, "findings"),
        (f"{receipt}-2", receipt, "recommendations"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Không", []),
        ("Không có", []),
        ("Chưa phát hiện điểm yếu", []),
        ("0", []),
        ("Không có phòng Tin học", ["Không có phòng Tin học"]),
        ("Chưa có sân tập", ["Chưa có sân tập"]),
    ],
)
def test_a_school_that_says_it_has_no_weakness_has_none(
    book: Book, office: Store, hand_in: Callable[..., str], typed: str, found: list[str]
) -> None:
    rows = [["STT", "Tiêu chí", "Điểm mạnh", "Điểm yếu"], [1, "1.1", "Chiến lược rõ", typed]]
    hand_in(book({"A": rows}), Given("THCS-Minh", "2023-2024"))
    lens = office_lens(date(2026, 12, 1))
    told = office.read("select text from lens.finding where finding = 'weakness'", lens=lens)
    assert list(told["text"]) == found
    assert office.rows("select texts ->> 'weakness' as typed from kept.form_line") == [{"typed": typed}]


def test_the_same_workbook_twice_is_recognised_and_with_a_correction_it_is_another(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    content = book(
        {"A": [PLAN, [1, "1.1", "Đủ sổ", "Lập sổ"]], "B": [RESULTS, [1, "1.1", "Lập sổ", None, "Đã lập"]]}
    )
    given = Given("THCS-Minh", "2023-2024")
    first = hand_in(content, given)
    assert hand_in(content, given) == first
    corrected = Given("THCS-Minh", "2023-2024", edits=(Edit("A", "C2", "Đủ 12 sổ"),))
    second = hand_in(content, corrected)
    assert second != first
    lens = office_lens(date(2026, 12, 1))
    assert list(office.read("select target from lens.plan_line", lens=lens)["target"]) == ["Đủ 12 sổ"]
    assert office.rows("select sheet, cell, before, after, origin from kept.edit where revision_id = $id", {"id": second}) == [
        {"sheet": "A", "cell": "C2", "before": "Đủ sổ", "after": "Đủ 12 sổ", "origin": "typed"}
    ]  # fmt: skip
    # The table in which nothing was corrected stays as it was handed in, and accepted if it was.
    kinds = office.rows("select hand_in_id, kind from kept.revision order by recorded_at, kind desc")
    assert [(row["hand_in_id"], row["kind"]) for row in kinds] == [
        (first, "results"),
        (first, "plan"),
        (second, "plan"),
    ]


def test_a_correction_is_told_and_an_empty_one_empties_the_cell(
    book: Book, office: Store, reader: Reader
) -> None:
    content = book({"A": [PLAN, [1, "1.1", "Đủ sổ", "Lập sổ", None, "khi nào xong thì xong"]]})
    given = Given("THCS-Minh", "2023-2024", edits=(Edit("A", "F2", "HKI"), Edit("A", "C2", "")))
    understood = desk.examine(office, reader, content, file_name="a.xlsx", given=given)
    line = understood.lines[0]
    assert isinstance(line, PlanLine)
    assert (line.target, line.time_text, line.ends_on) == (None, "HKI", date(2024, 1, 15))
    assert codes(understood) == {"cell_edited"}


def test_what_excel_ate_is_offered_as_a_correction_that_is_clean_once_taken(
    book: Book, office: Store, reader: Reader
) -> None:
    rows = [PLAN, [1, 1.9, "A", "B", None, "HKI"], [2, 1.1, "Có 2 bảo vệ", "Trực", None, "HKI"]]
    given = Given("THCS-Minh", "2023-2024")
    understood = desk.examine(office, reader, book({"A": rows}), file_name="a.xlsx", given=given)
    offered = [(each.cell, each.before, each.after) for each in understood.suggestions]
    assert offered == [("B3", "1.1", "Tiêu chí 1.10: Đảm bảo an ninh trật tự, an toàn trường học")]
    taken = tuple(Edit(each.sheet, each.cell, each.after, "suggested") for each in understood.suggestions)
    again = desk.examine(
        office,
        reader,
        book({"A": rows}),
        file_name="a.xlsx",
        given=Given("THCS-Minh", "2023-2024", edits=taken),
    )
    assert codes(again) == {"cell_edited"}
    assert again.suggestions == ()


def test_an_unknown_heading_is_asked_for_and_the_answer_reads_the_column(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    rows = [
        ["TT", "Tiêu chí", "Kết quả cần đạt", "Việc phải lo", "Linh tinh"],
        [1, "1.1", "Đủ sổ", "Lập sổ", "x"],
    ]
    given = Given("THCS-Minh", "2023-2024")
    understood = desk.examine(office, reader, book({"A": rows}), file_name="a.xlsx", given=given)
    asked = {question.text: dict(question.options) for question in understood.questions}
    assert set(asked) == {"Việc phải lo", "Linh tinh"}
    assert asked["Việc phải lo"]["action"] == "Công việc/giải pháp cần thực hiện"
    said = (Answer(HEADING, "Việc phải lo", "action"), Answer(HEADING, "Linh tinh", NOT_READ))
    hand_in(book({"A": rows}), Given("THCS-Minh", "2023-2024", answers=said))
    later = desk.examine(
        office, reader, book({"A": [*rows, [2, "1.3", "Đủ", "Họp"]]}), file_name="b.xlsx", given=given
    )
    assert [line.action for line in later.lines if isinstance(line, PlanLine)] == ["Lập sổ", "Họp"]
    assert "unknown_heading" not in codes(later)


def test_an_answer_about_a_criterion_holds_under_its_own_law_alone(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    rows = [["TT", "Tiêu chí", "Kết quả cần đạt", "Giải pháp"], [1, "Phòng bộ môn", "Đủ phòng", "Xây thêm"]]
    said = (Answer(CRITERION, "Phòng bộ môn", "4.1"),)
    hand_in(book({"A": rows}), Given("THCS-Minh", "2023-2024", answers=said))
    for year, code in (("2023-2024", "4.1"), ("2026-2027", None)):  # 4.1 of TT57 is about buildings
        later = desk.examine(
            office, reader, book({"B": rows}), file_name="b.xlsx", given=Given("THCS-Minh", year)
        )
        assert [line.criterion_code for line in later.lines if isinstance(line, PlanLine)] == [code]
    said_elsewhere = Answer(CRITERION, "Phòng bộ môn", "4.1", scope="TT18-2018")
    given = Given("THCS-Minh", "2026-2027", answers=(said_elsewhere,))
    later = desk.examine(office, reader, book({"B": rows}), file_name="b.xlsx", given=given)
    assert [question.answer for question in later.questions] == [None]


def test_a_heading_is_remembered_for_its_own_form_alone(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    results = [
        ["TT", "Tiêu chí", "Đã hoàn thành", "Chưa triển khai", "Giải pháp"],
        [1, "1.1", "Đã họp", None, "Tự ghi"],
    ]
    said = (Answer(HEADING, "Giải pháp", "note"),)
    hand_in(book({"A": results}), Given("THCS-Minh", "2023-2024", answers=said))
    plan = [["TT", "Tiêu chí", "Kết quả cần đạt", "Giải pháp"], [1, "1.1", "Đủ sổ", "Lập sổ"]]
    given = Given("THCS-Minh", "2023-2024")
    later = desk.examine(office, reader, book({"A": plan}), file_name="b.xlsx", given=given)
    assert [(line.action, line.note) for line in later.lines if isinstance(line, PlanLine)] == [
        ("Lập sổ", None)
    ]


def test_a_column_left_out_by_an_earlier_answer_is_told_and_can_be_read_after_all(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    rows = [["TT", "Tiêu chí", "Kết quả cần đạt", "Giải pháp", "Linh tinh"], [1, "1.1", "Đủ", "Họp", "x"]]
    said = (Answer(HEADING, "Linh tinh", NOT_READ),)
    hand_in(book({"A": rows}), Given("THCS-Minh", "2023-2024", answers=said))
    content = book({"A": [*rows, [2, "1.3", "Đủ", "Lập", "y"]]})
    given = Given("THCS-Minh", "2023-2024")
    later = desk.examine(office, reader, content, file_name="b.xlsx", given=given)
    assert "answer_remembered" in codes(later)
    assert [(each.text, each.answer, each.is_remembered) for each in later.questions] == [
        ("Linh tinh", NOT_READ, True)
    ]
    given = Given("THCS-Minh", "2023-2024", answers=(Answer(HEADING, "Linh tinh", "note"),))
    after_all = desk.examine(office, reader, content, file_name="b.xlsx", given=given)
    assert [line.note for line in after_all.lines if isinstance(line, PlanLine)] == ["x", "y"]


def test_the_same_file_is_known_again_when_its_answers_are_remembered_by_now(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    content = book({"V": PLAN_57})
    said = (Answer(CRITERION, "Họp tự đánh giá", "1.4"), Answer(CRITERION, "Phòng bộ môn", "4.1"))
    first = hand_in(content, Given("THCS-Minh", "2026-2027", answers=said))
    assert hand_in(content, Given("THCS-Minh", "2026-2027")) == first
    otherwise = (Answer(CRITERION, "Phòng bộ môn", "3.1"),)
    assert hand_in(content, Given("THCS-Minh", "2026-2027", answers=otherwise)) != first


def test_a_school_of_the_schedule_is_asked_for_once_for_the_office(
    book: Book, office: Store, reader: Reader, hand_in: Callable[..., str]
) -> None:
    content = book({"A": [*SCHEDULE, [1, "Trường Ba Cây Thông", "10/2024", "X", None]]})
    given = Given(school_year="2024-2025")
    understood = desk.examine(office, reader, content, file_name="lich.xlsx", given=given)
    assert [(question.question, question.text) for question in understood.questions] == [
        (SCHOOL, "Trường Ba Cây Thông")
    ]
    hand_in(
        content, Given(school_year="2024-2025", answers=(Answer(SCHOOL, "Trường Ba Cây Thông", "TH-Phượng"),))
    )
    later = desk.examine(office, reader, content, file_name="lich.xlsx", given=Given(school_year="2025-2026"))
    line = later.lines[0]
    assert isinstance(line, ScheduleLine)
    assert line.school_code == "TH-Phượng"


@pytest.mark.parametrize(
    ("word", "not_started", "status", "code"),
    [
        ("Hoàn thành", None, "done", None),  # the column ends the doubt of text in both columns
        ("Đang thực hiện", None, "in_progress", None),
        ("Hoàn thành", "Chưa mua máy", "needs_review", "status_contradiction"),
        ("tàm tạm", None, "needs_review", "status_word_unknown"),
    ],
)
def test_a_status_column_in_the_results_is_believed_unless_it_contradicts_itself(
    book: Book, examine: Examine, word: str, not_started: str | None, status: str, code: str | None
) -> None:
    head = [*RESULTS[:-1], "Mức độ thực hiện"]
    row = [1, "1.1", "Lập sổ", None, "Đã lập sổ", "Tiếp tục ghi", not_started, word]
    understood = examine(book({"A": [head, row]}))
    line = understood.lines[0]
    assert isinstance(line, ResultLine)
    assert (line.status_text, line.suggested_status) == (word, status)
    assert code is None or code in codes(understood)


def test_a_list_of_schools_adds_new_ones_and_describes_known_ones_anew(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    rows = [
        ["STT", "Tên trường", "Cấp học", "Loại hình", "Phường, xã", "Mã trường"],
        [1, "Bình Minh", "THCS", "Công lập", "Phường Tân Thuận", None],  # known, now with its ward
        [2, "MN Hoa Sen", "Mầm non", "Ngoài công lập", "Phường Phú Mỹ", "79778401"],  # new, with a code
        [3, "Trường Tiểu học Lê Lợi", "Tiểu học", None, None, None],  # new, without one
    ]
    hand_in(book({"DS": rows}), Given())
    found = {
        row["school_code"]: (row["school_name"], row["level"], row["ownership"], row["ward"])
        for row in office.read("select * from lens.school", lens=office_lens(date(2026, 12, 1))).to_dict(
            "records"
        )
    }
    assert found["THCS-Minh"] == ("THCS Bình Minh", "THCS", "public", "Phường Tân Thuận")
    assert found["79778401"] == ("MN Hoa Sen", "MN", "private", "Phường Phú Mỹ")
    assert found["TH-LE-LOI"][:3] == ("Trường Tiểu học Lê Lợi", "TH", "public")
    assert len(found) == 7


@pytest.mark.parametrize(
    ("line", "code", "level"),
    [
        (["MN Hoa Cúc", "MN", "THCS-Minh"], "school_code_of_another", "warning"),  # a code typed wrongly
        (["Trường THCS Bình Minh", "THCS", "THCS-Minh"], "school_written_otherwise", "note"),
        (["THCS Bình Minh", "THCS", "79001"], "school_code_differs", "warning"),
        (["THCS Bình Minh", "TH", "thcs-minh"], "school_level_changes", "warning"),
        (
            ["MN Hoa Cúc", "MN", "office"],
            "school_code_unusable",
            "warning",
        ),  # whoever has it would see all schools
        (["MN Hoa Cúc", "MN", "79 001 và 79 002"], "school_code_unusable", "warning"),
    ],
)
def test_what_a_list_of_schools_would_overwrite_is_told(
    book: Book, office: Store, hand_in: Callable[..., str], line: list[object], code: str, level: str
) -> None:
    content = book({"DS": [["Tên trường", "Cấp học", "Mã trường"], line]})
    receipt = hand_in(content, Given())
    kept = office.rows(
        "select level from kept.problem where revision_id = $id and code = $code",
        {"id": receipt, "code": code},
    )
    assert kept == [{"level": level}]
    known = office.read("select school_code from lens.school", lens=office_lens(date(2026, 12, 1)))
    assert len(known) == 5, "no school is added"


def test_of_two_lines_about_one_school_or_code_the_first_counts_and_the_second_is_told(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    rows = [
        ["Tên trường", "Cấp học", "Mã trường"],
        ["THCS Bình Minh", "THCS", "THCS-Minh"],
        ["MN Hoa Cúc", "MN", "THCS-Minh"],  # a code copied from the line above
        ["MN Hoa Mai", "MN", "79001"],
        ["MN Hoa Lan", "MN", "79001"],
    ]
    receipt = hand_in(book({"DS": rows}), Given())
    names = {row["school_code"]: row["name"] for row in schools.listing(office)}
    assert (names["THCS-Minh"], names["79001"], len(names)) == ("THCS Bình Minh", "MN Hoa Mai", 6)
    told = office.rows(
        "select cell from kept.problem where revision_id = $id and code = 'school_listed_twice' order by cell",
        {"id": receipt},
    )
    assert told == [{"cell": "A3"}, {"cell": "A5"}]


def test_a_list_of_schools_opens_no_school_that_was_closed(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    closed = SchoolVersion("THCS-Minh", "THCS Bình Minh", "THCS", is_open=False, successor_code="THCS-Sáu")
    schools.record(office, [closed], at=AT, by="test")
    rows = [["Tên trường", "Cấp học", "Phường, xã"], ["THCS Bình Minh", "THCS", "Phường Tân Thuận"]]
    hand_in(book({"DS": rows}), Given())
    found = next(row for row in schools.listing(office) if row["school_code"] == "THCS-Minh")
    assert (found["ward"], found["is_open"], found["successor_code"]) == (
        "Phường Tân Thuận",
        False,
        "THCS-Sáu",
    )


def test_a_list_of_recognitions_counts_until_it_is_withdrawn(
    book: Book, office: Store, hand_in: Callable[..., str]
) -> None:
    rows = [
        ["STT", "Tên trường", "Loại công nhận", "Cấp độ/Mức độ", "Số quyết định", "Ngày ký", "Ngày hết hạn"],
        [1, "THCS Bình Minh", "KĐCLGD", "Cấp độ 1", "1494/QĐ-SGDĐT", "13/06/2022", None],
        [
            2,
            "Tiểu học Hoa Phượng",
            "Chuẩn quốc gia",
            "Mức độ 2",
            "15/QĐ-UBND",
            datetime(2023, 1, 5),
            "05/01/2028",
        ],
        [3, "Trường chưa biết", "KĐCLGD", 1, "2/QĐ-SGDĐT", "01/02/2023", None],
    ]
    lens = office_lens(date(2026, 12, 1))
    receipt = hand_in(book({"DS": rows}), Given())
    found = office.read("select * from lens.recognition order by school_code", lens=lens)
    assert found[
        ["school_code", "kind", "grade", "decision_number", "signed_on", "expires_on"]
    ].values.tolist() == [
        ["TH-Phượng", "CQG", 2, "15/QĐ-UBND", date(2023, 1, 5), date(2028, 1, 5)],
        ["THCS-Minh", "KDCL", 1, "1494/QĐ-SGDĐT", date(2022, 6, 13), date(2027, 6, 13)],
    ]
    after.withdraw(office, receipt, reason="nhầm", by="test", at=datetime(2026, 9, 21, tzinfo=TIME_ZONE))
    assert office.read("select * from lens.recognition", lens=lens).empty
