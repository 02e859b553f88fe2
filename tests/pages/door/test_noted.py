"""What the door writes into the audit about somebody who is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.access import audit
from data.home import open_home
from tests.browser.conftest import Server, start
from tests.pages.door.conftest import Visitor, furnish
from tests.pages.door.test_walls import in_tab, rerun, run_of, websocket


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Server]:
    """One whose audit holds nothing of other tests."""
    furnish(tmp_path)
    server = start(tmp_path, tmp_path / "dashboard.log")
    yield server
    server.stop()


def test_downloads_and_refusals_are_written_down(own_office: Server) -> None:
    owner, other = Visitor(own_office), Visitor(own_office)
    owner.sign_in("truong-a")
    other.sign_in("truong-b")
    assert owner.get("/tai-ve/tep/R1").status == 200
    assert other.get("/tai-ve/tep/R1").status == 404
    assert owner.get("/tai-ve/bang/schools.listing.xlsx").status == 200
    assert other.get("/tai-ve/bang/schools.listing.xlsx?viewer=office").status == 404
    assert other.get("/tai-ve/so-ghi.xlsx").status == 404
    assert other.get("/tai-ve/tai-khoan.xlsx").status == 404
    assert other.get("/media/abc.xlsx").status == 404
    with websocket(owner) as tab:
        rerun(tab)
        known = next(m.new_session.initialize.session_id for m in run_of(tab) if m.HasField("new_session"))
        assert in_tab(other, "PUT", known) == 403
    assert owner.post_form("/dang-xuat").status == 303
    own_office.stop()
    store = open_home(own_office.home)
    rows = list(reversed(audit.search(store)))
    store.close()
    assert [(row.action, row.outcome, row.login_name, row.school_code, row.subject) for row in rows] == [
        ("sign_in", "ok", "truong-a", "a", None),
        ("sign_in", "ok", "truong-b", "b", None),
        ("download", "ok", "truong-a", "a", "tep/R1"),
        ("download_refused", "refused", "truong-b", "b", "tep/R1"),
        ("download", "ok", "truong-a", "a", "bang/schools.listing.xlsx"),
        ("download_refused", "refused", "truong-b", "b", "bang/schools.listing.xlsx"),
        ("download_refused", "refused", "truong-b", "b", "so-ghi.xlsx"),
        ("download_refused", "refused", "truong-b", "b", "tai-khoan.xlsx"),
        ("download_refused", "refused", "truong-b", "b", "media"),
        ("page_refused", "refused", "truong-b", "b", "upload_file"),
        ("sign_out", "ok", "truong-a", None, None),
    ]
    assert {row.address for row in rows} == {"127.0.0.1"}
