"""Two sets of answers, through the lens of then and of now, as one list of what moved: one row for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from queries.since import causes, pairs
from queries.since.history import Cause, Schools, Tables, day_of
from queries.since.pairs import Pair, Row

COLUMNS = (
    "subject", "school_code", "school_name", "school_year", "framework_code", "item_code", "item_name", "then_state",
    "now_state", "then_on", "now_on", "then_amount", "now_amount", "why", "moved_on", "moved_by", "revision_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questions of one moment answered: since.items, reports, visits, recognitions, schools, weaknesses.persistent
    (the current ones) and hand_ins.revisions, these of every school year: `school_year` is the chosen one."""

    at: datetime
    items: pd.DataFrame
    reports: pd.DataFrame
    visits: pd.DataFrame
    recognitions: pd.DataFrame
    weaknesses: pd.DataFrame
    schools: pd.DataFrame
    tables: pd.DataFrame
    school_year: str | None = None


def moves(then: Answers, now: Answers) -> pd.DataFrame:
    """One row per thing that differs, is new or is gone, with its one cause.

    Columns: those of COLUMNS. subject: item, report, weakness, visit, recognition, table, school. then_state is absent where
    there was nothing, now_state gone where there is nothing. then_on, now_on: the due day, the visit's first day, the expiry.
    then_amount, now_amount: of what is summed up, not counted.
    """
    now_on = day_of(now.at) or date.max
    tables, schools = histories(then, now)
    made = [
        *_items(then, now, tables, schools),
        *_reports(then, now, tables, schools, now_on),
        *_weaknesses(then, now, tables, schools),
        *_visits(then, now, now_on),
        *_recognitions(then, now, schools),
        *(row for row in _tables(tables, then.tables) if now.school_year in (None, row["school_year"])),
        *_schools(then, now, schools),
    ]
    return frame(made)


def histories(then: Answers, now: Answers) -> tuple[Tables, Schools]:
    """What became of tables and schools in between."""
    frameworks = {
        revision: row["framework_code"]
        for answers in (then, now)
        for row in pairs.rows(
            answers.items.drop_duplicates(["plan_revision_id", "result_revision_id", "framework_code"])
        )
        for revision in (row["plan_revision_id"], row["result_revision_id"])
        if revision
    }
    tables = Tables(then.tables, now.tables, then_at=then.at, framework_of=frameworks)
    return tables, Schools(then.schools, now.schools)


def _items(then: Answers, now: Answers, tables: Tables, schools: Schools) -> Iterator[Row]:
    keys = ("school_code", "school_year", "framework_code", "criterion_code")
    for was, is_ in pairs.differing(then.items, now.items, keys=keys, values=("state",)):
        cause = causes.of_item(was, is_, tables, schools)
        yield move("item", (was, is_), cause, code="criterion_code", name="criterion_name")


def _reports(then: Answers, now: Answers, tables: Tables, schools: Schools, now_on: date) -> Iterator[Row]:
    keys = ("school_code", "school_year", "obligation_code")
    for was, is_ in pairs.differing(then.reports, now.reports, keys=keys, values=("state", "due_late")):
        cause = causes.of_report(was, is_, tables, schools, now_on=now_on)
        yield move("report", (was, is_), cause, code="obligation_code", name="short_name", on="due_late")


def _weaknesses(then: Answers, now: Answers, tables: Tables, schools: Schools) -> Iterator[Row]:
    keys = ("school_code", "framework_code", "criterion_code")
    was_current, is_current = (answers.weaknesses.assign(state="current") for answers in (then, now))
    for was, is_ in pairs.differing(was_current, is_current, keys=keys, values=("state",)):
        cause = causes.of_weakness(was, is_, tables, schools)
        yield move(
            "weakness",
            (was, is_),
            cause,
            code="criterion_code",
            name="criterion_name",
            year="last_school_year",
        )


def _visits(then: Answers, now: Answers, now_on: date) -> Iterator[Row]:
    # A school that is not one of the office's is known by what the schedule calls it.
    was_visits, is_visits = (
        answers.visits.assign(who=answers.visits["school_code"].fillna(answers.visits["school_name"]))
        for answers in (then, now)
    )
    values = ("state", "starts_on", "ends_on", "asks_kdcl", "asks_cqg")
    for was, is_ in pairs.differing(was_visits, is_visits, keys=("who", "school_year"), values=values):
        yield move("visit", (was, is_), causes.of_visit(was, is_, now_on=now_on), on="starts_on")


def _recognitions(then: Answers, now: Answers, schools: Schools) -> Iterator[Row]:
    values = ("recognition_id", "state", "expires_on")
    for was, is_ in pairs.differing(
        then.recognitions, now.recognitions, keys=("school_code", "kind"), values=values
    ):
        yield move(
            "recognition", (was, is_), causes.of_recognition(was, is_, schools), code="kind", on="expires_on"
        )


def _tables(tables: Tables, before: pd.DataFrame) -> Iterator[Row]:
    """Every table that came, was withdrawn or returned since, once, with what happened to it last."""
    was = dict(zip(before["revision_id"], before["hand_in_state"], strict=True))
    for row in tables.now.values():
        cause = tables.taken_out(row["revision_id"])
        if cause is None and tables.is_new(row):
            cause = Cause("new_upload", day_of(row["recorded_at"]), row["recorded_by"], row["revision_id"])
        if cause is not None:
            told = {**row, "state": row["hand_in_state"]}
            there = {**row, "state": was[row["revision_id"]]} if row["revision_id"] in was else None
            yield move("table", (there, told), cause, code="kind")


def _schools(then: Answers, now: Answers, schools: Schools) -> Iterator[Row]:
    for code in dict.fromkeys([*now.schools["school_code"], *then.schools["school_code"]]):
        if cause := schools.cause(code):
            states = (schools.state(code, is_now=False), schools.state(code, is_now=True))
            was, is_ = (
                {"school_code": code, "school_name": schools.names[code], "state": state} if state else None
                for state in states
            )
            yield move("school", (was, is_), cause)


def move(
    subject: str,
    pair: Pair,
    cause: Cause,
    *,
    code: str = "",
    name: str = "",
    on: str = "",
    year: str = "school_year",
    amount: str = "",
) -> Row:
    """One thing that moved; `code`, `name`, `on`, `year`, `amount` are columns that say what it is, its day, what it adds."""
    was, is_ = pair
    row = is_ or was or {}
    return {
        "subject": subject,
        **{field: row.get(field) for field in ("school_code", "school_name", "framework_code")},
        "school_year": row.get(year),
        "item_code": row.get(code),
        "item_name": row.get(name),
        "then_state": was["state"] if was else "absent",
        "now_state": is_["state"] if is_ else "gone",
        "then_on": was.get(on) if was else None,
        "now_on": is_.get(on) if is_ else None,
        "then_amount": was.get(amount) if was else None,
        "now_amount": is_.get(amount) if is_ else None,
        "why": cause.name,
        "moved_on": cause.on,
        "moved_by": cause.by,
        "revision_id": cause.revision_id,
    }


def frame(made: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The rows as one answer."""
    return pd.DataFrame(list(made), columns=list(COLUMNS), dtype=object)
