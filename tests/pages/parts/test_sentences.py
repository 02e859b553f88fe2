"""The sentence of each page, from frames written by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from pages.parts import sentences

TODAY = date(2026, 11, 20)


def evaluations(states: list[str | None], cqg: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "school_year": "2024-2025",
                "school_code": f"S{place}",
                "school_name": f"Trường *{place}*",
                "starts_on": date(2024, 10, 1),
                "ends_on": date(2024, 10, 31),
                "asks_kdcl": True,
                "asks_cqg": place < cqg,
                "dossier_due_early": date(2024, 8 + place, 17),
                "dossier_due_late": date(2024, 9 + place, 16),
                "dossier_state": state,
            }
            for place, state in enumerate(states)
        ],
        columns=[
            "school_year", "school_code", "school_name", "starts_on", "ends_on", "asks_kdcl", "asks_cqg",
            "dossier_due_early", "dossier_due_late", "dossier_state",
        ],
    )  # fmt: skip


def test_schedule() -> None:
    for states, expected in [
        (
            ["not_due", "due_soon", "received"],
            "Năm học 2024-2025 có 3 trường được đánh giá ngoài (3 KĐCL, 1 chuẩn quốc gia);"
            " 2 trường chưa nộp hồ sơ, sớm nhất đến hạn 17/08–16/09/2024.",
        ),
        (
            ["overdue", "due_soon", "received"],
            "Năm học 2024-2025 có 3 trường được đánh giá ngoài (3 KĐCL, 1 chuẩn quốc gia);"
            " 2 trường chưa nộp hồ sơ, trong đó 1 đã quá hạn, hạn kế tiếp 17/09–16/10/2024.",
        ),
        (
            ["received", "received_late"],
            "Năm học 2024-2025 có 2 trường được đánh giá ngoài (2 KĐCL, 1 chuẩn quốc gia); hồ sơ phải nộp đều đã nộp.",
        ),
        (
            [None],
            r"Năm học 2024-2025: Trường \*0\* được đánh giá ngoài 01/10–31/10/2024 (KĐCL và chuẩn quốc gia).",
        ),
    ]:
        assert sentences.schedule(evaluations(states)) == expected


def test_a_school_with_two_lines_in_the_schedule_is_one_school() -> None:
    twice = pd.concat([evaluations([None, None]), evaluations([None])])
    assert sentences.schedule(twice) == (
        "Năm học 2024-2025 có 2 trường được đánh giá ngoài (2 KĐCL, 1 chuẩn quốc gia)."
    )


def test_schedule_without_any() -> None:
    assert sentences.schedule(evaluations([]), school_year="2026-2027") == (
        "Năm học 2026-2027 chưa có lịch đánh giá ngoài. Chuyên viên nạp tệp lịch ở trang Nộp bảng tính."
    )


def test_expiring() -> None:
    frame = pd.DataFrame({"month_left": [-2, 3, 9], "is_scheduled": [False, True, False]})
    assert sentences.expiring(frame) == (
        "Trong 24 tháng tới có 2 công nhận hết hạn, 1 chưa có lịch đánh giá lại;"
        " 1 công nhận đã hết hạn mà chưa có công nhận mới."
    )
    assert sentences.expiring(frame.head(0)) == "Trong 24 tháng tới không có công nhận nào hết hạn."


def standards(**counts: int) -> pd.DataFrame:
    names = ("planned_count", "reported_count", "done_count", "needs_review_count", "no_data_count")
    row: dict[str, Any] = {"school_year": "2025-2026", "framework_code": "TT18-2018"}
    return pd.DataFrame([row | {name: counts.get(name.removesuffix("_count"), 0) for name in names}])


def test_completion() -> None:
    full = standards(planned=110, reported=100, done=45, needs_review=17, no_data=10)
    assert sentences.completion(full) == (
        "Năm học 2025-2026, theo TT 18/2018, đã hoàn thành 45–62 % trong 100 mục có báo cáo;"
        " còn 17 mục cần rà soát và 10 mục chưa có dữ liệu."
    )
    sure = standards(planned=100, reported=100, done=45)
    assert sentences.completion(sure) == (
        "Năm học 2025-2026, theo TT 18/2018, đã hoàn thành 45 % trong 100 mục có báo cáo."
    )
    silent = standards(planned=8, no_data=8)
    assert sentences.completion(silent) == (
        "Năm học 2025-2026, theo TT 18/2018, các trường lập kế hoạch 8 mục, kết quả chưa có dữ liệu."
    )
    assert sentences.completion(full.head(0), school_year="2026-2027") == (
        "Năm học 2026-2027 chưa có kế hoạch cải tiến nào. Trường nộp kế hoạch ở trang Nộp bảng tính."
    )


PERSISTENT = pd.DataFrame(
    {
        "framework_code": ["TT18-2018"] * 4,
        "criterion_code": ["3.6", "3.6", "1.1", "2.2"],
        "criterion_name": ["Thư viện", "Thư viện", "Phương hướng", "Đối với giáo viên"],
        "school_code": ["A", "B", "A", "C"],
        "is_current": pd.array([True, True, True, False], "boolean"),
    }
)
COMMON = pd.DataFrame(
    {
        "school_year": ["2025-2026"] * 2,
        "level_name": ["Mầm non", "Tiểu học"],
        "framework_code": ["TT19-2018", "TT17-2018"],
        "criterion_code": ["1.2", "3.1"],
        "criterion_name": ["Hội đồng trường", "Sân chơi"],
        "school_count": [20, 24],
        "plan_school_count": [31, 25],
        "school_share": [20 / 31, 24 / 25],
    }
)


def test_weaknesses() -> None:
    assert sentences.weaknesses(PERSISTENT, COMMON) == (
        "Có 3 điểm yếu lặp lại từ hai năm học liền trở lên ở 2 trường,"
        " nhiều nhất là tiêu chí 3.6 Thư viện (TT 18/2018, 2 trường)."
        " Năm học 2025-2026, điểm yếu chung nhất là tiêu chí 3.1 Sân chơi (TT 17/2018): 24 trong 25 trường cấp tiểu học."
    )
    assert sentences.weaknesses(PERSISTENT.head(0), COMMON.head(0), school_year="2026-2027").startswith(
        "Năm học 2026-2027 chưa có kế hoạch cải tiến nào"
    )


OBLIGATIONS = pd.DataFrame(
    {
        "short_name": ["Kế hoạch cải tiến", "Danh sách tập huấn"],
        "owed_count": [80, 78],
        "overdue_count": [9, 12],
        "due_soon_count": [0, 3],
        "hollow_count": [0, 0],
    }
)
SCHOOLS = pd.DataFrame(
    {
        "overdue_count": [1, 0, 20],
        "longest_late_days": pd.array([5, None, 51], "Int64"),
        "hollow_count": 0,
    }
)


def test_overdue() -> None:
    assert sentences.overdue(OBLIGATIONS, SCHOOLS, today=TODAY) == (
        "Tính đến 20/11/2026, 21 báo cáo của 2 trường đã quá hạn, lâu nhất 51 ngày;"
        " nhiều nhất là Danh sách tập huấn: 12 trong 78 trường phải nộp; 3 báo cáo sắp đến hạn."
    )
    hollow = SCHOOLS.assign(hollow_count=[4, 0, 0])
    assert sentences.overdue(OBLIGATIONS, hollow, today=TODAY).endswith(
        "; 3 báo cáo sắp đến hạn; 4 bảng đã nộp cần đọc kỹ."
    )
    none = OBLIGATIONS.assign(overdue_count=0)
    assert sentences.overdue(none, SCHOOLS, today=TODAY) == (
        "Tính đến 20/11/2026, không có báo cáo nào quá hạn; 3 báo cáo sắp đến hạn."
    )
    assert "chưa có báo cáo nào trường phải nộp" in sentences.overdue(
        OBLIGATIONS.head(0), SCHOOLS.head(0), today=TODAY
    )


def test_hand_in() -> None:
    revisions = pd.DataFrame(
        {
            "kind": ["plan", "results"],
            "recorded_at": [datetime(2026, 11, 20, 8, 30), datetime(2026, 5, 30, 9, 0)],
            "withdrawn_at": [None, None],
        }
    )
    assert sentences.hand_in(revisions, school_name="Trường *A*") == (
        r"Trường \*A\* đã nộp 2 bảng tính; gần nhất là kế hoạch cải tiến chất lượng, lúc 20/11/2026 08:30."
    )
    assert (
        sentences.hand_in(revisions.head(0))
        == "Các trường chưa nộp bảng tính nào. Chọn tệp Excel hoặc Word ở dưới để nộp."
    )


RATES = pd.DataFrame(
    {
        "school_year": ["2025-2026"] * 3,
        "framework_schools": ["mầm non", "tiểu học", "THCS, THPT"],
        "planned_count": [110, 20, 5],
        "reported_count": [100, 20, 0],
        "needs_review_count": [17, 0, 0],
        "low_share": [0.45, 0.7, None],
        "high_share": [0.62, 0.7, None],
    }
)


def test_completion_of_all_frameworks_never_adds_them() -> None:
    assert sentences.completion_of_all(RATES) == (
        "Năm học 2025-2026 đã hoàn thành: mầm non 45–62 %; tiểu học 70 % số mục có báo cáo."
        " Còn 17 mục cần rà soát và 15 mục chưa có dữ liệu."
    )


def test_a_single_schools_weaknesses_are_named() -> None:
    one = PERSISTENT[PERSISTENT["school_code"] == PERSISTENT.iloc[0]["school_code"]].assign(
        school_name="MN *Một*", year_count=3
    )
    assert sentences.weaknesses(one, pd.DataFrame()) == (
        r"MN \*Một\* có 2 điểm yếu lặp lại nhiều năm học liền: 3.6 Thư viện (3 năm học); 1.1 Phương hướng (3 năm học)."
    )


def test_overview() -> None:
    assert sentences.overview(
        evaluations=evaluations(["not_due"] * 2),
        by_year=RATES,
        persistent=PERSISTENT,
        by_obligation=OBLIGATIONS,
        today=TODAY,
    ) == (
        "Tính đến 20/11/2026: 21 báo cáo quá hạn; 2 trường được đánh giá ngoài trong năm học 2024-2025;"
        " đã hoàn thành mầm non 45–62 %, tiểu học 70 % mục có báo cáo năm học 2025-2026; 3 điểm yếu lặp lại."
    )
    assert sentences.overview(
        evaluations=evaluations([]),
        by_year=RATES.head(0),
        persistent=PERSISTENT.head(0),
        by_obligation=OBLIGATIONS.head(0),
        today=TODAY,
    ) == (
        "Tính đến 20/11/2026: không có báo cáo nào quá hạn; chưa có lịch đánh giá ngoài;"
        " tỉ lệ hoàn thành chưa có dữ liệu; chưa thấy điểm yếu lặp lại."
    )


def test_hollow() -> None:
    schools = pd.DataFrame(
        {"school_year": ["2025-2026"] * 2, "concern_line_count": [3, 0], "checked_line_count": [8, 12]}
    )
    # Two reasons lead in one kind of table each; told is the one with most lines in both together.
    concerns = pd.DataFrame(
        {"concern": ["empty_phrase", "copied_school", "copied_school"], "line_count": [3, 2, 2]}
    )
    plans = pd.DataFrame(
        {"school_year": ["2025-2026"] * 2, "line_count": [8, 4], "supervision_count": [1, 0]}
    )
    assert sentences.hollow(schools, concerns, plans) == (
        "Năm học 2025-2026: 3 trong 20 dòng cần đọc kỹ; nhiều nhất là giống bài của trường khác (4 dòng);"
        " 1/12 dòng kế hoạch có biện pháp giám sát."
    )
    of_this_year = plans.assign(school_year="2026-2027")
    assert sentences.hollow(schools, concerns, of_this_year).endswith(
        "; 1/12 dòng kế hoạch 2026-2027 có biện pháp giám sát."
    )
    nothing = schools.assign(concern_line_count=0)
    assert sentences.hollow(nothing, concerns.head(0), plans) == (
        "Năm học 2025-2026: đã xét 20 dòng, chưa thấy dòng nào cần đọc kỹ."
    )
    assert sentences.hollow(schools.head(0), concerns.head(0), plans.head(0)).startswith("Chưa có kế hoạch")
