"""What a handed-in workbook was meant to say, so that the intake's reading can be held against it cell by cell."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlanTruth:
    """One line of a plan. `is_*_sure` is False where a reasonable reader may read it otherwise, or ask.

    `origin` is the line whose text this one bears (school, school year, criterion): its own, or one it was copied from.
    """

    criterion_code: str
    is_code_sure: bool
    target: str
    action: str
    responsible: str
    starts_on: date | None
    ends_on: date | None
    is_time_sure: bool
    budget_vnd: int | None
    is_budget_sure: bool
    is_keep: bool
    origin: tuple[str, str, str]
    content: str | None = None
    indicator: str | None = None
    evidence: str | None = None
    progress: str | None = None


@dataclass(frozen=True, slots=True)
class ResultTruth:
    """One line of a results table, with the status that its three columns suggest.

    `origin` is the line whose text stands under "done": of a plan or of a report (plan or done, school, year, criterion).
    """

    criterion_code: str
    is_code_sure: bool
    plan_initial: str
    done: str | None
    doing: str | None
    not_started: str | None
    suggested_status: str
    origin: tuple[str, str, str, str] | None
    repeats_plan: bool


@dataclass(frozen=True, slots=True)
class ScheduleTruth:
    """One school in a schedule."""

    school_code: str
    starts_on: date
    ends_on: date
    asks_kdcl: bool
    asks_cqg: bool


@dataclass(frozen=True, slots=True)
class LevelTruth:
    """One criterion of a self-evaluation; level_no 0 is "Không đạt", None left open."""

    criterion_code: str
    level_no: int | None


@dataclass(frozen=True, slots=True)
class FindingTruth:
    """What a school says is strong or weak in a criterion, and what things are like (only on the form of TT57)."""

    criterion_code: str
    strength: str | None
    weakness: str | None
    cause: str | None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class TrackingTruth:
    """One line of how a plan is going."""

    moment: str
    content: str
    result: str
    adjustment: str | None
    assessor: str


@dataclass(frozen=True, slots=True)
class RecommendationTruth:
    """One recommendation of an evaluation team; `taken_up` is the criterion of next year's plan line that answers it."""

    criterion_code: str
    text: str
    response: str | None
    time_text: str | None
    starts_on: date | None
    ends_on: date | None
    responsible: str | None
    taken_up: str | None


@dataclass(frozen=True, slots=True)
class RequestTruth:
    """One request at the end of a report; addressee is the line above it that says of whom."""

    text: str
    addressee: str | None


Line = (
    PlanTruth
    | ResultTruth
    | ScheduleTruth
    | LevelTruth
    | FindingTruth
    | TrackingTruth
    | RecommendationTruth
    | RequestTruth
)


@dataclass(frozen=True, slots=True)
class Truth:
    """The lines of one table in the order of the sheet."""

    document_number: str | None
    lines: tuple[Line, ...]


def level_text(text: str | None) -> str | None:
    """A text for comparing: composed letters, every kind of blank one space, every dash a hyphen; None stays None."""
    if text is None:
        return None
    composed = unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")
    return " ".join(composed.split())
