"""Signing in with a password, and signing out: the routes of the door that set and take away the session's cookie."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.access import accounts, demo, sessions
from data.access.roles import Account
from pages.door import caller, checking, cookies, entering, forms, gate, letters, notes, paths
from pages.parts import house

_STYLE_FILE = Path(__file__).with_name("door.css")
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
        # Those of pages.door.oidc stand before these, where the office has a second door.
        Route(paths.OIDC, no_second_door, methods=["GET"]),
        Route(paths.OIDC_BACK, no_second_door, methods=["GET"]),
    ]


async def show(request: Request) -> Response:
    """The form; who is signed in already goes on to the pages, and the first of all to the set-up."""
    if await gate.live_session(gate.token_in(request.scope)):
        return RedirectResponse(entering.way_on(request.query_params.get("tiep", "")), 303)
    if await run_in_threadpool(house.set_up_code):
        return RedirectResponse(paths.SET_UP, 303)
    return _form(request, after=request.query_params.get("tiep", ""))


async def enter(request: Request) -> Response:
    """Check name and password, open a session and set its cookie."""
    form = await forms.read(request)
    after = form.get("tiep", "")
    if not forms.is_ours(request, form):
        return _form(request, after=after, fault=letters.TOO_OLD)
    if "mau" in form:
        check = partial(_demo_account, request, form["mau"])
    else:
        check = partial(checking.check, request.scope, form.get("ten", ""), form.get("mat-khau", ""))
    account, left = await to_thread.run_sync(check, limiter=_CHECKING)
    if account is not None:
        return await entering.let_in(request, account, after=after, door="password")
    fault = letters.waiting(left) if left else letters.WRONG
    return _form(
        request, after=after, login_name=form.get("ten", ""), fault=fault, status=429 if left else 401
    )


async def ask_to_leave(request: Request) -> Response:
    """The question whether to sign out."""
    account = await run_in_threadpool(accounts.find, house.house().store, gate.account_in(request.scope))
    name = account.display_name if account else ""
    return letters.sign_out(form_token=forms.token_of_session(request), display_name=name)


async def leave(request: Request) -> Response:
    """End the session; every tab that lives by it closes at its next message."""
    form = await forms.read(request)
    if not forms.is_of_session(request, form):
        return RedirectResponse(paths.SIGN_OUT, 303)
    await run_in_threadpool(_end, request)
    response = RedirectResponse(paths.SIGN_IN, 303)
    cookies.take_away(response, request, paths.SESSION_COOKIE)
    return response


async def style(request: Request) -> Response:
    """The one stylesheet of the door."""
    return FileResponse(_STYLE_FILE, headers={"Cache-Control": "public, max-age=3600"})


async def health(request: Request) -> Response:
    """For a watchman: the process answers and its store can be read."""
    await run_in_threadpool(house.house().store.rows, "select 1")
    return PlainTextResponse("ok")


async def no_second_door(request: Request) -> Response:
    """Nothing is configured there: the same page as for any address that is not there."""
    return letters.not_found()


def is_demo_allowed(request: Request) -> bool:
    """Only a sample store, and only for this very machine."""
    return house.house().is_sample and caller.is_at_this_machine(request)


def _demo_account(request: Request, role: str) -> tuple[Account | None, timedelta | None]:
    store = house.house().store
    return demo.account_of(store, role, at=house.clock()) if is_demo_allowed(request) else None, None


def _end(request: Request) -> None:
    sessions.end(house.house().store, gate.token_in(request.scope), at=house.clock())
    notes.note(request.scope, "sign_out", login_name=gate.account_in(request.scope))


def _form(
    request: Request, *, after: str, login_name: str = "", fault: str = "", status: int = 401
) -> Response:
    token = forms.token_for(request)
    second_door = house.settings().oidc
    response = letters.sign_in(
        form_token=token,
        after=entering.way_on(after),
        login_name=login_name[:64],
        fault=fault,
        demo=is_demo_allowed(request),
        is_sample=house.house().is_sample,
        other_door=second_door.label if second_door else "",
        status=status,
    )
    forms.keep_token(response, request, token)
    return response
