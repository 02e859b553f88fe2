"""The command `import`: workbooks, folders and archives in, one answer for each file."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from data.intake import bulk, desk, known, layouts
from data.intake.bulk import Batch, Item, paths
from data.intake.draft import Given
from data.intake.form_line import FormLine
from data.intake.reading import Reader
from data.intake.understanding import Line, ResultLine
from data.intake.values import school_name, school_year
from data.store import Store

_OUTCOMES = {"accepted": "đã nhận", "needs_review": "đã nhận, cần xem lại", "rejected": "không nhận"}
_STATES = {
    bulk.KNOWN: "đã nộp trước đó",
    bulk.REPLACED: "đã nộp trước đó, nay đã có bảng khác thay",
    bulk.WITHDRAWN: "đã nộp trước đó rồi rút hoặc trả lại",
    bulk.SAME: "cùng nội dung với một tệp khác trong lần này",
    bulk.UNCLEAR: "chưa nhận, chưa rõ trường",
    bulk.RIVAL: "chưa nhận, có tệp khác cùng trường, loại bảng, năm học",
    bulk.READY: "đọc được, chưa nộp",
}


class WrongUsage(Exception):
    """The command cannot be understood; the message says why, in Vietnamese."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import` to the command line."""
    parser = subparsers.add_parser(
        "import", help="đọc và nhận các tệp Excel, Word (.docx), .ods, .csv, .zip, thư mục"
    )
    parser.add_argument("files", nargs="+", metavar="TỆP", type=Path)
    parser.add_argument("--school", metavar="TÊN_HOẶC_MÃ", help="trường nộp, khi tệp không ghi rõ")
    parser.add_argument("--year", metavar="2023-2024", help="năm học, khi tệp không ghi rõ")
    parser.add_argument("--kind", choices=layouts.kinds(), help="loại bảng, khi tệp có nhiều loại")
    parser.add_argument(
        "--in-order",
        action="store_true",
        help="nhiều tệp cùng trường, loại bảng, năm học: nhận lần lượt, tệp sau thay tệp trước",
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không giữ lại gì")
    parser.add_argument("--json", action="store_true", help="mỗi tệp một đối tượng JSON trên một dòng")


def run(args: argparse.Namespace, store: Store, *, home: Path, at: datetime, out: TextIO) -> int:
    """Take in all files, folders and archives together; 0 when all are taken in or were before, 1 when one is not, 2 for
    wrong usage.
    """
    try:
        given = _given(args, store)
        missing = [str(file) for file in args.files if not file.exists()]
        if missing:
            raise WrongUsage(f"Không có tệp: {', '.join(missing)}.")
        batch = paths.batch_of(args.files)
    except WrongUsage as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for item in batch.items:
        batch.say(item, given)
    refusal = ""
    with Reader() as reader:
        try:
            _take_in(batch, store, reader, args, home=home, at=at)
        except desk.NotKept as error:
            refusal = str(error)
    states = batch.states()
    for item in batch.items:
        answer = as_json(item, states[item]) if args.json else "\n".join(_told(item, states[item]))
        out.write(f"{answer}\n")
    if len(batch.items) > 1:
        # With --json the answers are for a program, and each line of them is one file.
        (sys.stderr if args.json else out).write(f"{_summary(batch, states)}\n")
    out.flush()
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 1 if {bulk.REJECTED, bulk.UNSAID, bulk.UNCLEAR, bulk.RIVAL} & set(states.values()) else 0


def _take_in(
    batch: Batch, store: Store, reader: Reader, args: argparse.Namespace, *, home: Path, at: datetime
) -> None:
    """Everything is looked at before the first is kept; a list of schools may make others readable. Raises desk.NotKept."""
    while True:
        while batch.examine_some(store, reader):
            pass
        batch.settle(store)
        if args.in_order:
            batch.choices = dict.fromkeys(batch.rivals, bulk.IN_ORDER)
        ready = [] if args.dry_run else batch.ready
        for item in ready:
            batch.keep(
                store, item, folder=home / "files", by="command line", at=at, checkpoint=item is ready[-1]
            )
            if batch.is_waiting:
                break
        else:
            return


def as_json(item: Item, state: str) -> str:
    """The answer to one file as one line of JSON."""
    understood = item.understood
    assert understood is not None, "every file was looked at"
    return json.dumps(
        {
            "file": understood.file_name,
            "folder": "/".join(item.folders),
            "kind": understood.kind,
            "kinds": understood.kinds,
            "school": understood.school_code,
            "school_year": understood.school_year,
            "framework": understood.framework_code,
            "document_number": understood.document_number,
            "row_count": len(understood.lines),
            "outcome": understood.outcome,
            "state": state,
            "receipt": _receipt(item),
            "problems": [asdict(problem) for problem in understood.problems],
            "rows": [_row(line) for line in understood.lines],
        },
        ensure_ascii=False,
        default=str,
    )


def _row(line: Line) -> dict[str, Any]:
    row = {"kind": line.kind, **asdict(line), "cells": json.loads(line.cells)}
    if isinstance(line, FormLine):
        row |= {name: json.loads(row[name]) for name in ("texts", "readings", "doubts")}
    if isinstance(line, ResultLine):
        row["status"] = line.suggested_status
    return row


def _given(args: argparse.Namespace, store: Store) -> Given:
    year = args.year
    if year is not None and school_year.parse(year).school_year != year:
        raise WrongUsage(f"Năm học «{year}» không đúng; ghi như 2023-2024.")
    code = None
    if args.school is not None:
        schools = known.load(store).schools
        code = next((school.code for school in schools if school.code == args.school), None)
        if code is None:
            match = school_name.match(args.school, schools)
            if match.code is None or match.doubt is not None:
                near = ", ".join(match.candidates) or "python -m data school list"
                raise WrongUsage(
                    f"Chưa rõ «{args.school}» là trường nào (xem: {near}). Hãy ghi đúng tên hoặc mã."
                )
            code = match.code
    return Given(school_code=code, school_year=year, kind=args.kind)


def _receipt(item: Item) -> str | None:
    """Also that of an earlier time, where the same file came then."""
    if item.same_as is not None:
        return _receipt(item.same_as)
    return item.receipt or (item.standing.receipt if item.standing else None)


def _told(item: Item, state: str) -> Iterator[str]:
    understood, receipt = item.understood, _receipt(item)
    assert understood is not None, "every file was looked at"
    word = _STATES.get(state) or _OUTCOMES[understood.outcome]
    head = f"{item.path}: {word}, {len(understood.lines)} dòng"
    yield head + (f", biên nhận {receipt}" if receipt else "")
    for problem in understood.problems:
        place = " ".join(part for part in (problem.sheet, problem.cell) if part)
        yield f"  [{problem.level}] {place + ': ' if place else ''}{problem.message}"


def _summary(batch: Batch, states: Mapping[Item, str]) -> str:
    counts = Counter(states.values())
    kept = [item for item, state in states.items() if state == bulk.KEPT]
    review = sum(1 for item in kept if item.understood and item.understood.outcome == "needs_review")
    lines = sum(len(item.understood.lines) for item in kept if item.understood)
    parts = [f"Tổng: {len(batch.items)} tệp", f"nhận {len(kept)} ({lines} dòng; {review} tệp cần xem lại)"]
    told = (
        ("đã nộp trước đó", sum(counts[each] for each in (bulk.KNOWN, bulk.REPLACED, bulk.WITHDRAWN))),
        ("trùng nhau trong lần này", counts[bulk.SAME]),
        ("chỉ đọc thử", counts[bulk.READY]),
        ("chưa rõ trường", counts[bulk.UNCLEAR]),
        (
            "cùng trường, loại bảng, năm học nên chưa nhận (thêm --in-order để nhận lần lượt)",
            counts[bulk.RIVAL],
        ),
        ("không nhận", counts[bulk.REJECTED] + counts[bulk.UNSAID]),
        ("bỏ qua tệp phụ của hệ thống", batch.left_out_count),
    )
    parts += [f"{word} {count}" for word, count in told if count]
    return ", ".join(parts) + "."
