"""From a workbook to lines and problems: the forms as schools really type them."""

from __future__ import annotations

import errno
import json
import os
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data import schools
from data.intake import after, desk
from data.intake.draft import Understood
from data.intake.understanding import PlanLine, ResultLine, ScheduleLine
from data.lens import TIME_ZONE
from data.store import Store

AT = datetime(2024, 6, 1, 8, 0, tzinfo=TIME_ZONE)
Book = Callable[..., bytes]
Examine = Callable[..., Understood]
HandIn = Callable[[bytes, datetime], str]

PLAN = [
    "TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt (so với hiện trạng)", "Công việc/giải pháp cần thực hiện",
    "Chủ trì và phối hợp thực hiện", "Thời gian thực hiện và hoàn thành", "Dự kiến kinh phí",
    "Điều kiện hỗ trợ khác", "Ghi chú",
]  # fmt: skip
RESULTS = [
    "TT", "Tiêu chuẩn, tiêu chí", "ND Kế hoạch cải tiến chất lượng được XD đầu năm",
    "ND Kế hoạch cải tiến chất lượng giáo dục đã được điều chỉnh", "Những công việc đã triển khai xong theo đúng KH",
    "Những công việc đang triển khai theo KH, hoặc chậm so với KH (lý do chậm tiến độ), "
    "đánh giá sơ bộ về những ND đã triển khai",
    "Những công việc chưa triển khai", "Ghi chú",
]  # fmt: skip
ONE = "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"
SCHEDULE = [
    ["STT", "TÊN TRƯỜNG", "THỜI GIAN\nĐÁNH GIÁ NGOÀI", "ĐỀ NGHỊ\nCÔNG NHẬN", None],
    [None, None, None, "KĐCL", "CQG"],
]


def plan(*rows: list[object], head: list[object] | None = None) -> dict[str, list[list[object]]]:
    return {"Kế hoạch": [list(head or PLAN), *rows]}


def codes(understood: Understood) -> list[str | None]:
    return [line.criterion_code for line in understood.lines if not isinstance(line, ScheduleLine)]


def problem_cells(understood: Understood) -> dict[str, str | None]:
    return {problem.code: problem.cell for problem in understood.problems}


def first_plan_line(understood: Understood) -> PlanLine:
    line = understood.lines[0]
    assert isinstance(line, PlanLine)
    return line


def test_a_plain_plan_is_accepted_with_every_cell_in_its_field(book: Book, examine: Examine) -> None:
    row = [
        None,
        "Tiêu chí 1.3",
        "Có 12 buổi sinh hoạt",
        "Lập lịch",
        "Phó hiệu trưởng",
        "HKI",
        "5 triệu",
        "Phòng họp",
        "gấp",
    ]
    understood = examine(book(plan([1, ONE], row)))
    line = first_plan_line(understood)
    assert (understood.kind, understood.outcome, understood.framework_code) == (
        "plan",
        "accepted",
        "TT18-2018",
    )
    assert (line.criterion_code, line.target, line.action) == ("1.3", "Có 12 buổi sinh hoạt", "Lập lịch")
    assert (line.responsible, line.support, line.note) == ("Phó hiệu trưởng", "Phòng họp", "gấp")
    assert (line.time_text, line.starts_on, line.ends_on) == ("HKI", date(2023, 9, 5), date(2024, 1, 15))
    assert (line.budget_text, line.budget_vnd) == ("5 triệu", 5_000_000)
    assert json.loads(line.cells)["target"] == ["C3"]
    assert (line.sheet, line.first_row, line.last_row) == ("Kế hoạch", 3, 3)


def test_the_header_may_stand_anywhere_in_any_order_and_abbreviated(book: Book, examine: Examine) -> None:
    rows = [
        [None, "UBND quận mẫu"],
        [],
        [None, None, "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG"],
        [],
        [None, None, "G/c", "Thời gian TH", "T.chí", "Giải pháp", "KQ cần đạt"],
        [None, None, "x1", "9/2023", "1.3", "Mở lớp", "Đủ sổ"],
    ]
    line = first_plan_line(understood := examine(book({"Sheet1": rows})))
    assert codes(understood) == ["1.3"]
    assert (line.note, line.time_text, line.action, line.target) == ("x1", "9/2023", "Mở lớp", "Đủ sổ")


def test_a_page_break_row_continues_the_row_above_column_by_column(book: Book, examine: Examine) -> None:
    understood = examine(
        book(
            plan(
                [None, "Tiêu chí 1.1", "Phổ biến chiến lược của nhà", "Họp đầu năm", "Hiệu trưởng,", "HKI"],
                [],
                [None, None, "trường đến phụ huynh", "và đăng lên trang web", "tổ trưởng"],
                [None, "Tiêu chí 1.3", "Đổi mới sinh hoạt", "Lập lịch", "Bí thư", "HKII"],
            )
        )
    )
    line = first_plan_line(understood)
    assert codes(understood) == ["1.1", "1.3"]
    assert line.target == "Phổ biến chiến lược của nhà trường đến phụ huynh"
    assert (line.responsible, line.first_row, line.last_row) == ("Hiệu trưởng, tổ trưởng", 2, 4)
    assert json.loads(line.cells)["target"] == ["C2", "C4"]


def test_a_row_that_lost_its_leading_cell_is_read_back_into_its_columns(book: Book, examine: Examine) -> None:
    understood = examine(
        book(
            plan(
                ["3 Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"],
                ["Tiêu chí 3.1", "Trồng 20 cây", "Phân công lớp", "Bảo vệ", "Suốt năm học"],
                [None, "xanh tốt", "chăm sóc"],
            )
        )
    )
    line = first_plan_line(understood)
    assert (line.criterion_code, line.target, line.action) == (
        "3.1",
        "Trồng 20 cây xanh tốt",
        "Phân công lớp chăm sóc",
    )
    assert (line.responsible, line.is_recurring, line.ends_on) == ("Bảo vệ", True, date(2024, 5, 31))
    assert problem_cells(understood) == {"row_shifted": "A3"}


def test_a_shifted_row_is_known_however_its_code_is_typed_and_never_joined_silently(
    book: Book, examine: Examine
) -> None:
    rows = [
        ["Tiêu chí 3.1", "A", "Việc A", "Bảo vệ", "HKI"],
        ["Tiêu chí3.2:", "B", "Việc B", "Bảo vệ", "HKI"],
        ["Tiêu chí ba chấm ba", "C", "Việc C", "Bảo vệ", "HKI"],
    ]
    understood = examine(book(plan(*rows)))
    assert codes(understood) == ["3.1", "3.2"]
    assert problem_cells(understood) == {"row_shifted": "A2, A3", "row_joined": "A4", "time_unsure": "E3"}


def test_a_criterion_as_a_title_above_its_lines(book: Book, examine: Examine) -> None:
    rows = [
        [None, "Tiêu chí 1.1: Phương hướng, chiến lược xây dựng và phát triển nhà trường"],
        [1, None, "A", "Việc A", "BGH", "HKI"],
        [2, None, "B", "Việc B", "BGH", "HKI"],
        [None, "Tiêu chí 1.2"],
        [None, None, "C", "Việc C", "BGH", "HKI"],
    ]
    understood = examine(book(plan(*rows)))
    assert [(line.criterion_code, getattr(line, "target", "")) for line in understood.lines] == [
        ("1.1", "A"),
        ("1.1", "B"),
        ("1.2", "C"),
    ]


def test_the_code_may_stand_in_the_column_of_the_numbers(book: Book, examine: Examine) -> None:
    rows = [
        [
            "1.2",
            "Hội đồng trường (Hội đồng quản trị đối với trường tư thục) và các hội đồng khác",
            "A",
            "B",
            "C",
            "HKI",
        ],
        ["1.9", "Dân chủ trong nhà trường", "A", "B", "C", "HKI"],
    ]
    understood = examine(book(plan(*rows)))
    assert codes(understood) == ["1.2", "1.9"]
    assert problem_cells(understood) == {"criterion_from_ordinal": "B3"}


def test_a_continuation_that_begins_like_a_signature_is_no_signature(book: Book, examine: Examine) -> None:
    rows = [
        [None, "Tiêu chí 1.1", "Đủ sổ", "Phân công", "BGH", "HKI"],
        [None, None, None, "KT hồ sơ hằng tháng", "Hiệu trưởng"],
        [None, "Tiêu chí 1.2", "A", "B", "C", "HKI"],
        ["Tổng cộng", None, None, None, None, None, "5 triệu"],
        [None, None, None, None, "KT. HIỆU TRƯỞNG"],
        [None, None, None, None, "PHÓ HIỆU TRƯỞNG"],
        [None, None, "một dòng", "còn sót", "bên dưới"],
    ]
    understood = examine(book(plan(*rows)))
    assert codes(understood) == ["1.1", "1.2"]
    assert first_plan_line(understood).action == "Phân công KT hồ sơ hằng tháng"
    assert problem_cells(understood) == {"loose_row": "C8"}, "what looks like a line is not dropped silently"


def test_a_value_merged_over_rows_is_not_said_twice_in_one_line(book: Book, examine: Examine) -> None:
    rows = [[1, "1.1", "Một", "Việc", "BGH", "HKI"], [None, None, "hai", "ba"]]
    line = first_plan_line(examine(book(plan(*rows), merges=["E2:E3", "F2:F3"])))
    assert (line.target, line.responsible, line.time_text) == ("Một hai", "BGH", "HKI")


def test_standard_titles_numbers_of_columns_rules_and_footers_are_no_lines(
    book: Book, examine: Examine
) -> None:
    understood = examine(
        book(
            plan(
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
                [1, ONE],
                [None, "Tiêu chí 1.1", "Mục tiêu A", "Việc A", "Hiệu trưởng", "HKI"],
                ["--", "---", "--", "---"],
                PLAN,
                [None, "Tiêu chí 1.2", "Mục tiêu B", "Việc B", "Hiệu trưởng", "HKI"],
                [],
                [None, None, None, None, None, "Quận Mẫu, ngày 5 tháng 9 năm 2023"],
                ["Nơi nhận:", None, None, None, None, "HIỆU TRƯỞNG"],
                ["- Phòng GDĐT (để báo cáo);"],
                ["- Lưu: VT."],
            )
        )
    )
    assert codes(understood) == ["1.1", "1.2"]
    assert understood.outcome == "accepted"
    assert first_plan_line(understood).last_row == 4


@pytest.mark.parametrize(
    ("typed", "number_format", "code", "problem"),
    [
        pytest.param(1.1, "0.00", "1.10", None, id="the format shows the zero that the number lost"),
        pytest.param(
            1.1, "General", "1.10", "criterion_trailing_zero", id="after 1.9 a bare 1.1 was 1.10: said aloud"
        ),
        pytest.param("1.10", "@", "1.10", None, id="text keeps its zero"),
        pytest.param(
            "Tiêu chí 1.10: Đảm bảo an ninh trật tự, an toàn trường học", "@", "1.10", None, id="with title"
        ),
    ],
)
def test_1_10_is_not_1_1(
    book: Book, examine: Examine, typed: object, number_format: str, code: str, problem: str | None
) -> None:
    rows = [
        [1, 1.1, "A", "Việc", "BGH", "HKI"],
        [2, "1.9", "B", "Việc", "BGH", "HKI"],
        [3, typed, "C", "Việc", "BGH", "HKI"],
    ]
    understood = examine(book(plan(*rows), formats={"B4": number_format}))
    assert codes(understood) == ["1.1", "1.9", code]
    assert problem_cells(understood) == ({problem: "B4"} if problem else {})


def test_a_format_over_the_whole_column_says_nothing_of_1_10(book: Book, examine: Examine) -> None:
    rows = [[n, code, "A", "Việc", "BGH", "HKI"] for n, code in enumerate((1.1, 1.2, 1.9, 1.1, 2.1), start=1)]
    understood = examine(book(plan(*rows), formats={f"B{row}": "0.00" for row in range(2, 7)}))
    assert codes(understood) == ["1.1", "1.2", "1.9", "1.10", "2.1"]
    assert problem_cells(understood) == {"criterion_trailing_zero": "B5"}


def test_a_code_that_excel_made_a_date_is_read_back_and_said(book: Book, examine: Examine) -> None:
    understood = examine(book(plan([1, datetime(2023, 2, 1), "A", "Việc", "BGH", "HKI"])))
    assert codes(understood) == ["1.2"]
    assert problem_cells(understood) == {"criterion_was_date": "B2"}


def test_a_month_that_excel_made_a_date_is_a_month_again(book: Book, examine: Examine) -> None:
    rows = [1, "1.2", "A", "Việc", "BGH", datetime(2023, 9, 1)]
    line = first_plan_line(examine(book(plan(rows), formats={"F2": "m/yyyy"})))
    assert (line.starts_on, line.ends_on, line.time_precision) == (
        date(2023, 9, 1),
        date(2023, 9, 30),
        "month",
    )
    assert line.time_text == "9/2023"


def test_nfd_nbsp_and_dashes_change_nothing(book: Book, examine: Examine) -> None:
    head = [unicodedata.normalize("NFD", heading) for heading in PLAN]
    row = [None, unicodedata.normalize("NFD", "Tiêu chí\u00a01.2"), "A", "Việc", "BGH", "Năm học 2023 – 2024"]
    line = first_plan_line(examine(book(plan(row, head=head))))
    assert (line.criterion_code, line.starts_on, line.ends_on) == ("1.2", date(2023, 9, 5), date(2024, 5, 31))


def test_a_plan_in_an_old_font_is_read_and_shown_before_and_after(book: Book, examine: Examine) -> None:
    rows = [
        [
            "TT",
            "Tiªu chuÈn, tiªu chÝ",
            "KÕt qu¶ cÇn ®¹t",
            "Gi¶i ph¸p thùc hiÖn",
            "Thêi gian thùc hiÖn",
            "Ghi chó",
        ],
        [1, "Tiªu chÝ 1.3", "§ñ s¸ch cho häc sinh", "Phèi hîp víi phô huynh", "Häc kú I", "Kh«ng"],
    ]
    understood = examine(book({"KH": rows}))
    line = first_plan_line(understood)
    assert (line.criterion_code, line.target, line.action) == (
        "1.3",
        "Đủ sách cho học sinh",
        "Phối hợp với phụ huynh",
    )
    assert (line.time_text, line.starts_on, line.note) == ("Học kỳ I", date(2023, 9, 5), "Không")
    assert {problem.code for problem in understood.problems} <= {"legacy_font", "legacy_font_unsure"}
    assert understood.has("legacy_font")


def test_a_criterion_merged_over_rows_belongs_to_each_of_them(book: Book, examine: Examine) -> None:
    rows = [
        [1, "Tiêu chí 2.2", "Đạt 100%", "Mở lớp", "PHT", "HKI", "2 triệu"],
        [None, None, "Có chứng chỉ", "Cử đi học", "HT", "HKII"],
        [2, "Tiêu chí 2.3", "Đủ người", "Tuyển", "HT", "HKI"],
    ]
    understood = examine(book(plan(*rows), merges=["B2:B3", "G2:G3"]))
    assert codes(understood) == ["2.2", "2.2", "2.3"]
    money = [line.budget_vnd for line in understood.lines if isinstance(line, PlanLine)]
    assert money == [2_000_000, None, None], "a merged amount is one amount"


def test_a_start_and_a_finish_column_make_one_window(book: Book, examine: Examine) -> None:
    head = ["STT", "Tiêu chí", "Mục tiêu", "Giải pháp", "Bắt đầu", "Hoàn thành", "Biện pháp giám sát"]
    line = first_plan_line(
        examine(book(plan([1, "1.2", "A", "B", "10/2023", "15/3/2024", "Kiểm tra sổ"], head=head)))
    )
    assert (line.starts_on, line.ends_on, line.supervision) == (
        date(2023, 10, 1),
        date(2024, 3, 15),
        "Kiểm tra sổ",
    )


def test_codes_follow_the_framework_of_the_school(book: Book, examine: Examine) -> None:
    content = book(plan([1, "Tiêu chí 5.6", "A", "B", "C", "HKI"], [2, "Tiêu chí 1.1", "A", "B", "C", "HKI"]))
    assert codes(examine(content)) == ["5.6", "1.1"]
    in_primary = examine(content, school="TH-Phượng")
    assert codes(in_primary) == [None, "1.1"], "TT17 has no 5.6"
    assert problem_cells(in_primary) == {"criterion_not_in_framework": "B2"}
    assert examine(content, year="2026-2027").framework_code == "TT57-2026-PT"


def test_one_sheet_per_standard_is_one_plan(book: Book, examine: Examine) -> None:
    sheets = {
        "TC1": [PLAN, [1, "1.1", "A", "B", "C", "HKI"]],
        "TC2": [PLAN, [1, "2.1", "A", "B", "C", "HKI"]],
        "Bìa": [["Trang bìa"]],
        "Nháp": [PLAN, [1, "3.1", "A", "B", "C", "HKI"]],
    }
    understood = examine(book(sheets, hidden=["Nháp"]))
    assert codes(understood) == ["1.1", "2.1"]
    assert {problem.code for problem in understood.problems} == {"sheet_unread", "sheet_hidden"}


def test_seed_style_results_are_all_to_be_reviewed_and_none_done(book: Book, examine: Examine) -> None:
    rows = [
        [None, None, "Kết quả thực hiện", None, None, None, "Ghi chú"],
        [None, None, "ND Kế hoạch cải tiến chất lượng giáo dục năm học 2023 – 2024"],
        RESULTS[:7],
        [1, ONE],
        [None, "<i>Tiêu chí 1.1</i>", "Họp phụ huynh", None, "Đã họp hai lần", "Cập nhật trang web", "Không"],
        [None, "<i>Tiêu chí</i> 2.1", "Học lớp quản lý", None, "100% đã học", "Duy trì việc học", "KHông"],
        [
            4,
            "<i>Tiêu chí</i> 4.2\nPhối hợp với phường để mở lớp cho cán bộ khu phố",
            "Đã mở lớp",
            "Tiếp tục",
            "Không",
        ],
        [
            "<i>Tiêu chí</i> 5.2\nTăng cường rút kinh nghiệm sau từng đợt bồi dưỡng",
            "Đã lập đội",
            "Chuẩn bị",
            "Không",
        ],
    ]
    understood = examine(book({"Kết quả": rows}))
    lines = [line for line in understood.lines if isinstance(line, ResultLine)]
    assert [line.criterion_code for line in lines] == ["1.1", "2.1", "4.2", "5.2"]
    assert [line.suggested_status for line in lines] == ["needs_review"] * 4
    assert [line.done_text for line in lines] == ["Đã họp hai lần", "100% đã học", "Đã mở lớp", "Đã lập đội"]
    assert lines[3].plan_initial == "Tăng cường rút kinh nghiệm sau từng đợt bồi dưỡng"
    assert lines[3].criterion_text == "Tiêu chí 5.2"
    assert problem_cells(understood)["row_realigned"] == "B7, A8"


def test_a_results_row_without_its_empty_cell_is_not_believed_to_be_done(
    book: Book, examine: Examine
) -> None:
    rows = [
        RESULTS,
        [1, "1.1", "A", None, "Xong", None, "Không"],
        [2, "1.2", "B", None, "Xong", None, "Không"],
        [3, "1.3", "C", "Đã xong một phần", "Đang làm tiếp", "Không"],
    ]
    understood = examine(book({"KQ": rows}))
    assert [getattr(line, "suggested_status", "") for line in understood.lines] == [
        "done",
        "done",
        "needs_review",
    ]
    assert problem_cells(understood)["row_maybe_shifted"] == "D4"


def test_three_header_rows_with_merged_headings(book: Book, examine: Examine) -> None:
    rows = [
        [
            "TT",
            "Tiêu chuẩn, tiêu chí",
            "ND Kế hoạch cải tiến",
            None,
            "Kết quả thực hiện",
            None,
            None,
            "Ghi chú",
        ],
        [None, None, "Đầu năm", "Điều chỉnh", "Đã xong", "Đang triển khai", "Chưa triển khai", None],
        [None, "Tiêu chí 1.4", "Kiện toàn", None, None, None, "Thiếu nhân sự", "chờ"],
    ]
    understood = examine(book({"KQ": rows}, merges=["A1:A2", "B1:B2", "C1:D1", "E1:G1", "H1:H2"]))
    line = understood.lines[0]
    assert isinstance(line, ResultLine)
    assert (line.plan_initial, line.not_started_text, line.note) == ("Kiện toàn", "Thiếu nhân sự", "chờ")
    assert line.suggested_status == "not_started"


def test_a_schedule_with_two_header_rows_marks_and_a_gap_in_its_numbers(book: Book, examine: Examine) -> None:
    rows = [
        ["Số:   1402  /KH-GDĐT"],
        ["Kế hoạch thực hiện đánh giá ngoài trong năm học 2024-2025"],
        *SCHEDULE,
        [1, "MN Canada - Việt Nam", "Tháng 01/2025", "X", None],
        [2, "Tiểu học Võ Thị Sáu", "Tháng 11/2024", " x ", " "],
        [4, "THCS Bình Minh", "15/12/2024", "X", "X  "],
        ["Nơi nhận:", None, None, "KT.TRƯỞNG PHÒNG"],
    ]
    understood = examine(book({"Lịch": rows}), school=None, year=None)
    lines = [line for line in understood.lines if isinstance(line, ScheduleLine)]
    assert (understood.kind, understood.school_year, understood.document_number) == (
        "schedule",
        "2024-2025",
        "1402/KH-GDĐT",
    )
    assert [line.school_code for line in lines] == ["MN-Nam", "TH-Sáu", "THCS-Minh"]
    assert [(line.asks_kdcl, line.asks_cqg) for line in lines] == [(True, False), (True, False), (True, True)]
    assert (lines[0].starts_on, lines[0].ends_on) == (date(2025, 1, 1), date(2025, 1, 31))
    assert (lines[2].starts_on, lines[2].ends_on, lines[2].time_precision) == (
        date(2024, 12, 15),
        date(2024, 12, 15),
        "day",
    )
    assert understood.outcome == "accepted"


def test_a_schedule_line_of_an_unknown_or_ambiguous_school_is_kept_and_said(
    book: Book, examine: Examine
) -> None:
    rows = [*SCHEDULE, [1, "Võ Thị Sáu", "10/2024", "X"], [2, "Phân hiệu THPT Ngôi Sao", "11/2024", "X"]]
    understood = examine(book({"Lịch": rows}), school=None, year="2024-2025")
    assert [getattr(line, "school_code", "") for line in understood.lines] == [None, None]
    assert problem_cells(understood) == {"school_candidates": "B3", "school_out_of_scope": "B4"}


def test_school_year_and_number_come_from_the_rows_above(book: Book, examine: Examine) -> None:
    rows = [
        ["UBND QUẬN MẪU", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["TRƯỜNG THCS BÌNH MINH"],
        ["Số: 12/KH-THCSBM", None, None, "Quận Mẫu, ngày 15 tháng 9 năm 2023"],
        ["KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC"],
        ["Năm học 2023 – 2024"],
        ["Căn cứ kết quả thực hiện năm học 2022 – 2023;"],
        PLAN,
        [1, "1.1", "A", "B", "C", "HKI"],
    ]
    understood = examine(book({"Sheet1": rows}), school=None, year=None)
    assert (understood.school_code, understood.school_year) == ("THCS-Minh", "2023-2024")
    assert (understood.document_number, understood.document_on) == ("12/KH-THCSBM", date(2023, 9, 15))


@pytest.mark.parametrize(
    ("file_name", "school"),
    [
        pytest.param("KH CTCL THCS Bình Minh 2023-2024.xlsx", "THCS-Minh", id="among other words"),
        pytest.param("ke_hoach_THCS_Binh_Minh_2023-2024.xlsx", "THCS-Minh", id="without accents"),
        pytest.param(
            "KH cai tien MN Canada - Việt Nam 2023-2024.xlsx", "MN-Nam", id="a dash inside the name"
        ),
        pytest.param("2023-2024 TH Võ Thị Sáu.xlsx", "TH-Sáu", id="the level tells two schools apart"),
        pytest.param("KH Võ Thị Sáu 2023-2024.xlsx", None, id="two schools of that name: asked"),
        pytest.param("Ke hoach 2023-2024.xlsx", None, id="no name: asked"),
    ],
)
def test_the_file_name_may_tell_school_and_year(
    book: Book, examine: Examine, file_name: str, school: str | None
) -> None:
    understood = examine(book(plan([1, "1.1", "A", "B", "C", "HKI"])), file_name, school=None, year=None)
    assert (understood.school_code, understood.school_year) == (school, "2023-2024")
    assert (understood.outcome == "rejected") == (school is None)


@pytest.mark.parametrize(
    ("above", "school", "year", "code", "cell"),
    [
        pytest.param([], None, "2023-2024", "school_unknown", None, id="no school anywhere"),
        pytest.param(
            [["Trường Võ Thị Sáu"]], None, "2023-2024", "school_unsure", "A1", id="one name, two levels"
        ),
        pytest.param(
            [["Trường THCS Hừng Đông"]], None, "2023-2024", "school_unknown", "A1", id="a school of nobody"
        ),
        pytest.param(
            [["TRƯỜNG THCS VÕ THỊ SÁU"]], "THCS-Minh", "2023-2024", "other_school", "A1", id="another of ours"
        ),
        pytest.param(
            [["Đơn vị: THCS Hừng Đông"]], "THCS-Minh", "2023-2024", "other_school", "A1", id="another's name"
        ),
        pytest.param([], "THCS-Minh", None, "year_unknown", None, id="no year anywhere"),
        pytest.param(
            [["Năm học 2022-2023 và năm học 2023-2024"]],
            "THCS-Minh",
            None,
            "year_unsure",
            None,
            id="two years",
        ),
    ],
)
def test_what_is_unsure_is_asked_and_a_foreign_workbook_refused(
    book: Book,
    examine: Examine,
    above: list[list[object]],
    school: str | None,
    year: str | None,
    code: str,
    cell: str | None,
) -> None:
    rows = [*above, PLAN, [1, "1.1", "A", "B", "C", "HKI"]]
    understood = examine(book({"Sheet1": rows}), school=school, year=year)
    assert understood.outcome == "rejected"
    assert problem_cells(understood) == {code: cell}


def test_the_table_outweighs_the_file_name(book: Book, examine: Examine) -> None:
    own = book({"Sheet1": [["Trường THCS Bình Minh"], PLAN, [1, "1.1", "A", "B", "C", "HKI"]]})
    assert examine(own, "theo mẫu của THCS Võ Thị Sáu.xlsx").outcome == "accepted"
    nameless = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    assert examine(nameless, "KH THCS Võ Thị Sáu.xlsx").has("other_school")


def test_own_name_in_capitals_or_by_alias_is_no_other_school(book: Book, examine: Examine) -> None:
    for name in ("TRƯỜNG TRUNG HỌC CƠ SỞ BÌNH MINH", "Trường THCS Bình  Minh", "Đơn vị: Bình Minh"):
        understood = examine(book({"Sheet1": [[name], PLAN, [1, "1.1", "A", "B", "C", "HKI"]]}))
        assert understood.outcome == "accepted", name


@pytest.mark.parametrize(
    ("sheets", "kind", "code"),
    [
        pytest.param({"S": [["xin chào"]]}, None, "no_table", id="a sheet without a table"),
        pytest.param({"S": [PLAN]}, None, "no_lines", id="a table without lines"),
        pytest.param(
            {"A": [PLAN, [1, "1.1", "A"]], "B": [*SCHEDULE, [1, "THCS Bình Minh", "10/2024", "X", None]]},
            None,
            "kind_unsure",
            id="a school's table and the office's",
        ),
        pytest.param(
            {"A": [PLAN, [1, "1.1", "A"]]}, "results", "kind_other", id="not the kind that was said"
        ),
        pytest.param(
            {"A": [PLAN, [1, "9.9", "A", "B", "C", "HKI"]]}, None, "no_criterion_known", id="no code fits"
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why_once(
    book: Book, examine: Examine, sheets: dict[str, list[list[object]]], kind: str | None, code: str
) -> None:
    understood = examine(book(sheets), kind=kind)
    assert understood.outcome == "rejected"
    assert [problem.code for problem in understood.problems if problem.level == "error"] == [code]


def test_no_workbook_gives_one_sentence(examine: Examine) -> None:
    for content in (b"", b"%PDF-1.7 ...", b"PK\x03\x04broken"):
        understood = examine(content)
        assert understood.outcome == "rejected"
        assert len(understood.problems) == 1


def test_equal_problems_are_grouped_and_a_cell_is_complained_of_once(book: Book, examine: Examine) -> None:
    rows = [[n, "1.1", "A", "B", "C", "khi thuận lợi"] for n in (1, 2, 3)]
    understood = examine(book(plan(*rows)))
    assert [(p.code, p.cell) for p in understood.problems] == [("time_not_understood", "F2, F3, F4")]


def test_error_cells_and_formulas_without_value_are_named(book: Book, examine: Examine) -> None:
    understood = examine(book(plan([1, "1.1", "#REF!", "=A1&B1", "C", "HKI"])))
    assert problem_cells(understood)["formula_without_value"] == "D2"


def test_nothing_is_kept_before_it_is_confirmed_then_everything(
    office: Store, book: Book, examine: Examine, tmp_path: Path
) -> None:
    content = book(plan([1, "1.1", "A", "B", "C", "khi thuận lợi"], [2, "1.2", "A", "B", "C", "HKI"]))
    understood = examine(content)
    assert office.rows("select * from kept.revision") == []
    receipt = desk.keep(office, understood, content, folder=tmp_path, by="truong", at=AT)
    revision = office.rows("select * from kept.revision")[0]
    assert (revision["revision_id"], revision["row_count"], revision["warning_count"]) == (receipt, 2, 1)
    assert (revision["recorded_by"], revision["recorded_at"]) == ("truong", AT)
    assert (tmp_path / revision["file_sha256"]).read_bytes() == content
    kept = office.rows("select * from kept.plan_line order by line_no")
    for row, line in zip(kept, understood.lines, strict=True):
        assert {name: row[name] for name in line.__slots__} == {
            name: getattr(line, name) for name in line.__slots__
        }
    assert [row["code"] for row in office.rows("select code from kept.problem")] == ["time_not_understood"]


@pytest.fixture
def hand_in(office: Store, examine: Examine, tmp_path: Path) -> HandIn:
    """hand_in(content, at) examines and keeps a workbook; its receipt number."""

    def run(content: bytes, at: datetime) -> str:
        return desk.keep(office, examine(content), content, folder=tmp_path, by="truong", at=at)

    return run


def test_the_same_file_twice_is_recognised_and_a_new_one_is_a_new_revision(
    office: Store, book: Book, hand_in: HandIn
) -> None:
    first = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    second = book(plan([1, "1.1", "A khác", "B", "C", "HKI"]))
    receipt = hand_in(first, AT)
    assert hand_in(first, AT + timedelta(hours=1)) == receipt
    # The clock went back: the newer hand-in is still the later one.
    newer = hand_in(second, AT - timedelta(days=1))
    times = {row["revision_id"]: row["recorded_at"] for row in office.rows("select * from kept.revision")}
    assert set(times) == {receipt, newer}
    assert times[newer] > times[receipt]


def test_what_was_only_tried_was_not_handed_in_and_what_was_is_known_whatever_changed_since(
    office: Store, book: Book, examine: Examine, hand_in: HandIn
) -> None:
    content = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    with desk.tried(office, examine(content), by="truong", at=AT) as trial:
        assert len(trial.writer.rows("select * from kept.revision")) == 1
    assert office.rows("select * from kept.revision") == []
    receipt = hand_in(content, AT)
    assert hand_in(content, AT + timedelta(hours=1)) == receipt
    schools.add(office, "THCS Mới Mở", level="THCS", at=AT, by="phong")  # what was kept in mind is forgotten
    assert hand_in(content, AT + timedelta(hours=2)) == receipt
    newer = hand_in(book(plan([1, "1.1", "A khác", "B", "C", "HKI"])), AT - timedelta(days=1))
    rows = office.rows("select revision_id, recorded_at from kept.revision order by recorded_at")
    assert [row["revision_id"] for row in rows] == [receipt, newer], (
        "the clock went back; the newer is the later"
    )


def test_the_file_in_use_is_recognised_after_a_newer_one_was_withdrawn(
    office: Store, book: Book, hand_in: HandIn
) -> None:
    first = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    second = book(plan([1, "1.1", "A khác", "B", "C", "HKI"]))
    receipt = hand_in(first, AT)
    newer = hand_in(second, AT + timedelta(hours=1))
    after.withdraw(office, newer, reason="nhầm", by="truong", at=AT + timedelta(hours=2))
    assert hand_in(first, AT + timedelta(hours=3)) == receipt
    again = hand_in(second, AT + timedelta(hours=4))
    assert again not in (receipt, newer), "what was withdrawn and comes again is a new hand-in"


def test_keeping_is_whole_or_not_at_all(office: Store, book: Book, examine: Examine, tmp_path: Path) -> None:
    content = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    understood = examine(content)
    with pytest.raises(ValueError, match="rejected"):
        desk.keep(office, examine(b""), b"", folder=tmp_path, by="truong", at=AT)
    with office.transaction() as writer:
        writer.run("alter table kept.plan_line rename to plan_line_gone")
    with pytest.raises(Exception, match="plan_line"):
        desk.keep(office, understood, content, folder=tmp_path, by="truong", at=AT)
    assert office.rows("select * from kept.revision") == []


def test_a_disk_that_is_full_is_a_sentence_and_nothing_is_kept_or_left_behind(
    office: Store, book: Book, examine: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    content = book(plan([1, "1.1", "A", "B", "C", "HKI"]))
    understood = examine(content)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(desk.NotKept, match="sắp hết chỗ trống"):
            desk.keep(office, understood, content, folder=tmp_path, by="truong", at=AT)
    assert office.rows("select * from kept.revision") == []
    assert list(tmp_path.iterdir()) == []
    receipt = desk.keep(office, understood, content, folder=tmp_path, by="truong", at=AT)
    assert office.rows("select revision_id from kept.revision") == [{"revision_id": receipt}]
