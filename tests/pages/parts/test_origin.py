"""The documents of a line or of a move: which of them a school can take away."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def window(why: str, is_office: bool) -> None:
    import pandas as pd

    from pages.parts import origin

    move = {"subject": "report", "why": why, "moved_on": None, "moved_by": None, "revision_id": "BN1"}
    origin.show_move(pd.Series(move, dtype=object), is_office=is_office)


@pytest.mark.parametrize(
    ("why", "is_office", "links"),
    [
        ("new_upload", False, ["/tai-ve/tep/BN1"]),
        ("schedule_changed", True, ["/tai-ve/tep/BN1"]),
        ("schedule_changed", False, []),
    ],
)
def test_the_file_of_the_schedule_is_offered_to_the_office_alone(
    why: str, is_office: bool, links: list[str]
) -> None:
    app = AppTest.from_function(window, args=(why, is_office)).run()
    assert not app.exception
    assert [str(link.proto.url) for link in app.get("link_button")] == links
