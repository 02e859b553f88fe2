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
_LONGEST_ADDRESS = 64
_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Session:
    """A live session, as what its account acts now, and when it ends unless it is used."""

    login_name: str
    role: str
    school_code: str | None
    created_at: datetime
    expires_at: datetime
    must_change: bool
    session_no: str

    @property
    def actor(self) -> tuple[str, str, str | None]:
        """Who acts, and as what: an open tab lives only as long as this stays the same."""
        return self.login_name, self.role, self.school_code


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as people see it in a list. `seen_at` is written down only every STEP."""

    session_no: str
    login_name: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str | None
    agent: str | None
    is_live: bool


def open_for(
    store: Store, login_name: str, *, at: datetime, address: str | None = None, agent: str | None = None
) -> str:
    """Open a session and give back the token for the cookie; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_sha256": _hash(token),
        "session_no": secrets.token_hex(5),
        "login_name": login_name,
        "created_at": at,
        "seen_at": at,
        "expires_at": at + IDLE,
        "address": _shown(address, _LONGEST_ADDRESS),
        "agent": _shown(agent, _LONGEST_AGENT),
        "ended_at": None,
    }
    with store.transaction(changes_answers=False) as writer:
        writer.run("delete from kept.session where expires_at < $at", {"at": at - timedelta(days=30)})
        writer.add("kept.session", [row])
    return token


def find(store: Store, token: str, *, at: datetime) -> Session | None:
    """The live session of a token: not ended, not expired, its account not disabled."""
    if len(token) != _TOKEN_LENGTH:
        return None
    rows = store.rows(
        "select login_name, role, school_code, created_at, expires_at, must_change, session_no "
        "from kept.session join kept.account using (login_name) "
        "where token_sha256 = $hash and ended_at is null and not is_disabled "
        "and expires_at > $at and created_at > $oldest",
        {"hash": _hash(token), "at": at, "oldest": at - ABSOLUTE},
    )
    return Session(**rows[0]) if rows else None


def listing(store: Store, login_name: str | None = None, *, at: datetime) -> list[SessionRow]:
    """The sessions of the last month, of one account or of all: live ones first, then the newest."""
    rows = store.rows(
        "select session_no, login_name, created_at, seen_at, least(expires_at, created_at + $absolute) as expires_at, "
        "address, agent, ended_at is null and not is_disabled and expires_at > $at and created_at > $oldest as is_live "
        "from kept.session join kept.account using (login_name) where $name is null or login_name = $name "
        "order by is_live desc, created_at desc, session_no",
        {"name": login_name, "at": at, "oldest": at - ABSOLUTE, "absolute": ABSOLUTE},
    )
    return [SessionRow(**row) for row in rows]


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether enough of the idle time is gone to write down that the session is in use."""
    return at + IDLE - session.expires_at > STEP


def prolong(store: Store, token: str, *, at: datetime) -> None:
    """Write down that a session is in use. An ended or expired one stays so."""
    with store.transaction(changes_answers=False) as writer:
        writer.run(
            "update kept.session set expires_at = $until, seen_at = $at "
            "where token_sha256 = $hash and ended_at is null and expires_at > $at",
            {"until": at + IDLE, "hash": _hash(token), "at": at},
        )


def end(store: Store, token: str, *, at: datetime) -> None:
    """End one session, wherever its token still is."""
    with store.transaction(changes_answers=False) as writer:
        writer.run(
            "update kept.session set ended_at = $at where token_sha256 = $hash and ended_at is null",
            {"at": at, "hash": _hash(token)},
        )


def end_by_no(store: Store, session_no: str, *, at: datetime, login_name: str | None = None) -> bool:
    """End the session of this number, with `login_name` only when it is that account's; whether one was ended."""
    with store.transaction(changes_answers=False) as writer:
        found = writer.rows(
            "update kept.session set ended_at = $at where session_no = $no and ended_at is null "
            "and ($name is null or login_name = $name) returning login_name",
            {"at": at, "no": session_no, "name": login_name},
        )
    return bool(found)


def end_all_of(store: Store, login_name: str, *, at: datetime, but_token: str | None = None) -> None:
    """Sign an account out everywhere, or everywhere but where this token is."""
    with store.transaction(changes_answers=False) as writer:
        end_all(writer, login_name, at=at, but_token=but_token)


def end_all(writer: Writer, login_name: str, *, at: datetime, but_token: str | None = None) -> None:
    """The same, within the transaction that changes the account."""
    writer.run(
        "update kept.session set ended_at = $at "
        "where login_name = $name and ended_at is null and token_sha256 <> $kept",
        {"at": at, "name": login_name, "kept": _hash(but_token) if but_token else ""},
    )


def _shown(text: str | None, longest: int) -> str | None:
    """What a client said of itself, in one line of printable letters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return " ".join(printable.split())[:longest] or None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
