"""Checks of rows and criteria: whether each line is whole and stands under the right criterion."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.checks import places
from data.intake.draft import Draft
from data.intake.problems import Problem, problem
from data.intake.text import fold
from data.intake.understanding import ScheduleLine
from data.intake.values import criterion_code


def cells_hold_values(draft: Draft) -> Iterator[Problem]:
    """No error cell and no formula without a result in the columns that are read."""
    for raw in places.raw_lines(draft):
        for value in raw.values.values():
            for cell in value.cells:
                if cell.is_formula_without_value:
                    yield problem("formula_without_value", sheet=raw.sheet, cell=cell.address)
                elif cell.is_error:
                    yield problem("cell_error", sheet=raw.sheet, cell=cell.address, found=cell.text)


def rows_were_whole(draft: Draft) -> Iterator[Problem]:
    """What had to be done to a row to read it, and rows that belong to no line."""
    for raw in places.raw_lines(draft):
        for code, address in raw.marks:
            yield problem(code, sheet=raw.sheet, cell=address)
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        for cell in body.loose_rows:
            yield problem(
                "loose_row", sheet=table.sheet.name, cell=cell.address, found=places.short(cell.text)
            )


def standards_are_named_rightly(draft: Draft) -> Iterator[Problem]:
    """The titles of standards are those of the framework, and criteria stand under their own standard."""
    framework = draft.framework
    if framework is None:
        return
    for table, body in zip(draft.tables, draft.bodies, strict=True):
        for title in body.standard_titles:
            parsed = criterion_code.parse(title.text)
            place = {"sheet": table.sheet.name, "cell": title.address}
            if parsed.standard_no is None:
                continue
            name = framework.standards.get(parsed.standard_no)
            if name is None:
                yield problem(
                    "standard_unknown", framework=framework.name, found=places.short(title.text), **place
                )
            elif parsed.title and not fold(name).startswith(fold(parsed.title)):
                yield problem(
                    "standard_title_wrong", framework=framework.name, found=places.short(parsed.title),
                    number=parsed.standard_no, name=name, **place,
                )  # fmt: skip
    for raw, line in places.pairs(draft):
        code = places.code(line)
        if code and raw.standard_text:
            standard_no = criterion_code.parse(raw.standard_text).standard_no
            if standard_no is not None and not code.startswith(f"{standard_no}."):
                yield problem(
                    "standard_mismatch", sheet=raw.sheet, cell=places.cell(raw, "criterion"), code=code,
                    found=places.short(raw.standard_text),
                )  # fmt: skip


def criteria_are_known(draft: Draft) -> Iterator[Problem]:
    """Every line has a criterion of the framework, read without a doubt."""
    if draft.framework is None:
        return
    problems = {
        "missing": "criterion_missing", "not_in_framework": "criterion_not_in_framework",
        "not_understood": "criterion_not_understood", "maybe_trailing_zero": "criterion_trailing_zero",
        "was_date": "criterion_was_date", "from_title": "criterion_from_title",
        "title_of_another": "criterion_title_of_another",
        "from_ordinal": "criterion_from_ordinal", "from_content": "criterion_from_content",
        "from_weakness": "criterion_from_weakness",
    }  # fmt: skip
    for raw, line in places.pairs(draft):
        if isinstance(line, ScheduleLine) or line.criterion_doubt is None:
            continue
        code = problems.get(
            line.criterion_doubt, "criterion_unsure" if line.criterion_code else "criterion_not_understood"
        )
        yield problem(
            code, sheet=raw.sheet, cell=places.cell(raw, "criterion", "content"),
            found=places.short(line.criterion_text or ""),
            code=line.criterion_code, framework=draft.framework.name,
            name=draft.framework.criteria.get(line.criterion_code or ""),
        )  # fmt: skip
