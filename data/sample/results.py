"""A school's results as a workbook: eight columns under three header rows, as schools really fill them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from data.sample import district, forms, habits, outcomes, wishes, workbooks
from data.sample.district import School
from data.sample.forms import Form, Head, Line
from data.sample.outcomes import Outcome
from data.sample.truth import ResultTruth, Truth
from data.sample.workbooks import Page

TITLE = "BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC"
_PRINTED = ("ordinal", "criterion", "plan_initial", "plan_adjusted", "done", "doing", "not_started", "note")
_COLUMNS = (_PRINTED, _PRINTED[:-1], (*_PRINTED[:3], *_PRINTED[4:]))
_HEADINGS = {
    "printed": (
        "TT", "Tiêu chuẩn, tiêu chí", "ND Kế hoạch cải tiến chất lượng được XD đầu năm",
        "ND Kế hoạch cải tiến chất lượng giáo dục đã được điều chỉnh", "Những công việc đã triển khai xong theo đúng KH",
        "Những công việc đang triển khai theo KH, hoặc chậm so với KH (lý do chậm tiến độ), đánh giá sơ bộ về những ND "
        "đã triển khai", "Những công việc chưa triển khai", "Ghi chú",
    ),
    "short": (
        "STT", "Tiêu chí", "KH đầu năm", "KH điều chỉnh", "Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Ghi chú",
    ),
    "other": (
        "TT", "Tiêu chuẩn - tiêu chí", "Nội dung KH xây dựng đầu năm", "Nội dung điều chỉnh", "Đã triển khai xong",
        "Đang triển khai", "Chưa triển khai", "G/c",
    ),
}  # fmt: skip
_WIDTHS = {"ordinal": 6.0, "criterion": 20.0, "plan_initial": 40.0, "done": 40.0, "doing": 36.0}


def written(rng: Random, school: School, school_year: str, *, day: date) -> tuple[bytes, Mapping[str, Truth]]:
    """The workbook of the results that are dated that day, and what each table in it says."""
    reported = outcomes.reported(school, school_year)
    mess = habits.mess_of(rng, line_count=len(reported))
    columns = _PRINTED if mess.is_shifted else rng.choices(_COLUMNS, (74, 14, 12))[0]
    form = Form(district.framework_of(school, school_year), columns, mess)
    number = forms.document_number(rng, school, "BC", day)
    head = Head(TITLE, school, school_year, number, day)
    page = Page(
        rng.choice(("Sheet1", "Kết quả", "KQ CTCL")), widths=[_WIDTHS.get(name, 18.0) for name in columns]
    )
    row = _put_header(page, form, forms.put_head(page, head, mess), head.school_year)
    # Only beside an answer in the last column: without one the row might as well be shifted.
    answered = [index for index, each in enumerate(reported) if each.not_started is not None]
    adjusted = rng.choice(answered) if answered and rng.random() < 0.3 else None
    lines = [_line(each, is_adjusted=index == adjusted) for index, each in enumerate(reported)]
    row = forms.put_body(page, form, lines, row)
    row, asked = wishes.put(page, school, school_year, row)
    forms.put_footer(page, mess, row, len(columns))
    truth = Truth(
        number if mess.head_style != "bare" else None,
        tuple(
            _truth(each, is_sure=habits.is_code_sure(each.improvement.criterion_code, mess))
            for each in reported
        ),
    )
    told = {"results": truth} | ({"requests": asked} if asked else {})
    return workbooks.content([page]), told


def _put_header(page: Page, form: Form, row: int, school_year: str) -> int:
    leaves = dict(zip(_PRINTED, _HEADINGS[form.mess.heading_style], strict=True))
    if form.mess.heading_style != "printed":
        page.put_row(row, (leaves[name] for name in form.columns))
        page.header_rows.add(row)
        return row + 1
    page.header_rows |= {row, row + 1, row + 2}
    for name, heading in leaves.items():
        if name not in form.columns:
            continue
        column = form.columns.index(name) + 1
        if name in ("ordinal", "criterion", "note"):
            page.put(row, column, heading)
            page.merge(row, column, row + 2, column)
        else:
            page.put(row + 2, column, heading)
    year = school_year.replace("-", " – ")
    planned = [name for name in form.columns if name.startswith("plan_")]
    _put_parent(page, form, planned, row, f"ND Kế hoạch cải tiến chất lượng giáo dục năm học {year}")
    _put_parent(page, form, ("done", "doing", "not_started"), row, "Kết quả thực hiện")
    return row + 3


def _put_parent(page: Page, form: Form, names: Sequence[str], row: int, heading: str) -> None:
    first, last = (form.columns.index(name) + 1 for name in (names[0], names[-1]))
    page.put(row, first, heading)
    page.merge(row, first, row + 1, last)


def _line(outcome: Outcome, *, is_adjusted: bool) -> Line:
    values: dict[str, workbooks.CellValue] = {
        "plan_initial": outcome.improvement.target,
        "plan_adjusted": "Lùi thời gian sang học kỳ II" if is_adjusted else None,
        "done": outcome.done.text if outcome.done else None,
        "doing": outcome.doing,
        "not_started": outcome.not_started,
    }
    return Line(outcome.improvement.criterion_code, values)


def _truth(outcome: Outcome, *, is_sure: bool) -> ResultTruth:
    return ResultTruth(
        criterion_code=outcome.improvement.criterion_code,
        is_code_sure=is_sure,
        plan_initial=outcome.improvement.target,
        done=outcome.done.text if outcome.done else None,
        origin=_origin(outcome),
        repeats_plan=outcome.done is not None and outcome.done.part == outcomes.PLAN,
        doing=outcome.doing,
        not_started=outcome.not_started,
        suggested_status=outcome.suggested_status,
    )


def _origin(outcome: Outcome) -> tuple[str, str, str, str] | None:
    if outcome.done is None:
        return None
    origin = outcome.done.origin
    return outcome.done.part, origin.school_code, origin.school_year, origin.criterion_code
