"""The rules of planning that the office sets itself: days before a visit for steps that no law counts, periods without
visits. Rows are added; the last word counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.lens import later
from data.store import Store

MOST_DAYS = 365
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Pause:
    """A period without visits, both days included."""

    name: str
    first_on: date
    last_on: date


class NotSet(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def set_days(store: Store, step_code: str, lead_days: int | None, *, by: str, at: datetime) -> bool:
    """How many days before the visit a step lies; None takes the office's word back. Whether that is anything new.

    Raises NotSet for a step whose days an obligation or the visit itself fixes.
    """
    if lead_days is not None and not 0 < lead_days <= MOST_DAYS:
        raise NotSet(f"Số ngày phải từ 1 đến {MOST_DAYS}.")
    with store.transaction(changes_steady=False) as writer:
        if not writer.rows(
            "select 1 from law.deadline_step where step_code = $code and obligation_code is null and lead_days is null",
            {"code": step_code},
        ):
            raise NotSet("Số ngày của việc này do quy định đặt, không sửa ở đây.")
        said = writer.rows(
            "select arg_max_null(lead_days, recorded_at) as lead_days, max(recorded_at) as recorded_at "
            "from kept.step_setting where step_code = $code",
            {"code": step_code},
        )[0]
        if said["lead_days"] == lead_days:
            return False
        moment = later(at, said["recorded_at"])
        row = {"step_code": step_code, "lead_days": lead_days, "recorded_at": moment, "recorded_by": by}
        writer.add("kept.step_setting", [row])
    return True


def set_pause(store: Store, pause: Pause, *, by: str, at: datetime) -> None:
    """A period in which no visit takes place. Raises NotSet where it makes no sense."""
    if not pause.name.strip() or len(pause.name) > LONGEST_NAME:
        raise NotSet(f"Hãy ghi tên thời gian nghỉ, nhiều nhất {LONGEST_NAME} chữ.")
    if not 0 <= (pause.last_on - pause.first_on).days <= MOST_DAYS:
        raise NotSet("Ngày cuối phải sau ngày đầu, và không quá một năm.")
    _add_pause(store, pause, True, by=by, at=at)


def drop_pause(store: Store, pause: Pause, *, by: str, at: datetime) -> None:
    """Take back a period that the office has added; past days still show it."""
    _add_pause(store, pause, False, by=by, at=at)


def pauses(store: Store) -> list[Pause]:
    """The periods that the office has added and not taken back, in the order of the calendar."""
    rows = store.rows(
        "select name, first_on, arg_max({'last_on': last_on, 'is_in_force': is_in_force}, recorded_at) as said "
        "from kept.visit_pause group by name, first_on order by first_on, name"
    )
    return [
        Pause(row["name"], row["first_on"], row["said"]["last_on"])
        for row in rows
        if row["said"]["is_in_force"]
    ]


def unset_names(store: Store) -> list[str]:
    """Periods of the catalogue that have a name only."""
    rows = store.rows(
        "select name from law.visit_pause where first_on is null and start_month is null order by pause_code"
    )
    return [str(row["name"]) for row in rows]


def _add_pause(store: Store, pause: Pause, is_in_force: bool, *, by: str, at: datetime) -> None:
    row: dict[str, object] = {
        "name": pause.name.strip(),
        "first_on": pause.first_on,
        "last_on": pause.last_on,
        "is_in_force": is_in_force,
        "recorded_by": by,
    }
    with store.transaction(changes_steady=False) as writer:
        said = writer.rows(
            "select max(recorded_at) as recorded_at from kept.visit_pause where name = $name and first_on = $first_on",
            {"name": row["name"], "first_on": row["first_on"]},
        )[0]["recorded_at"]
        writer.add("kept.visit_pause", [row | {"recorded_at": later(at, said)}])
