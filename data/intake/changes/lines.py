"""A line in the form in which two revisions are compared: as kept, or as read of a file that is not kept yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from data.intake.form_line import FormLine
from data.intake.text import fold
from data.intake.understanding import Line

# What tells one line of a form from another of the same criterion. A form without such texts (a mark or a month for each
# criterion or school) is told by its key alone.
_MAIN = {
    "plan": ("content", "target", "action"),
    "results": ("plan_initial", "plan_adjusted"),
    "tracking": ("moment", "content"),
    "findings": ("strength", "weakness"),
    "recommendations": ("recommendation", "strength", "weakness"),
    "requests": ("request", "addressee"),
    "recognitions": ("recognition_kind", "grade", "decision_number", "signed_on"),
}
# Forms that by law have one line for each criterion or school.
ONE_LINE_A_KEY = {"results", "self_evaluation", "schedule", "schools"}
# The number of a line changes with every line above it, and official titles say nothing of the school's.
_NOT_CONTENT = {"ordinal", "standard", "criterion_title", "school_code"}

_SAME = {name: name for name in ("responsible", "support", "supervision", "note")}
_TIME = {"time": "time_text"}
_WINDOW = {"starts_on": "starts_on", "ends_on": "ends_on"}
# Field of the form -> column of its table; the same pairs as in lens.handed_in_line.
_TEXTS: dict[str, dict[str, str]] = {
    "plan": {name: name for name in ("content", "target", "action", "indicator", "evidence")}
    | _SAME
    | _TIME
    | {"budget": "budget_text", "status": "progress_text"},
    "results": {name: name for name in ("plan_initial", "plan_adjusted", "note")}
    | {name: f"{name}_text" for name in ("done", "doing", "not_started", "status")},
    "schedule": _TIME | {"kdcl": "kdcl_text", "cqg": "cqg_text"},
}
_READINGS: dict[str, dict[str, str]] = {
    "plan": _WINDOW | {"budget": "budget_vnd", "status": "progress", "line_kind": "line_kind"},
    "results": {"status": "suggested_status"},
    "schedule": _WINDOW | {"kdcl": "asks_kdcl", "cqg": "asks_cqg"},
}


@dataclass(frozen=True)
class ComparedLine:
    """One line of a revision. The key is its criterion, or in a table of many schools its school.

    texts and readings are by field of the form: as typed, as read; dates as yyyy-mm-dd.
    """

    kind: str
    line_no: int
    key_code: str | None
    key_text: str | None
    texts: Mapping[str, str]
    readings: Mapping[str, Any]
    sheet: str
    first_row: int

    @cached_property
    def key(self) -> str:
        """What both sides call the same; empty where a line names none."""
        return self.key_code or self.typed_key

    @cached_property
    def typed_key(self) -> str:
        return fold(self.key_text or "")

    @cached_property
    def exact(self) -> tuple[tuple[str, str], ...]:
        """All texts, whatever the blanks and line ends."""
        return tuple(sorted((name, flat(text)) for name, text in self.texts.items()))

    @cached_property
    def words(self) -> list[str]:
        """The words that tell this line from others, folded; all words where its form has no such texts."""
        main = " ".join(self.texts.get(name, "") for name in _MAIN.get(self.kind, ())).strip()
        return fold(main or " ".join(self.texts.values())).split()

    @property
    def main_texts(self) -> tuple[str, ...]:
        """What to call the line by: its main texts, else the first text it has."""
        main = tuple(text for name in _MAIN.get(self.kind, ()) if (text := self.texts.get(name)))
        return main or tuple(self.texts.values())[:1]


def flat(text: str) -> str:
    """On one line, with single blanks."""
    return " ".join(text.split())


def of_rows(rows: Iterable[Mapping[Any, Any]]) -> tuple[ComparedLine, ...]:
    """The lines of one revision as `hand_ins.lines` answers."""
    return tuple(
        _line(row, texts=json.loads(row["texts"]), readings=json.loads(row["readings"])) for row in rows
    )


def of_lines(lines: Sequence[Line]) -> tuple[ComparedLine, ...]:
    """Lines of one kind as they were read of a file."""
    found = []
    for number, line in enumerate(lines, start=1):
        row = asdict(line)
        if isinstance(line, FormLine):
            texts, readings = json.loads(line.texts), json.loads(line.readings)
        else:
            texts = {name: row[column] for name, column in _TEXTS[line.kind].items()}
            readings = {name: row[column] for name, column in _READINGS[line.kind].items()}
        by_school = row.get("school_code") or row.get("school_text")
        key = ("school_code", "school_text") if by_school else ("criterion_code", "criterion_text")
        row |= {
            "kind": line.kind,
            "line_no": number,
            "key_code": row.get(key[0]),
            "key_text": row.get(key[1]),
        }
        found.append(_line(row, texts=texts, readings=readings))
    return tuple(found)


def _line(
    row: Mapping[Any, Any], *, texts: Mapping[str, str | None], readings: Mapping[str, Any]
) -> ComparedLine:
    dated = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in readings.items()
    }
    return ComparedLine(
        kind=row["kind"],
        line_no=int(row["line_no"]),
        key_code=_text(row["key_code"]),
        key_text=_text(row["key_text"]),
        texts={name: text for name, text in texts.items() if text and name not in _NOT_CONTENT},
        readings={name: value for name, value in dated.items() if value is not None},
        sheet=row["sheet"],
        first_row=int(row["first_row"]),
    )


def _text(value: object) -> str | None:
    """Missing values of a frame are not text."""
    return value if isinstance(value, str) and value else None
