"""Sessions: a row for each sign-in, found by the hash of the token in the cookie."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.store import Store, Writer

# A session ends after two hours without a message, and after a working day in any case.
IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
# Use is written down only when this much of IDLE is gone: the store is for the office, not for clicks.
STEP = timedelta(minutes=30)
_TOKEN_LENGTH = 43  # 256 bits as URL-safe text


@dataclass(frozen=True, slots=True)
class Session:
    """A live session, as what its account acts now, and when it ends unless it is used."""

    login_name: str
    role: str
    school_code: str | None
    created_at: datetime
    expires_at: datetime

    @property
    def actor(self) -> tuple[str, str, str | None]:
        """Who acts, and as what: an open tab lives only as long as this stays the same."""
        return self.login_name, self.role, self.school_code


def open_for(store: Store, login_name: str, *, at: datetime) -> str:
    """Open a session and give back the token for the cookie; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_sha256": _hash(token),
        "login_name": login_name,
        "created_at": at,
        "expires_at": at + IDLE,
        "ended_at": None,
    }
    with store.transaction() as writer:
        writer.run("delete from kept.session where expires_at < $at", {"at": at - timedelta(days=30)})
        writer.add("kept.session", [row])
    return token


def find(store: Store, token: str, *, at: datetime) -> Session | None:
    """The live session of a token: not ended, not expired, its account not disabled."""
    if len(token) != _TOKEN_LENGTH:
        return None
    rows = store.rows(
        "select login_name, role, school_code, created_at, expires_at "
        "from kept.session join kept.account using (login_name) "
        "where token_sha256 = $hash and ended_at is null and not is_disabled "
        "and expires_at > $at and created_at > $oldest",
        {"hash": _hash(token), "at": at, "oldest": at - ABSOLUTE},
    )
    return Session(**rows[0]) if rows else None


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether enough of the idle time is gone to write down that the session is in use."""
    return at + IDLE - session.expires_at > STEP


def prolong(store: Store, token: str, *, at: datetime) -> None:
    """Write down that a session is in use. An ended or expired one stays so."""
    with store.transaction() as writer:
        writer.run(
            "update kept.session set expires_at = $until "
            "where token_sha256 = $hash and ended_at is null and expires_at > $at",
            {"until": at + IDLE, "hash": _hash(token), "at": at},
        )


def end(store: Store, token: str, *, at: datetime) -> None:
    """End one session, wherever its token still is."""
    with store.transaction() as writer:
        writer.run(
            "update kept.session set ended_at = $at where token_sha256 = $hash and ended_at is null",
            {"at": at, "hash": _hash(token)},
        )


def end_all(writer: Writer, login_name: str, *, at: datetime) -> None:
    """End every session of an account, within the transaction that changes the account."""
    writer.run(
        "update kept.session set ended_at = $at where login_name = $name and ended_at is null",
        {"at": at, "name": login_name},
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
