"""The page of two laws: the specialist fills it in one by one and takes back, everybody else reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data import crosswalk
from data.access import accounts, roles
from data.crosswalk import Pair
from data.store import Store
from tests.pages.conftest import LOGIN_NAMES, LONG_AGO
from tests.queries.conftest import Book, morning, planned

PAGE = "questions/crosswalk.py"
LAW = "TT18-2018"
Ask = Callable[..., AppTest]


@pytest.fixture
def store(school_store: Store) -> Store:
    """The day is one on which TT57 is in force; one answer stands there already."""
    with school_store.transaction() as writer:
        writer.run("update kept.fact set value = '2026-11-20' where name = 'today'")
    crosswalk.say(
        school_store,
        Pair(LAW, "2.2", "TT57-2026-PT", "2.2"),
        crosswalk.SAME,
        note=None,
        by="chuyen-vien",
        at=LONG_AGO,
    )
    return school_store


def opened(ask: Ask, role: str, **url: str) -> AppTest:
    app = ask(PAGE, role, **url)
    if app.button_group:
        app = (
            app.button_group(key="thong-tu")
            .set_value("THCS, THPT: TT 18/2018 → TT 57/2026 (phổ thông)")
            .run()
        )
    assert not app.exception
    return app


def answers(store: Store) -> list[tuple[str, str, str, str]]:
    rows = store.rows("select * from kept.crosswalk order by recorded_at")
    return [
        (row["from_criterion_code"], row["to_criterion_code"], row["kind"], row["recorded_by"])
        for row in rows
    ]


def fill(app: AppTest, code: str, kind: str, later: str | None) -> AppTest:
    app = app.selectbox(key=f"doi-chieu-cu-{LAW}").set_value(code).run()
    key = f"doi-chieu-{LAW}-{code}"
    app = app.selectbox(key=f"{key}-loai").set_value(kind).run()
    if later:
        app = app.selectbox(key=f"{key}-moi").set_value(later).run()
    app = next(button for button in app.button if button.label == "Ghi").click().run()
    assert not app.exception
    return app


def test_the_specialist_says_one_by_one_and_it_is_written_down(store: Store, ask: Ask) -> None:
    app = fill(opened(ask, "specialist"), "1.7", "part", "2.1")
    assert answers(store)[1:] == [("1.7", "2.1", "part", "chuyen-vien")]
    assert "2/28 tiêu chí của TT 18/2018" in app.markdown[0].value
    (noted,) = store.rows("select subject, detail from kept.audit where action = 'crosswalk_changed'")
    assert noted == {
        "subject": "tiêu chí 1.7 của TT 18/2018 và 2.1 của TT 57/2026 (phổ thông)",
        "detail": "tương ứng một phần",
    }


def test_nothing_corresponds_is_an_answer_too(store: Store, ask: Ask) -> None:
    fill(opened(ask, "specialist"), "3.6", "none", None)
    assert answers(store)[1:] == [("3.6", "", "none", "chuyen-vien")]


def test_a_contradiction_is_refused_with_what_to_do(store: Store, ask: Ask) -> None:
    app = fill(opened(ask, "specialist"), "2.2", "none", None)
    assert "Hãy bỏ các dòng đó trước" in app.error[0].value
    assert len(answers(store)) == 1


def test_nothing_is_chosen_beforehand(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist")
    chosen = {box.key: box.value for box in app.selectbox if str(box.key).startswith(f"doi-chieu-{LAW}")}
    assert set(chosen.values()) == {None}
    assert [button.disabled for button in app.button if button.label == "Ghi"] == [True]


def test_a_title_alike_is_offered_first(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist").selectbox(key=f"doi-chieu-cu-{LAW}").set_value("5.1").run()
    options = app.selectbox(key=f"doi-chieu-{LAW}-5.1-moi").options
    assert options[0] == "3.1* Tổ chức thực hiện chương trình giáo dục  · tên gần giống"
    assert options[1].startswith("1.1 ")


def test_a_ticked_answer_is_taken_back(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist")
    row = list(app.dataframe[0].value["from_criterion_code"]).index("2.2")
    key = app.dataframe[0].proto.id.split("-", 2)[2]
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app = app.run()
    app = next(button for button in app.button if button.label == "Bỏ 1 dòng đã ghi").click().run()
    assert [kind for _, _, kind, _ in answers(store)] == ["same", "withdrawn"]
    assert "Chưa đối chiếu tiêu chí nào" in app.markdown[0].value


@pytest.mark.parametrize("role", ["leadership", "school", "administrator"])
def test_the_others_read(role: str, store: Store, ask: Ask) -> None:
    app = opened(ask, role)
    assert "1/28 tiêu chí của TT 18/2018" in app.markdown[0].value
    assert not [button for button in app.button if button.label == "Ghi"]
    assert len(app.dataframe[0].value) == 28


def test_a_past_day_is_read_alone(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist", **{"den-ngay": "01/11/2026"})
    assert not [button for button in app.button if button.label == "Ghi"]
    assert "ngày đã qua" in " ".join(caption.value for caption in app.caption)


def test_before_the_later_law_there_is_nothing_to_compare(store: Store, ask: Ask) -> None:
    app = opened(ask, "leadership", **{"den-ngay": "01/06/2026"})
    assert "chưa có thông tư mới" in app.markdown[0].value
    assert not app.dataframe


def test_who_lost_the_right_meanwhile_writes_nothing(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist")
    key = f"doi-chieu-{LAW}-1.1"
    app = app.selectbox(key=f"{key}-loai").set_value("none").run()
    accounts.set_role(store, LOGIN_NAMES["specialist"], role=roles.LEADERSHIP, school_code=None, at=LONG_AGO)
    next(button for button in app.button if button.label == "Ghi").click().run()
    assert len(answers(store)) == 1


def test_weaknesses_that_go_on_stand_beside_each_other(store: Store, ask: Ask) -> None:
    book = Book(store)
    for year, framework in ((2025, LAW), (2026, "TT57-2026-PT")):
        label = f"{year}-{year + 1}"
        book.hand_in("plan", "A", label, date(year, 9, 9), planned("2.2"), framework=framework)
    app = opened(ask, "school").button_group(key="xem-doi-chieu").set_value("Điểm yếu nối tiếp").run()
    assert not app.exception
    assert list(app.dataframe[0].value["to_criterion_code"]) == ["2.2"]
    assert "không cộng lại" in " ".join(caption.value for caption in app.caption)


@pytest.fixture
def continued(store: Store) -> Book:
    """A weakness of two years under the earlier law that goes on at the criterion which the office says corresponds."""
    book = Book(store)
    for year, framework in (("2024-2025", LAW), ("2025-2026", LAW), ("2026-2027", "TT57-2026-PT")):
        book.hand_in("plan", "A", year, date(int(year[:4]), 9, 10), planned("2.2"), framework=framework)
    return book


def drawn(app: AppTest) -> list[str]:
    """The names of what the first figure draws."""
    return [trace["name"] for trace in json.loads(app.get("plotly_chart")[0].proto.spec)["data"]]


@pytest.mark.usefixtures("continued")
@pytest.mark.parametrize("role", ["leadership", "school"])
def test_a_weakness_goes_on_as_a_dotted_line_named_so(ask: Ask, role: str) -> None:
    app = ask("questions/weaknesses.py", role)
    assert "Nối theo bảng đối chiếu" in drawn(app)
    assert any(text.value.startswith("Đường chấm: nối theo bảng đối chiếu") for text in app.caption)


@pytest.mark.usefixtures("continued")
def test_no_line_goes_beyond_the_school_year_that_is_chosen(ask: Ask) -> None:
    app = ask("questions/weaknesses.py", "leadership", **{"nam-hoc": "2025-2026"})
    assert "Nối theo bảng đối chiếu" not in drawn(app)
    assert not any(text.value.startswith("Đường chấm") for text in app.caption)


def test_what_the_office_does_not_say_is_not_drawn(continued: Book, ask: Ask) -> None:
    crosswalk.take_back(
        continued.store,
        Pair(LAW, "2.2", "TT57-2026-PT", "2.2"),
        by="chuyen-vien",
        at=morning(date(2026, 11, 1)),
    )
    assert "Nối theo bảng đối chiếu" not in drawn(ask("questions/weaknesses.py", "leadership"))
