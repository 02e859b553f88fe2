"""The command `audit`: who did what, from where and when, the newest first."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import TextIO

from data.access import audit
from data.lens import TIME_ZONE, end_of_day
from data.store import Store


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `audit` to the command line."""
    parser = subparsers.add_parser("audit", help="nhật ký: ai đã làm gì, từ đâu, khi nào")
    parser.add_argument("--action", choices=audit.ACTIONS, help="chỉ một loại việc")
    parser.add_argument("--login", metavar="TÊN_ĐĂNG_NHẬP", help="chỉ của một tài khoản")
    parser.add_argument("--school", metavar="MÃ_TRƯỜNG", help="chỉ về một trường")
    parser.add_argument("--since", metavar="2026-09-01", type=date.fromisoformat, help="từ ngày")
    parser.add_argument("--until", metavar="2026-09-30", type=date.fromisoformat, help="đến hết ngày")
    parser.add_argument("--text", metavar="CHỮ", help="có chữ này ở bất kỳ cột nào")
    parser.add_argument("--limit", metavar="SỐ_DÒNG", type=int, default=500)
    parser.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")


def run(args: argparse.Namespace, store: Store, out: TextIO) -> int:
    """Print what was asked for; always 0."""
    found = audit.search(
        store,
        action=args.action,
        login_name=args.login,
        school_code=args.school,
        since=datetime.combine(args.since, time.min, TIME_ZONE) if args.since else None,
        until=end_of_day(args.until) if args.until else None,
        text=args.text,
        limit=max(0, args.limit),
    )
    for row in found:
        out.write(
            f"{json.dumps(asdict(row), ensure_ascii=False, default=str) if args.json else _line(row)}\n"
        )
    if not found and not args.json:
        out.write("Không có dòng nào.\n")
    return 0


def _line(row: audit.AuditRow) -> str:
    parts = [
        f"{row.recorded_at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M:%S}",
        audit.ACTION_NAMES.get(row.action, row.action),
        "bị từ chối" if row.outcome == audit.REFUSED else None,
        row.login_name,
        row.address,
        row.subject,
        row.school_code,
        row.detail,
    ]
    return " · ".join(part for part in parts if part)
