"""Who may what, in one place: every route, page, question and export there is, for every kind of account and for nobody.

What there is comes from the tables themselves: the routes of the app object, the files in pages/, the .sql files, the functions
in exports/. Whatever has no line in the small tables here fails on the day it is added. How the walls are built is tested
beside them: the gate, the cookies and the websocket in tests/pages/door, the pages with their filters and views in
tests/pages/test_every_page.py, the questions with every lens in tests/queries/test_headers.py.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from data.access import roles
from pages import addresses
from queries import asking
from tests.browser.conftest import ROOT, Server, start
from tests.pages import conftest as small_office
from tests.pages.conftest import FOREIGN
from tests.pages.door.conftest import Visitor
from tests.pages.door.test_walls import run_of, websocket
from tests.wall_office import (
    ACCOUNTS,
    ADMINISTRATOR,
    FOREIGN_FILE,
    ISSUED,
    LEADERSHIP,
    NOBODY,
    PASSWORD,
    PERSON,
    SCHOOL_A,
    SCHOOL_B,
    SPECIALIST,
    VISITORS,
    furnish,
    methods_called,
    names_of_others,
    outcome,
    readable,
    route_table,
    rows,
    visitors,
)

NO_ONE: frozenset[str] = frozenset()
EVERYBODY = frozenset(VISITORS)
KNOWN = frozenset(ACCOUNTS)
SIGNED_IN = KNOWN - {ISSUED}
OFFICE = frozenset({SPECIALIST, LEADERSHIP, ADMINISTRATOR})
# Who reads school B somewhere; whoever is not here must never meet its mark.
READ_B = OFFICE | {SCHOOL_B}
ALL_METHODS = "GET POST PUT PATCH DELETE OPTIONS"
REFUSED = "Tài khoản này không được"
WEBSOCKET = ("WebSocketRoute", "/_stcore/stream")


@dataclass(frozen=True, slots=True)
class Wall:
    """A route, one address of it (something of school B's, where it is somebody's), and who is served there."""

    methods: str
    path: str
    who: frozenset[str]
    address: str = ""


ROUTES = [
    # The door. A form without its token is refused to everybody, whoever they are.
    Wall("GET", "/dang-nhap", EVERYBODY),
    Wall("POST", "/dang-nhap", NO_ONE),
    Wall("GET POST", "/dang-xuat", KNOWN),
    Wall("GET", "/doi-mat-khau", KNOWN),
    Wall("POST", "/doi-mat-khau", NO_ONE),
    Wall("GET POST", "/thiet-lap", NO_ONE),  # there are accounts
    Wall("GET", "/dang-nhap/oidc", NO_ONE),  # not configured here
    Wall("GET", "/dang-nhap/oidc/tro-lai", NO_ONE),
    Wall("GET", "/cua.css", EVERYBODY),
    Wall("GET", "/suc-khoe", EVERYBODY),
    # What leaves the dashboard.
    Wall("GET", "/tai-ve/bang/{question}.xlsx", SIGNED_IN, "/tai-ve/bang/schools.listing.xlsx?school=B"),
    Wall("GET", "/tai-ve/tep/{revision_id}", READ_B, f"/tai-ve/tep/{FOREIGN_FILE}"),
    Wall("GET", "/tai-ve/danh-dau/{mark}", NO_ONE, f"/tai-ve/danh-dau/{'0' * 32}"),  # nobody is handing in
    Wall("GET", "/tai-ve/nhieu-tep/{mark}.xlsx", NO_ONE, f"/tai-ve/nhieu-tep/{'0' * 16}.xlsx"),
    Wall("GET", "/tai-ve/tep-danh-dau/{revision_id}", READ_B, f"/tai-ve/tep-danh-dau/{FOREIGN_FILE}"),
    Wall(
        "GET",
        "/tai-ve/mau/{kind}.xlsx",
        frozenset({SPECIALIST, SCHOOL_B}),
        "/tai-ve/mau/plan.xlsx?nam=2025-2026&truong=B",
    ),
    Wall("GET", "/tai-ve/thay-doi/{revision_id}.xlsx", READ_B, "/tai-ve/thay-doi/BN501.xlsx"),
    Wall("GET", "/tai-ve/tu-cuoc-hop.xlsx", SIGNED_IN, "/tai-ve/tu-cuoc-hop.xlsx?so-voi=2025-05-31&school=B"),
    Wall("GET", "/tai-ve/so-ghi.xlsx", frozenset({ADMINISTRATOR})),
    Wall("GET", "/tai-ve/tai-khoan.xlsx", NO_ONE),  # nobody has issued anything
    Wall("GET", "/tai-ve/{rest:path}", NO_ONE, "/tai-ve/../files/x"),
    # Streamlit's own.
    Wall("GET OPTIONS", "/_stcore/health", SIGNED_IN),
    Wall("GET", "/_stcore/host-config", SIGNED_IN),
    Wall("GET OPTIONS", "/_stcore/metrics", NO_ONE),
    Wall(ALL_METHODS, "/_stcore/agent/interact", NO_ONE),
    Wall(ALL_METHODS, "/_stcore/agent/openapi.json", NO_ONE),
    Wall(ALL_METHODS, "/_stcore/agent/mcp", NO_ONE),
    Wall("GET", "/_stcore/bidi-components/{path:path}", NO_ONE, "/_stcore/bidi-components/x/y.js"),
    Wall("OPTIONS", "/_stcore/bidi-components/{path:path}", SIGNED_IN, "/_stcore/bidi-components/x/y.js"),
    Wall("GET", "/component/{path:path}", NO_ONE, "/component/x/index.html"),
    Wall("OPTIONS", "/component/{path:path}", SIGNED_IN, "/component/x/index.html"),
    Wall("GET", "/media/{file_id:path}", NO_ONE, "/media/" + "0" * 56 + ".xlsx"),
    Wall("OPTIONS", "/media/{file_id:path}", SIGNED_IN, "/media/x"),
    Wall("PUT DELETE", "/_stcore/upload_file/{session_id}/{file_id}", NO_ONE, "/_stcore/upload_file/x/y"),
    Wall("OPTIONS", "/_stcore/upload_file/{session_id}/{file_id}", SIGNED_IN, "/_stcore/upload_file/x/y"),
    # The two doors of Streamlit that this house does not use.
    Wall("GET", "/auth/login", NO_ONE),
    Wall("GET", "/auth/logout", NO_ONE),
    Wall("GET", "/oauth2callback", NO_ONE),
    Wall("Mount", "", SIGNED_IN, "/"),
]

# Where the gate lets everybody through, and where it lets through who has to change the password first.
OPEN_AT_THE_GATE = {
    "/dang-nhap",
    "/thiet-lap",
    "/dang-nhap/oidc",
    "/dang-nhap/oidc/tro-lai",
    "/cua.css",
    "/suc-khoe",
}
BEFORE_CHANGE = {"/dang-xuat", "/doi-mat-khau"}

EVERY_ROLE = frozenset(roles.ROLES)
PAGES = {
    "questions/overview.py": EVERY_ROLE,
    "questions/schedule.py": EVERY_ROLE,
    "questions/completion.py": EVERY_ROLE,
    "questions/weaknesses.py": EVERY_ROLE,
    "questions/overdue.py": EVERY_ROLE,
    "questions/hollow.py": EVERY_ROLE,
    "questions/coming.py": EVERY_ROLE,
    "questions/lifelines.py": EVERY_ROLE,
    "questions/since.py": EVERY_ROLE,
    "questions/levels.py": EVERY_ROLE,
    # The specialist fills it in, the others read.
    "questions/crosswalk.py": EVERY_ROLE,
    "questions/school.py": EVERY_ROLE,
    # The specialist notes answers, the others read.
    "questions/requests.py": EVERY_ROLE,
    "hand_in/upload.py": EVERY_ROLE,
    "hand_in/many.py": frozenset({roles.SPECIALIST}),
    # A school says of its own lines, the specialist confirms, the others read.
    "hand_in/statuses.py": EVERY_ROLE,
    "account/mine.py": EVERY_ROLE,
    "account/administration.py": frozenset({roles.ADMINISTRATOR}),
    # Leadership reads; who changes which setting stands beside it.
    "account/settings.py": frozenset({roles.LEADERSHIP, roles.SPECIALIST, roles.ADMINISTRATOR}),
}

# What these show comes from the account, or from the files that are dropped there.
NAMES_NO_SCHOOL = {"account/mine.py", "account/administration.py", "account/settings.py", "hand_in/many.py"}

# Which route an export leaves by; the walls of that route are the walls of the export.
EXPORTS = {
    "table.workbook": {
        "/tai-ve/bang/{question}.xlsx",
        "/tai-ve/so-ghi.xlsx",
        "/tai-ve/thay-doi/{revision_id}.xlsx",
    },
    "table.several": {"/tai-ve/nhieu-tep/{mark}.xlsx", "/tai-ve/tu-cuoc-hop.xlsx"},
    "accounts.workbook": {"/tai-ve/tai-khoan.xlsx"},
    "template.workbook": {"/tai-ve/mau/{kind}.xlsx"},
}

# Worked out over all schools, or the office's own: no answer for one of them, so a school gets no row.
OFFICE_ALONE = {"coming.lapsing", "office.changes"}
# What a question cannot do without: a receipt, here one of school B's.
REQUIRED = dict.fromkeys(("hand_ins.problems", "hand_ins.lines"), f"revision={FOREIGN_FILE}")
# Asked by receipt; the list from which the filter itself is chosen.
# The days of the meetings are everybody's, their titles the office's; so is who handed in the schedule.
NOT_BY_SCHOOL = {"hand_ins.problems", "hand_ins.lines", "schools.listing", "since.meetings", "since.visits"}
WHO = {"Người nộp", "Người ghi", "Người của trường báo", "Người ghi miễn nộp"}
# The office's own name and terms; what it says of two laws, of which the later one is not in force on the day here.
SAME_FOR_ALL = {
    "reports.letters",
    "office.settings",
    "crosswalk.pairs",
    "crosswalk.coverage",
    "crosswalk.likely",
    "crosswalk.continued",
}
# What Streamlit serves under /media, where an address is a hash of the content and no right is asked.
BY_MEDIA = frozenset({"download_button", "image", "audio", "video", "logo", "pyplot", "pdf"})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("walls")
    furnish(home)
    server = start(home, tmp_path_factory.mktemp("log") / "dashboard.log")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def people(office: Server) -> dict[str, Visitor]:
    return visitors(office)


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    return route_table(tmp_path_factory.mktemp("empty"))


def address_of(wall: Wall) -> str:
    return wall.address or wall.path


# --- The tables are whole


def test_every_route_has_a_line(routes: set[tuple[str, str]]) -> None:
    told = [(method, wall.path) for wall in ROUTES for method in wall.methods.split()]
    assert set(told) == routes - {WEBSOCKET}, "a new route says here who may"
    assert len(told) == len(set(told))
    assert WEBSOCKET in routes


def navigation() -> dict[str, str]:
    """The pages that the navigation gives out, with their addresses: its first argument, its url_path."""
    tree = ast.parse((ROOT / "pages" / "navigation.py").read_text("utf-8"))
    found = {}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.Page":
            named = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            where = named.get("url_path", "addresses.OVERVIEW").removeprefix("addresses.")
            found[ast.literal_eval(call.args[0])] = getattr(addresses, where)
    return found


def test_every_page_has_a_line() -> None:
    files = {
        file.relative_to(ROOT / "pages").as_posix()
        for file in (ROOT / "pages").glob("*/*.py")
        if file.parent.name not in {"parts", "door"} and file.name != "__init__.py"
    }
    assert set(PAGES) == files, "a new page says here who may"
    assert set(navigation()) == files, "no page without the navigation, which says who is here"
    assert set(navigation().values()) == addresses.PAGES


def test_every_role_has_an_account_here() -> None:
    assert {role for role, _ in ACCOUNTS.values()} == set(roles.ROLES) == set(small_office.LOGIN_NAMES)


def test_every_export_has_a_line(routes: set[tuple[str, str]]) -> None:
    makers = {
        f"{file.stem}.{node.name}"
        for file in (ROOT / "exports").glob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.returns is not None
        and ast.unparse(node.returns) == "bytes"
    }
    assert set(EXPORTS) == makers, "a new export says here by which route it leaves"
    out = {path for _, path in routes if path.startswith("/tai-ve/")}
    made = {path for paths in EXPORTS.values() for path in paths}
    own_files = {"/tai-ve/tep/{revision_id}", "/tai-ve/tep-danh-dau/{revision_id}", "/tai-ve/danh-dau/{mark}"}
    assert made | own_files | {"/tai-ve/{rest:path}"} == out, "a new download says here what it holds"


def test_no_file_leaves_by_an_address_that_can_be_guessed() -> None:
    called = {
        file.relative_to(ROOT).as_posix(): BY_MEDIA & methods_called(file.read_text("utf-8"))
        for file in (ROOT / "pages").rglob("*.py")
    }
    assert {name: methods for name, methods in called.items() if methods} == {}
    assert methods_called("left.download_button('Tải', b'')\nst.sidebar.image(b'')") == {
        "download_button",
        "image",
    }


# --- Every route


@pytest.mark.parametrize("wall", ROUTES, ids=lambda wall: f"{wall.methods} {wall.path}")
def test_a_route_serves_whom_it_should(wall: Wall, people: dict[str, Visitor]) -> None:
    methods = ["GET"] if wall.methods == "Mount" else wall.methods.split()
    for method in [*methods, *(["HEAD"] if "GET" in methods else [])]:
        for name, visitor in people.items():
            answer = visitor.ask(method, address_of(wall), Accept="text/html", Origin=visitor.server.address)
            said = f"{method} {address_of(wall)} as {name}: {answer.status}"
            if name in wall.who:
                assert outcome(answer) == "served", said
            elif name == NOBODY and "/dang-nhap/oidc" not in wall.path:
                assert outcome(answer) == "sign in first", said
            else:
                assert outcome(answer) in {"refused", "change first", "sign in first"}, said
            if name not in READ_B:
                assert FOREIGN not in readable(answer.body), said
            if name != ADMINISTRATOR:
                assert names_of_others(name, readable(answer.body)) == set(), said


@pytest.mark.parametrize(
    ("name", "way_out", "status"), [(NOBODY, "/dang-nhap", 401), (ISSUED, "/doi-mat-khau", 403)]
)
def test_no_method_opens_what_is_closed(
    name: str, way_out: str, status: int, people: dict[str, Visitor]
) -> None:
    for wall in ROUTES:
        if name in wall.who or wall.path in OPEN_AT_THE_GATE | (BEFORE_CHANGE if name == ISSUED else set()):
            continue
        for method in [*ALL_METHODS.split(), "HEAD", "TRACE", "PROPFIND"]:
            answer = people[name].ask(method, address_of(wall), Accept="text/html")
            said = f"{method} {address_of(wall)}: {answer.status}"
            assert answer.status in {303, status}, said
            assert answer.headers.get("location", way_out).startswith(way_out), said
            assert len(answer.body) < 60, "one sentence at most"


# --- Every page, as a browser opens it


# As a link would say it: filters that name school B.
FILTERS = urlencode(
    {"truong": f"THCS {FOREIGN}", "dia-ban": f"Phường {FOREIGN}", "loai-hinh": "Ngoài công lập"}
)


def run_of_page(visitor: Visitor, address: str) -> tuple[str, str]:
    """The address of the page that was run, and everything that was sent."""
    message = BackMsg()
    message.rerun_script.page_name = address
    message.rerun_script.query_string = FILTERS
    with websocket(visitor) as tab:
        tab.send(message.SerializeToString())
        sent = run_of(tab)
    told = next(each.navigation for each in sent if each.WhichOneof("type") == "navigation")
    shown = {page.page_script_hash: page.url_pathname for page in told.app_pages}
    said = "\n".join(each.SerializeToString().decode("utf-8", "replace") for each in sent)
    return shown[told.page_script_hash], said


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize("name", [SCHOOL_A, SPECIALIST, LEADERSHIP, ADMINISTRATOR])
def test_a_page_shows_what_its_reader_may_see(name: str, page: str, people: dict[str, Visitor]) -> None:
    role, address = ACCOUNTS[name][0], navigation()[page]
    opened, sent = run_of_page(people[name], address)
    assert opened == address
    assert f"{PERSON} {name}" in sent, "the frame says who is here"
    assert "/media/" not in sent
    assert (REFUSED in sent) == (role not in PAGES[page])
    assert (FOREIGN in sent) == (name in READ_B and page not in NAMES_NO_SCHOOL) or (
        name == ADMINISTRATOR and page.startswith("account/")
    )
    assert names_of_others(name, sent) == set() or name == ADMINISTRATOR, "nobody's name pops up"


@pytest.mark.parametrize(
    ("name", "wall", "way_out"),
    [(NOBODY, "sign in first", "/dang-nhap"), (ISSUED, "change first", "/doi-mat-khau")],
)
def test_no_page_opens_before_the_door(
    name: str, wall: str, way_out: str, people: dict[str, Visitor]
) -> None:
    for address in addresses.PAGES:
        answer = people[name].get(f"/{address}")
        assert (outcome(answer), answer.body) == (wall, b""), address
        assert answer.headers["location"].startswith(way_out)
    with pytest.raises(InvalidStatus) as refused, websocket(people[name]):
        pass
    assert refused.value.response.status_code == 403


# --- Every question, as a file


@pytest.mark.parametrize("question", asking.names())
def test_a_question_answers_with_what_its_reader_may_see(question: str, people: dict[str, Visitor]) -> None:
    def told(name: str, filters: str = "") -> list[tuple[str, ...]]:
        given = f"{REQUIRED.get(question, '')}{filters}"
        answer = people[name].get(f"/tai-ve/bang/{question}.xlsx?{given}")
        assert answer.status == 200, f"{name} {filters}"
        assert PERSON not in readable(answer.body), f"{name} {filters}"
        assert name in READ_B or FOREIGN not in readable(answer.body), filters
        return rows(answer.body)

    def without_who(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Which account of the office entered or handed in something is the office's to know."""
        kept = [place for place, heading in enumerate(found[0]) if heading not in WHO]
        return [tuple(row[place] for place in kept) for row in found]

    own, all_of_it = told(SCHOOL_A), told(LEADERSHIP)
    assert told(SPECIALIST) == told(ADMINISTRATOR) == all_of_it
    if question in OFFICE_ALONE:
        assert len(own) == 1, "the headings alone"
    elif question not in NOT_BY_SCHOOL:
        its = told(LEADERSHIP, "&school=A")
        assert without_who(own) == without_who(its), "not one of school B's rows is counted in"
        assert not {SPECIALIST, LEADERSHIP, ADMINISTRATOR} & {cell for row in own for cell in row}
    if question not in SAME_FOR_ALL:
        assert own != all_of_it, "school B is there to be found"
        assert len(told(SCHOOL_A, "&school=B")) <= len(own)
    told(SCHOOL_A, "&school_year=2025-2026&level=THCS&school=B")


# --- What the audit says of all this


def test_who_met_a_wall_stands_in_the_audit_and_no_secret_does(people: dict[str, Visitor]) -> None:
    school = people[SCHOOL_A]
    wrong = "một mật khẩu gõ nhầm vào ô tên"
    assert school.get(f"/tai-ve/tep/{FOREIGN_FILE}").status == 404
    assert school.get("/tai-ve/so-ghi.xlsx").status == 404
    run_of_page(school, addresses.ADMINISTRATION)
    assert Visitor(school.server).sign_in(wrong, wrong).status == 401
    audit = people[ADMINISTRATOR].get("/tai-ve/so-ghi.xlsx").body
    for said in (
        {SCHOOL_A, "A", "Bị từ chối tải tệp", f"tep/{FOREIGN_FILE}"},
        {SCHOOL_A, "A", "Bị từ chối tải tệp", "so-ghi.xlsx"},
        {SCHOOL_A, "A", "Bị từ chối xem trang", f"/{addresses.ADMINISTRATION}"},
        {"Đăng nhập không thành công"},
    ):
        assert [line for line in rows(audit) if said <= set(line) and "127.0.0.1" in line], said
    tokens = {visitor.cookies[name] for visitor in people.values() for name in visitor.cookies}
    secrets = tokens | {hashlib.sha256(each.encode()).hexdigest() for each in tokens} | {PASSWORD, wrong}
    assert not {secret for secret in secrets if secret in readable(audit)}
