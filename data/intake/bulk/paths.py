"""A batch of files on this machine: files, folders with all that is in them, archives."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from data.intake.bulk.archive import Bounds, NotOpened, is_left_behind
from data.intake.bulk.batch import Batch
from data.intake.problems import problem

MOST_FILES = 5_000  # whoever sits at the machine may bring in a whole archive of years


def batch_of(given: Iterable[Path]) -> Batch:
    """The files in the order given, those of a folder in the order of their names. A link in a folder is not followed."""
    batch = Batch(most_files=MOST_FILES)
    for number, path in enumerate(given):
        for count, (file, folders) in enumerate(_files(path)):
            batch.add(file.name, partial(_content, file), key=f"{number}/{count}", folders=folders)
    return batch


def _files(path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if not path.is_dir():
        yield path, ()
        return
    top = path.resolve()
    for folder, names, files in os.walk(top):
        names.sort()
        inside = Path(folder)
        within = (top.name, *inside.relative_to(top).parts)
        for name in sorted(files):
            if not is_left_behind([*within, name]) and not (inside / name).is_symlink():
                yield inside / name, within


def _content(file: Path) -> bytes:
    most = Bounds().archive_bytes
    try:
        if file.stat().st_size > most:
            raise NotOpened(problem("file_too_large", most=most // 2**20))
        return file.read_bytes()
    except OSError:
        raise NotOpened(problem("file_not_read")) from None
