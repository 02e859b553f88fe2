"""The second door: OpenID Connect with the provider that the office names in its configuration.

Imported only where one is named.

The provider says who somebody is; whether they may come in, and as what, the account with that e-mail says. `st.login` is not
used: it makes a cookie of its own that no row of ours can end, and calls its user by the provider's word.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.access import accounts
from data.access.roles import Account
from pages.door import entering, letters, notes, paths
from pages.door.settings import Oidc
from pages.parts import house

_LOG = logging.getLogger("dashboard")
_SCOPE = "openid email"
_SECONDS_TO_RETURN = 600
_SECONDS_TO_ANSWER = 10
_AFTER = "tiep"
# Google and most others say email_verified; Microsoft Entra says xms_edov when it is told to.
_VERIFIED = ("email_verified", "xms_edov")
UNKNOWN = (
    "Địa chỉ thư điện tử này chưa gắn với tài khoản nào của bảng điều hành. "
    "Hãy đăng nhập bằng tên và mật khẩu, hoặc liên hệ người quản trị của cơ quan."
)
UNVERIFIED = "Nơi cấp tài khoản chưa xác minh địa chỉ thư điện tử này nên không dùng để đăng nhập được."
FAILED = "Việc đăng nhập qua nơi cấp tài khoản không hoàn tất. Hãy thử lại từ trang đăng nhập."


def routes(provider: Oidc) -> list[Route]:
    """To the provider, and back from it."""
    client = _client(provider)

    async def go(request: Request) -> Response:
        """Off to the provider, with the way back kept in this browser."""
        request.session[_AFTER] = entering.way_on(request.query_params.get(_AFTER, ""))
        try:
            back = f"{request.url.scheme}://{request.url.netloc}{paths.OIDC_BACK}"
            return await client.authorize_redirect(request, back, prompt="select_account")
        except (OAuthError, httpx2.HTTPError, ValueError) as error:
            return await _failed(request, error)

    async def come_back(request: Request) -> Response:
        """Back with what the provider says."""
        try:
            claims = await _claims(client, request)
        except (OAuthError, JoseError, httpx2.HTTPError, ValueError, KeyError) as error:
            return await _failed(request, error)
        after = str(request.session.pop(_AFTER, ""))
        account, refusal = await run_in_threadpool(_account_of, request, claims)
        if account is None:
            return letters.refused(refusal)
        return await entering.let_in(request, account, after=after, door="oidc")

    # What must survive the way to the provider and back; a restart in between means signing in again.
    kept = [
        Middleware(
            SessionMiddleware,
            secret_key=secrets.token_urlsafe(32),
            session_cookie=paths.OIDC_COOKIE,
            max_age=_SECONDS_TO_RETURN,
            path=paths.OIDC,
            same_site="lax",
        )
    ]
    return [
        Route(paths.OIDC, go, methods=["GET"], middleware=kept),
        Route(paths.OIDC_BACK, come_back, methods=["GET"], middleware=kept),
    ]


def _client(provider: Oidc) -> StarletteOAuth2App:
    return OAuth().register(
        "office",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.server_metadata_url,
        client_kwargs={
            "scope": _SCOPE,
            "code_challenge_method": "S256",
            "timeout": _SECONDS_TO_ANSWER,
        },
    )


async def _claims(client: StarletteOAuth2App, request: Request) -> dict[str, Any]:
    """What the signed token says, and what the provider says besides when the token names no address."""
    token = await client.authorize_access_token(request)
    claims = dict(token.get("userinfo") or {})
    if not claims.get("sub"):
        raise ValueError("no signed token")
    # Authlib lets a token for somebody else pass when it names us as the authorised party.
    audience = claims.get("aud")
    if client.client_id not in ([audience] if isinstance(audience, str) else audience or []):
        raise ValueError("a token for another client")
    if not claims.get("email"):
        more = dict(await client.userinfo(token=token))
        # The answer must speak of the same person (OpenID Connect Core 5.3.2).
        if more.get("sub") == claims["sub"]:
            claims = more | claims
    return claims


def _account_of(request: Request, claims: dict[str, Any]) -> tuple[Account | None, str]:
    """The account with this verified address, or why there is none."""
    if not any(claims.get(name) in (True, "true", 1, "1") for name in _VERIFIED):
        return None, _refuse(request, UNVERIFIED, "unverified")
    found = accounts.find_by_email(house.house().store, str(claims.get("email", "")))
    if found is None or found.is_disabled:
        return None, _refuse(request, UNKNOWN, "unknown")
    if found.must_change:
        _burn_issued_password(request, found)
    return found, ""


def _burn_issued_password(request: Request, account: Account) -> None:
    """Who comes through this door needs no password from a slip of paper: nobody knows the one that it has now."""
    store, at = house.house().store, house.clock()
    issued = accounts.reset_password(store, account.login_name, at=at)
    unknown = secrets.token_urlsafe(32)
    accounts.change_password(store, account.login_name, old=issued, new=unknown, at=at, keep_token=None)
    notes.note(
        request.scope,
        "password_changed",
        login_name=account.login_name,
        school_code=account.school_code,
        detail="oidc",
    )


def _refuse(request: Request, sentence: str, reason: str) -> str:
    notes.note(request.scope, "oidc_refused", login_name=None, outcome="refused", detail=reason)
    return sentence


async def _failed(request: Request, error: Exception) -> Response:
    # The text of the error may hold what the provider sent: only its kind is written down.
    _LOG.warning("OpenID Connect: %s", type(error).__name__)
    await run_in_threadpool(_refuse, request, FAILED, type(error).__name__)
    return letters.refused(FAILED, 502 if isinstance(error, httpx2.HTTPError) else 403)
