"""Signing in and out: the routes of the door that set and take away the session's cookie."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.access import accounts, demo, sessions
from data.access.roles import Account
from pages.door import gate, letters, paths
from pages.parts import house

_FORM_BYTES = 8 * 2**10
_STYLE_FILE = Path(__file__).with_name("door.css")
_AFTER = re.compile(r"/(?:[\w.~%=&?+,:@-][\w.~%=&?+,:@/-]*)?", re.ASCII)
# What proxies add. Names are compared with "-" for "_"; any that begins with x-forwarded counts.
_FORWARDED = frozenset(
    "forwarded via x-real-ip x-client-ip x-cluster-client-ip x-original-host x-original-url true-client-ip "
    "cf-connecting-ip cf-ray fastly-client-ip x-envoy-external-address".split()
)
_FORM_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# A password costs 46 MiB while it is checked: two at a time. The others wait without holding a thread of the gate.
_CHECKING = CapacityLimiter(2)


def routes() -> list[Route]:
    """What the app serves beside Streamlit's own addresses."""
    return [
        Route(paths.SIGN_IN, show, methods=["GET"]),
        Route(paths.SIGN_IN, enter, methods=["POST"]),
        Route(paths.SIGN_OUT, ask_to_leave, methods=["GET"]),
        Route(paths.SIGN_OUT, leave, methods=["POST"]),
        Route(paths.STYLE, style, methods=["GET"]),
        Route(paths.HEALTH, health, methods=["GET"]),
    ]


async def show(request: Request) -> Response:
    """The form; who is signed in already goes on to the pages."""
    if await gate.live_session(gate.token_in(request.scope)):
        return RedirectResponse(_after(request.query_params.get("tiep", "")), 303)
    return _form(request, after=request.query_params.get("tiep", ""))


async def enter(request: Request) -> Response:
    """Check name and password, open a session and set its cookie."""
    form = await _read_form(request)
    if not _is_our_form(request, form):
        return _form(request, after=form.get("tiep", ""), fault="Trang đăng nhập đã quá hạn. Hãy thử lại.")
    account_for = partial(_account_for, form, is_demo_allowed=is_demo_allowed(request))
    account = await to_thread.run_sync(account_for, limiter=_CHECKING)
    if account is None:
        return _form(request, after=form.get("tiep", ""), login_name=form.get("ten", ""), fault=letters.WRONG)
    token = await run_in_threadpool(_begin, account, gate.token_in(request.scope))
    response = RedirectResponse(_after(form.get("tiep", "")), 303)
    _set_cookie(response, request, paths.SESSION_COOKIE, token)
    response.delete_cookie(paths.FORM_COOKIE, path=paths.SIGN_IN, httponly=True, samesite="strict")
    return response


async def ask_to_leave(request: Request) -> Response:
    """The question whether to sign out."""
    account = await run_in_threadpool(accounts.find, house.house().store, gate.account_in(request.scope))
    name = account.display_name if account else ""
    return letters.sign_out(form_token=_leaving_token(request), display_name=name)


async def leave(request: Request) -> Response:
    """End the session; every tab that lives by it closes at its next message."""
    form = await _read_form(request)
    if not _is_from_here(request) or not _same(form.get("ma", ""), _leaving_token(request)):
        return RedirectResponse(paths.SIGN_OUT, 303)
    store, token = house.house().store, gate.token_in(request.scope)
    await run_in_threadpool(sessions.end, store, token, at=house.clock())
    response = RedirectResponse(paths.SIGN_IN, 303)
    response.delete_cookie(paths.SESSION_COOKIE, httponly=True, samesite="lax")
    return response


async def style(request: Request) -> Response:
    """The one stylesheet of the door."""
    return FileResponse(_STYLE_FILE, headers={"Cache-Control": "public, max-age=3600"})


async def health(request: Request) -> Response:
    """For a watchman: the process answers and its store can be read."""
    await run_in_threadpool(house.house().store.rows, "select 1")
    return PlainTextResponse("ok")


def is_demo_allowed(request: Request) -> bool:
    """Only a sample store, only for this very machine, and not through a proxy that stands on it.

    A proxy that adds no header mostly speaks HTTP/1.0 to us (nginx does so by default); no browser does.
    """
    if not house.house().is_sample or _is_through_proxy(request):
        return False
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    client = request.client.host if request.client else ""
    return _is_loopback(client) and (host == "localhost" or _is_loopback(host))


def _is_through_proxy(request: Request) -> bool:
    names = {name.lower().replace("_", "-") for name in request.headers}
    return (
        request.scope.get("http_version") == "1.0"
        or bool(names & _FORWARDED)
        or any(name.startswith("x-forwarded") for name in names)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _account_for(form: dict[str, str], *, is_demo_allowed: bool) -> Account | None:
    store = house.house().store
    if "mau" in form:
        return demo.account_of(store, form["mau"], at=house.clock()) if is_demo_allowed else None
    return accounts.check_password(store, form.get("ten", ""), form.get("mat-khau", ""))


def _begin(account: Account, old_token: str) -> str:
    store, at = house.house().store, house.clock()
    if old_token:
        sessions.end(store, old_token, at=at)
    return sessions.open_for(store, account.login_name, at=at)


def _form(request: Request, *, after: str, login_name: str = "", fault: str = "") -> Response:
    token = _form_token(request) or secrets.token_urlsafe(32)
    response = letters.sign_in(
        form_token=token,
        after=_after(after),
        login_name=login_name[:64],
        fault=fault,
        demo=is_demo_allowed(request),
        is_sample=house.house().is_sample,
    )
    _set_cookie(response, request, paths.FORM_COOKIE, token, path=paths.SIGN_IN, same_site="strict")
    return response


def _is_our_form(request: Request, form: dict[str, str]) -> bool:
    """The form came from our page in this browser: its token is the one in the cookie, and so is its origin."""
    token = _form_token(request)
    return bool(token) and _same(form.get("ma", ""), token) and _is_from_here(request)


def _form_token(request: Request) -> str:
    """The token in the cookie of the form, when it can be one of ours: nothing else is sent back."""
    token = request.cookies.get(paths.FORM_COOKIE, "")
    return token if _FORM_TOKEN.fullmatch(token) else ""


def _is_from_here(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


def _leaving_token(request: Request) -> str:
    return hashlib.sha256(f"{paths.SIGN_OUT} {gate.token_in(request.scope)}".encode()).hexdigest()


def _after(wanted: str) -> str:
    """Where to go after signing in: an address of our own, or the first page."""
    is_own = _AFTER.fullmatch(wanted) and not wanted.startswith((paths.SIGN_IN, paths.SIGN_OUT))
    return wanted if is_own and len(wanted) < 2000 else "/"


def _set_cookie(
    response: Response, request: Request, name: str, value: str, *, path: str = "/", same_site: str = "lax"
) -> None:
    is_secure = request.url.scheme == "https"
    response.set_cookie(name, value, path=path, httponly=True, samesite=same_site, secure=is_secure)  # type: ignore[arg-type]


async def _read_form(request: Request) -> dict[str, str]:
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
