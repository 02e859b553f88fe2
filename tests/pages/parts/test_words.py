"""The words of the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from pages.parts import words
from queries import asking


@pytest.mark.parametrize("name", asking.names())
def test_every_column_of_every_question_has_a_heading(name: str) -> None:
    for column in asking.header(name)["returns"].split(","):
        assert words.heading(column.strip())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.state_word("needs_review"), "cần rà soát"),
        (words.state_word(None), "chưa có dữ liệu"),
        (words.register_word("received_late"), "nộp muộn"),
        (words.level_word("THCS"), "Trung học cơ sở"),
        (words.ownership_word("private"), "ngoài công lập"),
        (words.kind_word("plan"), "Kế hoạch cải tiến chất lượng"),
        (words.visit_word("this_month"), "trong tháng này"),
        (words.problem_word("error"), "Lỗi"),
        (words.recognition_word("KDCL", 1), "KĐCLGD Cấp độ 1"),
        (words.recognition_word("CQG", 2), "Chuẩn quốc gia Mức độ 2"),
        (words.recognition_word("CQG", None), "Chuẩn quốc gia"),
        (words.recognition_word("KDCL", pd.NA), "KĐCLGD"),
        (words.yes_no(pd.NA), "chưa có dữ liệu"),
        (words.day(date(2026, 9, 3)), "03/09/2026"),
        (words.moment(datetime(2026, 9, 3, 23, 30, tzinfo=UTC)), "04/09/2026 06:30"),  # the day in Vietnam
        (words.moment(datetime(2026, 9, 3, 8, 5)), "03/09/2026 08:05"),
        (words.moment(pd.NaT), "chưa có dữ liệu"),
    ],
)
def test_words_for_codes(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Thư viện", "Thư viện"),
        ("# *đậm* [a](b)", r"\# \*đậm\* \[a\]\(b\)"),
        ("$x$ :red[y] :smile:", r"\$x\$ \:red\[y\] \:smile\:"),  # what Streamlit adds to Markdown
        ("<b> & `c`", r"\<b\> &amp; \`c\`"),
        # These become links by themselves, escaped or not, unless a word joiner stands in them.
        ("www.a.example", "www\u2060\\.a\\.example"),
        ("HTTPS://a.example", "HTTP\u2060S\\://a\\.example"),
        ("a@b.example", "a\u2060\\@b\\.example"),
        ("a\n\n# b", r"a \# b"),
        (None, ""),
    ],
)
def test_markdown_is_shown_as_typed(typed: str | None, expected: str) -> None:
    assert words.escape_markdown(typed) == expected


def test_a_readable_table_has_words_and_keeps_values() -> None:
    frame = pd.DataFrame(
        {
            "state": ["overdue", "no_data"],
            "level": ["MN", None],
            "kind": ["CQG", "plan"],
            "is_scheduled": pd.array([True, None], "boolean"),
            "low_share": [0.5, None],
        }
    )
    made = words.readable(frame)
    assert made["state"].tolist() == ["quá hạn", "chưa có dữ liệu"]
    assert made["level"].tolist()[0] == "Mầm non"
    assert made["kind"].tolist() == ["Chuẩn quốc gia", "Kế hoạch cải tiến chất lượng"]
    assert made["is_scheduled"].tolist() == ["có", "chưa có dữ liệu"]
    assert made["low_share"].tolist()[0] == 0.5
    assert frame["state"].tolist() == ["overdue", "no_data"]  # a copy


def test_the_level_of_a_problem_is_no_school_level() -> None:
    made = words.readable(pd.DataFrame({"level": ["warning"], "cell": ["B7"]}))
    assert made["level"].tolist() == ["Cần xem lại"]
