"""The invented district is the same every time, as large and as messy as it should be, and true to the few facts in it."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data import catalogue
from data.sample import district, improvements, inventory, needs, texts
from data.sample.inventory import HandIn
from data.sample.truth import RecommendationTruth, ScheduleTruth

# The schedule of 2024-2025 as it was published: school, month, asks KĐCL, asks CQG.
PUBLISHED = (
    ("MN Khủng Long Nhỏ", "Tháng 01/2025", date(2025, 1, 1), date(2025, 1, 31), True, False),
    ("MN Canada - Việt Nam", "Tháng 01/2025", date(2025, 1, 1), date(2025, 1, 31), True, False),
    ("MN Hành Tinh Xanh", "Tháng 3/2025", date(2025, 3, 1), date(2025, 3, 31), True, False),
    ("MN Thiên Thần Kỷ Nguyên", "Tháng 3/2025", date(2025, 3, 1), date(2025, 3, 31), True, False),
    ("MN Mỹ Phước", "Tháng 3/2025", date(2025, 3, 1), date(2025, 3, 31), True, False),
    ("Tiểu học Võ Thị Sáu", "Tháng 11/2024", date(2024, 11, 1), date(2024, 11, 30), True, False),
    ("Tiểu học Phú Thuận", "Tháng 01/2025", date(2025, 1, 1), date(2025, 1, 31), True, False),
    ("THCS Huỳnh Tấn Phát", "Tháng 10/2024", date(2024, 10, 1), date(2024, 10, 31), True, False),
    ("THCS Nguyễn Hiền", "Tháng 12/2024", date(2024, 12, 1), date(2024, 12, 31), True, True),
    ("THCS Trần Quốc Tuấn", "Tháng 02/2025", date(2025, 2, 1), date(2025, 2, 28), True, False),
)


@pytest.fixture(scope="module")
def all_hand_ins() -> list[HandIn]:
    return list(inventory.hand_ins())


def test_every_generation_gives_the_same_bytes(all_hand_ins: list[HandIn]) -> None:
    codes = ("MN06", "TH03", "CS05", "LC01", "TH25")
    first = [_sha256(h) for h in all_hand_ins if h.school_code in codes]
    assert len(first) > 35
    assert [_sha256(h) for h in inventory.hand_ins(codes) if h.school_code] == first
    # Another process shuffles its sets and dictionaries differently.
    program = (
        "import hashlib\nfrom data.sample import hand_ins\n"
        f"for h in hand_ins({codes!r}):\n    if h.school_code: print(hashlib.sha256(h.content).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    root = Path(inventory.__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == first


def test_as_many_workbooks_a_year_as_a_district_of_eighty_schools_sends(all_hand_ins: list[HandIn]) -> None:
    counts = Counter((h.kind, h.school_year) for h in all_hand_ins)
    for year in district.SCHOOL_YEARS:
        assert 66 <= counts["plan", year] <= 82
        assert counts["schedule", year] == (2 if year == "2025-2026" else 1)
    for year in district.SCHOOL_YEARS[:-1]:
        assert 66 <= counts["results", year] <= 84
    assert counts["results", "2026-2027"] == 0  # that year is not over


def test_self_evaluations_of_three_years_come_from_most_schools_and_some_are_not_finished(
    all_hand_ins: list[HandIn],
) -> None:
    summaries = [h for h in all_hand_ins if "self_evaluation" in h.told]
    counts = Counter(h.school_year for h in summaries)
    assert set(counts) == {"2023-2024", "2024-2025", "2025-2026"}
    assert all(60 <= count <= 78 for count in counts.values())
    is_open = [any(getattr(row, "level_no", 0) is None for row in h.truth.lines) for h in summaries]
    assert 0.05 <= sum(is_open) / len(is_open) <= 0.25
    with_findings = [h for h in all_hand_ins if "findings" in h.told and h.kind != "plan"]
    assert len(with_findings) / len(summaries) > 0.6


def test_half_of_this_years_plans_are_on_the_form_of_tt57(all_hand_ins: list[HandIn]) -> None:
    plans = [h for h in all_hand_ins if h.kind == "plan" and h.school_year == "2026-2027"]
    new = [h for h in plans if set(h.told) == {"findings", "plan", "tracking"}]
    assert 0.35 <= len(new) / len(plans) <= 0.65
    assert not [
        h for h in all_hand_ins if h.kind == "plan" and h.school_year != "2026-2027" and len(h.told) > 1
    ]


def test_recommendations_are_taken_up_by_next_years_plan_or_by_none(all_hand_ins: list[HandIn]) -> None:
    taken, left = 0, 0
    for hand_in in all_hand_ins:
        if hand_in.kind != "recommendations" or hand_in.school_year == district.SCHOOL_YEARS[-1]:
            continue
        school = district.school(str(hand_in.school_code))
        following = district.year_after(hand_in.school_year)
        assert following is not None
        for line in hand_in.truth.lines:
            assert isinstance(line, RecommendationTruth)
            if line.taken_up is None:
                left += 1
            else:
                taken += 1
                planned = improvements.line(school, following, line.taken_up)
                behind = needs.advice_behind(school, following, line.taken_up)
                assert behind is not None
                assert (behind.text, behind.story) == (line.text, planned.story)
                assert planned.origin.school_code == school.school_code
    assert taken > 30
    assert left > 30


def test_some_weaknesses_are_gone_for_a_year_and_come_back() -> None:
    back = [(school, code) for school in district.schools() if (code := needs.coming_back(school))]
    assert len(back) > 10
    for school, code in back:
        found = [
            code in {each.criterion_code for each in needs.weaknesses(school, year)}
            for year in needs.APPRAISED_YEARS
        ]
        assert found == [True, False, True] or district.is_real(school)


def test_nothing_is_made_up_of_what_is_weak_in_schools_that_exist(all_hand_ins: list[HandIn]) -> None:
    real = {school.school_code for school in district.schools() if district.is_real(school)}
    assert len(real) == 10
    kinds = {
        kind for h in all_hand_ins if h.school_code in real and h.school_year < "2026-2027" for kind in h.told
    }
    assert kinds == {"plan", "results", "self_evaluation"}


def test_they_come_in_order_and_nothing_comes_after_today(all_hand_ins: list[HandIn]) -> None:
    moments = [h.at for h in all_hand_ins]
    assert moments == sorted(moments)
    assert moments[-1] <= datetime(2026, 11, 20, 17, tzinfo=district.NOW.tzinfo)
    assert all(h.withdrawal.at <= district.NOW for h in all_hand_ins if h.withdrawal)
    same = Counter((h.kind, h.school_code, h.school_year, h.at) for h in all_hand_ins)
    assert max(same.values()) == 1


def test_some_are_late_silent_handed_in_again_or_taken_back(all_hand_ins: list[HandIn]) -> None:
    sent = {(h.school_code, h.school_year) for h in all_hand_ins if h.kind == "plan"}
    for year in district.SCHOOL_YEARS:
        due = date(int(year[:4]), 9, 30)
        owing = [s.school_code for s in district.schools() if district.is_open_on(s, due)]
        missing = [code for code in owing if (code, year) not in sent]
        assert 1 <= len(missing) <= 14, year
    late = [h for h in all_hand_ins if h.kind == "plan" and h.at.date() > date(int(h.school_year[:4]), 9, 30)]
    assert 0.06 <= len(late) / len(sent) <= 0.2
    assert sum(h.withdrawal is not None for h in all_hand_ins) >= 2
    assert len(all_hand_ins) - len({(h.kind, h.school_code, h.school_year) for h in all_hand_ins}) >= 8


def test_the_schedule_of_2024_2025_is_the_published_one(all_hand_ins: list[HandIn]) -> None:
    [hand_in] = [h for h in all_hand_ins if h.kind == "schedule" and h.school_year == "2024-2025"]
    names = {school.school_code: school.name for school in district.schools()}
    texts_by_code = {v.school_code: v.time_text for v in district.visits() if v.school_year == "2024-2025"}
    lines = [line for line in hand_in.truth.lines if isinstance(line, ScheduleTruth)]
    assert [
        (names[line.school_code], texts_by_code[line.school_code], line.starts_on, line.ends_on, line.asks_kdcl, line.asks_cqg)
        for line in lines
    ] == list(PUBLISHED)  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(hand_in.content)).active
    assert sheet is not None
    rows = [
        [str(value or "").strip() for value in row[:5]]
        for row in sheet.iter_rows(min_row=10, values_only=True)
    ]
    table = [row for row in rows if row[0].isdigit()]
    assert [int(row[0]) for row in table] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert [(row[1], row[2]) for row in table] == [(name, time) for name, time, *_ in PUBLISHED]
    assert sum(row[3].upper() == "X" for row in table) == 10
    assert [row[1] for row in table if row[4].upper() == "X"] == ["THCS Nguyễn Hiền"]


def test_schools_that_exist_are_given_good_manners() -> None:
    published = {name for name, *_ in PUBLISHED}
    assert {s.manner for s in district.schools() if s.name in published} == {"good"}


def test_every_workbook_opens_and_says_that_it_is_invented(all_hand_ins: list[HandIn]) -> None:
    for hand_in in all_hand_ins[::3]:
        workbook = openpyxl.load_workbook(io.BytesIO(hand_in.content))
        for sheet in workbook:
            head = [
                str(c).replace("\u00a0", " ")
                for row in sheet.iter_rows(max_row=9, values_only=True)
                for c in row
                if c
            ]
            assert any(_folded("DỮ LIỆU MẪU – HƯ CẤU") in _folded(text) for text in head), hand_in.file_name


def test_nobody_signs_with_a_name(all_hand_ins: list[HandIn]) -> None:
    # A person's name would follow "ông", "bà", "cô" or "thầy", or stand under the signature.
    for hand_in in all_hand_ins[::20]:
        for sheet in openpyxl.load_workbook(io.BytesIO(hand_in.content)):
            values = [str(v) for row in sheet.iter_rows(values_only=True) for v in row if v]
            assert not [v for v in values if re.search(r"\b(?:[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy)\s+[A-ZĐ]", v)]


def test_every_criterion_of_every_framework_has_four_stories() -> None:
    with (catalogue.FOLDER / "criterion.csv").open(encoding="utf-8", newline="") as lines:
        official = {(row["framework_code"], row["criterion_code"]) for row in csv.DictReader(lines)}
    told = {(framework, code) for framework, themes in texts.THEMES.items() for code in themes}
    assert told == official
    counts = {theme: len(stories) for theme, stories in texts.stock().items()}
    assert {theme for themes in texts.THEMES.values() for theme in themes.values()} <= set(counts)
    assert min(counts.values()) >= texts.FEWEST_VARIANTS


def test_weaknesses_come_back_for_two_to_four_years_in_every_school() -> None:
    for school in district.schools():
        years = needs.weak_codes(school)
        runs = Counter(code for year in district.SCHOOL_YEARS[:4] for code in years[year])
        assert runs
        assert all(2 <= count <= 4 for count in runs.values())


def test_plans_have_five_to_twelve_lines(all_hand_ins: list[HandIn]) -> None:
    counts = [len(h.truth.lines) for h in all_hand_ins if h.kind == "plan"]
    assert min(counts) >= 3
    assert max(counts) <= 13
    assert sum(5 <= count <= 12 for count in counts) / len(counts) > 0.95


def test_the_workbooks_can_be_written_out(tmp_path: Path) -> None:
    assert inventory.write_workbooks(tmp_path, school_codes={"MN06"}) == len(
        list(inventory.hand_ins({"MN06"}))
    )
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx")]
    assert {path.parts[0] for path in files} == set(district.SCHOOL_YEARS)
    kinds = {"plan", "results", "schedule", "self_evaluation", "recommendations"}
    assert {path.parts[1] for path in files} == kinds
    assert len(files) == len(list(inventory.hand_ins({"MN06"})))


def _sha256(hand_in: HandIn) -> str:
    return hashlib.sha256(hand_in.content).hexdigest()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text)
