"""What stands in a form of ours before a school writes: its open criteria of last year, the lines of its plan."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import queries
from data.intake.known import Framework
from data.intake.layouts import Layout
from data.intake.templates import QUOTED
from data.lens import Lens
from data.store import Store
from pages.parts import words
from pages.parts.template_columns import criterion

LONGEST_NOTE = 160
OPEN_HERE = (
    "Mỗi việc một dòng. Tiêu chí ghi sẵn là việc còn mở hoặc điểm yếu của năm trước (nguyên văn ở trang «Việc năm trước»):"
    " hãy điền nội dung của năm nay; dòng không điền thì không tính."
)
OPEN_BESIDE = (
    "Mỗi việc một dòng. Việc còn mở từ năm trước theo khung tiêu chí cũ: xem trang «Việc năm trước»."
)
ONE_EACH = "Mỗi việc một dòng."
BY_CRITERION = {
    "self_evaluation": "Mỗi tiêu chí: đánh dấu X ở mức cao nhất đạt được, hoặc ở «Không đạt».",
    "findings": "Ghi ở tiêu chí có điểm mạnh, điểm yếu; dòng không điền thì không tính.",
}
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
    if layout.rows == "criterion" and sources.framework is not None:
        named = [criterion(code, name) for code, name in sources.framework.criteria.items()]
        return Prepared(
            _numbered({"criterion": text} for text in named),
            fields=frozenset({"criterion"}),
            empty_rows=3,
            advice=BY_CRITERION.get(layout.kind, ""),
        )
    return Prepared()


def _plan(sources: Sources) -> Prepared:
    """One row for each criterion that last year left open or weak. What was said then is quoted, not claimed for this year."""
    start = int(sources.school_year[:4])
    before = f"{start - 1}-{start}"
    said = _said_of_last_year(sources, before)
    rows: list[Row] = []
    for (framework_code, code), told in said.items():
        # The same code under another framework is another criterion.
        if code and sources.framework is not None and framework_code == sources.framework.code:
            rows.append(
                {"criterion": told.name, "note": f"{QUOTED}{told.state}): {_short(told.quote)}".rstrip(": ")}
            )
    return Prepared(
        _numbered(rows),
        fields=frozenset({"criterion"}),
        advice=OPEN_HERE if rows else OPEN_BESIDE if said else ONE_EACH,
        reading_title=f"Việc còn mở và điểm yếu của năm học {before}, để tham khảo; trang này không phải nộp.",
        reading=[(told.name, "\n".join(told.texts)) for told in said.values()],
    )


@dataclass(slots=True)
class _Told:
    """What last year says of one criterion."""

    name: str
    state: str
    quote: str
    texts: list[str]


def _said_of_last_year(sources: Sources, school_year: str) -> dict[tuple[str, str], _Told]:
    """By framework and criterion, in the order of the framework: what was planned and is open, what was weak."""
    choice = sources.choice(school_year)
    found: dict[tuple[str, str], _Told] = {}
    for item in queries.templates.open_items(sources.store, sources.lens, choice).to_dict("records"):
        key = (_text(item["framework_code"]), _text(item["criterion_code"]))
        target, action = _text(item["target"]), _text(item["action"])
        texts = [
            f"{label}: {text}" for label, text in (("Mục tiêu", target), ("Việc cần làm", action)) if text
        ]
        state = words.state_word(item["state"])
        found[key] = _Told(_named(item), state, target or action, [f"Tình trạng: {state}", *texts])
    for item in queries.templates.weaknesses(sources.store, sources.lens, choice).to_dict("records"):
        key = (_text(item["framework_code"]), _text(item["criterion_code"]))
        weakness = _text(item["weakness"])
        told = found.setdefault(key, _Told(_named(item), "điểm yếu", weakness, []))
        told.texts.append(f"Điểm yếu: {weakness}")
    return {key: found[key] for key in sorted(found, key=_order)}


def _named(item: Mapping[Hashable, Any]) -> str:
    code = _text(item["criterion_code"])
    return criterion(code, _text(item["criterion_name"])) if code else "Chưa rõ tiêu chí"


def _order(key: tuple[str, str]) -> tuple[str, list[float]]:
    """1.9 before 1.10; what names no criterion comes last."""
    framework_code, code = key
    return framework_code, [float(part) for part in code.split(".")] if code else [math.inf]


def _results(sources: Sources) -> Prepared:
    """One row for each line of this year's plan, with what it planned."""
    found = queries.templates.plan_lines(sources.store, sources.lens, sources.choice(sources.school_year))
    rows: list[dict[str, str | int]] = []
    for line in found.to_dict("records"):
        code = _text(line["criterion_code"])
        named = criterion(code, _text(line["criterion_name"])) if code else _text(line["criterion_text"])
        said = (_text(line[name]) for name in ("content", "target", "action"))
        planned = "\n".join(text for text in said if text)
        rows.append({"criterion": named, "plan_initial": planned})
    filled = frozenset({"criterion", "plan_initial"})
    if not rows:
        return Prepared(advice=NO_PLAN)
    return Prepared(_numbered(rows), filled, empty_rows=5, advice=PLAN_HERE)


def _schools(sources: Sources) -> Prepared:
    """The schools as the office keeps them, to be put right and added to."""
    found = queries.schools.listing(sources.store, sources.lens, queries.Choice())
    rows: list[dict[str, str | int]] = [
        {
            "school": _text(school["school_name"]),
            "school_code": _text(school["school_code"]),
            "level": words.level_word(school["level"]),
            "ownership": words.capital(words.ownership_word(school["ownership"])),
            "ward": _text(school["ward"]),
        }
        for school in found[found["is_open"].astype(bool)].to_dict("records")
    ]
    return Prepared(_numbered(rows))


_RULES: dict[str, Callable[[Sources], Prepared]] = {"plan": _plan, "results": _results, "schools": _schools}


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"ordinal": number, **row} for number, row in enumerate(rows, start=1)]


def _text(value: object) -> str:
    return "" if words.is_missing(value) else str(value).strip()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_NOTE else f"{flat[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
