"""The page about the next Mức: the sentence, the line that goes with it, the way to schools and their criteria."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, finding, judged

PAGE = "questions/levels.py"
Ask = Callable[..., AppTest]
ALONE = "một mình số liệu không quyết định công nhận (khoản 4 Điều 27 Thông tư 57/2026)"


@pytest.fixture
def store(school_store: Store) -> Store:
    """A lacks 3.4 for Mức 2; B says nothing of 3.4."""
    book = Book(school_store)
    codes = [
        row["code"]
        for row in school_store.rows(
            "select criterion_code as code from law.criterion where framework_code = 'TT18-2018'"
        )
    ]
    mine = [judged(code, 1 if code == "3.4" else 2) for code in codes]
    book.hand_in("self_evaluation", "A", "2024-2025", date(2025, 5, 20), *mine)
    theirs = [judged(code, 2) for code in codes if code != "3.4"]
    book.hand_in("self_evaluation", "B", "2024-2025", date(2025, 5, 21), *theirs)
    book.hand_in(
        "findings", "A", "2024-2025", date(2025, 5, 20), finding("3.4", weakness="Thoát nước *chậm*")
    )
    return school_store


def sentence(app: AppTest) -> str:
    assert not app.exception
    return next(text.value for text in app.markdown)


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


def test_the_office_reads_who_has_one_criterion_left_and_of_whom_nothing_can_be_told(
    store: Store, ask: Ask
) -> None:
    app = ask(PAGE, "leadership")
    assert sentence(app) == (
        "Năm học 2024-2025: chỉ còn vướng 1 tiêu chí có 1 trường THCS, THPT để đạt Mức 2; nhiều nhất là tiêu chí 3.4"
        " Khu vệ sinh, hệ thống cấp thoát nước (TT 18/2018): 1 trường; 1 trường chưa tính được."
    )
    assert ALONE in captions(app)
    assert list(app.dataframe[0].value["blocked_count"]) == [1]


def test_the_list_of_what_to_do_is_by_name_and_opens_a_school(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-vuong": "Mọi trường"})
    shown = app.dataframe[0].value
    assert list(shown["school_name"]) == [f"THCS {FOREIGN}", "THCS Suối Mơ"]
    assert list(shown["reached_level"].fillna("")) == ["", "Mức 1"]
    assert list(shown["unclear_criteria"].fillna("")) == ["3.4", ""]
    app = ask(PAGE, "specialist", **{"xem-vuong": "Trường còn vướng 1 tiêu chí"})
    assert list(app.dataframe[0].value["school_name"]) == ["THCS Suối Mơ"]
    key = app.dataframe[0].proto.id.split("-", 2)[2]
    app.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(0, "blocking_count")]}}
    app.run()
    assert not app.exception
    assert list(app.dataframe[1].value["weakness"]) == ["Thoát nước *chậm*"]
    assert list(app.dataframe[1].value["needed_level"]) == ["Mức 2"]


def test_a_school_reads_what_is_left_for_itself(store: Store, ask: Ask, sent: Callable[..., str]) -> None:
    app = ask(PAGE, "school")
    assert sentence(app) == (
        "Năm học 2024-2025, THCS Suối Mơ đang ở Mức 1; còn 1 tiêu chí nữa thì đạt Mức 2."
    )
    assert ALONE in captions(app)
    assert list(app.dataframe[0].value["criterion_code"]) == ["3.4"]
    assert FOREIGN not in sent(app)


def test_what_cannot_be_told_is_said_with_its_range(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership", truong=f"THCS {FOREIGN}", **{"xem-vuong": "Mọi trường"})
    assert sentence(app) == (
        f"Năm học 2024-2025, THCS {FOREIGN} chưa tính được: mới rõ 27/28 tiêu chí, còn 3.4."
        " Tùy các tiêu chí ấy: từ chưa đạt Mức 1 đến Mức 2."
    )


@pytest.mark.parametrize("role", ["leadership", "school"])
def test_without_self_evaluations_nothing_is_told(role: str, ask: Ask, school_store: Store) -> None:
    app = ask(PAGE, role)
    assert "chưa tính được" in sentence(app)
    assert not app.dataframe


def test_a_past_day_knows_nothing_of_later(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership", **{"den-ngay": "20/05/2025"})
    assert "1 trường chưa tính được vì chưa nộp tự đánh giá" in sentence(app)
