"""The columns of a form of ours, as its layout says: how wide, what may be chosen, a word of advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.intake.known import Framework
from data.intake.layouts import Field, Layout
from exports.template import Column
from pages.parts import words

# Together about as wide as a landscape page at four fifths of its size.
WIDTHS = {
    "target": 24, "action": 28, "responsible": 15, "supervision": 17, "note": 20, "time": 20, "plan_initial": 30,
    "plan_adjusted": 20, "done": 26, "doing": 28, "not_started": 20, "strength": 40, "weakness": 40, "cause": 26,
    "state": 34, "result": 36, "recommendation": 44, "response": 34, "ward": 20, "address": 28, "moment": 18,
}  # fmt: skip
WIDTHS_OF_KINDS = {
    "ordinal": 5, "criterion": 24, "time": 11.5, "budget": 12, "mark": 8, "level_mark": 9, "level": 12, "school": 38,
    "status": 14, "line_kind": 13, "standard": 24, "date": 13, "grade": 13, "recognition_kind": 18, "school_level": 22,
    "ownership": 16,
}  # fmt: skip
USUAL_WIDTH = 18
# Fewer columns are wider, many narrower; those for a word or a date keep their width.
NARROWEST_FORM, WIDEST_FORM, LEAST_SHARE, KEEPS_WIDTH = 140.0, 178.0, 0.75, 12.0
ADVICE = {
    "time_start": "Chọn trong danh sách hoặc gõ, ví dụ: 10/2025, 15/10/2025, Học kỳ I, Suốt năm học.",
    "time_end": "Chọn trong danh sách hoặc gõ, ví dụ: 5/2026, 30/4/2026, Cuối học kỳ I.",
    "budget": "Số tiền bằng đồng và nguồn, ví dụ: 5.000.000, ngân sách; không tốn kinh phí thì ghi «Không».",
    "supervision": "Ai kiểm tra, khi nào, bằng cách nào; ví dụ: Tổ giám sát kiểm tra cuối học kỳ I, có biên bản.",
    "status": "Chọn: Hoàn thành, Đang thực hiện hoặc Chưa hoàn thành.",
    "signed_on": "Ghi đủ ngày/tháng/năm, ví dụ: 13/06/2022.",
    "expires_on": "Ghi đủ ngày/tháng/năm, ví dụ: 13/06/2027.",
}
STATUSES = ("Hoàn thành", "Đang thực hiện", "Chưa hoàn thành")
LINE_KINDS = ("Khắc phục điểm yếu", "Phát huy điểm mạnh")
RECOGNITIONS = ("KĐCLGD", "Chuẩn quốc gia")
GRADES = ("Cấp độ 1", "Cấp độ 2", "Cấp độ 3", "Cấp độ 4", "Mức độ 1", "Mức độ 2")
MOMENTS = ("Cuối học kỳ I", "Cuối năm học")
TERMS = ("Học kỳ I", "Học kỳ II", "Suốt năm học")
CENTRED = frozenset({"ordinal", "mark", "level_mark", "level"})


def columns(
    layout: Layout,
    *,
    framework: Framework | None,
    schools: Sequence[str],
    school_year: str,
    prepared: frozenset[str],
) -> list[Column]:
    """The columns of a form, in the order of its layout; those in `prepared` are filled by us."""
    asked = _asked(layout, framework)
    choices = _choices(framework, schools, school_year)
    widths = _widths(asked)
    return [
        Column(
            name=field.name,
            heading=field.heading,
            width=width,
            choices=choices.get(field.name) or choices.get(field.kind, ()),
            advice=ADVICE.get(field.name, ""),
            is_prepared=field.name in prepared,
            is_centred=field.kind in CENTRED,
        )
        for field, width in zip(asked, widths, strict=True)
    ]


def criterion(code: str, name: str | None) -> str:
    """A criterion as it stands in a form: its word, code and title, so that no program takes it for a number."""
    return f"Tiêu chí {code}. {name}" if name else f"Tiêu chí {code}"


def times(school_year: str) -> tuple[str, ...]:
    """Times that are read without a doubt: the terms of the school year, its months."""
    start = int(school_year[:4])
    autumn = (f"Tháng {month}/{start}" for month in range(8, 13))
    spring = (f"Tháng {month}/{start + 1}" for month in range(1, 8))
    return (*TERMS, *autumn, *spring)


def _asked(layout: Layout, framework: Framework | None) -> list[Field]:
    """The fields that a form asks for; of the Mức only those that the framework has."""
    highest = max(map(framework.highest_level, framework.criteria), default=0) if framework else 4
    return [
        field
        for field in layout.fields
        if field.name not in layout.left_out
        and not (field.kind == "level_mark" and int(field.name.rpartition("_")[2]) > highest)
    ]


def _choices(
    framework: Framework | None, schools: Sequence[str], school_year: str
) -> Mapping[str, tuple[str, ...]]:
    """Kind of column, or its name -> what may be chosen there."""
    standards = framework.standards.items() if framework else ()
    highest = max(map(framework.highest_level, framework.criteria), default=0) if framework else 4
    return {
        "criterion": criteria(framework),
        "standard": tuple(f"Tiêu chuẩn {number}. {name}" for number, name in sorted(standards)),
        "school": tuple(schools),
        "time": times(school_year),
        "moment": MOMENTS,
        "mark": ("X",),
        "level_mark": ("X",),
        "level": ("Không đạt", *(f"Mức {number}" for number in range(1, highest + 1))),
        "status": STATUSES,
        "line_kind": LINE_KINDS,
        "school_level": tuple(words.LEVEL_WORDS.values()),
        "ownership": tuple(words.capital(word) for word in words.OWNERSHIP_WORDS.values()),
        "recognition_kind": RECOGNITIONS,
        "grade": GRADES,
    }


def criteria(framework: Framework | None) -> tuple[str, ...]:
    """All criteria of a framework, in its order."""
    return tuple(criterion(code, name) for code, name in framework.criteria.items()) if framework else ()


def _widths(asked: Sequence[Field]) -> list[float]:
    """The width of each column, so that the form fills a landscape page and is still read when it is printed."""
    usual = [float(WIDTHS.get(field.name) or WIDTHS_OF_KINDS.get(field.kind, USUAL_WIDTH)) for field in asked]
    kept = sum(width for width in usual if width <= KEEPS_WIDTH)
    rest = sum(usual) - kept
    wanted = min(max(sum(usual), NARROWEST_FORM), WIDEST_FORM)
    share = max(LEAST_SHARE, (wanted - kept) / rest) if rest else 1.0
    return [width if width <= KEEPS_WIDTH else round(width * share, 1) for width in usual]
