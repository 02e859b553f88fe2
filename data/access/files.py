"""The original file of a hand-in, for those whose lens shows the hand-in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.lens import Lens
from data.store import Store


@dataclass(frozen=True, slots=True)
class Original:
    """A handed-in file as it came: its name and its bytes."""

    file_name: str
    content: bytes


def original_of(store: Store, home: Path, revision_id: str, *, lens: Lens | None) -> Original | None:
    """The file of a revision; None alike when there is none and when the lens does not show it."""
    found = store.read(
        "select file_name, file_sha256 from lens.revision where revision_id = $id",
        {"id": revision_id},
        lens=lens,
    )
    if found.empty:
        return None
    file = home / "files" / str(found["file_sha256"].iloc[0])
    return Original(str(found["file_name"].iloc[0]), file.read_bytes()) if file.is_file() else None
