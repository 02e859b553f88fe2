"""The command line of the store: python -m data import | sample | status | account | audit | school."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from data import home as homes
from data import sample, schools
from data.access import audit_commands
from data.access import commands as account_commands
from data.intake import commands as intake_commands
from data.store import Store, StoreBusy


def main(argv: list[str]) -> int:
    """Run one command; 0 done, 1 not done, 2 wrong usage. State lives in DASHBOARD_HOME (default var/)."""
    args = _parser().parse_args(argv)
    folder = homes.home_folder(os.environ)
    if args.command == "sample":
        return _sample(args, folder)
    try:
        store = homes.open_home(folder)
    except StoreBusy as busy:
        print(busy, file=sys.stderr)
        return 1
    try:
        return _run(args, store, folder)
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Kho dữ liệu của bảng điều hành.")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="import|sample|status|account|audit|school"
    )
    intake_commands.add_parser(commands)
    example = commands.add_parser("sample", help="nạp quận mẫu (hư cấu) vào kho còn trống")
    example.add_argument(
        "--workbooks", metavar="THƯ_MỤC", type=Path, help="chỉ ghi các tệp mẫu ra thư mục này"
    )
    status = commands.add_parser("status", help="kho đang có gì")
    status.add_argument("--json", action="store_true")
    account_commands.add_parser(commands)
    audit_commands.add_parser(commands)
    school = commands.add_parser("school", help="danh sách trường")
    verbs = school.add_subparsers(dest="verb", required=True, metavar="add|list")
    add = verbs.add_parser("add", help="thêm một trường")
    add.add_argument("name", metavar="TÊN")
    add.add_argument("--level", required=True, choices=schools.LEVELS)
    add.add_argument("--code", metavar="MÃ")
    add.add_argument("--ward", metavar="PHƯỜNG_XÃ")
    add.add_argument("--private", action="store_true", help="trường ngoài công lập")
    listing = verbs.add_parser("list", help="liệt kê các trường")
    listing.add_argument("--json", action="store_true")
    return parser


def _run(args: argparse.Namespace, store: Store, folder: Path) -> int:
    at = homes.now(store, datetime.now(UTC))
    if args.command == "import":
        return intake_commands.run(args, store, home=folder, at=at, out=sys.stdout)
    if args.command == "account":
        # Accounts live by the real time, in a sample store too.
        return account_commands.run(args, store, datetime.now(UTC), sys.stdout)
    if args.command == "audit":
        return audit_commands.run(args, store, sys.stdout)
    if args.command == "school":
        return _add_school(args, store, at) if args.verb == "add" else _list_schools(args, store, sys.stdout)
    return _status(args, store, sys.stdout)


def _add_school(args: argparse.Namespace, store: Store, at: datetime) -> int:
    try:
        code = schools.add(
            store,
            args.name,
            level=args.level,
            at=at,
            by="command line",
            code=args.code,
            ward=args.ward,
            is_private=args.private,
        )
    except schools.SchoolError as error:
        print(error, file=sys.stderr)
        return 2
    print(code)
    return 0


def _list_schools(args: argparse.Namespace, store: Store, out: TextIO) -> int:
    found = schools.listing(store)
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=2), file=out)
        return 0
    for row in found:
        parts = (
            row["school_code"],
            row["name"],
            row["level"],
            row["ward"] or "",
            "" if row["is_open"] else "đã đóng",
        )
        print(" · ".join(part for part in parts if part), file=out)
    if not found:
        print('Chưa có trường nào. Thêm bằng lệnh: python -m data school add "TÊN" --level THCS', file=out)
    return 0


def _status(args: argparse.Namespace, store: Store, out: TextIO) -> int:
    today = store.rows("select value from kept.fact where name = 'today'")
    kind = homes.kind_of(store)
    counts = store.rows(
        "select (select count(distinct school_code) from kept.school_version) as school_count, "
        "(select count(*) from kept.account) as account_count, "
        "(select count(*) from kept.account where role = 'administrator' and not is_disabled) as administrator_count, "
        "(select count(*) from kept.revision) as hand_in_count, "
        "(select count(*) from kept.plan_line) as plan_line_count, "
        "(select count(*) from kept.result_line) as result_line_count, "
        "(select count(*) from kept.schedule_line) as schedule_line_count, "
        "(select max(recorded_at) from kept.revision) as last_hand_in_at, "
        "(select max(name) from migration) as migration"
    )[0]
    status = {"kind": kind, "today": today[0]["value"] if today else None, **counts}
    if args.json:
        print(json.dumps(status, ensure_ascii=False, default=str), file=out)
    else:
        print(f"Đây là {homes.KIND_NAMES[kind]}.", file=out)
        for name, value in status.items():
            print(f"{name}: {'' if value is None else value}", file=out)
    return 0


def _sample(args: argparse.Namespace, folder: Path) -> int:
    if args.workbooks is not None:
        count = sample.write_workbooks(args.workbooks)
        print(f"Đã ghi {count} tệp mẫu (hư cấu) vào {args.workbooks}.")
        return 0
    try:
        print(sample.fill_home(folder, tell=lambda line: print(line, flush=True)))
    except StoreBusy as busy:
        print(busy, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
