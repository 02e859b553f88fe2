"""How the columns of the table to type into look: headings as in the sheet, lists to choose from, and what was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.intake.draft import LineCells, Understood
from data.intake.form_line import FormLine
from data.intake.layouts import Field
from data.intake.understanding import Line
from pages.parts import template_columns, words
from pages.parts.fixing_grid import LOOK, ROW

READ = "read-"
# What a reading is read from, where it stands after the last of these columns, and which lines have it.
_READINGS = {
    # The plan of TT57 has no column for the criterion: it is told from what the line is about.
    "criterion": (("criterion", "content"), "criterion_code"),
    "school": (("school",), "school_code"),
    "time": (("time", "time_start", "time_end"), "ends_on"),
    "status": (("done", "doing", "not_started", "status"), "suggested_status"),
    "level": (("level", "level_0", "level_1", "level_2", "level_3", "level_4"), "readings"),
}
_READ_LABELS = {
    "time": "Thời gian được hiểu là",
    "school": "Được hiểu là trường",
    "level": "Hiểu là",
    "status": "Tình trạng gợi ý",
    "criterion": "Hiểu là",
}
_WIDE = {"target": 260, "action": 260, "done": 240, "doing": 240, "not_started": 200, "plan_initial": 240}
_WIDTHS = {"criterion": 190, "time": 180, "mark": 100, "level_mark": 110, "status": 160, "school": 240}
_LONGEST_HEADING = 30


def with_readings(
    frame: pd.DataFrame, lines: Sequence[tuple[Line, LineCells]], school_names: Mapping[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    """The frame with what was understood beside what was typed; and the names of those columns.

    They are there whether anything was understood or not: a column that comes and goes would begin the table anew.
    """
    read: list[str] = []
    columns = list(frame.columns)
    for what, (sources, attribute) in _READINGS.items():
        after = next((name for name in reversed(columns) if name in sources), None)
        if after is None or not any(hasattr(line, attribute) for line, _ in lines):
            continue
        if after == "content" and not any(line.kind == "plan" for line, _ in lines):
            continue
        values = [_reading(line, what, school_names) for line, _ in lines]
        columns.insert(columns.index(after) + 1, READ + what)
        frame = frame.assign(**{READ + what: pd.Series(values, dtype="object", index=frame.index)})
        read.append(READ + what)
    return frame[columns], read


def column(
    field: Field,
    *,
    letter: str,
    texts: Sequence[str],
    understood: Understood,
    school_names: Mapping[str, str],
) -> Any:
    """One column to type into; where only a few things can be meant, a list to choose from."""
    heading = (
        field.heading
        if len(field.heading) <= _LONGEST_HEADING
        else f"{field.heading[: _LONGEST_HEADING - 1]}…"
    )
    label = f"{letter} · {heading}" if letter else heading
    width = _WIDE.get(field.name) or _WIDTHS.get(field.kind, 170)
    options = _options(field, understood, school_names)
    if not options:
        return st.column_config.TextColumn(label, width=width)
    # What stands in the file may be chosen again.
    every = dict.fromkeys([*options, *(text for text in texts if text)])
    return st.column_config.SelectboxColumn(label, width=width, options=list(every))


def fixed(read: Sequence[str], *, has_looks: bool) -> dict[str, Any]:
    """The columns that are only read: the row, the cells that need a look, and what was understood."""
    made: dict[str, Any] = {
        ROW: st.column_config.TextColumn("Dòng", width=60, pinned=True),
        LOOK: st.column_config.TextColumn("Ô cần xem", width=90, pinned=True) if has_looks else None,
    }
    for name in read:
        what = name.removeprefix(READ)
        width = 90 if what in ("criterion", "level") else 150
        made[name] = st.column_config.TextColumn(_READ_LABELS[what], width=width)
    return made


def _options(field: Field, understood: Understood, school_names: Mapping[str, str]) -> tuple[str, ...]:
    if field.kind == "criterion":
        return tuple(template_columns.criterion(code, title) for code, title in understood.criteria.items())
    if field.kind == "school":
        return tuple(school_names.values())
    choices = {
        "mark": ("X",),
        "level_mark": ("X",),
        "status": template_columns.STATUSES,
        "line_kind": template_columns.LINE_KINDS,
    }
    return choices.get(field.kind, ())


def _reading(line: Line, what: str, school_names: Mapping[str, str]) -> str:
    if what == "time":
        ends_on = getattr(line, "ends_on", None)
        return words.window(getattr(line, "starts_on", None), ends_on) if ends_on else ""
    if what == "criterion":
        return getattr(line, "criterion_code", None) or ""
    if what == "school":
        return school_names.get(getattr(line, "school_code", None) or "", "")
    if what == "status":
        suggested = getattr(line, "suggested_status", None)
        return words.state_word(suggested) if suggested else ""
    if isinstance(line, FormLine) and line.reading("level") is not None:
        level = line.reading("level")
        # In a list of schools the level is that of the school.
        return words.achieved_level(level) if isinstance(level, int) else words.level_word(level)
    return ""
