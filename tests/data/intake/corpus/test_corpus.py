"""Documents as schools really send them: every cell in its right field, or told of at its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.intake.draft import Understood
from tests.data.intake.corpus.cases import CASES
from tests.data.intake.corpus.files import content
from tests.data.intake.corpus.oracle import faults, told

Examine = Callable[..., Understood]


@pytest.mark.parametrize("name", CASES)
def test_comes_in_with_every_cell_in_its_field_or_told_of(name: str, examine: Examine) -> None:
    document = CASES[name]()
    understood = examine(
        content(document),
        f"bang.{document.file.rpartition('.')[2]}",
        school=document.school if document.given else None,
        year=document.year if document.given else None,
    )
    assert faults(understood, document) == [], [*understood.problems, *understood.lines]
    assert document.flags <= told(understood) <= document.flags | document.may, understood.problems
    assert understood.outcome != "rejected"
