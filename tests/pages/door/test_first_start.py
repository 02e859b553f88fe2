"""A real office on its first day: the code from the terminal, the first administrator, the issued password of a school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from data import schools
from data.access import accounts, audit
from data.home import kind_of, open_home
from pages.parts import house
from tests.browser.conftest import Server, start
from tests.pages.door.conftest import LONG_AGO, Visitor
from tests.pages.door.test_walls import websocket

OWN = "bốn chú vịt qua cầu"
NEW = "năm chú gà qua sông"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    server = start(tmp_path, tmp_path / "dashboard.log")
    yield server
    server.stop()


@dataclass(frozen=True)
class Issued:
    """A real office in which schools have been given passwords on paper."""

    server: Server
    home: Path
    passwords: dict[str, str]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issued]:
    """A school for each test: one account serves one of them."""
    home = tmp_path_factory.mktemp("issued")
    store = open_home(home)
    passwords = {}
    for name in ("truong-a", "truong-b", "truong-c"):
        code = schools.add(store, f"THCS {name}", level="THCS", at=LONG_AGO, by="test")
        passwords[name] = accounts.add(store, name, role="school", school_code=code, at=house.clock())
    store.close()
    server = start(home, home / "dashboard.log")
    yield Issued(server, home, passwords)
    server.stop()


def code_of(server: Server) -> str:
    """The newest code on the terminal."""
    return re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}", server.output)[-1]


def make_first(visitor: Visitor, code: str, password: str = OWN, again: str | None = None) -> int:
    fields = {"ma-thiet-lap": code, "ten": "quan-tri", "mat-khau-moi": password}
    return visitor.post_form("/thiet-lap", **fields, **{"mat-khau-lai": again or password}).status


def change(visitor: Visitor, old: str, new: str = NEW, again: str | None = None) -> int:
    fields = {"mat-khau-cu": old, "mat-khau-moi": new, "mat-khau-lai": again or new}
    return visitor.post_form("/doi-mat-khau", **fields).status


def actions(home: Path) -> list[tuple[str, str, str | None]]:
    """What the audit of a stopped dashboard holds, the oldest first."""
    store = open_home(home)
    try:
        return [(row.action, row.outcome, row.login_name) for row in reversed(audit.search(store))]
    finally:
        store.close()


def test_the_first_administrator(fresh: Server, tmp_path: Path) -> None:
    visitor = Visitor(fresh)
    assert visitor.get("/dang-nhap").headers["location"] == "/thiet-lap"
    code = code_of(fresh)
    assert make_first(visitor, "aaaaa-aaaaa-aaaaa") == 400, "not the code"
    assert make_first(visitor, code, "ngắn") == 400, "too short a password"
    assert make_first(visitor, code, again="khác hẳn ở đây") == 400, "typed differently the second time"
    assert "dashboard_session" not in visitor.cookies
    assert make_first(visitor, code) == 303
    assert b'<div id="root">' in visitor.get("/").body, "and is let in at once"

    later = Visitor(fresh)
    assert later.get("/thiet-lap").headers["location"] == "/dang-nhap", "there is no second first one"
    assert later.post("/thiet-lap", {"ma-thiet-lap": code}).headers["location"] == "/dang-nhap"
    assert later.sign_in("quan-tri", OWN).status == 303
    fresh.stop()
    store = open_home(tmp_path)
    assert kind_of(store) == "real"
    store.close()
    assert actions(tmp_path) == [
        ("set_up", "refused", None),
        ("set_up", "ok", "quan-tri"),
        ("sign_in", "ok", "quan-tri"),
        ("sign_in", "ok", "quan-tri"),
    ]


def test_the_code_and_the_form_cannot_be_guessed(fresh: Server) -> None:
    visitor = Visitor(fresh)
    visitor.get("/thiet-lap")
    first = code_of(fresh)
    assert {make_first(visitor, "aaaaa-aaaaa-aaaaa") for _ in range(5)} == {400}
    assert make_first(visitor, first) == 400, "five wrong codes make a new one"
    right = {
        "ma": visitor.cookies["dashboard_form"],
        "ma-thiet-lap": code_of(fresh),
        "ten": "quan-tri",
        "mat-khau-moi": OWN,
        "mat-khau-lai": OWN,
    }
    assert visitor.post("/thiet-lap", right | {"ma": "x" * 43}).status == 400, "not from our page"
    assert visitor.post("/thiet-lap", right, Origin="http://evil.example").status == 400
    assert visitor.post("/thiet-lap", right).status == 303


def test_no_set_up_where_there_are_accounts(nobody: Visitor) -> None:
    assert nobody.get("/thiet-lap").headers["location"] == "/dang-nhap"
    assert "Mã thiết lập" not in nobody.server.output


def test_an_issued_password_opens_only_the_page_that_changes_it(issued: Issued) -> None:
    server, password = issued.server, issued.passwords["truong-a"]
    visitor = Visitor(server)
    assert visitor.sign_in("truong-a", password).status == 303
    for path in ("/", "/nop-bang-tinh", "/tai-ve/bang/schools.listing.xlsx", "/khong-co"):
        assert visitor.get(path).headers["location"] == "/doi-mat-khau", path
    for path in ("/_stcore/host-config", "/static/index.html", "/media/x"):
        assert visitor.get(path).status == 403, path
    with pytest.raises(InvalidStatus), websocket(visitor):
        pass
    elsewhere = Visitor(server)
    elsewhere.sign_in("truong-a", password)

    assert change(visitor, "sai rồi nhé") == 400, "not the old one"
    assert change(visitor, password, password) == 400, "the same again"
    assert change(visitor, password, "ngắn") == 400, "too short"
    assert change(visitor, password, NEW, "khác hẳn ở đây") == 400, "typed differently the second time"
    assert visitor.get("/").headers["location"] == "/doi-mat-khau"
    assert change(visitor, password) == 303
    assert b'<div id="root">' in visitor.get("/").body
    assert elsewhere.get("/").headers["location"] == "/dang-nhap", "a change ends the other sessions"
    assert Visitor(server).sign_in("truong-a", password).status == 401
    assert Visitor(server).sign_in("truong-a", NEW).status == 303


def test_a_password_is_changed_only_from_our_page(issued: Issued) -> None:
    server, password = issued.server, issued.passwords["truong-b"]
    visitor = Visitor(server)
    visitor.sign_in("truong-b", password)
    fields = {"mat-khau-cu": password, "mat-khau-moi": NEW, "mat-khau-lai": NEW}
    assert visitor.post("/doi-mat-khau", {"ma": "x" * 64, **fields}).status == 400
    token = re.search(rb'name="ma" value="([^"]+)"', visitor.get("/dang-xuat").body)
    assert token is not None
    assert visitor.post("/doi-mat-khau", {"ma": token[1].decode(), **fields}).status == 400, "another form's"
    assert Visitor(server).post("/doi-mat-khau", fields).status == 401, "nobody"


def test_wrong_passwords_make_wait_and_are_written_down(issued: Issued) -> None:
    server, password = issued.server, issued.passwords["truong-c"]
    visitor = Visitor(server)
    assert [visitor.sign_in("truong-c", "sai").status for _ in range(5)] == [401] * 5
    answer = visitor.sign_in("truong-c", password)
    assert answer.status == 429, "the right one has to wait too"
    assert "Hãy đợi 30 giây rồi thử lại." in answer.body.decode()
    assert "dashboard_session" not in visitor.cookies
    # What somebody typed into the wrong field is kept nowhere.
    assert [visitor.sign_in("mat-khau-cua-toi", "x").status for _ in range(6)] == [401] * 5 + [429]
    server.stop()
    known = [("sign_in_failed", "refused", "truong-c")] * 4 + [("locked", "refused", "truong-c")]
    unknown = [("sign_in_failed", "refused", None)] * 4 + [("locked", "refused", None)]
    assert [row for row in actions(issued.home) if row in known + unknown][-10:] == known + unknown
    store = open_home(issued.home)
    subjects = " ".join(row["subject"] for row in store.rows("select subject from kept.sign_in_failure"))
    store.close()
    assert "truong-c" in subjects
    assert "mat-khau-cua-toi" not in subjects
