"""The office whose walls are walked: two schools in a running dashboard, and everything of school B bears a mark."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl

from data.access import accounts, audit, roles
from data.home import open_home
from data.store import Store
from tests.browser.conftest import ROOT, Server
from tests.pages.conftest import FOREIGN, fill
from tests.pages.door.conftest import Answer, Visitor
from tests.queries.conftest import Book, finding, judged, planned, recommendation, reported, requested

LONG_AGO = datetime(2020, 9, 2, tzinfo=UTC)
PASSWORD = "câu dài để thử tường"
# Stands in the name of every account: whoever reads school B's tables need not read who is who.
PERSON = "QZTK"
FOREIGN_FILE = "BN900"

NOBODY = "nobody"
ISSUED = "moi-cap"  # school A's second account, whose password was issued and is not changed yet
SCHOOL_A = "truong-a"
SCHOOL_B = "truong-b"
SPECIALIST = "chuyen-vien"
LEADERSHIP = "lanh-dao"
ADMINISTRATOR = "nguoi-quan-tri"
ACCOUNTS = {
    ISSUED: (roles.SCHOOL, "A"),
    SCHOOL_A: (roles.SCHOOL, "A"),
    SCHOOL_B: (roles.SCHOOL, "B"),
    SPECIALIST: (roles.SPECIALIST, None),
    LEADERSHIP: (roles.LEADERSHIP, None),
    ADMINISTRATOR: (roles.ADMINISTRATOR, None),
}
VISITORS = (NOBODY, *ACCOUNTS)

_ROUTES = """
import json, sys, dashboard
found = dashboard.app._build_starlette_app().routes
table = [[getattr(each, "path", repr(each)), sorted(getattr(each, "methods", None) or [type(each).__name__])]
         for each in found]
sys.stdout.write("TABLE" + json.dumps(table))
"""


def furnish(home: Path) -> None:
    """Both schools with two years of tables, an account of every kind, and a file of school B."""
    store = open_home(home)
    book = Book(store)
    book.add("fact", name="kind", value="sample")
    book.add("fact", name="today", value="2025-11-20")
    book.school("A", "THCS Suối Mơ", ward="Phường Một")
    book.school("B", f"THCS {FOREIGN}", ward=f"Phường {FOREIGN}", ownership="private")
    _add_accounts(store)
    fill(store)
    book._count = 500  # receipts of their own, behind those of fill
    book.hand_in("plan", "B", "2024-2025", date(2025, 11, 5), asking("1.1"))
    # School B says of two criteria nothing but that they are done: there is something of it to read again.
    told = [{**reported(code, "done", mark=FOREIGN), "done_text": "Thực hiện tốt"} for code in ("1.1", "2.1")]
    told.append(reported("1.10", "needs_review", mark=FOREIGN))
    book.hand_in("results", "B", "2024-2025", date(2025, 5, 21), *told)
    book.hand_in("findings", "B", "2024-2025", date(2025, 5, 20), finding("1.1", weakness=FOREIGN))
    # One that no plan took up, and one of which nobody knows what it is about.
    asked = [recommendation(code, FOREIGN) for code in ("3.6", None)]
    book.hand_in("recommendations", "B", "2024-2025", date(2025, 3, 3), *asked)
    told_help = [requested(f"Cấp thêm sách {FOREIGN}", "Phòng GDĐT"), requested(f"Sửa sân {FOREIGN}")]
    book.hand_in("requests", "B", "2024-2025", date(2025, 5, 21), *told_help)
    # All of school B's criteria are told, so that its Mức can be.
    criteria = store.rows("select criterion_code from law.criterion where framework_code = 'TT18-2018'")
    book.hand_in(
        "self_evaluation",
        "B",
        "2024-2025",
        date(2025, 5, 20),
        *(judged(row["criterion_code"], 1) for row in criteria),
    )
    lines = [asking("1.1"), *(planned(code, mark=FOREIGN) for code in ("1.10", "2.1"))]
    book.hand_in("plan", "B", "2025-2026", date(2025, 11, 6), *lines)
    book.add(
        "revision",
        revision_id=FOREIGN_FILE,
        kind="results",
        school_code="B",
        school_year="2025-2026",
        framework_code="TT18-2018",
        document_number=f"1/{FOREIGN}",
        file_sha256="b" * 64,
        file_name=f"{FOREIGN}.xlsx",
        row_count=1,
        warning_count=1,
        recorded_at=LONG_AGO.replace(year=2025, month=11),
        recorded_by=SCHOOL_B,
    )
    place = {"sheet": FOREIGN, "first_row": 5, "last_row": 5, "cells": "{}"}
    book.add(
        "result_line", revision_id=FOREIGN_FILE, line_no=1, **place, **reported("1.1", "done", mark=FOREIGN)
    )
    book.add(
        "problem",
        revision_id=FOREIGN_FILE,
        problem_no=1,
        code="date_unclear",
        level="warning",
        sheet=FOREIGN,
        cell="B2",
        message=f"Không rõ {FOREIGN}",
    )
    book.waiver("B", "S33", "2025-2026", f"Vì {FOREIGN}", day=date(2025, 11, 4))
    book.add(
        "meeting",
        meeting_id="H1",
        held_on=date(2025, 10, 28),
        title=f"Về {FOREIGN}",
        is_withdrawn=False,
        recorded_at=LONG_AGO.replace(year=2025, month=10, day=28),
        recorded_by=SPECIALIST,
    )
    # A visit of school B was moved, in the schedule that is in use.
    in_use = store.rows(
        "select revision_id from kept.revision where kind = 'schedule' order by recorded_at desc"
    )
    moved = {
        "starts_on": LONG_AGO.replace(year=2026, month=3).date(),
        "ends_on": LONG_AGO.replace(year=2026, month=3).date(),
    }
    book.add(
        "schedule_move",
        revision_id=in_use[0]["revision_id"],
        line_no=2,
        from_revision_id=in_use[0]["revision_id"],
        from_line_no=2,
        school_code="B",
        **{f"{side}_{name}": day for side in ("from", "to") for name, day in moved.items()},
        reason=f"Vì {FOREIGN}",
        recorded_at=LONG_AGO.replace(year=2025, month=11),
        recorded_by=SPECIALIST,
    )
    (home / "files").mkdir(exist_ok=True)
    (home / "files" / ("b" * 64)).write_bytes(f"a;{FOREIGN}\n1;2\n".encode())
    audit.record(
        store, at=LONG_AGO, login_name=SCHOOL_B, address="192.0.2.7", action="sign_in", subject=FOREIGN
    )
    store.close()


def asking(criterion: str) -> dict[str, object]:
    """A line of school B's plan that needs money and asks the office for help."""
    money = {"budget_text": "5 triệu", "budget_vnd": 5_000_000, "budget_source": "state"}
    return {**planned(criterion, mark=FOREIGN), **money, "support": f"Phòng GDĐT hỗ trợ {FOREIGN}"}


def _add_accounts(store: Store) -> None:
    for name, (role, school_code) in ACCOUNTS.items():
        accounts.add(
            store,
            name,
            role=role,
            school_code=school_code,
            at=LONG_AGO,
            display_name=f"{PERSON} {name}",
            password=PASSWORD,
            email=f"{name}@{PERSON.lower()}.example",
            must_change=name == ISSUED,
        )


def route_table(home: Path) -> set[tuple[str, str]]:
    """Every (method, path) of the app object, asked in a process of its own: a runtime of Streamlit is for good."""
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ROUTES],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    table = json.loads(told.partition("TABLE")[2])
    # Starlette answers HEAD wherever it answers GET.
    return {(method, path) for path, methods in table for method in methods if method != "HEAD"}


def visitors(server: Server) -> dict[str, Visitor]:
    """Nobody, and everybody signed in."""
    found = {name: Visitor(server) for name in VISITORS}
    for name in ACCOUNTS:
        assert found[name].sign_in(name, PASSWORD).status == 303, name
    return found


def outcome(answer: Answer) -> str:
    """What became of a request: served, or which wall it met."""
    target = answer.headers.get("location", "")
    if answer.status == 401 or target.startswith("/dang-nhap"):
        return "sign in first"
    if target.startswith("/doi-mat-khau") or "đổi mật khẩu trước" in answer.body.decode("utf-8", "replace"):
        return "change first"
    if answer.status >= 500:
        return "failed"
    return "refused" if answer.status >= 400 else "served"


def readable(content: bytes) -> str:
    """The letters of an answer, with those inside an Excel file."""
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return content.decode("utf-8", "replace")


def names_of_others(name: str, text: str) -> set[str]:
    """The accounts besides one's own that an answer gives away."""
    return {each for each in ACCOUNTS if each != name and each in text}


def rows(content: bytes) -> list[tuple[str, ...]]:
    """What stands in an Excel file under its title and its day."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return [tuple(str(value) for value in row) for row in sheet.values][3:]


def methods_called(source: str) -> set[str]:
    """The names of all methods that a module calls, of whatever."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
