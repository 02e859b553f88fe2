"""What law fixes, as CSV: one file per table of the schema `law`. A new framework is new rows, no code."""

from __future__ import annotations

import csv
from pathlib import Path

from data.store import Store

FOLDER = Path(__file__).parent


def load(store: Store, folder: Path = FOLDER) -> None:
    """Make the law tables say what the CSV files say; empty cells are null. One transaction for all of them."""
    with store.transaction() as writer:
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as lines:
                rows: list[dict[str, object]] = [
                    {name: value or None for name, value in row.items()} for row in csv.DictReader(lines)
                ]
            writer.run(f"delete from law.{file.stem}")
            writer.add(f"law.{file.stem}", rows)
