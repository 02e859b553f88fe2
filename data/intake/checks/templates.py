"""Checks of forms of ours that come back: an old version, another school or year, rows that nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake import templates
from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.problems import Problem, problem


def template_is_the_newest(draft: Draft) -> Iterator[Problem]:
    """A form of an older version is read all the same, and that there is a newer one is said."""
    for table in draft.tables:
        mark = templates.mark_of(table)
        if mark is not None and mark.is_older_than(table.layout.version):
            yield problem(
                "template_old",
                sheet=table.sheet.name,
                cell=mark.cell.address,
                name=table.layout.title,
                found=mark.version,
                newest=table.layout.version,
            )


def template_is_for_this(draft: Draft) -> Iterator[Problem]:
    """A form that was prepared for another school or school year is pointed at: its prepared rows are theirs.

    Where the school or the year that a person sees differs too, that has been said already.
    """
    seen = {named.code for named in draft.named_schools}
    for table in draft.tables:
        mark = templates.mark_of(table)
        if mark is None:
            continue
        place = {"sheet": table.sheet.name, "cell": mark.cell.address}
        if mark.school_code and draft.school_code and mark.school_code not in {draft.school_code, *seen}:
            made_for, school = (
                known.name if (known := draft.known.school(code)) else code
                for code in (mark.school_code, draft.school_code)
            )
            yield problem("template_other_school", found=places.short(made_for), school=school, **place)
        elif (
            mark.school_year
            and draft.school_year
            and mark.school_year not in {draft.school_year, *draft.said_years}
        ):
            yield problem("template_other_year", found=mark.school_year, year=draft.school_year, **place)


def template_is_filled_in(draft: Draft) -> Iterator[Problem]:
    """Prepared rows that nobody filled in are named; a form in which nothing at all was filled in is refused."""
    for sheet, cell in draft.untouched:
        yield problem("template_row_untouched", sheet=sheet, cell=cell)
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        has_mark = templates.mark_of(table) is not None
        if has_mark and body.lines and all(templates.is_unfilled(line.values) for line in body.lines):
            cell = table.sheet.address(table.header_row, min(table.columns.values()))
            yield problem("template_unfilled", sheet=table.sheet.name, cell=cell, count=len(body.lines))
