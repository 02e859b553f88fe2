"""The command `import`: workbooks in, one answer for each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from data.intake import desk, known, layouts, lists
from data.intake.draft import Given, Understood
from data.intake.form_line import FormLine
from data.intake.reading import Reader
from data.intake.understanding import Line, ResultLine
from data.intake.values import school_name, school_year
from data.store import Store

_OUTCOMES = {"accepted": "đã nhận", "needs_review": "đã nhận, cần xem lại", "rejected": "không nhận"}


class WrongUsage(Exception):
    """The command cannot be understood; the message says why, in Vietnamese."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import` to the command line."""
    parser = subparsers.add_parser("import", help="đọc và nhận các tệp Excel, Word (.docx), .ods, .csv")
    parser.add_argument("files", nargs="+", metavar="TỆP", type=Path)
    parser.add_argument("--school", metavar="TÊN_HOẶC_MÃ", help="trường nộp, khi tệp không ghi rõ")
    parser.add_argument("--year", metavar="2023-2024", help="năm học, khi tệp không ghi rõ")
    parser.add_argument("--kind", choices=layouts.kinds(), help="loại bảng, khi tệp có nhiều loại")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không giữ lại gì")
    parser.add_argument("--json", action="store_true", help="mỗi tệp một đối tượng JSON trên một dòng")


def run(args: argparse.Namespace, store: Store, *, home: Path, at: datetime, out: TextIO) -> int:
    """Take in the files one after another; 0 when none is rejected, 1 when one is, 2 for wrong usage."""
    try:
        given = _given(args, store)
        missing = [str(file) for file in args.files if not file.is_file()]
        if missing:
            raise WrongUsage(f"Không có tệp: {', '.join(missing)}.")
    except WrongUsage as error:
        sys.stderr.write(f"{error}\n")
        return 2
    is_any_rejected = False
    office = known.load(store)
    with Reader() as reader:
        for file in args.files:
            content = file.read_bytes()
            understood = desk.examine(store, reader, content, file_name=file.name, given=given, office=office)
            receipt = None
            if understood.outcome != "rejected" and not args.dry_run:
                receipt = desk.keep(
                    store, understood, content, folder=home / "files", by="command line", at=at
                )
                if lists.KIND in understood.kinds:
                    office = known.load(store)
            is_any_rejected |= understood.outcome == "rejected"
            answer = as_json(understood, receipt) if args.json else "\n".join(_told(understood, receipt))
            out.write(f"{answer}\n")
            out.flush()
    return 1 if is_any_rejected else 0


def as_json(understood: Understood, receipt: str | None) -> str:
    """The answer to one file as one line of JSON."""
    return json.dumps(
        {
            "file": understood.file_name,
            "kind": understood.kind,
            "kinds": understood.kinds,
            "school": understood.school_code,
            "school_year": understood.school_year,
            "framework": understood.framework_code,
            "document_number": understood.document_number,
            "row_count": len(understood.lines),
            "outcome": understood.outcome,
            "receipt": receipt,
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


def _told(understood: Understood, receipt: str | None) -> Iterator[str]:
    head = f"{understood.file_name}: {_OUTCOMES[understood.outcome]}, {len(understood.lines)} dòng"
    yield head + (f", biên nhận {receipt}" if receipt else "")
    for problem in understood.problems:
        place = " ".join(part for part in (problem.sheet, problem.cell) if part)
        yield f"  [{problem.level}] {place + ': ' if place else ''}{problem.message}"
