"""Frames as the queries give them, written by hand: realistic sizes, invented schools."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd

TODAY = date(2026, 11, 20)
NAMES = {
    "1.1": "Phương hướng, chiến lược xây dựng và phát triển nhà trường",
    "1.2": "Hội đồng trường (Hội đồng quản trị đối với trường tư thục) và các hội đồng khác",
    "1.3": "Tổ chức Đảng Cộng sản Việt Nam, các đoàn thể và tổ chức khác trong nhà trường",
    "1.4": "Hiệu trưởng, phó hiệu trưởng, tổ chuyên môn và tổ văn phòng",
    "1.5": "Lớp học",
    "1.6": "Quản lý hành chính, tài chính và tài sản",
    "1.7": "Quản lý cán bộ, giáo viên và nhân viên",
    "1.8": "Quản lý các hoạt động giáo dục",
    "1.9": "Thực hiện quy chế dân chủ cơ sở",
    "1.10": "Đảm bảo an ninh trật tự, an toàn trường học",
    "2.1": "Đối với hiệu trưởng, phó hiệu trưởng",
    "2.2": "Đối với giáo viên",
    "2.3": "Đối với nhân viên",
    "2.4": "Đối với học sinh",
    "3.1": "Khuôn viên, khu sân chơi, bãi tập",
    "3.2": "Phòng học, phòng học bộ môn và khối phục vụ học tập",
    "3.3": "Khối hành chính - quản trị",
    "3.4": "Khu vệ sinh, hệ thống cấp thoát nước",
    "3.5": "Thiết bị",
    "3.6": "Thư viện",
    "4.1": "Ban đại diện cha mẹ học sinh",
    "4.2": "Công tác tham mưu cấp ủy đảng, chính quyền và phối hợp với các tổ chức, cá nhân của nhà trường",
    "5.1": "Thực hiện Chương trình giáo dục phổ thông",
    "5.2": "Tổ chức hoạt động giáo dục cho học sinh có hoàn cảnh khó khăn, học sinh có năng khiếu, "
    "học sinh gặp khó khăn trong học tập và rèn luyện",
    "5.3": "Thực hiện nội dung giáo dục địa phương theo quy định",
    "5.4": "Các hoạt động trải nghiệm và hướng nghiệp",
    "5.5": "Hình thành, phát triển các kỹ năng sống cho học sinh",
    "5.6": "Kết quả giáo dục",
}
STANDARDS = (
    "Tổ chức và quản lý nhà trường",
    "Cán bộ quản lý, giáo viên, nhân viên và học sinh",
    "Cơ sở vật chất và thiết bị dạy học",
    "Quan hệ giữa nhà trường, gia đình và xã hội",
    "Hoạt động giáo dục và kết quả giáo dục",
)
WORDS = ("Bình Minh", "Hoa Sen", "Sông Xanh", "An Phú Đông", "Ngô Gia Khảm", "Đồng Tâm", "Tân Lập")


def school_name(place: int) -> str:
    return f"Trường {('THCS', 'Tiểu học', 'Mầm non')[place % 3]} {WORDS[place % 7]} {1 + place // 7}"


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Nullable whole numbers and booleans, dates as date, as the store gives them."""
    made = pd.DataFrame(rows)
    for column in made.columns:
        if column.endswith(("_count", "_days", "_left")) or column == "position":
            made[column] = made[column].astype("Int64")
        elif column.startswith(("is_", "asks_")):
            made[column] = made[column].astype("boolean")
    return made


def evaluation(place: int, starts_on: date | None, ends_on: date | None, **rest: Any) -> dict[str, Any]:
    exact = starts_on == ends_on
    return {
        "school_year": "2026-2027",
        "school_code": f"S{place:02d}",
        "school_name": school_name(place),
        "level": "TH",
        "ward": "Phường 1",
        "starts_on": starts_on,
        "ends_on": ends_on,
        "time_precision": "day" if exact else "month",
        "asks_kdcl": True,
        "asks_cqg": False,
        "dossier_due_early": starts_on and starts_on - timedelta(days=45),
        "dossier_due_late": ends_on and ends_on - timedelta(days=45),
        "dossier_received_on": None,
        "dossier_state": "not_due",
        "visit_state": "upcoming",
        "first_row": place + 4,
        "obligation_code": "S11",
        **rest,
    }


def evaluations() -> pd.DataFrame:
    return frame(
        [
            evaluation(
                1,
                date(2026, 10, 1),
                date(2026, 10, 31),
                dossier_state="received",
                dossier_received_on=date(2026, 8, 30),
            ),
            evaluation(
                2,
                date(2026, 11, 1),
                date(2026, 11, 30),
                dossier_state="received_late",
                dossier_received_on=date(2026, 10, 30),
                asks_cqg=True,
            ),
            evaluation(
                3,
                date(2026, 12, 1),
                date(2026, 12, 31),
                dossier_state="overdue",
                asks_kdcl=False,
                asks_cqg=True,
                school_name="Trường Tiểu học, Trung học cơ sở và Trung học phổ thông Quốc tế Hoa Sen Vàng",
            ),
            evaluation(4, date(2027, 1, 1), date(2027, 1, 31), dossier_state="due_soon"),
            evaluation(5, date(2027, 1, 14), date(2027, 1, 14), dossier_state="due_soon"),
            evaluation(6, date(2027, 2, 1), date(2027, 2, 28)),
            evaluation(7, date(2027, 3, 1), date(2027, 3, 31)),
            evaluation(8, date(2027, 3, 1), date(2027, 3, 31), asks_cqg=True),
            evaluation(9, date(2027, 4, 1), date(2027, 4, 30), dossier_state="waived"),
            evaluation(10, None, None, dossier_state=None, time_precision=None),
        ]
    )


def months() -> pd.DataFrame:
    kdcl = (0, 0, 1, 1, 0, 2, 1, 1, 1, 0, 0, 0)
    cqg = (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
    both = (0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0)
    return frame(
        [
            {
                "school_year": "2026-2027",
                "month_on": date(2026 + (7 + place) // 12, (7 + place) % 12 + 1, 1),
                "evaluation_count": kdcl[place] + cqg[place] + both[place],
                "kdcl_only_count": kdcl[place],
                "cqg_only_count": cqg[place],
                "both_count": both[place],
                "kdcl_count": kdcl[place] + both[place],
                "cqg_count": cqg[place] + both[place],
            }
            for place in range(12)
        ]
    )


def recognitions() -> pd.DataFrame:
    chance = random.Random(7)
    rows = [
        {
            "school_code": f"S{place:02d}",
            "school_name": school_name(place),
            "level": "TH",
            "ward": "Phường 1",
            "kind": "CQG" if place % 3 == 0 else "KDCL",
            "grade": 1,
            "decision_number": f"{place}/QĐ-SGDĐT",
            "signed_on": date(2021, 9, 1),
            "expires_on": TODAY + timedelta(days=chance.randrange(-120, 720)),
            "is_scheduled": place % 4 == 0,
        }
        for place in range(60)
    ]
    return frame(sorted(rows, key=lambda row: row["expires_on"]))


def counts(done: int, doing: int, not_started: int, review: int, silent: int) -> dict[str, Any]:
    reported = done + doing + not_started + review
    return {
        "school_count": 40,
        "planned_count": reported + silent,
        "reported_count": reported,
        "done_count": done,
        "in_progress_count": doing,
        "not_started_count": not_started,
        "needs_review_count": review,
        "no_data_count": silent,
        "low_share": done / reported if reported else None,
        "high_share": (done + review) / reported if reported else None,
    }


def criteria() -> pd.DataFrame:
    chance = random.Random(3)
    rows = []
    for place, (code, name) in enumerate(NAMES.items()):
        made = counts(
            chance.randrange(20),
            chance.randrange(9),
            chance.randrange(5),
            chance.randrange(12),
            chance.randrange(9),
        )
        if code == "1.7":
            made = counts(0, 0, 0, 0, 6)
        if code == "5.3":
            made = counts(0, 0, 0, 0, 0)
        if code == "3.6":
            made = counts(12, 3, 1, 0, 2)
        standard = int(code[0])
        rows.append(
            {
                "school_year": "2025-2026",
                "framework_code": "TT18-2018",
                "standard_no": standard,
                "standard_name": STANDARDS[standard - 1],
                "criterion_code": code,
                "criterion_name": name,
                "position": place + 1,
                **made,
            }
        )
    return frame(rows)


def standards() -> pd.DataFrame:
    made = [
        counts(120, 30, 12, 40, 22),
        counts(45, 10, 0, 0, 5),
        counts(60, 41, 30, 9, 11),
        counts(0, 0, 0, 0, 9),
        counts(80, 20, 2, 70, 3),
    ]
    return frame(
        [
            {
                "school_year": "2025-2026",
                "framework_code": "TT18-2018",
                "standard_no": place + 1,
                "standard_name": name,
                **made[place],
            }
            for place, name in enumerate(STANDARDS)
        ]
    )


def tiles(schools: int = 35) -> pd.DataFrame:
    chance = random.Random(5)
    rows: list[dict[str, Any]] = []
    for place in range(schools):
        school = {
            "school_year": "2025-2026",
            "framework_code": "TT18-2018",
            "school_code": f"S{place:02d}",
            "school_name": school_name(place),
            "level": "THCS",
        }
        if place in (4, 19):
            rows.append(
                {
                    **school,
                    "criterion_code": None,
                    "criterion_name": None,
                    "position": None,
                    "state": None,
                    "plan_line_count": 0,
                    "result_line_count": 0,
                }
            )
            continue
        for number, (code, name) in enumerate(NAMES.items()):
            if chance.random() < 0.3:
                continue
            state = (
                "no_data"
                if place in (8, 9)
                else chance.choices(
                    ["done", "in_progress", "needs_review", "not_started", "no_data"], [5, 2, 3, 1, 1]
                )[0]
            )
            rows.append(
                {
                    **school,
                    "criterion_code": code,
                    "criterion_name": name,
                    "position": number + 1,
                    "state": state,
                    "plan_line_count": 1,
                    "result_line_count": 1,
                }
            )
    return frame(rows)


FRAMEWORKS = {
    "TT19-2018": "Thông tư 19/2018: trường mầm non",
    "TT17-2018": "Thông tư 17/2018: trường tiểu học",
    "TT18-2018": "Thông tư 18/2018: trường THCS, THPT và phổ thông nhiều cấp học",
    "TT57-2026-MN": "Thông tư 57/2026 (Phụ lục I): trường mầm non",
    "TT57-2026-PT": "Thông tư 57/2026 (Phụ lục II): trường phổ thông",
}


def years() -> pd.DataFrame:
    made = {
        "TT19-2018": [(40, 20), (47, 14), (55, 10), (61, 8)],
        "TT17-2018": [(35, 30), (42, 25), None, (52, 12)],
        "TT18-2018": [(38, 22), (39, 24), (49, 21), (56, 0)],
        "TT57-2026-MN": [None],
        "TT57-2026-PT": [(6, 3)],
    }
    rows = []
    for code, ranges in made.items():
        for place, found in enumerate(ranges):
            year = 2026 if "57" in code else 2022 + place
            shares = counts(found[0], 100 - sum(found), 0, found[1], 10) if found else counts(0, 0, 0, 0, 50)
            rows.append(
                {
                    "school_year": f"{year}-{year + 1}",
                    "framework_code": code,
                    "framework_name": FRAMEWORKS[code],
                    "framework_schools": {"17": "tiểu học", "18": "THCS, THPT", "19": "mầm non"}.get(
                        code[2:4], "phổ thông"
                    ),
                    **shares,
                }
            )
    return frame(sorted(rows, key=lambda row: row["school_year"]))


def weak_criteria() -> pd.DataFrame:
    rows = []
    for level, level_name, schools, code in (
        ("MN", "Mầm non", 31, "TT19-2018"),
        ("TH", "Tiểu học", 24, "TT17-2018"),
        ("THCS", "Trung học cơ sở", 18, "TT18-2018"),
    ):
        for place, (criterion, name) in enumerate(NAMES.items()):
            count = schools - 3 * place
            if count > 1:
                rows.append(
                    {
                        "school_year": "2025-2026",
                        "level": level,
                        "level_name": level_name,
                        "framework_code": code,
                        "criterion_code": criterion,
                        "criterion_name": name,
                        "position": place + 1,
                        "school_count": count,
                        "plan_school_count": schools,
                        "school_share": count / schools,
                    }
                )
    return frame(rows)


def runs() -> pd.DataFrame:
    chance = random.Random(11)
    rows = []
    for place in range(70):
        code = chance.choice([*list(NAMES)[:20], "3.2", "3.2", "3.6", "3.6", "2.2"])
        length = chance.choice([2, 2, 2, 3, 3, 4])
        rows.append(
            {
                "school_code": f"S{place:02d}",
                "school_name": school_name(place),
                "level": "THCS",
                "ward": "",
                "framework_code": "TT17-2018" if place % 3 == 0 else "TT18-2018",
                "criterion_code": code,
                "criterion_name": NAMES[code],
                "first_school_year": f"{2026 - length}-{2027 - length}",
                "last_school_year": "2025-2026",
                "year_count": length,
                "last_state": "done",
                "is_current": chance.random() < 0.8,
            }
        )
    return frame(rows)


OBLIGATIONS = (
    ("S08", "Gửi kế hoạch cải tiến chất lượng đầu năm học", "Kế hoạch cải tiến", (9, 0, 0, 1, 6, 60, 4, 0)),
    (
        "S03",
        "Báo cáo kết quả thực hiện kế hoạch cải tiến chất lượng",
        "Kết quả cải tiến",
        (0, 0, 80, 0, 0, 0, 0, 0),
    ),
    ("S02", "Báo cáo kết quả tự đánh giá", "Kết quả tự đánh giá", (0, 0, 80, 0, 0, 0, 0, 0)),
    (
        "S09",
        "Đăng ký đánh giá ngoài trước khi công nhận hết hạn 5 tháng",
        "Đăng ký đánh giá ngoài",
        (3, 5, 10, 0, 0, 4, 0, 0),
    ),
    ("S11", "Nộp hồ sơ đăng ký đánh giá ngoài", "Hồ sơ đánh giá ngoài", (1, 2, 4, 1, 1, 1, 0, 0)),
    (
        "S33",
        "Báo cáo về kiểm tra công tác thực hiện kế hoạch",
        "Báo cáo kiểm tra cải tiến",
        (2, 70, 0, 0, 0, 8, 0, 0),
    ),
    ("S17", "Danh sách cán bộ dự tập huấn", "Danh sách tập huấn", (12, 0, 0, 3, 20, 45, 0, 0)),
    (
        "S57A",
        "Theo dõi, điều chỉnh kế hoạch cải tiến cuối học kỳ I",
        "Theo dõi cuối HKI",
        (0, 0, 80, 0, 0, 0, 0, 0),
    ),
)


def obligations() -> pd.DataFrame:
    names = ("overdue", "due_soon", "not_due", "waived", "received_late", "received", "hollow", "ended")
    return frame(
        [
            {
                "obligation_code": code,
                "obligation_name": name,
                "short_name": short,
                "school_year": "2026-2027",
                "owed_count": sum(found),
                **{f"{state}_count": n for state, n in zip(names, found, strict=True)},
                "due_late": date(2026, 9, 30),
            }
            for code, name, short, found in OBLIGATIONS
        ]
    )


def register() -> pd.DataFrame:
    chance = random.Random(13)
    rows = []
    for code, name, short, found in OBLIGATIONS:
        for place in range(found[0]):
            late = chance.choice([3, 7, 8, 30, 31, 51, 90, 91, 200])
            rows.append(
                {
                    "school_code": f"S{place:02d}",
                    "school_name": school_name(place),
                    "level": "TH",
                    "ward": "",
                    "obligation_code": code,
                    "obligation_name": name,
                    "short_name": short,
                    "ground": "",
                    "school_year": "2026-2027",
                    "state": "overdue",
                    "late_days": late,
                    "due_late": TODAY - timedelta(days=late),
                    "due_early": TODAY - timedelta(days=late),
                }
            )
    rows.append({**rows[0], "state": "received", "late_days": 0})
    return frame(rows)


def owing(schools: int = 30) -> pd.DataFrame:
    chance = random.Random(17)
    return frame(
        [
            {
                "school_code": f"S{place:02d}",
                "school_name": school_name(place),
                "level": "TH",
                "ward": "",
                "owed_count": 8,
                "overdue_count": place % 4,
                "longest_late_days": chance.randrange(1, 200) if place % 4 else None,
                "due_soon_count": (place + 1) % 3,
                "received_late_count": 1,
                "received_count": 2,
                "hollow_count": 0,
                "waived_count": 0,
                "ended_count": 0,
                "not_due_count": 2,
            }
            for place in range(schools)
        ]
    )


def concerns() -> pd.DataFrame:
    counts = {
        ("plan", "copied_school"): (9, 5),
        ("results", "repeats_plan"): (7, 4),
        ("results", "copied_school"): (3, 2),
        ("results", "nothing_to_check"): (2, 2),
        ("plan", "empty_phrase"): (1, 1),
    }
    return frame(
        [
            {
                "school_year": "2025-2026",
                "kind": kind,
                "concern": concern,
                "line_count": lines,
                "school_count": schools,
                "checked_line_count": 80,
                "checked_school_count": 12,
            }
            for (kind, concern), (lines, schools) in counts.items()
        ]
    )


def plan_items(schools: int = 5) -> pd.DataFrame:
    return frame(
        [
            {
                "school_code": f"S{place:02d}",
                "school_name": school_name(place),
                "level": "TH",
                "ward": "",
                "school_year": "2025-2026",
                "line_count": 8,
                "solution_count": 8,
                "start_count": 6,
                "finish_count": 5,
                "people_count": 8,
                "budget_count": 2,
                "supervision_count": 0,
                "measurable_count": 3,
            }
            for place in range(schools)
        ]
    )


def expiring_halves() -> pd.DataFrame:
    """Five years of recognitions that run out, with a half that has none."""
    rows = [("lapsed", None, None, "MN", 4), ("lapsed", None, None, "TH", 1)]
    for place in range(10):
        year, term = 2026 + (place + 0) // 2, place % 2 + 1
        name = f"{year}-{year + 1}"
        if place != 6:
            rows += [(f"{name}/{term}", name, term, level, 2 + place % 4) for level in ("MN", "TH", "THCS")]
    return frame(
        [
            {
                "half": half, "is_lapsed": half == "lapsed", "expiry_year": year, "term": term, "level": level,
                "recognition_count": count, "school_count": count, "kdcl_count": count - 1, "cqg_count": 1,
                "scheduled_count": 1,
            }
            for half, year, term, level, count in rows
        ]
    )  # fmt: skip


def chain() -> pd.DataFrame:
    """Steps before twelve visits: windows and days, done, overdue, without days, and a visit whose time is unknown."""
    steps = (("register", 150), ("dossier", 45), ("office_check", None), ("visit", 0))
    rows = []
    for place in range(12):
        first = None if place == 11 else date(2026, 10 + place % 3, 1) + timedelta(days=20 * place)
        for step, lead in steps:
            early = None if first is None or lead is None else first - timedelta(days=lead)
            state = (
                "not_set"
                if lead is None
                else "unknown"
                if first is None
                else "overdue"
                if place == 3
                else "not_due"
            )
            rows.append(
                {
                    "school_year": "2026-2027", "school_code": f"S{place:02d}", "school_name": school_name(place),
                    "visit_starts_on": first, "step_code": step,
                    "step_name": f"Việc {step == 'visit'}".replace("True", "đón đoàn").replace("False", "khác"),
                    "copies": "02 công văn" if step == "dossier" else None, "due_early": early,
                    "due_late": None if early is None else early + timedelta(days=29 if place % 2 else 0),
                    "received_on": date(2026, 9, 1) if place == 1 else None,
                    "step_state": "received" if place == 1 and early else state,
                    "file_name": "Lịch.xlsx", "first_row": 10 + place,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def levelled_months() -> pd.DataFrame:
    """A school year before and after."""
    months = [date(2026, month, 1) for month in range(8, 13)] + [
        date(2027, month, 1) for month in range(1, 8)
    ]
    before, after = [0, 0, 2, 1, 3, 3, 0, 2, 1, 0, 0, 0], [0, 0, 2, 1, 2, 2, 2, 2, 1, 0, 0, 0]
    return pd.DataFrame(
        {
            "school_year": "2026-2027",
            "month_on": months,
            "before_count": before,
            "after_count": after,
            "before_lines": [list(range(count)) for count in before],
            "after_lines": [list(range(count)) for count in after],
            "is_usable": [month.month not in (6, 7, 8) for month in months],
            "pause_names": ["nghỉ hè" if month.month in (6, 7, 8) else None for month in months],
        }
    )


def lifelines() -> pd.DataFrame:
    """Four weaknesses, as lifelines.lines tells them: two criteria of one code, one without, one without a theme."""
    told = (
        ("back", "TT18-2018", "3.6", "library", "Thư viện"),
        ("open", "TT18-2018", "3.6", "it", "Công nghệ thông tin, chuyển đổi số"),
        ("silent", "TT17-2018", "3.6", None, None),
        ("solved", "TT17-2018", None, "toilets", "Nhà vệ sinh, nước sạch"),
    )
    return frame(
        [
            {
                "lifeline_id": f"L{place}",
                "school_code": "S01",
                "school_name": school_name(1),
                "framework_code": framework,
                "criterion_code": criterion,
                "criterion_name": NAMES.get(criterion or ""),
                "theme_code": theme,
                "theme_name": name,
                "lifeline_status": status,
            }
            for place, (status, framework, criterion, theme, name) in enumerate(told)
        ]
    )


def lifeline_years() -> pd.DataFrame:
    told = (
        ("L0", "2021-2022", True, False, False, None),
        ("L0", "2022-2023", False, False, True, "done"),
        ("L0", "2023-2024", False, True, False, None),
        ("L1", "2022-2023", True, True, False, None),
        ("L2", "2022-2023", False, False, True, None),
        ("L3", "2023-2024", False, False, True, "in_progress"),
    )
    names = ("lifeline_id", "school_year", "is_recommended", "is_weakness", "is_planned", "state")
    return frame([dict(zip(names, row, strict=True)) for row in told])


def lifeline_themes() -> pd.DataFrame:
    counts = dict.fromkeys(("open", "planned", "in_work", "unclear", "silent", "back"), 2)
    return frame(
        [
            {
                "theme_code": code,
                "theme_name": name,
                "line_count": 12 + solved,
                "school_count": 9,
                **{f"{status}_count": count for status, count in {**counts, "solved": solved}.items()},
            }
            for code, name, solved in (("library", "Thư viện", 4), (None, None, 0))
        ]
    )


def asked(column: str, *values: str) -> pd.DataFrame:
    """Recommendations or lines of plans of which something is said in a column."""
    return frame(
        [
            {
                "school_year": "2025-2026",
                "framework_code": "TT18-2018",
                "criterion_code": code,
                "criterion_name": NAMES[code],
                column: values[place % len(values)],
            }
            for place, code in enumerate(("3.6", "3.6", "3.4", "1.10"))
        ]
    )


def blockers() -> pd.DataFrame:
    return frame(
        [
            {
                "framework_code": "TT18-2018",
                "framework_schools": "THCS, THPT",
                "next_level": 2,
                "criterion_code": code,
                "criterion_name": name,
                "position": place + 1,
                "blocked_count": 16 - place,
                "choice_count": 0,
                "lifted_count": max(0, 7 - 2 * place),
                "school_count": 18,
            }
            for place, (code, name) in enumerate(list(NAMES.items())[:14])
        ]
    )


def moves() -> pd.DataFrame:
    """Three things moved by new tables, one by time."""
    causes = [
        ("item", "new_upload"),
        ("item", "new_upload"),
        ("report", "new_upload"),
        ("report", "deadline_passed"),
    ]
    return pd.DataFrame(causes, columns=["subject", "why"])
