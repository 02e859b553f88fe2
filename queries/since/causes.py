"""By which rule each thing moved. Exactly one cause for each: the first that holds; what no rule explains is "other"."""

from __future__ import annotations

from datetime import date, timedelta

from queries.since.history import OTHER, Cause, Schools, Tables, day_of
from queries.since.pairs import Row

_BY_RULE = {
    "before_visit": "schedule_changed",
    "before_expiry": "recognition_changed",
    "by_notice": "notice_sent",
    "fixed_day": "notice_sent",
}


def of_item(was: Row | None, is_: Row | None, tables: Tables, schools: Schools) -> Cause:
    """A planned item: the school itself, then its results table, its plan, then what somebody said of its lines."""
    row = is_ or was or {}
    if (was is None or is_ is None) and (cause := schools.cause(row["school_code"])):
        return cause
    if was and is_ and is_["result_revision_id"] == was["result_revision_id"] is not None:
        return _spoken(was, is_)
    for kind, name in (("results", "result_revision_id"), ("plan", "plan_revision_id")):
        before, after = (side[name] if side else None for side in (was, is_))
        if before != after and (cause := tables.cause(kind, row["school_code"], row["school_year"])):
            return cause
    return OTHER


def of_report(was: Row | None, is_: Row | None, tables: Tables, schools: Schools, *, now_on: date) -> Cause:
    """A report that is owed: what came or went, what was waived, then time alone, then a due day that was moved."""
    if was is None or is_ is None:
        return schools.cause((is_ or was or {})["school_code"]) or _owed(was, is_)
    if ("ended" in (was["state"], is_["state"])) and (cause := schools.cause(is_["school_code"])):
        return cause
    if is_["received_on"] is not None and is_["received_on"] != was["received_on"]:
        return tables.taken_out(was["revision_id"]) or _arrived(is_)
    if is_["received_on"] is None and was["received_on"] is not None:
        return tables.taken_out(was["revision_id"]) or _lost(was)
    if is_["received_on"] is None and "waived" in (was["state"], is_["state"]):
        return Cause("waived", is_["waived_on"], is_["waived_by"])
    if is_["received_on"] is None and (cause := _by_time(was, is_, now_on)):
        return cause
    if (was["due_late"], was["warn_from"]) != (is_["due_late"], is_["warn_from"]):
        return Cause(_BY_RULE.get(is_["rule"], "other"))
    return OTHER


def of_visit(was: Row | None, is_: Row | None, *, now_on: date) -> Cause:
    """A visit: the schedule, else its day has come."""
    row = is_ or was or {}
    changed = Cause("schedule_changed", row["decided_on"], row["decided_by_whom"], row["revision_id"])
    if was is None or is_ is None:
        return changed if is_ is not None else Cause("schedule_changed")
    names = ("starts_on", "ends_on", "asks_kdcl", "asks_cqg")
    if any(was[name] != is_[name] for name in names):
        return changed
    if is_["state"] == "past" and is_["ends_on"] < now_on:
        return Cause("day_came", is_["ends_on"] + timedelta(days=1))
    return OTHER


def of_recognition(was: Row | None, is_: Row | None, schools: Schools) -> Cause:
    """A recognition: another one, else it ran out."""
    if was is None or is_ is None:
        return schools.cause((is_ or was or {})["school_code"]) or Cause("recognition_changed")
    if was["recognition_id"] != is_["recognition_id"] or was["expires_on"] != is_["expires_on"]:
        return Cause("recognition_changed", is_["signed_on"])
    return Cause("recognition_expired", is_["expires_on"] + timedelta(days=1))


def of_weakness(was: Row | None, is_: Row | None, tables: Tables, schools: Schools) -> Cause:
    """A weakness that comes back: the school itself, its plans; else the district has gone on to another school year."""
    row = is_ or was or {}
    if cause := schools.cause(row["school_code"]) or tables.newest_change("plan", row["school_code"]):
        return cause
    return Cause("year_began")


def _spoken(was: Row, is_: Row) -> Cause:
    """What is read from the same results table on both days moves by words alone, whatever became of the plan."""
    if is_["spoken_at"] is None or is_["spoken_at"] == was["spoken_at"]:
        return OTHER
    name = "confirmed" if is_["is_office_word"] else "said"
    return Cause(name, day_of(is_["spoken_at"]), is_["decided_by_whom"], is_["result_revision_id"])


def _owed(was: Row | None, is_: Row | None) -> Cause:
    """A report that was not owed, or is not any more, by a school that is as it was."""
    row = is_ or was or {}
    if row["rule"] in ("fixed_day", "by_notice") and is_ is not None and was is None:
        # A letter makes what is due by notice; a fixed day comes with its school year.
        return Cause("notice_sent" if row["rule"] == "by_notice" else "year_began")
    return Cause(_BY_RULE.get(row["rule"], "other"))


def _arrived(row: Row) -> Cause:
    if row["arrival"] == "upload":
        return Cause("new_upload", row["said_on"], row["said_by"], row["revision_id"])
    if row["arrival"] == "office":
        return Cause("received", row["said_on"], row["said_by"])
    return Cause("schedule_changed", row["received_on"])


def _lost(row: Row) -> Cause:
    return Cause("schedule_changed" if row["arrival"] == "schedule" else "received")


def _by_time(was: Row, is_: Row, now_on: date) -> Cause | None:
    """Whether the days of then explain the state of now; the day on which it came."""
    if was["due_late"] is None or was["warn_from"] is None:
        return None
    if now_on > was["due_late"] and is_["state"] == "overdue":
        return Cause("deadline_passed", was["due_late"] + timedelta(days=1))
    if (
        was["warn_from"] <= now_on <= was["due_late"]
        and is_["state"] == "due_soon"
        and was["state"] == "not_due"
    ):
        return Cause("day_came", was["warn_from"])
    return None
