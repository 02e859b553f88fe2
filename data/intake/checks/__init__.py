"""The checks, in the order in which they speak: each looks at a draft and yields the problems it sees.

One check is one function; a new rule is a new function in CHECKS. They never raise and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.intake.checks import form, forms, left_out, lists, rows, templates, values
from data.intake.draft import Draft
from data.intake.problems import Problem, grouped

Check = Callable[[Draft], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    form.table_is_there,
    form.each_table_has_lines,
    form.one_form_of_a_kind,
    form.table_is_not_too_long,
    form.school_is_clear,
    form.year_is_clear,
    form.framework_is_known,
    templates.template_is_the_newest,
    templates.template_is_for_this,
    templates.template_is_filled_in,
    form.letters_are_unicode,
    rows.cells_hold_values,
    rows.rows_were_whole,
    rows.criteria_are_known,
    rows.standards_are_named_rightly,
    values.plan_values_are_clear,
    values.outcomes_are_clear,
    values.schedule_is_clear,
    lists.schools_are_known,
    lists.recognitions_are_whole,
    forms.levels_are_clear,
    forms.values_are_clear,
    form.sheets_are_read,
    left_out.headings_stand_once,
    left_out.no_line_stands_above_the_headings,
    form.answers_are_told,
    form.edits_are_told,
)


def all_problems(draft: Draft) -> tuple[Problem, ...]:
    """Every problem of a draft, equal ones grouped, errors first."""
    return grouped(found for check in CHECKS for found in check(draft))
