"""What happened in the sample after the workbooks came in: schools said what unclear lines are, the specialist confirmed
some and accepted most tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from data.sample.district import DEMO_SCHOOL, NOW, OFFICE_LOGIN, SEED
from data.store import Store

_STATUSES = (("done", 74), ("in_progress", 20), ("not_started", 6))
_LAST_YEARS = ("2025-2026", "2026-2027")


def record(store: Store) -> None:
    """Write all of it; the same each time."""
    _say_and_confirm_statuses(store)
    _accept(store)


def _say_and_confirm_statuses(store: Store) -> None:
    """The specialist has gone through most unclear lines of older years, and some of the last; schools were asked last
    summer for the first time, and one in two has answered."""
    lines = store.rows(
        "select revision_id, line_no, school_code, school_year, criterion_code, revision.recorded_at, "
        "revision.recorded_by from kept.result_line join kept.revision using (revision_id) "
        "where suggested_status = 'needs_review' order by revision_id, line_no"
    )
    confirmed: list[dict[str, object]] = []
    said: list[dict[str, object]] = []
    left_to_the_demo_school = _last_of_demo(lines)
    for line in lines:
        if line is left_to_the_demo_school:
            continue
        rng = Random(f"{SEED}/confirmed/{line['school_code']}/{line['school_year']}/{line['criterion_code']}")
        is_confirmed = rng.random() < (0.65 if line["school_year"] < "2025-2026" else 0.35)
        status = _status(rng)
        at = line["recorded_at"] + timedelta(days=rng.randint(3, 40), minutes=rng.randint(1, 50))
        is_demo_year = (line["school_code"], line["school_year"]) == (DEMO_SCHOOL, _LAST_YEARS[0])
        if is_confirmed or is_demo_year:
            confirmed.append(_word(line, status, by=OFFICE_LOGIN, at=at))
        answers = Random(f"{SEED}/answers/{line['school_code']}").random() < 0.5
        if line["school_year"] in _LAST_YEARS and answers and rng.random() < 0.6:
            # Mostly the office found the same.
            own = status if rng.random() < 0.9 else _status(rng)
            at = line["recorded_at"] + timedelta(days=rng.randint(0, 2), minutes=rng.randint(1, 50))
            said.append(_word(line, own, by=line["recorded_by"], at=at))
    with store.transaction() as writer:
        writer.add("kept.confirmation", confirmed)
        writer.add("kept.statement", said)


def _last_of_demo(lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """One unclear line of the demo school's last report, of which nobody has spoken yet."""
    own = [e for e in lines if (e["school_code"], e["school_year"]) == (DEMO_SCHOOL, _LAST_YEARS[0])]
    return own[-1] if own else None


def _status(rng: Random) -> str:
    return rng.choices([name for name, _ in _STATUSES], [weight for _, weight in _STATUSES])[0]


def _word(line: Mapping[str, Any], status: str, *, by: str, at: datetime) -> dict[str, object]:
    place = {"revision_id": line["revision_id"], "line_no": line["line_no"]}
    return {**place, "status": status, "recorded_at": min(at, NOW), "recorded_by": by}


def _accept(store: Store) -> None:
    """Nearly all tables of older years that were not withdrawn or replaced, and most of the last ones."""
    tables = store.rows(
        "select revision_id, school_year, recorded_at from kept.revision as table_ "
        "anti join kept.withdrawal using (revision_id) where school_code is not null and not exists ("
        "select 1 from kept.revision as newer where newer.kind = table_.kind "
        "and newer.school_code = table_.school_code and newer.school_year = table_.school_year "
        "and newer.recorded_at > table_.recorded_at) order by revision_id"
    )
    rows: list[dict[str, object]] = []
    for table in tables:
        rng = Random(f"{SEED}/accepted/{table['revision_id']}")
        at = table["recorded_at"] + timedelta(days=rng.randint(2, 20), minutes=rng.randint(1, 50))
        if at < NOW and rng.random() < (0.6 if table["school_year"] in _LAST_YEARS else 0.95):
            place = {"revision_id": table["revision_id"]}
            rows.append({**place, "recorded_at": at, "recorded_by": OFFICE_LOGIN})
    with store.transaction() as writer:
        writer.add("kept.acceptance", rows)
