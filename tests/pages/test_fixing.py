"""What a school says and types about its file before it is handed in: answers, corrections, tables left out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe

from data.intake.edits import Edit
from data.store import Store
from pages.parts import corrections, file_choices, fixing_grid
from tests.pages.conftest import FOREIGN
from tests.pages.test_upload import HEADINGS, PAGE, confirm, kept, labels, upload

Ask = Callable[..., AppTest]
Rows = Sequence[Sequence[object]]
SURE = [1, "Tiêu chí 1.1", "Đủ sổ", "Lập sổ", "Hiệu trưởng", "HKI"]
UNREADABLE = [2, "Tiêu chí 2.1", "Giáo viên được học", "Cử đi học", "Tổ trưởng", "khi thuận lợi"]
UNSURE = [3, "Tiêu chí 3.1", "Sân sạch", "Quét sân", "Bảo vệ", "đầu năm"]
UNKNOWN = [4, "Giữ gìn vệ sinh chung", "Lớp sạch", "Trực nhật", "Lớp trưởng", "HKI"]
WEAK = ["STT", "Tiêu chí", "Điểm mạnh", "Điểm yếu"]


def workbook(*lines: Sequence[object], more: Rows = (), school: str = "THCS Suối Mơ") -> bytes:
    """A plan with these lines, and strengths and weaknesses in a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([f"TRƯỜNG {school}"], ["KẾ HOẠCH NĂM HỌC 2025-2026"], HEADINGS, *lines):
        sheet.append(row)
    if more:
        other = book.create_sheet("Yếu")
        for row in (WEAK, *more):
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def grid(app: AppTest) -> Dataframe:
    """The table to type into."""
    return next(frame for frame in app.dataframe if "row" in frame.value.columns)


def typed(app: AppTest, changes: dict[str, dict[str, object]], table: Dataframe | None = None) -> AppTest:
    """Run again as after typing into the table: position of the row -> column -> text, as the browser sends it."""
    states = app._tree.get_widget_states()
    said = json.dumps({"edited_rows": changes, "added_rows": [], "deleted_rows": []})
    states.widgets.append(WidgetState(id=(table or grid(app)).proto.id, string_value=said))
    return app._run(states)


def said(app: AppTest) -> str:
    return "\n".join(text.value for text in app.markdown)


def edits(store: Store) -> list[tuple[str, str, str, str]]:
    rows = store.rows("select cell, before, after, origin from kept.edit order by revision_id, edit_no")
    return [(row["cell"], row["before"], row["after"], row["origin"]) for row in rows]


def times(store: Store) -> list[str | None]:
    return [row["time_text"] for row in store.rows("select time_text from kept.plan_line order by line_no")]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def work_on(app: AppTest) -> corrections.Work:
    """The work on the one file that was chosen."""
    return next(iter(app.session_state[corrections.KEY].values()))


def test_a_cell_typed_anew_is_examined_at_once_and_kept_beside_the_file(
    school_store: Store, ask: Ask
) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE))
    assert "**1** điểm cần xem lại" in said(app)
    app = typed(app, {"0": {"time": "10/2025"}})
    assert not app.exception
    assert "**0** điểm cần xem lại" in said(app)
    assert "Đã sửa **1 ô** ở đây" in said(app)
    app = confirm(app)
    assert times(school_store) == ["HKI", "10/2025"]
    assert edits(school_store) == [("F5", "khi thuận lợi", "10/2025", "typed")]


def test_what_was_typed_survives_reruns_and_the_same_file_chosen_again(school_store: Store, ask: Ask) -> None:
    content = workbook(SURE, UNREADABLE)
    app = typed(upload(ask(PAGE, "school"), content), {"0": {"time": "10/2025"}})
    app = app.run()
    assert "Đã sửa **1 ô** ở đây" in said(app)
    app = upload(app, workbook(SURE))
    assert "Đã sửa" not in said(app), "another file"
    app = upload(app, content)
    assert "Đã sửa **1 ô** ở đây" in said(app)
    assert "**0** điểm cần xem lại" in said(app)
    assert kept(school_store) == []


def test_what_was_typed_can_be_taken_back(school_store: Store, ask: Ask) -> None:
    app = typed(upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE)), {"0": {"time": "10/2025"}})
    app = press(app, "Hoàn tác")
    assert "Đã sửa" not in said(app)
    assert "**1** điểm cần xem lại" in said(app)
    confirm(app)
    assert times(school_store) == ["HKI", "khi thuận lợi"]
    assert edits(school_store) == []


def test_an_empty_cell_can_be_filled_and_a_full_one_emptied(school_store: Store, ask: Ask) -> None:
    lines = ([*SURE[:4], None, "HKI"], [*UNREADABLE[:5], "lúc nào rảnh"])
    app = upload(ask(PAGE, "school"), workbook(*lines))
    app.toggle[0].set_value(False)
    app = typed(app.run(), {"0": {"responsible": "Hiệu trưởng"}, "1": {"time": None}})
    confirm(app)
    rows = school_store.rows("select responsible, time_text from kept.plan_line order by line_no")
    assert [tuple(row.values()) for row in rows] == [("Hiệu trưởng", "HKI"), ("Tổ trưởng", None)]


def test_a_joined_cell_is_not_typed_into_and_that_is_said(school_store: Store, ask: Ask) -> None:
    lines = (UNREADABLE, [None, None, "và dạy lại", None, None, None])
    app = upload(ask(PAGE, "school"), workbook(*lines))
    assert list(grid(app).value["target"]) == [f"{fixing_grid.LOCKED}Giáo viên được học và dạy lại"]
    app = typed(app, {"0": {"target": "thay hết"}})
    assert any("dòng 4, cột «Kết quả cần đạt" in warning.value for warning in app.warning)
    assert "Đã sửa" not in said(app)
    confirm(app)
    assert school_store.rows("select target from kept.plan_line") == [
        {"target": "Giáo viên được học và dạy lại"}
    ]


def test_at_first_only_rows_that_need_a_look_stand_there_and_mended_ones_stay(
    school_store: Store, ask: Ask
) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE, UNSURE))
    shown = grid(app).value
    assert list(zip(shown["row"], shown["look"], strict=True)) == [("5", "F5"), ("6", "F6")]
    app = typed(app, {"0": {"time": "10/2025"}})
    shown = grid(app).value
    assert list(zip(shown["row"], shown["look"], strict=True)) == [("5", ""), ("6", "F6")]
    assert kept(school_store) == []


def test_safe_corrections_are_taken_with_one_button_and_given_back_with_another(
    school_store: Store, ask: Ask
) -> None:
    content = workbook(SURE, UNSURE)
    app = upload(ask(PAGE, "school"), content)
    offered = app.dataframe[0].value
    assert list(zip(offered["cell"], offered["before"], strict=True)) == [("F5", "đầu năm")]
    after = offered["after"].iloc[0]
    app = press(app, "Áp dụng 1 sửa đổi")
    assert "**0** điểm cần xem lại" in said(app)
    assert not any(label.startswith("Áp dụng") for label in labels(app))
    app = press(app, "Hoàn tác")
    assert "**1** điểm cần xem lại" in said(app)
    confirm(press(app, "Áp dụng 1 sửa đổi"))
    assert edits(school_store) == [("F5", "đầu năm", after, "suggested")]


def test_what_is_unticked_is_not_corrected(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(UNSURE, [4, "Tiêu chí 3.2", "A", "B", "C", "hè"]))
    app = typed(app, {"0": {"take": False}}, app.dataframe[0])
    confirm(press(app, "Áp dụng 1 sửa đổi"))
    assert [cell for cell, *_ in edits(school_store)] == ["F5"]
    assert times(school_store)[0] == "đầu năm"


def test_what_is_doubtful_is_asked_and_the_answer_remembered_for_the_school_alone(
    school_store: Store, ask: Ask
) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNKNOWN))
    assert "Cần trả lời 1 câu hỏi" in said(app)
    field = next(box for box in app.selectbox if box.label.startswith("Trả lời cho"))
    assert field.value == ""
    app = field.set_value("3.1").run()
    assert "Các câu hỏi đã trả lời xong" in said(app)
    confirm(app)
    rows = school_store.rows("select criterion_code from kept.plan_line order by line_no")
    assert [row["criterion_code"] for row in rows] == ["1.1", "3.1"]
    remembered = school_store.rows("select school_code, text, answer from kept.remembered")
    assert remembered == [{"school_code": "A", "text": "Giữ gìn vệ sinh chung", "answer": "3.1"}]

    again = upload(ask(PAGE, "school"), workbook(SURE, UNKNOWN, [5, "Tiêu chí 1.3", "A", "B", "C", "HKI"]))
    assert any(part.label.startswith("Đã nhớ từ lần nộp trước: 1") for part in again.expander)
    assert "Cần trả lời" not in said(again)

    content = workbook(SURE, UNKNOWN, school=f"THCS {FOREIGN}")
    others = upload(ask(PAGE, "specialist"), content)
    assert "Cần trả lời 1 câu hỏi" in said(others), "another school's answer is none for this one"


def test_what_a_file_says_is_no_markdown_in_the_label_of_its_question(school_store: Store, ask: Ask) -> None:
    content = workbook(SURE, [5, "![x](a.png) x", "A", "B", "C", "HKI"])
    app = upload(ask(PAGE, "school"), content)
    label = next(box.label for box in app.selectbox if box.label.startswith("Trả lời cho"))
    assert r"\!\[x\]\(a" in label


def test_a_remembered_answer_can_be_changed_or_taken_back(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNKNOWN))
    app = next(box for box in app.selectbox if box.label.startswith("Trả lời cho")).set_value("3.1").run()
    confirm(app)
    app = upload(ask(PAGE, "school"), workbook(SURE, UNKNOWN, UNSURE))
    app = next(box for box in app.selectbox if box.label.startswith("Trả lời cho")).set_value("").run()
    assert not app.exception
    confirm(app)
    rows = school_store.rows(
        "select criterion_code from kept.plan_line join kept.revision using (revision_id) "
        "where row_count = 3 order by line_no"
    )
    assert [row["criterion_code"] for row in rows] == ["1.1", None, "3.1"]


def test_a_table_of_the_workbook_can_be_left_out_and_taken_in_again(school_store: Store, ask: Ask) -> None:
    content = workbook(SURE, more=[[1, "1.1", "Có sổ", "Sổ cũ"], [2, "1.3", "Họp đủ", "Ghi thiếu"]])
    app = upload(ask(PAGE, "school"), content)
    boxes = {box.label: box for box in app.checkbox}
    assert list(boxes) == [
        "Kế hoạch cải tiến chất lượng (1 dòng)",
        "Điểm mạnh, điểm yếu theo tiêu chí (2 dòng)",
    ]
    app = boxes["Kế hoạch cải tiến chất lượng (1 dòng)"].uncheck().run()
    assert "Xác nhận nộp 2 dòng" in labels(app)
    left = next(box for box in app.checkbox if box.label.startswith("Kế hoạch"))
    assert left.label == "Kế hoạch cải tiến chất lượng (1 dòng)", "how much is left out is still said"
    app = next(box for box in app.checkbox if box.label.startswith("Điểm")).uncheck().run()
    assert not any(label.startswith("Xác nhận") for label in labels(app))
    app = next(box for box in app.checkbox if box.label.startswith("Điểm")).check().run()
    confirm(app)
    assert kept(school_store) == [("findings", "A", "2025-2026")]


def test_the_effect_on_ones_own_figures_is_shown_before_anything_is_kept(
    school_store: Store, ask: Ask
) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE))
    assert "kết quả\\): 0 → **2**" in said(app)
    assert kept(school_store) == []
    assert school_store.rows("select * from kept.plan_line") == []
    app = upload(confirm(app), workbook(SURE))
    assert "kết quả\\): 2 → **1**" in said(app)


def test_what_a_list_of_the_office_changes_is_shown_before_it_is_handed_in(
    school_store: Store, ask: Ask
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Tên trường", "Loại công nhận", "Cấp độ/Mức độ", "Ngày ký"],
        ["THCS Suối Mơ", "KĐCLGD", "Cấp độ 2", "13/06/2025"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    app = upload(ask(PAGE, "specialist"), out.getvalue())
    assert "THCS Suối Mơ, KĐCLGD: chưa có dữ liệu → **KĐCLGD Cấp độ 2, hết hạn 13/06/2030**" in said(app)

    book = openpyxl.Workbook()
    book.active.append(["Tên trường", "Cấp học", "Mã trường"])
    book.active.append(["MN Hoa Cúc", "Mầm non", "79001"])
    out = io.BytesIO()
    book.save(out)
    app = upload(ask(PAGE, "specialist"), out.getvalue())
    assert "Trường trong danh mục: 2 → **3**" in said(app)
    assert app.dataframe[0].value.to_numpy().ravel().tolist().count("Mầm non") == 2, "as typed, and no Mức"


def test_a_file_that_is_in_use_already_is_said_to_be_before_it_is_handed_in_again(
    school_store: Store, ask: Ask
) -> None:
    content = workbook(SURE)
    confirm(upload(ask(PAGE, "school"), content))
    app = upload(ask(PAGE, "school"), content, name="chép lại \u202exslx.xlsx")
    told = said(app) + "".join(caption.value for caption in app.caption)
    assert "Tệp này đã được nộp" in told
    assert "\u202e" not in told, "a name that is shown backwards"
    confirm(app)
    assert len(kept(school_store)) == 1


# --- The wrong account


def test_nothing_in_the_session_makes_a_school_hand_in_for_another(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE))
    field = next(box for box in app.selectbox if box.label == "Năm học")
    app.session_state[field.key.replace(file_choices.YEAR, file_choices.SCHOOL)] = "B"
    confirm(app.run())
    assert kept(school_store) == [("plan", "A", "2025-2026")]


@pytest.mark.parametrize("text", [f"TRƯỜNG THCS {FOREIGN}", "TRƯỜNG Không Ai Biết"])
def test_an_edit_that_names_another_school_is_no_way_there(text: str, school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE))
    work_on(app).type([Edit("Sheet", "A1", text)])
    app = app.run()
    for button in app.button:
        if button.label.startswith("Xác nhận nộp"):
            app = button.click().run()
            break
    assert {school for _, school, _ in kept(school_store)} <= {"A"}


def test_only_cells_of_the_table_can_be_typed_into(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNREADABLE))
    app = typed(app, {"0": {"row": "1", "look": "A1", "read-time": "hôm qua"}})
    assert not app.exception
    assert work_on(app).edits == {}
    shown = next(iter(work_on(app).shown.values()))
    forged = {"7": {"time": "a"}, "-1": {"time": "b"}, "x": {"time": "c"}, "0": {"sheet": "d", "cells": "e"}}
    assert shown.edits(forged) == ([], [])
    assert kept(school_store) == []


def test_an_answer_that_was_not_offered_is_none(school_store: Store, ask: Ask) -> None:
    app = upload(ask(PAGE, "school"), workbook(SURE, UNKNOWN))
    key = next(box for box in app.selectbox if box.label.startswith("Trả lời cho")).key
    app.session_state[key] = "99.9"
    app = app.run()
    assert work_on(app).answers == {}
    assert school_store.rows("select * from kept.remembered") == []
