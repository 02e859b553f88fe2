"""The rules of the house, read off the syntax trees. Each is first shown a planted fault."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
Rule = Callable[[str, ast.Module], Iterator[str]]

# --- What each layer may import of the others.
LAYERS = {
    "dashboard": {"pages", "charts", "exports", "queries", "data"},
    "pages": {"pages", "charts", "exports", "queries", "data"},
    "charts": {"charts"},
    "exports": {"exports"},
    "queries": {"queries", "data"},
    "data": {"data"},
}
LOW_LAYERS = {"charts", "exports", "queries", "data"}

# --- Exceptions, each with its reason. Keep them few.
MAY_READ_ENVIRONMENT = {
    "data/intake/reading.py": "gives its child an empty environment, but Windows needs SYSTEMROOT",
}
MAY_EXECUTE = {
    "data/store.py": "the one module that holds the connection",
}

CLOCK = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
    *(f"pandas.Timestamp.{name}" for name in ("now", "utcnow", "today")),
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
PLACES = {"os.getcwd", "pathlib.Path.cwd", "pathlib.Path.home", "os.path.expanduser"}
CONNECTS = {"duckdb.connect", "duckdb.sql", "duckdb.query", "duckdb.execute", "duckdb.cursor"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
SQL_START = re.compile(
    r"^\s*(select|with|insert\s+into|update|delete\s+from|create|drop|alter|attach)\s+\S", re.I
)
SQL_WORDS = re.compile(r"\b(from|into|set|table|view|values|as\s*\()", re.I)

# --- Hosts that code may name. None of them is ever asked: they are names in file formats, this machine, or
# names that can belong to nobody (RFC 2606), for tests of hostile input.
URL = re.compile(r"\b(?:https?|wss?|ftp)://([A-Za-z0-9.-]*[A-Za-z0-9])")
HOSTS = {
    "127.0.0.1": "this machine",
    "localhost": "this machine",
    "testserver": "Starlette's test client",
    "schemas.openxmlformats.org": "names inside xlsx, docx, pptx",
    "schemas.microsoft.com": "names inside xlsx, docx, pptx",
    "purl.org": "names inside xlsx, docx, pptx",
    "www.w3.org": "XML and SVG names",
}
NOBODYS = (".example", ".invalid", ".test", "example.com", "example.org")

# Written apart, so that this file does not name them either.
FOREIGN = {
    "a package registry": re.compile(
        "|".join(["py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npm", "deb" + r"\.debian"])
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/" + r"work/"),
    "a folder outside the repository": re.compile(r"\.\./" + "shared"),
}


# --- The tree


def tracked(*suffixes: str) -> list[str]:
    """Files that are in git or would be added to it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return sorted(
        path for path in set(listed) if path.endswith(suffixes or ("",)) and (ROOT / path).is_file()
    )


def layer(path: str) -> str:
    """dashboard, pages, charts, exports, queries, data, or whatever else the first part of the path is."""
    return PurePosixPath(path).parts[0].removesuffix(".py")


def is_command_line(path: str) -> bool:
    return PurePosixPath(path).name == "__main__.py"


def is_page(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        len(parts) == 3
        and parts[0] == "pages"
        and parts[1] not in {"parts", "door"}
        and parts[2] != "__init__.py"
    )


# --- Reading a syntax tree


def imported(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module that is imported, by its whole name, with its line."""
    package = PurePosixPath(path).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name and attribute that is used, spelled out through the imports: dt.now as datetime.now."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def spelled(node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):
            return f"{spelled(node.value)}.{node.attr}"
        return known.get(node.id, "") if isinstance(node, ast.Name) else ""

    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, spelled(node)


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String constants, docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


# --- The rules: each yields one sentence a fault


def arrows_point_downward(path: str, tree: ast.Module) -> Iterator[str]:
    own = layer(path)
    if own not in LAYERS:
        return
    for line, module in imported(path, tree):
        other = module.split(".")[0]
        if other in LAYERS and other not in LAYERS[own]:
            yield f"line {line}: {own} imports {module}"


def streamlit_stays_above(path: str, tree: ast.Module) -> Iterator[str]:
    if layer(path) in {"dashboard", "pages", "tests"}:
        return
    for line, module in imported(path, tree):
        if module.split(".")[0] == "streamlit":
            yield f"line {line}: imports streamlit"


def no_clock_below(path: str, tree: ast.Module) -> Iterator[str]:
    if layer(path) in LOW_LAYERS and not is_command_line(path):
        yield from (f"line {line}: asks the clock, {name}" for line, name in used(tree) if name in CLOCK)


def no_environment_below(path: str, tree: ast.Module) -> Iterator[str]:
    if layer(path) not in LOW_LAYERS or is_command_line(path) or path in MAY_READ_ENVIRONMENT:
        return
    yield from (f"line {line}: reads {name}" for line, name in used(tree) if name in ENVIRONMENT | PLACES)


def one_module_executes(path: str, tree: ast.Module) -> Iterator[str]:
    if path in MAY_EXECUTE or layer(path) == "tests":
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"execute", "executemany"}
        ):
            yield f"line {node.lineno}: calls .{node.func.attr}("
    yield from (f"line {line}: uses {name}" for line, name in used(tree) if name in CONNECTS)


def modules_have_real_names(path: str, tree: ast.Module) -> Iterator[str]:
    for part in PurePosixPath(path).with_suffix("").parts:
        if part in VAGUE_NAMES:
            yield f"the name {part} says nothing"


def html_is_written_by_us(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            allowed = isinstance(keyword.value, ast.Constant) and not keyword.value.value
            if keyword.arg != "unsafe_allow_html" or allowed:
                continue
            if not (node.args and isinstance(node.args[0], ast.Constant)):
                yield f"line {node.lineno}: unsafe_allow_html with a text that is not a literal"


def icons_stay_at_home(path: str, tree: ast.Module) -> Iterator[str]:
    """A page's icon becomes the favicon, and Streamlit fetches a :material/...: favicon from a font host."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for keyword in node.keywords:
            if (called, keyword.arg) in {("Page", "icon"), ("set_page_config", "page_icon")}:
                icon = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                if not (isinstance(icon, str) and icon.endswith((".png", ".svg", ".ico"))):
                    yield f"line {node.lineno}: {called} with {keyword.arg}= that is no picture of ours"


def nothing_is_served_unguarded(path: str, tree: ast.Module) -> Iterator[str]:
    parts = PurePosixPath(path).parts[:-1]
    if layer(path) != "tests" and parts.count("pages") > (1 if parts and parts[0] == "pages" else 0):
        yield "Streamlit serves a .py in a pages folder beside the running script past its guard"


def pages_only_show(path: str, tree: ast.Module) -> Iterator[str]:
    if not is_page(path):
        return
    if not ast.get_docstring(tree):
        yield "no docstring with the page's question"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield f"line {node.lineno}: defines a function or a class"
        elif isinstance(node, ast.Attribute) and node.attr in {"groupby", "pivot_table", "merge"}:
            yield f"line {node.lineno}: .{node.attr} belongs in a query"
    for line, text in texts(tree):
        if SQL_START.search(text) and SQL_WORDS.search(text):
            yield f"line {line}: SQL"


def no_outside_host(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for host in URL.findall(line):
            if host.lower() not in HOSTS and not host.lower().endswith(NOBODYS):
                yield f"line {number}: names {host}"


def nothing_foreign(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in FOREIGN.items():
            if pattern.search(line):
                yield f"line {number}: names {what}"


def no_clock_in_sql(path: str, text: str) -> Iterator[str]:
    clock = re.compile(
        r"\b(now|today|get_current_timestamp)\s*\(|\bcurrent_(date|time|timestamp)\b|\blocaltime", re.I
    )
    for number, line in enumerate(text.splitlines(), start=1):
        if clock.search(line.split("--")[0]):
            yield f"line {number}: asks the clock; the lens carries the moment"


TREE_RULES: dict[Rule, list[tuple[str, str]]] = {
    arrows_point_downward: [
        ("data/status.py", "import queries"),
        ("data/intake/read.py", "from pages.parts import words"),
        ("charts/heat.py", "from queries import completion"),
        ("exports/workbook.py", "import charts.heat"),
        ("queries/completion.py", "from exports import workbook"),
        ("pages/parts/lens.py", "import dashboard"),
    ],
    streamlit_stays_above: [
        ("queries/completion.py", "import streamlit as st"),
        ("charts/heat.py", "from streamlit.runtime import exists"),
    ],
    no_clock_below: [
        ("data/store.py", "from datetime import datetime\nx = datetime.now()"),
        ("data/store.py", "import datetime as dt\nx = dt.date.today()"),
        ("queries/x.py", "from time import time as tick\nx = tick()"),
        ("charts/x.py", "import pandas as pd\nx = pd.Timestamp.now()"),
        ("data/x.py", "from datetime import date\nfield(default_factory=date.today)"),
    ],
    no_environment_below: [
        ("data/store.py", "import os\nx = os.environ['DASHBOARD_HOME']"),
        ("queries/x.py", "from os import getenv\nx = getenv('A')"),
        ("data/x.py", "from pathlib import Path\nx = Path.cwd()"),
    ],
    one_module_executes: [
        ("queries/x.py", "cursor.execute('select 1')"),
        ("pages/parts/x.py", "import duckdb\nduckdb.connect()"),
    ],
    modules_have_real_names: [("data/utils.py", ""), ("pages/common/x.py", "")],
    html_is_written_by_us: [
        ("pages/parts/x.py", "st.markdown(name, unsafe_allow_html=True)"),
        ("pages/parts/x.py", "st.markdown(f'<b>{name}</b>', unsafe_allow_html=True)"),
        ("pages/parts/x.py", "st.markdown(body='<b>' + name, unsafe_allow_html=trusted)"),
    ],
    icons_stay_at_home: [
        ("pages/navigation.py", "st.Page(one, title='Tổng quan', icon=':material/home:')"),
        ("pages/navigation.py", "st.set_page_config(page_icon=':material/home:')"),
    ],
    nothing_is_served_unguarded: [("pages/pages/secret.py", ""), ("pages/plans/pages/secret.py", "")],
    pages_only_show: [
        ("pages/plans/completion.py", "x = 1"),
        ("pages/plans/completion.py", "'''Câu hỏi?'''\ndef show(): ..."),
        ("pages/plans/completion.py", "'''Câu hỏi?'''\nframe.groupby('a')"),
        ("pages/plans/completion.py", "'''Câu hỏi?'''\nx = 'select code from criteria'"),
    ],
}
TEXT_RULES: dict[Callable[[str, str], Iterator[str]], list[tuple[str, str]]] = {
    no_outside_host: [("charts/x.py", "https:" + "//cdn.somewhere.net/plotly.js")],
    nothing_foreign: [
        ("README.md", "pip install -i https:" + "//py" + "pi.org/simple"),
        ("data/x.py", "open('/wo" + "rk/main/x')"),
        ("tests/x.py", "'../sh" + "ared/seeds'"),
    ],
    no_clock_in_sql: [
        ("queries/x.sql", "select * from t where day < current_date"),
        ("queries/x.sql", "select now()"),
    ],
}
PLANTED = [
    pytest.param(rule, path, source, id=f"{rule.__name__}: {source.splitlines()[-1] if source else path}")
    for rule, cases in TREE_RULES.items()
    for path, source in cases
]


@pytest.mark.parametrize(("rule", "path", "source"), PLANTED)
def test_a_planted_fault_is_found(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, ast.parse(source)))


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.__name__)
def test_a_planted_fault_in_text_is_found(rule: Callable[[str, str], Iterator[str]]) -> None:
    assert all(list(rule(path, text)) for path, text in TEXT_RULES[rule])


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "dashboard.py",
            "import os, time\nfrom pages import door\nimport streamlit as st\nx = os.environ, time.time()",
        ),
        ("data/__main__.py", "import os\nfrom datetime import date\nx = os.environ, date.today()"),
        ("data/status.py", "import time\nfrom data import store\nx = time.monotonic()"),
        ("queries/x.py", "from data import store\nx = store.rows('x')"),
        ("data/store.py", "import duckdb\nduckdb.connect().execute('select 1')"),
        ("pages/parts/x.py", "def show(x): st.markdown('<b>chữ của ta</b>', unsafe_allow_html=True)"),
        ("pages/plans/completion.py", "'''Đã làm được bao nhiêu?'''\nst.title('Chọn năm học từ danh sách')"),
    ],
)
def test_what_is_allowed_is_not_a_fault(path: str, source: str) -> None:
    tree = ast.parse(source)
    assert [fault for rule in TREE_RULES for fault in rule(path, tree)] == []


def faults(rule: Rule) -> list[str]:
    found = []
    for path in tracked(".py"):
        tree = ast.parse((ROOT / path).read_text("utf-8"), filename=path)
        found += [f"{path}: {fault}" for fault in rule(path, tree)]
    return found


@pytest.mark.parametrize("rule", TREE_RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    assert faults(rule) == []


def text_faults(rule: Callable[[str, str], Iterator[str]], paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {fault}" for fault in rule(path, text)]
    return found


def test_code_names_no_outside_host() -> None:
    assert (
        text_faults(no_outside_host, tracked(".py", ".sql", ".js", ".css", ".html", ".toml", ".csv", ".svg"))
        == []
    )


def test_nothing_names_registries_or_one_machine() -> None:
    binary = (".png", ".xlsx", ".xls", ".docx", ".pptx", ".woff2", ".duckdb", ".zip")
    assert text_faults(nothing_foreign, [path for path in tracked() if not path.endswith(binary)]) == []


def test_no_question_asks_the_clock() -> None:
    assert text_faults(no_clock_in_sql, [path for path in tracked(".sql") if layer(path) == "queries"]) == []


def test_pages_are_short() -> None:
    lengths = {
        path: len((ROOT / path).read_text("utf-8").splitlines()) for path in tracked(".py") if is_page(path)
    }
    assert {path: count for path, count in lengths.items() if count > 80} == {}


def test_exceptions_are_still_needed() -> None:
    """An exception that no longer serves is taken out. Asked once the house stands."""
    if not ((ROOT / "dashboard.py").exists() and (ROOT / "pages/navigation.py").exists()):
        return
    for paths, names in [(MAY_READ_ENVIRONMENT, ENVIRONMENT | PLACES), (MAY_EXECUTE, CONNECTS)]:
        for path in paths:
            assert names & {name for _, name in used(ast.parse((ROOT / path).read_text("utf-8")))}, path


# --- The packages


def pins(name: str) -> dict[str, Requirement]:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return {canonicalize_name(requirement.name): requirement for requirement in wanted}


def test_every_package_is_pinned_exactly() -> None:
    both = list(pins("requirements.txt").values()) + list(pins("requirements-dev.txt").values())
    assert [str(r) for r in both if [s.operator for s in r.specifier] != ["=="] or r.url] == []


def test_no_package_is_pinned_twice() -> None:
    assert pins("requirements.txt").keys() & pins("requirements-dev.txt").keys() == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_what_packages_need_is_pinned_too(name: str) -> None:
    here, run_time = pins(name), pins("requirements.txt")
    missing = []
    for pinned in here.values():
        if pinned.marker and not pinned.marker.evaluate():
            continue
        for line in metadata.distribution(pinned.name).requires or []:
            needed = Requirement(line)
            applies = needed.marker is None or needed.marker.evaluate({"extra": ""})
            if applies and canonicalize_name(needed.name) not in here | run_time:
                missing.append(f"{pinned.name} needs {needed.name}")
    assert missing == []
