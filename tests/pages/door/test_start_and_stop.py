"""Starting twice, and stopping."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from data.home import open_home
from tests.browser.conftest import ROOT, free_port, start
from tests.pages.door.conftest import Visitor, furnish


def test_a_second_start_says_so_and_a_stop_loses_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    furnish(home)
    server = start(home, tmp_path / "dashboard.log")
    try:
        assert Visitor(server).sign_in("lanh-dao").status == 303
        second = subprocess.run(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={free_port()}"],
            cwd=ROOT,
            env={**os.environ, "DASHBOARD_HOME": str(home)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        server.stop()
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1
    assert "Traceback" not in second.stdout + second.stderr
    assert not list(home.glob("*.wal")), "the write-ahead log was emptied"
    store = open_home(home)
    assert len(store.rows("select * from kept.session")) == 1
    store.close()
