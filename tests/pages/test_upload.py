"""A workbook on its way in through the page: shown first, kept only when somebody says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

import queries
from data.access import accounts
from data.lens import office_lens
from data.store import Store
from pages.parts import readers
from tests.pages.conftest import FOREIGN

PAGE = "hand_in/upload.py"
HEADINGS = [
    "STT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt",
    "Nội dung công việc",
    "Người thực hiện",
    "Thời gian",
]
LINES = [
    [1, "Tiêu chí 1.1", "Chiến lược có chỉ tiêu đo được", "Rà soát và lấy ý kiến", "Hiệu trưởng", "HKI"],
    [2, "Tiêu chí 2.1", "Giáo viên được bồi dưỡng", "Cử đi tập huấn", "Tổ chuyên môn", "khi thuận lợi"],
]
Ask = Callable[..., AppTest]


def workbook(*, school: str = "THCS Suối Mơ", year: str = "2025-2026") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"TRƯỜNG {school}"])
    sheet.append([f"KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG NĂM HỌC {year}"])
    for row in [HEADINGS, *LINES]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(app: AppTest, content: bytes, name: str = "ke-hoach.xlsx") -> AppTest:
    app.file_uploader[0].upload(name, content)
    return app.run()


def kept(store: Store) -> list[tuple[str, str, str]]:
    rows = store.rows("select kind, school_code, school_year from kept.revision order by recorded_at")
    return [(row["kind"], row["school_code"], row["school_year"]) for row in rows]


def confirm(app: AppTest) -> AppTest:
    button = next(button for button in app.button if button.label.startswith("Xác nhận nộp"))
    return button.click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_school_sees_what_was_understood_confirms_and_gets_a_receipt(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook())
    assert not app.exception
    said = "\n".join(text.value for text in app.markdown)
    assert "Kế hoạch cải tiến chất lượng · THCS Suối Mơ · năm học 2025-2026" in said
    assert "**2** dòng đọc được · **0** lỗi · **1** điểm cần xem lại" in said
    assert list(app.table[0].value["Ô"]) == ["F5"]
    assert list(app.dataframe[0].value["criterion"]) == ["Tiêu chí 2.1"], "at first only what needs a look"
    assert kept(school_store) == [], "nothing is kept before it is confirmed"

    app = confirm(app)
    assert not app.exception
    assert kept(school_store) == [("plan", "A", "2025-2026")]
    receipt = school_store.rows("select revision_id from kept.revision")[0]["revision_id"]
    assert any(receipt.replace("-", "\\-") in text.value for text in app.markdown)
    assert list(app.dataframe[0].value["revision_id"]) == [receipt]
    found = queries.completion.lines(school_store, office_lens(date(2025, 11, 20)), queries.Choice())
    assert list(found["action"]) == ["Rà soát và lấy ý kiến", "Cử đi tập huấn"]


@pytest.mark.parametrize(
    ("role", "content", "said", "why"),
    [
        (
            "school",
            workbook(school=f"THCS {FOREIGN}"),
            "hãy sửa các lỗi nêu bên dưới trong tệp",
            "it names another school",
        ),
        ("school", workbook(year="gì đó"), "hãy chọn năm học ở trên", "only the person can say the year"),
        ("school", b"%PDF-1.7 not a workbook", "Đây là một tệp PDF", "no workbook"),
        ("school", b"", "Tệp không có nội dung", "empty"),
        (
            "specialist",
            workbook(school="Không Ai Biết"),
            "hãy chọn trường ở trên",
            "whose it is must be said",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_and_leaves_the_store_alone(
    role: str, content: bytes, said: str, why: str, school_store: Store, ask: Ask
) -> None:
    app = upload(ask(PAGE, role), content)
    assert not app.exception, why
    assert [said in error.value for error in app.error] == [True], why
    assert not app.table or app.table[0].value["Nội dung"].iloc[0].startswith("**Lỗi.**"), why
    assert not any(label.startswith("Xác nhận nộp") for label in labels(app)), why
    assert kept(school_store) == []


def test_the_table_that_is_replaced_is_named_and_the_same_file_is_recognised(
    school_store: Store, ask: Ask
) -> None:
    content = workbook()  # once: openpyxl writes the time of day into the file
    app = upload(ask(PAGE, "school"), content)
    assert not any(text.value.startswith("Thay ") for text in app.caption), "nothing is in use yet"
    app = upload(confirm(app), content)
    receipt = school_store.rows("select revision_id from kept.revision")[0]["revision_id"].replace("-", "\\-")
    assert [receipt in said.value for said in app.caption if said.value.startswith("Tệp này đã")] == [True]
    assert not any(said.value.startswith("Thay ") for said in app.caption), "it takes no table's place"
    other = workbook(year="2025 - 2026")
    app = upload(app, other)
    assert [receipt in said.value for said in app.caption if said.value.startswith("Thay ")] == [True]
    app = upload(app, content)
    app = confirm(app)
    assert any("đã nộp trước đó" in text.value and receipt in text.value for text in app.markdown)
    assert len(kept(school_store)) == 1


def test_the_problems_stand_in_the_order_of_the_sheet(ask: Ask, school_store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active["B5"] = "Tiêu chí 9.9"
    book.active["F4"] = "khi rảnh"
    out = io.BytesIO()
    book.save(out)
    app = upload(ask(PAGE, "school"), out.getvalue())
    assert list(app.table[0].value["Ô"]) == ["F4", "B5", "F5"]
    assert kept(school_store) == []


def test_what_the_file_does_not_say_is_asked_for(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "specialist"), workbook(school="", year="gì đó"))
    fields = {box.label: box for box in app.selectbox}
    fields["Trường"].set_value("B")
    fields["Năm học"].set_value("2024-2025")
    app = confirm(app.run())
    assert not app.exception
    assert kept(school_store) == [("plan", "B", "2024-2025")]


def test_a_school_is_never_asked_for_another(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(school="", year="gì đó"))
    assert {"Loại bảng", "Năm học"} <= {box.label for box in app.selectbox}
    assert "Trường" not in {box.label for box in app.selectbox}
    assert "Lịch đánh giá ngoài" not in next(box for box in app.selectbox if box.label == "Loại bảng").options


def schedule() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC 2025-2026"])
    sheet.append(["STT", "Tên trường", "Thời gian đánh giá ngoài", "Đề nghị công nhận", None])
    sheet.append([None, None, None, "KĐCLGD", "CQG"])
    sheet.append([1, "THCS Suối Mơ", "Tháng 12/2025", "X", None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("role", "may"), [("specialist", True), ("school", False)])
def test_the_schedule_is_the_offices_own(role: str, may: bool, school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, role), schedule(), "lich.xlsx")
    assert not app.exception
    assert any(label.startswith("Xác nhận nộp") for label in labels(app)) == may
    if may:
        confirm(app)
    assert kept(school_store) == ([("schedule", None, "2025-2026")] if may else [])


def test_the_right_is_asked_for_at_the_moment_of_keeping(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook())
    accounts.disable(school_store, "truong-a", at=datetime(2025, 11, 20, tzinfo=UTC))
    confirm(app)
    assert kept(school_store) == []


@pytest.mark.usefixtures("school_store")
def test_leadership_sees_the_list_only(ask: Ask) -> None:
    app = ask(PAGE, "leadership")
    assert not app.exception
    assert not app.file_uploader


def test_a_past_day_takes_nothing_in(school_store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school", **{"den-ngay": "01/11/2025"})
    assert not app.file_uploader
    assert app.info


def test_a_school_takes_its_own_back_with_a_reason(school_store: Store, ask: Ask) -> None:
    app = confirm(upload(ask(PAGE, "school"), workbook()))
    receipt = school_store.rows("select revision_id from kept.revision")[0]["revision_id"]
    app.selectbox(key="chon-bien-nhan").set_value(receipt).run()
    next(button for button in app.button if button.label.startswith("Rút lại")).click().run()
    assert school_store.rows("select * from kept.withdrawal") == [], "without a reason nothing happens"
    app.text_input[-1].set_value("nộp nhầm năm học")
    next(button for button in app.button if button.label.startswith("Rút lại")).click().run()
    assert not app.exception
    taken = school_store.rows("select revision_id, reason, recorded_by from kept.withdrawal")
    assert taken == [{"revision_id": receipt, "reason": "nộp nhầm năm học", "recorded_by": "truong-a"}]


def test_the_reader_is_one_for_all() -> None:
    assert readers.reader() is readers.reader()
