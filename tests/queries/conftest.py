"""A book to write rows into by hand, and a small district written with it, each row with the reason it is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import pandas as pd
import pytest

from data.lens import TIME_ZONE
from data.store import Store
from tests.fresh import fresh_store

LONG_AGO = datetime(2020, 1, 1, 8, 0, tzinfo=TIME_ZONE)
Rows = Callable[..., list[tuple[Any, ...]]]


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), TIME_ZONE)


class Book:
    """Writes rows of the kept tables; whatever a test does not care about has a default."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._count = 0

    def add(self, table: str, **values: object) -> None:
        with self.store.transaction() as writer:
            writer.add(f"kept.{table}", [values])

    def school(
        self,
        code: str,
        name: str,
        level: str = "THCS",
        *,
        since: date | None = None,
        is_open: bool = True,
        ward: str = "Phường Một",
        ownership: str = "public",
        known_since: date | None = None,
        successor: str | None = None,
    ) -> None:
        """A version of a school; the second call for one code is its second version."""
        earlier = self.store.rows(
            "select count(*) as n from kept.school_version where school_code = $code", {"code": code}
        )[0]["n"]
        self.add(
            "school_version",
            school_code=code,
            version_no=earlier + 1,
            valid_from=since,
            name=name,
            level=level,
            ownership=ownership,
            ward=ward,
            is_open=is_open,
            successor_code=successor,
            recorded_at=morning(known_since) if known_since else LONG_AGO,
            recorded_by="test",
        )

    def hand_in(
        self,
        kind: str,
        school: str | None,
        school_year: str,
        day: date,
        *lines: dict[str, object],
        framework: str | None = "TT18-2018",
    ) -> str:
        """A workbook with its lines; the receipt number."""
        self._count += 1
        receipt = f"BN{self._count:03}"
        marker = school or "PHONG"
        self.add(
            "revision",
            revision_id=receipt,
            kind=kind,
            school_code=school,
            school_year=school_year,
            framework_code=None if kind == "schedule" else framework,
            document_number=f"{self._count}/{marker}",
            file_sha256="0" * 64,
            file_name=f"{marker}.xlsx",
            row_count=len(lines),
            warning_count=0,
            recorded_at=morning(day),
            recorded_by=f"tai khoan {marker}",
        )
        own = {"plan": "plan_line", "results": "result_line", "schedule": "schedule_line"}
        table = own.get(kind, "form_line")
        for number, line in enumerate(lines, start=1):
            place = {"sheet": "Bảng", "first_row": number + 4, "last_row": number + 4, "cells": "{}"}
            self.add(table, revision_id=receipt, line_no=number, **place, **line)
        return receipt

    def visit(
        self,
        school: str | None,
        starts_on: date | None,
        ends_on: date | None,
        *,
        kdcl: bool = True,
        cqg: bool = False,
    ) -> dict[str, object]:
        """A line of a schedule."""
        return {
            "school_code": school,
            "school_text": f"tên như trong lịch {school or ''}".strip(),
            "time_text": "chưa rõ" if starts_on is None else f"{starts_on:%m/%Y}",
            "starts_on": starts_on,
            "ends_on": ends_on,
            "time_precision": None if starts_on is None else "day" if starts_on == ends_on else "month",
            "asks_kdcl": kdcl,
            "asks_cqg": cqg,
        }

    def recognition(self, school: str, kind: str, signed_on: date, *, printed: date | None = None) -> None:
        self._count += 1
        self.add(
            "recognition",
            recognition_id=f"CN{self._count:03}",
            school_code=school,
            kind=kind,
            grade=1,
            decision_number=f"{self._count}/QĐ-{school}",
            signed_on=signed_on,
            printed_expires_on=printed,
            recorded_at=LONG_AGO,
            recorded_by="test",
        )

    def setting(self, name: str, value: str, day: date | None = None) -> None:
        self.add("office_setting", name=name, value=value, recorded_at=morning(day) if day else LONG_AGO)

    def notice(
        self, obligation: str, school_year: str, due_on: date, *, day: date, warn_from: date | None = None
    ) -> None:
        self.add(
            "notice",
            obligation_code=obligation,
            school_year=school_year,
            due_on=due_on,
            warn_from=warn_from,
            recorded_at=morning(day),
            recorded_by="test",
        )

    def received(
        self, school: str, obligation: str, school_year: str, on: date, *, day: date, taken_back: bool = False
    ) -> None:
        self.add(
            "received",
            school_code=school,
            obligation_code=obligation,
            school_year=school_year,
            received_on=on,
            is_taken_back=taken_back,
            recorded_at=morning(day),
            recorded_by="test",
        )

    def waiver(
        self,
        school: str,
        obligation: str,
        school_year: str,
        reason: str,
        *,
        day: date,
        until: date | None = None,
        taken_back: bool = False,
    ) -> None:
        self.add(
            "waiver",
            school_code=school,
            obligation_code=obligation,
            school_year=school_year,
            reason=reason,
            until_on=until,
            is_taken_back=taken_back,
            recorded_at=morning(day),
            recorded_by="test",
        )

    def withdraw(self, receipt: str, day: date) -> None:
        self.add(
            "withdrawal", revision_id=receipt, reason="nộp nhầm", recorded_at=morning(day), recorded_by="test"
        )

    def give_back(self, receipt: str, reason: str, day: date) -> None:
        self.add(
            "withdrawal",
            revision_id=receipt,
            reason=reason,
            is_return=True,
            recorded_at=morning(day),
            recorded_by="chuyen vien",
        )

    def accept(self, receipt: str, day: date) -> None:
        self.add("acceptance", revision_id=receipt, recorded_at=morning(day), recorded_by="chuyen vien")

    def say(self, receipt: str, line_no: int, status: str, day: date) -> None:
        self.add(
            "statement",
            revision_id=receipt,
            line_no=line_no,
            status=status,
            recorded_at=morning(day),
            recorded_by="truong",
        )

    def confirm(self, receipt: str, line_no: int, status: str, day: date) -> None:
        self.add(
            "confirmation",
            revision_id=receipt,
            line_no=line_no,
            status=status,
            recorded_at=morning(day),
            recorded_by="test",
        )


def planned(criterion: str | None, *, kind: str = "improve", mark: str = "") -> dict[str, object]:
    """A plan line for a criterion."""
    return {
        "criterion_code": criterion,
        "line_kind": kind,
        "target": f"mục tiêu {criterion} {mark}".strip(),
        "action": f"việc {criterion} {mark}".strip(),
        "responsible": "tổ chuyên môn",
        "time_text": "HKI",
        "ends_on": date(2024, 1, 15),
    }


def reported(criterion: str | None, status: str, *, mark: str = "") -> dict[str, object]:
    """A result line for a criterion."""
    return {
        "criterion_code": criterion,
        "done_text": f"đã làm {criterion} {mark}".strip(),
        "doing_text": None,
        "not_started_text": None,
        "suggested_status": status,
        "status_hint": "keeps_up" if status == "needs_review" else None,
    }


def finding(criterion: str | None, **texts: str) -> dict[str, object]:
    """A line of strengths and weaknesses: finding("1.1", weakness="...", cause="...")."""
    return {
        "kind": "findings",
        "layout": "findings",
        "criterion_code": criterion,
        "texts": json.dumps(texts, ensure_ascii=False),
        "readings": "{}",
        "doubts": "{}",
    }


def recommendation(criterion: str | None, text: str) -> dict[str, object]:
    """A line of the recommendations of an evaluation team."""
    texts = json.dumps({"recommendation": text}, ensure_ascii=False)
    return {**finding(criterion), "kind": "recommendations", "layout": "recommendations", "texts": texts}


def requested(text: str, addressee: str | None = None) -> dict[str, object]:
    """A line under "Kiến nghị, đề xuất" of a school's report."""
    texts = {"request": text} | ({"addressee": addressee} if addressee else {})
    told = json.dumps(texts, ensure_ascii=False)
    return {**finding("1.1"), "criterion_code": None, "kind": "requests", "layout": "requests", "texts": told}


def judged(criterion: str, level: int | None) -> dict[str, object]:
    """A line of a self-evaluation; level 0 is "Không đạt"."""
    readings = json.dumps({} if level is None else {"level": level})
    return {
        **finding(criterion),
        "kind": "self_evaluation",
        "layout": "self_evaluation",
        "readings": readings,
    }


@pytest.fixture
def empty_store() -> Iterator[Store]:
    """Nothing but the catalogue."""
    store = fresh_store()
    yield store
    store.close()


@pytest.fixture
def book(empty_store: Store) -> Book:
    """An empty store to write into."""
    return Book(empty_store)


@pytest.fixture(scope="session")
def book_class() -> type[Book]:
    """For a store that lives longer than one test."""
    return Book


@pytest.fixture(scope="session")
def bare_store() -> Iterator[Store]:
    """Nothing but the catalogue, shared: nothing writes into it."""
    store = fresh_store()
    yield store
    store.close()


@pytest.fixture(scope="session")
def rows() -> Rows:
    """The named columns of an answer as tuples, what is missing as None."""

    def take(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
        chosen = frame[list(names)] if names else frame
        records = chosen.astype(object).itertuples(index=False, name=None)
        return [tuple(None if pd.isna(value) else value for value in record) for record in records]

    return take


@pytest.fixture(scope="session")
def district() -> Iterator[Store]:
    """Four schools and three school years, seen on 20/11/2024. Nothing writes into it."""
    store = fresh_store()
    book = Book(store)
    book.setting("office_name", "Phòng GDĐT quận Mẫu")
    book.setting(
        "office_name", "Phòng GDĐT quận Mẫu Mới", date(2024, 9, 1)
    )  # a changed setting: the newest counts
    book.setting("register_from", "2023-2024")
    book.setting("told_later", "mai", date(2024, 12, 1))  # recorded after the lens's day: not seen

    # A does everything. B is another school of the same level, full of unmistakable marks. M is silent and of
    # another level. D came under another framework, then closed. The names begin with A, B, Đ, M: in Vietnamese
    # Đ stands between D and E, in bytes after Z.
    book.school("A", "THCS Ánh Dương")
    book.school("B", "THCS Bình Minh CHI-B", ward="Phường Hai CHI-B", ownership="private")
    book.school("M", "Mầm non Mai Vàng", "MN")
    book.school("D", "Tiểu học Đồng Xanh", "TH")
    book.school("D", "Tiểu học Đồng Xanh", "TH", since=date(2024, 8, 1), is_open=False)

    # 2022-2023: A alone. 3.5 is not reported; 1.2 was planned this year only.
    year = "2022-2023"
    book.hand_in("plan", "A", year, date(2022, 9, 20), planned("1.1"), planned("1.2"), planned("3.5"))
    book.hand_in(
        "results", "A", year, date(2023, 5, 20), reported("1.1", "done"), reported("1.2", "not_started")
    )

    # 2023-2024: the full year. A's first plan is replaced by a second one; its 1.1 only keeps a strength, 1.10 is
    # not 1.1; one line's criterion was not understood. Its results name 2.1, which no plan has, and a person
    # confirmed 3.5. B has two lines for 3.5. D hands in a plan under TT17 and no results.
    year = "2023-2024"
    book.hand_in("plan", "A", year, date(2023, 9, 10), planned("4.2"))
    book.hand_in(
        "plan",
        "A",
        year,
        date(2023, 9, 25),
        planned("1.1", kind="keep"),
        planned("1.10"),
        planned("3.5"),
        planned(None),
    )
    results = book.hand_in(
        "results",
        "A",
        year,
        date(2024, 5, 28),
        reported("1.1", "done"),
        reported("1.10", "needs_review"),
        reported("3.5", "in_progress"),
        reported("2.1", "done"),
    )
    book.confirm(results, 3, "not_started", date(2024, 6, 1))
    book.confirm(results, 3, "done", date(2024, 6, 2))  # the last word counts
    book.confirm(results, 2, "done", date(2024, 12, 1))  # after the lens's day: not seen
    mark = "CHI-B"
    book.hand_in(
        "plan",
        "B",
        year,
        date(2023, 9, 26),
        planned("3.5", mark=mark),
        planned("1.10", mark=mark),
        planned("3.5", mark=mark + " lần hai"),
    )
    second = book.hand_in(
        "results",
        "B",
        year,
        date(2024, 6, 3),
        reported("3.5", "done", mark=mark),
        reported("3.5", "done", mark=mark + " lần hai"),
        reported("1.10", "needs_review", mark=mark),
    )
    book.add(
        "problem",
        revision_id=second,
        problem_no=1,
        code="time_doubt",
        level="warning",
        sheet="Bảng CHI-B",
        cell="C7",
        message="CHI-B: chưa hiểu thời gian",
    )
    book.hand_in("plan", "D", year, date(2023, 9, 27), planned("1.1"), framework="TT17-2018")

    # 2024-2025: plans only; B's is five days late; A withdrew one. One row is known only after the lens's day.
    year = "2024-2025"
    book.hand_in("plan", "A", year, date(2024, 9, 20), planned("3.5"), planned("1.10"))
    mistake = book.hand_in("plan", "A", year, date(2024, 9, 22), planned("5.1"))
    book.withdraw(mistake, date(2024, 9, 23))
    book.hand_in("plan", "B", year, date(2024, 10, 5), planned("3.5", mark=mark))
    book.hand_in("plan", "M", year, date(2024, 12, 2), planned("1.1"), framework="TT19-2018")

    # The schedule: a month in the past, a fixed day, a school that is not the office's, a time nobody understands.
    book.hand_in(
        "schedule",
        None,
        year,
        date(2024, 9, 4),
        book.visit("A", date(2024, 10, 1), date(2024, 10, 31)),
        book.visit("B", date(2025, 3, 12), date(2025, 3, 12), cqg=True),
        book.visit(None, date(2025, 2, 1), date(2025, 2, 28), kdcl=False, cqg=True),
        book.visit("M", None, None),
    )
    book.received("A", "S11", year, date(2024, 9, 10), day=date(2024, 9, 10))

    # A's older recognition was followed by a newer one; M's ran out; B's runs beyond 24 months; D is closed.
    book.recognition("A", "KDCL", date(2015, 3, 1))
    book.recognition("A", "KDCL", date(2020, 3, 1))
    book.recognition("M", "KDCL", date(2018, 5, 10))
    book.recognition("B", "CQG", date(2022, 6, 13))
    book.recognition("D", "KDCL", date(2019, 1, 5))
    yield store
    store.close()
