"""What the office's own lists add besides their lines: a list of schools makes schools."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from data import schools
from data.intake.draft import Understood
from data.intake.form_line import FormLine
from data.schools import SchoolVersion
from data.store import Writer

KIND = "schools"


def add_schools(writer: Writer, understood: Understood, *, by: str, at: datetime) -> None:
    """Schools of a list that are new, and a new version of those that the list describes otherwise.

    What the list leaves open stays as it was; a school that is not on the list stays too.
    """
    lines = [line for line in understood.lines_of(KIND) if isinstance(line, FormLine)]
    if not lines:
        return
    newest = {row["school_code"]: row for row in schools.newest(writer)}
    versions: list[SchoolVersion] = []
    seen: set[str] = set()
    for line in lines:
        if mark_of(line) in seen:
            continue  # of two lines about one school the first counts, as the checks say
        seen.add(mark_of(line))
        version = _version(line, newest, at)
        if version is not None:
            versions.append(version)
            newest[version.school_code] = {
                "name": version.name, "level": version.level, "ownership": version.ownership, "ward": version.ward,
                "is_open": version.is_open, "successor_code": version.successor_code,
            }  # fmt: skip
        alias = line.text("alias")
        code = version.school_code if version is not None else line.school_code
        if alias and code:
            schools.add_aliases_within(writer, code, [part.strip() for part in alias.split(";")], at=at)
    schools.record_within(writer, versions, at=at, by=by)


def code_of(line: FormLine) -> str | None:
    """The code a school of a list has or is to get; None where the list says too little to add it."""
    if line.school_code or not line.school_text or line.reading("level") is None:
        return line.school_code
    name = " ".join(line.school_text.split())
    return line.text("school_code") or schools.code_from_name(name, line.reading("level"))


def mark_of(line: FormLine) -> str:
    """What two lines about one school have in common."""
    return code_of(line) or line.text("school_code") or f"? {line.school_text}"


def _version(line: FormLine, newest: dict[str, dict[str, Any]], at: datetime) -> SchoolVersion | None:
    name, level = line.school_text, line.reading("level")
    if not name or level is None:
        return None
    name = " ".join(name.split())
    code = code_of(line)
    if code is None or not schools.is_code(code):
        return None
    before = newest.get(code)
    # A code made from a name may be taken by another school of that name; a list never overwrites a school it did not name.
    if before is not None and line.school_code is None:
        return None
    ownership, ward = line.reading("ownership"), line.text("ward")
    if before is None:
        return SchoolVersion(code, name, level, ownership or "public", ward)
    after = {
        "name": before["name"] if line.text("school_code") != code else name,
        "level": level,
        "ownership": ownership or before["ownership"],
        "ward": ward or before["ward"],
    }
    if all(before[field] == value for field, value in after.items()):
        return None
    # A list does not say whether a school was closed or merged: that stays as it was.
    kept: dict[str, Any] = {"is_open": before["is_open"], "successor_code": before["successor_code"]}
    return SchoolVersion(code, valid_from=at.date(), **after, **kept)
