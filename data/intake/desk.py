"""The desk where a workbook is handed in: examined first, kept only when somebody says so."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from data.intake import checks, known, layouts, legacy_sheets, lines, preface, tables, understanding
from data.intake.draft import Draft, Given, Understood
from data.intake.known import Known
from data.intake.marking.index import is_index
from data.intake.problems import ERROR, WARNING, Problem
from data.intake.reading import Reader
from data.intake.sheets import Sheet, Unreadable
from data.intake.tables import Table
from data.store import Store, Writer

LEAST_FREE_BYTES = 200 * 1024 * 1024
_LINE_TABLES = {"plan": "kept.plan_line", "results": "kept.result_line", "schedule": "kept.schedule_line"}


class NotKept(Exception):
    """The file could not be kept; the message is for the user, in Vietnamese. The store is as it was."""


def examine(
    store: Store,
    reader: Reader,
    content: bytes,
    *,
    file_name: str,
    given: Given | None = None,
    office: Known | None = None,
) -> Understood:
    """What a workbook says and what is wrong with it. Never raises for a bad file; keeps nothing.

    `office` spares loading what the office knows for each of many files.
    """
    given = given or Given()
    office = office or known.load(store)
    try:
        sheets = reader.read(content, file_name=file_name).sheets
    except Unreadable as error:
        return _answer(Draft(given, office), content, file_name, [Problem(error.code, ERROR, error.message)])
    draft = understand(sheets, office, given=given, file_name=file_name)
    return _answer(draft, content, file_name, checks.all_problems(draft))


def understand(sheets: tuple[Sheet, ...], office: Known, *, given: Given, file_name: str) -> Draft:
    """Everything a workbook's sheets say, held against what the office knows."""
    read = [legacy_sheets.in_unicode(sheet) for sheet in sheets if not is_index(sheet)]
    sheets = tuple(sheet for sheet, _ in read)
    draft = Draft(given, office, sheets, converted=tuple(each for _, changed in read for each in changed))
    shown = _tables(sheet for sheet in sheets if not sheet.is_hidden)
    draft.hidden_tables = tuple(t.sheet.name for t in _tables(sheet for sheet in sheets if sheet.is_hidden))
    draft.found_kinds = tuple(dict.fromkeys(table.layout.kind for table in shown))
    draft.kind = given.kind or (draft.found_kinds[0] if len(draft.found_kinds) == 1 else None)
    if draft.kind is not None:
        draft.tables = tuple(table for table in shown if table.layout.kind == draft.kind)
    draft.bodies = tuple(lines.read(table, is_title=office.is_title) for table in draft.tables)
    _read_preface(draft, file_name)
    _read_lines(draft)
    return draft


def keep(
    store: Store,
    understood: Understood,
    content: bytes,
    *,
    folder: Path,
    by: str,
    at: datetime,
    checkpoint: bool = True,
) -> str:
    """Keep what was examined: bytes, lines, problems, who, when; whole or not at all. The receipt number.

    The same file handed in again for the same school and year, while it is the current one, is recognised:
    its first receipt is given again and nothing is added. Raises NotKept when there is no room, ValueError
    when the file was rejected. Many at once leave the checkpoint to the last one.
    """
    if understood.outcome == "rejected" or understood.kind is None or understood.school_year is None:
        raise ValueError("A rejected file cannot be kept.")
    _keep_bytes(content, understood.file_sha256, folder)
    with store.transaction(checkpoint=checkpoint) as writer:
        earlier = _earlier_revisions(writer, understood)
        in_use = next((revision for revision in earlier if not revision["is_withdrawn"]), None)
        if in_use is not None and in_use["file_sha256"] == understood.file_sha256:
            return str(in_use["revision_id"])
        if earlier:
            # Each hand-in is later than the ones before, even if the clock stood still or went back.
            at = max(at, earlier[0]["recorded_at"] + timedelta(microseconds=1))
        revision_id = _receipt_number(writer, understood, at)
        writer.add("kept.revision", [_revision_row(understood, revision_id, by, at)])
        rows = [
            {"revision_id": revision_id, "line_no": number, **asdict(line)}
            for number, line in enumerate(understood.lines, start=1)
        ]
        writer.add(_LINE_TABLES[understood.kind], rows)
        writer.add(
            "kept.problem",
            [
                {"revision_id": revision_id, "problem_no": number, **asdict(problem)}
                for number, problem in enumerate(understood.problems, start=1)
            ],
        )
    return revision_id


def withdraw(store: Store, revision_id: str, *, reason: str, by: str, at: datetime) -> None:
    """Take a handed-in workbook out of the current state; it stays readable. Twice is once."""
    with store.transaction() as writer:
        if not writer.rows("select 1 from kept.withdrawal where revision_id = $id", {"id": revision_id}):
            row = {"revision_id": revision_id, "reason": reason, "recorded_at": at, "recorded_by": by}
            writer.add("kept.withdrawal", [row])


def _tables(sheets: Iterable[Sheet]) -> list[Table]:
    """Each sheet's table, by the form that explains most of its headings."""
    found: list[Table] = []
    for sheet in sheets:
        fitting = [table for layout in layouts.layouts() if (table := tables.find(sheet, layout)) is not None]
        if fitting:
            found.append(max(fitting, key=lambda table: len(table.columns)))
    return found


def _read_preface(draft: Draft, file_name: str) -> None:
    draft.said = preface.statements(draft.tables, file_name)
    draft.said_years = preface.school_years(draft.said)
    draft.school_year = draft.given.school_year or (
        draft.said_years[0] if len(draft.said_years) == 1 else None
    )
    draft.document_number, draft.document_on = preface.numbered(draft.said)
    if draft.kind == "schedule":
        return
    draft.named_schools = preface.schools(draft.said, draft.known.schools)
    sure = {school.code for school in draft.named_schools if school.code}
    draft.school_code = draft.given.school_code or (sure.pop() if len(sure) == 1 else None)


def _read_lines(draft: Draft) -> None:
    raw = [line for body in draft.bodies for line in body.lines]
    if draft.school_year is None:
        return
    if draft.kind == "schedule":
        draft.lines = understanding.schedule_lines(raw, school_year=draft.school_year, known=draft.known)
        return
    school = draft.known.school(draft.school_code) if draft.school_code else None
    if school is None or school.level is None:
        return
    draft.framework = draft.known.framework_for(school.level, draft.school_year)
    if draft.framework is None:
        return
    if draft.kind == "plan":
        draft.lines = understanding.plan_lines(
            raw, draft.framework, school_year=draft.school_year, known=draft.known
        )
    elif draft.kind == "results":
        draft.lines = understanding.result_lines(raw, draft.framework)


def _answer(draft: Draft, content: bytes, file_name: str, problems: Sequence[Problem]) -> Understood:
    return Understood(
        file_name=file_name,
        file_sha256=hashlib.sha256(content).hexdigest(),
        kind=draft.kind,
        school_code=draft.school_code,
        school_year=draft.school_year,
        framework_code=draft.framework.code if draft.framework else None,
        document_number=draft.document_number,
        document_on=draft.document_on,
        lines=tuple(draft.lines),
        problems=tuple(problems),
    )


def _keep_bytes(content: bytes, sha256: str, folder: Path) -> None:
    """The file under its hash, written beside and moved into place, so that it is never half there."""
    target = folder / sha256
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES + len(content):
        raise NotKept(
            "Máy chủ sắp hết chỗ trống nên chưa nhận được tệp. Hãy báo người quản trị; tệp chưa được nộp."
        )
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _earlier_revisions(writer: Writer, understood: Understood) -> list[dict[str, Any]]:
    """What was handed in before of this kind for this school and year, newest first, withdrawn ones too."""
    return writer.rows(
        "select revision_id, file_sha256, revision.recorded_at, withdrawal.revision_id is not null as is_withdrawn "
        "from kept.revision left join kept.withdrawal using (revision_id) "
        "where kind = $kind and school_year = $year and school_code is not distinct from $school "
        "order by revision.recorded_at desc",
        {"kind": understood.kind, "year": understood.school_year, "school": understood.school_code},
    )


def _receipt_number(writer: Writer, understood: Understood, at: datetime) -> str:
    """A short number that is easy to read out, made from what is handed in; longer only if it is taken."""
    mark = f"{understood.file_sha256} {understood.school_code} {understood.school_year} {at.isoformat()}"
    letters = base64.b32encode(hashlib.sha256(mark.encode()).digest()).decode()
    for length in range(5, len(letters)):
        number = f"BN{at:%y%m%d}-{letters[:length]}"
        if not writer.rows("select 1 from kept.revision where revision_id = $id", {"id": number}):
            return number
    raise RuntimeError("No free receipt number.")


def _revision_row(understood: Understood, revision_id: str, by: str, at: datetime) -> dict[str, object]:
    return {
        "revision_id": revision_id,
        "kind": understood.kind,
        "school_code": understood.school_code,
        "school_year": understood.school_year,
        "framework_code": understood.framework_code,
        "document_number": understood.document_number,
        "document_on": understood.document_on,
        "file_sha256": understood.file_sha256,
        "file_name": understood.file_name,
        "row_count": len(understood.lines),
        "warning_count": sum(1 for problem in understood.problems if problem.level == WARNING),
        "recorded_at": at,
        "recorded_by": by,
    }
