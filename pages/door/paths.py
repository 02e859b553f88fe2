"""The addresses of the door, and the names of its cookies."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

SIGN_IN = "/dang-nhap"
SIGN_OUT = "/dang-xuat"
STYLE = "/cua.css"
HEALTH = "/suc-khoe"
TABLE = "/tai-ve/bang"
ORIGINAL = "/tai-ve/tep"
SESSION_COOKIE = "dashboard_session"
FORM_COOKIE = "dashboard_form"


def table_of(question: str, *, day: date, **filters: object) -> str:
    """The address of a question's answer as an Excel file: `completion.by_school` with its filters; None ones are left out."""
    given = {name: str(value) for name, value in filters.items() if value is not None}
    return f"{TABLE}/{question}.xlsx?{urlencode({'den-ngay': day.isoformat(), **given})}"


def original_of(revision_id: str) -> str:
    """The address of the file of a hand-in, as it came."""
    return f"{ORIGINAL}/{quote(revision_id, safe='')}"
