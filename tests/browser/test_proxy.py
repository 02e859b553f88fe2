"""Behind Debian's nginx with TLS, under a path of its own, with the very file that docs/deploy shows."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, expect
from websockets.sync.client import connect

from data.access import audit
from data.home import open_home
from tests.browser.conftest import ROOT, Server, answers, free_port, start
from tests.pages.door.conftest import PASSWORD, Visitor, furnish
from tests.pages.door.test_walls import rerun, shown

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BASE = "/danh-gia"
# Where nginx keeps things when it is not told: this test is not to touch them.
FRAME = """daemon off; master_process off; pid {here}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off; client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
    {site}
}}
"""


def certify(folder: Path) -> None:
    """A certificate that only this test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "danh-gia.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "danh-gia.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def configure(folder: Path, *, port: int, plain_port: int, upstream: str) -> Path:
    """docs/deploy/nginx.conf with the ports, the name and the files of this test."""
    site = Path(ROOT, "docs", "deploy", "nginx.conf").read_text("utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "danh-gia.example": "localhost",
        "/etc/ssl/": f"{folder}/",
        "http://127.0.0.1:8501": upstream,
    }.items():
        assert old in site
        site = site.replace(old, new)
    file = folder / "nginx.conf"
    file.write_text(FRAME.format(here=folder, site=site), "utf-8")
    return file


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard as the browser sees it through nginx."""
    if NGINX is None:
        pytest.skip("no nginx on this machine")
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("nginx")
    furnish(home)
    options = ["--server.baseUrlPath=danh-gia", "--server.allowedHosts=localhost"]
    inner = start(home, folder / "dashboard.log", *options, DASHBOARD_TRUSTED_PROXIES="127.0.0.1")
    certify(folder)
    port, plain_port = free_port(), free_port()
    file = configure(folder, port=port, plain_port=plain_port, upstream=inner.address)
    with (folder / "nginx.log").open("wb") as log:
        proxy = subprocess.Popen([NGINX, "-p", str(folder), "-e", "stderr", "-c", str(file)], stderr=log)
    end = time.monotonic() + 15
    while not answers(f"http://127.0.0.1:{plain_port}") and proxy.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    assert proxy.poll() is None, (folder / "nginx.log").read_text("utf-8")
    yield replace(inner, address=f"https://localhost:{port}")
    proxy.terminate()
    proxy.wait(timeout=15)
    inner.stop()


def test_the_way_in_and_the_cookie(behind: Server) -> None:
    visitor = Visitor(behind)
    assert visitor.get(f"{BASE}/nop-bang-tinh").headers["location"] == (
        f"{BASE}/dang-nhap?tiep=%2Fdanh-gia%2Fnop-bang-tinh"
    )
    page = visitor.get(f"{BASE}/dang-nhap")
    assert f'action="{BASE}/dang-nhap"' in page.body.decode()
    assert visitor.get(f"{BASE}/cua.css").status == 200
    answer = visitor.post_form(
        f"{BASE}/dang-nhap", ten="lanh-dao", **{"mat-khau": PASSWORD, "tiep": f"{BASE}/nop-bang-tinh"}
    )
    assert (answer.status, answer.headers["location"]) == (303, f"{BASE}/nop-bang-tinh")
    assert len(visitor.cookies["__Host-dashboard_session"]) == 43
    assert b'<div id="root">' in visitor.get(f"{BASE}/nop-bang-tinh").body
    assert visitor.get(f"{BASE}/khong-co").status == 404
    plain = Visitor(behind, {"dashboard_session": visitor.cookies["__Host-dashboard_session"]})
    assert plain.get(f"{BASE}/").headers["location"] == f"{BASE}/dang-nhap", (
        "under https only its own name counts"
    )


def test_what_every_response_carries(behind: Server) -> None:
    visitor = Visitor(behind)
    headers = visitor.get(f"{BASE}/dang-nhap").headers
    assert headers["server"] == "nginx", "no version"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert re.fullmatch(
        r"__Host-dashboard_form=[^;]+; HttpOnly; Path=/; SameSite=strict; Secure", headers["set-cookie"]
    )
    visitor.post_form(f"{BASE}/dang-nhap", ten="lanh-dao", **{"mat-khau": PASSWORD})
    streamlits = visitor.get(f"{BASE}/_stcore/health").headers["set-cookie"]
    assert "_streamlit_xsrf" in streamlits
    assert streamlits.endswith("; Secure")


def test_another_name_is_refused(behind: Server) -> None:
    for name in ("danh-gia.example", "127.0.0.1"):
        assert Visitor(behind).get(f"{BASE}/dang-nhap", Host=name).status == 421


def test_a_large_upload_stops_at_the_proxy(behind: Server) -> None:
    answer = Visitor(behind).ask(
        "PUT", f"{BASE}/_stcore/upload_file/x/y", body=b"x", Content_Length=str(22 * 2**20)
    )
    assert answer.status == 413


def test_the_websocket(behind: Server) -> None:
    visitor = Visitor(behind)
    visitor.post_form(f"{BASE}/dang-nhap", ten="truong-a", **{"mat-khau": PASSWORD})
    with connect(
        f"wss://{visitor.host}{BASE}/_stcore/stream",
        origin=behind.address,
        additional_headers={"Cookie": visitor.cookie},
        subprotocols=["streamlit"],
        max_size=None,
        ssl=ssl._create_unverified_context(),
    ) as tab:
        rerun(tab)
        assert "Tài khoản truong-a".encode() in shown(tab)


def test_a_real_browser_goes_from_page_to_page(behind: Server, chromium: Browser) -> None:
    context = chromium.new_context(ignore_https_errors=True, locale="vi-VN")
    context.set_default_timeout(20_000)
    try:
        page = context.new_page()
        page.goto(f"{behind.address}{BASE}/bao-cao-qua-han")
        page.get_by_label("Tên đăng nhập").fill("chuyen-vien")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_text("Tài khoản chuyen-vien")).to_be_visible()
        page.get_by_role("link", name="Lịch đánh giá ngoài").first.click()
        page.wait_for_url(f"**{BASE}/lich-danh-gia-ngoai*")
        other = context.new_page()
        other.goto(f"{behind.address}{BASE}/")
        expect(other.get_by_text("Tài khoản chuyen-vien")).to_be_visible()
        page.goto(f"{behind.address}{BASE}/dang-xuat")
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url(f"**{BASE}/dang-nhap")
        other.get_by_role("link", name="Điểm yếu lặp lại").first.click()
        expect(other.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    finally:
        context.close()


def test_the_audit_knows_the_browser_and_not_what_it_claims(behind: Server) -> None:
    visitor = Visitor(behind)
    fields = {"ten": "truong-b", "mat-khau": PASSWORD, "tiep": "/"}
    token = re.search(rb'name="ma" value="([^"]+)"', visitor.get(f"{BASE}/dang-nhap").body)
    assert token is not None
    answer = visitor.post(
        f"{BASE}/dang-nhap", {"ma": token[1].decode(), **fields}, **{"X-Forwarded-For": "203.0.113.9"}
    )
    assert answer.status == 303
    behind.stop()
    store = open_home(behind.home)
    assert audit.search(store, action="sign_in", login_name="truong-b")[0].address == "127.0.0.1"
    store.close()
