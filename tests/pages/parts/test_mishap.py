"""When our own code fails, a person gets a sentence and a code, and the log gets the rest."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest


def page_that_fails() -> None:
    from pages.parts import mishap

    assert mishap.on_script_error(ValueError("chi tiết bên trong")) is True


def page_that_is_not_allowed() -> None:
    from data.access.roles import NotAllowed
    from pages.parts import mishap

    assert mishap.on_script_error(NotAllowed("Không được làm việc này.")) is True


def test_a_failure_shows_its_code_alone(caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(page_that_fails).run()
    assert not app.exception
    code = re.search(r"mã \*\*([0-9a-f]{8})\*\*", app.error[0].value)
    assert code is not None
    assert "chi tiết" not in app.error[0].value
    assert code[1] in caplog.text
    assert "chi tiết bên trong" in caplog.text


def test_what_is_not_allowed_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    app = AppTest.from_function(page_that_is_not_allowed).run()
    assert [error.value for error in app.error] == ["Không được làm việc này."]
    assert [record for record in caplog.records if record.name == "dashboard"] == []
