"""The page of what comes: what each reader is told, and who takes a proposal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts
from data.store import Store
from tests.pages.conftest import FOREIGN, LONG_AGO
from tests.queries.conftest import Book

PAGE = "questions/coming.py"
CHAIN, LEVEL = "Chuỗi hạn trước mỗi lần đón đoàn", "San lịch"
Ask = Callable[..., AppTest]
Sent = Callable[[AppTest], str]


@pytest.fixture
def store(school_store: Store) -> Store:
    """The day is 20/11/2025. Three visits in March 2026, one of them on a day; A and B have recognitions that run out."""
    book = Book(school_store)
    book.school("C", "THCS Ghềnh Đá")
    book.recognition("A", "KDCL", date(2021, 6, 1))
    book.recognition("B", "KDCL", date(2019, 3, 1))
    march = (date(2026, 3, 1), date(2026, 3, 31))
    visits = [
        book.visit("A", *march),
        book.visit("B", date(2026, 3, 10), date(2026, 3, 12)),
        book.visit("C", *march),
    ]
    book.hand_in("schedule", None, "2025-2026", date(2025, 9, 5), *visits)
    return school_store


def answer_of(app: AppTest) -> str:
    return next(text.value for text in app.markdown if text.value.startswith(("Trong 5 năm", "Năm học")))


def moves(store: Store) -> list[dict[str, Any]]:
    return store.rows("select * from kept.schedule_move order by line_no")


def taking(app: AppTest) -> list[Any]:
    return [button for button in app.button if button.label.startswith("Nhận")]


def test_leadership_reads_what_runs_out_and_what_lapses(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership")
    assert answer_of(app) == (
        "Trong 5 năm tới 1 công nhận hết hạn; với 2 trường mỗi tháng, công nhận nào cũng kịp đến lượt trước khi hết hạn;"
        " 1 công nhận đã hết hạn mà chưa có công nhận mới."
    )
    assert app.selectbox(key="moi-thang").value == 2
    assert "/tai-ve/bang/coming.lapsing.xlsx?den-ngay=2025-11-20&capacity=2" in [
        link.proto.url for link in app.link_button
    ]


def test_the_number_a_month_stands_in_the_address_and_has_its_bounds(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership", **{"moi-thang": "7 trường mỗi tháng"})
    assert "với 7 trường mỗi tháng" in answer_of(app)
    assert app.selectbox(key="moi-thang").options[-1] == "20 trường mỗi tháng"
    for wrong in ("0 trường mỗi tháng", "999", "-1", "x"):
        app = ask(PAGE, "leadership", **{"moi-thang": wrong})
        assert not app.exception
        assert "với 2 trường mỗi tháng" in answer_of(app), wrong


def test_a_school_reads_of_itself_and_of_no_turn(store: Store, ask: Ask, sent: Sent) -> None:
    app = ask(PAGE, "school")
    assert answer_of(app) == (
        "Trong 5 năm tới 1 công nhận hết hạn: KĐCLGD Cấp độ 1 ngày 01/06/2026"
        " (đăng ký lại trước ngày 01/01/2026; đón đoàn 01/03–31/03/2026)."
    )
    assert [box.key for box in app.selectbox if box.key == "moi-thang"] == []
    assert LEVEL not in app.button_group(key="xem-sap-toi").options
    app = ask(PAGE, "school", **{"xem-sap-toi": LEVEL})
    assert not app.exception
    assert taking(app) == []
    assert FOREIGN not in sent(app)


def test_the_chain_tells_what_is_next(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "leadership", **{"xem-sap-toi": CHAIN})
    assert answer_of(app).startswith("Năm học 2025-2026 có 3 lần đón đoàn; việc kế tiếp: nộp hồ sơ")
    assert any(one.value.startswith("Chưa đặt số ngày nên chưa có hạn") for one in app.caption)


@pytest.mark.parametrize("role", ["leadership", "administrator"])
def test_who_does_not_keep_the_schedule_reads_the_proposal(role: str, store: Store, ask: Ask) -> None:
    app = ask(PAGE, role, **{"xem-sap-toi": LEVEL})
    assert (
        answer_of(app)
        == "Năm học 2025-2026, mức 2 trường mỗi tháng: dời 1 trường là không tháng nào quá mức."
    )
    assert taking(app) == []
    assert "Đây là đề xuất; lịch chỉ thay đổi khi chuyên viên nhận." in [one.value for one in app.caption]
    assert moves(store) == []


def test_the_specialist_takes_a_proposal(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-sap-toi": LEVEL})
    assert moves(store) == [], "looking changes nothing"
    (button,) = taking(app)
    app = button.click().run()
    assert not app.exception
    (moved,) = moves(store)
    # C has no recognition that runs out; April is as near as February and leaves more time. B's days are fixed.
    assert (moved["school_code"], moved["to_starts_on"], moved["recorded_by"]) == (
        "C",
        date(2026, 4, 1),
        "chuyen-vien",
    )
    assert app.success[0].value.startswith("Đã dời 1 trường. Số biên nhận của lịch mới: BN251120")
    assert "từ nay không tháng nào quá mức" in answer_of(app)
    (noted,) = store.rows("select * from kept.audit where action = 'schedule_moved'")
    assert (noted["login_name"], noted["subject"], noted["detail"]) == (
        "chuyen-vien",
        moved["revision_id"],
        "1 trường; lịch trước BN003",
    )


def test_all_are_taken_with_one_click(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-sap-toi": LEVEL, "moi-thang": "1 trường mỗi tháng"})
    every = taking(app)[0]
    assert every.label == "Nhận cả 2 đề xuất"
    every.click().run()
    assert [moved["school_code"] for moved in moves(store)] == ["A", "C"]
    assert len({moved["revision_id"] for moved in moves(store)}) == 1


def test_on_a_past_day_nothing_can_be_taken(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-sap-toi": LEVEL, "den-ngay": "19/11/2025"})
    assert taking(app) == []


def test_a_right_that_was_lost_meanwhile_is_asked_again(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-sap-toi": LEVEL})
    accounts.set_role(store, "chuyen-vien", role="leadership", school_code=None, at=LONG_AGO)
    app = taking(app)[0].click().run()
    assert moves(store) == []
    assert "không được cập nhật lịch" in app.error[0].value


def test_the_specialist_sets_days_and_periods(store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist", **{"xem-sap-toi": CHAIN})
    app.number_input(key="so-ngay-training").set_value(20)
    app = next(button for button in app.button if button.label == "Lưu số ngày").click().run()
    assert not app.exception
    assert [
        (row["step_code"], row["lead_days"]) for row in store.rows("select * from kept.step_setting")
    ] == [("training", 20)]
    app = ask(PAGE, "specialist", **{"xem-sap-toi": LEVEL})
    app.text_input(key="nghi-tu").set_value("06/04/2026")
    app.text_input(key="nghi-den").set_value("25/04/2026")
    app = next(button for button in app.button if button.label == "Thêm thời gian nghỉ").click().run()
    assert not app.exception
    assert len(store.rows("select * from kept.visit_pause")) == 1
    assert len(store.rows("select * from kept.audit where action = 'planning_rule_set'")) == 2
    assert [button.label for button in app.button].count("Bỏ") == 1
