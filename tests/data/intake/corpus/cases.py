"""All documents of the corpus, by name: built only when their turn comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from tests.data.intake.corpus.document import HEADER, Document, Form, document
from tests.data.intake.corpus.everywhere import EVERYWHERE, Disturbance
from tests.data.intake.corpus.files import WRITERS
from tests.data.intake.corpus.forms import (
    FINDINGS,
    FINDINGS_57,
    FORMS,
    PLAN,
    PLAN_57,
    RECOGNITIONS,
    RECOMMENDATIONS,
    RESULTS,
    SCHEDULE,
    SCHOOLS,
    SELF_EVALUATION,
    TRACKING,
)
from tests.data.intake.corpus.headings import HEADINGS
from tests.data.intake.corpus.particular import PARTICULAR, Change, far_below, in_word, stacked

CASES: dict[str, Callable[[], Document]] = {}


def _disturbed(form: Form, disturb: Disturbance) -> Callable[[], Document]:
    def make() -> Document:
        made = document(form)
        disturb(made)
        return made

    return make


def _in_file(form: Form, file: str) -> Callable[[], Document]:
    def make() -> Document:
        made = document(form)
        EVERYWHERE["titles_of_standards_or_levels_between_lines"](made)
        EVERYWHERE["letterhead_titles_and_document_number_above"](made)
        made.file = file
        return made

    return make


for _form in FORMS:
    for _name, _disturb in EVERYWHERE.items():
        if _disturb(document(_form)) is not False:
            CASES[f"{_form.layout}-{_name}"] = _disturbed(_form, _disturb)
    for _file in WRITERS:
        if _file != "xlsx":
            CASES[f"{_form.layout}-{_file}"] = _in_file(_form, _file)


def _changed(form: Form, change: Change) -> Callable[[], Document]:
    def make() -> Document:
        made = document(form)
        change(made)
        return made

    return make


for _name, (_form, _change) in PARTICULAR.items():
    CASES[_name] = _changed(_form, _change)


def _headed(form: Form, headings: Mapping[str, str]) -> Callable[[], Document]:
    def make() -> Document:
        made = document(form)
        (sheet,) = made.sheets
        for name, put in zip(sheet.fields, sheet.of(HEADER)[0].cells, strict=True):
            if put is not None:
                put.value = headings.get(name, put.value)
        return made

    return make


SEVERAL: dict[str, Callable[[], Document]] = {}
_BIEU_2 = (FINDINGS_57, PLAN_57, TRACKING)
_OF_2018 = (PLAN, RESULTS, SELF_EVALUATION, FINDINGS, RECOMMENDATIONS)
for _forms in (
    _BIEU_2,
    *pairwise(_OF_2018),
    (PLAN, SELF_EVALUATION),
    _OF_2018,
    (SCHEDULE, SCHOOLS, RECOGNITIONS),
):
    _names = "_and_".join(form.layout for form in _forms)
    SEVERAL[f"{_names}-sheets"] = partial(document, *_forms)
    SEVERAL[f"{_names}-stacked"] = partial(stacked, *_forms)
    if _forms == (PLAN, RESULTS):
        SEVERAL[f"{_names}-far_below"] = partial(far_below, *_forms)
    SEVERAL[f"{_names}-docx"] = partial(in_word, *_forms)


for _form in FORMS:
    for _name, _headings in HEADINGS.get(_form.layout, {}).items():
        CASES[f"{_form.layout}-headings_{_name}"] = _headed(_form, _headings)
for _name, _make in SEVERAL.items():
    CASES[f"several-{_name}"] = _make


def _rewritten(name: str, file: str) -> Callable[[], Document]:
    def make() -> Document:
        made = CASES[name]()
        made.file = file
        return made

    return make


for _name in (
    "recognitions-two_recognitions_side_by_side", "self_evaluation-headings_as_in_the_official_table",
    "plan-a_criterion_merged_over_two_lines", "findings-a_criterion_merged_over_two_lines",
    "schedule-one_month_merged_over_all_schools", "results-criterion_and_plan_share_a_cell_in_a_row_of_four",
    "recognitions-a_school_merged_over_its_two_recognitions", "plan-criteria_as_titles_merged_over_the_row",
):  # fmt: skip
    CASES[f"{_name}-docx"] = _rewritten(_name, "docx")
CASES["recognitions-two_recognitions_side_by_side-csv"] = _rewritten(
    "recognitions-two_recognitions_side_by_side", "utf8.csv"
)
