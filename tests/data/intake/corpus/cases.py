"""All documents of the corpus, by name: built only when their turn comes."""

from __future__ import annotations

from collections.abc import Callable

from tests.data.intake.corpus.document import Document, Form, document
from tests.data.intake.corpus.everywhere import EVERYWHERE, Disturbance
from tests.data.intake.corpus.files import WRITERS
from tests.data.intake.corpus.forms import FORMS

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
