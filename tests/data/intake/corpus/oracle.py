"""Whether a document came in: every cell in its field, or told of at its place; nothing dropped, merged or invented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from data.intake.draft import Understood
from data.intake.form_line import FormLine
from data.intake.sheets import address
from data.intake.understanding import Line
from tests.data.intake.corpus.document import Document

# Columns of kept lines that hold a field as typed, where they are not called as the field.
TYPED_AS = {
    "criterion": "criterion_text", "school": "school_text", "time": "time_text", "budget": "budget_text", "done": "done_text",
    "doing": "doing_text", "not_started": "not_started_text", "kdcl": "kdcl_text", "cqg": "cqg_text",
}  # fmt: skip
# Problems that speak of a line as a whole, not of one cell.
OF_A_LINE = re.compile(r"row_(?!shifted)\w+|loose_row|school_missing|criterion_missing|too_many_rows")
# Fields that are read from another one.
READ_FROM = {
    "criterion_code": ("criterion", "content"), "starts_on": ("time", "time_start"), "ends_on": ("time", "time_end"),
    "budget_vnd": ("budget",), "school_code": ("school",), "suggested_status": ("done", "doing", "not_started", "status"),
    "progress": ("status",), "asks_kdcl": ("kdcl",), "asks_cqg": ("cqg",),
    "level": ("level", "level_0", "level_1", "level_2", "level_3"),
}  # fmt: skip


def told(understood: Understood) -> set[str]:
    """The codes of warnings and errors."""
    return {problem.code for problem in understood.problems if problem.level != "note"}


def faults(understood: Understood, document: Document) -> list[str]:
    """What is wrong and not told; empty when the document came in as it has to."""
    flagged = set(_flagged(understood))
    found: list[str] = []
    for kind in dict.fromkeys(truth.kind for truth in document.truths):
        numbers = [number for number, truth in enumerate(document.truths) if truth.kind == kind]
        lines = list(understood.lines_of(kind))
        if len(lines) == len(numbers):
            pairs = list(zip(numbers, lines, strict=True))
        else:
            pairs = _by_rows(document, numbers, lines)
            paired = {number for number, _ in pairs}
            lost = [number for number in numbers if number not in paired]
            lost = [number for number in lost if not _is_told(document, flagged, number, None)]
            found += [f"{kind}: no line for truth {document.truths[number].texts}" for number in lost]
            extra = len(lines) - len(pairs)
            found += (
                [f"{kind}: {extra} lines too many: {[each.first_row for each in lines]}"] if extra else []
            )
        for number, line in pairs:
            found += _differences(document, number, line, flagged)
    wanted = {truth.kind for truth in document.truths}
    found += [f"a {line.kind} was invented" for line in understood.lines if line.kind not in wanted]
    return found


def _differences(
    document: Document, number: int, line: Line, flagged: set[tuple[str, str, str]]
) -> Iterator[str]:
    truth = document.truths[number]
    texts, readings = seen(line)
    for name in truth.texts.keys() | texts.keys():
        wanted, got = truth.texts.get(name), texts.get(name)
        if _squeezed(wanted) != _squeezed(got) and not _is_told(document, flagged, number, (name,)):
            yield f"{truth.kind} line {number}, {name}: {wanted!r} came in as {got!r}"
    for name, value in truth.reads.items():
        source = READ_FROM.get(name, (name,))
        if readings.get(name) != value and not _is_told(document, flagged, number, source):
            yield f"{truth.kind} line {number}, {name} read as {readings.get(name)!r}, not {value!r}"


def seen(line: Line) -> tuple[dict[str, str], dict[str, object]]:
    """The texts of a line by field, and its readings."""
    names = json.loads(line.cells)
    if isinstance(line, FormLine):
        texts = dict(json.loads(line.texts))
        readings = dict(json.loads(line.readings)) | {
            "criterion_code": line.criterion_code, "school_code": line.school_code,
        }  # fmt: skip
        texts |= {"criterion": line.criterion_text, "school": line.school_text}
    else:
        texts = {name: getattr(line, TYPED_AS.get(name, name), None) for name in names}
        texts["time"] = getattr(line, "time_text", None)
        if "status" in names:
            texts["status"] = getattr(line, "progress_text", None) or getattr(line, "status_text", None)
        readings = {
            name: getattr(line, name).isoformat()
            if isinstance(getattr(line, name), date)
            else getattr(line, name)
            for name in line.__dataclass_fields__
        }
    texts.pop("ordinal", None)
    return {name: text for name, text in texts.items() if text}, readings


def _squeezed(text: str | None) -> str:
    """Line breaks within a cell are no fault."""
    return " ".join((text or "").split())


def _flagged(understood: Understood) -> Iterator[tuple[str, str, str]]:
    for problem in understood.problems:
        if problem.level == "note":
            continue
        for cell in re.findall(r"\b[A-Z]{1,3}\d+\b", problem.cell or ""):
            yield problem.code, problem.sheet or "", cell


def _is_told(
    document: Document, flagged: set[tuple[str, str, str]], number: int, names: tuple[str, ...] | None
) -> bool:
    """Whether a problem stands at one of the cells that carry the fields, or speaks of the line as a whole."""
    for sheet in document.sheets:
        for row, column, put in sheet.puts():
            if put.line != number:
                continue
            where = address(row, column)
            for code, sheet_name, cell in flagged:
                if sheet_name == sheet.name and (
                    (cell == where and (names is None or put.field in names))
                    or (OF_A_LINE.fullmatch(code) and re.sub(r"\D", "", cell) == str(row))
                ):
                    return True
    return False


def _by_rows(document: Document, numbers: list[int], lines: list[Line]) -> list[tuple[int, Line]]:
    """Lines and truths that begin in the same row of the same sheet."""
    begins: dict[tuple[str, int], int] = {}
    for sheet in document.sheets:
        for row, _, put in sheet.puts():
            if put.line in numbers and put.line not in begins.values():
                begins[sheet.name, row] = put.line
    pairs = [(begins.get((line.sheet, line.first_row)), line) for line in lines]
    return [(number, line) for number, line in pairs if number is not None]
