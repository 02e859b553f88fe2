"""What became of each weakness: every status, what is one weakness and what is not, and what was known on a past day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

import queries
from data import themes
from data.lens import office_lens, school_lens
from queries.choice import Choice
from tests.queries.conftest import finding, judged, recommendation

Rows = Callable[..., list[tuple[Any, ...]]]
LENS = office_lens(date(2024, 11, 20))
AT = datetime(2019, 1, 1, tzinfo=UTC)
YEARS = {2021: "2021-2022", 2022: "2022-2023", 2023: "2023-2024", 2024: "2024-2025"}
REPORTS = {"d": "done", "i": "in_progress", "u": "needs_review", "s": "not_started", "0": "no_data"}
BOOKS = (
    "Thư viện còn ít đầu sách",
    "Bổ sung sách tham khảo cho học sinh",
    "STK chưa đủ, kho sách chật",
    "Mua thêm sách báo, xây dựng văn hóa đọc",
)


def plan(criterion: str | None, text: str | None, **rest: object) -> dict[str, object]:
    return {"criterion_code": criterion, "line_kind": "improve", "target": text, **rest}


def report(criterion: str | None, status: str, text: str | None = None) -> dict[str, object]:
    """A line of results; the form repeats the plan, so the text stands there."""
    return {"criterion_code": criterion, "plan_initial": text, "suggested_status": status}


def tables_of(events: str, criterion: str, texts: tuple[str, ...]) -> dict[str, list[dict[str, object]]]:
    """Kind of table -> its lines: r recommended, w weakness, n "Không đạt", p planned, and the letters of REPORTS."""
    made: dict[str, list[dict[str, object]]] = {}
    for place, event in enumerate(events):
        text = texts[place % len(texts)]
        if event == "r":
            made.setdefault("recommendations", []).append(recommendation(criterion, text))
        elif event == "w":
            made.setdefault("findings", []).append(finding(criterion, weakness=text))
        elif event == "n":
            made.setdefault("self_evaluation", []).append(judged(criterion, 0))
        elif event == "p":
            made.setdefault("plan", []).append(plan(criterion, text))
        else:
            made.setdefault("results", []).append(report(criterion, REPORTS[event], text))
    return made


# When a table of a school year comes in, by month and day; results and self-evaluations at its end.
COMES = {
    "plan": (0, 9, 20),
    "recommendations": (0, 10, 5),
    "results": (1, 5, 25),
    "findings": (1, 6, 1),
    "self_evaluation": (1, 6, 2),
}


def hand_in_all(book: Any, school: str, made: dict[int, dict[str, list[dict[str, object]]]]) -> None:
    for year, tables in sorted(made.items()):
        for kind, lines in sorted(tables.items()):
            later, month, day = COMES[kind]
            book.hand_in(kind, school, YEARS[year], date(year + later, month, day), *lines)


# Events by year -> status, raised by, first year, last year it was planned, last state, number of years.
LIVES: dict[str, tuple[dict[int, str], tuple[Any, ...]]] = {
    "recommended, never planned": ({2022: "r"}, ("open", "team", 2022, None, None, 1)),
    "found weak by the school itself": ({2023: "w"}, ("open", "self", 2023, None, None, 1)),
    "not achieved in the self-evaluation": ({2023: "n"}, ("open", "self", 2023, None, None, 1)),
    "named by both in one year": ({2023: "rw"}, ("open", "both", 2023, None, None, 1)),
    "named twice": ({2021: "w", 2023: "r"}, ("open", "self", 2021, None, None, 2)),
    "planned in the year that is going on": ({2023: "r", 2024: "p"}, ("planned", "team", 2023, 2024, None, 2)),
    "planned, and reported as not started": ({2023: "wps"}, ("planned", "self", 2023, 2023, "not_started", 1)),
    "in progress": ({2022: "r", 2023: "pi"}, ("in_work", "team", 2022, 2023, "in_progress", 2)),
    "done or not, nobody can tell": ({2022: "w", 2023: "pu"}, ("unclear", "self", 2022, 2023, "needs_review", 2)),
    "planned, the year is over, no report": ({2021: "w", 2022: "p"}, ("silent", "self", 2021, 2022, None, 2)),
    "a report without any word is none": ({2022: "w", 2023: "p0"}, ("silent", "self", 2022, 2023, None, 2)),
    "done": ({2022: "r", 2023: "pd"}, ("solved", "team", 2022, 2023, "done", 2)),
    "planned, done and named in one year": ({2023: "rpd"}, ("solved", "team", 2023, 2023, "done", 1)),
    "done after two years of work": (
        {2021: "w", 2022: "pi", 2023: "pd"},
        ("solved", "self", 2021, 2023, "done", 3),
    ),
    "done, then found weak again": ({2021: "r", 2022: "pd", 2023: "w"}, ("back", "team", 2021, 2022, "done", 3)),
    "done, then planned again": ({2022: "wpd", 2024: "p"}, ("back", "self", 2022, 2024, None, 2)),
    "back, and not done yet": (
        {2021: "wpd", 2022: "n", 2023: "pi"},
        ("back", "self", 2021, 2023, "in_progress", 3),
    ),
    "back, and done again": ({2021: "rpd", 2022: "r", 2023: "pd"}, ("solved", "team", 2021, 2023, "done", 3)),
    "nobody named it but a plan": ({2022: "pi", 2023: "pi"}, ("in_work", "plan", 2022, 2023, "in_progress", 2)),
}  # fmt: skip
SHOWN = (
    "lifeline_status", "raised_by", "first_school_year", "last_planned_year", "last_state", "year_count",
)  # fmt: skip


def told(expected: tuple[Any, ...]) -> tuple[Any, ...]:
    status, by, first, planned, state, count = expected
    return status, by, YEARS[first], planned and YEARS[planned], state, count


@pytest.mark.parametrize("life", list(LIVES))
def test_what_became_of_a_weakness(book: Any, rows: Rows, life: str) -> None:
    events, expected = LIVES[life]
    book.school("A", "THCS Ánh Dương")
    hand_in_all(book, "A", {year: tables_of(letters, "3.6", BOOKS) for year, letters in events.items()})
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    # "Không đạt" names no theme, and here nothing else does.
    theme = None if events == {2023: "n"} else "library"
    assert rows(lines, "criterion_code", "theme_code", *SHOWN) == [("3.6", theme, *told(expected))]


# Two subjects of one criterion stand beside each other; each in four ways of saying it.
SUBJECTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("3.6", "library"): BOOKS,
    ("3.6", "it"): (
        "Chưa có phần mềm tra cứu",
        "Trang bị máy vi tính tra cứu",
        "Đẩy mạnh CNTT",
        "Hệ thống wifi yếu",
    ),
    ("3.4", "toilets"): (
        "Khu vệ sinh xuống cấp",
        "Cải tạo NVS học sinh",
        "Nhà vệ sinh thiếu nước",
        "Sửa WC khối 6",
    ),
    ("1.10", "fire"): (
        "Hồ sơ PCCC chưa đủ",
        "Phòng cháy, chữa cháy chưa được diễn tập",
        "Lối thoát hiểm bị che",
        "Bình chữa cháy hết hạn",
    ),
    ("1.10", "safety"): (
        "An ninh ngoài cổng chưa tốt",
        "Lắp camera hành lang",
        "Phòng ngừa bạo lực học đường",
        "Đảm bảo ANTT",
    ),
    ("2.2", "training"): (
        "GV chưa đạt trình độ chuẩn",
        "Cử đi học nâng chuẩn",
        "Tập huấn theo từng môn",
        "BDTX còn hình thức",
    ),
    ("5.2", "gifted"): (
        "Tỉ lệ HSG thấp",
        "Bồi dưỡng học sinh giỏi từ lớp 6",
        "Phát hiện năng khiếu",
        "Mũi nhọn chưa ổn định",
    ),
    ("5.2", "support"): (
        "Học sinh yếu còn nhiều",
        "Phụ đạo hai buổi mỗi tuần",
        "Giúp HS có hoàn cảnh khó khăn",
        "Học sinh bỏ học",
    ),
}


def test_lifelines_of_a_district_of_which_everything_is_known_are_exact(book: Any, rows: Rows) -> None:
    rng = Random(20241120)
    expected = []
    for number in range(12):
        school = f"S{number:02}"
        book.school(school, f"THCS số {number:02}")
        made: dict[int, dict[str, list[dict[str, object]]]] = {}
        for (criterion, theme), texts in sorted(SUBJECTS.items()):
            # "Không đạt" speaks for the whole criterion, so it has its own tests.
            life = rng.choice(
                [name for name, (events, _) in LIVES.items() if "n" not in "".join(events.values())]
            )
            events, truth = LIVES[life]
            expected.append((school, criterion, theme, *told(truth)))
            for year, letters in events.items():
                shuffled = tuple(rng.sample(texts, len(texts)))
                for kind, lines in tables_of(letters, criterion, shuffled).items():
                    made.setdefault(year, {}).setdefault(kind, []).extend(lines)
        # Every plan is at hand, so that only what is planned counts as reported.
        for year in YEARS:
            made.setdefault(year, {}).setdefault("plan", []).append(plan("4.1", None, line_kind="keep"))
        hand_in_all(book, school, made)
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    assert sorted(rows(lines, "school_code", "criterion_code", "theme_code", *SHOWN), key=str) == sorted(
        expected, key=str
    )
    counted = queries.lifelines.by_theme(book.store, LENS, Choice())
    for theme in {theme for _, theme in SUBJECTS}:
        own = [row for row in expected if row[2] == theme]
        row = counted[counted["theme_code"] == theme].iloc[0]
        assert row["line_count"] == len(own) == row["school_count"]
        for status in ("open", "planned", "in_work", "unclear", "silent", "back", "solved"):
            assert row[f"{status}_count"] == sum(each[3] == status for each in own)
    # Every figure is the number of the lines behind it: of the lifelines, their years, their texts.
    assert counted["line_count"].sum() == len(lines) == len(expected)
    stages = queries.lifelines.stages(book.store, LENS, Choice())
    years = queries.lifelines.years(book.store, LENS, Choice())
    assert set(stages["lifeline_id"]) == set(years["lifeline_id"]) == set(lines["lifeline_id"])
    assert years.groupby("lifeline_id").size().to_dict() == dict(
        zip(lines["lifeline_id"], lines["year_count"], strict=True)
    )
    for row in lines.sample(10, random_state=1).itertuples():
        own = queries.lifelines.stages(book.store, LENS, Choice(), lifeline=row.lifeline_id)
        assert set(own["school_year"]) == set(years[years["lifeline_id"] == row.lifeline_id]["school_year"])


# --- What was known on a past day


def test_each_day_shows_what_was_known_then(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    asked = book.hand_in(
        "recommendations", "A", YEARS[2021], date(2021, 12, 1), recommendation("3.6", BOOKS[0])
    )
    book.hand_in("plan", "A", YEARS[2022], date(2022, 9, 20), plan("3.6", BOOKS[1]))
    results = book.hand_in(
        "results", "A", YEARS[2022], date(2023, 5, 20), report("3.6", "needs_review", BOOKS[1])
    )
    book.say(results, 1, "in_progress", date(2023, 6, 1))
    book.confirm(results, 1, "done", date(2023, 6, 10))
    book.hand_in("plan", "A", YEARS[2024], date(2024, 9, 20), plan("3.6", BOOKS[2]))
    weak = book.hand_in("findings", "A", YEARS[2023], date(2024, 6, 20), finding("3.6", weakness=BOOKS[3]))
    book.withdraw(weak, date(2024, 7, 1))
    book.withdraw(asked, date(2024, 10, 1))
    themes.catch_up(book.store, at=AT)
    seen = {
        day: rows(
            queries.lifelines.lines(book.store, office_lens(day), Choice()),
            "lifeline_status", "raised_by", "last_school_year",
        )
        for day in (
            date(2021, 11, 30), date(2021, 12, 1), date(2022, 9, 20), date(2023, 5, 20), date(2023, 6, 1),
            date(2023, 6, 10), date(2024, 6, 20), date(2024, 7, 1), date(2024, 9, 20), date(2024, 10, 1),
        )
    }  # fmt: skip
    assert list(seen.values()) == [
        [],  # nothing is known yet
        [("open", "team", YEARS[2021])],
        [("planned", "team", YEARS[2022])],
        [("unclear", "team", YEARS[2022])],
        [("in_work", "team", YEARS[2022])],  # the school says so
        [("solved", "team", YEARS[2022])],  # the office says so
        [("back", "team", YEARS[2023])],  # found weak again
        [("solved", "team", YEARS[2022])],  # and that was taken back
        [("back", "team", YEARS[2024])],  # planned again
        [("back", "plan", YEARS[2024])],  # the recommendation was taken back: the plan of 2022 began it
    ]


def test_a_chosen_school_year_is_told_as_if_nothing_came_after_it(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    lives = {2021: "w", 2022: "pd", 2023: "w"}
    hand_in_all(book, "A", {year: tables_of(letters, "3.6", BOOKS) for year, letters in lives.items()})
    themes.catch_up(book.store, at=AT)
    told_by_year = [
        rows(queries.lifelines.lines(book.store, LENS, Choice(YEARS[year])), "lifeline_status", "year_count")
        for year in (2021, 2022, 2023)
    ]
    assert told_by_year == [[("open", 1)], [("solved", 2)], [("back", 3)]]


def test_a_plan_of_this_year_is_silent_once_the_results_came_without_it(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in(
        "plan", "A", YEARS[2024], date(2024, 9, 20), plan("3.6", BOOKS[0]), plan("3.4", "Sửa nhà vệ sinh")
    )
    book.hand_in("results", "A", YEARS[2024], date(2024, 11, 1), report("3.4", "done", "Sửa nhà vệ sinh"))
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    assert rows(lines, "criterion_code", "lifeline_status") == [("3.6", "silent"), ("3.4", "solved")]


# --- What is one weakness, and what is not


def statuses(book: Any, rows: Rows) -> dict[tuple[Any, ...], str]:
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    return {row[:2]: row[2] for row in rows(lines, "criterion_code", "theme_code", "lifeline_status")}


def test_a_text_without_a_theme_speaks_for_every_lifeline_of_its_criterion(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    weak = [finding("3.6", weakness=BOOKS[0]), finding("3.6", weakness="Chưa có phần mềm tra cứu")]
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), *weak)
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.6", "Khắc phục các hạn chế"))
    book.hand_in("results", "A", YEARS[2023], date(2024, 5, 20), report("3.6", "done"))
    assert statuses(book, rows) == {("3.6", "library"): "solved", ("3.6", "it"): "solved"}
    book.hand_in("self_evaluation", "A", YEARS[2024], date(2024, 11, 1), judged("3.6", 0), judged("3.4", 1))
    assert statuses(book, rows) == {("3.6", "library"): "back", ("3.6", "it"): "back"}


def test_where_no_theme_is_known_the_criterion_is_the_subject(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("1.8", weakness="Chưa đều"))
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("1.8", "Khắc phục các hạn chế"))
    assert statuses(book, rows) == {("1.8", None): "silent"}


def test_a_recommendation_without_a_criterion_joins_the_lifelines_of_its_theme(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    asked = [recommendation(None, BOOKS[0]), recommendation(None, "Cần trồng thêm cây xanh")]
    book.hand_in("recommendations", "A", YEARS[2022], date(2022, 12, 1), *asked)
    assert statuses(book, rows) == {(None, "library"): "open", (None, "grounds"): "open"}
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.6", BOOKS[1]))
    assert statuses(book, rows) == {("3.6", "library"): "silent", (None, "grounds"): "open"}


def test_another_framework_is_another_lifeline(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEARS[2022], date(2022, 9, 20), plan("3.1", "Trồng cây xanh"))
    book.hand_in(
        "plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.1", "Trồng cây xanh"), framework="TT57-2026-PT"
    )
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    assert rows(lines, "framework_code", "year_count") == [("TT18-2018", 1), ("TT57-2026-PT", 1)]


def test_a_crosswalk_lets_a_lifeline_go_on_under_the_newer_framework(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    with book.store.transaction() as writer:
        writer.run(
            "create or replace view lens.continued_criterion as select 'TT18-2018' as framework_code, "
            "'3.4' as criterion_code, 'TT57-2026-PT' as newer_framework_code, '4.1' as newer_criterion_code"
        )
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("3.4", weakness="Nhà vệ sinh cũ"))
    newer = plan("4.1", "Sửa nhà vệ sinh", progress="done")
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), newer, framework="TT57-2026-PT")
    themes.catch_up(book.store, at=AT)
    lines = queries.lifelines.lines(book.store, LENS, Choice())
    shown = ("framework_code", "criterion_code", "lifeline_status", "raised_by", "year_count")
    assert rows(lines, *shown) == [("TT57-2026-PT", "4.1", "solved", "self", 2)]
    assert queries.lifelines.answers_nothing(book.store, LENS, Choice()).empty


def test_results_alone_and_kept_strengths_are_no_weakness(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEARS[2022], date(2022, 9, 20), plan("3.6", BOOKS[0], line_kind="keep"))
    book.hand_in("results", "A", YEARS[2022], date(2023, 5, 20), report("3.6", "done"), report("1.1", "done"))
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("3.4", strength="Nhà vệ sinh sạch"))
    assert statuses(book, rows) == {}


def test_a_report_on_a_kept_strength_does_not_solve_the_weakness_found_later(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEARS[2022], date(2022, 9, 20), plan("3.6", BOOKS[0], line_kind="keep"))
    book.hand_in("results", "A", YEARS[2022], date(2023, 5, 20), report("3.6", "done", BOOKS[0]))
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("3.6", weakness=BOOKS[1]))
    assert statuses(book, rows) == {("3.6", "library"): "open"}


def test_a_report_counts_without_its_plan_where_the_plan_never_came(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("3.6", weakness=BOOKS[1]))
    book.hand_in("results", "A", YEARS[2023], date(2024, 5, 20), report("3.6", "done", BOOKS[0]))
    assert statuses(book, rows) == {("3.6", "library"): "solved"}


def test_several_reports_of_one_year_solve_it_only_together(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.6", BOOKS[0]), plan("3.6", BOOKS[1]))
    told_so = [report("3.6", "done", BOOKS[0]), report("3.6", "in_progress", BOOKS[1])]
    book.hand_in("results", "A", YEARS[2023], date(2024, 5, 20), *told_so)
    assert statuses(book, rows) == {("3.6", "library"): "in_work"}


def test_the_plan_of_tt57_says_itself_how_far_it_came(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    lines = [
        plan("4.1", "Sửa nhà vệ sinh", progress="done"),
        plan("4.2", "Lắp camera", progress="in_progress"),
    ]
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), *lines, framework="TT57-2026-PT")
    assert statuses(book, rows) == {("4.1", "toilets"): "solved", ("4.2", "safety"): "in_work"}


def test_the_stages_of_a_lifeline_carry_their_texts_and_cells(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    life = {2021: "r", 2022: "pd"}
    hand_in_all(book, "A", {year: tables_of(letters, "3.6", BOOKS) for year, letters in life.items()})
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.4", "Sửa nhà vệ sinh"))
    themes.catch_up(book.store, at=AT)
    lifeline = queries.lifelines.lines(book.store, LENS, Choice())["lifeline_id"].iloc[-1]
    found = queries.lifelines.stages(book.store, LENS, Choice(), lifeline=lifeline)
    assert rows(
        found, "school_year", "stage", "state", "text", "revision_id", "first_row", "text_themes"
    ) == [
        (YEARS[2021], "recommended", None, BOOKS[0], "BN001", 5, "Thư viện"),
        (YEARS[2022], "planned", None, BOOKS[0], "BN002", 5, "Thư viện"),
        (YEARS[2022], "reported", "done", None, "BN003", 5, "Thư viện"),
    ]
    assert len(queries.lifelines.stages(book.store, LENS, Choice(), theme="toilets")) == 1
    assert (
        len(queries.lifelines.stages(book.store, LENS, Choice(), framework="TT18-2018", criterion="3.6")) == 3
    )


# --- Recommendations that no plan took up


def test_a_recommendation_is_taken_up_missed_or_waits(book: Any, rows: Rows) -> None:
    for code in "ABCDE":
        book.school(code, f"THCS {code}")
        asked = [recommendation("3.6", BOOKS[0])]
        asked += [recommendation(None, "Cần cố gắng hơn")] if code == "A" else []
        book.hand_in("recommendations", code, YEARS[2022], date(2022, 12, 1), *asked)
    book.hand_in("plan", "A", YEARS[2022], date(2022, 12, 20), plan("3.6", BOOKS[1]))  # the same year
    book.hand_in("plan", "B", YEARS[2024], date(2024, 9, 20), plan("3.6", "Khắc phục"))  # later, no theme
    book.hand_in("plan", "C", YEARS[2023], date(2023, 9, 20), plan("3.4", "Sửa nhà vệ sinh"))
    book.hand_in("plan", "D", YEARS[2023], date(2023, 9, 20), plan("3.6", "Lắp wifi"))
    book.hand_in("plan", "E", YEARS[2022], date(2022, 9, 20), plan("3.4", "Sửa nhà vệ sinh"))
    themes.catch_up(book.store, at=AT)
    left = queries.lifelines.not_taken_up(book.store, LENS, Choice())
    assert rows(left, "school_code", "plan_state", "text", "first_row") == [
        ("C", "missed", BOOKS[0], 5),
        ("D", "other_theme", BOOKS[0], 5),
        ("A", "unclear", "Cần cố gắng hơn", 6),
        ("E", "waiting", BOOKS[0], 5),
    ]
    # Before the plans of 2023 came, nobody had missed anything.
    before = queries.lifelines.not_taken_up(book.store, office_lens(date(2023, 8, 1)), Choice())
    assert sorted(rows(before, "school_code", "plan_state")) == [
        ("A", "unclear"), ("B", "waiting"), ("C", "waiting"), ("D", "waiting"), ("E", "waiting"),
    ]  # fmt: skip
    unplaced = queries.lifelines.unplaced(book.store, LENS, Choice())
    assert rows(unplaced, "school_code", "stage", "text") == [("A", "recommended", "Cần cố gắng hơn")]


# --- Lines of a plan that answer nothing


def test_a_plan_line_without_ground_is_told_from_one_of_which_nobody_can_tell(book: Any, rows: Rows) -> None:
    for code in "ABC":
        book.school(code, f"THCS {code}")
    weak = finding("3.6", weakness=BOOKS[0])
    book.hand_in(
        "findings", "A", YEARS[2022], date(2023, 6, 1), weak, finding("1.10", weakness="PCCC chưa đạt")
    )
    book.hand_in("self_evaluation", "A", YEARS[2022], date(2023, 6, 1), judged("2.2", 0), judged("3.4", 2))
    # B's tables came only for a later year: before its plan nothing is known.
    book.hand_in("findings", "B", YEARS[2024], date(2024, 11, 1), weak)
    for code in "ABC":
        lines = [
            plan("3.6", BOOKS[1]),
            plan("2.2", "Cử đi học nâng chuẩn"),
            plan("3.4", "Sửa nhà vệ sinh"),
            plan("1.10", "Lắp camera"),
            plan(None, "Cố gắng hơn"),
            plan("5.5", "Dạy kỹ năng sống", line_kind="keep"),
        ]
        book.hand_in("plan", code, YEARS[2023], date(2023, 9, 20), *lines)
    themes.catch_up(book.store, at=AT)
    found = queries.lifelines.answers_nothing(book.store, LENS, Choice(school="A"))
    assert rows(found, "criterion_code", "ground_state") == [
        ("3.4", "none"),
        ("1.10", "other_theme"),
        (None, "unclear"),
    ]
    others = queries.lifelines.answers_nothing(book.store, LENS, Choice())
    counted = [row for row in rows(others, "school_code", "ground_state") if row[0] != "A"]
    assert counted == [("B", "no_data")] * 5 + [("C", "no_data")] * 5
    assert set(rows(queries.lifelines.answers_nothing(book.store, LENS, Choice(YEARS[2022])))) == set()


def test_a_strength_table_is_a_source_too_and_a_withdrawn_one_is_none(book: Any, rows: Rows) -> None:
    book.school("A", "THCS Ánh Dương")
    told_so = book.hand_in("findings", "A", YEARS[2022], date(2023, 6, 1), finding("3.6", strength="Tốt"))
    book.hand_in("plan", "A", YEARS[2023], date(2023, 9, 20), plan("3.6", BOOKS[1]))
    book.withdraw(told_so, date(2024, 3, 1))
    for day, ground in ((date(2024, 2, 1), "none"), (date(2024, 3, 1), "no_data")):
        found = queries.lifelines.answers_nothing(book.store, office_lens(day), Choice())
        assert rows(found, "ground_state") == [(ground,)]


# --- Who may see what


def test_a_school_has_its_own_lifelines_alone(book: Any, rows: Rows) -> None:
    for code in "AB":
        book.school(code, f"THCS {code}")
        hand_in_all(book, code, {2022: tables_of("rwp", "3.6", BOOKS)})
    themes.catch_up(book.store, at=AT)
    for ask in (queries.lifelines.lines, queries.lifelines.years, queries.lifelines.stages):
        assert set(ask(book.store, school_lens("A", date(2024, 11, 20)), Choice())["school_code"]) == {"A"}
