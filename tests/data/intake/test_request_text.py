"""The section "Kiến nghị, đề xuất" of a report: what is asked, of whom, from which paragraph or cell, and where it ends."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from data.intake import desk, earlier
from data.intake.draft import Given, Understood
from data.intake.edits import Edit
from data.intake.form_line import FormLine
from data.intake.reading import Reader
from data.lens import TIME_ZONE, office_lens
from data.store import Store

Examine = Callable[..., Understood]
Book = Callable[..., bytes]
HEAD = [
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Nội dung KH đầu năm",
    "Đã hoàn thành",
    "Đang triển khai",
    "Chưa triển khai",
]
LINE = ["1", "Tiêu chí 1.1", "Rà soát chiến lược", "Đã rà soát xong", "Không", "Không"]
NEXT = ["2", "Tiêu chí 1.2", "Kiện toàn hội đồng", "Đã kiện toàn", "Không", "Không"]
ITEMS = [
    "V. Kiến nghị, đề xuất:",
    "1. Đối với Phòng Giáo dục và Đào tạo",
    "- Đề nghị cấp thêm hai máy chiếu cho phòng học bộ môn.",
    "- Mở lớp tập huấn viết báo cáo tự đánh giá.",
    "2. Đối với UBND phường: sửa cổng sau của trường trước mùa mưa.",
    "Nơi nhận:",
    "- Phòng GDĐT;",
]


def word(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def below(*texts: str) -> list[list[str | None]]:
    """A table in a workbook with these texts in the rows under it."""
    return [HEAD, LINE, NEXT, *([text] for text in texts)]  # type: ignore[list-item]


def asked(understood: Understood) -> list[tuple[str | None, str | None]]:
    lines = [line for line in understood.lines_of("requests") if isinstance(line, FormLine)]
    return [(line.text("request"), line.text("addressee")) for line in lines]


EXPECTED = [
    ("Đề nghị cấp thêm hai máy chiếu cho phòng học bộ môn.", "Đối với Phòng Giáo dục và Đào tạo"),
    ("Mở lớp tập huấn viết báo cáo tự đánh giá.", "Đối với Phòng Giáo dục và Đào tạo"),
    ("sửa cổng sau của trường trước mùa mưa.", "Đối với UBND phường"),
]


def test_what_stands_after_the_table_of_a_word_report_is_read_with_its_paragraph(examine: Examine) -> None:
    understood = examine(word("BÁO CÁO KẾT QUẢ", [HEAD, LINE], *ITEMS), "bao-cao.docx")
    assert understood.kinds == ("results", "requests")
    assert asked(understood) == EXPECTED
    places = [(line.sheet, json.loads(line.cells)) for line in understood.lines_of("requests")]
    assert places == [
        ("Ngoài bảng", {"request": ["A3"], "addressee": ["A2"]}),
        ("Ngoài bảng", {"request": ["A4"], "addressee": ["A2"]}),
        ("Ngoài bảng", {"request": ["A5"], "addressee": ["A5"]}),
    ]
    assert understood.outcome == "accepted"


def test_what_stands_before_the_table_is_read_too(examine: Examine) -> None:
    understood = examine(word(*ITEMS, "Phụ lục kèm theo báo cáo", [HEAD, LINE]), "bao-cao.docx")
    assert asked(understood) == EXPECTED
    assert len(understood.lines_of("results")) == 1


def test_rows_below_a_table_in_a_workbook_are_requests_and_no_part_of_its_last_line(
    examine: Examine, book: Book
) -> None:
    understood = examine(book({"Kết quả": below(*ITEMS)}))
    assert asked(understood) == EXPECTED
    last = understood.lines_of("results")[-1]
    assert (last.first_row, last.last_row) == (3, 3)
    assert understood.outcome == "accepted"


def test_a_sheet_of_its_own_is_read(examine: Examine, book: Book) -> None:
    rows = [
        ["KIẾN NGHỊ, ĐỀ XUẤT"],
        ["Phòng GDĐT", "Cấp thêm sách cho thư viện"],
        ["1", "Bồi dưỡng giáo viên mới"],
    ]
    understood = examine(book({"Kết quả": [HEAD, LINE], "Kiến nghị": rows}))
    assert asked(understood) == [
        ("Cấp thêm sách cho thư viện", "Phòng GDĐT"),
        ("Bồi dưỡng giáo viên mới", None),
    ]


def test_a_table_of_requests_is_a_form_like_any_other(examine: Examine, book: Book) -> None:
    rows = [["TT", "Nội dung kiến nghị, đề xuất", "Kiến nghị với"], ["1", "Cấp thêm sách", "Phòng GDĐT"]]
    understood = examine(book({"Kiến nghị": rows}))
    assert understood.kinds == ("requests",)
    assert asked(understood) == [("Cấp thêm sách", "Phòng GDĐT")]


@pytest.mark.parametrize(
    "texts",
    [
        ["V. Kiến nghị, đề xuất: Không có"],
        ["Kiến nghị, đề xuất:", "Không."],
        ["V. KIẾN NGHỊ", "Trường không có kiến nghị gì thêm."],
        ["V. Kiến nghị, đề xuất:", "..............", "Nơi nhận:", "- Lưu VT."],
        ["Tổ giám sát báo cáo định kì và kiến nghị dựa trên kết quả giám sát."],
        ["Đề nghị các tổ chuyên môn rà soát lại minh chứng trước khi nộp."],
        ["Đề xuất với hiệu trưởng mua thêm sách cho thư viện"],
    ],
)
def test_who_asks_for_nothing_has_no_requests(texts: list[str], examine: Examine) -> None:
    understood = examine(word([HEAD, LINE], *texts), "bao-cao.docx")
    assert understood.kinds == ("results",)
    assert understood.outcome == "accepted"


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("V. Kiến nghị, đề xuất:", "VI. Kết luận"),
        ("5. Đề xuất, kiến nghị", "6. Phương hướng năm học sau"),
        ("c) Những kiến nghị của nhà trường", "d) Phương hướng"),
        ("IV. KIẾN NGHỊ - ĐỀ XUẤT", "Trên đây là báo cáo của nhà trường"),
        ("Phần 3. Kiến nghị (nếu có)", "HIỆU TRƯỞNG"),
        ("V. Kiến nghị với Phòng GDĐT", "Hóc Môn, ngày 30 tháng 5 năm 2024"),
    ],
)
def test_a_section_ends_where_the_next_one_or_the_signature_begins(
    title: str, following: str, examine: Examine
) -> None:
    understood = examine(
        word([HEAD, LINE], title, "Cấp thêm sách", following, "Sẽ làm tốt hơn"), "bao-cao.docx"
    )
    assert [request for request, _ in asked(understood)] == ["Cấp thêm sách"]


def test_numbers_of_the_items_are_no_next_section(examine: Examine) -> None:
    items = [f"{number}. Việc thứ {number}" for number in range(1, 5)]
    understood = examine(word([HEAD, LINE], "3. Kiến nghị:", *items), "bao-cao.docx")
    assert [request for request, _ in asked(understood)] == [f"Việc thứ {number}" for number in range(1, 5)]


def test_a_sentence_broken_over_two_rows_is_one_request(examine: Examine, book: Book) -> None:
    rows = below(
        "Kiến nghị:", "Đề nghị Phòng GDĐT cấp thêm máy chiếu", "cho các phòng học bộ môn.", "- Thêm sách;"
    )
    understood = examine(book({"Kết quả": rows}))
    assert [request for request, _ in asked(understood)] == [
        "Đề nghị Phòng GDĐT cấp thêm máy chiếu cho các phòng học bộ môn.",
        "Thêm sách;",
    ]


def test_a_row_within_a_table_opens_no_section(examine: Examine, book: Book) -> None:
    understood = examine(book({"Kết quả": [HEAD, LINE, ["Kiến nghị, đề xuất:"], NEXT]}))
    assert understood.kinds == ("results",)
    assert len(understood.lines_of("results")) == 2


def test_a_section_can_be_left_out_like_a_table(examine: Examine) -> None:
    understood = examine(word([HEAD, LINE], *ITEMS), "bao-cao.docx", kind="results")
    assert understood.kinds == ("results",)
    assert understood.found_kinds == ("results", "requests")


def test_a_paragraph_of_one_request_can_be_typed_anew_and_one_of_two_texts_cannot(examine: Examine) -> None:
    understood = examine(word([HEAD, LINE], *ITEMS), "bao-cao.docx")
    own = [each.own for each in understood.line_cells if each.layout == "requests"]
    assert own == [{"request": "A3"}, {"request": "A4"}, {}]


PLAN = ["TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt", "Công việc cần thực hiện", "Người thực hiện"]
PLANNED = ["1", "Tiêu chí 1.1", "Đủ hồ sơ", "Rà soát hồ sơ", "Hiệu trưởng"]


def test_a_plans_requests_and_a_reports_stand_beside_each_other_and_come_in_once(
    office: Store, reader: Reader, tmp_path: Path
) -> None:
    files = {
        "ke-hoach.docx": word("KẾ HOẠCH CẢI TIẾN", [PLAN, PLANNED], "V. Kiến nghị:", "Cấp thêm sách"),
        "bao-cao.docx": word("BÁO CÁO KẾT QUẢ", [HEAD, LINE], "V. Kiến nghị:", "Sửa cổng trường"),
    }
    receipts = []
    for day, name in enumerate(["ke-hoach.docx", "bao-cao.docx", "ke-hoach.docx"], start=1):
        given, content = Given("THCS-Minh", "2023-2024"), files[name]
        understood = desk.examine(office, reader, content, file_name=name, given=given)
        assert earlier.standings(office, [understood])[0].replaced == ()
        at = datetime(2024, 5, day, 9, tzinfo=TIME_ZONE)
        receipts.append(desk.keep(office, understood, content, folder=tmp_path, by="test", at=at))
    assert receipts[2] == receipts[0] != receipts[1]
    found = office.read(
        "select text from lens.report_request order by text", lens=office_lens(date(2024, 6, 1))
    )
    assert list(found["text"]) == ["Cấp thêm sách", "Sửa cổng trường"]


@pytest.mark.parametrize("typed", ["Cấp thêm máy chiếu", ""])
@pytest.mark.parametrize(
    ("name", "sheet", "cell"), [("bao-cao.docx", "Ngoài bảng", "A2"), ("bao-cao.xlsx", "Kết quả", "A5")]
)
def test_a_request_typed_anew_in_a_file_that_is_in_use_takes_the_place_of_what_it_said(
    name: str, sheet: str, cell: str, typed: str, office: Store, reader: Reader, book: Book, tmp_path: Path
) -> None:
    texts = ("V. Kiến nghị:", "Cấp thêm sách")
    is_word = name.endswith(".docx")
    content = word([HEAD, LINE], *texts) if is_word else book({"Kết quả": below(*texts)})
    edit = Edit(sheet, cell, typed)

    def hand_in(day: int, *edits: Edit) -> str:
        given = Given("THCS-Minh", "2023-2024", edits=edits)
        understood = desk.examine(office, reader, content, file_name=name, given=given)
        assert understood.outcome == "accepted"
        at = datetime(2024, 5, day, 9, tzinfo=TIME_ZONE)
        return desk.keep(office, understood, content, folder=tmp_path, by="test", at=at)

    def found(day: int) -> list[str]:
        lens = office_lens(date(2024, 5, day))
        return list(office.read("select text from lens.report_request", lens=lens)["text"])

    first, corrected = hand_in(1), hand_in(2, edit)
    assert corrected != first
    assert (found(1), found(2)) == (["Cấp thêm sách"], [typed] if typed else [])
    kinds = office.rows("select kind from kept.revision where hand_in_id = $id", {"id": corrected})
    assert kinds == [{"kind": "requests"}]
    assert hand_in(3, edit) in (first, corrected), "known again"
    assert len(office.rows("select revision_id from kept.revision")) == 3
    hand_in(4)
    assert found(4) == ["Cấp thêm sách"]
