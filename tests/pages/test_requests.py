"""The pages of money and requests, and of one school: their answers, and who may note what was answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.parts import dossier_words
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, planned

Ask = Callable[..., AppTest]
REQUESTS, SCHOOL = "questions/requests.py", "questions/school.py"
YEAR = "2025-2026"


@pytest.fixture
def store(school_store: Store) -> Store:
    """A asks its ward for a gate; B asks the office."""
    book = Book(school_store)
    money = {"budget_text": "5 triệu", "budget_vnd": 5_000_000, "budget_source": "state"}
    line = {**planned("1.1"), **money, "support": "UBND phường sửa cổng"}
    book.hand_in("plan", "A", YEAR, date(2025, 10, 21), line, planned("1.2"))
    book.hand_in("plan", "B", YEAR, date(2025, 11, 10), {**planned("1.1"), "note": f"Phòng GDĐT {FOREIGN}"})
    return school_store


def said(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_the_answer_says_what_is_open_and_what_money_is_known(store: Store, ask: Ask) -> None:
    assert (
        "Năm học 2025-2026: 2 trường xin hỗ trợ 2 việc, chưa việc nào được trả lời, lâu nhất 30 ngày;"
        " kinh phí đã ghi rõ 5.000.000 đồng trong 1 dòng (2 dòng không ghi kinh phí)."
    ) in said(ask(REQUESTS, "leadership"))
    app = ask(REQUESTS, "school")
    assert any("1 trường xin hỗ trợ 1 việc" in text for text in said(app))


def test_the_office_is_asked_to_choose_a_school(store: Store, ask: Ask) -> None:
    app = ask(SCHOOL, "leadership")
    assert any("Hãy chọn một trường" in text for text in said(app))
    assert not app.dataframe
    asked = app.button_group(key="truong-can-xem-THCS")
    assert asked.options == [f"THCS {FOREIGN}", "THCS Suối Mơ"]
    app = asked.set_value("A").run()
    assert not app.exception
    assert any(text.startswith("THCS Suối Mơ: ") for text in said(app))
    assert app.selectbox(key="truong").value == "A", "it is chosen for all pages"
    narrowed = ask(SCHOOL, "leadership", **{"dia-ban": f"Phường {FOREIGN}"})
    assert narrowed.button_group(key="truong-can-xem-THCS").options == [f"THCS {FOREIGN}"]


def test_a_school_has_its_own_page(store: Store, ask: Ask, sent: Callable[[AppTest], str]) -> None:
    app = ask(SCHOOL, "school")
    assert any(text.startswith("THCS Suối Mơ: chưa có công nhận nào; ") for text in said(app))
    for view in app.button_group(key="xem-ho-so").options:
        app.button_group(key="xem-ho-so").set_value(view).run()
        assert not app.exception, view
        assert FOREIGN not in sent(app)
    chosen = ask(SCHOOL, "leadership", truong=f"THCS {FOREIGN}")
    assert any(text.startswith(f"THCS {FOREIGN}: ") for text in said(chosen))


def test_the_sentence_of_a_school_names_what_is_overdue_before_what_comes() -> None:
    recognitions = pd.DataFrame(
        [{"kind": "KDCL", "grade": 2, "expires_on": date(2025, 1, 5), "is_newest": True, "is_expired": True}]
    )
    register = pd.DataFrame(
        [
            {
                "state": "overdue",
                "short_name": "Kế hoạch",
                "due_early": date(2025, 9, 30),
                "due_late": date(2025, 9, 30),
            },
            {
                "state": "due_soon",
                "short_name": "Báo cáo",
                "due_early": date(2025, 12, 1),
                "due_late": date(2025, 12, 1),
            },
        ]
    )
    years = pd.DataFrame(columns=["school_year", "low_share", "high_share", "reported_count"])
    lifelines = pd.DataFrame({"lifeline_status": ["open", "solved", "back"]})
    told = dossier_words.sentence(
        "TH Một", recognitions, register, years, lifelines, today=date(2025, 11, 20)
    )
    assert told == (
        "TH Một: KĐCLGD Cấp độ 2 đã hết hạn từ 05/01/2025; 1 báo cáo quá hạn, hạn kế tiếp là Báo cáo, 01/12/2025;"
        " kết quả thực hiện kế hoạch chưa có dữ liệu; 2 điểm yếu còn mở."
    )
