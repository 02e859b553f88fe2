"""The opening sentence of the page of lifelines."""

from __future__ import annotations

import pandas as pd

from pages.parts import lifeline_words

LINES = pd.DataFrame(
    {
        "school_code": ["A", "A", "B", "B"],
        "lifeline_status": ["back", "open", "planned", "solved"],
        "last_school_year": ["2024-2025", "2023-2024", "2025-2026", "2022-2023"],
    }
)
YEARS = pd.DataFrame({"is_recommended": pd.array([True, False, None], "boolean")})
LEFT = pd.DataFrame({"plan_state": ["missed", "waiting", "unclear", "other_theme"]})


def test_what_is_open_what_no_plan_took_up_and_what_came_back() -> None:
    assert lifeline_words.sentence(LINES, YEARS, LEFT) == (
        "Đến năm học 2025-2026: còn 3 điểm yếu chưa xong ở 2 trường; 2 khuyến nghị chưa có trong kế hoạch"
        " và 2 khuyến nghị chưa rõ; 1 điểm yếu đã xong nay trở lại."
    )


def test_one_school_is_not_counted() -> None:
    own = LINES[LINES["school_code"] == "B"]
    assert lifeline_words.sentence(own, YEARS, LEFT.head(0)) == (
        "Đến năm học 2025-2026: còn 1 điểm yếu chưa xong; mọi khuyến nghị đã nộp đều có trong kế hoạch."
    )


def test_nothing_known_is_not_nothing_wrong() -> None:
    assert lifeline_words.sentence(LINES.head(0), YEARS.head(0), LEFT.head(0)).startswith(
        "Chưa có khuyến nghị, điểm yếu"
    )
    solved = LINES[LINES["lifeline_status"] == "solved"]
    assert lifeline_words.sentence(solved, YEARS.tail(1), LEFT.head(0)) == (
        "Đến năm học 2022-2023: không còn điểm yếu nào chưa xong; chưa có bảng khuyến nghị nào."
    )
    assert lifeline_words.sentence(LINES.head(0), YEARS.head(0), LEFT) == (
        "Đến nay: 2 khuyến nghị chưa có trong kế hoạch và 2 khuyến nghị chưa rõ."
    )


def test_a_plan_line_of_which_nothing_is_known_is_said_apart() -> None:
    grounds = ["none", "no_data", "none", "unclear"]
    lines = pd.DataFrame({"ground_state": grounds, "school_year": ["2025-2026"] * 4})
    assert lifeline_words.grounds_sentence(lines) == (
        "Năm học 2025-2026: 2 dòng không thấy căn cứ đã nộp; 1 dòng chưa rõ tiêu chí và chủ đề; 1 dòng chưa có dữ liệu."
    )
