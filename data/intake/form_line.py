"""Lines of the forms that are CSV alone: every field as typed, as read, and why it is unsure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.intake.answered import SCHOOL, Answered
from data.intake.criteria import CriterionRead, read_criteria
from data.intake.known import Framework, Known
from data.intake.layouts import Layout
from data.intake.raw import RawLine, RawValue
from data.intake.reading_times import read_time
from data.intake.sheets import address
from data.intake.values import (
    achieved_level,
    budget,
    choice,
    criterion_code,
    day,
    document_number,
    mark,
    school_name,
    status,
)

Read = tuple[object, str | None]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of a form without a table of its own; the columns of kept.form_line.

    texts, readings and doubts are JSON by field: as typed, as read (dates as yyyy-mm-dd), and why a reading is unsure.
    """

    kind: str
    layout: str
    school_code: str | None
    school_text: str | None
    school_doubt: str | None
    criterion_code: str | None
    criterion_text: str | None
    criterion_doubt: str | None
    texts: str
    readings: str
    doubts: str
    sheet: str
    first_row: int
    last_row: int
    cells: str

    def text(self, name: str) -> str | None:
        """What was typed in a field."""
        return json.loads(self.texts).get(name)

    def reading(self, name: str) -> Any:
        """What a field was read as; None where nothing was understood."""
        return json.loads(self.readings).get(name)

    def doubt(self, name: str) -> str | None:
        """Why the reading of a field is unsure."""
        return json.loads(self.doubts).get(name)


def form_lines(
    raw: Sequence[RawLine],
    layout: Layout,
    framework: Framework | None,
    *,
    school_year: str,
    known: Known,
    answered: Answered,
) -> tuple[FormLine, ...]:
    """The lines of a form; without a framework (the office's own lists) no criterion is looked for."""
    criteria: Sequence[CriterionRead | None] = [None] * len(raw)
    if framework is not None and layout.rows != "school":
        criteria = read_criteria(raw, framework, answered)
    return tuple(
        _line(line, layout, criterion, school_year=school_year, known=known, answered=answered)
        for line, criterion in zip(raw, criteria, strict=True)
    )


def cells_json(line: RawLine) -> str:
    """Field -> the cells it came from, as JSON, so that every figure can be traced."""
    # Names of fields and addresses need no escapes: written by hand, as there are thirty lines in a file.
    named = [
        f'"{name}": [' + ", ".join([f'"{address(cell.row, cell.column)}"' for cell in value.cells]) + "]"
        for name, value in line.values.items()
    ]
    return "{" + ", ".join(named) + "}"


def _line(
    line: RawLine,
    layout: Layout,
    criterion: CriterionRead | None,
    *,
    school_year: str,
    known: Known,
    answered: Answered,
) -> FormLine:
    texts = {
        name: text
        for name in line.values
        if name not in ("criterion", "school") and (text := line.text(name)) is not None
    }
    readings, doubts = _readings(line, layout, school_year=school_year, known=known)
    code, school_doubt = _school(line, layout, known, answered)
    return FormLine(
        kind=layout.kind,
        layout=layout.code,
        school_code=code,
        school_text=line.text("school"),
        school_doubt=school_doubt,
        criterion_code=criterion.code if criterion else None,
        criterion_text=criterion.text if criterion else line.text("criterion"),
        criterion_doubt=_criterion_doubt(criterion, layout),
        texts=json.dumps(texts, ensure_ascii=False),
        readings=json.dumps(readings, ensure_ascii=False),
        doubts=json.dumps(doubts, ensure_ascii=False),
        sheet=line.sheet,
        first_row=line.first_row,
        last_row=line.last_row,
        cells=cells_json(line),
    )


def _criterion_doubt(criterion: CriterionRead | None, layout: Layout) -> str | None:
    """A form in which the criterion may be left open is not asked for it."""
    if criterion is None or (criterion.doubt == "missing" and "criterion" not in layout.required):
        return None
    return criterion.doubt


def _readings(
    line: RawLine, layout: Layout, *, school_year: str, known: Known
) -> tuple[dict[str, object], dict[str, str]]:
    readings: dict[str, object] = {}
    doubts: dict[str, str] = {}
    for name, value in line.values.items():
        read = _READERS.get(layout.field(name).kind)
        if read is None:
            continue
        found, doubt = read(value)
        if found is not None:
            readings[name] = found
        if doubt:
            doubts[name] = doubt
    marks = {
        int(field.name.rpartition("_")[2]): line.values[field.name].stored
        if field.name in line.values
        else None
        for field in layout.fields
        if field.kind == "level_mark"
    }
    if marks and "level" not in readings and any(line.text(f"level_{number}") for number in marks):
        level = achieved_level.of_marks(marks)
        readings["level"] = level.level_no
        if level.doubt:
            doubts["level"] = level.doubt
    if layout.has("time"):
        time = read_time(line, school_year=school_year, known=known)
        readings |= {
            "starts_on": time.starts_on.isoformat() if time.starts_on else None,
            "ends_on": time.ends_on.isoformat() if time.ends_on else None,
        }
        if time.text and time.doubt:
            doubts["time"] = time.doubt
    return {name: value for name, value in readings.items() if value is not None}, doubts


def _school(line: RawLine, layout: Layout, known: Known, answered: Answered) -> tuple[str | None, str | None]:
    """The school of a line in a table of many schools: by its code where one is given, else by its name."""
    if layout.rows != "school":
        return None, None
    given, name = line.text("school_code"), line.text("school")
    if given and (own := _of_code(given, known)):
        return own, None
    if name is None:
        return None, "missing"
    said = answered.get(SCHOOL, name)
    if said and known.school(said):
        return said, None
    match = school_name.match(_with_level(line, name), known.schools)
    if match.code is not None and match.doubt is None:
        return match.code, None
    return None, match.doubt or "unknown_school"


def _of_code(given: str, known: Known) -> str | None:
    """The code as the office writes it, whether the list has it in small or in capital letters."""
    if known.school(given):
        return given
    alike = [school.code for school in known.schools if school.code.casefold() == given.casefold()]
    return alike[0] if len(alike) == 1 else None


def _with_level(line: RawLine, name: str) -> str:
    """A list that gives the level in a column of its own may leave it out of the name."""
    level = line.text("level")
    return f"{level} {name}" if level and school_name.parse(name).level is None else name


def _mark(value: RawValue) -> Read:
    found = mark.parse(value.stored)
    return found.is_marked, found.doubt


def _level(value: RawValue) -> Read:
    found = achieved_level.parse(value.stored)
    return found.level_no, found.doubt


def _status(value: RawValue) -> Read:
    found = status.parse_level(value.text)
    return found, None if found else "not_understood"


def _day(value: RawValue) -> Read:
    found = day.parse(value.stored)
    return found.on.isoformat() if isinstance(found.on, date) else None, found.doubt


def _decision(value: RawValue) -> Read:
    found = document_number.parse(value.text)
    return found.number, found.doubt


def _budget(value: RawValue) -> Read:
    found = budget.parse(value.stored)
    return found.amount_vnd, found.doubt


def _standard(value: RawValue) -> Read:
    found = criterion_code.parse(value.stored)
    if found.standard_no is not None:
        return found.standard_no, None
    return (int(value.text), None) if value.text.isdigit() else (None, None)


def _chosen(parse: Callable[[object], choice.Choice]) -> Callable[[RawValue], Read]:
    def read(value: RawValue) -> Read:
        found = parse(value.stored)
        return found.value, found.doubt

    return read


# How the cells of each kind of column are read; what is not here (text, ordinal, criterion, school, time) is read elsewhere.
_READERS: dict[str, Callable[[RawValue], Read]] = {
    "mark": _mark,
    "level": _level,
    "status": _status,
    "date": _day,
    "decision": _decision,
    "budget": _budget,
    "standard": _standard,
    "ownership": _chosen(choice.ownership),
    "school_level": _chosen(choice.school_level),
    "recognition_kind": _chosen(choice.recognition_kind),
    "grade": _chosen(choice.grade),
    "line_kind": _chosen(choice.line_kind),
}
