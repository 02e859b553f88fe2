"""The gate: no request without a live session reaches the app, be it a page, the websocket, a file or an upload.

It is plain ASGI, so that it stands around the websocket too. The account of the session goes on to Streamlit in a header that
the gate takes away from everybody else and sets itself; the pages read it as `st.user`.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from data.access import sessions
from pages.door import headers, paths, uploads
from pages.parts import house

# Named in .streamlit/config.toml, server.trustedUserHeaders.
IDENTITY_HEADER = b"x-dashboard-account"
OPEN_PATHS = frozenset({paths.SIGN_IN, paths.STYLE, paths.HEALTH})
_APP_PREFIXES = ("/_stcore/", "/media/", "/component/", "/static/")
_POLICY_VIOLATION = 1008
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
        if scope["path"].startswith("/_stcore/upload_file") and scope["method"] not in {"OPTIONS", "DELETE"}:
            length = asked.get("content-length")
            status = self._upload_limit.refusal(session.login_name, length.encode() if length else None)
            if status:
                return PlainTextResponse("Tệp quá lớn hoặc đã tải lên quá nhiều tệp.", status)
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        token = token_in(scope)
        session = await live_session(token) if _is_same_origin(asked) else None
        if session is None:
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        _name(scope, session.login_name)
        tab = _Tab(receive, send, token=token, login_name=session.login_name)
        await self._app(scope, tab.receive, tab.send)


class _Tab:
    """One websocket: asks at every message whether the session still lives, and else sends the tab to the sign-in page."""

    def __init__(self, receive: Receive, send: Send, *, token: str, login_name: str) -> None:
        self._receive = receive
        self._send = send
        self._token = token
        self._login_name = login_name
        self._is_over = False

    async def receive(self) -> Message:
        message = await self._receive()
        if self._is_over or message["type"] != "websocket.receive":
            return message
        session = await live_session(self._token)
        if session is not None and session.login_name == self._login_name:
            return message
        self._is_over = True
        # Streamlit's own message for "go to another page".
        goodbye = ForwardMsg()
        goodbye.auth_redirect.url = paths.SIGN_IN
        await self._send({"type": "websocket.send", "bytes": goodbye.SerializeToString()})
        await self._send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}

    async def send(self, message: Message) -> None:
        if not self._is_over:
            await self._send(message)


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
    after = "" if wanted == "/" else f"?tiep={quote(wanted, safe='')}"
    return RedirectResponse(paths.SIGN_IN + after, 303)
