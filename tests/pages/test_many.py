"""Many files of many schools through the page: dropped, looked at, chosen among, kept, fetched as one workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts
from data.intake import bulk
from data.store import Store
from pages.parts import batch_book, batch_job, batch_tables, house
from tests.pages.conftest import FOREIGN, LOGIN_NAMES
from tests.pages.test_upload import workbook

PAGE = "hand_in/many.py"
Ask = Callable[..., AppTest]
Files = dict[str, bytes]


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def drop(app: AppTest, files: Files) -> AppTest:
    """Drop the files and look on until all are read, or kept."""
    for name, content in files.items():
        app.file_uploader[0].upload(name, content)
    return through(app.run())


def through(app: AppTest) -> AppTest:
    for _ in range(20):
        if not any(button.label == "Dừng lại" for button in app.button):
            return app
        app.run()
    raise AssertionError("the work never comes to an end")


def press(app: AppTest, start: str) -> AppTest:
    button = next(button for button in app.button if button.label.startswith(start))
    return through(button.click().run())


def sentence(app: AppTest) -> str:
    return next(text.value for text in app.markdown if " tệp" in text.value)


def kept(store: Store) -> list[tuple[str, str]]:
    rows = store.rows("select school_code, file_name from kept.revision order by recorded_at")
    return [(row["school_code"], row["file_name"]) for row in rows]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_files_are_looked_at_first_and_kept_at_one_click(school_store: Store, ask: Ask) -> None:
    files = {
        "a.xlsx": workbook(),
        "nộp.zip": zipped({"B/kh.xlsx": workbook(school=f"THCS {FOREIGN}"), "x.pdf": b"%PDF-1.7"}),
    }
    app = drop(ask(PAGE, "specialist"), files)
    assert not app.exception
    assert sentence(app) == "3 tệp của 2 trường: 2 tệp nhận được, 1 tệp chưa nhận được."
    assert kept(school_store) == [], "nothing is kept before it is said"
    by_school = app.dataframe[0].value.set_index("school")
    assert list(by_school.index) == ["Chưa rõ trường", f"THCS {FOREIGN}", "THCS Suối Mơ"]
    assert list(by_school["line_count"]) == [0, 2, 2]
    assert list(by_school["warning_count"]) == [0, 1, 1]

    app = press(app, "Nhận tất cả tệp không có lỗi (2)")
    assert not app.exception
    assert kept(school_store) == [("A", "a.xlsx"), ("B", "kh.xlsx")]
    assert sentence(app) == "3 tệp của 2 trường: 2 tệp đã nhận, 1 tệp chưa nhận được."
    receipts = {row["revision_id"] for row in school_store.rows("select revision_id from kept.revision")}
    assert set(app.dataframe[0].value["receipts"]) == {"", *receipts}
    written = school_store.rows("select subject from kept.audit where action = 'hand_in_kept'")
    assert {row["subject"] for row in written} == receipts


def test_the_same_files_again_add_nothing(school_store: Store, ask: Ask) -> None:
    files = {"a.xlsx": workbook(), "b.xlsx": workbook(school=f"THCS {FOREIGN}")}
    press(drop(ask(PAGE, "specialist"), files), "Nhận tất cả")
    app = drop(ask(PAGE, "specialist"), files)
    assert sentence(app) == "2 tệp của 2 trường: 2 tệp đã nộp trước đó."
    assert not any(label.startswith("Nhận tất cả") for label in labels(app))
    assert len(kept(school_store)) == 2


def test_of_two_files_for_one_table_neither_is_kept_until_one_is_chosen(
    school_store: Store, ask: Ask
) -> None:
    old, new = workbook(), workbook(year="2025-2026 (bản sửa)")
    app = drop(ask(PAGE, "specialist"), {"cũ.xlsx": old, "mới.xlsx": new})
    assert sentence(app) == "2 tệp của 1 trường: 2 tệp chờ chọn."
    assert not any(label.startswith("Nhận tất cả") for label in labels(app))
    second = app.session_state[batch_job.KEY].batch.items[1]
    app.radio[0].set_value(second.key).run()
    app = press(app, "Nhận tất cả tệp không có lỗi (1)")
    assert kept(school_store) == [("A", "mới.xlsx")]
    assert sentence(app) == "2 tệp của 1 trường: 1 tệp đã nhận, 1 tệp không nhận vì đã chọn tệp khác."


def test_two_files_for_one_table_in_order_when_that_is_ticked(school_store: Store, ask: Ask) -> None:
    app = drop(
        ask(PAGE, "specialist"), {"1.xlsx": workbook(), "2.xlsx": workbook(year="2025-2026 (bản sửa)")}
    )
    app = app.checkbox[0].check().run()
    assert "Nhận tất cả tệp không có lỗi (2)" in labels(app)
    app = app.checkbox[0].uncheck().run()
    assert sentence(app) == "2 tệp của 1 trường: 2 tệp chờ chọn.", "a tick taken back is no choice"
    press(app.checkbox[0].check().run(), "Nhận tất cả tệp không có lỗi (2)")
    assert kept(school_store) == [("A", "1.xlsx"), ("A", "2.xlsx")]


def test_what_a_file_does_not_say_is_said_in_its_row(school_store: Store, ask: Ask) -> None:
    app = drop(ask(PAGE, "specialist"), {"kh.xlsx": workbook(school="", year="gì đó")})
    assert sentence(app) == "1 tệp: 1 tệp chờ chọn."
    fields = {box.label: box for box in app.selectbox}
    fields["Trường"].set_value("B")
    fields["Năm học"].set_value("2024-2025")
    app = press(app, "Đọc lại")
    press(app, "Nhận tất cả tệp không có lỗi (1)")
    rows = school_store.rows("select school_code, school_year from kept.revision")
    assert rows == [{"school_code": "B", "school_year": "2024-2025"}]


def test_of_a_file_that_speaks_for_itself_something_else_can_be_said(school_store: Store, ask: Ask) -> None:
    app = drop(ask(PAGE, "specialist"), {"kh.xlsx": workbook()})
    item = app.session_state[batch_job.KEY].batch.items[0]
    app = app.selectbox(key=f"tep-khac-{app.session_state[batch_job.KEY].mark}").set_value(item.key).run()
    app.selectbox(key=f"Năm học-{item.key}").set_value("2024-2025")
    press(press(app, "Đọc lại"), "Nhận tất cả")
    rows = school_store.rows("select school_code, school_year from kept.revision")
    assert rows == [{"school_code": "A", "school_year": "2024-2025"}]


def test_a_stop_leaves_whole_files_and_can_be_gone_on_with(
    school_store: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_job, "SLICE_SECONDS", 0)
    files = {f"{number}.xlsx": workbook(year=f"20{number}-20{number + 1}") for number in range(21, 26)}
    app = drop(ask(PAGE, "specialist"), files)
    next(button for button in app.button if button.label.startswith("Nhận tất cả")).click().run()
    app = press(app, "Dừng lại")
    stopped_at = len(kept(school_store))
    assert 0 < stopped_at < 5
    assert any("Đã dừng giữa chừng" in warning.value for warning in app.warning)
    press(app, f"Nhận tất cả tệp không có lỗi ({5 - stopped_at})")
    assert sorted(name for _, name in kept(school_store)) == sorted(files)


def test_the_right_is_asked_for_at_the_moment_of_keeping(school_store: Store, ask: Ask) -> None:
    app = drop(ask(PAGE, "specialist"), {"a.xlsx": workbook()})
    accounts.disable(school_store, LOGIN_NAMES["specialist"], at=house.clock())
    next(button for button in app.button if button.label.startswith("Nhận tất cả")).click().run()
    assert kept(school_store) == []


@pytest.mark.parametrize("role", ["school", "leadership", "administrator"])
def test_nobody_else_hands_in_for_many(role: str, school_store: Store, ask: Ask) -> None:
    app = ask(PAGE, role)
    assert [error.value for error in app.error] == [
        "Tài khoản này không được nộp bảng tính thay cho các trường."
    ]
    assert not app.file_uploader
    written = school_store.rows("select subject from kept.audit where action = 'page_refused'")
    assert written == [{"subject": "/nop-nhieu-tep"}]


def test_all_problems_leave_as_one_workbook_for_its_sender_alone(school_store: Store, ask: Ask) -> None:
    app = drop(ask(PAGE, "specialist"), {"=1+1.xlsx": workbook(), "x.pdf": b"%PDF-1.7"})
    address = next(link.proto.url for link in app.get("link_button"))
    mark = re.fullmatch(r"/tai-ve/nhieu-tep/([\w-]{16})\.xlsx", address)[1]
    specialist = accounts.find(school_store, LOGIN_NAMES["specialist"])
    content = batch_book.of_waiting(specialist, mark)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Chỗ cần xem lại", "Theo trường", "Theo tệp", "Trường chưa có tệp"]
    rows = list(book["Chỗ cần xem lại"].iter_rows(min_row=5, values_only=True))
    assert [row[:6] for row in rows] == [
        ("THCS Suối Mơ", "=1+1.xlsx", "Kế hoạch cải tiến chất lượng", "Cần xem lại", "Sheet", "F5"),
        ("Chưa rõ trường", "x.pdf", None, "Lỗi", None, None),
    ]
    assert all(row[7] for row in rows), "each says what to do"
    assert book["Chỗ cần xem lại"]["B5"].data_type == "s", "a name is no formula"
    assert [row[0] for row in book["Trường chưa có tệp"].iter_rows(min_row=5, values_only=True)] == [
        f"THCS {FOREIGN}"
    ]
    for role in ("school", "leadership", "administrator"):
        assert batch_book.of_waiting(accounts.find(school_store, LOGIN_NAMES[role]), mark) is None
    assert batch_book.of_waiting(specialist, "x" * 16) is None


def test_tables_wait_for_their_account_for_a_while_and_only_a_few() -> None:
    shelf, now = batch_book.Shelf(), house.clock()
    for number in range(4):
        waiting = batch_book.Waiting(None, now.date(), False, now + timedelta(hours=1))
        shelf.leave("a", str(number), waiting, at=now)
    assert [shelf.waiting("a", str(number), at=now) is not None for number in range(4)] == [
        False,
        True,
        True,
        True,
    ]
    assert shelf.waiting("b", "3", at=now) is None
    assert shelf.waiting("a", "3", at=now + timedelta(hours=2)) is None


def test_a_name_with_folders_speaks_of_its_school(school_store: Store, ask: Ask) -> None:
    app = drop(ask(PAGE, "specialist"), {"Nộp/THCS Suối Mơ/kh.xlsx": workbook(school="")})
    assert list(app.dataframe[0].value["school"]) == ["THCS Suối Mơ"]


def test_a_whole_folder_stays_when_something_else_is_clicked(school_store: Store, ask: Ask) -> None:
    app = ask(PAGE, "specialist")
    app = drop(app.toggle[0].set_value(True).run(), {"a.xlsx": workbook()})
    assert app.file_uploader[0].accept_directory
    app = (
        app.button_group(key="xem-nhieu-tep")
        .set_value(app.button_group(key="xem-nhieu-tep").options[1])
        .run()
    )
    assert app.file_uploader[0].accept_directory
    assert list(app.dataframe[0].value["file"]) == ["a.xlsx"]


def test_every_state_has_its_words() -> None:
    states = {getattr(bulk, name) for name in bulk.__all__ if name.isupper()} - {
        bulk.IN_ORDER,
        bulk.MOST_FILES,
    }
    assert states == set(batch_tables.STATES)
