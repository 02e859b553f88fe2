"""The audit as people read it, on a page and as an Excel file; the address of the file carries what was searched for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

import pandas as pd

from data.access import audit
from data.lens import TIME_ZONE
from data.store import Store
from exports import table
from pages.door import letters, paths
from pages.parts import account_words

SHOWN, EXPORTED = 500, 20_000
HEADINGS = {
    "recorded_at": "Lúc",
    "login_name": "Tài khoản",
    "action": "Việc",
    "outcome": "Kết quả",
    "subject": "Đối tượng",
    "school_code": "Mã trường",
    "address": "Địa chỉ máy",
    "detail": "Chi tiết",
}
_LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; None where anything will do. Both days belong to it."""

    action: str | None = None
    login_name: str | None = None
    school_code: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None


# How the fields are called in an address.
_NAMES = {
    "viec": "action",
    "tai-khoan": "login_name",
    "truong": "school_code",
    "tu-ngay": "since",
    "den-ngay": "until",
    "chu": "text",
}


def asked_in(given: Mapping[str, str]) -> Asked:
    """What an address asks for; ValueError for what nobody offers."""
    found: dict[str, str | date] = {}
    for name, said in given.items():
        if name not in _NAMES or len(said) > _LONGEST_TEXT:
            raise ValueError(f"unknown filter {name}")
        if said:
            found[_NAMES[name]] = date.fromisoformat(said) if name.endswith("-ngay") else said
    if found.get("action") not in {None, *audit.ACTIONS}:
        raise ValueError("unknown action")
    return Asked(**found)  # type: ignore[arg-type]


def address_of(asked: Asked) -> str:
    """Where the same search is had as an Excel file."""
    fields = asdict(asked)
    given = {name: str(fields[field]) for name, field in _NAMES.items() if fields[field] is not None}
    return f"{paths.AUDIT}?{urlencode(given)}" if given else paths.AUDIT


def lines(store: Store, asked: Asked, *, limit: int) -> pd.DataFrame:
    """The newest lines that fit, in words. One row per line of the audit."""
    found = audit.search(
        store,
        action=asked.action,
        login_name=asked.login_name,
        school_code=asked.school_code,
        since=_start(asked.since),
        until=_end(asked.until),
        text=asked.text,
        limit=limit,
    )
    frame = pd.DataFrame([asdict(row) for row in found], columns=list(HEADINGS), dtype=object)
    frame["action"] = [audit.ACTION_NAMES[code] for code in frame["action"]]
    frame["detail"] = [account_words.detail(text) for text in frame["detail"]]
    frame["outcome"] = [account_words.outcome(code) for code in frame["outcome"]]
    return frame


def content(store: Store, given: Mapping[str, str], *, is_sample: bool) -> bytes:
    """The Excel file of a search; ValueError for what nobody offers."""
    frame = lines(store, asked_in(given), limit=EXPORTED)
    frame["recorded_at"] = [moment.astimezone(TIME_ZONE) for moment in frame["recorded_at"]]
    cut = f" Chỉ {EXPORTED} dòng mới nhất; hãy thu hẹp khoảng ngày." if len(frame) == EXPORTED else ""
    said = f"{f'{letters.SAMPLE_NOTICE}. ' if is_sample else ''}Giờ Việt Nam; dòng mới nhất ở trên.{cut}"
    return table.workbook(frame, headings=HEADINGS, title="Nhật ký hoạt động", subtitle=said)


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, TIME_ZONE) if day else None


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, TIME_ZONE) if day else None
