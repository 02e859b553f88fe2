"""A small store with something of every kind in it, and everything that can be recorded later: for tests of past days."""

from __future__ import annotations

import json
from datetime import date

from data import crosswalk, likeness, themes
from data.crosswalk import Pair
from tests.queries.conftest import (
    Book,
    finding,
    judged,
    morning,
    planned,
    recommendation,
    reported,
    requested,
)

# Days on which something had just been recorded, or came due.
DAYS = (
    date(2023, 9, 30),
    date(2024, 5, 31),
    date(2024, 8, 20),
    date(2024, 10, 5),
    date(2024, 11, 20),
    date(2025, 1, 31),
    date(2025, 6, 1),
    date(2025, 9, 12),
    date(2025, 10, 20),
    date(2025, 11, 20),
    date(2026, 10, 20),
)
LATER = date(2026, 12, 15)
NEWER = "TT57-2026-PT"
SAME = Pair("TT18-2018", "2.2", NEWER, "2.2")
COPIED = "trồng thêm cây xanh quanh sân trường và sửa hàng rào phía sau dãy phòng học cũ của khối lớp sáu"


def listed(school: str, kind: str, signed_on: date, *, expires_on: date | None = None) -> dict[str, object]:
    """A line of the office's list of recognitions."""
    readings = {"recognition_kind": kind, "grade": 1, "signed_on": signed_on.isoformat()}
    if expires_on:
        readings["expires_on"] = expires_on.isoformat()
    line = {**finding(None), "kind": "recognitions", "layout": "recognitions", "school_code": school}
    return {**line, "texts": json.dumps({"decision_number": "7/QĐ"}), "readings": json.dumps(readings)}


def whole(**but: int) -> list[dict[str, object]]:
    """A self-evaluation that leaves no criterion of TT18 out: Mức 2, but these (c3_4 is 3.4)."""
    codes = [
        f"{standard}.{n}"
        for standard, count in enumerate((10, 4, 6, 2, 6), start=1)
        for n in range(1, count + 1)
    ]
    return [judged(code, but.get(f"c{code.replace('.', '_')}", 2)) for code in codes]


def answered(book: Book, plan: str, answer: str, day: date) -> None:
    """What the office says to what the plan's first line asks for."""
    book.add(
        "answered_request",
        revision_id=plan,
        line_no=1,
        answer=answer,
        recorded_at=morning(day),
        recorded_by="test",
    )


def moved(book: Book, earlier: str, later: str, day: date) -> None:
    """The first visit of a schedule, as it became by taking a proposal."""
    book.add(
        "schedule_move", revision_id=later, line_no=1, from_revision_id=earlier, from_line_no=1, school_code="A",
        from_starts_on=date(2025, 3, 1), from_ends_on=date(2025, 3, 31), to_starts_on=date(2025, 4, 1),
        to_ends_on=date(2025, 4, 30), reason="tháng 3 quá mức", recorded_at=morning(day), recorded_by="test",
    )  # fmt: skip


def before(book: Book) -> None:
    """Three schools over four school years, in the order in which it was recorded."""
    book.setting("office_name", "Phòng GDĐT quận Mẫu")
    book.setting("register_from", "2023-2024")
    for code, name, level in (
        ("A", "THCS Ánh Dương", "THCS"),
        ("B", "THCS Bình Minh", "THCS"),
        ("M", "MN Mai", "MN"),
    ):
        book.school(code, name, level)
    book.recognition("A", "KDCL", date(2019, 12, 1))
    book.hand_in("recognitions", None, "2023-2024", date(2023, 9, 1), listed("B", "KDCL", date(2020, 10, 10)))
    for school in ("A", "B"):
        book.hand_in(
            "plan", school, "2023-2024", date(2023, 9, 20), planned("1.1"), planned("3.5", mark=COPIED)
        )
        book.hand_in(
            "results", school, "2023-2024", date(2024, 5, 28),
            reported("1.1", "done", mark=COPIED), {**reported("3.5", "needs_review"), "done_text": "Thực hiện tốt"},
        )  # fmt: skip
        book.hand_in(
            "self_evaluation", school, "2023-2024", date(2024, 5, 29), judged("1.1", 0), judged("2.1", 2)
        )
        book.hand_in(
            "findings", school, "2023-2024", date(2024, 5, 29), finding("1.1", weakness="thiếu sách")
        )
    asked = recommendation("3.5", "Sửa nhà vệ sinh"), recommendation(None, "Cố gắng hơn")
    book.hand_in("recommendations", "A", "2023-2024", date(2024, 6, 3), *asked)
    place = {"sheet": "Bảng", "cell": "C7", "level": "warning", "message": "Chưa rõ thời gian"}
    book.add("problem", revision_id="BN007", problem_no=1, code="date_unclear", **place)
    book.school("M", "MN Mai", "MN", since=date(2024, 8, 1), is_open=False, known_since=date(2024, 8, 1))
    schedule = book.visit("A", date(2025, 3, 1), date(2025, 3, 31)), book.visit("B", None, None)
    first = book.hand_in("schedule", None, "2024-2025", date(2024, 9, 4), *schedule)
    asked = {"budget_text": "5 triệu", "budget_vnd": 5_000_000, "budget_source": "state"}
    asked["support"] = "Phòng GD&ĐT cấp máy"
    plans = [
        book.hand_in("plan", school, "2024-2025", date(2024, 10, 1), planned("1.1") | asked, planned("4.2"))
        for school in ("A", "B")
    ]
    book.notice("S33", "2024-2025", date(2024, 11, 10), day=date(2024, 10, 10))
    book.received("A", "S33", "2024-2025", date(2024, 11, 9), day=date(2024, 11, 9))
    book.add(
        "meeting", meeting_id="H1", held_on=date(2024, 11, 19), title="Giao ban", is_withdrawn=False,
        recorded_at=morning(date(2024, 11, 19)), recorded_by="test",
    )  # fmt: skip
    schedule = book.visit("A", date(2025, 4, 1), date(2025, 4, 30)), book.visit("B", None, None)
    moved(
        book,
        first,
        book.hand_in("schedule", None, "2024-2025", date(2024, 12, 5), *schedule),
        date(2024, 12, 5),
    )
    answered(book, plans[0], "Sẽ cấp trong quý I", date(2025, 1, 10))
    book.hand_in("self_evaluation", "A", "2024-2025", date(2025, 5, 10), *whole(c3_4=1))
    results = book.hand_in(
        "results",
        "A",
        "2024-2025",
        date(2025, 5, 20),
        reported("1.1", "done"),
        reported("4.2", "needs_review"),
    )
    book.hand_in("requests", "A", "2024-2025", date(2025, 5, 20), requested("Cấp thêm sách", "Phòng GDĐT"))
    book.say(results, 2, "in_progress", date(2025, 9, 10))
    book.hand_in("plan", "A", "2025-2026", date(2025, 9, 15), planned("1.1"), planned("2.2"))
    mistake = book.hand_in("plan", "B", "2025-2026", date(2025, 10, 1), planned("1.1"))
    book.withdraw(mistake, date(2025, 10, 15))
    under_later_law = planned("2.2"), planned("4.1") | asked
    book.hand_in("plan", "A", "2026-2027", date(2026, 9, 15), *under_later_law, framework=NEWER)
    crosswalk.say(book.store, SAME, crosswalk.SAME, note=None, by="test", at=morning(date(2026, 10, 1)))
    catch_up(book, LATER)


def after(book: Book) -> None:
    """Uploads, corrections, words, withdrawals, returns, acceptances, versions of schools, lists, letters: all of it later."""
    receipts = {
        (row["kind"], row["school_code"], row["school_year"]): row["revision_id"]
        for row in book.store.rows("select * from kept.revision order by recorded_at, revision_id")
    }
    corrected = book.hand_in(
        "results", "A", "2023-2024", LATER, reported("1.1", "not_started"), reported("9.9", "done")
    )
    edit = {"edit_no": 1, "sheet": "Bảng", "cell": "C7", "before": "1.2", "after": "9.9", "origin": "typed"}
    book.add("edit", revision_id=corrected, **edit)
    book.hand_in("plan", "B", "2023-2024", LATER, planned("5.5", mark=COPIED), framework="TT17-2018")
    book.hand_in("self_evaluation", "A", "2022-2023", LATER, judged("1.1", 1))
    book.hand_in("findings", "B", "2022-2023", LATER, finding("3.5", weakness="nhà vệ sinh hỏng"))
    book.hand_in("recommendations", "B", "2022-2023", LATER, recommendation("1.1", "Bổ sung sách thư viện"))
    book.say(receipts["results", "B", "2023-2024"], 2, "done", LATER)
    book.confirm(receipts["results", "A", "2024-2025"], 2, "not_started", LATER)
    book.confirm(receipts["results", "A", "2024-2025"], 1, "in_progress", LATER)
    book.withdraw(receipts["plan", "A", "2024-2025"], LATER)
    book.withdraw(receipts["schedule", None, "2024-2025"], LATER)
    book.withdraw(receipts["recommendations", "A", "2023-2024"], LATER)
    book.give_back(receipts["results", "B", "2023-2024"], "thiếu dòng", LATER)
    book.accept(receipts["plan", "A", "2023-2024"], LATER)
    answered(book, receipts["plan", "A", "2024-2025"], "", LATER)
    answered(book, receipts["plan", "B", "2024-2025"], "Không có kinh phí", LATER)
    book.hand_in("self_evaluation", "A", "2024-2025", LATER, *whole(c3_4=0, c1_1=1))
    book.withdraw(receipts["plan", "A", "2026-2027"], LATER)
    book.withdraw(receipts["requests", "A", "2024-2025"], LATER)
    book.hand_in("requests", "B", "2024-2025", LATER, requested("Sửa mái nhà", "UBND phường"))
    crosswalk.take_back(book.store, SAME, by="test", at=morning(LATER))
    part = Pair("TT18-2018", "1.1", NEWER, "1.1")
    crosswalk.say(book.store, part, crosswalk.PART, note="ghi muộn", by="test", at=morning(LATER))
    book.hand_in("schedule", None, "2024-2025", LATER, book.visit("B", date(2024, 10, 1), date(2024, 10, 31)))
    book.hand_in("recognitions", None, "2025-2026", LATER, listed("A", "CQG", date(2021, 1, 1)))
    book.hand_in(
        "recognitions", None, "2025-2026", LATER,
        listed("B", "KDCL", date(2020, 10, 10), expires_on=date(2024, 1, 1)), listed("B", "KDCL", date(2023, 9, 9)),
    )  # fmt: skip
    # The same recognition that the office's list names, now entered by itself as well.
    book.add(
        "recognition", recognition_id="CN900", school_code="B", kind="KDCL", grade=1, decision_number="8/QĐ",
        signed_on=date(2020, 10, 10), printed_expires_on=date(2023, 10, 10), recorded_at=morning(LATER),
        recorded_by="test",
    )  # fmt: skip
    book.school("B", "THCS Tên Khác", "TH", since=date(2023, 1, 1), known_since=LATER, ward="Phường Mới")
    book.school("M", "MN Mai mở lại", "MN", since=date(2024, 8, 1), known_since=LATER)
    book.school("Z", "THCS Thêm sau", since=date(2022, 1, 1), known_since=LATER)
    book.notice("S33", "2024-2025", date(2025, 12, 31), day=LATER)
    book.notice("S15", "2024-2025", date(2024, 10, 1), day=LATER)
    book.received("B", "S33", "2024-2025", date(2024, 11, 1), day=LATER)
    book.received("A", "S33", "2024-2025", date(2024, 12, 30), day=LATER)
    book.waiver("B", "S08", "2024-2025", "đang sửa trường", day=LATER)
    book.setting("register_from", "2020-2021", LATER)
    book.setting("office_name", "Phòng đổi tên", LATER)
    book.setting("hollow_share", "0.9", LATER)
    said = {"recorded_at": morning(LATER), "recorded_by": "test"}
    book.add(
        "meeting", meeting_id="H1", held_on=date(2024, 11, 19), title="Giao ban", is_withdrawn=True, **said
    )
    book.add(
        "meeting", meeting_id="H2", held_on=date(2024, 6, 4), title="ghi muộn", is_withdrawn=False, **said
    )
    theme = themes.listing(book.store)[0]["theme_code"]
    themes.add_term(book.store, theme, "nhà vệ sinh", by="test", at=morning(LATER))
    catch_up(book, LATER)


def catch_up(book: Book, day: date) -> None:
    """What the pages do before they ask."""
    likeness.catch_up(book.store)
    themes.catch_up(book.store, at=morning(day))
