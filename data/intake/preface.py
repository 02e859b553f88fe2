"""What the rows above a table, the sheet names and the file name say of a workbook: school, year, number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from data.intake.tables import Table
from data.intake.text import fold
from data.intake.values import document_number, school_name, school_year
from data.intake.values.school_name import KnownSchool

LONGEST_NAME = 110
_TITLE_WORDS = ("nam hoc", "ke hoach", "bao cao", "lich danh gia", "ket qua thuc hien")
_NAME_WORDS = re.compile(r"^(ten )?(truong|don vi|ten don vi|co so giao duc)\b[ :]*", re.IGNORECASE)
_NOT_NAMES = re.compile(r"^(hieu|pho hieu|thu) truong|^truong (phong|ban|doan)\b|^truong hoc\b|^truong$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One text around the table, with where it stands (sheet and cell, or neither for the file's name)."""

    text: str
    sheet: str | None
    cell: str | None


@dataclass(frozen=True, slots=True)
class NamedSchool:
    """A school named around the table. code is None when the office knows no such school for sure."""

    statement: Statement
    code: str | None
    candidates: tuple[str, ...]
    is_outside_scope: bool


def statements(
    tables: Iterable[Table], file_name: str, *, found: Iterable[Table] = ()
) -> tuple[Statement, ...]:
    """The texts above each table, row by row, then the sheets' names, then the file's name.

    What stands inside another table of the same sheet says nothing of the workbook; `found` are all tables there are.
    """
    rows_of: dict[str, set[int]] = {}
    for table in found:
        last = table.last_row or table.sheet.row_count
        rows_of.setdefault(table.sheet.name, set()).update(range(table.first_header_row, last + 1))
    above: list[Statement] = []
    names: list[Statement] = []
    for table in tables:
        inside = rows_of.get(table.sheet.name, set())
        for cell in table.sheet.cells_above(table.first_header_row):
            if cell.text and cell.row not in inside:
                above.append(Statement(cell.text, table.sheet.name, cell.address))
        names.append(Statement(table.sheet.name, table.sheet.name, None))
    stem = re.sub(r"_+", " ", PurePath(file_name).stem)
    return (*above, *names, Statement(stem, None, None))


def school_years(said: Iterable[Statement]) -> tuple[str, ...]:
    """The school years the workbook may be for, the likeliest first; one means it is sure.

    A title line outweighs the running text, the text outweighs sheet and file names.
    """
    titles: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for statement in said:
        folded = fold(statement.text)
        is_title = folded.startswith(_TITLE_WORDS) and len(statement.text) < 160
        where = names if statement.cell is None else titles if is_title else texts
        where.update(school_year.find_all(statement.text))
    for found in (titles, texts, names):
        if found:
            return tuple(year for year, _ in found.most_common())
    return ()


def schools(said: Iterable[Statement], known: tuple[KnownSchool, ...]) -> tuple[NamedSchool, ...]:
    """The schools that are named as the sender: lines such as "TRƯỜNG THCS ...", "Đơn vị: ...", each name once.

    Sheet and file names are heard only where no cell names a school.
    """
    found: dict[str, NamedSchool] = {}
    names: list[Statement] = []
    for statement in said:
        if statement.cell is None:
            names.append(statement)
            continue
        for line in statement.text.split("\n"):
            name = _sender(line)
            if name is None:
                continue
            match = school_name.match(name, known)
            parsed = school_name.parse(name)
            key = match.code or parsed.key
            if key and key not in found:
                found[key] = NamedSchool(
                    statement, match.code, match.candidates, bool(parsed.is_outside_scope_hint)
                )
    if not found:
        for inside in filter(None, (_named_inside(statement, known) for statement in names)):
            found.setdefault(inside.code or ", ".join(inside.candidates), inside)
    return tuple(found.values())


def school_inside(text: str, known: tuple[KnownSchool, ...]) -> str | None:
    """The school that a name of a file or folder means for sure, by its code or by its name among other words."""
    if text in (codes := {school.code for school in known}) or text.upper() in codes:
        return text if text in codes else text.upper()
    inside = _named_inside(Statement(text, None, None), known)
    return inside.code if inside else None


def numbered(said: Iterable[Statement]) -> tuple[str | None, date | None]:
    """The document's number and day, as its head gives them; None where it gives none."""
    number: str | None = None
    day: date | None = None
    for statement in said:
        if statement.cell is None:
            continue
        folded = fold(statement.text)
        is_ground = folded.startswith(("can cu", "thuc hien ke hoach", "thuc hien cong van"))
        if number is None and not is_ground:
            number = next(iter(document_number.find_all(statement.text)), None)
        if day is None and not is_ground:
            day = document_number.find_day(statement.text)
    return number, day


@lru_cache(maxsize=4096)
def _key_words(name: str) -> list[str]:
    return school_name.parse(name).key.replace("-", " ").split()


def _named_inside(statement: Statement, known: tuple[KnownSchool, ...]) -> NamedSchool | None:
    """The school whose name stands among the other words of a sheet's or a file's name."""
    words = fold(statement.text).replace("-", " ").split()
    keys = {school.code: _key_words(school.name) for school in known}
    best: tuple[int, int] | None = None
    for key in keys.values():
        for start in range(len(words) - len(key) + 1):
            if (
                len(key) > 1
                and words[start : start + len(key)] == key
                and (best is None or len(key) > best[1])
            ):
                best = start, len(key)
    if best is None:
        return None
    start, length = best
    for words_before in range(4, -1, -1):
        name = " ".join(words[max(0, start - words_before) : start + length])
        match = school_name.match(name, known)
        if match.code is not None and match.doubt is None:
            return NamedSchool(statement, match.code, match.candidates, False)
    same = tuple(code for code, key in keys.items() if key == words[start : start + length])
    return NamedSchool(statement, same[0] if len(same) == 1 else None, same, False)


def _sender(line: str) -> str | None:
    """The name in a line that names a sender, None for any other line."""
    folded = fold(line)
    if not folded or len(line) > LONGEST_NAME or _NOT_NAMES.search(folded):
        return None
    if folded.startswith(
        ("uy ban", "phong giao duc", "so giao duc", "ubnd", "phong gd", "so gd", "cong hoa", "can cu")
    ):
        return None
    after = re.split(r":", line, maxsplit=1)
    if len(after) == 2 and _NAME_WORDS.match(fold(after[0]) + " "):
        return after[1].strip() or None
    if _NAME_WORDS.match(folded + " ") or school_name.parse(line).level is not None:
        return line.strip()
    return None
