"""A school's self-evaluation as a workbook: the summary of levels in X marks, its strengths and weaknesses, or both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random

from data.sample import district, forms, habits, needs, texts, workbooks
from data.sample.district import SEED, School
from data.sample.forms import Form, Head, Line
from data.sample.truth import FindingTruth, LevelTruth, Truth
from data.sample.workbooks import Page

LEVELS, FINDINGS = "self_evaluation", "findings"
_TITLES = {
    LEVELS: "BẢNG TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ",
    FINDINGS: "ĐIỂM MẠNH, ĐIỂM YẾU THEO TIÊU CHÍ",
}
_MARKS = ("level_0", "level_1", "level_2", "level_3")
_COLUMNS = {
    LEVELS: ("ordinal", "criterion", *_MARKS),
    FINDINGS: ("ordinal", "criterion", "strength", "weakness", "cause"),
}
_HEADINGS = {
    "ordinal": "TT", "criterion": "Tiêu chuẩn, tiêu chí", "level_0": "Không đạt", "level_1": "Mức 1", "level_2": "Mức 2",
    "level_3": "Mức 3", "strength": "Điểm mạnh", "weakness": "Điểm yếu", "cause": "Nguyên nhân",
}  # fmt: skip
_WIDTHS = {"ordinal": 6.0, "criterion": 40.0, "strength": 42.0, "weakness": 42.0, "cause": 30.0}


def written(
    rng: Random, school: School, school_year: str, *, day: date, kinds: Sequence[str]
) -> tuple[bytes, dict[str, Truth]]:
    """The workbook dated that day, a sheet for each kind of table, and what each says."""
    number = forms.document_number(rng, school, "BC", day)
    pages: list[Page] = []
    told: dict[str, Truth] = {}
    for kind in kinds:
        rows = levels(school, school_year) if kind == LEVELS else findings(school, school_year)
        mess = habits.tidy(habits.mess_of(rng, line_count=len(rows)))
        form = Form(district.framework_of(school, school_year), _COLUMNS[kind], mess)
        head = Head(_TITLES[kind], school, school_year, number, day)
        lines = [Line(row.criterion_code, _cells(rng, row)) for row in rows]
        pages.append(_page(form, head, lines, "Tổng hợp" if kind == LEVELS else "Điểm mạnh, điểm yếu"))
        told[kind] = Truth(number if mess.head_style != "bare" else None, rows)
    return workbooks.content(pages), told


@cache
def levels(school: School, school_year: str) -> tuple[LevelTruth, ...]:
    """The level of each criterion as the school sees it; now and then some are not filled in, or left out."""
    rng = Random(f"{SEED}/levels/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    weak = {each.criterion_code for each in needs.weaknesses(school, school_year)}
    aims_at = Random(f"{SEED}/aims/{school.school_code}").choice((1, 2, 2, 2, 3))
    is_unfinished = not district.is_real(school) and rng.random() < 0.18
    found: list[LevelTruth] = []
    for code in sorted(texts.THEMES[framework], key=needs.position):
        level: int | None = min(aims_at + (rng.random() < 0.25), _highest(framework, code))
        if code in weak:
            level = rng.choices((0, 1, 2), (25, 60, 15))[0] if aims_at > 1 else rng.choice((0, 1))
        if is_unfinished and rng.random() < 0.15:
            if rng.random() < 0.5:
                continue
            level = None
        found.append(LevelTruth(code, level))
    return tuple(found)


@cache
def findings(school: School, school_year: str) -> tuple[FindingTruth, ...]:
    """A line for each criterion with a strength or a weakness."""
    rng = Random(f"{SEED}/findings/{school.school_code}/{school_year}")
    framework = district.framework_of(school, school_year)
    weak = {each.criterion_code: each for each in needs.weaknesses(school, school_year)}
    hand = texts.Hand(school.level, school_year)
    found: list[FindingTruth] = []
    for code in sorted(texts.THEMES[framework], key=needs.position):
        weakness = weak.get(code)
        story = texts.story(rng, framework, code, hand)
        strength = (
            hand.pen(rng, story).write("strength") if rng.random() < (0.3 if weakness else 0.6) else None
        )
        if strength or weakness:
            text, cause = (weakness.text, weakness.cause) if weakness else (None, None)
            found.append(FindingTruth(code, strength, text, cause))
    return tuple(found)


def _cells(rng: Random, row: LevelTruth | FindingTruth) -> dict[str, workbooks.CellValue]:
    if isinstance(row, FindingTruth):
        return {"strength": row.strength, "weakness": row.weakness, "cause": row.cause}
    if row.level_no is None:
        return {}
    if row.level_no == 0:
        return {"level_0": rng.choice(("X", "x"))}
    # The official table marks every level that is reached, many schools the highest alone.
    first = 1 if rng.random() < 0.7 else row.level_no
    return {f"level_{number}": rng.choice(("X", "X", "X", "x")) for number in range(first, row.level_no + 1)}


def _page(form: Form, head: Head, lines: Sequence[Line], name: str) -> Page:
    page = Page(name, widths=[_WIDTHS.get(column, 11.0) for column in form.columns])
    row = forms.put_head(page, head, form.mess)
    page.put_row(row, (_HEADINGS[column] for column in form.columns))
    page.header_rows.add(row)
    if form.columns[2] in _MARKS and form.mess.heading_style == "printed":
        _put_parents(page, row)
        row += 2
    row = forms.put_body(page, form, lines, row + 1)
    forms.put_footer(page, form.mess, row, len(form.columns))
    return page


def _put_parents(page: Page, row: int) -> None:
    """Three header rows as printed: "Kết quả" above "Không đạt" and "Đạt", and the levels below."""
    page.header_rows |= {row + 1, row + 2}
    for column in (3, 4, 5, 6):
        value, number_format = page.values.pop((row, column))
        page.put(row + (1 if column == 3 else 2), column, value, number_format)
    page.put(row, 3, "Kết quả")
    page.put(row + 1, 4, "Đạt")
    for merge in (
        (row, 1, row + 2, 1),
        (row, 2, row + 2, 2),
        (row, 3, row, 6),
        (row + 1, 3, row + 2, 3),
        (row + 1, 4, row + 1, 6),
    ):
        page.merge(*merge)


@cache
def _highest_levels() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in forms.catalogue_rows("criterion_level"):
        key = row["framework_code"], row["criterion_code"]
        found[key] = max(found.get(key, 1), int(row["level_no"]))
    return found


def _highest(framework: str, code: str) -> int:
    return min(_highest_levels()[framework, code], 3)
