"""The page of lifelines: its answer, the texts behind it, and the terms that the specialist keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from data import themes
from data.access import accounts
from data.store import Store
from tests.pages.conftest import FOREIGN
from tests.queries.conftest import Book, finding, recommendation, reported

PAGE = "questions/lifelines.py"
BY_THEME = {"xem-vong-doi": "Theo chủ đề"}
Ask = Callable[..., AppTest]


@pytest.fixture
def store(school_store: Store) -> Store:
    """A was told to mend its library and its toilets, planned the one and did it; B knows a weakness of its own."""
    book = Book(school_store)
    asked = [recommendation("3.6", "Thư viện *cần* thêm sách"), recommendation("3.4", "Sửa nhà vệ sinh")]
    book.hand_in(
        "recommendations", "A", "2023-2024", date(2024, 3, 1), *asked, recommendation(None, "Cố gắng hơn")
    )
    plan = {"criterion_code": "3.6", "line_kind": "improve", "target": "Thêm đầu sách"}
    book.hand_in("plan", "A", "2024-2025", date(2024, 9, 10), plan)
    book.hand_in("results", "A", "2024-2025", date(2025, 5, 20), reported("3.6", "done"))
    book.hand_in(
        "findings", "B", "2024-2025", date(2025, 6, 1), finding("3.6", weakness=f"Tủ truyện {FOREIGN}")
    )
    return school_store


def answer_of(app: AppTest) -> str:
    return next(text.value for text in app.markdown if text.value.startswith("Đến năm học"))


def test_the_answer_of_the_district_and_of_a_school(store: Store, ask: Ask) -> None:
    assert answer_of(ask(PAGE, "leadership")) == (
        "Đến năm học 2024-2025: còn 2 điểm yếu chưa xong ở 2 trường;"
        " 1 khuyến nghị chưa có trong kế hoạch và 1 khuyến nghị chưa rõ."
    )
    app = ask(PAGE, "school")
    assert answer_of(app) == (
        "Đến năm học 2024-2025: còn 1 điểm yếu chưa xong;"
        " 1 khuyến nghị chưa có trong kế hoạch và 1 khuyến nghị chưa rõ."
    )
    assert [each.label for each in app.expander] == ["1 dòng chưa rõ tiêu chí và chủ đề, không tính ở trên"]


def test_every_view_shows_its_table_and_no_other_school(
    store: Store, ask: Ask, sent: Callable[[AppTest], str]
) -> None:
    app = ask(PAGE, "school")
    for view in app.button_group(key="xem-vong-doi").options:
        app.button_group(key="xem-vong-doi").set_value(view).run()
        assert not app.exception
        assert app.title[0].value == "Vòng đời điểm yếu"
        assert FOREIGN not in sent(app)


def test_a_past_day_is_shown_as_it_was_known_then(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school", **{"den-ngay": "01/09/2024"})
    assert answer_of(app) == (
        "Đến năm học 2023-2024: còn 2 điểm yếu chưa xong;"
        " 2 khuyến nghị chưa có trong kế hoạch và 1 khuyến nghị chưa rõ."
    )


def terms_of(store: Store, theme: str) -> list[str]:
    return next(each["terms"] for each in themes.listing(store) if each["theme_code"] == theme)


def choose_library(app: AppTest) -> AppTest:
    return app.selectbox(key="chu-de-tu-khoa").set_value("library").run()


def test_the_specialist_adds_a_term_and_takes_it_out_again(store: Store, ask: Ask) -> None:
    app = choose_library(ask(PAGE, "specialist", **BY_THEME))
    count = len(terms_of(store, "library"))
    app.text_input(key=f"them-library-{count}").set_value(" tủ truyện ")
    app = next(button for button in app.button if button.label == "Thêm từ khóa").click().run()
    assert not app.exception
    assert "tủ truyện" in terms_of(store, "library")
    assert [said.value for said in app.success] == ["Đã thêm từ khóa; các câu đã được xếp lại theo chủ đề."]
    app = app.multiselect(key=f"bo-library-{count + 1}").set_value(["tủ truyện"]).run()
    app = next(button for button in app.button if button.label == "Bỏ từ khóa").click().run()
    assert not app.exception
    assert "tủ truyện" not in terms_of(store, "library")
    noted = store.rows(
        "select subject, detail from kept.audit where action = 'theme_changed' order by recorded_at"
    )
    assert [tuple(row.values()) for row in noted] == [
        ("library", "thêm «tủ truyện»"),
        ("library", "bỏ «tủ truyện»"),
    ]


def test_a_term_that_is_there_is_refused(store: Store, ask: Ask) -> None:
    app = choose_library(ask(PAGE, "specialist", **BY_THEME))
    app.text_input(key=f"them-library-{len(terms_of(store, 'library'))}").set_value("Thư viện")
    app = next(button for button in app.button if button.label == "Thêm từ khóa").click().run()
    assert [error.value for error in app.error] == ["Chủ đề này đã có từ khóa «thư viện»."]
    assert store.rows("select * from kept.theme_term") == []


@pytest.mark.parametrize("role", ["leadership", "administrator", "school"])
def test_everybody_else_only_reads_the_terms(role: str, store: Store, ask: Ask) -> None:
    app = choose_library(ask(PAGE, role, **BY_THEME))
    assert any("thư viện" in text.value for text in app.markdown)
    assert [button.label for button in app.button] == []


def test_the_right_and_the_day_are_asked_for_at_the_moment_of_writing(store: Store, ask: Ask) -> None:
    for change in ("day", "role"):
        app = choose_library(ask(PAGE, "specialist", **BY_THEME))
        app.text_input(key=f"them-library-{len(terms_of(store, 'library'))}").set_value("tủ truyện")
        if change == "day":
            app.text_input(key="den-ngay").set_value("09/06/2025")
        else:
            at = datetime(2025, 11, 20, tzinfo=UTC)
            accounts.set_role(store, "chuyen-vien", role="leadership", school_code=None, at=at)
        app = next(button for button in app.button if button.label == "Thêm từ khóa").click().run()
        assert len(app.error) == 1
        assert store.rows("select * from kept.theme_term") == []


def test_a_past_day_offers_no_change(store: Store, ask: Ask) -> None:
    app = choose_library(ask(PAGE, "specialist", **BY_THEME, **{"den-ngay": "09/06/2025"}))
    assert [button.label for button in app.button] == []
    assert any("ngày đã qua" in text.value for text in app.caption)
