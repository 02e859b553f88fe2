"""The cookies of the door: their names, how they are set, and the token that is read out of them.

Under https a cookie bears the prefix `__Host-`: the browser then takes it from this host alone, under https alone, and no
neighbour on the same domain can put its own in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.requests import Request, cookie_parser
from starlette.responses import Response
from starlette.types import Scope

from pages.door import paths

_HOST_ONLY = "__Host-"
_SECURE = frozenset({"https", "wss"})


def is_secure(scope: Scope) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy that we trust."""
    return scope.get("scheme") in _SECURE


def name_in(scope: Scope, name: str) -> str:
    """The name of a cookie as it is used over this kind of connection."""
    return _HOST_ONLY + name if is_secure(scope) else name


def value_in(scope: Scope, name: str) -> str:
    """The value of a cookie of ours in a request, or nothing."""
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]
    return cookie_parser("; ".join(lines)).get(name_in(scope, name), "")


def token_of(cookies: Mapping[str, str]) -> str:
    """The session's token among cookies that the gate has let through already, or nothing."""
    return cookies.get(_HOST_ONLY + paths.SESSION_COOKIE) or cookies.get(paths.SESSION_COOKIE) or ""


def put(
    response: Response,
    request: Request,
    name: str,
    value: str,
    *,
    same_site: Literal["lax", "strict"] = "lax",
) -> None:
    """Set a cookie that no script can read."""
    response.set_cookie(
        name_in(request.scope, name),
        value,
        path="/",
        httponly=True,
        samesite=same_site,
        secure=is_secure(request.scope),
    )


def take_away(
    response: Response, request: Request, name: str, *, same_site: Literal["lax", "strict"] = "lax"
) -> None:
    """Make the browser forget a cookie."""
    response.delete_cookie(
        name_in(request.scope, name),
        path="/",
        httponly=True,
        samesite=same_site,
        secure=is_secure(request.scope),
    )
