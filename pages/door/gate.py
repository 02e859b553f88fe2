"""The gate: no request without a live session reaches the app, be it a page, the websocket, a file or an upload.

It is plain ASGI, so that it stands around the websocket too. The account of the session goes on to Streamlit in a header that
the gate takes away from everybody else and sets itself; the pages read it as `st.user`.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from data.access import sessions
from pages.door import headers, paths, tab, uploads
from pages.parts import house

# Named in .streamlit/config.toml, server.trustedUserHeaders.
IDENTITY_HEADER = b"x-dashboard-account"
OPEN_PATHS = frozenset({paths.SIGN_IN, paths.STYLE, paths.HEALTH})
_APP_PREFIXES = ("/_stcore/", "/media/", "/component/", "/static/")
# Streamlit serves these to everybody who is signed in, and nobody here needs them.
_UNUSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check")
_POLICY_VIOLATION = 1008
_LONGEST_WAY_BACK = 1500
# Threads of its own, so that no long download keeps the gate shut.
_LOOKING_UP = CapacityLimiter(8)


class Gate:
    """ASGI middleware. `policy` is the content security policy of the app."""

    def __init__(self, app: ASGIApp, *, policy: str, upload_limit: uploads.UploadLimit | None = None) -> None:
        self._app = app
        self._policy = policy
        self._upload_limit = upload_limit or uploads.UploadLimit()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, headers.guarded(send, self._policy))
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
        if scope["path"].startswith(_UNUSED):
            return PlainTextResponse("Không tìm thấy.", 404)
        if scope["path"].startswith(uploads.ADDRESS):
            return self._upload_refusal(scope, asked, session.login_name)
        return None

    def _upload_refusal(self, scope: Scope, asked: Headers, login_name: str) -> Response | None:
        if uploads.is_for_another(scope["path"], login_name):
            return PlainTextResponse("Trang này không phải của tài khoản đang đăng nhập.", 403)
        if scope["method"] in {"OPTIONS", "DELETE"}:
            return None
        # A body in chunks goes on beyond the length that is declared beside it.
        length = None if "transfer-encoding" in asked else asked.get("content-length")
        held = uploads.held_bytes(login_name)
        status = self._upload_limit.refusal(login_name, length.encode() if length else None, held=held)
        return PlainTextResponse("Tệp quá lớn hoặc đã tải lên quá nhiều tệp.", status) if status else None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        token = token_in(scope)
        session = await live_session(token) if _is_same_origin(asked) else None
        if session is None:
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
    cookies = "; ".join(Headers(scope=scope).getlist("cookie"))
    return cookie_parser(cookies).get(paths.SESSION_COOKIE, "")


def account_in(scope: Scope) -> str:
    """The login name that the gate has put into a request."""
    return Headers(scope=scope).get(IDENTITY_HEADER.decode(), "")


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


def _sign_in_first(scope: Scope, asked: Headers) -> Response:
    if scope["path"] == paths.SIGN_OUT:
        return RedirectResponse(paths.SIGN_IN, 303)
    is_page = scope["method"] in {"GET", "HEAD"} and "text/html" in asked.get("accept", "")
    if not is_page or scope["path"].startswith(_APP_PREFIXES):
        return PlainTextResponse("Hãy đăng nhập.", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"]) + (f"?{query}" if query else "")
    after = "" if wanted == "/" or len(wanted) > _LONGEST_WAY_BACK else f"?tiep={quote(wanted, safe='')}"
    return RedirectResponse(paths.SIGN_IN + after, 303)
