"""The columns of a form of ours, as its layout says: how wide, what may be chosen, a word of advice."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.known import Framework
from data.intake.layouts import Field, Layout
from exports.template import Column

# Together about as wide as a landscape page at four fifths of its size.
WIDTHS = {
    "ordinal": 5, "criterion": 24, "target": 24, "action": 28, "responsible": 15, "supervision": 17, "note": 20,
    "plan_initial": 30, "plan_adjusted": 20, "done": 26, "doing": 28, "not_started": 20,
    "time": 20,
}  # fmt: skip
WIDTHS_OF_KINDS = {
    "time": 11.5,
    "budget": 12,
    "mark": 8,
    "school": 38,
    "status": 15,
    "line_kind": 12,
    "level": 9,
}
USUAL_WIDTH = 18
ADVICE = {
    "time_start": "Chọn trong danh sách hoặc gõ, ví dụ: 10/2025, 15/10/2025, Học kỳ I, Suốt năm học.",
    "time_end": "Chọn trong danh sách hoặc gõ, ví dụ: 5/2026, 30/4/2026, Cuối học kỳ I.",
    "budget": "Số tiền bằng đồng và nguồn, ví dụ: 5.000.000, ngân sách; không tốn kinh phí thì ghi «Không».",
    "supervision": "Ai kiểm tra, khi nào, bằng cách nào; ví dụ: Tổ giám sát kiểm tra cuối học kỳ I, có biên bản.",
    "status": "Chọn: Hoàn thành, Đang thực hiện hoặc Chưa hoàn thành.",
}
STATUSES = ("Hoàn thành", "Đang thực hiện", "Chưa hoàn thành")
LINE_KINDS = ("Khắc phục điểm yếu", "Phát huy điểm mạnh")
TERMS = ("Học kỳ I", "Học kỳ II", "Suốt năm học")
CENTRED = frozenset({"ordinal", "mark", "level"})


def columns(
    layout: Layout,
    *,
    framework: Framework | None,
    school_names: Sequence[str],
    school_year: str,
    prepared: frozenset[str],
) -> list[Column]:
    """The columns of a form, in the order of its layout; those in `prepared` are filled by us."""
    choices = {
        "criterion": criteria(framework),
        "school": tuple(school_names),
        "time": times(school_year),
        "mark": ("X",),
        "status": STATUSES,
        "line_kind": LINE_KINDS,
    }
    return [
        Column(
            name=field.name,
            heading=field.heading,
            width=WIDTHS.get(field.name) or WIDTHS_OF_KINDS.get(field.kind, USUAL_WIDTH),
            choices=choices.get(field.kind, ()),
            advice=ADVICE.get(field.name, ""),
            is_prepared=field.name in prepared,
            is_centred=field.kind in CENTRED,
        )
        for field in _asked(layout)
    ]


def criterion(code: str, name: str | None) -> str:
    """A criterion as it stands in a form: its word, code and title, so that no program takes it for a number."""
    return f"Tiêu chí {code}. {name}" if name else f"Tiêu chí {code}"


def criteria(framework: Framework | None) -> tuple[str, ...]:
    """All criteria of a framework, in its order."""
    return tuple(criterion(code, name) for code, name in framework.criteria.items()) if framework else ()


def times(school_year: str) -> tuple[str, ...]:
    """Times that are read without a doubt: the months of the school year, its terms."""
    start = int(school_year[:4])
    autumn = (f"Tháng {month}/{start}" for month in range(8, 13))
    spring = (f"Tháng {month}/{start + 1}" for month in range(1, 8))
    return (*TERMS, *autumn, *spring)


def _asked(layout: Layout) -> list[Field]:
    """The fields that a form asks for: where two ways of saying one thing are read, only the surer one.

    One column names a criterion with its title, and a start and a finish say more than one column of times.
    """
    names = {field.name for field in layout.fields}
    left_out = set()
    if "criterion" in names:
        left_out |= {"standard", "criterion_title"}
    if {"time_start", "time_end"} <= names:
        left_out.add("time")
    return [field for field in layout.fields if field.name not in left_out]
