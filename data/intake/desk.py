"""The desk where a workbook is handed in: examined first, kept only when somebody says so."""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from data.intake import (
    answered,
    checks,
    drafting,
    earlier,
    known,
    line_cells,
    lists,
    questions,
    suggestions,
    text,
)
from data.intake.answered import Answer
from data.intake.draft import Draft, Given, Understood
from data.intake.known import Known
from data.intake.problems import ERROR, WARNING, Problem
from data.intake.reading import Reader
from data.intake.sheets import Sheet, Unreadable, Workbook
from data.lens import later
from data.store import Store, Trial, Writer

_DISK = ThreadPoolExecutor(2, "files of hand-ins")
_SHORTEST, _LONGEST = 5, 52  # letters of a receipt number
LEAST_FREE_BYTES = 200 * 1024 * 1024
_NO_ROOM = "Máy chủ sắp hết chỗ trống nên chưa nhận được tệp. Hãy báo người quản trị; tệp chưa được nộp."
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
    try:
        found: Workbook | Unreadable = reader.read(content, file_name=file_name)
    except Unreadable as error:
        found = error
    return understand(store, found, content, file_name=file_name, given=given, office=office)


def understand(
    store: Store,
    found: Workbook | Unreadable,
    content: bytes,
    *,
    file_name: str,
    given: Given | None = None,
    office: Known | None = None,
) -> Understood:
    """The same for a workbook that was read already, as one of many by `Reader.read_many`."""
    given = given or Given()
    office = office or known.load(store)
    if isinstance(found, Unreadable):
        return _answer(Draft(given, office), content, file_name, [Problem(found.code, ERROR, found.message)])
    draft = _draft(store, found.sheets, office, given=given, file_name=file_name)
    return _answer(draft, content, file_name, checks.all_problems(draft))


def _draft(store: Store, sheets: tuple[Sheet, ...], office: Known, *, given: Given, file_name: str) -> Draft:
    """Understood with what the school has answered before. Whose file it is may only be known after reading it once."""
    remembered = answered.load(store, given.school_code)
    draft = drafting.understand(sheets, office, given=given, file_name=file_name, remembered=remembered)
    if draft.school_code != given.school_code:
        own = answered.load(store, draft.school_code)
        if own.by_text != remembered.by_text:
            draft = drafting.understand(sheets, office, given=given, file_name=file_name, remembered=own)
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
    """Keep what was examined: bytes, lines, problems, corrections, who, when; whole or not at all. The receipt number.

    Each kind of table in the workbook becomes a revision of its own under the one receipt. A table that was handed in
    with the same file and the same corrections, and is the current one, is recognised: nothing is added for it, and
    where that holds for all, the first receipt is given again. Raises NotKept when there is no room, ValueError when the
    file was rejected. Many at once leave the checkpoint to the last one.
    """
    if understood.outcome == "rejected" or not understood.kinds or understood.school_year is None:
        raise ValueError("A rejected file cannot be kept.")
    # What every file is held against changes by answers and by lists of schools alone.
    changes_office = bool(understood.answers) or lists.KIND in understood.kinds
    with store.transaction(checkpoint=checkpoint, changes_steady=changes_office) as writer:
        # The disk is waited for twice, for the file and for the rows; the file's is over before the rows are committed.
        on_disk = _DISK.submit(keep_bytes, content, understood.file_sha256, folder)
        try:
            receipt = _write(store, writer, understood, by=by, at=at)
            earlier.seen(store, understood.school_year, receipt).add(understood.school_code, receipt)
            return receipt
        finally:
            on_disk.result()


@contextmanager
def tried(store: Store, understood: Understood, *, by: str, at: datetime) -> Iterator[Trial]:
    """The store as it would be with this file handed in, to be asked; nothing of it stays."""
    with store.trial() as trial:
        if understood.outcome != "rejected" and understood.kinds and understood.school_year is not None:
            _write(store, trial.writer, understood, by=by, at=at)
        yield trial


def _write(store: Store, writer: Writer, understood: Understood, *, by: str, at: datetime) -> str:
    """Everything of a hand-in but its bytes; the receipt number."""
    fresh: Sequence[str] = understood.kinds
    receipt = _short(_mark(understood, at), at)
    if not earlier.seen(store, understood.school_year or "", receipt).is_first(
        understood.school_code, receipt
    ):
        found_before = earlier.revisions(writer, understood)
        in_use = {kind: earlier.same_in_use(found, understood, kind) for kind, found in found_before.items()}
        fresh = [kind for kind in understood.kinds if in_use[kind] is None]
        if not fresh:
            return str(in_use[understood.kinds[0]])
        at = later(at, *(found[0]["recorded_at"] for found in found_before.values() if found))
        receipt = receipt_number(writer, _mark(understood, at), at)
    for number, kind in enumerate(fresh, start=1):
        revision_id = receipt if number == 1 else f"{receipt}-{number}"
        writer.add("kept.revision", [_revision_row(understood, kind, revision_id, receipt, by, at)])
        _add_lines(writer, understood, kind, revision_id)
    answered.remember(writer, _scoped(understood), school_code=understood.school_code, by=by, at=at)
    lists.add_schools(writer, understood, by=by, at=at)
    return receipt


def _mark(understood: Understood, at: datetime) -> str:
    """What tells a hand-in apart from all others."""
    return f"{understood.file_sha256} {understood.school_code} {understood.school_year} {at.isoformat()}"


def _scoped(understood: Understood) -> list[Answer]:
    """The answers given for this file, each with where it holds; what is asked nowhere in it is not remembered."""
    asked: dict[tuple[str, str], list[str]] = {}
    for each in understood.questions:
        asked.setdefault((each.question, answered.key(each.text)), []).append(each.scope)
    return [
        replace(answer, scope=scope)
        for answer in understood.answers
        for scope in asked.get((answer.question, answered.key(answer.text)), ())
        if answer.scope in ("", scope)
    ]


def _add_lines(writer: Writer, understood: Understood, kind: str, revision_id: str) -> None:
    parts: tuple[tuple[str, str, Sequence[object]], ...] = (
        (_LINE_TABLES.get(kind, "kept.form_line"), "line_no", understood.lines_of(kind)),
        ("kept.problem", "problem_no", understood.problems_of(kind)),
        ("kept.edit", "edit_no", understood.edited),
    )
    for table, number, rows in parts:
        if rows:
            count = len(rows)
            numbered = {"revision_id": [revision_id] * count, number: [*range(1, count + 1)]}
            writer.add_columns(table, {**numbered, **_columns(rows)})


def _columns(rows: Sequence[Any]) -> dict[str, Sequence[object]]:
    """The fields of dataclasses, which are columns of a table; `asdict` would copy each value, ten times slower."""
    names, values = _getter(rows[0].__class__)
    return dict(zip(names, map(list, zip(*map(values, rows), strict=True)), strict=True))


@cache
def _getter(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def _answer(draft: Draft, content: bytes, file_name: str, problems: Sequence[Problem]) -> Understood:
    return Understood(
        file_name=text.file_name(file_name),
        file_sha256=hashlib.sha256(content).hexdigest(),
        kinds=draft.kinds,
        school_code=draft.school_code,
        school_year=draft.school_year,
        framework_code=draft.framework.code if draft.framework else None,
        document_number=draft.document_number,
        document_on=draft.document_on,
        lines=tuple(draft.lines),
        problems=tuple(problems),
        edited=draft.edited,
        suggestions=suggestions.all_suggestions(draft),
        questions=questions.all_questions(draft),
        answers=draft.given.answers,
        sheet_kinds=tuple(
            (table.sheet.name, table.layout.kind) for table in draft.tables if not table.is_section
        ),
        section_kinds={
            edit: table.layout.kind
            for edit in draft.edited
            for table in draft.tables
            if table.is_section and table.holds(edit)
        },
        found_kinds=draft.found_kinds,
        line_cells=line_cells.of_draft(draft),
        criteria=draft.framework.criteria if draft.framework else {},
    )


def keep_bytes(content: bytes, sha256: str, folder: Path) -> None:
    """The file under its hash, written beside and moved into place, so that it is never half there. NotKept without room."""
    target = folder / sha256
    if target.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES + len(content):
        raise NotKept(_NO_ROOM)
    try:
        _write_whole(content, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NotKept(_NO_ROOM) from error
        raise


def _write_whole(content: bytes, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def receipt_number(writer: Writer, mark: str, at: datetime) -> str:
    """A short number that is easy to read out, made from what tells this hand-in apart; longer only if it is taken."""
    for length in range(_SHORTEST, _LONGEST):
        number = _short(mark, at, length)
        if not writer.rows("select 1 from kept.revision where revision_id = $id", {"id": number}):
            return number
    raise RuntimeError("No free receipt number.")


def _short(mark: str, at: datetime, length: int = _SHORTEST) -> str:
    letters = base64.b32encode(hashlib.sha256(mark.encode()).digest()).decode()
    return f"BN{at:%y%m%d}-{letters[:length]}"


def _revision_row(
    understood: Understood, kind: str, revision_id: str, receipt: str, by: str, at: datetime
) -> dict[str, object]:
    return {
        "revision_id": revision_id,
        "hand_in_id": receipt,
        "kind": kind,
        "school_code": understood.school_code,
        "school_year": understood.school_year,
        "framework_code": understood.framework_code,
        "document_number": understood.document_number,
        "document_on": understood.document_on,
        "file_sha256": understood.file_sha256,
        "edits_sha256": earlier.edits_sha256(understood, kind),
        "file_name": understood.file_name,
        "row_count": len(understood.lines_of(kind)),
        "warning_count": sum(1 for problem in understood.problems_of(kind) if problem.level == WARNING),
        "recorded_at": at,
        "recorded_by": by,
    }
