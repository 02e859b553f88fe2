"""What stands in a form of ours before a school writes: its open criteria of last year, the lines of its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import queries
from data.intake.known import Framework
from data.intake.layouts import Layout
from data.lens import Lens
from data.store import Store
from pages.parts import words
from pages.parts.template_columns import criterion

LONGEST_NOTE = 160
OPEN_HERE = (
    "Các tiêu chí ghi sẵn là việc còn mở từ năm trước: hãy điền nội dung của năm nay hoặc xóa dòng;"
    " trang «Việc năm trước» có nguyên văn."
)
OPEN_BESIDE = "Việc còn mở từ năm trước theo khung tiêu chí cũ: xem trang «Việc năm trước»."
PLAN_HERE = (
    "Các dòng của kế hoạch đã ghi sẵn: hãy ghi việc đã làm ở từng dòng; ô không có nội dung thì để trống."
)
NO_PLAN = "Chưa có kế hoạch của năm học này trong hệ thống nên chưa có dòng ghi sẵn."
Row = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of a form, the fields we filled, how many empty rows follow; plain reading for its second sheet."""

    rows: list[Row] = field(default_factory=list)
    fields: frozenset[str] = frozenset()
    empty_rows: int = 15
    advice: str = ""
    reading_title: str = ""
    reading: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where rows come from: the store through a lens, the school and the school year, its framework."""

    store: Store
    lens: Lens
    school_code: str | None
    school_year: str
    framework: Framework | None

    def choice(self, school_year: str) -> queries.Choice:
        """This school in a school year."""
        return queries.Choice(school_year=school_year, school=self.school_code)


def prepared(layout: Layout, sources: Sources) -> Prepared:
    """The rows for a form: its own rule, or one row for every criterion where lines are kept by criterion."""
    if layout.kind in _RULES:
        return _RULES[layout.kind](sources)
    is_by_criterion = any(each.name == "criterion" and each.is_required for each in layout.fields)
    if is_by_criterion and sources.framework is not None:
        named = [criterion(code, name) for code, name in sources.framework.criteria.items()]
        return Prepared(
            _numbered({"criterion": text} for text in named), frozenset({"criterion"}), empty_rows=3
        )
    return Prepared()


def _plan(sources: Sources) -> Prepared:
    """One row for each criterion that last year left open. What was planned then is quoted, not claimed for this year."""
    start = int(sources.school_year[:4])
    before = f"{start - 1}-{start}"
    found = queries.templates.open_items(sources.store, sources.lens, sources.choice(before))
    rows: list[dict[str, str | int]] = []
    reading = []
    for item in found.to_dict("records"):
        name = criterion(item["criterion_code"], _text(item["criterion_name"]))
        state = words.state_word(item["state"])
        target, action = _text(item["target"]), _text(item["action"])
        said = "\n".join(
            f"{label}: {text}" for label, text in (("Mục tiêu", target), ("Việc cần làm", action)) if text
        )
        reading.append((name, f"Tình trạng: {state}\n{said}".strip()))
        # The same code under another framework is another criterion.
        if sources.framework is not None and item["framework_code"] == sources.framework.code:
            quoted = _short(target or action)
            rows.append({"criterion": name, "note": f"Năm trước ({state}): {quoted}".rstrip(": ")})
    return Prepared(
        _numbered(rows),
        fields=frozenset({"criterion"}),
        advice=OPEN_HERE if rows else OPEN_BESIDE if reading else "",
        reading_title=f"Việc còn mở từ năm học {before}, để tham khảo khi lập kế hoạch; trang này không phải nộp.",
        reading=reading,
    )


def _results(sources: Sources) -> Prepared:
    """One row for each line of this year's plan, with what it planned."""
    found = queries.templates.plan_lines(sources.store, sources.lens, sources.choice(sources.school_year))
    rows: list[dict[str, str | int]] = []
    for line in found.to_dict("records"):
        code = _text(line["criterion_code"])
        named = criterion(code, _text(line["criterion_name"])) if code else _text(line["criterion_text"])
        planned = "\n".join(text for text in (_text(line["target"]), _text(line["action"])) if text)
        rows.append({"criterion": named, "plan_initial": planned})
    filled = frozenset({"criterion", "plan_initial"})
    if not rows:
        return Prepared(advice=NO_PLAN)
    return Prepared(_numbered(rows), filled, empty_rows=5, advice=PLAN_HERE)


_RULES: dict[str, Callable[[Sources], Prepared]] = {"plan": _plan, "results": _results}


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"ordinal": number, **row} for number, row in enumerate(rows, start=1)]


def _text(value: object) -> str:
    return "" if words.is_missing(value) else str(value).strip()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_NOTE else f"{flat[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
