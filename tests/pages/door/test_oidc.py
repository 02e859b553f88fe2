"""The second door, with a provider of its own that runs on this machine; a person of few keystrokes stands in for the browser."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.access import accounts, audit
from data.home import open_home
from data.store import open_store
from pages.door import oidc, settings
from pages.parts import house
from tests.browser.conftest import Server, answers, free_port, start
from tests.pages.door.conftest import Answer, Visitor, furnish

KNOWN = "to.truong@bo-suoi.example"
PEOPLE = {
    "known": {"email": KNOWN.upper(), "email_verified": True},
    "unverified": {"email": KNOWN, "email_verified": False},
    "silent": {"email": KNOWN},
    "stranger": {"email": "ai.do@bo-suoi.example", "email_verified": True},
    "disabled": {"email": "nghi.viec@bo-suoi.example", "email_verified": True},
    "nameless": {},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """oidc-provider-mock: discovery, signed tokens, PKCE and client secrets as any provider has them."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 30
    while not answers(address) and time.monotonic() < end:
        time.sleep(0.1)
    for sub, claims in PEOPLE.items():
        httpx.put(f"{address}/users/{sub}", json=claims).raise_for_status()
    yield address
    process.terminate()
    process.wait(timeout=15)


@pytest.fixture(scope="module")
def office(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("office")
    furnish(home)
    store = open_home(home)
    at = accounts.find(store, "truong-a").password_changed_at  # type: ignore[union-attr]
    accounts.set_email(store, "truong-a", email=KNOWN, at=at)
    accounts.reset_password(store, "truong-a", at=at)
    accounts.set_email(store, "truong-b", email="nghi.viec@bo-suoi.example", at=at)
    accounts.disable(store, "truong-b", at=at)
    store.close()
    (home / "config.toml").write_text(
        f'[oidc]\nclient_id = "dashboard"\nclient_secret = "secret"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\nlabel = "Vào bằng tài khoản ngành"\n',
        "utf-8",
    )
    server = start(home, tmp_path_factory.mktemp("log") / "dashboard.log")
    yield server
    server.stop()


def at_the_provider(visitor: Visitor, sub: str, after: str = "") -> str:
    """Off to the provider and signed in there; the address to which it sends the browser back."""
    away = visitor.get(f"/dang-nhap/oidc{after}")
    assert away.status == 302, away.body
    asked = parse_qs(urlsplit(away.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{visitor.server.address}/dang-nhap/oidc/tro-lai"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"]
    back = httpx.post(away.headers["location"], data={"sub": sub})
    assert back.status_code in {302, 303}, back.text
    return str(back.headers["location"])


def come_back(visitor: Visitor, address: str) -> Answer:
    parts = urlsplit(address)
    return visitor.get(f"{parts.path}?{parts.query}")


def test_the_sign_in_page_shows_the_second_door(office: Server) -> None:
    page = Visitor(office).get("/dang-nhap?tiep=%2Fnop-bang-tinh").body.decode()
    assert re.search(r'href="/dang-nhap/oidc\?tiep=%2Fnop-bang-tinh">Vào bằng tài khoản ngành</a>', page)


def test_a_known_address_comes_in_without_the_issued_password(office: Server) -> None:
    visitor = Visitor(office)
    answer = come_back(visitor, at_the_provider(visitor, "known", "?tiep=%2Fnop-bang-tinh"))
    assert (answer.status, answer.headers["location"]) == (303, "/nop-bang-tinh")
    assert len(visitor.cookies["dashboard_session"]) == 43
    page = visitor.get("/dang-xuat")
    assert "Tài khoản truong-a" in page.body.decode()
    assert b'<div id="root">' in visitor.get("/").body, "no issued password has to be changed"


@pytest.mark.parametrize(
    ("sub", "why"),
    [
        ("unverified", "anybody may claim an address"),
        ("silent", "the provider does not say whether it is verified"),
        ("stranger", "no account has it"),
        ("disabled", "its account is closed"),
        ("nameless", "no address at all"),
    ],
)
def test_anybody_else_is_refused_in_vietnamese(office: Server, sub: str, why: str) -> None:
    visitor = Visitor(office)
    answer = come_back(visitor, at_the_provider(visitor, sub))
    assert answer.status == 403, why
    assert "Không đăng nhập được" in answer.body.decode()
    assert "dashboard_session" not in visitor.cookies


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "nothing"),
        ("code=x&state=y", "made up"),
        ("error=access_denied&error_description=<script>", "the person said no at the provider"),
    ],
)
def test_a_made_up_return_is_refused(office: Server, query: str, why: str) -> None:
    answer = Visitor(office).get(f"/dang-nhap/oidc/tro-lai?{query}")
    assert answer.status == 403, why
    assert b"<script" not in answer.body


def test_the_return_belongs_to_the_browser_that_went(office: Server) -> None:
    """Otherwise somebody could make another browser sign in as them."""
    address = at_the_provider(Visitor(office), "known")
    assert come_back(Visitor(office), address).status == 403


def test_a_return_is_good_once(office: Server) -> None:
    visitor = Visitor(office)
    address = at_the_provider(visitor, "known")
    assert come_back(visitor, address).status == 303
    assert come_back(visitor, address).status == 403


def test_a_provider_that_does_not_answer_is_said_so(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/.well-known/openid-configuration"
    store = open_store(None)
    with house.lent(store, tmp_path):
        door = TestClient(Starlette(routes=oidc.routes(settings.Oidc("dashboard", "secret", nowhere))))
        answer = door.get("/dang-nhap/oidc")
        assert answer.status_code == 502
        assert "Không đăng nhập được" in answer.text
        assert [row.detail for row in audit.search(store)] == ["ConnectError"]
    store.close()


def test_refusals_are_written_down_without_what_the_provider_said(office: Server) -> None:
    visitor = Visitor(office)
    come_back(visitor, at_the_provider(visitor, "stranger"))
    office.stop()
    store = open_home(office.home)
    rows = audit.search(store, action="oidc_refused")
    assert {"unknown", "unverified"} <= {row.detail for row in rows}
    assert not any("example" in str(row) for row in rows)
    assert audit.search(store, action="sign_in")[-1].detail == "oidc"
    store.close()
