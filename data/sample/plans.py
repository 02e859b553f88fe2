"""A school's improvement plan as a workbook: the form of nine columns, as schools really fill it in."""

from __future__ import annotations

from datetime import date
from random import Random

from data.sample import district, forms, habits, improvements, phrases, workbooks
from data.sample.district import School
from data.sample.forms import Form, Head, Line
from data.sample.habits import Mess
from data.sample.improvements import Improvement
from data.sample.truth import PlanTruth, Truth
from data.sample.workbooks import Page

TITLE = "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC"
_PRINTED = ("ordinal", "criterion", "target", "action", "responsible", "time", "budget", "support", "note")
_COLUMNS = (
    _PRINTED,
    _PRINTED[:-1],
    _PRINTED[:-2],
    ("ordinal", "criterion", "target", "action", "time", "responsible", "budget", "support", "note"),
    ("ordinal", "criterion", "action", "target", "responsible", "time", "note", "budget"),
    (*_PRINTED[:-1], "supervision", "note"),
    ("ordinal", "criterion", "criterion_title", *_PRINTED[2:]),
)
_HEADINGS = {
    "printed": {
        "ordinal": "TT", "criterion": "Tiêu chuẩn, tiêu chí", "target": "Kết quả cần đạt (so với hiện trạng)",
        "action": "Công việc/giải pháp cần thực hiện", "responsible": "Chủ trì và phối hợp thực hiện",
        "time": "Thời gian thực hiện và hoàn thành", "budget": "Dự kiến kinh phí", "support": "Điều kiện hỗ trợ khác",
        "supervision": "Biện pháp giám sát", "note": "Ghi chú", "criterion_title": "Tên tiêu chí",
    },
    "short": {
        "ordinal": "STT", "criterion": "Tiêu chí", "target": "KQ cần đạt", "action": "Giải pháp thực hiện",
        "responsible": "Người phụ trách", "time": "Thời gian TH", "budget": "Kinh phí", "support": "ĐK hỗ trợ khác",
        "supervision": "Giám sát", "note": "G/c", "criterion_title": "Tên tiêu chí",
    },
    "other": {
        "ordinal": "Số TT", "criterion": "Tiêu chuẩn/tiêu chí", "target": "Mục tiêu cần đạt", "action": "Biện pháp cải tiến",
        "responsible": "Người thực hiện", "time": "Thời gian", "budget": "Kinh phí dự kiến", "support": "Điều kiện hỗ trợ",
        "supervision": "Biện pháp giám sát", "note": "Ghi chú (nếu có)", "criterion_title": "Tên tiêu chí",
    },
}  # fmt: skip
_WIDTHS = {"ordinal": 6.0, "criterion": 22.0, "target": 42.0, "action": 48.0}


def written(rng: Random, school: School, school_year: str, *, day: date) -> tuple[bytes, Truth]:
    """The workbook of a plan that is dated that day, and what it says."""
    wanted = improvements.planned(school, school_year)
    mess = habits.mess_of(rng, line_count=len(wanted))
    columns = rng.choices(_COLUMNS, (58, 14, 6, 6, 4, 8, 4))[0]
    if mess.is_shifted or mess.is_sheet_per_standard:
        columns = _PRINTED
    form = Form(district.framework_of(school, school_year), columns, mess, "criterion_title" in columns)
    number = forms.document_number(rng, school, "KH", day)
    head = Head(TITLE, school, school_year, number, day)
    lines = [Line(each.criterion_code, _values(each)) for each in wanted]
    truth = Truth(number if mess.head_style != "bare" else None, tuple(_truth(each, mess) for each in wanted))
    return workbooks.content(_pages(rng, form, head, lines)), truth


def _pages(rng: Random, form: Form, head: Head, lines: list[Line]) -> list[Page]:
    if not form.mess.is_sheet_per_standard:
        name = rng.choice(("Sheet1", "Kế hoạch", "KH CTCL", f"KH {head.school_year}"))
        return [_page(form, head, lines, name)]
    standards = sorted({line.criterion_code.split(".")[0] for line in lines})
    return [
        _page(
            form,
            head,
            [line for line in lines if line.criterion_code.startswith(f"{number}.")],
            f"TC{number}",
        )
        for number in standards
    ]


def _page(form: Form, head: Head, lines: list[Line], name: str) -> Page:
    page = Page(name, widths=[_WIDTHS.get(column, 18.0) for column in form.columns])
    row = forms.put_head(page, head, form.mess)
    headings = _HEADINGS[form.mess.heading_style]
    page.put_row(row, (headings[column] for column in form.columns))
    if form.has_code_column:
        page.put(row, 2, "Mã tiêu chí")
    page.header_rows.add(row)
    row += 1
    if form.mess.has_column_numbers:
        page.put_row(row, (f"({number})" for number in range(1, len(form.columns) + 1)))
        row += 1
    row = forms.put_body(page, form, lines, row)
    forms.put_footer(page, form.mess, row, len(form.columns))
    return page


def _values(improvement: Improvement) -> dict[str, workbooks.CellValue]:
    return {
        "target": improvement.target,
        "action": improvement.action,
        "responsible": improvement.responsible,
        "time": improvement.time.typed,
        "budget": improvement.budget.typed,
        "support": improvement.support,
        "supervision": phrases.SUPERVISION,
    }


def _truth(improvement: Improvement, mess: Mess) -> PlanTruth:
    return PlanTruth(
        criterion_code=improvement.criterion_code,
        is_code_sure=habits.is_code_sure(improvement.criterion_code, mess),
        target=improvement.target,
        action=improvement.action,
        responsible=improvement.responsible,
        starts_on=improvement.time.starts_on,
        ends_on=improvement.time.ends_on,
        is_time_sure=improvement.time.is_sure,
        budget_vnd=improvement.budget.vnd,
        is_budget_sure=improvement.budget.is_sure,
        is_keep=improvement.is_keep,
        origin=(
            improvement.origin.school_code,
            improvement.origin.school_year,
            improvement.origin.criterion_code,
        ),
    )
