"""The office's schools: added, renamed, merged, closed. Every change is a new version; nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.intake.text import fold, plain
from data.intake.values import school_name
from data.lens import OFFICE
from data.store import Store, Writer

LEVELS = ("MN", "TH", "THCS", "THPT", "TH-THCS", "THCS-THPT")


class SchoolError(Exception):
    """What was asked for cannot be done; the message is for the user, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class SchoolVersion:
    """A school as it is from a day on; valid_from None means since before the office keeps books."""

    school_code: str
    name: str
    level: str
    ownership: str = "public"
    ward: str | None = None
    valid_from: date | None = None
    is_open: bool = True
    successor_code: str | None = None


_CODE = re.compile(r"[\w.&-]{1,60}")


def is_code(text: str) -> bool:
    """Whether a text can be a school's code: one short word, and not the name by which the office looks at everything."""
    return _CODE.fullmatch(text) is not None and fold(text) != OFFICE


def code_from_name(name: str, level: str) -> str:
    """A code a person can read, for a school without one: THCS-NGUYEN-HIEN."""
    own = school_name.parse(name).key.replace("-", " ").split()
    words = re.findall(r"[a-z0-9]+", plain(name))
    return "-".join([level, *(words[-len(own) :] if own else words)]).upper()


def add(
    store: Store,
    name: str,
    *,
    level: str,
    at: datetime,
    by: str,
    code: str | None = None,
    ward: str | None = None,
    is_private: bool = False,
) -> str:
    """Add a school and give its code. Raises SchoolError when the level is unknown or the code or name is taken."""
    name = " ".join(name.split())
    if not name:
        raise SchoolError("Tên trường không được để trống.")
    if level not in LEVELS:
        raise SchoolError(f"Không có cấp học «{level}». Dùng một trong: {', '.join(LEVELS)}.")
    code = code or code_from_name(name, level)
    if not is_code(code):
        raise SchoolError(
            f"Mã trường «{code}» không dùng được: mã là một từ ngắn, không dấu cách, và không là «{OFFICE}»."
        )
    for row in listing(store):
        if row["school_code"] == code:
            raise SchoolError(f"Mã trường {code} đã có ({row['name']}).")
        if row["level"] == level and fold(row["name"]) == fold(name):
            raise SchoolError(f"Trường «{name}» cấp {level} đã có, mã {row['school_code']}.")
    version = SchoolVersion(code, name, level, "private" if is_private else "public", ward)
    record(store, [version], at=at, by=by)
    return code


def record(store: Store, versions: Sequence[SchoolVersion], *, at: datetime, by: str) -> None:
    """Add versions of schools: new ones, or from a day on other names, wards, a merger or a closing."""
    with store.transaction() as writer:
        record_within(writer, versions, at=at, by=by)


def record_within(writer: Writer, versions: Sequence[SchoolVersion], *, at: datetime, by: str) -> None:
    """The same, within a transaction that writes more."""
    counts = {
        row["school_code"]: row["version_no"]
        for row in writer.rows(
            "select school_code, max(version_no) as version_no from kept.school_version group by all"
        )
    }
    rows: list[dict[str, object]] = []
    for version in versions:
        number = counts[version.school_code] = counts.get(version.school_code, 0) + 1
        values = {field: getattr(version, field) for field in version.__slots__}
        rows.append({**values, "version_no": number, "recorded_at": at, "recorded_by": by})
    writer.add("kept.school_version", rows)


def add_aliases(store: Store, school_code: str, aliases: Sequence[str], *, at: datetime) -> None:
    """Other names under which a school signs its papers; known ones are left as they are."""
    with store.transaction() as writer:
        add_aliases_within(writer, school_code, aliases, at=at)


def add_aliases_within(writer: Writer, school_code: str, aliases: Sequence[str], *, at: datetime) -> None:
    """The same, within a transaction that writes more."""
    known = {
        row["alias"]
        for row in writer.rows(
            "select alias from kept.school_alias where school_code = $code", {"code": school_code}
        )
    }
    fresh = [alias for alias in dict.fromkeys(aliases) if alias and alias not in known]
    writer.add(
        "kept.school_alias",
        [{"school_code": school_code, "alias": alias, "recorded_at": at} for alias in fresh],
    )


def listing(store: Store) -> list[dict[str, Any]]:
    """One row per school, its newest version, by code."""
    return newest(store)


def newest(source: Store | Writer) -> list[dict[str, Any]]:
    """The same, also as a transaction sees it."""
    return source.rows(
        "select school_code, name, level, ownership, ward, is_open, successor_code from kept.school_version "
        "qualify version_no = max(version_no) over (partition by school_code) order by school_code"
    )
