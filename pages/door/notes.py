"""What the door writes into the audit: who came, left, took a file, or was refused."""

from __future__ import annotations

from starlette.types import Scope

from data.access import audit
from pages.door import caller
from pages.parts import house


def note(
    scope: Scope,
    action: str,
    *,
    login_name: str | None,
    subject: str | None = None,
    school_code: str | None = None,
    outcome: str = "ok",
    detail: str | None = None,
) -> None:
    """One line, by the real clock. Never a password, a token, or what somebody typed into a field."""
    audit.record(
        house.house().store,
        at=house.clock(),
        login_name=login_name,
        address=caller.address_of(scope) or None,
        action=action,
        subject=subject,
        school_code=school_code,
        outcome=outcome,
        detail=detail,
    )
