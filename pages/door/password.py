"""Changing one's own password: the only page that an account with an issued password reaches."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.access import accounts
from data.access.roles import Account
from pages.door import checking, forms, gate, letters, notes, paths
from pages.parts import house

_CHECKING = CapacityLimiter(1)


def routes() -> list[Route]:
    """The form, and what it sends."""
    return [Route(paths.CHANGE, show, methods=["GET"]), Route(paths.CHANGE, change, methods=["POST"])]


async def show(request: Request) -> Response:
    """The form, as what is wanted or as what has to be done first."""
    return _form(request, await _account(request))


async def change(request: Request) -> Response:
    """Take the new password; the sessions elsewhere end, this one goes on."""
    form = await forms.read(request)
    account = await _account(request)
    if not forms.is_of_session(request, form):
        return _form(request, account, fault=letters.TOO_OLD)
    if form.get("mat-khau-moi", "") != form.get("mat-khau-lai", ""):
        return _form(request, account, fault=letters.NOT_THE_SAME)
    try:
        await to_thread.run_sync(_change, request, account, form, limiter=_CHECKING)
    except accounts.AccountError as error:
        return _form(request, account, fault=str(error))
    await run_in_threadpool(_note, request, account)
    return RedirectResponse(paths.HOME, 303)


def _change(request: Request, account: Account, form: dict[str, str]) -> None:
    # Who finds a session open at somebody's desk must not guess the password here either.
    if left := checking.wait(request.scope, account.login_name, account):
        raise accounts.AccountError(letters.waiting(left))
    try:
        accounts.change_password(
            house.house().store,
            account.login_name,
            old=form.get("mat-khau-cu", ""),
            new=form.get("mat-khau-moi", ""),
            at=house.clock(),
            keep_token=gate.token_in(request.scope),
        )
    except accounts.WrongPassword:
        checking.count(request.scope, account.login_name, account, is_right=False)
        raise
    checking.count(request.scope, account.login_name, account, is_right=True)


def _note(request: Request, account: Account) -> None:
    notes.note(
        request.scope, "password_changed", login_name=account.login_name, school_code=account.school_code
    )


async def _account(request: Request) -> Account:
    found = await run_in_threadpool(accounts.find, house.house().store, gate.account_in(request.scope))
    assert found is not None, "the gate lets nobody through without an account"
    return found


def _form(request: Request, account: Account, *, fault: str = "") -> Response:
    return letters.change_password(
        form_token=forms.token_of_session(request),
        display_name=account.display_name,
        login_name=account.login_name,
        is_forced=account.must_change,
        fault=fault,
    )
