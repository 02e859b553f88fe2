"""The original file of a hand-in, for those whose lens shows the hand-in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.intake.edits import Edit
from data.lens import Lens
from data.store import Store


@dataclass(frozen=True, slots=True)
class Original:
    """A handed-in file as it came: its name and its bytes; and the cells that were typed anew while handing in."""

    file_name: str
    content: bytes
    edits: tuple[Edit, ...] = ()


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
    if not file.is_file():
        return None
    typed = store.read(
        "select sheet, cell, after, origin from kept.edit where revision_id = $id order by edit_no",
        {"id": revision_id},
        lens=lens,
    )
    edits = tuple(Edit(row.sheet, row.cell, row.after, row.origin) for row in typed.itertuples(index=False))
    return Original(str(found["file_name"].iloc[0]), file.read_bytes(), edits)
