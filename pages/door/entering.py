"""Letting somebody in, whichever door they came to: a new session, its cookie, and the way to where they wanted to go."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.access import sessions
from data.access.roles import Account
from pages.door import caller, cookies, forms, notes, paths
from pages.parts import house

_AFTER = re.compile(r"/(?:[\w.~%=&?+,:@-][\w.~%=&?+,:@/-]*)?", re.ASCII)
_DOOR = (paths.SIGN_IN, paths.SIGN_OUT, paths.SET_UP, paths.CHANGE)


async def let_in(request: Request, account: Account, *, after: str, door: str) -> Response:
    """Open a session, end the one that this browser had, write both down, and go on."""
    token = await run_in_threadpool(_begin, request, account, door)
    response = RedirectResponse(way_on(after), 303)
    cookies.put(response, request, paths.SESSION_COOKIE, token)
    forms.forget_token(response, request)
    return response


def way_on(wanted: str) -> str:
    """Where to go after signing in: an address of our own, or the first page."""
    is_own = _AFTER.fullmatch(wanted) and wanted.startswith(paths.HOME) and not wanted.startswith(_DOOR)
    return wanted if is_own and len(wanted) < 2000 else paths.HOME


def _begin(request: Request, account: Account, door: str) -> str:
    store, at = house.house().store, house.clock()
    if old_token := cookies.value_in(request.scope, paths.SESSION_COOKIE):
        sessions.end(store, old_token, at=at)
    token = sessions.open_for(
        store,
        account.login_name,
        at=at,
        address=caller.address_of(request.scope) or None,
        agent=request.headers.get("user-agent"),
    )
    notes.note(
        request.scope,
        "sign_in",
        login_name=account.login_name,
        school_code=account.school_code,
        detail=door,
    )
    return token
