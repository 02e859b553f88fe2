"""The command `account`: add, reset, list and the rest. A password is printed once and kept nowhere."""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TextIO

from data.access import accounts, audit
from data.access.accounts import IssuedAccount
from data.access.roles import ROLES
from data.store import Store

_FROM = "dòng lệnh"
_SHEET = ("Mã trường", "Tên trường", "Tên đăng nhập", "Mật khẩu dùng một lần")
_VERBS = {
    "add": "thêm một tài khoản và in mật khẩu một lần",
    "reset": "cấp mật khẩu mới, in một lần, và kết thúc các phiên đang mở",
    "list": "liệt kê các tài khoản",
    "disable": "khoá tài khoản và kết thúc các phiên đang mở",
    "enable": "mở lại tài khoản đã khoá",
    "role": "đổi vai trò",
    "issue": "cấp tài khoản cho mọi trường chưa có, in mật khẩu một lần",
    "email": "ghi địa chỉ thư điện tử để đăng nhập bằng thư; để trống thì bỏ",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `account` and its own commands to the command line."""
    account = subparsers.add_parser("account", help="tài khoản: thêm, cấp lại mật khẩu, liệt kê, khoá…")
    commands = account.add_subparsers(dest="account_command", required=True, metavar="|".join(_VERBS))
    verbs = {verb: commands.add_parser(verb, help=told) for verb, told in _VERBS.items()}
    for verb in _VERBS.keys() - {"list", "issue"}:
        verbs[verb].add_argument("login_name", metavar="TÊN_ĐĂNG_NHẬP")
    for verb in ("add", "role"):
        verbs[verb].add_argument("--role", required=True, choices=ROLES, help="vai trò")
        verbs[verb].add_argument("--school", metavar="MÃ_TRƯỜNG", help="mã trường, chỉ cho vai trò school")
    verbs["add"].add_argument(
        "--name", metavar="TÊN_HIỂN_THỊ", help="tên hiện trên trang; để trống thì dùng tên đăng nhập"
    )
    verbs["add"].add_argument("--email", metavar="ĐỊA_CHỈ", help="thư điện tử, để đăng nhập bằng thư")
    verbs["email"].add_argument("email", metavar="ĐỊA_CHỈ", nargs="?")
    verbs["list"].add_argument("--json", action="store_true", help="in dạng JSON")
    verbs["issue"].add_argument(
        "--to", metavar="TỆP.csv", type=Path, help="ghi ra tệp này thay vì in ra màn hình"
    )


def run(args: argparse.Namespace, store: Store, at: datetime, out: TextIO) -> int:
    """Do what the command says; 0 when done, 2 when it cannot be done, with one sentence that says why."""
    try:
        if args.account_command == "list":
            _list(store, out, as_json=args.json)
        elif args.account_command == "issue":
            _issue(store, args.to, out, at=at)
        else:
            name = accounts.normal_name(args.login_name)
            action = _change(args, store, name, at, out)
            audit.record(
                store, at=at, login_name=None, address=None, action=action, subject=name, detail=_FROM
            )
    except accounts.AccountError as error:
        out.write(f"{error}\n")
        return 2
    return 0


def _change(args: argparse.Namespace, store: Store, name: str, at: datetime, out: TextIO) -> str:
    """One account changed; the name that the audit has for it."""
    match args.account_command:
        case "add":
            password = accounts.add(
                store,
                name,
                role=args.role,
                at=at,
                display_name=args.name,
                school_code=args.school,
                email=args.email,
            )
            _tell_password(name, password, out)
            return "account_added"
        case "reset":
            _tell_password(name, accounts.reset_password(store, name, at=at), out)
            return "password_reset"
        case "disable":
            accounts.disable(store, name, at=at)
            out.write(f"Đã khoá tài khoản {name}.\n")
            return "account_disabled"
        case "enable":
            accounts.enable(store, name, at=at)
            out.write(f"Đã mở lại tài khoản {name}.\n")
            return "account_enabled"
        case "role":
            accounts.set_role(store, name, role=args.role, school_code=args.school, at=at)
            out.write(f"Đã đổi vai trò của tài khoản {name}.\n")
            return "role_changed"
        case _:
            accounts.set_email(store, name, email=args.email, at=at)
            out.write(f"Đã {'ghi' if args.email else 'bỏ'} địa chỉ thư điện tử của tài khoản {name}.\n")
            return "account_changed"


def _tell_password(login_name: str, password: str, out: TextIO) -> None:
    out.write(f"Tài khoản: {login_name}\n")
    out.write(f"Mật khẩu (chỉ hiện một lần, phải đổi ở lần đăng nhập đầu tiên): {password}\n")


def _issue(store: Store, to: Path | None, out: TextIO, *, at: datetime) -> None:
    if to is not None and to.exists():
        # Asked before anything is issued: passwords that could not be written down would be lost.
        raise accounts.AccountError(f"Tệp {to} đã có; hãy chọn tên khác.")
    handle = None if to is None else _new_file(to)
    issued = accounts.issue_for_schools(store, at=at)
    if handle is not None:
        with handle:
            _write_sheet(issued, handle)
    elif issued:
        _write_sheet(issued, out)
    if issued:
        detail = f"{len(issued)} tài khoản, {_FROM}"
        audit.record(store, at=at, login_name=None, address=None, action="accounts_issued", detail=detail)
    if to is not None or not issued:
        out.write(f"Đã cấp {len(issued)} tài khoản.\n")


def _new_file(path: Path) -> TextIO:
    """A file that only its owner may read; with the mark by which Excel knows UTF-8."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise accounts.AccountError(f"Không ghi được tệp {path}.") from error
    return os.fdopen(number, "w", encoding="utf-8-sig", newline="")


def _write_sheet(issued: Sequence[IssuedAccount], out: TextIO) -> None:
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(_SHEET)
    for each in issued:
        cells = [each.school_code, each.school_name, each.login_name, each.password]
        # A name that begins like a formula must not become one.
        sheet.writerow(
            [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells]
        )


def _list(store: Store, out: TextIO, *, as_json: bool) -> None:
    found = accounts.listing(store)
    if as_json:
        rows = [asdict(account) for account in found]
        out.write(json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n")
        return
    if not found:
        out.write("Chưa có tài khoản nào. Thêm bằng lệnh: python -m data account add TÊN --role specialist\n")
    for account in found:
        parts = [
            account.login_name,
            account.role_name,
            account.school_code,
            account.display_name,
            account.email,
        ]
        parts += ["đã khoá"] if account.is_disabled else []
        parts += ["chưa đổi mật khẩu được cấp"] if account.must_change else []
        out.write(" · ".join(part for part in parts if part) + "\n")
