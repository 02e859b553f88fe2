"""Forms to fill in: for whom, with what in them, and read again without a doubt when a school has filled them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from data.access import roles
from data.intake import desk
from data.intake.draft import Given, Understood
from data.intake.reading import Reader
from data.lens import office_lens, school_lens
from data.store import Store
from exports.template import HEADER_ROW
from pages.parts import template_columns, template_forms
from pages.parts.template_forms import Asked
from tests.pages.conftest import FOREIGN, LOGIN_NAMES
from tests.queries.conftest import Book

PAGE = "hand_in/upload.py"
DAY = date(2025, 11, 20)
FIRST = HEADER_ROW + 1
Ask = Callable[..., AppTest]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as ready:
        yield ready


def made(store: Store, kind: str = "plan", year: str = "2025-2026", school: str | None = "A") -> bytes:
    return template_forms.content(store, office_lens(DAY), Asked(kind, school, year), is_sample=False)[0]


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADER_ROW]}


def filled(content: bytes, rows: list[dict[str, str]]) -> bytes:
    """As a secretary fills it in: row after row, by the headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    places = columns_of(book.worksheets[0])
    for row, texts in enumerate(rows, start=FIRST):
        for heading, text in texts.items():
            book.worksheets[0].cell(row, places[heading]).value = text
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def examined(store: Store, reader: Reader, content: bytes, **given: str) -> Understood:
    return desk.examine(store, reader, content, file_name="bang.xlsx", given=Given(**given))


def warnings(understood: Understood) -> list[tuple[str, str | None]]:
    return [(each.code, each.cell) for each in understood.problems if each.level != "note"]


PLAN_LINE = {
    "Kết quả cần đạt (so với hiện trạng)": "Thư viện mở cửa 5 ngày mỗi tuần",
    "Công việc/giải pháp cần thực hiện": "- Bổ sung 200 đầu sách",
    "Chủ trì và phối hợp thực hiện": "Cán bộ thư viện",
    "Thời gian bắt đầu": "Tháng 9/2025",
    "Thời gian kết thúc": "Học kỳ I",
    "Dự kiến kinh phí": "5.000.000",
    "Điều kiện hỗ trợ khác": "Tủ sách của phường",
    "Biện pháp giám sát": "Kiểm tra cuối học kỳ I",
}


def test_a_plan_form_has_the_columns_of_the_form_and_those_that_the_office_asks_for(
    full_store: Store,
) -> None:
    headings = list(columns_of(sheet_of(made(full_store))))
    assert headings[:4] == [
        "TT",
        "Tiêu chuẩn, tiêu chí",
        "Kết quả cần đạt (so với hiện trạng)",
        "Công việc/giải pháp cần thực hiện",
    ]
    assert {"Thời gian bắt đầu", "Thời gian kết thúc", "Biện pháp giám sát"} <= set(headings)
    # One way to say when: two columns and a third for the same would have to agree.
    assert "Thời gian thực hiện và hoàn thành" not in headings


def test_a_plan_form_has_a_row_for_what_last_year_left_open(full_store: Store) -> None:
    sheet = sheet_of(made(full_store))
    notes = columns_of(sheet)["Ghi chú"]
    found = [(sheet.cell(row, 2).value, sheet.cell(row, notes).value) for row in range(FIRST, FIRST + 3)]
    assert found == [
        (
            "Tiêu chí 1.10. Đảm bảo an ninh trật tự, an toàn trường học",
            "Năm trước (cần rà soát): mục tiêu 1.10 của A *đậm* [x](y)",
        ),
        (
            "Tiêu chí 2.1. Đối với hiệu trưởng, phó hiệu trưởng",
            "Năm trước (chưa có dữ liệu): mục tiêu 2.1 của A *đậm* [x](y)",
        ),
        (None, None),
    ]
    target = columns_of(sheet)["Kết quả cần đạt (so với hiện trạng)"]
    assert sheet.cell(FIRST, target).value is None, "what was planned last year is not this year's plan"


def test_under_another_framework_last_year_is_only_told_of(full_store: Store) -> None:
    content = made(full_store, year="2026-2027")
    assert sheet_of(content).cell(FIRST, 2).value is None
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [row[0].value for row in book["Việc năm trước"].iter_rows(min_row=3)] == [
        "Tiêu chí 1.1. Phương hướng, chiến lược xây dựng và phát triển nhà trường",
        "Tiêu chí 1.10. Đảm bảo an ninh trật tự, an toàn trường học",
        "Tiêu chí 2.1. Đối với hiệu trưởng, phó hiệu trưởng",
    ]


def test_every_criterion_of_the_school_can_be_chosen(full_store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(full_store)))
    choices = [cell.value for cell in book["Danh mục"]["A"]]
    assert choices[9] == "Tiêu chí 1.10. Đảm bảo an ninh trật tự, an toàn trường học"
    assert len([choice for choice in choices if choice.startswith("Tiêu chí ")]) == 28
    assert {"Học kỳ I", "Tháng 9/2025", "Tháng 5/2026"} <= set(choices)


def test_a_results_form_has_a_row_for_every_line_of_the_plan(full_store: Store) -> None:
    sheet = sheet_of(made(full_store, "results"))
    assert [sheet.cell(row, 3).value for row in range(FIRST, FIRST + 4)] == [
        "mục tiêu 1.1 của A *đậm* [x](y)\nviệc 1.1 của A *đậm* [x](y)",
        "mục tiêu 1.10 của A *đậm* [x](y)\nviệc 1.10 của A *đậm* [x](y)",
        "mục tiêu 2.1 của A *đậm* [x](y)\nviệc 2.1 của A *đậm* [x](y)",
        None,
    ]


def test_a_filled_plan_is_read_without_a_single_doubt(full_store: Store, reader: Reader) -> None:
    content = filled(
        made(full_store),
        [PLAN_LINE, PLAN_LINE, PLAN_LINE | {"Tiêu chuẩn, tiêu chí": "Tiêu chí 3.6. Thư viện"}],
    )
    found = examined(full_store, reader, content)
    assert (found.kind, found.school_code, found.school_year) == ("plan", "A", "2025-2026")
    assert warnings(found) == []
    assert [line.criterion_code for line in found.lines] == ["1.10", "2.1", "3.6"]
    line = found.lines[0]
    assert (line.target, line.action) == ("Thư viện mở cửa 5 ngày mỗi tuần", "- Bổ sung 200 đầu sách")
    assert (line.responsible, line.support) == ("Cán bộ thư viện", "Tủ sách của phường")
    assert (line.starts_on, line.ends_on) == (date(2025, 9, 1), date(2026, 1, 15))
    assert (line.budget_vnd, line.supervision) == (5_000_000, "Kiểm tra cuối học kỳ I")
    assert line.note == "Năm trước (cần rà soát): mục tiêu 1.10 của A đậm [x](y)"


def test_a_filled_results_form_is_read_without_a_single_doubt(full_store: Store, reader: Reader) -> None:
    done = {"Những công việc đã triển khai xong theo đúng KH": "Đã ban hành"}
    late = {"Những công việc chưa triển khai": "Chưa có kinh phí"}
    found = examined(full_store, reader, filled(made(full_store, "results"), [done, late, done]))
    assert (found.kind, found.school_code, found.school_year) == ("results", "A", "2025-2026")
    assert warnings(found) == []
    assert [(line.criterion_code, line.suggested_status) for line in found.lines] == [
        ("1.1", "done"),
        ("1.10", "not_started"),
        ("2.1", "done"),
    ]


@pytest.mark.parametrize("text", template_columns.times("2025-2026"))
def test_every_time_that_is_offered_is_understood(text: str, full_store: Store, reader: Reader) -> None:
    line = PLAN_LINE | {"Thời gian bắt đầu": text, "Thời gian kết thúc": ""}
    found = examined(full_store, reader, filled(made(full_store), [line, line]))
    assert warnings(found) == []
    assert found.lines[0].ends_on is not None


@pytest.mark.parametrize("name", ["=1+1", "+THCS", "@Hoa", "-Mai", "A & B/C: [x]"])
def test_a_hostile_school_name_stays_text(name: str, school_store: Store) -> None:
    Book(school_store).school("H", name)
    content, file_name = template_forms.content(
        school_store, office_lens(DAY), Asked("plan", "H", "2025-2026"), is_sample=False
    )
    cell = sheet_of(content).cell(2, 1)
    assert (cell.value, cell.data_type) == (f"TRƯỜNG {name.upper()}", "s")
    assert not set('\\/:*?"<>|') & set(file_name)


# --- For whom


def account(role: str) -> roles.Account:
    return roles.Account(LOGIN_NAMES[role], role, role, "A" if role == "school" else None, is_disabled=False)


def test_a_school_is_given_its_own_form_alone() -> None:
    given = {"nam": "2025-2026"}
    assert template_forms.asked_in("plan", given, account("school")) == Asked("plan", "A", "2025-2026")
    with pytest.raises(roles.NotAllowed):
        template_forms.asked_in("plan", given | {"truong": "B"}, account("school"))
    with pytest.raises(roles.NotAllowed):
        template_forms.asked_in("schedule", given, account("school"))


def test_a_specialist_is_given_any() -> None:
    given = {"nam": "2025-2026", "truong": "B"}
    assert template_forms.asked_in("results", given, account("specialist")).school_code == "B"
    assert template_forms.asked_in("schedule", given, account("specialist")).school_code is None


@pytest.mark.parametrize("role", ["leadership", "administrator"])
def test_who_hands_nothing_in_is_given_none(role: str) -> None:
    with pytest.raises(roles.NotAllowed):
        template_forms.asked_in("plan", {"nam": "2025-2026", "truong": "A"}, account(role))


@pytest.mark.parametrize(
    ("kind", "year"), [("tables", "2025-2026"), ("plan", ""), ("plan", "2025"), ("plan", "2025-2027")]
)
def test_what_nobody_offers_is_not_made(kind: str, year: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        template_forms.asked_in(kind, {"nam": year, "truong": "A"}, account("specialist"))


def test_through_its_own_lens_a_school_is_told_of_no_other(full_store: Store) -> None:
    lens = school_lens("A", DAY)
    with pytest.raises(LookupError):
        template_forms.content(full_store, lens, Asked("plan", "B", "2025-2026"), is_sample=False)
    content, _ = template_forms.content(full_store, lens, Asked("plan", "A", "2025-2026"), is_sample=False)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert FOREIGN not in str([[cell.value for row in sheet for cell in row] for sheet in book])


# --- On the page


def links(app: AppTest) -> list[str]:
    return [str(each.proto.url) for each in app.get("link_button") if "/mau/" in each.proto.url]


def test_a_school_fetches_its_form_with_one_click(full_store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school")
    assert not app.exception
    assert links(app) == ["/tai-ve/mau/plan.xlsx?nam=2025-2026&truong=A"]
    assert "Lịch đánh giá ngoài" not in app.selectbox(key="mau-loai").options


def test_a_specialist_says_first_for_which_school(full_store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist")
    assert links(app) == []
    app.selectbox(key="mau-truong").set_value("B").run()
    assert links(app) == ["/tai-ve/mau/plan.xlsx?nam=2025-2026&truong=B"]
    app.selectbox(key="mau-loai").set_value("schedule").run()
    assert links(app) == ["/tai-ve/mau/schedule.xlsx?nam=2025-2026"]


def test_leadership_is_offered_none(full_store: Store, ask: Ask) -> None:
    assert not [each for each in ask(PAGE, "leadership").selectbox if each.key == "mau-loai"]
