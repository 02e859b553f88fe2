"""What the three columns of the results form say about a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.values.status import negation, parse_level, suggest

DONE = "Đã trồng thêm cây quanh sân"
DOING = "Đang chờ báo giá máy tính"


@pytest.mark.parametrize(
    "text",
    [
        "Không",
        "KHông",
        "không có",
        "Không.",
        "0",
        "-",
        "/",
        "–",
        "Không có nội dung",
        "Không có công việc nào",
        "Ko",
    ],
)
def test_negations(text: str) -> None:
    assert negation(text)


@pytest.mark.parametrize(
    "text", ["", "  ", None, "Không kịp làm", "Chưa thực hiện", "Thực hiện tốt", "10", "Khởi công"]
)
def test_no_negations(text: str | None) -> None:
    assert not negation(text)


@pytest.mark.parametrize(
    ("done", "doing", "not_started", "status", "hint"),
    [
        pytest.param(DONE, "", "", "done", None, id="only done"),
        pytest.param(DONE, None, None, "done", None, id="only done, cells missing"),
        pytest.param(DONE, "Không", "Không", "done", None, id="done, the rest negated"),
        pytest.param("Thực hiện tốt", "", "KHông", "done", None, id="short praise"),
        pytest.param("", DOING, "", "in_progress", None, id="only doing"),
        pytest.param("Không", DOING, "Không", "in_progress", None, id="doing, the rest negated"),
        pytest.param("", "Chậm do thiếu kinh phí", "", "in_progress", "late", id="late: chậm"),
        pytest.param("", "Trễ hai tuần", "", "in_progress", "late", id="late: trễ"),
        pytest.param("", "Lí do: chưa đấu thầu", "", "in_progress", "late", id="late: lí do"),
        pytest.param("", "Thư viện chưa kịp mua sách", "", "in_progress", "late", id="late: chưa kịp"),
        pytest.param("", "Chăm sóc trẻ theo lịch", "", "in_progress", None, id="trẻ is not trễ"),
        pytest.param("", "Tiếp tục thực hiện", "", "in_progress", None, id="going on, nothing done"),
        pytest.param(DONE, DOING, "", "needs_review", None, id="done and doing"),
        pytest.param(DONE, DOING, "Không", "needs_review", None, id="done and doing, nothing left"),
        pytest.param(DONE, "Tiếp tục thực hiện", "Không", "needs_review", "upkeep", id="upkeep: tiếp tục"),
        pytest.param(DONE, "- Duy trì nề nếp", "", "needs_review", "upkeep", id="upkeep: duy trì"),
        pytest.param("", "", "Chưa mua sắm", "not_started", None, id="only not started"),
        pytest.param(
            "Không", "Không", "Chưa mua sắm", "not_started", None, id="not started, the rest negated"
        ),
        pytest.param(DONE, "", "Chưa mua sắm", "not_started", "partial", id="partly done"),
        pytest.param("", DOING, "Chưa mua sắm", "not_started", "partial", id="partly begun"),
        pytest.param(DONE, DOING, "Chưa mua sắm", "not_started", "partial", id="all three"),
        pytest.param("", "", "", "no_data", None, id="nothing"),
        pytest.param(None, None, None, "no_data", None, id="no cells"),
        pytest.param(" ", "\u00a0", "\n", "no_data", None, id="blanks"),
        pytest.param("Không", "Không", "Không", "needs_review", None, id="all negated contradicts itself"),
        pytest.param("", "", "Không", "needs_review", None, id="nothing left, but nothing done"),
        pytest.param("Không", "", "", "needs_review", None, id="nothing done, but nothing left"),
        pytest.param("-", "-", "-", "needs_review", None, id="dashes"),
    ],
)
def test_suggest(
    done: str | None, doing: str | None, not_started: str | None, status: str, hint: str | None
) -> None:
    suggestion = suggest(done, doing, not_started)
    assert (suggestion.status, suggestion.hint) == (status, hint)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hoàn thành", "done"),
        ("đã hoàn thành", "done"),
        ("Đang thực hiện", "in_progress"),
        ("CHƯA HOÀN THÀNH", "not_started"),
        ("Chưa triển khai", "not_started"),
        ("Cần rà soát", "needs_review"),
        ("Hoàn thành 50%", None),
        ("", None),
        (None, None),
    ],
)
def test_levels(text: str | None, status: str | None) -> None:
    assert parse_level(text) == status


@given(st.text(), st.text(), st.text())
def test_any_texts_have_a_status(done: str, doing: str, not_started: str) -> None:
    assert suggest(done, doing, not_started).status in {
        "done",
        "in_progress",
        "not_started",
        "needs_review",
        "no_data",
    }
    parse_level(done)
