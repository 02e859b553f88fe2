"""The time of a line, from one column or from a start and a finish column."""

from __future__ import annotations

from dataclasses import replace

from data.intake.known import Known
from data.intake.raw import RawLine, RawValue
from data.intake.values import time_phrase


def read_time(line: RawLine, *, school_year: str, known: Known) -> time_phrase.TimePhrase:
    """When a line is to be done; its text is empty where no time is given."""
    values = line.values
    whole, start, end = values.get("time"), values.get("time_start"), values.get("time_end")
    if start is None and end is None:
        return _phrase(whole, school_year=school_year, known=known)
    # Beside a column for the start, "Thời gian hoàn thành" is the finish, and the other way round.
    start, end = start or whole, end or whole
    first, last = (_phrase(value, school_year=school_year, known=known) for value in (start, end))
    parts = dict.fromkeys(value.text for value in (start, whole, end) if value is not None and value.text)
    text = " - ".join(parts)
    if start is None or end is None:
        return replace(last if start is None else first, text=text)
    return replace(
        last,
        text=text,
        starts_on=first.starts_on,
        precision="range",
        is_recurring=first.is_recurring or last.is_recurring,
        doubt=first.doubt or last.doubt,
    )


def _phrase(value: RawValue | None, *, school_year: str, known: Known) -> time_phrase.TimePhrase:
    if value is None:
        return time_phrase.parse(None, school_year=school_year, calendar=known.calendar)
    phrase = time_phrase.parse(
        value.stored,
        school_year=school_year,
        calendar=known.calendar,
        number_format=value.cell.number_format,
    )
    return phrase if phrase.text == value.text else replace(phrase, text=value.text)
