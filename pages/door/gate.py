"""The gate: no request without a live session reaches the app, be it a page, the websocket, a file or an upload.

It is plain ASGI, so that it stands around the websocket too. The account of the session goes on to Streamlit in a header that
the gate takes away from everybody else and sets itself; the pages read it as `st.user`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from data.access import sessions
from pages.door import caller, cookies, headers, letters, notes, paths, served, tab, uploads
from pages.parts import house

# Named in .streamlit/config.toml, server.trustedUserHeaders.
IDENTITY_HEADER = b"x-dashboard-account"
OPEN_PATHS = frozenset({paths.SIGN_IN, paths.SET_UP, paths.OIDC, paths.OIDC_BACK, paths.STYLE, paths.HEALTH})
# All that somebody reaches whose password was issued and is not their own yet.
_BEFORE_CHANGE = frozenset({paths.CHANGE, paths.SIGN_OUT})
_POLICY_VIOLATION = 1008
_LONGEST_WAY_BACK = 1500
_NOT_FOUND = PlainTextResponse("Không tìm thấy.", 404)
# Threads of its own, so that no long download keeps the gate shut.
_LOOKING_UP = CapacityLimiter(8)


class Gate:
    """ASGI middleware. `policy` is the content security policy of the app."""

    def __init__(self, app: ASGIApp, *, policy: str, trusted_proxies: Sequence[caller.Network] = ()) -> None:
        self._app = app
        self._policy = policy
        self._trusted_proxies = trusted_proxies
        self._upload_limit = uploads.UploadLimit(house.settings().quotas)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            caller.believe(scope, self._trusted_proxies)
        if scope["type"] == "http":
            guarded = headers.guarded(send, self._policy, is_secure=cookies.is_secure(scope))
            await self._http(scope, receive, guarded)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """What to answer instead of the app; None opens the gate and names the account in the scope."""
        asked = Headers(scope=scope)
        _name(scope, None)
        if not is_host_allowed(asked.get("host")):
            return PlainTextResponse("Máy chủ không phục vụ tên miền này.", 421)
        if scope["path"] in OPEN_PATHS:
            return None
        session = await live_session(token_in(scope))
        if session is None:
            return _sign_in_first(scope, asked)
        _name(scope, session.login_name)
        if session.must_change and scope["path"] not in _BEFORE_CHANGE:
            return _change_first(scope, asked)
        if not served.is_served(scope["path"]):
            return letters.not_found() if _is_for_reading(scope, asked) else _NOT_FOUND
        if scope["path"].startswith(served.MEDIA) and scope["method"] in {"GET", "HEAD"}:
            # No page of ours puts anything there, so whoever asks is guessing.
            await _note(scope, "download_refused", session, subject="media")
            return _NOT_FOUND
        if scope["path"].startswith(uploads.ADDRESS):
            return await self._upload_refusal(scope, asked, session)
        return None

    async def _upload_refusal(
        self, scope: Scope, asked: Headers, session: sessions.Session
    ) -> Response | None:
        login_name = session.login_name
        if uploads.is_for_another(scope["path"], login_name):
            await _note(scope, "page_refused", session, subject="upload_file")
            return PlainTextResponse("Trang này không phải của tài khoản đang đăng nhập.", 403)
        if scope["method"] in {"OPTIONS", "DELETE"}:
            return None
        # A body in chunks goes on beyond the length that is declared beside it.
        length = None if "transfer-encoding" in asked else asked.get("content-length")
        held = uploads.held_bytes(login_name)
        declared = length.encode() if length else None
        status = self._upload_limit.refusal(login_name, session.role, declared, held=held)
        return PlainTextResponse("Tệp quá lớn hoặc đã tải lên quá nhiều tệp.", status) if status else None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        token = token_in(scope)
        session = await live_session(token) if _is_same_origin(asked) else None
        if session is None or session.must_change:
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        _name(scope, session.login_name)
        opened = tab.Tab(receive, send, session=session, find_session=partial(live_session, token))
        await self._app(scope, opened.receive, opened.send)


async def live_session(token: str) -> sessions.Session | None:
    """The session of a token, written down as in use when that is due."""
    return await to_thread.run_sync(_live_session, token, limiter=_LOOKING_UP) if token else None


def _live_session(token: str) -> sessions.Session | None:
    store, at = house.house().store, house.clock()
    session = sessions.find(store, token, at=at)
    if session is not None and sessions.is_due(session, at=at):
        sessions.prolong(store, token, at=at)
    return session


def token_in(scope: Scope) -> str:
    """The session's token among the cookies of a request, or nothing."""
    return cookies.value_in(scope, paths.SESSION_COOKIE)


def account_in(scope: Scope) -> str:
    """The login name that the gate has put into a request."""
    return Headers(scope=scope).get(IDENTITY_HEADER.decode(), "")


async def _note(scope: Scope, action: str, session: sessions.Session, *, subject: str) -> None:
    write = partial(
        notes.note,
        scope,
        action,
        login_name=session.login_name,
        school_code=session.school_code,
        subject=subject,
        outcome="refused",
    )
    await to_thread.run_sync(write, limiter=_LOOKING_UP)


def _name(scope: Scope, login_name: str | None) -> None:
    """Take the identity header away, in every spelling that any server could take for it, and set our own."""
    kept = [
        (name, value)
        for name, value in scope["headers"]
        if name.strip().lower().replace(b"_", b"-") != IDENTITY_HEADER
    ]
    own = [(IDENTITY_HEADER, login_name.encode("ascii"))] if login_name else []
    scope["headers"] = kept + own


def _is_same_origin(asked: Headers) -> bool:
    origin, host = asked.get("origin", ""), asked.get("host", "")
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(host)
    return is_web and parts.netloc.lower() == host.lower() and is_host_allowed(host)


def _is_for_reading(scope: Scope, asked: Headers) -> bool:
    """Whether a person waits for a page: everything else gets one plain line."""
    is_page = scope["method"] in {"GET", "HEAD"} and "text/html" in asked.get("accept", "")
    return is_page and not scope["path"].startswith(served.APP_PREFIXES)


def _sign_in_first(scope: Scope, asked: Headers) -> Response:
    if scope["path"] == paths.SIGN_OUT:
        return RedirectResponse(paths.SIGN_IN, 303)
    if not _is_for_reading(scope, asked):
        return PlainTextResponse("Hãy đăng nhập.", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    is_first_page = wanted in {paths.HOME, paths.BASE, "/"}
    after = "" if is_first_page or len(wanted) > _LONGEST_WAY_BACK else f"?tiep={quote(wanted, safe='')}"
    return RedirectResponse(paths.SIGN_IN + after, 303)


def _change_first(scope: Scope, asked: Headers) -> Response:
    if _is_for_reading(scope, asked):
        return RedirectResponse(paths.CHANGE, 303)
    return PlainTextResponse("Hãy đổi mật khẩu trước.", 403)
