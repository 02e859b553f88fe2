"""The office's own words and rules: its name, from which year its register counts, when a table counts as hollow.

Rows are added; the newest counts from its moment on, so that a past day is shown by the rules of that day.
"""

from __future__ import annotations

import re
from datetime import datetime

from data.lens import later
from data.store import Store

OFFICE_NAME, GOVERNING_UNIT = "office_name", "governing_unit"
REGISTER_FROM, HOLLOW_SHARE = "register_from", "hollow_share"
LONGEST_NAME = 120


class NotSet(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def change(store: Store, name: str, value: str, *, by: str, at: datetime) -> bool:
    """Set one of the settings above; whether that is anything new. An empty share is that of the catalogue again.

    Raises NotSet for what makes no sense.
    """
    said = " ".join(value.split())
    _stop_unless_sensible(name, said)
    with store.transaction(changes_steady=False) as writer:
        before = writer.rows(
            "select arg_max(value, recorded_at) as value, max(recorded_at) as recorded_at "
            "from kept.office_setting where name = $name",
            {"name": name},
        )[0]
        if (before["value"] or "") == said:
            return False
        moment = later(at, before["recorded_at"])
        row = {"name": name, "value": said, "recorded_at": moment, "recorded_by": by}
        writer.add("kept.office_setting", [row])
    return True


def share_text(percent: int | None) -> str:
    """A share as it is kept, of the percent that a person says; "" where none is said."""
    return "" if percent is None else f"{percent / 100:g}"


def _stop_unless_sensible(name: str, said: str) -> None:
    """Raises NotSet."""
    if name == REGISTER_FROM:
        found = re.fullmatch(r"(20\d\d)-(20\d\d)", said)
        if found is None or int(found[2]) != int(found[1]) + 1:
            raise NotSet("Năm học phải ghi như 2026-2027.")
    elif name == HOLLOW_SHARE:
        if said and not (re.fullmatch(r"[01](\.\d{1,4})?", said) and 0 < float(said) <= 1):
            raise NotSet("Tỉ lệ phải từ 1 đến 100 phần trăm, hoặc để trống.")
    elif name in (OFFICE_NAME, GOVERNING_UNIT):
        if len(said) > LONGEST_NAME:
            raise NotSet(f"Tên nhiều nhất {LONGEST_NAME} chữ.")
    else:
        raise NotSet("Không có cài đặt này.")
