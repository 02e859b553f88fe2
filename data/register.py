"""What the office itself enters into the register of reports: who need not send one, what came on paper, a letter's due day.

Rows are added and none is changed: the last word counts, and a word is taken back by another row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.lens import TIME_ZONE, later
from data.store import Store, Writer

LONGEST_REASON = 200
LONGEST_NUMBER = 60
WAIVER, PAPER = "waived", "on_paper"
_TABLES = {WAIVER: "kept.waiver", PAPER: "kept.received"}
_LAST_WORD = {
    table: f"select school_code, arg_max(word, recorded_at) as word, max(recorded_at) as recorded_at from "
    f"(select school_code, recorded_at, {table.rpartition('.')[2]} as word from {table} "
    "where obligation_code = $obligation and school_year = $year) group by school_code"
    for table in _TABLES.values()
}


class NotEntered(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something that is owed: an obligation in a school year."""

    obligation_code: str
    school_year: str


def waive(
    store: Store, report: Report, schools: Mapping[str, tuple[str, date | None]], *, by: str, at: datetime
) -> None:
    """These schools need not send this report, each with a reason and, or None, the last day of the waiver. All or none.

    Raises NotEntered.
    """
    if not schools:
        raise NotEntered("Hãy chọn ít nhất một trường.")
    for reason, until_on in schools.values():
        _stop_unless_said(reason, "lý do")
        if until_on is not None and until_on < _day(at):
            raise NotEntered("Ngày hết miễn không được ở trong quá khứ.")
    words = {
        code: {"reason": reason.strip(), "until_on": until_on} for code, (reason, until_on) in schools.items()
    }
    _enter(store, "kept.waiver", report, words, by=by, at=at)


def receive(
    store: Store, report: Report, arrivals: Mapping[str, tuple[date, str]], *, by: str, at: datetime
) -> None:
    """This report of these schools came on paper: on which day, under which number ("" without one). All or none.

    Raises NotEntered.
    """
    if not arrivals:
        raise NotEntered("Hãy chọn ít nhất một trường.")
    for on, number in arrivals.values():
        if on > _day(at):
            raise NotEntered("Ngày nhận không được ở trong tương lai.")
        if len(number) > LONGEST_NUMBER:
            raise NotEntered(f"Số văn bản nhiều nhất {LONGEST_NUMBER} chữ.")
    words = {
        code: {"received_on": on, "document_number": number.strip() or None}
        for code, (on, number) in arrivals.items()
    }
    _enter(store, "kept.received", report, words, by=by, at=at)


def take_back(store: Store, entry: str, report: Report, school_code: str, *, by: str, at: datetime) -> None:
    """The office's word on a report of one school (WAIVER or PAPER) is no word any more; past days still show it.

    Raises NotEntered where there is none.
    """
    table = _TABLES[entry]
    with store.transaction(changes_steady=False) as writer:
        before = _last_words(writer, table, report).get(school_code)
        if before is None or before["word"]["is_taken_back"]:
            raise NotEntered("Mục này vừa được bỏ rồi.")
        row = {**before["word"], "is_taken_back": True, "recorded_by": by}
        row["recorded_at"] = later(at, before["recorded_at"])
        writer.add(table, [row])


def set_due(
    store: Store, report: Report, due_on: date, document_number: str, *, by: str, at: datetime
) -> None:
    """A letter of the office sets the day on which a report is due for every school in that school year.

    Raises NotEntered where the day is counted from something else, or lies outside the year.
    """
    if len(document_number) > LONGEST_NUMBER:
        raise NotEntered(f"Số văn bản nhiều nhất {LONGEST_NUMBER} chữ.")
    _stop_unless_year(report)
    start = int(report.school_year[:4])
    if not date(start, 8, 1) <= due_on <= date(start + 1, 12, 31):
        raise NotEntered(f"Hạn của năm học {report.school_year} phải từ 01/08/{start} đến 31/12/{start + 1}.")
    with store.transaction(changes_steady=False) as writer:
        if _rule(writer, report) not in {"fixed_day", "by_notice"}:
            raise NotEntered("Hạn của báo cáo này tính từ ngày khác (đón đoàn, hết hạn), không đặt ở đây.")
        said = writer.rows(
            "select max(recorded_at) as recorded_at from kept.notice "
            "where obligation_code = $obligation and school_year = $year",
            _asked(report),
        )[0]["recorded_at"]
        row: dict[str, object] = {
            "obligation_code": report.obligation_code,
            "school_year": report.school_year,
            "due_on": due_on,
            "document_number": document_number.strip() or None,
            "recorded_at": later(at, said),
            "recorded_by": by,
        }
        writer.add("kept.notice", [row])


def _enter(
    store: Store,
    table: str,
    report: Report,
    words: Mapping[str, Mapping[str, object]],
    *,
    by: str,
    at: datetime,
) -> None:
    _stop_unless_year(report)
    with store.transaction(changes_steady=False) as writer:
        if _rule(writer, report) is None:
            raise NotEntered("Không có loại báo cáo này.")
        _stop_unless_schools(writer, list(words))
        before = _last_words(writer, table, report)
        rows = []
        for code, word in words.items():
            moment = later(at, before[code]["recorded_at"]) if code in before else at
            rows.append(
                {
                    "school_code": code,
                    "obligation_code": report.obligation_code,
                    "school_year": report.school_year,
                    **word,
                    "recorded_at": moment,
                    "recorded_by": by,
                }
            )
        writer.add(table, rows)


def _last_words(writer: Writer, table: str, report: Report) -> dict[str, dict[str, Any]]:
    return {row["school_code"]: row for row in writer.rows(_LAST_WORD[table], _asked(report))}


def _rule(writer: Writer, report: Report) -> str | None:
    found = writer.rows(
        "select rule from law.obligation where obligation_code = $code", {"code": report.obligation_code}
    )
    return str(found[0]["rule"]) if found else None


def _asked(report: Report) -> dict[str, object]:
    return {"obligation": report.obligation_code, "year": report.school_year}


def _stop_unless_schools(writer: Writer, codes: Sequence[str]) -> None:
    """Raises NotEntered."""
    known = {
        row["school_code"] for row in writer.rows("select distinct school_code from kept.school_version")
    }
    if set(codes) - known:
        raise NotEntered("Có trường không nằm trong danh sách của cơ quan.")


def _stop_unless_year(report: Report) -> None:
    """Raises NotEntered."""
    found = re.fullmatch(r"(20\d\d)-(20\d\d)", report.school_year)
    if not found or int(found[2]) != int(found[1]) + 1:
        raise NotEntered("Năm học phải ghi như 2026-2027.")


def _stop_unless_said(text: str, what: str) -> None:
    """Raises NotEntered."""
    if not text.strip() or len(text) > LONGEST_REASON:
        raise NotEntered(f"Hãy ghi {what}, nhiều nhất {LONGEST_REASON} chữ.")


def _day(at: datetime) -> date:
    return at.astimezone(TIME_ZONE).date()
