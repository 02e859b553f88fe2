"""The rule that CI skips nothing, tried in a pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SKIPPING = """
import pytest

def test_that_passes():
    pass

def test_skip_inside():
    pytest.skip("no browser")

@pytest.mark.skip(reason="later")
def test_skip_by_mark():
    pass

@pytest.mark.xfail(reason="known")
def test_expected_failure():
    raise AssertionError

@pytest.mark.xfail(reason="known")
def test_expected_failure_that_passes():
    pass
"""
SKIPPED_FILE = 'import pytest\n\npytest.skip("all of it", allow_module_level=True)\n'


@pytest.mark.parametrize(
    ("ci", "source", "exit_code", "closing"),
    [
        pytest.param("true", SKIPPING, 1, "3 failed, 1 passed, 1 error", id="CI turns each into a failure"),
        pytest.param(
            "", SKIPPING, 0, "1 passed, 2 skipped, 1 xfailed, 1 xpassed", id="elsewhere they are told"
        ),
        pytest.param("true", SKIPPED_FILE, 2, "1 error", id="CI refuses a whole file that skips itself"),
    ],
)
def test_only_ci_refuses_skips(tmp_path: Path, ci: str, source: str, exit_code: int, closing: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"), "utf-8")
    (tmp_path / "test_case.py").write_text(source, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == exit_code, run.stdout + run.stderr
    assert closing in run.stdout.splitlines()[-1]
    assert ("nothing may be skipped" in run.stdout) is bool(ci)
