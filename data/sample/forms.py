"""What all the schools' forms share: the head, rows of standards, lines, the footer."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random

from data import catalogue
from data.sample import district
from data.sample.district import MARK, School
from data.sample.habits import Mess
from data.sample.workbooks import CellValue, Page

_LONG_KINDS = {"MN": "MẦM NON", "Tiểu học": "TIỂU HỌC", "THCS": "THCS", "TH-THCS": "TH-THCS"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be put on paper: its criterion, and the other fields by name."""

    criterion_code: str
    values: Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table."""

    title: str
    school: School
    school_year: str
    document_number: str
    day: date


@dataclass(slots=True)
class Form:
    """A table to be put on paper: where each field stands, and how."""

    framework_code: str
    columns: Sequence[str]
    mess: Mess
    has_code_column: bool = False
    ordinal: int = field(default=0)


def put_head(page: Page, head: Head, mess: Mess) -> int:
    """Write the rows above the table; gives back the first free row."""
    year = head.school_year if mess.heading_style != "printed" else head.school_year.replace("-", " – ")
    name = district.name_on(head.school, head.day)
    upper = f"TRƯỜNG {long_name(name)}"
    day = f"ngày {head.day.day:02d} tháng {head.day.month:02d} năm {head.day.year}"
    if mess.head_style == "full":
        rows = [
            district.GOVERNING_UNIT.upper(),
            upper,
            MARK,
            f"Số: {head.document_number}",
            f"Quận Sông Mẫu, {day}",
        ]
        rows += ["", head.title, f"Năm học {year}", ""]
    elif mess.head_style == "short":
        rows = [MARK, f"Trường {name}", f"{head.title} NĂM HỌC {year}", f"Số {head.document_number} {day}"]
    else:
        rows = [f"{head.title} năm học {year}", MARK]
    for row, text in enumerate(rows, start=1):
        page.put(row, 1, _typed(text, mess) or None)
        page.title_rows.add(row)
    return len(rows) + 1


def put_body(page: Page, form: Form, lines: Sequence[Line], row: int) -> int:
    """Write the lines with the rows of their standards; gives back the first free row."""
    standard = None
    for index, line in enumerate(lines):
        number = int(line.criterion_code.split(".")[0])
        if number != standard:
            standard = number
            row = _put_standard(page, form, number, row)
        row = _put_line(page, form, line, row, is_continued=form.mess.continued_line == index)
    return row


def put_footer(page: Page, mess: Mess, row: int, column_count: int) -> None:
    """Signature without a name, whom it goes to, and cells somebody left blanks in."""
    if mess.has_footer:
        page.put(row + 1, 1, "Nơi nhận:")
        page.put(row + 1, max(column_count - 2, 2), "HIỆU TRƯỞNG")
        page.put(row + 2, 1, "- Phòng GDĐT (để b/c);")
        page.put(row + 2, max(column_count - 2, 2), "(đã ký)")
        page.put(row + 3, 1, "- Lưu: VT.")
    if mess.has_tail:
        for extra in range(5, 9):
            page.put(row + extra, 2, " ")


def document_number(rng: Random, school: School, kind: str, day: date) -> str:
    """A number as the school's clerk gives it: 45/KH-HN."""
    words = [
        word
        for word in district.name_on(school, day).split()
        if word[0].isalpha() and word not in _LONG_KINDS
    ]
    letters = "".join(word[0] for word in words if word != "học").upper()
    bare = "".join(letter if letter == "Đ" else unicodedata.normalize("NFD", letter)[0] for letter in letters)
    return f"{rng.randint(20, 240)}/{kind}-{bare}"


@cache
def standard_names() -> dict[tuple[str, int], str]:
    """Official titles of standards by framework and number."""
    return {
        (row["framework_code"], int(row["standard_no"])): row["name"] for row in catalogue_rows("standard")
    }


@cache
def criterion_names() -> dict[tuple[str, str], str]:
    """Official titles of criteria by framework and code."""
    return {
        (row["framework_code"], row["criterion_code"]): row["name"] for row in catalogue_rows("criterion")
    }


def _put_standard(page: Page, form: Form, number: int, row: int) -> int:
    title = f"Tiêu chuẩn {number}: {standard_names()[form.framework_code, number]}"
    style = form.mess.standard_style
    if style == "none":
        return row
    if style == "merged":
        page.put(row, 1, _typed(f"{number} {title}", form.mess))
        page.merge(row, 1, row, len(form.columns))
    else:
        page.put(row, form.columns.index("criterion") + 1, _typed(title, form.mess))
        if style == "cells" and form.mess.ordinal_style == "standards" and "ordinal" in form.columns:
            page.put(row, form.columns.index("ordinal") + 1, number)
    page.body_rows.add(row)
    return row + 1


def _put_line(page: Page, form: Form, line: Line, row: int, *, is_continued: bool) -> int:
    mess = form.mess
    values = {
        name: _typed(value, mess) if isinstance(value, str) else value for name, value in line.values.items()
    }
    rest: dict[str, CellValue] = {}
    if is_continued:
        for name in ("target", "action", "plan_initial"):
            value = values.get(name)
            if isinstance(value, str) and len(value.split()) > 6:
                words = value.split(" ")
                values[name], rest[name] = " ".join(words[:5]), " ".join(words[5:])
    code, number_format = _typed_code(form, line.criterion_code)
    is_moved = mess.is_shifted and line.criterion_code[0] >= "3"
    form.ordinal += 2 if mess.ordinal_style == "gap" and form.ordinal == 4 else 1
    if mess.ordinal_style in ("lines", "gap"):
        values["ordinal"] = form.ordinal
    for index, name in enumerate(form.columns, start=1):
        place = index - 1 if is_moved else index
        if name == "criterion":
            page.put(row, place, code, number_format)
        elif name == "criterion_title":
            page.put(row, place, criterion_names()[form.framework_code, line.criterion_code])
        elif place:
            value = values.get(name)
            page.put(row, place, value, None if isinstance(value, str | int | None) else "mmm-yy")
    page.body_rows.add(row)
    if not rest:
        return row + 1
    for name, value in rest.items():
        if name in form.columns:
            page.put(row + 2, form.columns.index(name) + 1, value)
    return row + 3


def _typed_code(form: Form, code: str) -> tuple[CellValue, str | None]:
    style = form.mess.code_style
    if style in ("number", "bare number"):
        return float(code), "0.00" if code.endswith("0") and style == "number" else None
    if form.has_code_column:
        return code, None
    return _typed(style.format(code, criterion_names()[form.framework_code, code]), form.mess), None


def _typed(text: str, mess: Mess) -> str:
    if mess.has_hard_spaces:
        text = text.replace(" ", "\u00a0", 1)
    return unicodedata.normalize("NFD", text) if mess.is_decomposed else text


def long_name(name: str) -> str:
    """A school's name as it stands in capitals in a letter's head."""
    kind = next(kind for kind in sorted(_LONG_KINDS, key=len, reverse=True) if name.startswith(kind + " "))
    return f"{_LONG_KINDS[kind]} {name[len(kind) + 1 :].upper()}"


def catalogue_rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of the catalogue."""
    with (catalogue.FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
