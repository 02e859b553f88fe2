"""Which addresses there are, what an unknown one answers, and what a response does not tell."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages import addresses
from pages.door import served
from tests.browser.conftest import ROOT
from tests.pages.door.conftest import Visitor


@pytest.mark.parametrize("address", sorted(addresses.PAGES))
def test_every_page_is_served(signed_in: dict[str, Visitor], address: str) -> None:
    answer = signed_in["lanh-dao"].get(f"/{address}")
    assert answer.status == 200
    assert b'<div id="root">' in answer.body


def test_the_navigation_gives_out_the_addresses_of_the_table() -> None:
    tree = ast.parse(Path(ROOT, "pages", "navigation.py").read_text("utf-8"))
    words = [word for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords]
    given = [word.value for word in words if word.arg == "url_path"]
    named = {value.attr for value in given if isinstance(value, ast.Attribute)}
    assert len(named) == len(given), "each by its name in the table"
    assert {getattr(addresses, name) for name in named} == addresses.PAGES - {addresses.OVERVIEW}


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co",
        "/khong-co?x=y",
        "/overview",
        "/questions/overview.py",
        "/nop-bang-tinh/them",
        "/NOP-BANG-TINH",
        "/auth/login",
        "/oauth2callback",
        "/app/static/x",
        "/dang-nhap/oidc",
        "/dang-nhap/oidc/tro-lai?code=x&state=y",
        "/dang-nhap/khac",
        "/_stcorex",
    ],
)
def test_an_unknown_address_says_so_in_vietnamese(signed_in: dict[str, Visitor], path: str) -> None:
    answer = signed_in["lanh-dao"].get(path)
    assert answer.status == 404
    assert "Không tìm thấy" in answer.body.decode()
    assert b"root" not in answer.body


@pytest.mark.parametrize(
    ("path", "expected", "why"),
    [
        ("/", True, "the first page"),
        ("/nop-bang-tinh/", True, "Streamlit takes the slash away"),
        ("/favicon.png", True, "a file beside the assets"),
        ("/static/js/x.js", True, "an asset, if there is one"),
        ("/tai-ve/tep/R1", True, "a download"),
        ("/_stcore/stream", True, "the websocket"),
        ("/_stcore/metrics", False, "for developers"),
        ("/_stcore/agent/mcp", False, "for machines"),
        ("/../etc/passwd", False, "outside"),
        ("", True, "the first page without its slash"),
    ],
)
def test_what_is_served(path: str, expected: bool, why: str) -> None:
    assert served.is_served(path) is expected, why


@pytest.mark.parametrize("path", ["/dang-nhap", "/", "/static/none.js", "/khong-co", "/_stcore/health"])
def test_no_response_names_the_server(signed_in: dict[str, Visitor], path: str) -> None:
    assert "server" not in signed_in["lanh-dao"].get(path).headers


def test_nobody_is_believed_about_where_they_call_from(nobody: Visitor) -> None:
    """Six wrong passwords with six claimed addresses are six from this one."""
    sent = {"X-Forwarded-Proto": "https"}
    nobody.get("/dang-nhap")
    fields = {"ma": nobody.cookies["dashboard_form"], "ten": "khong-ai-ca", "mat-khau": "x"}
    answers = [
        nobody.post("/dang-nhap", fields, **sent, **{"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(6)
    ]
    assert [answer.status for answer in answers] == [401] * 5 + [429]
    assert "Secure" not in answers[0].headers["set-cookie"], "nor about how"
