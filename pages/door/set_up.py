"""The first administrator of a real office, made by whoever can read the terminal of the server."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.access import accounts, setup
from data.access.roles import Account
from pages.door import caller, entering, forms, letters, notes, paths
from pages.parts import house

# One after the other: two people with the same code must not both become the first.
_ONE = CapacityLimiter(1)


def routes() -> list[Route]:
    """Only while there is no account; afterwards they lead to the sign-in page."""
    return [Route(paths.SET_UP, show, methods=["GET"]), Route(paths.SET_UP, make, methods=["POST"])]


async def show(request: Request) -> Response:
    """The form for the code, a name and a password."""
    if not await run_in_threadpool(house.set_up_code):
        return RedirectResponse(paths.SIGN_IN, 303)
    return _form(request)


async def make(request: Request) -> Response:
    """Make the account and let it in."""
    form = await forms.read(request)
    if not await run_in_threadpool(house.set_up_code):
        return RedirectResponse(paths.SIGN_IN, 303)
    if not forms.is_ours(request, form):
        return _form(request, fault=letters.TOO_OLD)
    if form.get("mat-khau-moi", "") != form.get("mat-khau-lai", ""):
        return _form(request, login_name=form.get("ten", ""), fault=letters.NOT_THE_SAME)
    try:
        account = await to_thread.run_sync(_make, request, form, limiter=_ONE)
    except accounts.AccountError as error:
        return _form(request, login_name=form.get("ten", ""), fault=str(error))
    return await entering.let_in(request, account, after=paths.HOME, door="password")


def _make(request: Request, form: dict[str, str]) -> Account:
    code, address = house.set_up_code(), caller.address_of(request.scope) or None
    if code is None:
        raise setup.SetupRefused("Bảng điều hành đã được thiết lập. Hãy đăng nhập.")
    if not code.is_right(form.get("ma-thiet-lap", "")):
        notes.note(request.scope, "set_up", login_name=None, outcome="refused")
        raise accounts.AccountError("Mã thiết lập không đúng. Sau năm lần sai, máy chủ in ra một mã mới.")
    account = setup.first_administrator(
        house.house().store,
        code=code,
        login_name=form.get("ten", ""),
        password=form.get("mat-khau-moi", ""),
        at=house.clock(),
        address=address,
    )
    house.forget_set_up_code()
    return account


def _form(request: Request, *, login_name: str = "", fault: str = "") -> Response:
    token = forms.token_for(request)
    response = letters.set_up(form_token=token, login_name=login_name[:64], fault=fault)
    forms.keep_token(response, request, token)
    return response
