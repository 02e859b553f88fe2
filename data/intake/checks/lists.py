"""Checks of the office's own lists: schools and recognitions."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake import lists, words
from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.form_line import FormLine
from data.intake.problems import Problem, problem
from data.intake.raw import RawLine
from data.intake.text import fold
from data.intake.values import school_name
from data.schools import is_code


def schools_are_known(draft: Draft) -> Iterator[Problem]:
    """A list of schools tells which of them are new; any other list names schools of the office, each clearly."""
    seen: set[str] = set()
    for raw, line in places.pairs(draft):
        if not isinstance(line, FormLine) or not draft.is_office:
            continue
        place = {"sheet": raw.sheet, "cell": places.cell(raw, "school")}
        found = places.short(line.school_text or "")
        if line.school_text is None:
            yield problem("school_missing", **place)
        elif line.kind == "schools":
            mark = lists.mark_of(line)
            if mark in seen:
                yield problem("school_listed_twice", found=found, **place)
            else:
                yield from _of_the_list(draft, raw, line)
            seen.add(mark)
        elif line.school_code is None:
            names = words.listed(words.candidates(line.school_text, draft.known), "hoặc")
            yield problem(
                "school_candidates" if names else "school_not_matched", found=found, candidates=names, **place
            )


def recognitions_are_whole(draft: Draft) -> Iterator[Problem]:
    """A recognition has its kind, its grade and the day on which it was signed; without them it does not count."""
    for raw, line in places.pairs(draft):
        if not isinstance(line, FormLine) or line.kind != "recognitions":
            continue
        missing = [
            draft.layout_of(line).field(name).heading
            for name in ("recognition_kind", "grade", "signed_on")
            if line.reading(name) is None and line.doubt(name) is None
        ]
        if missing:
            yield problem(
                "recognition_incomplete",
                sheet=raw.sheet,
                cell=places.cell(raw, "school"),
                found=places.short(line.school_text or "…"),
                missing=words.listed(f"«{heading}»" for heading in missing),
            )


def _of_the_list(draft: Draft, raw: RawLine, line: FormLine) -> Iterator[Problem]:
    found = places.short(line.school_text or "")
    place = {"sheet": raw.sheet, "cell": places.cell(raw, "school")}
    if line.reading("level") is None:
        yield problem("school_level_missing", found=found, **place)
    elif line.school_code is not None:
        yield from _otherwise(draft, raw, line, found)
    elif (code := line.text("school_code")) and not is_code(code):
        place["cell"] = places.cell(raw, "school_code")
        yield problem("school_code_unusable", found=found, given=places.short(code), **place)
    elif draft.known.school(lists.code_of(line) or ""):
        yield problem("school_of_the_same_name", found=found, **place)
    else:
        names = words.listed(words.candidates(line.school_text or "", draft.known), "hoặc")
        yield problem(
            "school_like_another" if names else "school_new", found=found, candidates=names, **place
        )


def _otherwise(draft: Draft, raw: RawLine, line: FormLine, found: str) -> Iterator[Problem]:
    """What the list says of a known school otherwise than the office: another name, level or code."""
    school = draft.known.school(line.school_code or "")
    if school is None:
        return
    given = line.text("school_code")
    place = {"sheet": raw.sheet, "cell": places.cell(raw, "school_code", "school")}
    if given and given.casefold() != school.code.casefold():
        yield problem(
            "school_code_differs", found=found, code=school.code, given=places.short(given), **place
        )
    elif given and fold(school.name) != fold(line.school_text or ""):
        is_same = school_name.parse(school.name).key == school_name.parse(line.school_text).key
        code = "school_written_otherwise" if is_same else "school_code_of_another"
        yield problem(code, found=found, code=school.code, before=school.name, **place)
    if line.reading("level") != school.level:
        place["cell"] = places.cell(raw, "level", "school")
        levels = {"before": school.level, "after": line.reading("level")}
        yield problem("school_level_changes", found=found, **levels, **place)
