"""Waiting after wrong passwords: longer with each, per account and address, per account, and per address.

Who guesses from one place soon waits half an hour there, while the right password still works from elsewhere. An account
under attack from many places waits as a whole too, but only minutes, and never where it has signed in before, so that
no stranger can keep a school out. What is refused while the wait lasts is not counted, so a wait ends when it says.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.access import account_rows, names
from data.store import Store, Writer

_FIRST_WAIT = timedelta(seconds=30)
# Rows that nobody added to for so long are forgotten altogether.
_KEPT = timedelta(days=2)
_LONGEST_ADDRESS = 64


@dataclass(frozen=True, slots=True)
class _Rule:
    """From the `free`-th failure on there is a wait, at most `longest`; one failure is forgotten every `forgets`."""

    free: int
    longest: timedelta
    forgets: timedelta

    def count(self, row: dict[str, object] | None, at: datetime) -> int:
        if row is None:
            return 1
        count, last = row["failed_count"], row["last_failed_at"]
        assert isinstance(count, int)
        assert isinstance(last, datetime)
        return max(0, count - max(0, int((at - last) / self.forgets))) + 1

    def wait(self, count: int) -> timedelta | None:
        if count < self.free:
            return None
        return min(self.longest, _FIRST_WAIT * 2 ** min(count - self.free, 20))


# An address may be a whole school's, or that of a district behind one line: more is free, and it is sooner forgotten.
_RULES = {
    "pair": _Rule(5, timedelta(minutes=30), timedelta(hours=1)),
    "account": _Rule(20, timedelta(minutes=5), timedelta(hours=1)),
    "address": _Rule(20, timedelta(minutes=5), timedelta(minutes=5)),
}


def refusal(store: Store, *, login_name: str, address: str | None, at: datetime) -> timedelta | None:
    """How long this account is still locked for this address; None when the password may be checked.

    The same for names that exist and names that do not.
    """
    subjects = _subjects(store, login_name, address)
    if _has_signed_in_from(store, login_name, address):
        del subjects["account"]
    rows = store.rows(
        "select max(locked_until) as until from kept.sign_in_failure where list_contains($subjects, subject)",
        {"subjects": list(subjects.values())},
    )
    until = rows[0]["until"]
    return until - at if until is not None and until > at else None


def failed(store: Store, *, login_name: str, address: str | None, at: datetime) -> timedelta | None:
    """Count a wrong password; gives the wait that begins with it, if one does."""
    waits: list[timedelta] = []
    with store.transaction(changes_answers=False) as writer:
        writer.run("delete from kept.sign_in_failure where last_failed_at < $at", {"at": at - _KEPT})
        for kind, subject in _subjects(writer, login_name, address).items():
            found = writer.rows("select * from kept.sign_in_failure where subject = $it", {"it": subject})
            count = _RULES[kind].count(found[0] if found else None, at)
            wait = _RULES[kind].wait(count)
            waits += [wait] if wait else []
            _record(writer, subject, count=count, at=at, until=at + wait if wait else None)
    return max(waits, default=None)


def succeeded(store: Store, *, login_name: str, address: str | None, at: datetime) -> None:
    """A right password: what went wrong before it at this address is forgotten. The address keeps its own count."""
    if not store.rows(
        "select 1 from kept.sign_in_failure where list_contains($subjects, subject) limit 1",
        {"subjects": list(_subjects(store, login_name, address).values())},
    ):
        return
    subjects = _subjects(store, login_name, address)
    # Otherwise somebody with an account of their own could try others' passwords without end.
    subjects.pop("address", None)
    with store.transaction(changes_answers=False) as writer:
        writer.run(
            "delete from kept.sign_in_failure where list_contains($subjects, subject)",
            {"subjects": list(subjects.values())},
        )


def locked(store: Store, *, at: datetime) -> dict[str, datetime]:
    """Until when accounts are locked, somewhere or everywhere; for the administrator."""
    rows = store.rows(
        "select login_name, max(locked_until) as until from kept.sign_in_failure "
        "join kept.account on subject = 'account:' || login_name or starts_with(subject, 'pair:' || login_name || '|') "
        "where locked_until > $at group by login_name order by login_name",
        {"at": at},
    )
    return {row["login_name"]: row["until"] for row in rows}


def release(store: Store, login_name: str) -> None:
    """Let an account try again at once, everywhere."""
    with store.transaction(changes_answers=False) as writer:
        forget(writer, names.login_name(login_name))


def forget(writer: Writer, login_name: str) -> None:
    """The same, within the transaction that gives the account a new password."""
    writer.run(
        "delete from kept.sign_in_failure where subject = 'account:' || $name "
        "or starts_with(subject, 'pair:' || $name || '|')",
        {"name": login_name},
    )


def _record(writer: Writer, subject: str, *, count: int, at: datetime, until: datetime | None) -> None:
    writer.run(
        "insert into kept.sign_in_failure values ($subject, $count, $at, $until) on conflict (subject) "
        "do update set failed_count = excluded.failed_count, last_failed_at = excluded.last_failed_at, "
        "locked_until = excluded.locked_until",
        {"subject": subject, "count": count, "at": at, "until": until},
    )


def _has_signed_in_from(store: Store, login_name: str, address: str | None) -> bool:
    sql = "select distinct address from kept.session where login_name = $name and address is not null"
    places = {_place(row["address"]) for row in store.rows(sql, {"name": names.login_name(login_name)})}
    return _place(address) in places


def _subjects(store: Store | Writer, login_name: str, address: str | None) -> dict[str, str]:
    name, place = names.login_name(login_name), _place(address)
    if not account_rows.find(store, name):
        # What people type here by mistake is often their password: it is counted without being kept.
        name = hashlib.sha256(name.encode()).hexdigest()
    subjects = {"pair": f"pair:{name}|{place}", "account": f"account:{name}"}
    return {**subjects, "address": f"address:{place}"} if place else subjects


def _place(address: str | None) -> str:
    """An address as it is counted. A single IPv6 line has more addresses than anybody could count: its first half."""
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return (address or "")[:_LONGEST_ADDRESS]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))
