"""The running dashboard from outside: what nobody gets, what each gets, and what ends when a session ends."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from queries import asking
from tests.browser.conftest import Server
from tests.pages.door.conftest import Visitor

# Everything that Streamlit or we serve, and a few spellings that a careless gate lets through.
CLOSED = [
    "/",
    "/index.html",
    "/bao-cao-qua-han",
    "/nop-bang-tinh",
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/x/y",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/bidi-components/x/y.js",
    "/media/x",
    "/component/x/index.html",
    "/static/index.html",
    "/app/static/x",
    "/favicon.png",
    "/manifest.json",
    "/auth/login",
    "/oauth2callback",
    "/tai-ve/bang/schools.listing.xlsx",
    "/tai-ve/tep/R1",
    "/dang-nhap/",
    "/dang-nhap/../",
    "//dang-nhap",
    "/cua.css/../static/index.html",
    "/suc-khoe/x",
    "/DANG-NHAP",
    "/%2e%2e/dang-nhap",
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", CLOSED)
def test_nobody_gets_anything_of_the_app(nobody: Visitor, path: str, method: str) -> None:
    answer = nobody.ask(method, path, Accept="text/html")
    assert answer.status in {303, 401}
    assert answer.body in {b"", "Hãy đăng nhập.".encode()}
    if answer.status == 303:
        assert answer.headers["location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", ["/dang-nhap", "/cua.css", "/suc-khoe"])
def test_the_door_itself_is_open(nobody: Visitor, path: str) -> None:
    assert nobody.get(path).status == 200


@pytest.mark.parametrize(
    ("cookie", "why"),
    [
        ("", "none"),
        ("dashboard_session=" + "A" * 43, "made up"),
        ("dashboard_session=", "empty"),
        ("dashboard_session=" + "A" * 5000, "long"),
        ("dashboard_session=%27%20or%201=1", "a piece of SQL"),
        ("dashboard_session=\xc4\x91", "not ASCII"),
        (";;;=;", "no cookie at all"),
    ],
)
def test_a_made_up_cookie_leads_to_the_sign_in_page(nobody: Visitor, cookie: str, why: str) -> None:
    answer = nobody.ask("GET", "/", Accept="text/html", Cookie=cookie)
    assert (answer.status, answer.headers["location"]) == (303, "/dang-nhap"), why


@pytest.mark.parametrize(
    "path", ["/dang-nhap", "/", "/static/none.js", "/tai-ve/tep/none", "/tai-ve/tep/R1", "/media/none"]
)
def test_every_response_carries_the_headers(signed_in: dict[str, Visitor], path: str) -> None:
    headers = signed_in["lanh-dao"].get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    if headers.get("content-type", "").startswith("text/html"):
        assert headers["cache-control"] == "no-store"


def test_the_page_of_the_app_allows_its_own_script_alone(signed_in: dict[str, Visitor]) -> None:
    answer = signed_in["lanh-dao"].get("/")
    assert b'<div id="root">' in answer.body
    policy = answer.headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert re.fullmatch(r"script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/]{43}='", scripts)


def test_another_host_is_refused(nobody: Visitor) -> None:
    assert nobody.get("/dang-nhap", Host="evil.example").status == 421


# --- Signing in and out


@pytest.mark.parametrize(
    ("name", "password"), [("lanh-dao", "sai"), ("khong-co", "sai"), ("", ""), ("a'--", "x")]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    nobody: Visitor, name: str, password: str
) -> None:
    answer = nobody.sign_in(name, password)
    assert answer.status == 401
    assert re.findall(r'role="alert">([^<]+)<', answer.body.decode()) == [
        "Tên đăng nhập hoặc mật khẩu không đúng."
    ]
    assert "dashboard_session" not in nobody.cookies


def test_the_cookie_is_kept_from_scripts_and_other_sites(nobody: Visitor) -> None:
    cookies = nobody.sign_in("lanh-dao").headers["set-cookie"]
    assert re.fullmatch(r"dashboard_form=.*", cookies) or "dashboard_session" in cookies
    assert len(nobody.cookies["dashboard_session"]) == 43


@pytest.mark.parametrize(
    ("fields", "headers", "why"),
    [
        ({"ma": ""}, {}, "no token"),
        ({"ma": "x" * 43}, {}, "another token"),
        ({"ma": "đ"}, {}, "a token that is no token"),
        ({}, {"Origin": "http://evil.example"}, "from another site"),
        ({}, {"Origin": "null"}, "from nowhere"),
    ],
)
def test_the_form_must_be_ours(
    nobody: Visitor, fields: dict[str, str], headers: dict[str, str], why: str
) -> None:
    nobody.get("/dang-nhap")
    right = {"ma": nobody.cookies["dashboard_form"], "ten": "lanh-dao", "mat-khau": "mật khẩu để thử"}
    answer = nobody.post("/dang-nhap", {**right, **fields}, **headers)
    assert answer.status == 401, why
    assert "dashboard_session" not in nobody.cookies
    assert nobody.post("/dang-nhap", right).status == 303, "the right form still opens"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("/bao-cao-qua-han?ward=X%20Y&cap=THCS", "/bao-cao-qua-han?ward=X%20Y&cap=THCS"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("http://evil.example", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/dang-xuat", "/"),
        ('/"><script>', "/"),
    ],
)
def test_signing_in_leads_back_to_where_one_wanted_to_go(nobody: Visitor, after: str, expected: str) -> None:
    assert nobody.sign_in("lanh-dao", after=after).headers["location"] == expected


def test_what_was_typed_comes_back_as_text(nobody: Visitor) -> None:
    answer = nobody.sign_in('"><script>alert(1)</script>', "x", after='/"><script>')
    assert b"<script" not in answer.body


@pytest.mark.parametrize(
    ("cookie", "why"),
    [
        ("x", "too short to be ours"),
        ("x" * 5000, "too long"),
        ('"\\015\\012Set-Cookie: a=b"', "a line break in the quotes of a cookie"),
        ("\x01" + "x" * 42, "a control character"),
    ],
)
def test_a_cookie_of_the_form_that_is_not_ours_is_not_sent_back(
    nobody: Visitor, cookie: str, why: str
) -> None:
    answer = nobody.get("/dang-nhap", Cookie=f"dashboard_form={cookie}")
    assert answer.status == 200
    assert re.match(r"dashboard_form=[A-Za-z0-9_-]{43};", answer.headers["set-cookie"]), why


def test_a_long_address_is_not_carried_along(nobody: Visitor) -> None:
    assert nobody.get("/x?y=" + "a" * 2000).headers["location"] == "/dang-nhap"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
    ],
)
def test_what_no_page_needs_is_closed_to_all(signed_in: dict[str, Visitor], path: str) -> None:
    assert signed_in["lanh-dao"].get(path).status == 404


def test_a_body_that_is_too_large_is_not_read(nobody: Visitor) -> None:
    answer = nobody.sign_in("lanh-dao", "x" * 20_000)
    assert answer.status == 401


def test_signing_in_gives_a_new_session_and_ends_the_old_one(nobody: Visitor) -> None:
    nobody.sign_in("truong-a")
    old = dict(nobody.cookies)
    nobody.cookies["dashboard_form"] = "x" * 43
    answer = nobody.post("/dang-nhap", {"ma": "x" * 43, "ten": "truong-b", "mat-khau": "mật khẩu để thử"})
    assert answer.status == 303
    assert nobody.cookies["dashboard_session"] != old["dashboard_session"]
    assert Visitor(nobody.server, old).get("/").status == 303


def test_a_link_alone_signs_nobody_out(nobody: Visitor) -> None:
    nobody.sign_in("lanh-dao")
    assert nobody.get("/dang-xuat").status == 200
    nobody.post("/dang-xuat", {"ma": "x"})
    nobody.post("/dang-xuat", {})
    assert nobody.get("/").status == 200
    kept = dict(nobody.cookies)
    assert nobody.post_form("/dang-xuat").headers["location"] == "/dang-nhap"
    assert Visitor(nobody.server, kept).get("/").status == 303, "the token is dead, not only forgotten"


# --- Downloads


@pytest.mark.parametrize(
    ("who", "status"), [("lanh-dao", 200), ("chuyen-vien", 200), ("truong-a", 200), ("truong-b", 404)]
)
def test_the_file_of_a_hand_in_is_for_its_school_and_the_office(
    signed_in: dict[str, Visitor], who: str, status: int
) -> None:
    answer = signed_in[who].get("/tai-ve/tep/R1")
    assert answer.status == status
    if status == 200:
        assert answer.body == b"the bytes of school A"
        assert answer.headers["content-disposition"].startswith('attachment; filename="K_')
    else:
        missing = signed_in[who].get("/tai-ve/tep/none")
        assert (missing.status, missing.body) == (answer.status, answer.body)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("lanh-dao", {"THCS Bờ Suối", "THCS Cồn Cát"}),
        ("truong-a", {"THCS Bờ Suối"}),
        ("truong-b", {"THCS Cồn Cát"}),
    ],
)
def test_a_table_holds_what_the_account_may_see(
    signed_in: dict[str, Visitor], who: str, expected: set[str]
) -> None:
    answer = signed_in[who].get("/tai-ve/bang/schools.listing.xlsx")
    assert answer.status == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
    assert {
        str(cell.value) for row in sheet for cell in row if str(cell.value).startswith("THCS ")
    } == expected


@pytest.mark.parametrize(
    "path",
    [
        "/tai-ve/bang/none.none.xlsx",
        "/tai-ve/bang/asking.names.xlsx",
        "/tai-ve/bang/schools.__doc__.xlsx",
        "/tai-ve/bang/schools.xlsx",
        "/tai-ve/bang/schools.listing.csv",
        "/tai-ve/",
        "/tai-ve/x/y/z",
        "/tai-ve/bang/schools.listing.xlsx?den-ngay=2026-13-40",
        "/tai-ve/bang/schools.listing.xlsx?viewer=office",
        "/tai-ve/bang/schools.listing.xlsx?store=x",
        "/tai-ve/bang/schedule.expiring.xlsx?month_count=x",
        "/tai-ve/bang/hand_ins.problems.xlsx",
        "/tai-ve/bang/schools.listing.xlsx?den-ngay=9999-12-31",
        "/tai-ve/bang/schedule.expiring.xlsx?month_count=-1",
        "/tai-ve/bang/schedule.expiring.xlsx?month_count=1201",
        "/tai-ve/bang/schedule.expiring.xlsx?month_count=1000000000",
        "/tai-ve/bang/weaknesses.persistent.xlsx?year_count=9223372036854775808",
        # How lines make a figure: no text of ours, columns that are not there, what cannot be added up.
        "/tai-ve/bang/schools.listing.xlsx?tinh-la=x",
        "/tai-ve/bang/schools.listing.xlsx?tinh-la=[1]",
        "/tai-ve/bang/schools.listing.xlsx?tinh-la=null",
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"unit":["viewer"]}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"unit":7}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"where":{"level":[{}]}}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"where":["level"]}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"adds":"school_name"}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"adds":["x"]}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"choice":"x"}',
        '/tai-ve/bang/schools.listing.xlsx?tinh-la={"other":"x"}',
        f"/tai-ve/bang/schools.listing.xlsx?tinh-la={'[' * 3000}",
        f'/tai-ve/bang/schools.listing.xlsx?tinh-la={{"where":{{"level":[{10**30}]}}}}',
        "/tai-ve/bang/completion.by_school.xlsx?school_year=B",
    ],
)
def test_an_unknown_question_or_filter_is_not_found(signed_in: dict[str, Visitor], path: str) -> None:
    path, mark, filters = path.partition("?")
    assert signed_in["lanh-dao"].get(path + mark + quote(filters, safe="=&")).status == 404


def test_the_lines_of_a_figure_say_what_each_counts_as(signed_in: dict[str, Visitor]) -> None:
    """Both schools are of one level, which counts once; of the wards one is in the figure."""
    asked = {"tinh-la": '{"unit": ["level"]}'}
    answer = signed_in["lanh-dao"].get(f"/tai-ve/bang/schools.listing.xlsx?{urlencode(asked)}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
    lines = [row for row in sheet.values if any("THCS " in str(cell) for cell in row)]
    headings = next(row for row in sheet.values if "Tính là" in row)
    assert [line[headings.index("Tính là")] for line in lines] == [1, 0]
    named = {"tinh-la": '{"where": {"school_code": ["a"]}}'}
    answer = signed_in["lanh-dao"].get(f"/tai-ve/bang/schools.listing.xlsx?{urlencode(named)}")
    texts = {
        str(cell) for row in openpyxl.load_workbook(io.BytesIO(answer.body)).active.values for cell in row
    }
    assert len({text for text in texts if text.startswith("THCS ")}) == 1


@pytest.mark.parametrize("question", asking.names())
@pytest.mark.parametrize("who", ["lanh-dao", "truong-b"])
def test_every_question_can_be_downloaded(signed_in: dict[str, Visitor], question: str, who: str) -> None:
    more = (
        "?revision=R1"
        if question in {"hand_ins.problems", "hand_ins.lines"}
        else "?school_year=2024-2025&level=&school=a"
    )
    answer = signed_in[who].get(f"/tai-ve/bang/{question}.xlsx{more}")
    assert answer.status == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    texts = {str(cell.value) for sheet in book for row in sheet for cell in row}
    if who == "truong-b":
        assert texts & {"THCS Bờ Suối", "Kế hoạch “A”.xlsx", "R1"} == set(), "nothing of school A"


def test_the_day_of_a_table_is_the_day_asked_for(signed_in: dict[str, Visitor]) -> None:
    answer = signed_in["lanh-dao"].get("/tai-ve/bang/schools.listing.xlsx?den-ngay=2024-09-01")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
    texts = [str(cell.value) for row in sheet for cell in row]
    assert not any(text.startswith("THCS ") for text in texts), "the schools were entered on the day after"
    assert any("01/09/2024" in text for text in texts)


# --- The websocket


@contextmanager
def websocket(visitor: Visitor, **headers: str) -> Iterator[ClientConnection]:
    sent = {"Cookie": visitor.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
    with connect(
        f"ws://{visitor.host}/_stcore/stream",
        origin=sent.pop("Origin", visitor.server.address) or None,
        additional_headers=sent,
        subprotocols=["streamlit"],
        max_size=None,
    ) as tab:
        yield tab


def rerun(tab: ClientConnection, query: str = "") -> None:
    message = BackMsg()
    message.rerun_script.query_string = query
    tab.send(message.SerializeToString())


def run_of(tab: ClientConnection) -> list[ForwardMsg]:
    """Everything that one run of the script sends."""
    sent = []
    while not sent or sent[-1].WhichOneof("type") != "script_finished":
        sent.append(ForwardMsg.FromString(tab.recv(timeout=30)))
    return sent


def shown(tab: ClientConnection) -> bytes:
    """The same as bytes, to look for words in it."""
    return b"".join(message.SerializeToString() for message in run_of(tab))


def until_closed(tab: ClientConnection) -> tuple[list[ForwardMsg], int]:
    """What still comes, and the code with which the server then closes."""
    left = []
    try:
        while True:
            left.append(ForwardMsg.FromString(tab.recv(timeout=10)))
    except ConnectionClosed as closed:
        return left, closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ("", "none: a browser always sends one"),
        ("http://evil.example", "another site"),
        ("null", "a sandboxed page"),
        ("http://127.0.0.1:1", "another port of this machine"),
        ("http://127.0.0.1.evil.example", "a name that begins like ours"),
    ],
)
def test_a_websocket_from_elsewhere_is_refused(signed_in: dict[str, Visitor], origin: str, why: str) -> None:
    with pytest.raises(InvalidStatus) as refused, websocket(signed_in["lanh-dao"], Origin=origin):
        pass
    assert refused.value.response.status_code == 403, why


@pytest.mark.parametrize("cookie", ["", "dashboard_session=" + "A" * 43])
def test_a_websocket_without_a_session_is_refused(nobody: Visitor, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refused, websocket(nobody, Cookie=cookie):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "spelling", ["X_Dashboard_Account", "X-Dashboard-Account", "x-dashboard_account", "X-DASHBOARD-ACCOUNT"]
)
def test_nobody_names_themselves(signed_in: dict[str, Visitor], spelling: str) -> None:
    headers = {"Cookie": signed_in["truong-a"].cookie, spelling: "lanh-dao"}
    with connect(
        f"ws://{signed_in['truong-a'].host}/_stcore/stream",
        origin=signed_in["truong-a"].server.address,
        additional_headers=headers,
        subprotocols=["streamlit"],
        max_size=None,
    ) as tab:
        rerun(tab)
        page = shown(tab)
    assert "Tài khoản truong-a".encode() in page
    assert "Tài khoản lanh-dao".encode() not in page


def test_an_ended_session_closes_the_tab_at_its_next_message(nobody: Visitor) -> None:
    nobody.sign_in("lanh-dao")
    kept = Visitor(nobody.server, dict(nobody.cookies))
    with websocket(kept) as tab:
        rerun(tab)
        assert "Tài khoản lanh-dao".encode() in shown(tab)
        assert nobody.post_form("/dang-xuat").status == 303
        rerun(tab)
        left, code = until_closed(tab)
    # What the finished run still had to say may come before.
    assert left[-1].WhichOneof("type") == "auth_redirect"
    assert left[-1].auth_redirect.url == "/dang-nhap"
    assert not any(message.WhichOneof("type") in {"new_session", "delta"} for message in left)
    assert code == 1008


def test_another_session_of_streamlit_cannot_be_taken_over(signed_in: dict[str, Visitor]) -> None:
    with websocket(signed_in["lanh-dao"]) as tab:
        rerun(tab)
        first = run_of(tab)
    known = next(m.new_session.initialize.session_id for m in first if m.WhichOneof("type") == "new_session")
    visitor = signed_in["truong-b"]
    with connect(
        f"ws://{visitor.host}/_stcore/stream",
        origin=visitor.server.address,
        additional_headers={"Cookie": visitor.cookie},
        subprotocols=["streamlit", "none", known],
        max_size=None,
    ) as other:
        rerun(other)
        page = shown(other)
    assert "Tài khoản truong-b".encode() in page
    assert "Tài khoản lanh-dao".encode() not in page


@pytest.mark.parametrize(
    "name", ["overview", "schedule", "upload", "navigation", "questions/overdue", "parts/visit"]
)
def test_page_files_are_not_served_by_their_names(signed_in: dict[str, Visitor], name: str) -> None:
    answer = signed_in["lanh-dao"].get(f"/{name}.py")
    assert b"import streamlit" not in answer.body
    with websocket(signed_in["lanh-dao"]) as tab:
        message = BackMsg()
        message.rerun_script.page_name = name
        tab.send(message.SerializeToString())
        assert "Tài khoản lanh-dao".encode() in shown(tab), "navigation has run, and shows its frame"


# --- Uploads


def upload(visitor: Visitor, size: int, **headers: str) -> int:
    return visitor.ask("PUT", "/_stcore/upload_file/x/y", body=b"x" * size, **headers).status


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(signed_in: dict[str, Visitor]) -> None:
    assert upload(signed_in["truong-a"], 1, Content_Length=str(21 * 2**20)) == 413


def test_an_upload_without_the_token_of_the_page_is_refused(signed_in: dict[str, Visitor]) -> None:
    assert upload(signed_in["truong-a"], 1) == 403  # Streamlit's own check, behind the gate


def test_a_body_in_chunks_is_refused_whatever_length_is_declared(signed_in: dict[str, Visitor]) -> None:
    visitor = signed_in["truong-a"]
    assert upload(visitor, 1, Transfer_Encoding="chunked", Content_Length="10") == 411


def in_tab(visitor: Visitor, method: str, session_id: str, *, data: bytes = b"a workbook") -> int:
    """Upload to a tab, or take away what was uploaded, as the page does: with its token against forgery."""
    visitor.get("/_stcore/host-config")
    visitor.get("/_stcore/health")
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.xlsx"\r\n\r\n'
    return visitor.ask(
        method,
        f"/_stcore/upload_file/{session_id}/f",
        body=head + data + b"\r\n--b--\r\n",
        Content_Type="multipart/form-data; boundary=b",
        X_Xsrftoken=visitor.cookies["_streamlit_xsrf"],
    ).status


def test_a_file_is_uploaded_to_a_tab_of_ones_own_alone(office: Server) -> None:
    owner, other = Visitor(office), Visitor(office)
    owner.sign_in("truong-a")
    other.sign_in("truong-b")
    with websocket(owner) as tab:
        rerun(tab)
        first = run_of(tab)
        known = next(m.new_session.initialize.session_id for m in first if m.HasField("new_session"))
        assert in_tab(owner, "PUT", known) == 204
        assert in_tab(other, "PUT", known) == 403, "nothing is put under another's hand"
        assert in_tab(other, "DELETE", known) == 403, "and nothing taken away"
        assert in_tab(owner, "DELETE", known) == 204
    assert in_tab(other, "PUT", "none") == 400, "Streamlit's own answer for a tab that is not there"
