"""A real Chromium, and the dashboard as people start it, on a port and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 60.0
# Nothing here is timed: on a busy machine what is waited for comes late.
expect.set_options(timeout=30_000)


@dataclass
class Server:
    """A running dashboard: where it answers, where its state lies, what it has printed."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def stop(self) -> None:
        """SIGTERM, and kill when that does not help."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=15)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Whether anything answers there; a refusal by the gate is an answer too."""
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def start(home: Path, log: Path, *more: str, **environ: str) -> Server:
    """Start the dashboard over the store in this folder, with more options and variables, and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true", *more]
    environment = {**os.environ, "DASHBOARD_HOME": str(home), "PYTHONUNBUFFERED": "1", **environ}
    with log.open("ab") as output:
        process = subprocess.Popen(
            command + options,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", home, process, log)
    end = time.monotonic() + WAIT
    while not answers(server.address):
        if process.poll() is not None or time.monotonic() > end:
            server.stop()
            pytest.fail(f"the dashboard did not start (exit code {process.returncode}):\n{server.output}")
        time.sleep(0.1)
    return server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; without one the test is skipped, which CI does not accept."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window without cookies, as large as the office's projector."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def servers() -> Iterator[list[Server]]:
    """All dashboards that tests have started; they are stopped at the end."""
    started: list[Server] = []
    yield started
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(servers: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Server]:
    """server() starts a dashboard over an empty folder, server(home) over a prepared one."""

    def run(home: Path | None = None) -> Server:
        log = tmp_path_factory.mktemp("log") / "dashboard.log"
        servers.append(start(home or tmp_path_factory.mktemp("home"), log))
        return servers[-1]

    return run


@pytest.fixture(autouse=True)
def show_output_of_servers(request: pytest.FixtureRequest, servers: list[Server]) -> Iterator[None]:
    """A failed browser test shows what the dashboards have printed."""
    yield
    report = getattr(request.node, "report_of_call", None)
    if report is not None and report.failed:
        for server in servers:
            print(f"--- output of {server.address}\n{server.output[-4000:]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.report_of_call = report  # type: ignore[attr-defined]
    return report
