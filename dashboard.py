"""The way in: `streamlit run dashboard.py` finds `app`, which puts the gate and the routes of the door around the pages."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import file_util

from data.store import StoreBusy
from pages.door import downloads, gate, headers, letters, listener, password, set_up, settings, sign_in
from pages.parts import house, mishap

listener.settle()
try:
    SETTINGS = house.settings()
except settings.SettingsError as fault:
    sys.exit(str(fault))


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the store before the first request, close it after the last."""
    try:
        await run_in_threadpool(house.house)
    except StoreBusy as busy:
        # Nothing is open yet, and any exception from here would reach the terminal as a traceback.
        sys.stderr.write(f"{busy}\n")
        sys.stderr.flush()
        os._exit(1)
    try:
        yield
    finally:
        await run_in_threadpool(house.close)


async def failed(request: Request, error: Exception) -> Response:
    """The answer when a route fails: the gate is inside of this, so the headers are put on here."""
    response = letters.mishap(mishap.code_of(error))
    response.headers.update(headers.ALWAYS | {"Cache-Control": "no-store"})
    return response


def second_door() -> list[Route]:
    """OpenID Connect. Its library is loaded only where an office has named a provider."""
    if SETTINGS.oidc is None:
        return []
    from pages.door import oidc

    return oidc.routes(SETTINGS.oidc)


POLICY = headers.app_policy(Path(file_util.get_static_dir(), "index.html").read_text("utf-8"))

app = st.App(
    "pages/navigation.py",
    routes=[
        *second_door(),
        *sign_in.routes(),
        *set_up.routes(),
        *password.routes(),
        *downloads.routes(),
    ],
    middleware=[Middleware(gate.Gate, policy=POLICY, trusted_proxies=SETTINGS.trusted_proxies)],
    lifespan=lifespan,
    on_script_error=mishap.on_script_error,
    exception_handlers={Exception: failed},
)
