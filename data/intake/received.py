"""Answers of a child process, plain JSON and not trusted further, as sheets and cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from data.intake.sheets import Cell, Sheet, Value, Workbook

_CELL = partial(tuple.__new__, Cell)


def workbook(answer: Mapping[str, Any]) -> Workbook:
    """The workbook that an answer describes; LookupError, TypeError or ValueError where it makes no sense."""
    return Workbook(tuple(_sheet(sheet) for sheet in answer["sheets"]))


def _sheet(answer: Mapping[str, Any]) -> Sheet:
    rows, columns, values = answer["rows"], answer["columns"], answer["values"]
    texts = ["" if value is None else value for value in values]
    formats, is_error, is_uncalculated = [""] * len(rows), [False] * len(rows), [False] * len(rows)
    for number, text in answer["texts"]:
        texts[number] = text
    for number, code in answer["formats"]:
        formats[number] = code
    for number, kind, text in answer["moments"]:
        values[number] = _moment(kind, text)
    for number in answer["errors"]:
        is_error[number] = True
    for number in answer["uncalculated"]:
        is_uncalculated[number] = True
    # As Cell._make does, without a call of Python for each of hundreds of cells.
    made = map(_CELL, zip(rows, columns, values, texts, formats, is_error, is_uncalculated, strict=True))
    cells = dict(zip(zip(rows, columns, strict=True), made, strict=True))
    for number in answer["empty"]:
        del cells[rows[number], columns[number]]
    merges = tuple((top, left, bottom, right) for top, left, bottom, right in answer["merges"])
    return Sheet(answer["name"], answer["is_hidden"], cells, merges, frozenset(answer["hidden_rows"]))


def _moment(kind: str, text: str) -> Value:
    if kind == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if kind == "datetime" else time.fromisoformat(text)
