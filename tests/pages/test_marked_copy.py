"""The marked copy of a workbook: offered where there is a cell to point at, given to nobody but whose it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.access import accounts, roles
from data.intake.draft import Understood
from data.intake.edits import Applied
from data.intake.marking.index import NAME
from data.intake.problems import Problem
from data.lens import TIME_ZONE
from data.store import Store
from pages.parts import house, marked_copy
from tests.pages.conftest import FOREIGN, LOGIN_NAMES
from tests.queries.conftest import Book

PAGE = "hand_in/upload.py"
NOON = datetime(2025, 11, 20, 12, tzinfo=TIME_ZONE)
BAD = Problem("any", "warning", "Sai. Hãy sửa.", "Bảng", "B2")
Ask = Callable[..., AppTest]


def understood(*edits: Applied) -> Understood:
    return Understood(
        "a.xlsx", "0" * 64, ("plan",), "A", "2025-2026", "TT18-2018", None, None, (), (BAD,), edited=edits
    )


def workbook(time: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bảng"
    sheet.append(["TRƯỜNG THCS Suối Mơ", "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG NĂM HỌC 2025-2026"])
    sheet.append(
        [
            "STT",
            "Tiêu chuẩn, tiêu chí",
            "Kết quả cần đạt",
            "Nội dung công việc",
            "Người thực hiện",
            "Thời gian",
        ]
    )
    sheet.append([1, "Tiêu chí 1.1", "Có chỉ tiêu", "Rà soát", "Hiệu trưởng", time])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def links(app: AppTest) -> list[str]:
    return [each.proto.url for each in app.get("link_button") if "/tai-ve/danh-dau/" in each.proto.url]


@pytest.fixture
def account(school_store: Store) -> roles.Account:
    found = accounts.find(school_store, LOGIN_NAMES["school"])
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def own_shelf() -> Iterator[None]:
    marked_copy.shelf.cache_clear()
    yield
    marked_copy.shelf.cache_clear()


def test_the_copy_of_the_file_on_the_page_bears_its_marks(
    school_store: Store, ask: Ask, account: roles.Account
) -> None:
    app = ask(PAGE, "school")
    app.file_uploader[0].upload("ke-hoach.xlsx", workbook("khi thuận lợi"))
    (address,) = links(app.run())
    made = marked_copy.of_waiting(account, address.rpartition("/")[2])
    assert made is not None
    assert made.file_name == "ke-hoach (đã đánh dấu).xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == ["Bảng", NAME]
    assert "«khi thuận lợi»" in book["Bảng"]["F3"].comment.text


def test_a_file_without_a_bad_cell_has_no_copy_to_offer(school_store: Store, ask: Ask) -> None:
    app = ask(PAGE, "school")
    app.file_uploader[0].upload("ke-hoach.xlsx", workbook("10/2025"))
    assert links(app.run()) == []


@pytest.mark.parametrize(
    ("who", "minutes", "is_there", "why"),
    [
        ("a", 0, True, "just left"),
        ("a", 29, True, "within half an hour"),
        ("a", 30, False, "too late"),
        ("b", 0, False, "somebody else's, however well the address is known"),
    ],
)
def test_a_file_waits_half_an_hour_for_its_own_account(
    who: str, minutes: int, is_there: bool, why: str
) -> None:
    shelf = marked_copy.Shelf()
    mark = shelf.leave("a", b"bytes", understood(), at=NOON)
    found = shelf.waiting(who, mark, at=NOON + timedelta(minutes=minutes))
    assert (found is not None) == is_there, why
    assert "bytes" not in repr(found), "a log that shows it shows nothing of the file"


def test_an_account_has_three_files_waiting_and_all_of_them_so_many_bytes() -> None:
    shelf = marked_copy.Shelf(most_bytes=50)

    def leave(name: str, letter: bytes, size: int = 10) -> str:
        return shelf.leave(name, letter * size, understood(), at=NOON)

    own = [leave("a", letter) for letter in (b"1", b"2", b"3", b"4")]
    assert [shelf.waiting("a", mark, at=NOON) is not None for mark in own] == [False, True, True, True]
    other = leave("b", b"5", 30)
    assert [shelf.waiting("a", mark, at=NOON) is not None for mark in own] == [False, False, True, True]
    assert shelf.waiting("b", other, at=NOON) is not None
    too_large = leave("b", b"6", 51)
    assert shelf.waiting("b", too_large, at=NOON) is None


def test_who_hands_in_nothing_has_nothing_waiting(school_store: Store, account: roles.Account) -> None:
    leadership = accounts.find(school_store, LOGIN_NAMES["leadership"])
    assert leadership is not None
    for one in (account, leadership):
        mark = marked_copy.shelf().leave(one.login_name, workbook("x"), understood(), at=house.clock())
    assert marked_copy.of_waiting(account, mark) is not None
    assert marked_copy.of_waiting(leadership, mark) is None
    assert marked_copy.of_waiting(account, "0" * 32) is None


def test_what_was_typed_anew_on_the_page_stands_in_the_copy(
    school_store: Store, account: roles.Account
) -> None:
    edited = understood(Applied("Bảng", "F3", "x", "=10/2025", "typed"))
    mark = marked_copy.shelf().leave(account.login_name, workbook("x"), edited, at=house.clock())
    made = marked_copy.of_waiting(account, mark)
    assert made is not None
    cell = openpyxl.load_workbook(io.BytesIO(made.content))["Bảng"]["F3"]
    assert (cell.value, cell.data_type) == ("=10/2025", "s")


@pytest.fixture
def handed_in(school_store: Store) -> dict[str, str]:
    """The receipts of a file of each school, with a problem in a cell, and the bytes in their place."""
    book = Book(school_store)
    content = workbook("khi thuận lợi")
    for number, school in enumerate("AB"):
        sha256 = str(number) * 64
        book.add(
            "revision", revision_id=f"BN80{number}", kind="plan", school_code=school, school_year="2025-2026",
            framework_code="TT18-2018", document_number=None, file_sha256=sha256, file_name=f"{FOREIGN * number}tep.xlsx",
            row_count=1, warning_count=1, recorded_at=NOON - timedelta(days=1), recorded_by="test",
        )  # fmt: skip
        book.add(
            "problem", revision_id=f"BN80{number}", problem_no=1, code="any", level="warning", sheet="Bảng", cell="F3",
            message="Sai. Hãy sửa.",
        )  # fmt: skip
        folder = house.house().home / "files"
        folder.mkdir(exist_ok=True)
        (folder / sha256).write_bytes(content)
    return {"A": "BN800", "B": "BN801"}


def test_of_what_was_handed_in_a_school_gets_its_own_copy_alone(
    school_store: Store, account: roles.Account, handed_in: dict[str, str]
) -> None:
    own = marked_copy.of_kept(account, handed_in["A"])
    assert own is not None
    assert (
        openpyxl.load_workbook(io.BytesIO(own.content))["Bảng"]["F3"].comment.text
        == "CẦN XEM LẠI: Sai. Hãy sửa."
    )
    assert marked_copy.of_kept(account, handed_in["B"]) is None
    specialist = accounts.find(school_store, LOGIN_NAMES["specialist"])
    assert specialist is not None
    assert marked_copy.of_kept(specialist, handed_in["B"]) is not None
