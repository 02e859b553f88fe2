"""From bytes to cells through a real child process: ordinary files come in whole, hostile ones leave no trace."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time as clock
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from data.intake import worker
from data.intake.guard import Limits
from data.intake.reading import Reader
from data.intake.sheets import Cell, Sheet, Unreadable
from data.intake.text import clean

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def built(fill: Callable[[Worksheet], Any]) -> bytes:
    """A workbook of one sheet as openpyxl writes it."""
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    fill(workbook.active)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def written(rows: str, *, after: str = "", shared: str = "", styles: str = "", before: str = "") -> bytes:
    """A workbook of one sheet whose XML is written here."""
    kinds = {
        "worksheet": "worksheets/sheet1.xml",
        "sharedStrings": "sharedStrings.xml",
        "styles": "styles.xml",
    }
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds.items(), 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Biểu" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{MAIN}" count="0" uniqueCount="0"></sst>',
        "xl/styles.xml": styles or f'<styleSheet xmlns="{MAIN}"></styleSheet>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def only_sheet(reader: Reader, content: bytes) -> Sheet:
    workbook = reader.read(content, file_name="bieu.xlsx")
    assert len(workbook.sheets) == 1
    return workbook.sheets[0]


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells.values()}


def code_of(reader: Reader, content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        reader.read(content, file_name="bieu.xlsx")
    assert refusal.value.message.endswith(".")
    return refusal.value.code


def one_cell(value: Any, number_format: str = "") -> bytes:
    def fill(sheet: Worksheet) -> None:
        cell = sheet["B7"]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return built(fill)


@pytest.mark.parametrize(
    ("value", "number_format", "text", "reason"),
    [
        (5, "General", "5", "a number without places"),
        (1.1, "General", "1.1", "as typed"),
        (0.1 + 0.2, "General", "0.3", "Excel shows 15 digits at most"),
        (1.1, "0.00", "1.10", "criterion 1.10 typed as a number"),
        (1.125, "0.00", "1.13", "Excel rounds half up"),
        (-0.001, "0.00", "0.00", "no minus before nothing"),
        (7, "000", "007", "leading zeros"),
        (1500000, "#,##0", "1500000", "never grouped: 1,500 would read as one and a half"),
        (1500000, '#,##0\\ "đ"', "1500000 đ", "the unit is part of the format"),
        (1.1, '"Tiêu chí "0.0', "Tiêu chí 1.1", "so is a word before it"),
        (1500000, "_-* #,##0_-;-* #,##0_-", "1500000", "the accounting style"),
        (0.75, "0%", "75%", "share"),
        (12345678, "#,##0,", "12346", "shown in thousands"),
        (1.5, "# ?/?", "1.5", "fractions as they are"),
        (True, "General", "TRUE", "logical value"),
        (date(2023, 9, 1), "m/yyyy", "9/2023", "9/2023 typed in a cell"),
        (date(2023, 9, 1), "mm/yyyy", "09/2023", "two digits of month"),
        (date(2023, 9, 1), "mmm-yy", "9/2023", "what Excel makes of 9/2023 by itself"),
        (date(2023, 10, 15), "dd/mm/yyyy", "15/10/2023", "a day"),
        (date(2023, 10, 5), "mm-dd-yy", "05/10/2023", "a day in the order of another country"),
        (date(2023, 1, 1), "yyyy", "2023", "a year alone"),
        (datetime(2023, 10, 15, 8, 30), "dd/mm/yyyy hh:mm", "15/10/2023 08:30", "a day and an hour"),
        (time(8, 30), "h:mm", "08:30", "an hour"),
        (timedelta(hours=36, minutes=30), "[h]:mm", "36:30", "longer than a day"),
        ("Tie\u0302\u0301t", "General", "Tiết", "decomposed letters"),
        ("\u200ba\u00a0 b\u202c ", "General", "a b", "marks that nobody sees"),
        ("dòng 1\ndòng 2", "General", "dòng 1\ndòng 2", "two lines in a cell"),
        ("1.10", "@", "1.10", "text stays text"),
        ("a < b & c", "General", "a < b & c", "written as entities in the file"),
    ],
)
def test_shows_a_cell_as_a_person_sees_it(
    reader: Reader, value: Any, number_format: str, text: str, reason: str
) -> None:
    assert texts(only_sheet(reader, one_cell(value, number_format))) == {"B7": text}, reason


@pytest.mark.parametrize(
    "value",
    [5.0, 1.1, True, "1.10", "Tie\u0302\u0301t", date(2023, 9, 1), datetime(2023, 9, 1, 8, 30), time(8, 30)],
)
def test_keeps_the_value_beside_its_text(reader: Reader, value: Any) -> None:
    cell = only_sheet(reader, one_cell(value)).cell(7, 2)
    assert cell is not None
    assert (type(cell.value), cell.value) == (type(value), value)


def test_keeps_the_number_format(reader: Reader) -> None:
    sheet = only_sheet(reader, one_cell(1.1, "0.00"))
    assert sheet.cell(7, 2) == Cell(row=7, column=2, value=1.1, text="1.10", number_format="0.00")


def test_knows_addresses_where_the_first_rows_and_columns_are_empty(reader: Reader) -> None:
    sheet = only_sheet(reader, built(lambda sheet: [sheet.cell(5, 3, "TT"), sheet.cell(6, 30, "Tiêu chí")]))
    assert texts(sheet) == {"C5": "TT", "AD6": "Tiêu chí"}
    assert (sheet.row_count, sheet.column_count, sheet.cell(1, 1)) == (6, 30, None)
    assert sheet.address(6, 30) == "AD6"


PLAIN = (
    '<row r="2"><c r="B2" t="s"><v>0</v></c></row><row r="4" hidden="1"><c r="D4" s="0"><v>4</v></c></row>'
)
SHARED = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><r><t xml:space="preserve">Tiêu </t></r><r><t>chí</t></r></si></sst>'


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (PLAIN, "as programs write it"),
        (PLAIN.replace('"', "'"), "single quotes"),
        (PLAIN.replace("><", ">\n  <"), "one tag per line"),
        (PLAIN.replace('<row r="4"', '<row spans="1:4" ht="15.75" r="4"'), "attributes in another order"),
        (PLAIN.replace('<c r="B2" t="s">', '<c t="s" r="B2">'), "of cells too"),
        (PLAIN.replace("</row>", "</row><!-- <c r='XFD1'><v>1</v></c> -->"), "remarks"),
        (PLAIN.replace('<c r="B2"', '<c/><c r="B2"'), "an empty cell without address"),
        (
            '<row/><row><c/><c t="s"><v>0</v></c></row><row/><row hidden="true"><c r="D4"><v>4</v></c></row>',
            "no addresses: the place in the file counts",
        ),
        (
            '<row r="4" hidden="1"><c r="D4"><v>4</v></c></row><row r="2"><c r="B2" t="s"><v>0</v></c></row>',
            "rows out of order",
        ),
        (PLAIN + '<row r="1048576" ht="12.8"></row>', "the last row of all, as LibreOffice writes it"),
        (PLAIN + '<row r="9" s="1"><c r="XFD9" s="1"/></row>', "styled to the last column, but empty"),
        (
            PLAIN.replace("</row>", '<c r="A9" t="str"><f>""</f><v></v></c></row>', 1),
            "a formula whose result is empty",
        ),
        (PLAIN.replace("</row>", '<c r="A9" t="inlineStr"><is><t> </t></is></c></row>', 1), "only a blank"),
    ],
)
def test_reads_the_same_however_the_xml_is_written(reader: Reader, rows: str, reason: str) -> None:
    sheet = only_sheet(reader, written(rows, shared=SHARED))
    assert texts(sheet) == {"B2": "Tiêu chí", "D4": "4"}, reason
    assert sheet.hidden_rows == {4}, reason


def test_reads_text_that_stands_in_the_cell(reader: Reader) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> Đạt </t></is></c></row>'
    assert texts(only_sheet(reader, written(rows))) == {"A1": "Đạt"}


@pytest.mark.parametrize("quote", ['"', "'"], ids=["quick look", "slow look"])
def test_tells_errors_and_formulas_without_value(reader: Reader, quote: str) -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><f>B9</f><v>#REF!</v></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="e"><v>#SPILL!</v></c></row>'
    )
    sheet = only_sheet(reader, written(rows.replace('"', quote)))
    assert sheet.cells == {
        (1, 1): Cell(1, 1, None, "#REF!", is_error=True),
        (1, 2): Cell(1, 2, None, "", is_formula_without_value=True),
        (1, 3): Cell(1, 3, None, "", is_formula_without_value=True),
        (1, 4): Cell(1, 4, 2.0, "2"),
        (1, 5): Cell(1, 5, None, "#SPILL!", is_error=True),
    }


def test_tells_a_formula_that_a_program_never_calculated(reader: Reader) -> None:
    cell = only_sheet(reader, one_cell("=1+1")).cell(7, 2)
    assert cell == Cell(7, 2, None, "", is_formula_without_value=True)


def test_cuts_merges_at_the_last_cell(reader: Reader) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["KẾ HOẠCH", None, None])
        sheet.append([1, 2, 3])
        sheet.merge_cells("A1:C1")

    assert only_sheet(reader, built(fill)).merges == ((1, 1, 1, 3),)
    title_over_the_whole_row = '<mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
    assert only_sheet(reader, written(rows, after=title_over_the_whole_row)).merges == ((1, 1, 1, 2),)


def test_lets_rules_over_whole_columns_pass(reader: Reader) -> None:
    after = (
        '<dataValidations count="1"><dataValidation sqref="A1:A1048576 XFD1:XFD1048576"/></dataValidations>'
    )
    assert texts(only_sheet(reader, written('<row r="1"><c r="A1"><v>1</v></c></row>', after=after))) == {
        "A1": "1"
    }


def test_keeps_hidden_sheets_and_says_so(reader: Reader) -> None:
    workbook = openpyxl.Workbook()
    for name, state in (("Ẩn", "hidden"), ("Ẩn hẳn", "veryHidden"), ("Tie\u0302\u0301p", "visible")):
        workbook.create_sheet(name).sheet_state = state
    buffer = io.BytesIO()
    workbook.save(buffer)
    sheets = reader.read(buffer.getvalue(), file_name="a.xlsx").sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("Ẩn", True),
        ("Ẩn hẳn", True),
        ("Tiếp", False),
    ]


def far_cell(address: str) -> str:
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="{address}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (written(far_cell("XFD1048576")), "hostile_reference", "the reader would reserve 400 GB"),
        (written(far_cell("XFD1048576").replace('"', "'")), "hostile_reference", "the same in other quotes"),
        (
            written('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
            "hostile_reference",
            "no such row",
        ),
        (written('<row r="99999999"/>'), "hostile_reference", "no such row, and empty"),
        (
            written('<row r="1048576">' + "<c/>" * 2000 + "<c><v>1</v></c></row>"),
            "hostile_reference",
            "no address",
        ),
        (written('<row r="1"><c r="A0"><v>1</v></c></row>'), "hostile_reference", "no such row"),
        (written('<row r="1"><c r="AAAA1"><v>1</v></c></row>'), "hostile_reference", "no such column"),
        (written('<row r="1"><c r="1A"><v>1</v></c></row>'), "hostile_reference", "no address at all"),
        (written(far_cell("ZZ99999")), "too_big_inside", "a rectangle of seventy million cells"),
        (
            written("", shared=f'<sst xmlns="{MAIN}" count="99999999999" uniqueCount="99999999999"></sst>'),
            "too_big_inside",
            "the reader would reserve what it is told",
        ),
        (
            written("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            "hostile_reference",
            "merge",
        ),
        (
            written("", after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 10_001 + "</mergeCells>"),
            "too_big_inside",
            "merges without end",
        ),
        (written("", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "has_dtd", "entities"),
        (written('<row r="A1"/>'), "hostile_reference", "no row number"),
        (
            written('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
            "damaged",
            "two cells at one address: nobody knows which counts",
        ),
        (written("<row"), "damaged", "broken off in the middle of a tag"),
        (written('<row r="1"><c r="A1"><v>1</v></row>'), "damaged", "tags that do not close"),
        (
            written(
                "",
                styles=f'<styleSheet xmlns="{MAIN}"><cellXfs>' + "<xf/>" * 70_000 + "</cellXfs></styleSheet>",
            ),
            "too_big_inside",
            "more styles than Excel allows",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refuses_what_would_break_a_reader(reader: Reader, content: bytes, code: str, reason: str) -> None:
    children = reader.process_ids
    assert code_of(reader, content) == code, reason
    assert set(children) <= set(reader.process_ids), "refused by looking, not by dying"


FOUR_ROWS = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 5))
FOUR_EMPTY = '<row r="1">' + "".join(f'<c r="{letter}1" s="0"/>' for letter in "ABCD") + "</row>"


@pytest.mark.parametrize("quote", ['"', "'"], ids=["quick look", "slow look"])
@pytest.mark.parametrize(
    ("rows", "limits", "reason"),
    [
        (FOUR_ROWS, Limits(row_elements=3), "rows"),
        (FOUR_ROWS, Limits(cell_elements=3), "cells"),
        (FOUR_EMPTY, Limits(cell_elements=3), "cells that hold nothing"),
        (FOUR_ROWS, Limits(area=3), "a rectangle"),
    ],
)
def test_refuses_more_than_it_may_hold(quote: str, rows: str, limits: Limits, reason: str) -> None:
    with Reader(limits=limits, worker_count=1) as reader:
        assert code_of(reader, written(rows.replace('"', quote))) == "too_big_inside", reason


@pytest.mark.parametrize("quote", ['"', "'"], ids=["quick look", "slow look"])
def test_refuses_rows_and_columns_beyond_any_form(quote: str) -> None:
    with Reader(limits=Limits(last_row=3, last_column=3), worker_count=1) as reader:
        for address in ("A4", "D1"):
            cell = f'<row r="{address[1]}"><c r="{address}"><v>1</v></c></row>'
            assert code_of(reader, written(cell.replace('"', quote))) == "hostile_reference", address


def test_a_link_to_another_file_is_never_followed(reader: Reader) -> None:
    link = f'<hyperlinks><hyperlink ref="A1" r:id="r9" xmlns:r="{OFFICE}"/></hyperlinks>'
    rows = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://a.example","Xem")</f><v>Xem</v></c></row>'
    assert texts(only_sheet(reader, written(rows, after=link))) == {"A1": "Xem"}


def test_answers_a_million_empty_styled_rows_at_once(reader: Reader) -> None:
    rows = '<row s="1" customFormat="1"/>' * 1_000_000
    content = written(rows)
    begin = clock.perf_counter()
    assert code_of(reader, content) == "too_big_inside"
    assert clock.perf_counter() - begin < 0.5


def test_reads_past_tens_of_thousands_of_empty_styled_rows(reader: Reader) -> None:
    empty = "".join(f'<row r="{number}" s="1"><c r="A{number}" s="1"/></row>' for number in range(2, 50_000))
    sheet = only_sheet(reader, written('<row r="1"><c r="A1"><v>1</v></c></row>' + empty))
    assert texts(sheet) == {"A1": "1"}
    assert sheet.row_count == 1


SMALL = one_cell("Đạt")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped with signals")
def test_replaces_a_worker_that_hangs_and_reads_the_next_file() -> None:
    with Reader(limits=Limits(wall_seconds=0.5), worker_count=1) as reader:
        only_sheet(reader, SMALL)
        (child,) = reader.process_ids
        os.kill(child, signal.SIGSTOP)
        assert code_of(reader, SMALL) == "took_too_long"
        assert texts(only_sheet(reader, SMALL)) == {"B7": "Đạt"}
        assert reader.process_ids != (child,)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped with signals")
def test_replaces_a_worker_that_is_killed_in_the_middle() -> None:
    with Reader(worker_count=1) as reader:
        only_sheet(reader, SMALL)
        (child,) = reader.process_ids
        os.kill(child, signal.SIGSTOP)
        killing = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
        killing.start()
        assert code_of(reader, SMALL) == "reader_stopped"
        killing.join()
        assert texts(only_sheet(reader, SMALL)) == {"B7": "Đạt"}


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped with signals")
def test_does_not_notice_a_worker_that_died_between_two_files() -> None:
    with Reader(worker_count=1) as reader:
        only_sheet(reader, SMALL)
        (child,) = reader.process_ids
        os.kill(child, signal.SIGKILL)
        clock.sleep(0.1)
        assert texts(only_sheet(reader, SMALL)) == {"B7": "Đạt"}


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
def test_stops_a_file_that_needs_too_much_memory() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 90_001))
    limits = Limits(memory_bytes=60 * 2**20)
    with Reader(limits=limits, worker_count=1) as reader:
        assert code_of(reader, written(rows)) in ("too_big_inside", "reader_stopped")
        assert texts(only_sheet(reader, SMALL)) == {"B7": "Đạt"}


def test_gives_each_of_many_threads_its_own_file(reader: Reader) -> None:
    numbers = range(60)
    contents = [one_cell(f"Trường số {number}") for number in numbers]
    with ThreadPoolExecutor(6) as threads:
        sheets = list(threads.map(lambda content: only_sheet(reader, content), contents))
    assert [texts(sheet) for sheet in sheets] == [{"B7": f"Trường số {number}"} for number in numbers]
    assert len(reader.process_ids) <= 2


def answers(reader: Reader, contents: Iterable[bytes]) -> list[str]:
    """The text of the only cell, or the code of the refusal, of each file."""
    items = ((f"{number}.xlsx", content) for number, content in enumerate(contents))
    return [
        answer.code if isinstance(answer, Unreadable) else ", ".join(texts(answer.sheets[0]).values())
        for answer in reader.read_many(items)
    ]


def test_answers_many_files_in_their_order(reader: Reader) -> None:
    contents = [one_cell(f"Trường số {number}") for number in range(40)]
    contents[3] = contents[20] = b"%PDF-1.7"
    expected = [f"Trường số {number}" for number in range(40)]
    expected[3] = expected[20] = "not_a_workbook"
    assert answers(reader, contents) == expected
    assert len(reader.process_ids) <= 2


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
def test_a_file_that_ends_its_worker_stops_no_other_of_many() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 90_001))
    with Reader(limits=Limits(memory_bytes=60 * 2**20), worker_count=1) as reader:
        first, second, third = answers(reader, [SMALL, written(rows), SMALL])
    assert (first, third) == ("Đạt", "Đạt")
    assert second in ("too_big_inside", "reader_stopped")


def test_takes_many_files_only_a_few_ahead(reader: Reader) -> None:
    taken: list[int] = []

    def items() -> Iterator[tuple[str, bytes]]:
        for number in range(1000):
            taken.append(number)
            yield "a.xlsx", SMALL

    reading = reader.read_many(items())
    for _ in range(10):
        next(reading)
    assert len(taken) < 100
    reading.close()
    assert len(taken) < 100


def test_refuses_many_files_once_closed() -> None:
    reader = Reader()
    reader.close()
    assert answers(reader, [SMALL, SMALL]) == ["reader_stopped"] * 2


def test_unpacks_no_more_files_at_once_than_it_reads() -> None:
    with Reader(worker_count=1) as reader:
        reader._places.acquire()  # somebody else's file is being read
        answers: list[str] = []
        waiting = threading.Thread(target=lambda: answers.append(code_of(reader, b"")), daemon=True)
        waiting.start()
        waiting.join(0.3)
        assert answers == []
        reader._places.release()
        waiting.join(30)
        assert answers == ["empty_file"]


def test_refuses_once_closed_and_leaves_no_process() -> None:
    reader = Reader()
    only_sheet(reader, SMALL)
    assert len(reader.process_ids) == 1
    reader.close()
    reader.close()
    assert reader.process_ids == ()
    assert code_of(reader, SMALL) == "reader_stopped"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_gives_the_child_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_OFFICE", "mật khẩu")
    with Reader() as reader:
        only_sheet(reader, SMALL)
        with open(f"/proc/{reader.process_ids[0]}/environ", "rb") as environment:
            assert environment.read().strip(b"\0") == b""


@given(
    st.text(
        st.sampled_from("aZ09ăếỹĐđÐð \n\t\r\u00a0\u200b\u0301\u00ad<>*_&;.,~^`@|'\"…–") | st.characters(),
        max_size=15,
    )
)
def test_skips_the_cleaning_only_of_what_is_clean(text: str) -> None:
    assert not worker.is_plain(text) or clean(text) == text
