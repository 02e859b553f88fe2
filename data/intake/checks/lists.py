"""Checks of the office's own lists: schools and recognitions."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake import words
from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.form_line import FormLine
from data.intake.problems import Problem, problem


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
            yield from _of_the_list(draft, line, place)
            mark = line.school_code or f"{line.reading('level')} {line.school_text}"
            if mark in seen:
                yield problem("school_listed_twice", found=found, **place)
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


def _of_the_list(draft: Draft, line: FormLine, place: dict[str, str | None]) -> Iterator[Problem]:
    found = places.short(line.school_text or "")
    if line.reading("level") is None:
        yield problem("school_level_missing", found=found, **place)
    elif line.school_code is None:
        names = words.listed(words.candidates(line.school_text or "", draft.known), "hoặc")
        yield problem(
            "school_like_another" if names else "school_new", found=found, candidates=names, **place
        )
