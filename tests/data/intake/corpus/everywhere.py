"""Irregularities that any form may have. Each changes a document, and says what has to be told of it.

A disturbance returns False where a form has no place for it.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.data.intake.corpus.document import (
    DEBRIS,
    FOOTER,
    GROUP,
    HEADER,
    LINE,
    MORE,
    TITLE,
    Document,
    Put,
    Row,
    Sheet,
    group_row,
)
from tests.data.intake.test_legacy_text import in_tcvn3, in_vni

Disturbance = Callable[[Document], bool | None]
EVERYWHERE: dict[str, Disturbance] = {}
# Fields of free text, which a page break may cut in two.
RUNNING = (
    "target", "action", "plan_initial", "done", "state", "strength", "weakness", "plan_text", "cause", "content",
    "recommendation", "response", "result", "indicator", "evidence", "address",
)  # fmt: skip


def everywhere(make: Disturbance) -> Disturbance:
    EVERYWHERE[make.__name__] = make
    return make


def alone(text: object, *, column: int = 1, role: str = TITLE) -> Row:
    return Row([*[None] * (column - 1), Put(text)], role)


@everywhere
def as_it_should_be(document: Document) -> None:
    pass


@everywhere
def letterhead_titles_and_document_number_above(document: Document) -> None:
    for sheet in document.sheets:
        year = sheet.form.year or "2023-2024"
        school = ["TRƯỜNG THCS BÌNH MINH"] if document.school else []
        above = [
            Row([Put("UBND QUẬN MẪU"), None, None, Put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")], TITLE),
            *[Row([Put(name), None, None, Put("Độc lập - Tự do - Hạnh phúc")], TITLE) for name in school],
            Row([Put("Số: 217/KH-BM"), None, None, Put(f"Quận Mẫu, ngày 20 tháng 9 năm {year[:4]}")], TITLE),
            Row([], TITLE),
            alone("BẢNG KÈM THEO KẾ HOẠCH", column=2),
            alone(f"Năm học {year[:4]} – {year[5:]}", column=2),
        ]
        sheet.rows[:0] = above
    document.given = False


@everywhere
def receivers_place_day_and_signatures_below(document: Document) -> None:
    for sheet in document.sheets:
        sheet.rows += [
            Row([], FOOTER),
            Row([None, None, None, Put("Quận Mẫu, ngày 20 tháng 9 năm 2023")], FOOTER),
            Row([Put("Nơi nhận:"), None, None, Put("HIỆU TRƯỞNG")], FOOTER),
            Row([Put("- Phòng GDĐT (để báo cáo);"), None, None, Put("(Kí tên, đóng dấu)")], FOOTER),
            Row([Put("- Lưu: VT."), None, None, Put("Nguyễn Văn Mẫu")], FOOTER),
        ]


@everywhere
def signature_of_a_deputy_and_a_maker_below(document: Document) -> None:
    for sheet in document.sheets:
        sheet.rows += [
            Row([None, Put("NGƯỜI LẬP BẢNG"), None, Put("KT. HIỆU TRƯỞNG")], FOOTER),
            Row([None, None, None, Put("PHÓ HIỆU TRƯỞNG")], FOOTER),
            Row([None, Put("Trần Thị Mẫu"), None, Put("Lê Văn Mẫu")], FOOTER),
        ]


@everywhere
def titles_of_standards_or_levels_between_lines(document: Document) -> bool | None:
    if not any(sheet.form.groups for sheet in document.sheets):
        return False
    lines = 0
    for sheet in document.sheets:
        for number, row in enumerate(sheet.of(LINE)):
            if number in sheet.form.groups:
                sheet.before(row, group_row(sheet.fields, sheet.form.groups[number]))
                lines += 1
    return None


@everywhere
def numbered_titles_between_lines(document: Document) -> bool | None:
    """The title stands in the second column, beside a number."""
    if not any(sheet.form.groups for sheet in document.sheets) or "ordinal" not in document.sheets[0].fields:
        return False
    for sheet in document.sheets:
        for count, (number, title) in enumerate(sheet.form.groups.items(), 1):
            row = sheet.of(LINE)[number]
            sheet.before(row, Row([Put(count), Put(title)], GROUP))
    return None


@everywhere
def columns_in_another_order(document: Document) -> None:
    for sheet in document.sheets:
        order = list(range(len(sheet.fields)))
        order.reverse()
        _reorder(sheet, order)


@everywhere
def columns_shuffled(document: Document) -> None:
    for sheet in document.sheets:
        order = list(range(len(sheet.fields)))
        random.Random(sheet.form.layout).shuffle(order)
        _reorder(sheet, order)


def _reorder(sheet: Sheet, order: list[int]) -> None:
    sheet.fields = [sheet.fields[number] for number in order]
    for row in sheet.of(HEADER, LINE):
        row.cells = [row.cells[number] for number in order]


@everywhere
def columns_that_no_form_has(document: Document) -> None:
    for sheet in document.sheets:
        for place, heading, value in (
            (1, "Điểm thi đua", 9.5),
            (4, "Mã hồ sơ lưu", "HS-07"),
            (99, "Người nhập liệu", "Văn thư"),
        ):
            place = min(place, len(sheet.fields))
            sheet.fields.insert(place, f"none {heading}")
            for row in sheet.of(HEADER, LINE):
                row.cells += [None] * (place - len(row.cells))
                row.cells.insert(place, Put(heading if row.role == HEADER else value))


@everywhere
def only_the_columns_that_are_needed(document: Document) -> None:
    for sheet in document.sheets:
        gone = [name for name in sheet.fields if name not in sheet.form.required]
        for name in gone:
            drop(document, sheet, name)


def drop(document: Document, sheet: Sheet, name: str) -> None:
    """A column that is not there, nor what it would have said."""
    place = sheet.column(name)
    for row in sheet.of(HEADER, LINE):
        put = row.cells[place] if place < len(row.cells) else None
        if put is not None and put.line is not None:
            truth = document.truths[put.line]
            truth.texts.pop(name, None)
            for read in {
                "time": ("starts_on", "ends_on"),
                "budget": ("budget_vnd",),
                "status": ("progress",),
            }.get(name, (name,)):
                truth.reads.pop(read, None)
        row.cells = [each for number, each in enumerate(row.cells) if number != place]
    sheet.fields.remove(name)


@everywhere
def a_table_that_begins_at_column_d_and_row_9(document: Document) -> None:
    for sheet in document.sheets:
        sheet.fields[:0] = ["none"] * 3
        for row in sheet.rows:
            row.cells[:0] = [None] * 3
        sheet.rows[:0] = [Row([], TITLE) for _ in range(8)]


@everywhere
def headings_merged_over_two_rows(document: Document) -> None:
    for sheet in document.sheets:
        two_rows(sheet)


def two_rows(sheet: Sheet) -> None:
    """Parent headings above their columns, all others merged downwards."""
    head = sheet.of(HEADER)[0]
    above: list[Put | None] = []
    children: list[Put | None] = []
    parents = {name: parent for parent, names in sheet.form.parents.items() for name in names}
    for name, put in zip(sheet.fields, head.cells, strict=True):
        assert put is not None
        parent = parents.get(name)
        if parent is None:
            above.append(Put(put.value, down=2))
            children.append(None)
            continue
        is_first = sheet.form.parents[parent][0] == name
        above.append(Put(parent, right=len(sheet.form.parents[parent])) if is_first else None)
        children.append(Put(put.value))
    place = sheet.place(head)
    sheet.rows[place : place + 1] = [Row(above, HEADER), Row(children, HEADER)]


@everywhere
def headings_over_three_rows_with_the_name_of_the_form(document: Document) -> None:
    for sheet in document.sheets:
        width = len(sheet.fields)
        two_rows(sheet)
        sheet.before(sheet.of(HEADER)[0], Row([Put("BẢNG TỔNG HỢP CỦA TRƯỜNG", right=width)], HEADER))


@everywhere
def headings_repeated_on_each_page(document: Document) -> None:
    for sheet in document.sheets:
        head = sheet.of(HEADER)[0]
        for row in sheet.of(LINE)[1:]:
            sheet.before(row, Row([Put(put.value) if put else None for put in head.cells], HEADER))


@everywhere
def headings_of_two_rows_repeated_on_each_page(document: Document) -> None:
    for sheet in document.sheets:
        two_rows(sheet)
        heads = sheet.of(HEADER)
        for row in sheet.of(LINE)[1:]:
            again = [[replace(put) if put else None for put in head.cells] for head in heads]
            sheet.before(row, *(Row(cells, HEADER) for cells in again))


@everywhere
def headings_of_two_rows_repeated_in_one(document: Document) -> None:
    for sheet in document.sheets:
        head = [replace(put) if put else None for put in sheet.of(HEADER)[0].cells]
        two_rows(sheet)
        sheet.before(sheet.of(LINE)[-1], Row(head, HEADER))


@everywhere
def a_second_table_whose_columns_stand_in_another_order(document: Document) -> bool | None:
    """One sheet, a table for each part, and the second one was made by somebody else."""
    sheet = document.sheets[0]
    if len(sheet.of(LINE)) < 2:
        return False
    head = sheet.of(HEADER)[0]
    second = [replace(put) if put else None for put in head.cells]
    last = sheet.of(LINE)[1:]
    order = [len(sheet.fields) - 1, *range(len(sheet.fields) - 1)]
    sheet.before(
        last[0],
        Row([], DEBRIS),
        alone("Phần tiếp theo của bảng", role=DEBRIS),
        Row([second[n] for n in order], HEADER),
    )
    for row in last:
        cells = [*row.cells, *[None] * len(sheet.fields)]
        row.cells = [cells[number] for number in order]
    return None


@everywhere
def a_row_that_numbers_the_columns(document: Document) -> None:
    for sheet in document.sheets:
        numbers = Row([Put(f"({number})") for number in range(1, len(sheet.fields) + 1)], DEBRIS)
        sheet.before(sheet.of(GROUP, LINE)[0], numbers)


@everywhere
def a_row_that_numbers_the_columns_with_numbers(document: Document) -> None:
    for sheet in document.sheets:
        numbers = Row([Put(number) for number in range(1, len(sheet.fields) + 1)], DEBRIS)
        sheet.before(sheet.of(GROUP, LINE)[0], numbers)


@everywhere
def rules_and_blank_rows_between_lines(document: Document) -> None:
    for sheet in document.sheets:
        for number, row in enumerate(sheet.of(LINE)):
            rule = Row([Put("---"), Put("--|---"), Put("———"), Put("...")], DEBRIS)
            sheet.before(row, Row([], DEBRIS), *([rule] if number % 2 else []))


@everywhere
def a_page_break_within_each_line(document: Document) -> bool | None:
    """The rest of each text stands in a row below, with a blank row between: domain's no. 13."""
    if not any(_running(sheet, row) for sheet in document.sheets for row in sheet.of(LINE)):
        return False
    for sheet in document.sheets:
        for row in sheet.of(LINE):
            cut = _running(sheet, row)
            rest: list[Put | None] = [None] * len(row.cells)
            for place in cut:
                put = row.cells[place]
                assert put is not None
                words = str(put.value).split()
                put.value = " ".join(words[:2])
                rest[place] = Put(" ".join(words[2:]), put.line, put.field)
            if cut:
                place = sheet.place(row) + 1
                sheet.rows[place:place] = [Row([], DEBRIS), Row(rest, MORE)]
        # Lines without numbers or criteria might as well be two: they are joined, and that is told.
        document.flags |= {"row_continued"} if not {"ordinal", "school"} & set(sheet.fields) else set()
    return None


def _running(sheet: Sheet, row: Row) -> list[int]:
    return [
        number
        for number, put in enumerate(row.cells)
        if put is not None and put.field in RUNNING and len(str(put.value).split()) > 3
    ]


@everywhere
def page_numbers_between_lines(document: Document) -> None:
    """Printed page numbers, left over in rows of their own: told of, for they might be the rest of a text."""
    for sheet in document.sheets:
        for number, row in enumerate(sheet.of(LINE)[1:], 2):
            sheet.before(row, alone(number, column=2 + number % 2, role=DEBRIS))
    document.flags |= {"loose_row"}


@everywhere
def decomposed_letters(document: Document) -> None:
    """NFD, as a Mac writes it."""
    _each_text(document, lambda text: unicodedata.normalize("NFD", text))


@everywhere
def blanks_and_marks_that_nobody_sees(document: Document) -> None:
    """NBSP, zero-width space, soft hyphen, byte order mark, tabs."""
    _each_text(
        document,
        lambda text: "\ufeff" + text.replace(" ", "\u00a0", 1).replace(" ", " \u200b", 1) + "\u00ad \t",
    )


@everywhere
def leftovers_of_html_and_markdown(document: Document) -> None:
    _each_text(document, lambda text: f"<p><b>{text}</b></p>" if len(text) % 2 else f"**{text}**<br/>")


@everywhere
def headings_in_capitals_with_breaks(document: Document) -> None:
    for sheet in document.sheets:
        for row in sheet.of(HEADER):
            for put in row.cells:
                if put:
                    put.value = str(put.value).upper().replace(" ", "\n", 1) + " :"


@everywhere
def headings_without_accents(document: Document) -> None:
    for sheet in document.sheets:
        for row in sheet.of(HEADER):
            for put in row.cells:
                if put:
                    bare = unicodedata.normalize("NFD", str(put.value).replace("Đ", "D").replace("đ", "d"))
                    put.value = "".join(letter for letter in bare if not unicodedata.combining(letter))


@everywhere
def typed_in_tcvn3(document: Document) -> None:
    _each_text(document, in_tcvn3)
    document.may |= {"legacy_font_unsure"}


@everywhere
def typed_in_vni(document: Document) -> None:
    _each_text(document, in_vni)
    document.may |= {"legacy_font_unsure"}


def _each_text(document: Document, change: Callable[[str], str]) -> None:
    for sheet in document.sheets:
        for _, _, put in sheet.puts():
            if isinstance(put.value, str):
                put.value = change(put.value)


@everywhere
def a_total_below(document: Document) -> None:
    for sheet, words in zip(document.sheets, ("Tổng cộng", "Tổng số", "CỘNG:"), strict=False):
        sheet.rows.append(
            Row([Put(words), *[None] * (len(sheet.fields) - 2), Put(len(sheet.of(LINE)))], FOOTER)
        )


@everywhere
def a_total_below_beside_the_numbers(document: Document) -> None:
    for sheet in document.sheets:
        sheet.rows.append(Row([None, Put("Tổng:"), *[None] * (len(sheet.fields) - 3), Put("5")], FOOTER))


@everywhere
def a_hidden_line(document: Document) -> None:
    for sheet in document.sheets:
        sheet.of(LINE)[-1].is_hidden = True
    document.flags |= {"row_hidden"}


@everywhere
def a_hidden_column(document: Document) -> None:
    for sheet in document.sheets:
        sheet.hidden_columns = [len(sheet.fields)]


@everywhere
def a_hidden_sheet_with_an_older_draft(document: Document) -> None:
    sheet = document.sheets[0]
    rows = [Row([Put(put.value) if put else None for put in row.cells], row.role) for row in sheet.rows]
    document.sheets.append(Sheet("Nháp cũ", sheet.form, sheet.fields, rows, is_hidden=True))
    document.flags |= {"sheet_hidden"}


@everywhere
def sheets_of_other_things(document: Document) -> None:
    sheet = document.sheets[0]
    other = [alone("Hướng dẫn điền"), Row([Put("Tên"), Put("Điện thoại"), Put("Thư điện tử")], TITLE),
             Row([Put("Văn thư"), Put("0900 000 000"), Put("vt@truong.example")], TITLE)]  # fmt: skip
    document.sheets[:0] = [Sheet("Hướng dẫn", sheet.form, [], other)]


@everywhere
def formulas_with_results(document: Document) -> None:
    for sheet in document.sheets:
        for _, _, put in sheet.puts():
            put.is_formula = put.line is not None and isinstance(put.value, str)


@everywhere
def a_formula_without_a_result(document: Document) -> None:
    for sheet in document.sheets:
        put = [put for put in sheet.of(LINE)[-1].cells if put and put.field in sheet.form.required[1:]][-1]
        put.is_formula, put.has_result = True, False
    document.flags |= {"formula_without_value"}
    document.may |= {
        "line_empty",
        "level_missing",
        "school_level_missing",
        "recognition_incomplete",
        "criterion_missing",
    }


@everywhere
def an_error_cell(document: Document) -> None:
    for sheet in document.sheets:
        put = next(put for put in sheet.of(LINE)[1].cells if put and put.field in sheet.form.required[1:])
        put.value = "#REF!"
    document.flags |= {"cell_error"}
    document.may |= {"level_unknown", "mark_unsure", "status_needs_review", "school_level_missing"}


@everywhere
def a_thousand_empty_rows_that_are_only_styled(document: Document) -> None:
    for sheet in document.sheets:
        sheet.rows += [Row([Put(None, format="@")], DEBRIS) for _ in range(1000)]


@everywhere
def one_sheet_for_each_part(document: Document) -> bool | None:
    """A sheet for each standard, or for each level of school."""
    sheet = document.sheets[0]
    if len(document.sheets) > 1 or len(sheet.of(LINE)) < 2:
        return False
    head, lines = sheet.of(HEADER)[0], sheet.of(LINE)
    document.sheets = [
        Sheet(
            name,
            sheet.form,
            list(sheet.fields),
            [alone(name), Row([Put(put.value) if put else None for put in head.cells], HEADER), *part],
        )
        for name, part in (("Phần A", lines[:1]), ("Phần B", lines[1:]))
    ]
    return None


@everywhere
def lines_without_numbers(document: Document) -> bool | None:
    """The column of numbers is there and empty."""
    if "ordinal" not in document.sheets[0].fields:
        return False
    for sheet in document.sheets:
        for row in sheet.of(LINE):
            row.cells = [None if put and put.field == "ordinal" else put for put in row.cells]
    return None


@everywhere
def numbers_that_skip_and_repeat(document: Document) -> bool | None:
    """STT 1, 2, 2, 6: the numbers count nothing."""
    if "ordinal" not in document.sheets[0].fields:
        return False
    for sheet in document.sheets:
        place = sheet.column("ordinal") if "ordinal" in sheet.fields else None
        for row, number in zip(sheet.of(LINE), (1, 2, 2, 6, 7), strict=False):
            if place is not None:
                row.cells[place] = Put(number)
    return None
