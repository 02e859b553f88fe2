"""What the folders say in which a file was sent: its school and its school year, where the file itself is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from data.intake import preface
from data.intake.draft import Given, Understood
from data.intake.known import Known
from data.intake.problems import problem
from data.intake.values import school_year

_SILENT_OF_SCHOOL = ("school_unknown", "school_unsure")
_SILENT_OF_YEAR = ("year_unknown",)


@dataclass(frozen=True, slots=True)
class Heard:
    """A school or a school year, and the folder that is named so."""

    value: str
    folder: str


def school_of(folders: Iterable[str], office: Known) -> Heard | None:
    """The school that the innermost folder names for sure: by its code, or by a name that means one school alone."""
    for folder in reversed(tuple(folders)):
        code = preface.school_inside(_plain(folder), office.schools)
        if code is not None:
            return Heard(code, folder)
    return None


def year_of(folders: Iterable[str]) -> Heard | None:
    """The school year in the innermost folder that names exactly one."""
    for folder in reversed(tuple(folders)):
        found = set(school_year.find_all(_plain(folder)))
        if len(found) == 1:
            return Heard(found.pop(), folder)
    return None


def heard(
    understood: Understood,
    given: Given,
    folders: Iterable[str],
    office: Known,
    examine: Callable[[Given], Understood],
) -> Understood:
    """What the folders add where nobody said it; what a file says of itself is never outweighed by them.

    `examine` looks at the file once more with what is given. A folder of another school is told, for a person to decide.
    """
    folders = tuple(folders)
    school, year = school_of(folders, office), year_of(folders)
    more, notes = given, []
    if school and given.school_code is None and any(understood.has(code) for code in _SILENT_OF_SCHOOL):
        more = replace(more, school_code=school.value)
        named = office.school(school.value)
        notes.append(
            problem("school_from_folder", found=school.folder, school=named.name if named else school.value)
        )
    if year and given.school_year is None and any(understood.has(code) for code in _SILENT_OF_YEAR):
        more = replace(more, school_year=year.value)
        notes.append(problem("year_from_folder", found=year.folder, year=year.value))
    if more != given:
        again = examine(more)
        # A file that names a school nobody knows is not the folder's, whatever the folder says.
        if not again.has("other_school"):
            understood = replace(again, problems=(*again.problems, *notes))
    own = office.school(understood.school_code) if understood.school_code else None
    if school and own and given.school_code is None and own.code != school.value:
        other = problem("folder_other_school", found=school.folder, school=own.name)
        understood = replace(understood, problems=(other, *understood.problems))
    return understood


def _plain(folder: str) -> str:
    name = PurePath(folder).stem if folder.lower().endswith(".zip") else folder
    return name.replace("_", " ")
