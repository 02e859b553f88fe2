"""The page of what to read again: the window with both texts, and the specialist's word that a table was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import likeness
from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, planned

HOLLOW, OVERDUE = "questions/hollow.py", "questions/overdue.py"
PLAN = "Tổ trưởng lập danh sách sách cần mua rồi trình hiệu trưởng duyệt trong học kỳ một"
OWN = "Đã mua 120 quyển, giáo viên mượn hết 85 quyển trong học kỳ hai"
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


def done(code: str, text: str) -> dict[str, object]:
    return {"criterion_code": code, "suggested_status": "done", "done_text": text}


@pytest.fixture
def store(school_store: Store) -> Store:
    """The day is 20/11/2025. A's results of last year repeat its plan; its plan of this year is last year's, and B's is A's."""
    book = Book(school_store)
    book.setting("register_from", "2024-2025")
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 10), {**planned("3.6"), "action": PLAN})
    book.hand_in("results", "A", "2024-2025", date(2025, 5, 20), done("3.6", PLAN), done("1.1", OWN))
    book.hand_in("plan", "A", "2025-2026", date(2025, 9, 10), {**planned("3.6"), "action": PLAN})
    copied = {**planned("3.6", mark=FOREIGN), "action": PLAN}
    book.hand_in("plan", "B", "2025-2026", date(2025, 9, 20), copied)
    likeness.catch_up(school_store)
    return school_store


def clicked(app: AppTest, chart: str, **wanted: object) -> AppTest:
    """The page after a click on the point of a chart that says this of itself; there has to be one."""
    drawn = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    points = [point for figure in drawn for trace in figure["data"] for point in trace.get("customdata", [])]
    point = {"customdata": next(point for point in points if wanted.items() <= point.items())}
    app.session_state[chart] = {"selection": {"points": [point], "point_indices": [], "box": [], "lasso": []}}
    return app.run()


def said(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_a_bar_opens_both_texts_with_what_they_share_marked(store: Store, ask: Ask) -> None:
    app = clicked(ask(HOLLOW, "leadership"), "concerns", kind="results", concern="repeats_plan")
    assert not app.exception
    told = said(app)
    lead = next(text for text in told if text.endswith("Mỗi dòng dưới đây tính là 1."))
    assert "kết quả chép lại kế hoạch · 1 dòng · tính đến hết ngày 20/11/2025" in lead
    assert "**THCS Suối Mơ** · Tiêu chí 3.6 · trùng 100 %" in told
    assert told.count(f":orange-background[{PLAN}]") == 1
    assert any(
        text.endswith(f":orange-background[{PLAN}]") and text != f":orange-background[{PLAN}]"
        for text in told
    )
    assert [caption.value for caption in app.caption][-2:] == [
        r"A\.xlsx, Bảng, dòng 5",
        "Kế hoạch của trường cho cùng tiêu chí",
    ]


def test_without_a_year_the_window_is_of_the_year_that_the_bars_count(store: Store, ask: Ask) -> None:
    app = ask(HOLLOW, "leadership")
    assert any(text.startswith("Năm học 2024-2025: 1 trong 3 dòng cần đọc kỹ") for text in said(app))
    assert not any(
        "Không có dòng nào" in text
        for text in said(clicked(app, "concerns", kind="results", concern="repeats_plan"))
    )


@pytest.mark.parametrize(
    ("concern", "other"),
    [
        ("copied_school", r"THCS Suối Mơ, năm học 2025\-2026"),
        ("copied_year", r"THCS Suối Mơ, năm học 2024\-2025"),
    ],
)
def test_a_chosen_year_shows_that_years_texts(concern: str, other: str, store: Store, ask: Ask) -> None:
    app = ask(HOLLOW, "leadership", **{"nam-hoc": "2025-2026"})
    assert any(text.startswith("Năm học 2025-2026: 2 trong 2 dòng") for text in said(app))
    app = clicked(app, "concerns", kind="plan", concern=concern)
    assert other in [caption.value for caption in app.caption]


def test_a_school_never_reads_the_other_schools_text(store: Store, ask: Ask, sent: Sent) -> None:
    app = ask(HOLLOW, "school", **{"nam-hoc": "2025-2026"})
    assert any("1 trong 1 dòng cần đọc kỹ" in text for text in said(app))
    app = clicked(app, "concerns", kind="plan", concern="copied_year")
    assert r"THCS Suối Mơ, năm học 2024\-2025" in [caption.value for caption in app.caption]
    assert FOREIGN not in sent(app)


def test_the_sentence_says_of_which_year_the_plans_are(store: Store, ask: Ask) -> None:
    (told,) = (text for text in said(ask(HOLLOW, "leadership")) if text.startswith("Năm học 2024-2025"))
    assert told.endswith("0/2 dòng kế hoạch 2025-2026 có biện pháp giám sát.")


# --- The specialist's word: from the bar of the register


def opened(ask: Ask, role: str, **url: str) -> AppTest:
    """The window over the register's hollow plans of this year."""
    return clicked(
        ask(OVERDUE, role, **url),
        "obligations",
        figure="hollow_count",
        obligation_code="S08",
        school_year="2025-2026",
    )


def accepts(app: AppTest) -> list[Any]:
    return [button for button in app.button if button.label == "Đã đọc, chấp nhận bảng này"]


def test_a_table_that_was_read_and_accepted_counts_as_handed_in(store: Store, ask: Ask) -> None:
    app = opened(ask, "specialist")
    (button,) = accepts(app)
    app = button.click().run()
    assert not app.exception
    taken = store.rows("select revision_id, recorded_by from kept.acceptance")
    assert taken == [{"revision_id": "BN004", "recorded_by": "chuyen-vien"}]
    audit = store.rows("select subject, school_code from kept.audit where action = 'hand_in_accepted'")
    assert audit == [{"subject": "BN004", "school_code": "B"}]
    assert [one.value for one in app.success] == ["Đã chấp nhận bảng BN004."]


@pytest.mark.parametrize(
    ("role", "url"), [("leadership", {}), ("administrator", {}), ("specialist", {"den-ngay": "01/11/2025"})]
)
def test_others_and_past_days_accept_nothing(role: str, url: dict[str, str], store: Store, ask: Ask) -> None:
    app = opened(ask, role, **url)
    assert any("đã nộp, cần đọc kỹ" in text for text in said(app)), "the window is there"
    assert accepts(app) == []


def test_a_text_that_repeats_nothing_says_where_it_stands(store: Store, ask: Ask) -> None:
    book = Book(store)
    book._count = 10
    book.hand_in("results", "B", "2024-2025", date(2025, 5, 21), done("1.2", "Thực hiện tốt"))
    app = clicked(ask(HOLLOW, "leadership"), "concerns", kind="results", concern="empty_phrase")
    assert r"B\.xlsx, Bảng, dòng 5" in [caption.value for caption in app.caption]
