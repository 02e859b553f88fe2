"""The command `account`: add, reset, list, disable. A password is printed once and kept nowhere."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from typing import TextIO

from data.access import accounts
from data.access.roles import ROLES
from data.store import Store


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `account` and its own four commands to the command line."""
    account = subparsers.add_parser("account", help="tài khoản: thêm, cấp lại mật khẩu, liệt kê, khoá")
    commands = account.add_subparsers(dest="account_command", required=True, metavar="add|reset|list|disable")
    add = commands.add_parser("add", help="thêm một tài khoản và in mật khẩu một lần")
    add.add_argument("login_name", metavar="TÊN_ĐĂNG_NHẬP")
    add.add_argument("--role", required=True, choices=ROLES, help="vai trò")
    add.add_argument("--school", metavar="MÃ_TRƯỜNG", help="mã trường, chỉ cho vai trò school")
    add.add_argument(
        "--name", metavar="TÊN_HIỂN_THỊ", help="tên hiện trên trang; để trống thì dùng tên đăng nhập"
    )
    reset = commands.add_parser("reset", help="cấp mật khẩu mới, in một lần, và kết thúc các phiên đang mở")
    reset.add_argument("login_name", metavar="TÊN_ĐĂNG_NHẬP")
    listing = commands.add_parser("list", help="liệt kê các tài khoản")
    listing.add_argument("--json", action="store_true", help="in dạng JSON")
    disable = commands.add_parser("disable", help="khoá tài khoản và kết thúc các phiên đang mở")
    disable.add_argument("login_name", metavar="TÊN_ĐĂNG_NHẬP")


def run(args: argparse.Namespace, store: Store, at: datetime, out: TextIO) -> int:
    """Do what the command says; 0 when done, 2 when it cannot be done, with one sentence that says why."""
    try:
        if args.account_command == "add":
            password = accounts.add(
                store,
                args.login_name,
                role=args.role,
                at=at,
                display_name=args.name,
                school_code=args.school,
            )
            _tell_password(args.login_name, password, out)
        elif args.account_command == "reset":
            _tell_password(args.login_name, accounts.reset_password(store, args.login_name, at=at), out)
        elif args.account_command == "disable":
            accounts.disable(store, args.login_name, at=at)
            out.write(f"Đã khoá tài khoản {accounts.normal_name(args.login_name)}.\n")
        else:
            _list(store, out, as_json=args.json)
    except accounts.AccountError as error:
        out.write(f"{error}\n")
        return 2
    return 0


def _tell_password(login_name: str, password: str, out: TextIO) -> None:
    out.write(f"Tài khoản: {accounts.normal_name(login_name)}\n")
    out.write(f"Mật khẩu (chỉ hiện một lần): {password}\n")


def _list(store: Store, out: TextIO, *, as_json: bool) -> None:
    found = accounts.listing(store)
    if as_json:
        out.write(json.dumps([asdict(account) for account in found], ensure_ascii=False, indent=2) + "\n")
        return
    if not found:
        out.write("Chưa có tài khoản nào. Thêm bằng lệnh: python -m data account add TÊN --role specialist\n")
    for account in found:
        parts = [account.login_name, account.role_name, account.school_code or "", account.display_name]
        out.write(
            " · ".join(part for part in parts if part) + (" · đã khoá" if account.is_disabled else "") + "\n"
        )
