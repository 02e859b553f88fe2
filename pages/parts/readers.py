"""The one reader of workbooks of this process."""

from __future__ import annotations

from functools import cache

from data.intake.reading import Reader


@cache
def reader() -> Reader:
    """A few child processes with limits, ended with this one."""
    return Reader()
