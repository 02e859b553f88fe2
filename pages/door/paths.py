"""The addresses of the door, and the names of its cookies."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

from streamlit import config

# Where the dashboard stands on its host: nothing, or "/danh-gia" when a proxy serves other things beside it.
BASE = f"/{(config.get_option('server.baseUrlPath') or '').strip('/')}".rstrip("/")
HOME = f"{BASE}/"
SIGN_IN = f"{BASE}/dang-nhap"
SIGN_OUT = f"{BASE}/dang-xuat"
SET_UP = f"{BASE}/thiet-lap"
CHANGE = f"{BASE}/doi-mat-khau"
OIDC = f"{SIGN_IN}/oidc"
OIDC_BACK = f"{OIDC}/tro-lai"
STYLE = f"{BASE}/cua.css"
HEALTH = f"{BASE}/suc-khoe"
DOWNLOADS = f"{BASE}/tai-ve"
TABLE = f"{DOWNLOADS}/bang"
ORIGINAL = f"{DOWNLOADS}/tep"
MARKED = f"{DOWNLOADS}/danh-dau"
MARKED_ORIGINAL = f"{DOWNLOADS}/tep-danh-dau"
BATCH = f"{DOWNLOADS}/nhieu-tep"
AUDIT = f"{DOWNLOADS}/so-ghi.xlsx"
ACCOUNTS = f"{DOWNLOADS}/tai-khoan.xlsx"
TEMPLATE = f"{DOWNLOADS}/mau"
CHANGES = f"{DOWNLOADS}/thay-doi"
SINCE = f"{DOWNLOADS}/tu-cuoc-hop.xlsx"
# How the lines of a table make a figure.
COUNTED = "tinh-la"
SESSION_COOKIE = "dashboard_session"
FORM_COOKIE = "dashboard_form"
OIDC_COOKIE = "dashboard_oidc"


def table_of(question: str, *, day: date, counted: str | None = None, **filters: object) -> str:
    """The address of a question's answer as an Excel file: `completion.by_school` with its filters; None ones are left out.

    `counted`: how its lines make a figure, as `queries.figure.as_text` says it.
    """
    given = {name: str(value) for name, value in (filters | {COUNTED: counted}).items() if value is not None}
    return f"{TABLE}/{question}.xlsx?{urlencode({'den-ngay': day.isoformat(), **given})}"


def original_of(revision_id: str) -> str:
    """The address of the file of a hand-in, as it came."""
    return f"{ORIGINAL}/{quote(revision_id, safe='')}"


def marked_of(mark: str) -> str:
    """The address of the marked copy of a file that is being looked at."""
    return f"{MARKED}/{quote(mark, safe='')}"


def marked_original_of(revision_id: str) -> str:
    """The address of the marked copy of the file of a hand-in."""
    return f"{MARKED_ORIGINAL}/{quote(revision_id, safe='')}"


def batch_of(mark: str) -> str:
    """The address of the workbook of a batch of files."""
    return f"{BATCH}/{quote(mark, safe='')}.xlsx"


def changes_of(revision_id: str) -> str:
    """The address of what a hand-in says otherwise than the one before, as an Excel file."""
    return f"{CHANGES}/{quote(revision_id, safe='')}.xlsx"


def since_of(*, day: date, since: date, **filters: object) -> str:
    """The address of what changed from one day to another, as an Excel file."""
    given = {name: str(value) for name, value in filters.items() if value is not None}
    return f"{SINCE}?{urlencode({'den-ngay': day.isoformat(), 'so-voi': since.isoformat(), **given})}"


def template_of(kind: str, *, school_year: str, school_code: str | None) -> str:
    """The address of a form to fill in, for a school or, without one, for the office."""
    given = {"nam": school_year, **({"truong": school_code} if school_code else {})}
    return f"{TEMPLATE}/{kind}.xlsx?{urlencode(given)}"
