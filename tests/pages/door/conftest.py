"""A real office of two schools, and the real dashboard over it, asked from outside without a browser."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from data.access import accounts
from data.home import open_home
from tests.browser.conftest import Server, start

LONG_AGO = datetime(2024, 9, 2, tzinfo=UTC)
PASSWORD = "mật khẩu để thử"
ACCOUNTS = {
    "lanh-dao": ("leadership", None),
    "chuyen-vien": ("specialist", None),
    "truong-a": ("school", "a"),
    "truong-b": ("school", "b"),
}


def furnish(home: Path) -> None:
    """Two schools, an account of each kind, and one plan of school A with its file."""
    store = open_home(home)
    made = {"recorded_at": LONG_AGO, "recorded_by": "chuyen-vien"}
    school = {"version_no": 1, "level": "THCS", "ownership": "public", "is_open": True, **made}
    plan = {
        "kind": "plan",
        "school_year": "2024-2025",
        "framework_code": "TT18-2018",
        "row_count": 1,
        "warning_count": 0,
        **made,
    }
    with store.transaction() as writer:
        writer.add(
            "kept.school_version",
            [
                {"school_code": "a", "name": "THCS Bờ Suối", **school},
                {"school_code": "b", "name": "THCS Cồn Cát", **school},
            ],
        )
        writer.add(
            "kept.revision",
            [
                {
                    "revision_id": "R1",
                    "school_code": "a",
                    "file_sha256": "ab" * 32,
                    "file_name": "Kế hoạch “A”.xlsx",
                    **plan,
                }
            ],
        )
    (home / "files").mkdir()
    (home / "files" / ("ab" * 32)).write_bytes(b"the bytes of school A")
    for name, (role, school_code) in ACCOUNTS.items():
        accounts.add(
            store,
            name,
            role=role,
            school_code=school_code,
            at=LONG_AGO,
            display_name=f"Tài khoản {name}",
            password=PASSWORD,
        )
    store.close()


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """Somebody with a jar of cookies in front of the dashboard."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.server.address).netloc

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def connection(self) -> http.client.HTTPConnection:
        """To the dashboard, or to the proxy before it, whose certificate nobody has signed."""
        if self.server.address.startswith("https:"):
            unsigned = ssl._create_unverified_context()
            return http.client.HTTPSConnection(self.host, timeout=30, context=unsigned)
        return http.client.HTTPConnection(self.host, timeout=30)

    def ask(self, method: str, path: str, *, body: bytes = b"", **headers: str) -> Answer:
        """One request; keyword a_b becomes the header A-B."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = self.connection()
        try:
            connection.request(method, path, body or None, {"Cookie": self.cookie, **sent})
            response = connection.getresponse()
            for line in response.headers.get_all("set-cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                self.cookies[name] = value.strip('"')
            named = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, named, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **{"Accept": "text/html", **headers})

    def post_form(self, path: str, **fields: str) -> Answer:
        """Post the form that stands on the page, as a browser would."""
        token = re.search(rb'name="ma" value="([^"]+)"', self.get(path).body)
        given = {"ma": token[1].decode() if token else "", **fields}
        return self.post(path, given)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        return self.ask(
            "POST",
            path,
            body=urlencode(fields).encode(),
            **{
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.server.address,
                **headers,
            },
        )

    def sign_in(self, name: str, password: str = PASSWORD, after: str = "/") -> Answer:
        return self.post_form("/dang-nhap", ten=name, **{"mat-khau": password, "tiep": after})


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("office")
    furnish(home)
    server = start(home, tmp_path_factory.mktemp("log") / "dashboard.log")
    yield server
    server.stop()


@pytest.fixture
def nobody(office: Server) -> Visitor:
    return Visitor(office)


@pytest.fixture(scope="package")
def signed_in(office: Server) -> dict[str, Visitor]:
    """A visitor of each account, signed in; tests that sign out make their own."""
    visitors = {name: Visitor(office) for name in ACCOUNTS}
    assert {visitor.sign_in(name).status for name, visitor in visitors.items()} == {303}
    return visitors
