"""What an evaluation team recommended, as the table that the school sends after the visit."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from data.sample import district, forms, needs, phrases, texts, workbooks
from data.sample.district import SEED, School
from data.sample.phrases import Time
from data.sample.truth import RecommendationTruth, Truth
from data.sample.workbooks import Page

_HEADINGS = (
    ("TT", "Tiêu chí", "Khuyến nghị của đoàn đánh giá ngoài", "Biện pháp thực hiện của trường", "Thời hạn", "Người phụ trách"),
    ("STT", "Tiêu chí liên quan", "Nội dung khuyến nghị", "Giải pháp của trường", "Thời gian thực hiện", "Phụ trách"),
)  # fmt: skip


def written(rng: Random, school: School, school_year: str, *, day: date) -> tuple[bytes, Truth]:
    """The workbook dated that day, and what it says."""
    lines = of(school, school_year)
    page = Page("Khuyến nghị", widths=[6.0, 16.0, 48.0, 48.0, 20.0, 24.0])
    number = forms.document_number(rng, school, "BC", day)
    rows = (
        f"TRƯỜNG {forms.long_name(district.name_on(school, day))}", district.MARK, f"Số: {number}",
        f"KHUYẾN NGHỊ CỦA ĐOÀN ĐÁNH GIÁ NGOÀI NĂM HỌC {school_year}", "",
    )  # fmt: skip
    for row, text in enumerate(rows, start=1):
        page.put(row, 1, text or None)
        page.title_rows.add(row)
    row = len(rows) + 1
    page.put_row(row, rng.choice(_HEADINGS))
    page.header_rows.add(row)
    shape = rng.choice(("Tiêu chí {}", "{}", "TC {}"))
    for ordinal, each in enumerate(lines, start=1):
        row += 1
        page.put_row(
            row,
            (
                ordinal,
                shape.format(each.criterion_code),
                each.text,
                each.response,
                each.time_text,
                each.responsible,
            ),
        )
        page.body_rows.add(row)
    page.put(row + 2, 5, "HIỆU TRƯỞNG")
    page.put(row + 3, 5, "(đã ký)")
    return workbooks.content([page]), Truth(number, lines)


@cache
def of(school: School, school_year: str) -> tuple[RecommendationTruth, ...]:
    """The lines of that table: what was recommended, what the school answered, by when."""
    rng = Random(f"{SEED}/answers/{school.school_code}/{school_year}")
    hand = texts.Hand(school.level, school_year)
    found: list[RecommendationTruth] = []
    for each in needs.advice(school, school_year):
        is_answered = rng.random() < (0.9 if each.taken_up else 0.4)
        time = _time(rng, school_year)
        found.append(
            RecommendationTruth(
                criterion_code=each.criterion_code,
                text=each.text,
                response=texts.action(rng, each.story, hand) if is_answered else None,
                time_text=str(time.typed) if is_answered else None,
                starts_on=time.starts_on if is_answered else None,
                ends_on=time.ends_on if is_answered else None,
                responsible=rng.choice(phrases.RESPONSIBLE) if is_answered else None,
                taken_up=each.taken_up,
            )
        )
    return tuple(found)


def _time(rng: Random, school_year: str) -> Time:
    """One written as words, whose window is beyond doubt."""
    while True:
        time = phrases.time_of(rng, school_year, is_vague=False)
        if time.is_sure and isinstance(time.typed, str):
            return time
