"""What every test shares. On CI nothing is skipped: a skip there is a test that silently stopped testing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator

import pytest
from hypothesis import settings

ON_CI = os.environ.get("CI") == "true"

# Nothing is timed here: on a busy machine any example may take long.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# Files of few tests that take half a minute and more: begun first, so that no process waits for them at the end.
LONG = (
    "tests/queries/test_replay.py",
    "tests/queries/test_figures_and_lines.py",
    "tests/pages/test_replay.py",
    "tests/browser/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files, then those of most tests; within a file the order stays."""
    files = {item: item.nodeid.partition("::")[0] for item in items}
    counts = Counter(files.values())
    items.sort(key=lambda item: (not files[item].startswith(LONG), -counts[files[item]], files[item]))


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skipped, xfailed or xpassed report into a failed one that says why."""
    if not report.skipped and not hasattr(report, "wasxfail"):
        return
    reason = getattr(report, "wasxfail", "") or report.longrepr
    if hasattr(report, "wasxfail"):
        del report.wasxfail
    report.outcome = "failed"
    report.longrepr = f"with CI=true nothing may be skipped or expected to fail: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if ON_CI:
        refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if ON_CI:
        refuse_skip(report)
    return report
