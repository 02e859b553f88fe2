"""How people write times, budgets and who is in charge, with what each phrase means where that is beyond doubt."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from random import Random


@dataclass(frozen=True, slots=True)
class Time:
    """A time cell as typed (a text, or a date that a spreadsheet program made), and the window it means."""

    typed: str | datetime
    starts_on: date | None = None
    ends_on: date | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget cell as typed, and the sum where it names one."""

    typed: str | int | None
    vnd: int | None = None
    is_sure: bool = True


MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)
RESPONSIBLE = (
    "Hiệu trưởng",
    "Phó hiệu trưởng phụ trách chuyên môn",
    "PHT, TTCM",
    "Hiệu trưởng, Công đoàn",
    "BGH, các tổ chuyên môn",
    "Hiệu trưởng, kế toán",
    "PHT phụ trách cơ sở vật chất, bảo vệ",
    "GVCN, Ban ĐD CMHS",
    "Tổ văn phòng",
    "Tổng phụ trách Đội, GVCN",
    "Thư viện, TTCM, GV",
    "Hiệu trưởng; Chủ tịch Công đoàn; các tổ",
)
SUPPORT = (
    None,
    None,
    None,
    "Phường hỗ trợ địa điểm",
    "CMHS phối hợp",
    "Không",
    "Hỗ trợ của đơn vị tài trợ",
    "Máy tính, mạng",
)
SUPERVISION = "Ban thanh tra nhân dân giám sát mỗi học kỳ"


def time_of(rng: Random, school_year: str, *, is_vague: bool) -> Time:
    """Half of all lines say only "this school year", as in real plans."""
    if is_vague or rng.random() < 0.45:
        return _whole_year(rng, school_year)
    kind = rng.choice(("term", "month", "month", "month", "months", "before", "day", "loose"))
    return _TIMES[kind](rng, school_year)


def budget_of(rng: Random) -> Budget:
    """Empty more often than not."""
    roll = rng.random()
    million = rng.choice((2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 45, 60, 80, 120, 150))
    vnd = million * 1_000_000
    if roll < 0.45:
        return Budget(None)
    if roll < 0.62:
        words = (
            "Không",
            "Kinh phí nhà trường",
            "Ngân sách",
            "Xã hội hóa",
            "XHH",
            "Theo thực tế",
            "Theo dự toán",
        )
        typed_words = rng.choice(words)
        return Budget(typed_words, 0 if typed_words == "Không" else None)
    dotted = f"{vnd:,}".replace(",", ".")
    typed = (
        f"{million} triệu",
        f"{million}tr",
        dotted,
        f"{dotted}đ",
        f"{dotted} đồng",
        f"{million} triệu đồng",
    )
    if roll < 0.95:
        return Budget(rng.choice(typed), vnd)
    return Budget(vnd, vnd) if roll < 0.98 else Budget("0", 0, is_sure=False)


def _year_of(school_year: str, month: int) -> int:
    return int(school_year[:4]) + (month < 8)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _whole_year(rng: Random, school_year: str) -> Time:
    first = int(school_year[:4])
    typed = rng.choice(
        (
            "Suốt năm học",
            "Cả năm học",
            f"Năm học {school_year}",
            f"Năm học {first} – {first + 1}",
            "Trong năm học",
        )
    )
    return Time(typed, date(first, 9, 5), date(first + 1, 5, 31))


def _term(rng: Random, school_year: str) -> Time:
    first = int(school_year[:4])
    if rng.random() < 0.55:
        typed = rng.choice(
            ("HKI", "Học kỳ I", "HK1", f"HKI, năm học {first % 100}-{first % 100 + 1}", "Học kì 1")
        )
        return Time(typed, date(first, 9, 5), date(first + 1, 1, 15))
    return Time(rng.choice(("HKII", "Học kỳ II", "HK2")), date(first + 1, 1, 16), date(first + 1, 5, 31))


def _month(rng: Random, school_year: str) -> Time:
    month = rng.choice(MONTHS)
    year = _year_of(school_year, month)
    window = date(year, month, 1), _last(year, month)
    if rng.random() < 0.25:
        return Time(datetime(year, month, 1), *window)
    typed = (
        f"{month}/{year}",
        f"Tháng {month}/{year}",
        f"{month:02d}/{year}",
        f"T{month}/{year}",
        f"Tháng {month:02d}/{year}",
    )
    return Time(rng.choice(typed), *window)


def _months(rng: Random, school_year: str) -> Time:
    first, last = rng.choice(((9, 12), (10, 1), (9, 3), (11, 2), (1, 4), (2, 5), (9, 5)))
    a, b = _year_of(school_year, first), _year_of(school_year, last)
    typed = rng.choice(
        (
            f"Từ tháng {first}/{a} đến tháng {last}/{b}",
            f"{first:02d}/{a} - {last:02d}/{b}",
            f"{first}/{a} – {last}/{b}",
        )
    )
    return Time(typed, date(a, first, 1), _last(b, last))


def _before(rng: Random, school_year: str) -> Time:
    day, month = rng.choice(((30, 12), (15, 1), (31, 3), (30, 4), (15, 11), (31, 10)))
    year = _year_of(school_year, month)
    typed = rng.choice(
        (f"Trước {day}/{month}", f"Hoàn thành trước {day}/{month}/{year}", f"Trước ngày {day}/{month}/{year}")
    )
    return Time(typed, is_sure=False)


def _day(rng: Random, school_year: str) -> Time:
    month = rng.choice(MONTHS)
    day = date(_year_of(school_year, month), month, rng.randint(6, 26))
    return Time(f"{day.day:02d}/{day.month:02d}/{day.year}", day, day)


def _loose(rng: Random, school_year: str) -> Time:
    year = int(school_year[:4]) + 1
    words = (
        "Thường xuyên",
        "Hằng tháng",
        "Đầu năm học",
        "Cuối HKI",
        f"Hè {year}",
        f"Quý I/{year}",
        "Theo kế hoạch",
        "Hằng tuần",
    )
    return Time(rng.choice(words), is_sure=False)


_TIMES = {
    "term": _term, "month": _month, "months": _months, "before": _before, "day": _day, "loose": _loose,
}  # fmt: skip
