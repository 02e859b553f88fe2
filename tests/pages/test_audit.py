"""The sessions and the audit on the administrator's page, and what uploads leave behind in the audit."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.access import audit, roles, sessions
from data.store import Store
from pages.parts import account_words, audit_sheet, house
from tests.pages.test_accounts import ADMINISTRATION, NOON, press, written
from tests.pages.test_upload import confirm, schedule, upload, workbook

Ask = Callable[..., AppTest]


def test_a_session_is_ended_alone_or_with_all_others(school_store: Store, ask: Ask) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"
    for name in ("truong-a", "truong-a", "lanh-dao"):
        sessions.open_for(school_store, name, at=house.clock(), address="10.1.2.3", agent=agent)
    app = ask(ADMINISTRATION, roles.ADMINISTRATOR, **{"xem-quan-tri": "Phiên đăng nhập"})
    shown = app.dataframe[0].value
    assert set(shown["device"]) == {"Edge trên Windows"}
    assert set(shown["address"]) == {"10.1.2.3"}
    number = next(row.session_no for row in sessions.listing(school_store, "truong-a", at=house.clock()))
    app.selectbox(key="chon-phien").set_value(number).run()
    press(app, "Kết thúc phiên này")
    assert number not in {
        row.session_no for row in sessions.listing(school_store, at=house.clock()) if row.is_live
    }
    left = next(
        row.session_no for row in sessions.listing(school_store, "truong-a", at=house.clock()) if row.is_live
    )
    app.selectbox(key="chon-phien").set_value(left).run()
    press(app, "Kết thúc mọi phiên của truong-a")
    assert [row.login_name for row in sessions.listing(school_store, at=house.clock()) if row.is_live] == [
        "lanh-dao"
    ]
    assert written(school_store) == [("session_ended", "truong-a", "ok")] * 2


def test_the_audit_is_searched_and_leaves_as_excel(school_store: Store, ask: Ask) -> None:
    for number, action in enumerate(("sign_in", "sign_in_failed", "hand_in_kept")):
        at = NOON - timedelta(days=number)
        audit.record(
            school_store,
            at=at,
            login_name="truong-a",
            address="10.1.2.3",
            action=action,
            subject=f"BN{number}",
            detail="password" if action == "sign_in" else None,
        )
    view = {"xem-quan-tri": "Nhật ký hoạt động"}
    app = ask(ADMINISTRATION, roles.ADMINISTRATOR, **view)
    assert list(app.dataframe[0].value["action"]) == [
        "Đăng nhập",
        "Đăng nhập không thành công",
        "Nộp bảng tính",
    ]
    assert app.dataframe[0].value["detail"][0] == "bằng mật khẩu", "what the door wrote, in words"
    app.text_input(key="tu-ngay").set_value("19/11/2025").run()
    app.text_input(key="toi-ngay").set_value("19/11/2025").run()
    assert list(app.dataframe[0].value["subject"]) == ["BN1"], "both days belong to it"
    assert app.link_button[0].proto.url == "/tai-ve/so-ghi.xlsx?tu-ngay=2025-11-19&den-ngay=2025-11-19"
    app.text_input(key="chu").set_value("BN2").run()
    assert not app.dataframe, "nothing on that day"
    app.text_input(key="tu-ngay").set_value("hôm qua").run()
    assert not app.exception


def test_the_excel_file_holds_what_the_address_asks_for(school_store: Store) -> None:
    for action in ("sign_in", "download"):
        audit.record(
            school_store, at=NOON, login_name="truong-a", address="::1", action=action, detail="=1+1"
        )
    asked = audit_sheet.Asked(action="download", since=NOON.date(), until=NOON.date())
    address = audit_sheet.address_of(asked)
    assert address == "/tai-ve/so-ghi.xlsx?viec=download&tu-ngay=2025-11-20&den-ngay=2025-11-20"
    given = dict(pair.split("=") for pair in address.split("?")[1].split("&"))
    assert audit_sheet.asked_in(given) == asked
    sheet = openpyxl.load_workbook(
        io.BytesIO(audit_sheet.content(school_store, given, is_sample=True))
    ).active
    assert [cell.value for cell in sheet[5]] == [
        datetime(2025, 11, 20, 12), "truong-a", "Tải tệp về", "được", None, None, "::1", "=1+1",
    ]  # fmt: skip
    assert sheet["H5"].data_type == "s"
    assert sheet.max_row == 5


@pytest.mark.parametrize(
    "given",
    [{"viec": "drop"}, {"tu-ngay": "20/11/2025"}, {"password": "x"}, {"chu": "x" * 101}],
    ids=["no such action", "no such day", "no such field", "too long"],
)
def test_what_nobody_offers_is_not_searched_for(given: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        audit_sheet.asked_in(given)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox trên Linux"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari trên iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        ("curl/8.5", "Trình duyệt khác"),
        ("", "không rõ"),
        (None, "không rõ"),
    ],
)
def test_a_browser_is_named_shortly(agent: str | None, words: str) -> None:
    assert account_words.device(agent) == words


def test_a_hand_in_is_written_down_from_the_look_to_the_receipt(school_store: Store, ask: Ask) -> None:
    app = confirm(upload(ask("hand_in/upload.py", roles.SCHOOL), workbook()))
    assert not app.exception
    receipt = school_store.rows("select revision_id from kept.revision")[0]["revision_id"]
    lines = audit.search(school_store)
    assert [(row.action, row.school_code) for row in lines] == [
        ("hand_in_kept", "A"),
        ("upload_examined", "A"),
    ]
    assert lines[0].subject == receipt


def test_another_schools_name_inside_a_workbook_is_written_down(school_store: Store, ask: Ask) -> None:
    app = upload(ask("hand_in/upload.py", roles.SCHOOL), workbook(school="THCS QZWB"))
    app.run()
    assert [line[0::2] for line in written(school_store)] == [
        ("upload_examined", "ok"),
        ("school_mismatch", "refused"),
    ]


def test_taking_the_offices_own_table_back_is_written_down_without_a_school(
    school_store: Store, ask: Ask
) -> None:
    app = confirm(upload(ask("hand_in/upload.py", roles.SPECIALIST), schedule(), "lich.xlsx"))
    receipt = school_store.rows("select revision_id from kept.revision")[0]["revision_id"]
    app.selectbox(key="chon-bien-nhan").set_value(receipt).run()
    app.text_input[-1].set_value("nộp nhầm năm học")
    press(app, "Rút lại")
    assert not app.exception
    newest = audit.search(school_store)[0]
    assert (newest.action, newest.subject, newest.school_code) == ("hand_in_withdrawn", receipt, None)
    assert "nhầm" not in str(audit.search(school_store)), "the reason stands with the hand-in"
