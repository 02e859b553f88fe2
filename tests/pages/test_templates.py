"""Forms to fill in: for whom, with what in them, and read again without a doubt when a school has filled them in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from data.access import roles
from data.intake import desk, layouts
from data.intake.draft import Given, Understood
from data.intake.reading import Reader
from data.lens import office_lens, school_lens
from data.store import Store
from exports.template import HEADER_ROW
from pages.parts import template_columns, template_forms
from pages.parts.template_forms import Asked
from tests.pages.conftest import FOREIGN, LOGIN_NAMES
from tests.queries.conftest import Book, finding, planned

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
    assert headings[:5] == [
        "TT",
        "Tiêu chuẩn, tiêu chí",
        "Phát huy/khắc phục",
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


def test_a_weakness_that_was_named_last_year_has_a_row(school_store: Store) -> None:
    book = Book(school_store)
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 10), planned("3.6"))
    weak = [finding("1.10", weakness="Cổng trường tắc"), finding("3.6", weakness="Thư viện hẹp")]
    book.hand_in("findings", "A", "2024-2025", date(2025, 5, 20), *weak)
    content = made(school_store)
    sheet = sheet_of(content)
    notes = columns_of(sheet)["Ghi chú"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, notes).value) for row in range(FIRST, FIRST + 3)] == [
        (1, "Năm trước (điểm yếu): Cổng trường tắc"),
        (2, "Năm trước (chưa có dữ liệu): mục tiêu 3.6"),
        (None, None),
    ]
    told = [
        row[1].value
        for row in openpyxl.load_workbook(io.BytesIO(content))["Việc năm trước"].iter_rows(min_row=3)
    ]
    assert told[1].endswith("Điểm yếu: Thư viện hẹp")


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


# --- Every kind of form there is

# One way to fill in each column; what is not here is text.
SAID = {
    "criterion": "Tiêu chí 1.2",
    "standard": "Tiêu chuẩn 1",
    "school": "THCS Suối Mơ",
    "school_code": "A",
    "time": "Tháng 10/{year}",
    "time_start": "Tháng 10/{year}",
    "time_end": "Học kỳ I",
    "budget": "5.000.000",
    "line_kind": "Phát huy điểm mạnh",
    "status": "Hoàn thành",
    "doing": "",
    "not_started": "",
    "kdcl": "X",
    "cqg": "X",
    "level_0": "",
    "level_1": "X",
    "level_2": "",
    "level_3": "",
    "moment": "Cuối học kỳ I",
    "level": "Trung học cơ sở",
    "ownership": "Công lập",
    "recognition_kind": "KĐCLGD",
    "grade": "Cấp độ 1",
    "decision_number": "1494/QĐ-SGDĐT",
    "signed_on": "13/06/2022",
    "expires_on": "13/06/2027",
}
EVERY_FORM = [(kind, year) for kind in layouts.kinds() for year in ("2025-2026", "2026-2027")]


def fields_of(kind: str, year: str) -> dict[str, str]:
    """Heading -> field, of the form that a school under the framework of that year is given."""
    layout = layouts.given_out(kind, "TT18-2018" if year == "2025-2026" else "TT57-2026-PT")
    return {field.heading: field.name for field in layout.fields}


def empty(kind: str, year: str, store: Store) -> bytes:
    return made(store, kind, year, None if template_forms.is_office(kind) else "A")


@pytest.mark.parametrize(("kind", "year"), EVERY_FORM)
def test_a_form_that_nobody_filled_in_is_refused_with_one_sentence(
    kind: str, year: str, full_store: Store, reader: Reader
) -> None:
    found = examined(full_store, reader, empty(kind, year, full_store))
    if kind == "schools":
        assert found.outcome == "accepted", "a list of what the office keeps is whole as it stands"
        return
    errors = [each.code for each in found.problems if each.level == "error"]
    assert errors in (["no_lines"], ["template_unfilled"])
    assert found.kind == kind


@pytest.mark.parametrize(("kind", "year"), EVERY_FORM)
def test_every_cell_of_a_filled_form_comes_into_its_field(
    kind: str, year: str, full_store: Store, reader: Reader
) -> None:
    content = empty(kind, year, full_store)
    places, fields = columns_of(sheet_of(content)), fields_of(kind, year)
    line = {
        heading: SAID.get(fields[heading], f"Nội dung {fields[heading]}").format(year=year[:4])
        for heading in places
        if fields[heading] != "ordinal"
    }
    # What we wrote stays: only what is empty is filled in.
    prepared = [
        {heading: str(row[place - 1]) for heading, place in places.items() if row[place - 1]}
        for row in sheet_of(content).iter_rows(min_row=FIRST, values_only=True)
        if row[1]
    ]
    rows = [line | own for own in prepared] or [line]
    found = examined(full_store, reader, filled(content, rows))
    assert found.kind == kind
    assert warnings(found) == []
    cells = json.loads(found.lines[0].cells)
    for heading, text in line.items():
        if text:
            address = f"{get_column_letter(places[heading])}{FIRST}"
            assert cells[fields[heading]] == [address], heading


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
