"""What every figure keeps to, and what each one says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import (
    coming,
    completion,
    glance,
    hollow,
    levels,
    lifelines,
    reports,
    requests,
    schedule,
    since,
    theme,
    weaknesses,
)
from tests.charts import chart_frames as frames

FIGURES = {
    "schedule.by_month": lambda: schedule.by_month(frames.months(), frames.TODAY),
    "schedule.timeline": lambda: schedule.timeline(frames.evaluations(), frames.TODAY),
    "schedule.expiring": lambda: schedule.expiring(frames.recognitions(), frames.TODAY),
    "completion.by_standard": lambda: completion.by_standard(frames.standards()),
    "completion.by_criterion": lambda: completion.by_criterion(frames.criteria()),
    "completion.states": lambda: completion.states(frames.criteria()),
    "completion.heat_map": lambda: completion.heat_map(frames.tiles()),
    "completion.by_year": lambda: completion.by_year(frames.years()),
    "glance.ranges": lambda: glance.ranges(frames.years()[lambda f: f["school_year"] == "2023-2024"]),
    "weaknesses.common": lambda: weaknesses.common(frames.weak_criteria()),
    "weaknesses.persistent": lambda: weaknesses.persistent(frames.runs()),
    "weaknesses.runs": lambda: weaknesses.runs(frames.runs().head(4)),
    "reports.by_obligation": lambda: reports.by_obligation(frames.obligations()),
    "reports.overdue_days": lambda: reports.overdue_days(frames.register()),
    "hollow.concerns": lambda: hollow.concerns(frames.concerns()),
    "since.by_cause": lambda: since.by_cause(frames.moves()),
    "hollow.plans": lambda: hollow.plans(frames.plan_items()),
    "lifelines.strips": lambda: lifelines.strips(frames.lifelines(), frames.lifeline_years()),
    "lifelines.by_criterion": lambda: lifelines.by_criterion(frames.lifelines()),
    "lifelines.by_theme": lambda: lifelines.by_theme(frames.lifeline_themes()),
    "lifelines.not_taken_up": lambda: lifelines.not_taken_up(frames.asked("plan_state", "missed", "waiting")),
    "lifelines.answers_nothing": lambda: lifelines.answers_nothing(
        frames.asked("ground_state", "none", "no_data")
    ),
    "levels.lifting": lambda: levels.lifting(frames.blockers()),
    "reports.by_school": lambda: reports.by_school(frames.owing()),
    "coming.expiries": lambda: coming.expiries(frames.expiring_halves()),
    "coming.chain": lambda: coming.chain(frames.chain(), frames.TODAY),
    "coming.levelled": lambda: coming.levelled(frames.levelled_months(), capacity=2),
}


@pytest.fixture(params=FIGURES)
def made(request: pytest.FixtureRequest) -> go.Figure:
    return FIGURES[request.param]()


def trace(made: go.Figure, name: str) -> Any:
    (found,) = [each for each in made.data if each.name == name]
    return found


def own_texts(node: Any, key: str = "") -> Iterator[str]:
    """All texts a figure shows, out of its JSON; the template's settings are none."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "template":
                yield from own_texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from own_texts(value, key)
    elif isinstance(node, str) and key in {"name", "text", "hovertext", "ticktext", "texttemplate"}:
        yield node


# --- Every figure


def test_hover_is_our_own_text(made: go.Figure) -> None:
    for each in made.data:
        assert each.hoverinfo in {"text", "skip"}
        assert each.hovertemplate is None  # a template would also fill in %{...} that a school typed


def test_no_english_and_no_foreign_number(made: go.Figure) -> None:
    texts = list(own_texts(json.loads(made.to_json())))
    assert texts
    words = {word.lower() for text in texts for word in re.findall(r"[A-Za-z_]{2,}", text)}
    english = {
        "trace",
        "done",
        "progress",
        "school",
        "overdue",
        "received",
        "data",
        "nan",
        "none",
        "null",
        "undefined",
    }
    assert not words & english
    assert not any(re.search(r"\d\.\d+ ?%", text) for text in texts)
    assert made.layout.template.layout.separators == ",."


def test_grey_says_no_data_and_nothing_else(made: go.Figure) -> None:
    for each in made.data:
        if theme.NO_DATA_GREY in each.to_plotly_json().get("marker", {}).values():
            assert each.name == "Chưa có dữ liệu"
    assert theme.NO_DATA_GREY not in {
        *theme.FRAMEWORK_COLOURS,
        *theme.KIND_COLOURS.values(),
        *theme.REGISTER_COLOURS.values(),
        *(colour for state, colour in theme.STATE_COLOURS.items() if state != "no_data"),
    }


def test_large_enough_to_read(made: go.Figure) -> None:
    sizes = [each.textfont.size for each in made.data if hasattr(each, "textfont") and each.textfont.size]
    assert min([theme.FONT_SIZE, *sizes]) >= 14
    assert theme.FONT_SIZE >= 16


def test_states_differ_by_more_than_colour() -> None:
    for colours, patterns in (
        (theme.STATE_COLOURS, theme.STATE_PATTERNS),
        (theme.REGISTER_COLOURS, theme.REGISTER_PATTERNS),
        (theme.LIFELINE_COLOURS, theme.LIFELINE_PATTERNS),
        (theme.PLAN_STATE_COLOURS, theme.PLAN_STATE_PATTERNS),
        (theme.GROUND_COLOURS, theme.GROUND_PATTERNS),
    ):
        assert len(set(colours.values())) == len(colours)
        assert colours.keys() == patterns.keys()
    signs = theme.STATE_SIGNS
    assert len(set(signs.values())) == len(signs)


# --- The schedule


def test_months_count_each_school_once() -> None:
    made = FIGURES["schedule.by_month"]()
    assert list(trace(made, "Chỉ KĐCL").y) == [0, 0, 1, 1, 0, 2, 1, 1, 1, 0, 0, 0]
    assert list(trace(made, "Chỉ chuẩn quốc gia").y)[4] == 1
    assert list(trace(made, "KĐCL và chuẩn quốc gia").y)[7] == 2
    assert list(made.layout.xaxis.ticktext)[:2] == ["08/2026", "09/2026"]
    (line,) = made.layout.shapes
    assert 2.5 < line.x0 < 3.5  # in the column of 11/2026, past its middle
    assert line.x0 > 3


def test_today_outside_of_the_months_draws_no_line() -> None:
    assert not schedule.by_month(frames.months(), frames.date(2030, 1, 1)).layout.shapes


def test_timeline_has_a_row_each_even_without_a_date() -> None:
    made = FIGURES["schedule.timeline"]()
    assert len(made.layout.yaxis.ticktext) == 10
    visits = [each for each in made.data if each.name.startswith("Đón đoàn")]
    dossiers = [each for each in made.data if each.name.startswith("Hồ sơ")]
    assert (len(visits), len(dossiers)) == (9, 9)
    assert visits[0].base[0] == "2026-10-01"
    assert visits[0].x[0] == 31 * 86_400_000  # the last day counts whole
    assert dossiers[0].base[0] == "2026-08-17"
    assert "Thời gian: chưa có dữ liệu" in [note.text for note in made.layout.annotations]


def test_a_day_far_from_the_visits_does_not_squeeze_them() -> None:
    made = schedule.timeline(frames.evaluations(), frames.date(2029, 1, 1))
    assert made.layout.xaxis.range[1] < "2028"
    assert not made.layout.shapes


def test_what_has_expired_stands_apart() -> None:
    rows = frames.recognitions().head(3).copy()
    rows["expires_on"] = [frames.date(2026, 11, 19), frames.date(2026, 11, 20), frames.date(2027, 1, 5)]
    rows["kind"] = ["KDCL", "KDCL", "CQG"]
    rows["is_scheduled"] = [False, True, False]
    made = schedule.expiring(rows, frames.TODAY)
    # Columns: expired, 11/2026, 12/2026, 01/2027 and on to a year ahead.
    assert list(trace(made, "KĐCL, chưa có lịch").y)[:4] == [1, None, None, None]
    assert list(trace(made, "KĐCL, đã có lịch").y)[:4] == [None, 1, None, None]
    assert list(trace(made, "Chuẩn quốc gia, chưa có lịch").y)[:4] == [None, None, None, 1]


# --- Completion


def test_a_rate_is_a_range() -> None:
    made = FIGURES["completion.by_standard"]()
    sure, unsure = trace(made, "Chắc chắn đã hoàn thành"), trace(made, "Có thể thêm (cần rà soát)")
    assert sure.x[0] == pytest.approx(120 / 202)
    assert unsure.x[0] == pytest.approx(40 / 202)
    assert sure.x[1] == pytest.approx(45 / 55)
    assert unsure.x[1] == 0
    said = made.data[-1].text
    assert said[0] == "<b>59–79 %</b>  ·  202/224 mục"
    assert said[1] == "<b>82 %</b>  ·  55/60 mục"


def test_a_row_without_reports_is_grey_and_no_zero() -> None:
    made = FIGURES["completion.by_standard"]()
    assert list(trace(made, "Chưa có dữ liệu").x) == [0, 0, 0, 1, 0]
    assert made.data[-1].text[3] == "<b>Chưa có dữ liệu</b>"


def test_a_criterion_nobody_planned_is_not_grey() -> None:
    made = FIGURES["completion.by_criterion"]()
    place = list(frames.NAMES).index("5.3")
    assert trace(made, "Chưa có dữ liệu").x[place] == 0
    assert made.data[-1].text[place] == "Không có trong kế hoạch"


def test_criterion_1_10_is_not_1_1() -> None:
    made = FIGURES["completion.by_criterion"]()
    keys = [key["criterion_code"] for key in made.data[0].customdata]
    assert keys[0] == "1.1"
    assert keys[9] == "1.10"
    assert len(set(keys)) == 28


def test_heat_map_tiles_say_school_and_criterion() -> None:
    made = FIGURES["completion.heat_map"]()
    rows = frames.tiles()
    for state, name in (
        ("done", "Đã hoàn thành"),
        ("needs_review", "Cần rà soát"),
        ("no_data", "Chưa có dữ liệu"),
    ):
        expected = rows.loc[rows["state"] == state, ["school_code", "criterion_code"]].to_numpy().tolist()
        keys = trace(made, name).customdata
        assert [[key["school_code"], key["criterion_code"]] for key in keys] == expected
    assert list(made.layout.yaxis.tickvals) == list(range(35))
    silent = [shape for shape in made.layout.shapes if shape.type == "rect"]
    assert [(shape.y0 + shape.y1) / 2 for shape in silent] == [4, 19]
    assert {shape.fillcolor for shape in silent} == {theme.NO_DATA_GREY}


def test_no_line_runs_from_one_framework_into_another() -> None:
    made = FIGURES["completion.by_year"]()
    lines = {each.name: each for each in made.data if each.type == "scatter" and "lines" in each.mode}
    assert len(lines) == 5
    assert not any(each.connectgaps for each in lines.values())
    old = lines["TT 17/2018: trường tiểu học"]
    assert list(old.y) == [pytest.approx(0.35), pytest.approx(0.42), None, pytest.approx(0.52), None]
    (change,) = made.layout.shapes
    assert change.x0 == 3.5  # between 2025-2026 and 2026-2027
    assert list(trace(made, "Chưa có dữ liệu").y) == [0.02, 0.02]


# --- Weaknesses


def test_common_weaknesses_stand_under_their_level() -> None:
    made = FIGURES["weaknesses.common"]()
    labels = list(made.layout.yaxis.ticktext)
    assert len(labels) == 15 + 3
    assert labels[0] == "<b>Mầm non</b>"
    assert made.data[0].text[0] == "<b>31</b>/31 trường (100 %)"
    assert made.data[0].text[1] == "<b>28</b>/31 trường (90 %)"


def test_runs_are_counted_by_criterion_and_length() -> None:
    rows = frames.runs().head(4).copy()
    rows["framework_code"] = "TT18-2018"
    rows["criterion_code"] = ["3.6", "3.6", "3.6", "1.1"]
    rows["year_count"] = [2, 3, 5, 2]
    rows["is_current"] = [True, True, True, False]
    made = weaknesses.persistent(rows)
    assert [key["criterion_code"] for key in made.data[0].customdata] == ["3.6", "1.1"]
    assert list(trace(made, "2 năm học liền").x) == [1, None]
    assert list(trace(made, "3 năm học liền").x) == [1, None]
    assert list(trace(made, "Từ 4 năm học liền").x) == [1, None]
    assert list(trace(made, "Đã dứt").x) == [None, 1]


def continued(**columns: list[object]) -> pd.DataFrame:
    """One weakness that goes on under the later law, for as many rows as the columns have."""
    rows = len(next(iter(columns.values()))) if columns else 1
    given = {
        "school_code": "S00",
        "from_framework_code": "TT18-2018",
        "from_criterion_code": "3.6",
        "first_school_year": "2023-2024",
        "last_school_year": "2025-2026",
        "to_framework_code": "TT57-2026-PT",
        "to_criterion_code": "4.1",
        "to_criterion_name": "Cơ sở <b>vật chất</b>",
        "next_first_school_year": "2026-2027",
        "next_last_school_year": "2026-2027",
    }
    return pd.DataFrame({name: [value] * rows for name, value in given.items()} | columns)


def test_a_weakness_goes_on_under_the_later_law_as_a_dotted_line_and_its_bar_stays_as_it_was() -> None:
    rows = frames.runs().head(1).copy()
    rows["framework_code"], rows["criterion_code"], rows["year_count"] = "TT18-2018", "3.6", 3
    rows["first_school_year"], rows["last_school_year"] = "2023-2024", "2025-2026"
    rows["is_current"] = True
    made = weaknesses.runs(rows, continued())
    line = trace(made, "Nối theo bảng đối chiếu")
    assert line.line.dash == "dot"
    # From the end of 2025-2026 to the end of 2026-2027.
    assert list(line.x) == [2025.5, 2026.5, None]
    assert made.layout.xaxis.ticktext[-1] == "2026-2027"
    assert "4.1 Cơ sở &lt;b&gt;vật chất&lt;/b&gt; (TT 57/2026 (phổ thông))" in line.hovertext[0]
    assert "không cộng lại" in line.hovertext[0]
    assert [bar.x for bar in made.data if bar.name == "3 năm học liền"] == [(3,)]
    assert not [each for each in weaknesses.runs(rows, continued().head(0)).data if each.name == line.name]


def test_the_schools_in_which_a_criterion_goes_on_are_no_part_of_its_bar() -> None:
    rows = frames.runs().head(3).copy()
    rows["framework_code"], rows["criterion_code"] = "TT18-2018", ["3.6", "3.6", "1.1"]
    made = weaknesses.persistent(rows, continued(school_code=["S00", "S01", "S01"]))
    line = trace(made, "Nối theo bảng đối chiếu")
    assert list(line.x) == [0, 2, None], "a school counts once, whichever of its runs goes on"
    assert line.customdata[0] == {
        "figure": "continued_count",
        "from_framework_code": "TT18-2018",
        "from_criterion_code": "3.6",
        "school_code": ["S00", "S01"],
    }
    alone = weaknesses.persistent(rows)
    assert [list(bar.x) for bar in alone.data] == [list(bar.x) for bar in made.data[: len(alone.data)]]


# --- Reports


def test_the_denominator_is_who_owes() -> None:
    made = FIGURES["reports.by_obligation"]()
    assert trace(made, "Quá hạn").x[0] == pytest.approx(9 / 80)
    assert trace(made, "Đã nộp đúng hạn").x[0] == pytest.approx(60 / 80)
    assert trace(made, "Đã nộp, cần đọc kỹ").x[0] == pytest.approx(4 / 80), "handed in as well"
    assert "Trường thôi hoạt động" not in {each.name for each in made.data}, "there is none"
    assert made.data[-1].text[0] == "Đã nộp <b>70/80</b>"
    assert trace(made, "Quá hạn").text[1] == ""


def test_days_overdue_fall_into_their_bucket() -> None:
    rows = frames.register().head(9).copy()
    rows["state"] = ["overdue"] * 8 + ["received_late"]
    rows["late_days"] = [1, 7, 8, 30, 31, 90, 91, 400, 5]
    made = reports.overdue_days(rows)
    assert {each.name: list(each.x) for each in made.data} == {
        "1–7 ngày": [2],
        "8–30 ngày": [2],
        "31–90 ngày": [2],
        "Trên 90 ngày": [2],
    }


def test_schools_are_sorted_by_urgency_and_cut_openly() -> None:
    rows = frames.owing(4)
    rows["overdue_count"] = [1, 2, 0, 0]
    rows["due_soon_count"] = [0, 0, 1, 0]
    rows["longest_late_days"] = [5, 40, 0, 0]
    made = reports.by_school(rows, top=2)
    assert [key["school_code"] for key in made.data[0].customdata] == ["S01", "S00"]
    assert made.layout.title.text == "Báo cáo từng trường còn nợ (2 trường gấp nhất trong 3 trường)"


def test_text_of_a_school_stays_text() -> None:
    rows = frames.owing(3)
    rows["school_name"] = ['<a href="x">Trường</a>'] * 3
    made = reports.by_school(rows)
    assert all("<a" not in label for label in made.layout.yaxis.ticktext)
    assert all("<a" not in text for text in made.data[0].hovertext)


def test_reasons_stand_in_the_order_of_their_lines_and_a_bar_knows_its_own() -> None:
    made = hollow.concerns(frames.concerns())
    assert list(made.layout.yaxis.ticktext)[:2] == ["Giống bài của trường khác", "Kết quả chép lại kế hoạch"]
    results = trace(made, "Trong kết quả")
    assert (results.x[0], results.y[0]) == (7, 1)
    assert results.customdata[0] == {
        "figure": "line_count",
        "school_year": "2025-2026",
        "kind": "results",
        "concern": "repeats_plan",
    }


def test_what_plans_say_is_counted_over_all_their_lines() -> None:
    made = hollow.plans(frames.plan_items())
    said = trace(made, "Có ghi")
    assert list(said.x) == [1.0, 0.75, 0.625, 1.0, 0.25, 0.0, 0.375]
    assert list(trace(made, "Không ghi").text)[5] == "<b>40</b>"


# --- What comes


def test_expiries_stand_by_half_and_a_half_without_one_is_there() -> None:
    made = coming.expiries(frames.expiring_halves())
    labels = list(made.layout.xaxis.ticktext)
    assert labels[:3] == ["Đã<br>hết hạn", "HKI<br>26-27", "HKII<br>26-27"]
    assert len(labels) == 11, "the half without an expiry has its place"
    kindergartens = trace(made, "Mầm non")
    assert [key["half"] for key in kindergartens.customdata][:2] == ["lapsed", "2026-2027/1"]
    assert {key["level"] for key in kindergartens.customdata} == {"MN"}
    assert 7 not in list(kindergartens.x)


def test_the_chain_is_pale_where_done_and_outlined_where_overdue() -> None:
    made = coming.chain(frames.chain(), frames.TODAY)
    pale = [each for each in made.data if each.marker.opacity == 0.35]
    late = [each for each in made.data if each.marker.line.color == theme.VERMILLION]
    assert {tuple(each.y) for each in pale} == {(1,)}
    assert {tuple(each.y) for each in late} == {(3,)}
    assert any("chưa có dữ liệu" in (note.text or "") for note in made.layout.annotations)


def test_levelling_shows_both_and_the_months_without_visits() -> None:
    made = coming.levelled(frames.levelled_months(), capacity=2)
    assert list(trace(made, "Lịch hiện nay").y)[4:7] == [3, 3, 0]
    assert list(trace(made, "Sau khi san").y)[4:7] == [2, 2, 2]
    assert len([shape for shape in made.layout.shapes if shape.type == "rect"]) == 3


def test_a_lifeline_is_a_row_with_a_tile_for_each_of_its_years() -> None:
    made = FIGURES["lifelines.strips"]()
    assert (
        next(iter(made.layout.yaxis.ticktext)) == "<b>3.6</b>  Thư viện<br>đã xong nay trở lại (TT 18/2018)"
    )
    assert list(made.layout.xaxis.ticktext) == ["2021-2022", "2022-2023", "2023-2024"]
    raised = trace(made, "Được nêu, năm đó không có kế hoạch")
    assert list(raised.y) == [0, 0, 1]
    assert list(raised.base) == [2020.54, 2022.54, 2021.54]
    assert list(raised.text) == ["khuyến nghị", "điểm yếu", "khuyến nghị, điểm yếu"]
    assert [each["lifeline_id"] for each in raised.customdata] == ["L0", "L0", "L1"]
    done = trace(made, "Báo cáo: đã hoàn thành")
    assert (list(done.y), list(done.text)) == ([0], ["kế hoạch"])


def test_only_the_most_urgent_lifelines_are_drawn_and_it_is_said() -> None:
    made = lifelines.strips(frames.lifelines(), frames.lifeline_years(), top=1)
    assert "(1 trong 4)" in made.layout.title.text
    assert len(made.layout.yaxis.ticktext) == 1


def test_criteria_of_two_frameworks_are_two_rows_the_most_urgent_first() -> None:
    made = FIGURES["lifelines.by_criterion"]()
    assert [label.split("  ")[0] for label in made.layout.yaxis.ticktext] == [
        "<b>3.6</b>",
        "<b>3.6</b>",
        "Chưa rõ tiêu chí",
    ]
    back = trace(made, "Đã xong nay trở lại")
    assert list(back.x) == [1, None, None]
    assert [(each["criterion_code"], each["framework_code"]) for each in back.customdata] == [
        ("3.6", "TT18-2018"),
        ("3.6", "TT17-2018"),
        (None, "TT17-2018"),
    ]
    assert {each["lifeline_status"] for each in back.customdata} == {"back"}


def test_a_theme_that_is_not_known_is_said() -> None:
    made = FIGURES["lifelines.by_theme"]()
    assert list(made.layout.yaxis.ticktext) == ["Thư viện", "Chưa rõ chủ đề"]
    assert [each["theme_code"] for each in trace(made, "Đã xong").customdata] == ["library", None]
    assert list(trace(made, "Đã xong").x) == [4, None]


def test_a_source_without_a_known_amount_is_not_drawn_as_zero() -> None:
    frame = pd.DataFrame(
        [
            {"budget_source": "state", "school_year": "2025-2026", "line_count": 3, "school_count": 2,
             "known_amount_count": 2, "budget_vnd": 1_500_000, "unclear_amount_count": 1},
            {"budget_source": None, "school_year": "2025-2026", "line_count": 4, "school_count": 1,
             "known_amount_count": 0, "budget_vnd": None, "unclear_amount_count": 4},
        ]
    )  # fmt: skip
    made = requests.by_source(frame)
    assert list(made.data[0].text) == [
        "<b>1.500.000 đồng</b>  ·  2 dòng ghi rõ, 1 dòng chưa rõ",
        "<b>Chưa rõ số tiền</b>  ·  0 dòng ghi rõ, 4 dòng chưa rõ",
    ]
    assert [(key["figure"], key["budget_source"]) for key in made.data[0].customdata] == [
        ("budget_vnd", "state"),
        ("line_count", None),
    ]


def test_open_requests_are_counted_by_whom_they_ask_and_for_how_long() -> None:
    frame = pd.DataFrame(
        [
            {"asked_of": "department", "is_waiting": True, "waiting_days": 5},
            {"asked_of": "department", "is_waiting": True, "waiting_days": 95},
            {"asked_of": "local", "is_waiting": False, "waiting_days": None},  # answered: not drawn
        ]
    )
    made = requests.open_requests(frame)
    assert [(bar.name, list(bar.x)) for bar in made.data] == [
        ("Đến 30 ngày", [1]),
        ("31–90 ngày", [0]),
        ("Trên 90 ngày", [1]),
    ]


def test_the_commonest_cause_comes_first_and_a_bar_knows_its_cause() -> None:
    made = FIGURES["since.by_cause"]()
    assert list(made.layout.yaxis.ticktext) == ["Bảng mới nộp", "Hết hạn nộp"]
    items = trace(made, "Mục kế hoạch")
    assert (list(items.x), list(items.y)) == ([2], [0])
    assert list(items.customdata) == [{"figure": "row_count", "subject": "item", "why": "new_upload"}]
    assert list(trace(made, "Báo cáo phải nộp").x) == [1, 1]
