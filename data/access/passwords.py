"""Passwords: made up, hashed, checked. Which ones people may choose stands in guessable.py."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 200
# argon2id, one lane, 46 MiB: about a tenth of a second on an office's machine, and many guesses cost real memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
# Without 0 o, 1 l i: these passwords are read from paper and typed by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """Three groups of five letters and digits: 74 bits, and it can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(_normal(password))


def verifies(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed. None, for nobody, takes as long and is never right."""
    text = _normal(password)
    try:
        is_right = _HASHER.verify(kept or _hash_of_nobody(), text[:LONGEST])
        return is_right and kept is not None and len(text) <= LONGEST
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    # A letter with its accents may come as up to three signs; what is longer still is cut off before it costs anything.
    return unicodedata.normalize("NFC", password[: 4 * LONGEST])


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
