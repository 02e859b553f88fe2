"""What became of tables and schools between two lenses: the causes that everything else is told by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.lens import TIME_ZONE
from queries.since import pairs
from queries.since.pairs import Row

_KINDS_OF_SCHOOL = ("level", "ownership", "ward")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something moved, when, by whose word, and by which table."""

    name: str
    on: date | None = None
    by: str | None = None
    revision_id: str | None = None


OTHER = Cause("other")


def day_of(moment: Any) -> date | None:
    """The day of a moment in Vietnam."""
    if not isinstance(moment, datetime):
        return moment if isinstance(moment, date) else None
    return (moment.astimezone(TIME_ZONE) if moment.tzinfo else moment).date()


class Tables:
    """Every handed-in table as known then and now. `framework_of`: the framework of a table, where anybody planned by it."""

    def __init__(
        self, then: pd.DataFrame, now: pd.DataFrame, *, then_at: datetime, framework_of: dict[str, str]
    ) -> None:
        self._then_at = then_at
        self._framework_of = framework_of
        self._was = _current(then)
        self._is = _current(now)
        self.now = {row["revision_id"]: row for row in pairs.rows(now)}

    def is_new(self, row: Row) -> bool:
        """Handed in after that moment."""
        return bool(row["recorded_at"] > self._then_at)

    def cause(self, kind: str, school_code: str, school_year: str) -> Cause | None:
        """Why another table of this kind is in use, or none; None where it is the same one."""
        was = self._was.get((kind, school_code, school_year))
        is_ = self._is.get((kind, school_code, school_year))
        if is_ is not None and (was is None or was["revision_id"] != is_["revision_id"]) and self.is_new(is_):
            return self._uploaded(was, is_)
        if was is None or (is_ is not None and was["revision_id"] == is_["revision_id"]):
            return None
        return self.taken_out(was["revision_id"])

    def taken_out(self, revision_id: str | None) -> Cause | None:
        """Withdrawn or returned since; None where it was not."""
        row = self.now.get(revision_id or "")
        if row is None or row["withdrawn_at"] is None or row["withdrawn_at"] <= self._then_at:
            return None
        name = "returned" if row["hand_in_state"] == "returned" else "withdrawn"
        return Cause(name, day_of(row["withdrawn_at"]), row["withdrawn_by"], revision_id)

    def came_or_went(self, revision_id: str, *, beside: tuple[str, ...]) -> Cause | None:
        """Why a table is in use on one of the two days only: by itself, or by those of its school that it stands beside."""
        row = self.now.get(revision_id)
        if row is None:
            return None
        if self.is_new(row):
            return Cause("new_upload", day_of(row["recorded_at"]), row["recorded_by"], revision_id)
        kinds = (*beside, row["kind"])
        causes = (self.cause(kind, row["school_code"], row["school_year"]) for kind in kinds)
        return self.taken_out(revision_id) or next((cause for cause in causes if cause), None)

    def newest_change(self, kind: str, school_code: str) -> Cause | None:
        """What happened last to any year's table of this kind; None where nothing did."""
        years = {
            year for was, school, year in {*self._was, *self._is} if (was, school) == (kind, school_code)
        }
        found = [cause for year in sorted(years) if (cause := self.cause(kind, school_code, year))]
        return max(found, key=lambda cause: cause.on or date.min) if found else None

    def _uploaded(self, was: Row | None, is_: Row) -> Cause:
        before, after = (self._framework_of.get(row["revision_id"]) if row else None for row in (was, is_))
        name = "framework_changed" if before and after and before != after else "new_upload"
        return Cause(name, day_of(is_["recorded_at"]), is_["recorded_by"], is_["revision_id"])


class Schools:
    """Every school as known then and now."""

    def __init__(self, then: pd.DataFrame, now: pd.DataFrame) -> None:
        self._was = {row["school_code"]: row for row in pairs.rows(then)}
        self._is = {row["school_code"]: row for row in pairs.rows(now)}
        self.names = {code: row["school_name"] for code, row in {**self._was, **self._is}.items()}

    def cause(self, school_code: str | None) -> Cause | None:
        """What happened to the school itself; None where it is as it was."""
        was, is_ = self._was.get(school_code or ""), self._is.get(school_code or "")
        if was is None or is_ is None:
            return Cause("school_opened") if is_ is not None else None
        if was["is_open"] != is_["is_open"]:
            return Cause("school_opened" if is_["is_open"] else "school_closed")
        if any(was[name] != is_[name] for name in _KINDS_OF_SCHOOL):
            return Cause("school_changed")
        return None

    def state(self, school_code: str, *, is_now: bool) -> str | None:
        """open, closed; None where the school was not known."""
        row = (self._is if is_now else self._was).get(school_code)
        return None if row is None else "open" if row["is_open"] else "closed"


def _current(tables: pd.DataFrame) -> dict[tuple[str, str, str], Row]:
    current = tables[tables["is_current"].fillna(False).astype(bool)]
    return {(row["kind"], row["school_code"], row["school_year"]): row for row in pairs.rows(current)}
