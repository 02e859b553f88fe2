"""Every figure that can be opened has its words, its table and its documents; a click on a chart opens them under its name."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pages.parts import figure_words, origin
from pages.parts.columns import COLUMNS
from queries import asking, openings
from queries.figure import Opening

FIGURES = [
    (question, column)
    for question in sorted(openings.QUESTIONS)
    for column in sorted(openings.columns(question))
]
# Lines without a document of their own: what the software found, and answers that stand for several tables.
NO_DOCUMENT = {"hand_ins.problems", "crosswalk.continued", "levels.by_school"}


@pytest.mark.parametrize(("question", "column"), FIGURES)
def test_every_figure_has_a_title_in_vietnamese(question: str, column: str) -> None:
    title = figure_words.title(question, column, 1234, Opening(question))
    assert title.endswith(": 1.234")
    assert "_" not in title
    assert column not in title


def test_what_opens_has_columns_and_documents() -> None:
    assert set(COLUMNS) >= openings.OPENED
    assert set(asking.names()) >= openings.OPENED
    assert openings.OPENED - set(origin.PARTS) == NO_DOCUMENT


def test_a_share_and_an_amount_say_their_unit() -> None:
    share = Opening("completion.lines", is_share=True)
    assert figure_words.title("completion.by_year", "low_share", 0.5, share).endswith(": 50 %")
    money = Opening("requests.lines", adds="budget_vnd")
    assert figure_words.title("requests.by_school", "budget_vnd", 5000, money).endswith(": 5.000 đồng")
    days = Opening("reports.register", largest="late_days")
    assert figure_words.title("reports.by_school", "longest_late_days", 12, days).endswith(": 12 ngày")
    assert figure_words.title("completion.by_year", "low_share", None, share).endswith(": chưa có dữ liệu")


def test_what_all_lines_share_is_said_once_and_typed_text_stays_text() -> None:
    lines = pd.DataFrame(
        {
            "counts_as": [1, 0],
            "school_name": ["THCS *Một*", "THCS *Một*"],
            "school_year": ["2024-2025", "2025-2026"],
            "criterion_code": ["1.1", "1.1"],
            "criterion_name": ["Lớp học", "Lớp học"],
        }
    )
    told = figure_words.told(lines, Opening("lifelines.stages"), day=date(2025, 11, 20))
    assert told == (
        r"**THCS \*Một\*** · **Tiêu chí 1\.1** Lớp học · 2 dòng · tính đến hết ngày 20/11/2025  "
        "\nCột «Tính là» cộng lại đúng bằng con số này; các dòng của cùng một mục chỉ tính một lần."
    )
