"""A table as a workbook: reopened and read, as a person's Excel would."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exports import table


def sheet(
    rows: list[dict[str, Any]], headings: dict[str, str] | None = None, title: str = "Bảng"
) -> Worksheet:
    frame = pd.DataFrame(rows, dtype=object)
    made = table.workbook(
        frame,
        headings=headings or {name: name for name in frame.columns},
        title=title,
        subtitle="Tính đến 20/11/2026",
    )
    return openpyxl.load_workbook(io.BytesIO(made)).active


def first(value: Any, name: str = "text") -> Any:
    return sheet([{name: value}]).cell(table.HEADER_ROW + 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        '=HYPERLINK("http://a.example","xem")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "#REF!",
        "#N/A",
    ],
)
def test_nothing_typed_becomes_a_formula(typed: str) -> None:
    cell = first(typed)
    assert cell.data_type == "s"
    assert cell.value == typed
    assert cell.quotePrefix is (not typed.startswith("#"))


@pytest.mark.parametrize("place", ["title", "heading"])
def test_titles_and_headings_are_text_too(place: str) -> None:
    made = sheet(
        [{"a": 1}], {"a": "=1+1" if place == "heading" else "A"}, "=1+1" if place == "title" else "B"
    )
    cell = made.cell(table.HEADER_ROW, 1) if place == "heading" else made.cell(1, 1)
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_no_formula_stands_in_the_file() -> None:
    made = table.workbook(pd.DataFrame({"a": ["=1+1"]}), headings={"a": "A"}, title="B", subtitle="")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("name", "value", "expected", "number_format"),
    [
        ("due_late", date(2026, 9, 30), datetime(2026, 9, 30), "dd/mm/yyyy"),
        (
            "recorded_at",
            datetime(2026, 9, 30, 8, 5, 3, 99),
            datetime(2026, 9, 30, 8, 5, 3),
            "dd/mm/yyyy hh:mm",
        ),
        ("recorded_at", datetime(2026, 9, 30, 8, tzinfo=UTC), datetime(2026, 9, 30, 8), "dd/mm/yyyy hh:mm"),
        ("low_share", 0.455, 0.455, "0%"),
        ("school_count", 1234, 1234, "#,##0"),
        ("criterion_code", "1.10", "1.10", "General"),  # a code is text: 1.10 is not 1.1
        ("is_open", True, "có", "General"),
        ("is_open", False, "không", "General"),
        ("low_share", None, "chưa có dữ liệu", "General"),  # not zero, not empty
        ("low_share", float("nan"), "chưa có dữ liệu", "General"),
        ("school_count", pd.NA, None, "General"),
        ("due_late", None, None, "General"),
        ("text", "xấu\x0b", "xấu", "General"),  # what no workbook may hold
    ],
)
def test_values_keep_their_kind(name: str, value: Any, expected: Any, number_format: str) -> None:
    cell = first(value, name)
    assert cell.value == expected
    assert cell.number_format == number_format


def test_columns_stand_as_the_headings_say() -> None:
    made = sheet([{"a": 1, "b": 2, "c": 3}], {"c": "Cột C", "a": "Cột A", "x": "không có"})
    head = [cell.value for cell in made[table.HEADER_ROW]]
    assert head == ["Cột C", "Cột A"]
    assert [cell.value for cell in made[table.HEADER_ROW + 1]] == [3, 1]


def test_nullable_columns_of_the_store() -> None:
    frame = pd.DataFrame(
        {"n_count": pd.array([3, None], "Int64"), "is_open": pd.array([True, None], "boolean")}
    )
    made = table.workbook(frame, headings={"n_count": "Số", "is_open": "Mở"}, title="B", subtitle="")
    rows = list(openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(min_row=5, values_only=True))
    assert rows == [(3, "có"), (None, None)]


def test_it_is_set_up_for_reading_and_printing() -> None:
    made = sheet([{"a": "x"}, {"a": "y"}], title="Lịch [2026/2027]: bản rất dài, dài hơn ba mươi mốt ký tự")
    assert len(made.title) <= 31
    assert made.freeze_panes == "A5"
    assert made.auto_filter.ref == "A4:A6"
    assert made.page_setup.orientation == "landscape"
    assert int(made.page_setup.paperSize) == 9  # A4
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert (made.page_setup.fitToWidth, made.page_setup.fitToHeight) == (1, 0)
    assert made.print_title_rows == "$4:$4"
    assert made.cell(2, 1).value == "Tính đến 20/11/2026"
    assert made.cell(5, 1).alignment.wrap_text


def test_an_empty_frame_is_a_table_without_rows() -> None:
    made = table.workbook(pd.DataFrame({"a": []}), headings={"a": "A"}, title="B", subtitle="")
    assert openpyxl.load_workbook(io.BytesIO(made)).active.max_row == table.HEADER_ROW


def test_no_row_is_higher_than_excel_allows() -> None:
    made = sheet([{"text": "Rà soát lại hồ sơ minh chứng của tiêu chí. " * 300}])
    assert made.row_dimensions[table.HEADER_ROW + 1].height == 409
