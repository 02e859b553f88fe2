"""The forms of the door: read with a limit, and taken only from a page of ours in the same browser."""

from __future__ import annotations

import hashlib
import re
import secrets
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from pages.door import cookies, paths

_FORM_BYTES = 8 * 2**10
_FORM_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


async def read(request: Request) -> dict[str, str]:
    """The fields of a small form; a large one, or another kind of body, counts as empty."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return {}
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


def token_for(request: Request) -> str:
    """The token for a form that is shown to nobody yet: the one in the browser's cookie, or a new one."""
    return _token_in(request) or secrets.token_urlsafe(32)


def keep_token(response: Response, request: Request, token: str) -> None:
    """Give the browser the token that stands in the form too."""
    cookies.put(response, request, paths.FORM_COOKIE, token, same_site="strict")


def forget_token(response: Response, request: Request) -> None:
    """Whoever signs in afterwards in this browser gets a token of their own."""
    cookies.take_away(response, request, paths.FORM_COOKIE, same_site="strict")


def is_ours(request: Request, form: dict[str, str]) -> bool:
    """The form came from our page in this browser: its token is the one in the cookie, and so is its origin."""
    token = _token_in(request)
    return bool(token) and _same(form.get("ma", ""), token) and _is_from_here(request)


def token_of_session(request: Request) -> str:
    """The token for a form of somebody who is signed in: it belongs to the session and to this very address."""
    session = cookies.value_in(request.scope, paths.SESSION_COOKIE)
    return hashlib.sha256(f"{request.url.path} {session}".encode()).hexdigest()


def is_of_session(request: Request, form: dict[str, str]) -> bool:
    """The form came from our page within the session that sends it back."""
    return _is_from_here(request) and _same(form.get("ma", ""), token_of_session(request))


def _token_in(request: Request) -> str:
    """The token in the cookie of the form, when it can be one of ours: nothing else is sent back."""
    token = cookies.value_in(request.scope, paths.FORM_COOKIE)
    return token if _FORM_TOKEN.fullmatch(token) else ""


def _is_from_here(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())
