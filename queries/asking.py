"""From the name of a question to its answer: finds the .sql beside its topic, reads its header, runs it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.lens import Lens
from data.store import Store, Trial

FOLDER = Path(__file__).parent
_HEADING = re.compile(r"^-- (question|params|returns|grain|note): (.*)")


def names() -> list[str]:
    """The names of all questions, "topic.question"."""
    return sorted(f"{file.parent.name}.{file.stem}" for file in FOLDER.glob("*/*.sql"))


@functools.cache
def sql(name: str) -> str:
    """The text of a question's file."""
    topic, question = name.split(".")
    return (FOLDER / topic / f"{question}.sql").read_text(encoding="utf-8")


def header(name: str) -> dict[str, str]:
    """What the file says of itself: question, params, returns, grain and, where there is one, note."""
    said: dict[str, str] = {}
    key = ""
    for line in sql(name).splitlines():
        if not line.startswith("--"):
            break
        if found := _HEADING.match(line):
            key = found[1]
            said[key] = found[2].strip()
        else:
            said[key] += " " + line.removeprefix("--").strip()
    return said


def ask(store: Store | Trial, lens: Lens, name: str, params: Mapping[str, object]) -> pd.DataFrame:
    """The answer to a question, seen through a lens."""
    return store.read(sql(name), params, lens=lens)
