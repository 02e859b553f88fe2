"""What a table says otherwise than the one before, where a person meets it: before confirming, in the history, as Excel."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.intake import changes
from data.intake.changes.lines import ComparedLine
from data.lens import office_lens, school_lens
from data.store import Store
from pages.parts import changed_revisions, changed_words
from tests.pages.conftest import FOREIGN
from tests.pages.test_upload import HEADINGS, PAGE, confirm, upload
from tests.queries.conftest import Book, planned

Ask = Callable[..., AppTest]
TODAY = date(2025, 11, 20)
FIRST = [
    [1, "Tiêu chí 1.1", "Chiến lược có chỉ tiêu đo được", "Rà soát và lấy ý kiến", "Hiệu trưởng", "Tháng 10"],
    [2, "Tiêu chí 2.1", "80% giáo viên được bồi dưỡng [x](y)", "Cử đi tập huấn", "Tổ chuyên môn", "HKI"],
    [3, "Tiêu chí 3.1", "Sân trường an toàn", "Sửa tường rào", "Bảo vệ", "Cả năm"],
]
SECOND = [
    [1, "Tiêu chí 1.1", "Chiến lược có chỉ tiêu đo được", "Rà soát và lấy ý kiến", "Hiệu trưởng", "Tháng 12"],
    [2, "Tiêu chí 2.1", "90% giáo viên được bồi dưỡng [x](y)", "Cử đi tập huấn", "Tổ chuyên môn", "HKI"],
    [3, "Tiêu chí 4.1", "Cha mẹ cùng góp ý", "Họp cha mẹ học sinh", "Hiệu trưởng", "HKII"],
]


def plan(lines: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["TRƯỜNG THCS Suối Mơ"],
        ["KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG NĂM HỌC 2025-2026"],
        HEADINGS,
        *lines,
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def folds(app: AppTest) -> list[str]:
    return [part.label for part in app.expander if "So với" in part.label]


def receipts(store: Store) -> list[str]:
    return [
        row["revision_id"]
        for row in store.rows("select revision_id from kept.revision order by recorded_at, revision_id")
    ]


def choose(app: AppTest, receipt: str) -> AppTest:
    return app.selectbox(key="chon-bien-nhan").set_value(receipt).run()


SAID = "1 dòng thêm, 1 dòng bỏ, 1 dòng dời thời gian, 1 dòng sửa lời"


def test_what_a_file_changes_is_shown_before_it_is_confirmed(school_store: Store, ask: Ask) -> None:
    first = upload(ask(PAGE, "school"), plan(FIRST))
    assert folds(first) == [], "there is nothing to compare with"
    app = upload(confirm(first), plan(SECOND))
    assert not app.exception
    assert folds(app) == [f"So với bảng đang dùng: {SAID}"]
    shown = next(table.value for table in app.table if "Nay" in table.value)
    assert shown.to_dict("list") == {
        "Tiêu chí": ["1\\.1", "2\\.1", "3\\.1", "4\\.1"],
        "Dòng": ["4", "5", "6 (cũ)", "6"],
        "Thay đổi": [
            "Dời thời gian: muộn hơn 2 tháng",
            "Sửa lời: Mục tiêu",
            "Bỏ dòng",
            "Thêm dòng",
        ],
        "Trước": [
            "Tháng 10 \\(01/10–31/10/2025\\)",
            ":red[~~80%~~] giáo viên được bồi dưỡng \\[x\\]\\(y\\)",
            "Sân trường an toàn · Sửa tường rào",
            "—",
        ],
        "Nay": [
            "Tháng 12 \\(01/12–31/12/2025\\)",
            ":green[**90%**] giáo viên được bồi dưỡng \\[x\\]\\(y\\)",
            "—",
            "Cha mẹ cùng góp ý · Họp cha mẹ học sinh",
        ],
    }
    assert any(
        "0 dòng giữ nguyên" in text.value or "Không có dòng nào giữ nguyên" in text.value
        for text in app.caption
    )
    assert len(receipts(school_store)) == 1, "nothing is kept by looking"


def test_the_same_table_again_says_that_nothing_changed(school_store: Store, ask: Ask) -> None:
    app = upload(confirm(upload(ask(PAGE, "school"), plan(FIRST))), plan(FIRST))
    assert folds(app) == []
    assert any("không có dòng nào thay đổi" in text.value for text in app.markdown)


def test_the_history_tells_a_revision_from_the_one_before_even_a_withdrawn_one(
    school_store: Store, ask: Ask
) -> None:
    app = confirm(upload(ask(PAGE, "school"), plan(FIRST)))
    first = receipts(school_store)[0]
    Book(school_store).withdraw(first, TODAY)
    app = upload(app, plan(SECOND))
    assert folds(app) == [f"So với bảng đã rút: {SAID}"]
    app = confirm(app)
    second = next(number for number in receipts(school_store) if number != first)
    assert folds(choose(app, first)) == [], "the first has none before it"
    app = choose(app, second)
    assert not app.exception
    [fold] = folds(app)
    assert first.replace("-", "\\-") in fold
    assert fold.endswith(f"đã rút): {SAID}")
    assert f"/tai-ve/thay-doi/{second}.xlsx" in [link.proto.url for link in app.link_button]


def test_both_places_stand_on_one_page(school_store: Store, ask: Ask) -> None:
    app = confirm(upload(ask(PAGE, "school"), plan(FIRST)))
    app = confirm(upload(app, plan(SECOND)))
    newest = receipts(school_store)[-1]
    app = upload(choose(app, newest), plan(FIRST))
    assert not app.exception
    assert len(folds(app)) == 2


@pytest.fixture
def two_plans(school_store: Store) -> Store:
    """A second plan of both schools."""
    book = Book(school_store)
    for school, mark in (("A", "của A"), ("B", FOREIGN)):
        book.hand_in("plan", school, "2025-2026", date(2025, 9, 1), planned("1.1", mark=mark))
        book.hand_in(
            "plan",
            school,
            "2025-2026",
            date(2025, 9, 9),
            planned("1.1", mark=mark),
            planned("1.2", mark=f"=1+1 {mark}"),
        )
    return school_store


def test_the_changes_leave_as_a_workbook_in_which_nothing_runs(two_plans: Store) -> None:
    made = changed_revisions.content(two_plans, office_lens(TODAY), "BN002", mark="DỮ LIỆU MẪU")
    assert made is not None
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    values = [[cell for cell in row if cell is not None] for row in sheet.values]
    assert values[0] == ["Thay đổi so với lần nộp trước: Kế hoạch cải tiến chất lượng"]
    assert values[1] == ["DỮ LIỆU MẪU. THCS Suối Mơ. 1 dòng thêm."]
    assert values[3] == ["Tiêu chí", "Dòng", "Thay đổi", "Lần nộp trước (BN001)", "Lần nộp này (BN002)"]
    assert values[4] == ["1.2", 6, "Thêm dòng", "mục tiêu 1.2 =1+1 của A · việc 1.2 =1+1 của A"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(
    ("viewer", "revision", "is_there"),
    [
        ("A", "BN002", True),
        ("A", "BN004", False),
        ("B", "BN004", True),
        ("A", "BN001", False),
        ("A", "BN9", False),
    ],
)
def test_a_school_gets_its_own_changes_alone(
    viewer: str, revision: str, is_there: bool, two_plans: Store
) -> None:
    lens = school_lens(viewer, TODAY)
    made = changed_revisions.content(two_plans, lens, revision, mark="")
    assert (made is not None) == is_there


def test_a_past_day_knows_the_revisions_of_that_day(two_plans: Store) -> None:
    assert changed_revisions.content(two_plans, office_lens(date(2025, 9, 8)), "BN002", mark="") is None


def moved(before: str, after: str) -> str:
    def line(window: str) -> ComparedLine:
        start, end = window.split("/")
        texts, readings = {"action": "Họp tổ"}, {"starts_on": start, "ends_on": end}
        return ComparedLine("plan", 1, "1.1", "1.1", texts, readings, "Bảng", 5)

    return changed_words.rows(changes.compare([line(before)], [line(after)]), "plan")[0].what


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2024-10-01/2024-10-31", "2024-11-01/2024-11-30", "muộn hơn 1 tháng"),
        ("2025-02-01/2025-02-28", "2024-12-01/2024-12-31", "sớm hơn 2 tháng"),
        ("2024-10-12/2024-10-12", "2024-10-15/2024-10-15", "muộn hơn 3 ngày"),
        ("2024-09-01/2024-10-31", "2024-09-01/2025-01-31", "kết thúc muộn hơn 3 tháng"),
        ("2024-09-01/2025-01-31", "2024-10-01/2025-01-31", "bắt đầu muộn hơn 1 tháng"),
        (
            "2024-09-01/2024-10-31",
            "2024-08-01/2024-12-31",
            "bắt đầu sớm hơn 1 tháng, kết thúc muộn hơn 2 tháng",
        ),
    ],
)
def test_by_how_much_is_said_in_months_where_both_are_whole_months(
    before: str, after: str, expected: str
) -> None:
    assert moved(before, after) == f"Dời thời gian: {expected}"


def test_a_school_that_is_understood_now_is_said_by_name_and_code() -> None:
    old, new = (
        [ComparedLine("schedule", 1, code, "THCS Suối Mơ", {"kdcl": "x"}, {"kdcl": True}, "Bảng", 5)]
        for code in (None, "A")
    )
    [row] = changed_words.rows(changes.compare(old, new), "schedule")
    assert (row.key, row.what, row.before, row.after) == (
        "THCS Suối Mơ",
        "Đổi trường",
        "THCS Suối Mơ (chưa rõ là trường nào)",
        "THCS Suối Mơ (mã trường A)",
    )


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        (
            "results",
            ({"done": "đã họp"}, {"status": "in_progress"}),
            ({"done": "đã họp"}, {"status": "done"}),
            [("Đổi tình trạng", "đang triển khai", "đã hoàn thành")],
        ),
        (
            "self_evaluation",
            ({"level_1": "X"}, {"level": 1}),
            ({"level_2": "X"}, {"level": 2}),
            [("Đổi giá trị: Mức đạt được", "Mức 1", "Mức 2")],
        ),
        (
            "plan",
            ({"action": "Họp", "note": "nếu có"}, {}),
            ({"action": "Họp", "supervision": "Thanh tra nhân dân"}, {}),
            [("Bỏ trống: Ghi chú", "nếu có", ""), ("Ghi thêm: Biện pháp giám sát", "", "Thanh tra nhân dân")],
        ),
        (
            "plan",
            ({"action": "Họp"}, {"line_kind": "keep"}),
            ({"action": "Họp"}, {"line_kind": "improve"}),
            [("Đổi giá trị: Phát huy, khắc phục", "phát huy", "khắc phục")],
        ),
        (
            "plan",
            ({"action": "Họp", "budget": "5 triệu"}, {"budget": 5_000_000}),
            ({"action": "Họp", "budget": "5 triệu, do phụ huynh góp"}, {"budget": 5_000_000}),
            [("Đổi kinh phí", "5 triệu", "5 triệu, do phụ huynh góp")],
        ),
    ],
)
def test_values_are_said_in_words(
    kind: str,
    before: tuple[dict[str, str], dict[str, object]],
    after: tuple[dict[str, str], dict[str, object]],
    expected: list[tuple[str, str, str]],
) -> None:
    old, new = (
        [ComparedLine(kind, 1, "1.1", "1.1", texts, readings, "Bảng", 5)]
        for texts, readings in (before, after)
    )
    rows = changed_words.rows(changes.compare(old, new), kind)
    assert [(row.what, row.before, row.after) for row in rows] == expected
