"""The page of what changed since the meeting before, the line under the answers, and the meetings that are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.pages.conftest import FOREIGN, fill
from tests.queries.conftest import Book, morning

PAGE = "questions/since.py"
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


@pytest.fixture
def store(school_store: Store) -> Store:
    """Both schools with their tables, to note meetings in."""
    fill(school_store)
    return school_store


def meet(store: Store, day: date, title: str | None = None) -> None:
    Book(store).add(
        "meeting", meeting_id=f"H{day:%Y%m%d}", held_on=day, title=title, is_withdrawn=False,
        recorded_at=morning(day), recorded_by="test",
    )  # fmt: skip


def answer_of(app: AppTest) -> str:
    return next(text.value for text in app.markdown if text.value.startswith("Từ "))


def lines_of(app: AppTest, start: str) -> list[str]:
    return [text.value for text in app.caption if text.value.startswith(start)]


def test_without_a_meeting_the_end_of_last_month_is_compared_and_said(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership")
    # B's plan of the year was withdrawn on 01/11.
    assert answer_of(app).startswith("Từ cuối tháng 10/2025 đến 20/11/2025: ")
    assert "1 bảng đã rút" in answer_of(app)
    assert lines_of(app, "So với cuối tháng 10/2025, không phải một cuộc họp")


def test_the_last_meeting_before_the_day_is_compared(store: Store, ask: Ask) -> None:
    for day in (date(2025, 9, 9), date(2025, 11, 5), date(2025, 11, 20)):
        meet(store, day)
    assert answer_of(ask(PAGE, "leadership")).startswith("Từ cuộc họp 05/11/2025 đến 20/11/2025")
    past = ask(PAGE, "leadership", **{"den-ngay": "05/11/2025"})
    assert answer_of(past).startswith("Từ cuộc họp 09/09/2025 đến 05/11/2025")
    chosen = ask(PAGE, "leadership", **{"so-voi": "Cuộc họp 09/09/2025"})
    assert answer_of(chosen).startswith("Từ cuộc họp 09/09/2025 đến 20/11/2025")


def test_a_meeting_is_one_choice_away(store: Store, ask: Ask, sent: Sent) -> None:
    meet(store, date(2025, 11, 5), "Giao ban")
    app = ask(PAGE, "leadership")
    look = app.selectbox(key="xem-cuoc-hop")
    assert look.options == ["Hôm nay, 20/11/2025", "Cuộc họp 05/11/2025 · Giao ban"]
    app = look.set_value("05/11/2025").run()
    assert "Số liệu tính đến hết ngày 05/11/2025" in sent(app)
    app = app.selectbox(key="xem-cuoc-hop").set_value("20/11/2025").run()
    assert "Số liệu tính đến hết ngày 20/11/2025" in sent(app)


def test_a_school_sees_its_own_moves_and_no_title(store: Store, ask: Ask, sent: Sent) -> None:
    meet(store, date(2025, 10, 10), f"Về {FOREIGN}")
    app = ask(PAGE, "school")
    assert answer_of(app).startswith("Từ cuộc họp 10/10/2025 đến 20/11/2025: ")
    assert FOREIGN not in sent(app)
    assert FOREIGN in sent(ask(PAGE, "leadership"))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("questions/overdue.py", "báo cáo quá hạn"),
        ("questions/completion.py", "mục đã hoàn thành (TT 18/2018)"),
        ("questions/weaknesses.py", "điểm yếu lặp lại"),
        ("questions/schedule.py", "trường trong lịch đánh giá ngoài năm học 2025-2026"),
        ("questions/hollow.py", "dòng cần đọc kỹ"),
        ("questions/lifelines.py", "điểm yếu chưa xong"),
        ("questions/coming.py", "công nhận hết hạn trong 5 năm tới"),
        ("questions/requests.py", "việc xin hỗ trợ"),
        ("questions/levels.py", "trường chưa tính được Mức"),
    ],
)
def test_each_answer_has_its_line(store: Store, ask: Ask, page: str, said: str) -> None:
    meet(store, date(2025, 10, 10))
    told = lines_of(ask(page, "leadership"), "Cuộc họp 10/10/2025: ")
    assert len(told) == 1
    assert said in told[0]


def test_a_school_reads_its_own_figures_on_its_page(store: Store, ask: Ask) -> None:
    meet(store, date(2025, 10, 10))
    (told,) = lines_of(ask("questions/school.py", "school"), "Cuộc họp 10/10/2025: ")
    assert "báo cáo quá hạn" in told
    assert "điểm yếu chưa xong" in told
    (told,) = lines_of(ask("questions/levels.py", "school"), "Cuộc họp 10/10/2025: ")
    assert told.startswith("Cuộc họp 10/10/2025: Tiêu chí còn vướng để đạt Mức kế tiếp: ")


def test_the_moves_of_one_school_are_read_by_ticking_it(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership", **{"so-voi": "Cuối tháng 09/2025"})
    app = app.button_group(key="xem-thay-doi").set_value("Theo trường").run()
    counted = app.dataframe[-1].value
    assert list(counted.columns[:2]) == ["school_name", "move_count"]
    assert list(counted["move_count"]) == sorted(counted["move_count"], reverse=True)


def test_the_line_says_why(store: Store, ask: Ask) -> None:
    meet(store, date(2025, 10, 25))
    # B's plan, due on 30/09, was withdrawn on 01/11; A's visit may begin on 01/12, so its dossier fell due since.
    (told,) = lines_of(ask("questions/overdue.py", "leadership"), "Cuộc họp 25/10/2025: ")
    assert told == "Cuộc họp 25/10/2025: 0 báo cáo quá hạn; nay 2 (+2): +1 bảng đã rút, +1 mới quá hạn."


@pytest.mark.parametrize("role", ["leadership", "specialist"])
def test_who_may_notes_the_meeting_of_today_and_takes_it_back(store: Store, ask: Ask, role: str) -> None:
    app = ask(PAGE, role)
    app.text_input(key="ten-cuoc-hop").set_value("Giao ban *tháng 11*")
    app = (
        next(button for button in app.button if button.label.startswith("Ghi lại cuộc họp hôm nay"))
        .click()
        .run()
    )
    assert [text.value for text in app.success] == ["Đã ghi cuộc họp 20/11/2025."]
    app = (
        next(button for button in app.button if button.label.startswith("Ghi lại cuộc họp hôm nay"))
        .click()
        .run()
    )
    assert [text.value for text in app.error] == ["Cuộc họp ngày 20/11/2025 đã được ghi."]
    app = next(button for button in app.button if button.label.startswith("Bỏ ghi")).click().run()
    assert [text.value for text in app.success] == ["Đã bỏ ghi cuộc họp 20/11/2025."]
    told = store.rows(
        "select action, subject from kept.audit where action like 'meeting%' order by recorded_at, action"
    )
    assert [(row["action"], row["subject"]) for row in told] == [
        ("meeting_recorded", "20/11/2025"),
        ("meeting_taken_back", "20/11/2025"),
    ]


@pytest.mark.parametrize("role", ["school", "administrator"])
def test_others_only_read(store: Store, ask: Ask, role: str) -> None:
    assert [button.label for button in ask(PAGE, role).button] == []


def test_no_meeting_is_noted_from_a_past_day(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"den-ngay": "05/11/2025"})
    assert [button.label for button in app.button] == []
